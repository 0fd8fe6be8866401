/* namespaces: a user that is root in a namespace of its own, which has a host name and mounts of its own. */
#include <barecall.h>
#include <barecall/text.h>

static int write_file(const char *path, const char *text, unsigned long size)
{
	int fd = Open(path, LX_O_WRONLY | LX_O_CLOEXEC, 0);
	long n = fd < 0 ? fd : Write(fd, text, size);

	Close(fd);
	return n < 0 ? (int)n : 0;
}

int main(void)
{
	unsigned int uid = Geteuid();
	Utsname uts;
	Statfs_t fs;
	char map[32];
	long size = Format(map, sizeof(map), "0 %u 1\n", uid);
	int n = Unshare(LX_CLONE_NEWUSER | LX_CLONE_NEWNS | LX_CLONE_NEWUTS);

	if (n == 0)
		n = write_file("/proc/self/uid_map", map, (unsigned long)size);
	if (n == 0)
		n = Mount(LX_NULL, "/", LX_NULL, LX_MS_REC | LX_MS_PRIVATE, LX_NULL); /* what is mounted here stays here */
	if (n < 0) {
		Print(1, "no namespaces here: %pe\n", ErrPtr(n));
		return 77;
	}
	Print(1, "root: %u\n", Geteuid());
	Print(1, "names: %pe ", ErrPtr(Sethostname("inside", 6)));
	Print(1, "%pe\n", ErrPtr(Setdomainname("example", 7)));
	Uname(&uts);
	Print(1, "%s.%s\n", uts.nodename, uts.domainname);
	Mkdir("namespaces.tmp", 0700);
	Print(1, "mount: %pe, ", ErrPtr(Mount("none", "namespaces.tmp", "tmpfs", LX_MS_NOSUID | LX_MS_NODEV, "size=64k")));
	Statfs("namespaces.tmp", &fs);
	Print(1, "tmpfs: %d\n", fs.type == LX_TMPFS_MAGIC);
	Print(1, "unmount: %pe\n", ErrPtr(Unmount("namespaces.tmp", LX_MNT_DETACH)));
	Rmdir("namespaces.tmp");
	/* To one that is there, by a descriptor; here it is the same one. */
	n = Open("/proc/self/ns/uts", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	Print(1, "setns: %pe\n", ErrPtr(Setns(n, LX_CLONE_NEWUTS)));
	return 0;
}

/*
 * Output:
 * root: 0
 * names: 0 0
 * inside.example
 * mount: 0, tmpfs: 1
 * unmount: 0
 * setns: 0
 */
