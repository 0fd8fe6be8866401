/* Mounting by the old and the new calls. */
#include "check.h"
#include "topics.h"

static long type_of(const char *path)
{
	Statfs_t fs;
	int result = Statfs(path, &fs);

	return result < 0 ? result : fs.type;
}

static long free_blocks(const char *path)
{
	Statfs_t fs;
	int result = Statfs(path, &fs);

	return result < 0 ? result : (long)fs.blocks;
}

static void old_calls(void)
{
	char link[16] = "";
	Stat_t file;
	int fd;

	check_equal("Mount of an unknown file system", Mount("x", "/tmp", "nosuchfs", 0, LX_NULL), -LX_ENODEV);
	check_equal("Mount on nothing", Mount("x", "/nowhere", "tmpfs", 0, LX_NULL), -LX_ENOENT);

	check_equal("Mount proc",
		    Mount("proc", "/proc", "proc", LX_MS_NOSUID | LX_MS_NODEV | LX_MS_NOEXEC, LX_NULL), 0);
	check_equal("/proc is proc", type_of("/proc"), LX_PROC_SUPER_MAGIC);
	check_equal("Readlink /proc/self", Readlink("/proc/self", link, sizeof(link)), 1);
	check("/proc/self is 1", link[0] == '1');

	check_equal("Mount sysfs", Mount("sysfs", "/sys", "sysfs", 0, LX_NULL), 0);
	check_equal("Mount sysfs again", Mount("sysfs", "/sys", "sysfs", 0, LX_NULL), -LX_EBUSY);
	check_equal("/sys is sysfs", type_of("/sys"), LX_SYSFS_MAGIC);
	check_equal("/sys/kernel is there", Faccessat(LX_AT_FDCWD, "/sys/kernel", LX_F_OK, 0), 0);

	check_equal("Mount devtmpfs", Mount("devtmpfs", "/dev", "devtmpfs", 0, "mode=0755"), 0);
	check_equal("Stat /dev/null", Stat("/dev/null", &file), 0);
	check("/dev/null is character device 1:3",
	      ModeIsChr(file.mode) && Major(file.rdev) == 1 && Minor(file.rdev) == 3);
	/* TOMOYO, which Linux may be built with, looks for what Execveat by descriptor executes under this name. */
	check_equal("Symlink /dev/fd", Symlink("/proc/self/fd", "/dev/fd"), 0);
	fd = Openat(LX_AT_FDCWD, "/dev/zero", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	check_equal("Read /dev/zero", Read(fd, link, 4), 4);
	check("/dev/zero gives zeros", link[0] == 0);
	Close(fd);

	check_equal("Mount tmpfs with options", Mount("tmpfs", "/tmp", "tmpfs", LX_MS_NODEV, "size=1m,mode=1777"), 0);
	check_equal("/tmp is tmpfs", type_of("/tmp"), LX_TMPFS_MAGIC);
	check_equal("/tmp has 1 MiB", free_blocks("/tmp"), (1 << 20) / (long)Getpagesize());
	check_equal("Stat /tmp", Stat("/tmp", &file), 0);
	check_equal("/tmp has its mode", file.mode & 07777, 01777);
	check_equal("Mount remounts read-only",
		    Mount(LX_NULL, "/tmp", LX_NULL, LX_MS_REMOUNT | LX_MS_RDONLY, LX_NULL), 0);
	check_equal("Mkdir on read-only", Mkdir("/tmp/no", 0700), -LX_EROFS);
	check_equal("Mount remounts read-write", Mount(LX_NULL, "/tmp", LX_NULL, LX_MS_REMOUNT, LX_NULL), 0);
}

static void new_calls(void)
{
	MountAttr attr = {0, 0, 0, 0};
	char path[64];
	int context, mount, tree, fd, result;

	check_equal("Fsopen of an unknown file system", Fsopen("nosuchfs", LX_FSOPEN_CLOEXEC), -LX_ENODEV);
	context = Fsopen("tmpfs", LX_FSOPEN_CLOEXEC);
	check("Fsopen tmpfs", context >= 0);
	check_equal("FsconfigSetString size", FsconfigSetString(context, "size", "64k"), 0);
	check_equal("FsconfigSetString of an unknown key", FsconfigSetString(context, "nosuchkey", "1"), -LX_EINVAL);
	check_equal("FsconfigCreate", FsconfigCreate(context), 0);
	mount = Fsmount(context, LX_FSMOUNT_CLOEXEC, LX_MOUNT_ATTR_NOEXEC);
	check("Fsmount", mount >= 0);
	Close(context);
	check_equal("Mkdirat before it is attached", Mkdirat(mount, "early", 0700), 0);
	check_equal("MoveMount attaches it", MoveMount(mount, "", LX_AT_FDCWD, "/run", LX_MOVE_MOUNT_F_EMPTY_PATH), 0);
	Close(mount);
	check_equal("/run is tmpfs", type_of("/run"), LX_TMPFS_MAGIC);
	check_equal("/run has 64 KiB", free_blocks("/run"), 65536 / (long)Getpagesize());
	check_equal("/run/early is there", Faccessat(LX_AT_FDCWD, "/run/early", LX_F_OK, 0), 0);

	tree = OpenTree(LX_AT_FDCWD, "/run", LX_OPEN_TREE_CLONE | LX_OPEN_TREE_CLOEXEC);
	check("OpenTree clones it", tree >= 0);
	attr.attr_set = LX_MOUNT_ATTR_RDONLY;
	result = MountSetattr(tree, "", LX_AT_EMPTY_PATH, &attr);
	if (since(5, 12, "MountSetattr", result != -LX_ENOSYS)) {
		check_equal("MountSetattr read-only", result, 0);
		check_equal("Mkdirat in the clone", Mkdirat(tree, "no", 0700), -LX_EROFS);
	}
	check_equal("Mkdir in the original", Mkdir("/run/yes", 0700), 0);
	Close(tree);

	fd = Openat(LX_AT_FDCWD, "/run/file", LX_O_WRONLY | LX_O_CREAT | LX_O_CLOEXEC, 0600);
	check_equal("Unmount while a file is open", Unmount("/run", 0), -LX_EBUSY);
	Close(fd);
	check_equal("Chdir", Chdir("/run/early"), 0);
	check_equal("Getcwd", Getcwd(path, sizeof(path)), sizeof("/run/early"));
	check_equal("Unmount lazily", Unmount("/run", LX_MNT_DETACH), 0);
	check_equal("Getcwd in an unmounted tree", Getcwd(path, sizeof(path)), -LX_ENOENT);
	check_equal("Chdir back", Chdir("/"), 0);
	check_equal("what was in it is gone", Faccessat(LX_AT_FDCWD, "/run/early", LX_F_OK, 0), -LX_ENOENT);
	check_equal("Unmount of what is no mount", Unmount("/run", 0), -LX_EINVAL);
}

void mounts(void)
{
	static const char *const directories[] = {"/proc", "/sys", "/dev", "/tmp", "/run"};
	int made = 0;

	check_equal("there is no /proc yet", Faccessat(LX_AT_FDCWD, "/proc/self", LX_F_OK, 0), -LX_ENOENT);
	Umask(0);
	for (int i = 0; i < 5; i++) {
		int result = Mkdir(directories[i], 0755);

		made += result == 0 || result == -LX_EEXIST;
	}
	check_equal("Mkdir of five directories", made, 5);
	old_calls();
	new_calls();
}
