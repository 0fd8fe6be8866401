/*
 * faccessat2 in terms of older calls (barecall/path.h). The checks follow generic_permission() of the kernel's
 * fs/namei.c, and which ids and capabilities count, access_override_creds() of its fs/open.c.
 */
#include <barecall/cred.h>
#include <barecall/errno.h>
#include <barecall/file.h>
#include <barecall/mm.h>
#include <barecall/path.h>
#include <barecall/process.h>

/* The capabilities that let a thread pass file modes, as bits of a set's first word. */
#define OVERRIDE (1U << LX_CAP_DAC_OVERRIDE)
#define READ_SEARCH (1U << LX_CAP_DAC_READ_SEARCH)

/* Whose access it is that is asked about. */
typedef struct Subject {
	unsigned int uid;
	unsigned int gid;
	unsigned int caps; /* of the two above */
	int real; /* faccessat goes by the same */
} Subject;

/*
 * is_group_member tells whether gid is a supplementary group of the caller, or -errno. 65536 groups would need 256 KiB
 * of stack.
 */
static int is_group_member(unsigned int gid)
{
	unsigned int few[64];
	unsigned int *groups = few;
	int count = Getgroups(64, few);
	unsigned long size = 0;
	int i, member;

	if (count == -LX_EINVAL) {
		size = 65536 * sizeof(gid);
		groups = (unsigned int *)Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE,
					      LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
		if (IsErrPtr(groups))
			return (int)(long)groups;
		count = Getgroups(65536, groups);
	}
	member = IsErr(count) ? count : 0;
	for (i = 0; i < count && !member; i++)
		member = groups[i] == gid;
	if (size)
		Munmap(groups, size);
	return member;
}

/* fs_id is the id at file systems, or the effective one where a filter's -errno is the answer. */
static unsigned int fs_id(unsigned int answer, unsigned int effective)
{
	return IsErr((int)answer) ? effective : answer;
}

/* subject finds out whose access is asked about: the real user's or, with LX_AT_EACCESS, the one's at file systems. */
static Subject subject(int flags)
{
	CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
	CapUserData data[2];
	Subject real, effective;
	int known;

	real.uid = Getuid();
	real.gid = Getgid();
	real.real = 1;
	effective.uid = Geteuid();
	effective.caps = effective.uid != 0 ? 0 : OVERRIDE | READ_SEARCH;
	effective.uid = fs_id(SetfsuidThread(~0U), effective.uid);
	effective.gid = fs_id(SetfsgidThread(~0U), Getegid());
	known = Capget(&header, data) == 0;
	/*
	 * faccessat gives root its permitted capabilities for the check, and others none, but with a secure bit those
	 * that are effective.
	 */
	real.caps = real.uid != 0 ? 0 : OVERRIDE | READ_SEARCH;
	if (known) {
		unsigned long bits = (unsigned long)Prctl(LX_PR_GET_SECUREBITS, 0, 0, 0, 0);

		effective.caps = data[0].effective & (OVERRIDE | READ_SEARCH);
		real.caps &= data[0].permitted;
		if (!IsErr((long)bits) && bits & LX_SECBIT_NO_SETUID_FIXUP)
			real.caps = effective.caps;
	}
	effective.real = effective.uid == real.uid && effective.gid == real.gid && effective.caps == real.caps;
	return flags & LX_AT_EACCESS ? effective : real;
}

/*
 * is_unmapped tells whether an owner or group may be one that the caller's user namespace does not map: over such a
 * file its capabilities do not count. The kernel then shows the overflow id, 65534 unless an administrator changed it,
 * which can be somebody's as well, but where everybody is mapped.
 */
static int is_unmapped(unsigned int id, const char *map)
{
	enum { OVERFLOW_ID = 65534 };
	static const char everybody[] = "4294967295\n";
	char text[64];
	long len, i;
	int fd;

	if (id != OVERFLOW_ID)
		return 0;
	fd = Openat(LX_AT_FDCWD, map, LX_O_RDONLY | LX_O_CLOEXEC, 0);
	if (IsErr(fd))
		return 1;
	len = Read(fd, text, sizeof(text));
	Close(fd);
	if (len < (long)sizeof(everybody) - 1)
		return 1;
	for (i = 1; i < (long)sizeof(everybody); i++)
		if (text[len - i] != everybody[sizeof(everybody) - 1 - (unsigned long)i])
			return 1;
	return 0;
}

