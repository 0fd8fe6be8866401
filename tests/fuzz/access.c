/*
 * FaccessatEmulated (barecall/path.h), with a kernel that lacks faccessat2, against the kernel's rules written in
 * another way. The input says who asks, what the file is, and which calls fail.
 */
#include "kernel.h"
#include "../../src/linux/faccessat.c"

static struct {
	unsigned int uid, euid, gid, egid, fsuid, fsgid;
	unsigned int effective, permitted; /* capabilities */
	unsigned int groups[80];
	unsigned int group_count;
	unsigned int mode, file_uid, file_gid;
	int capget_fails, stat_error, access2, access_answer, mmap_fails;
	int accesses; /* of faccessat */
	int flags, no_fixup, everybody, maps; /* maps: descriptors of what says who is mapped, that are open */
	unsigned long mounted;
	void *memory;
} k;

enum { MAP = 8, FILE_ITSELF };

static long kernel(long nr, const long *a)
{
	Stat_t *st;
	CapUserData *caps;

	switch (nr) {
	case LX_SYS_getuid:
		return k.uid;
	case LX_SYS_geteuid:
		return k.euid;
	case LX_SYS_getgid:
		return k.gid;
	case LX_SYS_getegid:
		return k.egid;
	case LX_SYS_getgroups:
		if (a[0] < (long)k.group_count)
			return -LX_EINVAL;
		memcpy((void *)a[1], k.groups, k.group_count * sizeof(*k.groups));
		return k.group_count;
	case LX_SYS_capget:
		if (k.capget_fails)
			return -LX_EPERM;
		caps = (CapUserData *)a[1];
		memset(caps, 0, 2 * sizeof(*caps));
		caps->effective = k.effective;
		caps->permitted = k.permitted;
		return 0;
	case LX_SYS_newfstatat:
		CHECK(!(a[3] & ~(LX_AT_SYMLINK_NOFOLLOW | LX_AT_EMPTY_PATH)));
		if (k.stat_error)
			return -k.stat_error;
		st = (Stat_t *)a[2];
		memset(st, 0, sizeof(*st));
		st->mode = k.mode;
		st->uid = k.file_uid;
		st->gid = k.file_gid;
		return 0;
	case LX_SYS_faccessat2:
		return a[1] ? -k.access2 : k.access2 == LX_EPERM ? -LX_EPERM : -LX_EFAULT;
	case LX_SYS_faccessat:
		k.accesses++;
		return -k.access_answer;
	case LX_SYS_setfsuid:
		CHECK((unsigned int)a[0] == ~0U);
		return k.fsuid;
	case LX_SYS_setfsgid:
		CHECK((unsigned int)a[0] == ~0U);
		return k.fsgid;
	case LX_SYS_prctl:
		CHECK(a[0] == LX_PR_GET_SECUREBITS);
		return k.no_fixup ? LX_SECBIT_NO_SETUID_FIXUP : 0;
	case LX_SYS_openat:
		k.maps++;
		return strncmp((const char *)a[1], "/proc/self/", 11) ? FILE_ITSELF : MAP;
	case LX_SYS_read:
		CHECK(a[0] == MAP && a[2] >= 33);
		memcpy((void *)a[1], k.everybody ? "         0          0 4294967295\n" : "         0       1000          1\n", 33);
		return 33;
	case LX_SYS_close:
		CHECK(a[0] == MAP || a[0] == FILE_ITSELF);
		k.maps--;
		return 0;
	case LX_SYS_fstatfs:
		CHECK(a[0] == FILE_ITSELF || a[0] == 7);
		memset((void *)a[1], 0, sizeof(Statfs_t));
		((Statfs_t *)a[1])->flags = (long)k.mounted;
		return 0;
	case LX_SYS_mmap:
		if (k.mmap_fails)
			return -LX_ENOMEM;
		k.memory = malloc((size_t)a[1]);
		return (long)k.memory;
	default:
		CHECK(nr == LX_SYS_munmap && (void *)a[0] == k.memory);
		free(k.memory);
		k.memory = NULL;
		return 0;
	}
}

/* permission is what generic_permission() decides: nothing is granted that is not one of owner, group, other, caps. */
static int permission(int effective, unsigned int want)
{
	unsigned int uid = effective ? k.fsuid : k.uid, gid = effective ? k.fsgid : k.gid, caps, granted, i;
	unsigned int root = (effective ? k.euid : k.uid) == 0;
	int is_dir = (k.mode & 0170000) == 0040000, in_group = gid == k.file_gid;
	int override, search;

	if (uid != k.file_uid && !in_group && k.group_count > 64 && k.mmap_fails)
		return -LX_ENOMEM; /* who asks is not known */
	for (i = 0; i < k.group_count; i++)
		in_group |= k.groups[i] == k.file_gid;
	granted = uid == k.file_uid ? k.mode / 0100 % 8 : in_group ? k.mode / 010 % 8 : k.mode % 8;
	if (!(want & ~granted))
		return 0;
	caps = k.capget_fails ? (root ? ~0u : 0) : effective || k.no_fixup ? k.effective : root ? k.permitted : 0;
	if ((k.file_uid == 65534 || k.file_gid == 65534) && !k.everybody)
		caps = 0;
	override = caps >> LX_CAP_DAC_OVERRIDE & 1;
	search = caps >> LX_CAP_DAC_READ_SEARCH & 1;
	if (is_dir)
		return override || (search && !(want & 2)) ? 0 : -LX_EACCES;
	if (search && want == 4)
		return 0;
	return override && (!(want & 1) || k.mode % 8 % 2 || k.mode / 010 % 2 || k.mode / 0100 % 2) ? 0 : -LX_EACCES;
}

