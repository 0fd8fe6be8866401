/* mounts: a file system made, set up, and put into the tree step by step; what is mounted, by number. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	MntIDReq request = { sizeof(request), 0, LX_LSMT_ROOT, 0, 0 };
	MountAttr attr = { LX_MOUNT_ATTR_RDONLY, 0, 0, 0 };
	unsigned long ids[4];
	int fs, mount, clone;
	long n = Unshare(LX_CLONE_NEWNS); /* its mounts end with this program */

	if (n == 0)
		n = Mount(LX_NULL, "/", LX_NULL, LX_MS_REC | LX_MS_PRIVATE, LX_NULL);
	fs = n < 0 ? (int)n : Fsopen("tmpfs", LX_FSOPEN_CLOEXEC); /* since Linux 5.2 */
	if (fs < 0) {
		Print(1, "not here, or not as this user: %pe\n", ErrPtr(fs));
		return 77;
	}
	Print(1, "option: %pe ", ErrPtr(FsconfigSetString(fs, "size", "64k")));
	Print(1, "%pe\n", ErrPtr(FsconfigSetString(fs, "none", "such")));
	Print(1, "create: %pe\n", ErrPtr(FsconfigCreate(fs)));
	mount = Fsmount(fs, LX_FSMOUNT_CLOEXEC, LX_MOUNT_ATTR_NOSUID);
	Print(1, "file: %d\n", Close(Openat(mount, "file", LX_O_CREAT | LX_O_WRONLY, 0600)) == 0); /* before it is anywhere */
	Mkdir("mounts.tmp", 0700);
	Print(1, "move: %pe\n", ErrPtr(MoveMount(mount, "", LX_AT_FDCWD, "mounts.tmp", LX_MOVE_MOUNT_F_EMPTY_PATH)));
	Print(1, "there: %pe\n", ErrPtr(Access("mounts.tmp/file", LX_F_OK)));

	clone = OpenTree(LX_AT_FDCWD, "mounts.tmp", LX_OPEN_TREE_CLONE | LX_OPEN_TREE_CLOEXEC); /* a bind mount, not yet put */
	n = MountSetattr(clone, "", LX_AT_EMPTY_PATH, &attr); /* since Linux 5.12 */
	Print(1, "read only: %d\n", n == -LX_ENOSYS || Openat(clone, "file", LX_O_WRONLY, 0) == -LX_EROFS);
	Print(1, "the other is not: %d\n", Close(Openat(mount, "file", LX_O_WRONLY, 0)) == 0);
	n = Listmount(&request, ids, 4, 0); /* since Linux 6.8 */
	Print(1, "listed: %d\n", n == -LX_ENOSYS || n > 0);
	Close(mount);
	Print(1, "unmount: %pe\n", ErrPtr(Unmount("mounts.tmp", LX_MNT_DETACH)));
	return Rmdir("mounts.tmp") < 0;
}

/*
 * Output:
 * option: 0 EINVAL
 * create: 0
 * file: 1
 * move: 0
 * there: 0
 * read only: 1
 * the other is not: 1
 * listed: 1
 * unmount: 0
 */