/* mount_flags returns LX_ST_* of the file system as it is mounted where the file is, 0 when that cannot be known. */
static unsigned long mount_flags(int dirfd, const char *pathname, int flags)
{
	Statfs_t fs;
	int fd = dirfd, result;

	if (pathname && pathname[0] != 0) {
		fd = Openat(dirfd, pathname, LX_O_PATH | LX_O_CLOEXEC |
				    (flags & LX_AT_SYMLINK_NOFOLLOW ? LX_O_NOFOLLOW : 0), 0);
		if (IsErr(fd))
			return 0;
	}
	result = fd == LX_AT_FDCWD ? Statfs(".", &fs) : Fstatfs(fd, &fs);
	if (fd != dirfd)
		Close(fd);
	return IsErr(result) ? 0 : (unsigned long)fs.flags;
}

/* allowed tells whether the mode of a file and the rights of who lets do what mode asks for, or -errno. */
static int allowed(const Subject *who, const Stat_t *file, unsigned int mode)
{
	unsigned int bits = file->mode;
	int member;

	if (who->uid == file->uid) {
		bits >>= 6;
	} else {
		member = who->gid == file->gid ? 1 : is_group_member(file->gid);
		if (member < 0)
			return member;
		if (member)
			bits >>= 3;
	}
	if ((bits & mode) == mode)
		return 1;
	if ((file->mode & LX_S_IFMT) == LX_S_IFDIR)
		return who->caps & OVERRIDE || (who->caps & READ_SEARCH && !(mode & LX_W_OK));
	/* What nobody may execute no capability lets execute. */
	if (who->caps & OVERRIDE && (!(mode & LX_X_OK) || file->mode & 0111))
		return 1;
	return who->caps & READ_SEARCH && mode == LX_R_OK;
}

static int emulate(int dirfd, const char *pathname, int mode, int flags)
{
	Stat_t file;
	Subject who;
	unsigned long mounted = 0;
	unsigned int type;
	int result, plain;

	if (mode & ~7 || flags & ~(LX_AT_EACCESS | LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH))
		return -LX_EINVAL;
	result = Fstatat(dirfd, pathname, &file, flags & (LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH));
	if (IsErr(result))
		return result;
	/* faccessat follows symbolic links, and has no answer for an empty path. */
	plain = pathname && pathname[0] != 0 && (file.mode & LX_S_IFMT) != LX_S_IFLNK;
	who = subject(flags);
	if (who.caps && (is_unmapped(file.uid, "/proc/self/uid_map") || is_unmapped(file.gid, "/proc/self/gid_map")))
		who.caps = 0;
	if (plain && who.real)
		return (int)lx_trap3(LX_SYS_faccessat, dirfd, LX_PTR(pathname), mode);
	type = file.mode & LX_S_IFMT;
	if ((mode & LX_W_OK && (type == LX_S_IFREG || type == LX_S_IFDIR || type == LX_S_IFLNK)) ||
	    (mode & LX_X_OK && type == LX_S_IFREG))
		mounted = mount_flags(dirfd, pathname, flags);
	if (mode & LX_X_OK && type == LX_S_IFREG && mounted & LX_ST_NOEXEC)
		return -LX_EACCES;
	if (plain && mode & LX_W_OK) {
		result = (int)lx_trap3(LX_SYS_faccessat, dirfd, LX_PTR(pathname), LX_W_OK);
		if (result == -LX_EROFS || result == -LX_EPERM)
			return result; /* so it is for everybody */
	}
	result = allowed(&who, &file, (unsigned int)mode);
	if (result <= 0)
		return result < 0 ? result : -LX_EACCES;
	/* Devices, pipes and sockets are written to on read-only file systems too. */
	return mode & LX_W_OK && mounted & LX_ST_RDONLY ? -LX_EROFS : 0;
}

int FaccessatEmulated(int dirfd, const char *pathname, int mode, int flags)
{
	int result;

	if (flags == 0)
		return (int)lx_trap3(LX_SYS_faccessat, dirfd, LX_PTR(pathname), mode);
	result = Faccessat2(dirfd, pathname, mode, flags);
	/* -EPERM is also the answer for an immutable file. What has the call says -EFAULT to no path. */
	if (result == -LX_EPERM && Faccessat2(LX_AT_FDCWD, (const char *)LX_NULL, 0, 0) != -LX_EPERM)
		return result;
	return result == -LX_ENOSYS || result == -LX_EPERM ? emulate(dirfd, pathname, mode, flags) : result;
}