/* decision is permission() where the file is, which may be mounted so that nobody writes or executes. */
static int decision(int effective, unsigned int want)
{
	unsigned int type = k.mode & 0170000;
	int result;

	if (want & 1 && type == 0100000 && k.mounted & LX_ST_NOEXEC)
		return -LX_EACCES;
	result = permission(effective, want);
	if (result == 0 && want & 2 && k.mounted & LX_ST_RDONLY && (type == 0100000 || type == 0040000 || type == 0120000))
		return -LX_EROFS;
	return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned int types[8] = { 0100000, 0040000, 0120000, 0020000, 0100000, 0040000, 0010000, 0060000 };
	static const int answers[8] = { LX_ENOSYS, LX_ENOSYS, LX_ENOSYS, LX_EPERM, LX_ENOSYS, 0, LX_EACCES, LX_ENOENT };
	static const int accesses[8] = { 0, 0, 0, LX_EACCES, LX_EROFS, LX_EPERM, LX_ENOENT, 0 };
	Input in = { data, size };
	unsigned int what, i;
	int mode, flags, result;
	const char *path;

	memset(&k, 0, sizeof(k));
	what = take_byte(&in);
	k.uid = what & 3;
	k.euid = what >> 2 & 3;
	k.gid = what >> 4 & 3;
	k.egid = what >> 6;
	what = take_byte(&in);
	k.file_uid = what & 3;
	k.file_gid = what >> 2 & 7;
	k.capget_fails = (what & 0xe0) == 0xe0;
	k.mode = types[what >> 5] | ((unsigned int)(take_byte(&in) | take_byte(&in) << 8) & 07777);
	what = take_byte(&in);
	k.effective = (what & 15) | (what & 64 ? ~15u : 0);
	k.permitted = (what >> 4 & 15) | (what & 1 ? ~15u : 0);
	k.access2 = answers[take_byte(&in) % 8];
	what = take_byte(&in);
	k.access_answer = accesses[what & 7];
	k.stat_error = (what & 0x70) == 0x70 ? LX_ENOENT : 0;
	k.mmap_fails = what & 128;
	mode = (int)(take_byte(&in) % 12);
	what = take_byte(&in);
	flags = (what & 1 ? LX_AT_EACCESS : 0) | (what & 2 ? LX_AT_SYMLINK_NOFOLLOW : 0) | (what & 4 ? LX_AT_EMPTY_PATH : 0) |
		((what & 0xf0) == 0xf0 ? 1 : 0);
	path = what & 8 && flags & LX_AT_EMPTY_PATH ? "" : "file";
	k.group_count = take_byte(&in) % 80;
	for (i = 0; i < k.group_count; i++)
		k.groups[i] = take_byte(&in) + 2u;
	what = take_byte(&in); /* 0 in what was written before there was this */
	k.fsuid = what & 1 ? what >> 1 & 3 : k.euid;
	k.fsgid = what & 1 ? what >> 3 & 3 : k.egid;
	k.no_fixup = what >> 5 & 1;
	k.everybody = what >> 6 & 1;
	if (what >> 7)
		k.file_gid = 65534;
	what = take_byte(&in);
	k.mounted = (what & 1 ? LX_ST_RDONLY : 0) | (what & 2 ? LX_ST_NOEXEC : 0);

	result = FaccessatEmulated(7, path, mode, flags);
	CHECK(!k.memory && !k.maps);
	if (!flags) {
		CHECK(k.accesses == 1 && result == -k.access_answer);
	} else if (k.access2 != LX_ENOSYS && k.access2 != LX_EPERM) {
		CHECK(!k.accesses && result == -k.access2);
	} else if (mode > 7 || flags & 1) {
		CHECK(result == -LX_EINVAL && !k.accesses);
	} else if (k.stat_error) {
		CHECK(result == -k.stat_error && !k.accesses);
	} else if (k.accesses && result != -LX_EACCES) {
		/* faccessat has decided: for everybody, or since real and effective are one. */
		CHECK(path[0] && (k.mode & 0170000) != 0120000);
		if (result != -k.access_answer)
			CHECK(mode & 2 && result == decision(flags & LX_AT_EACCESS, (unsigned int)mode));
	} else {
		CHECK(result == decision(flags & LX_AT_EACCESS, (unsigned int)mode) ||
		      (k.accesses && result == -k.access_answer));
	}
	return 0;
}
