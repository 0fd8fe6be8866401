/*
 * faccessat2 in terms of older calls (barecall/path.h). The checks follow generic_permission() of the kernel's
 * fs/namei.c, and which ids and capabilities count, access_override_creds() of its fs/open.c.
 */
#include <barecall/path.h>
#include <barecall/cred.h>
#include <barecall/errno.h>
#include <barecall/mm.h>
#include <barecall/path.h>

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
 * is_group_member tells whether gid is a supplementary group of the caller. 65536 groups would need 256 KiB of stack.
 */
static int is_group_member(unsigned int gid)
{
	unsigned int few[64];
	unsigned int *groups = few;
	int count = Getgroups(64, few);
	unsigned long size = 0;
	int i, member = 0;

	if (count == -LX_EINVAL) {
		size = 65536 * sizeof(gid);
		groups = (unsigned int *)Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE,
					      LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
		if (IsErrPtr(groups))
			return 0;
		count = Getgroups(65536, groups);
	}
	for (i = 0; i < count && !member; i++)
		member = groups[i] == gid;
	if (size)
		Munmap(groups, size);
	return member;
}

/* subject finds out whose access is asked about: the real user's or, with LX_AT_EACCESS, the effective one's. */
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
	effective.gid = Getegid();
	known = Capget(&header, data) == 0;
	/* faccessat gives root its permitted capabilities for the check, and others none. */
	real.caps = real.uid != 0 ? 0 : OVERRIDE | READ_SEARCH;
	effective.caps = effective.uid != 0 ? 0 : OVERRIDE | READ_SEARCH;
	if (known) {
		real.caps &= data[0].permitted;
		effective.caps = data[0].effective & (OVERRIDE | READ_SEARCH);
	}
	effective.real = effective.uid == real.uid && effective.gid == real.gid && effective.caps == real.caps;
	return flags & LX_AT_EACCESS ? effective : real;
}

/* allowed tells whether the mode of a file and the rights of who lets do what mode asks for. */
static int allowed(const Subject *who, const Stat_t *file, unsigned int mode)
{
	unsigned int bits = file->mode;

	if (who->uid == file->uid)
		bits >>= 6;
	else if (who->gid == file->gid || is_group_member(file->gid))
		bits >>= 3;
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
	int result, plain;

	if (mode & ~7 || flags & ~(LX_AT_EACCESS | LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH))
		return -LX_EINVAL;
	result = Fstatat(dirfd, pathname, &file, flags & (LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH));
	if (IsErr(result))
		return result;
	/* faccessat follows symbolic links, and has no answer for an empty path. */
	plain = pathname && pathname[0] != 0 && (file.mode & LX_S_IFMT) != LX_S_IFLNK;
	who = subject(flags);
	if (plain && who.real)
		return (int)lx_trap3(LX_SYS_faccessat, dirfd, LX_PTR(pathname), mode);
	if (plain && mode & LX_W_OK) {
		result = (int)lx_trap3(LX_SYS_faccessat, dirfd, LX_PTR(pathname), LX_W_OK);
		if (result == -LX_EROFS || result == -LX_EPERM)
			return result; /* so it is for everybody */
	}
	return allowed(&who, &file, (unsigned int)mode) ? 0 : -LX_EACCES;
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
