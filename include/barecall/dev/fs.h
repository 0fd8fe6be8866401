/*
 * Files and file systems: attributes, extents, labels, encryption, verity, and requests of single ones. ioctl.h has
 * FileCloneRange and FstrimRange, and with IoctlGetInt and IoctlSetPointerInt go LX_FS_IOC_GETFLAGS and LX_FS_IOC_SETFLAGS.
 */
#ifndef LX_DEV_FS_H
#define LX_DEV_FS_H

#include "../ioctl.h"
#include "../uapi/dev/fs.h"
#include "../uapi/path.h"

/* Fsxattr: what a file's inode has besides what Statx tells; LX_FS_IOC_FSGETXATTR. struct fsxattr. */
typedef struct Fsxattr {
	unsigned int xflags; /* LX_FS_XFLAG_* */
	unsigned int extsize; /* bytes that are to be set aside at a time, 0: as the file system likes */
	unsigned int nextents; /* out: extents that there are */
	unsigned int projid; /* project, for quotas */
	unsigned int cowextsize;
	unsigned char pad[8];
} Fsxattr;

/* Fiemap: which extents of a file are asked for; extent_count FiemapExtents have room behind it. struct fiemap. */
typedef struct Fiemap {
	unsigned long start; /* bytes */
	unsigned long length; /* LX_FIEMAP_MAX_OFFSET: all */
	unsigned int flags; /* LX_FIEMAP_FLAG_* */
	unsigned int mapped_extents; /* out: how many were told of; with extent_count 0 how many there are */
	unsigned int extent_count;
	unsigned int reserved;
} Fiemap;

/* FiemapExtent: where a part of a file lies; all in bytes. struct fiemap_extent. */
typedef struct FiemapExtent {
	unsigned long logical; /* in the file */
	unsigned long physical; /* on the device */
	unsigned long length;
	unsigned long reserved64[2];
	unsigned int flags; /* LX_FIEMAP_EXTENT_*: LAST is set in the file's last */
	unsigned int reserved[3];
} FiemapExtent;

/* FileDedupeRange: bytes of a file that dest_count others, told of behind it, may have, too. struct file_dedupe_range. */
typedef struct FileDedupeRange {
	unsigned long src_offset;
	unsigned long src_length;
	unsigned short dest_count;
	unsigned short reserved1;
	unsigned int reserved2;
} FileDedupeRange;

/* FileDedupeRangeInfo: one of the others. struct file_dedupe_range_info. */
typedef struct FileDedupeRangeInfo {
	long dest_fd;
	unsigned long dest_offset;
	unsigned long bytes_deduped; /* out: from the beginning on: ask again for the rest */
	int status; /* out: LX_FILE_DEDUPE_RANGE_SAME, LX_FILE_DEDUPE_RANGE_DIFFERS, or -errno */
	unsigned int reserved;
} FileDedupeRangeInfo;

/* FsUuid2: a file system's UUID. struct fsuuid2. */
typedef struct FsUuid2 {
	unsigned char len; /* out: bytes of it */
	unsigned char uuid[16];
} FsUuid2;

/* FsSysfsPath: a file system's folder in /sys/fs. struct fs_sysfs_path. */
typedef struct FsSysfsPath {
	unsigned char len; /* out */
	unsigned char name[128];
} FsSysfsPath;

/* FscryptPolicyV1: how a directory is encrypted, the older way. struct fscrypt_policy_v1. */
typedef struct FscryptPolicyV1 {
	unsigned char version; /* LX_FSCRYPT_POLICY_V1 */
	unsigned char contents_encryption_mode; /* LX_FSCRYPT_MODE_* */
	unsigned char filenames_encryption_mode;
	unsigned char flags; /* LX_FSCRYPT_POLICY_FLAGS_PAD_* and others */
	unsigned char master_key_descriptor[8];
} FscryptPolicyV1;

/* FscryptPolicyV2: how a directory is encrypted. struct fscrypt_policy_v2. */
typedef struct FscryptPolicyV2 {
	unsigned char version; /* LX_FSCRYPT_POLICY_V2 */
	unsigned char contents_encryption_mode;
	unsigned char filenames_encryption_mode;
	unsigned char flags;
	unsigned char log2_data_unit_size; /* 0: the file system's block */
	unsigned char reserved[3];
	unsigned char master_key_identifier[16];
} FscryptPolicyV2;

/* FscryptGetPolicyExArg: room for either. struct fscrypt_get_policy_ex_arg. */
typedef struct FscryptGetPolicyExArg {
	unsigned long policy_size; /* in: the room, 24; out: bytes of the policy */
	union {
		unsigned char version;
		FscryptPolicyV1 v1;
		FscryptPolicyV2 v2;
	} policy;
} FscryptGetPolicyExArg;

/* FscryptKeySpecifier: which key. struct fscrypt_key_specifier. */
typedef struct FscryptKeySpecifier {
	unsigned int type; /* LX_FSCRYPT_KEY_SPEC_TYPE_* */
	unsigned int reserved;
	union {
		unsigned char reserved[32];
		unsigned char descriptor[8];
		unsigned char identifier[16];
	} u;
} FscryptKeySpecifier;

/* FscryptAddKeyArg: a key; its raw_size bytes are behind it. struct fscrypt_add_key_arg. */
typedef struct FscryptAddKeyArg {
	FscryptKeySpecifier key_spec; /* out: the identifier of a key for LX_FSCRYPT_POLICY_V2 */
	unsigned int raw_size;
	unsigned int key_id; /* with raw_size 0: a key of the keyring, of type fscrypt-provisioning */
	unsigned int flags;
	unsigned int reserved[7];
} FscryptAddKeyArg;

/* FscryptRemoveKeyArg: a key that goes. struct fscrypt_remove_key_arg. */
typedef struct FscryptRemoveKeyArg {
	FscryptKeySpecifier key_spec;
	unsigned int removal_status_flags; /* out: LX_FSCRYPT_KEY_REMOVAL_STATUS_FLAG_* */
	unsigned int reserved[5];
} FscryptRemoveKeyArg;

/* FscryptGetKeyStatusArg: whether a key is there. struct fscrypt_get_key_status_arg. */
typedef struct FscryptGetKeyStatusArg {
	FscryptKeySpecifier key_spec;
	unsigned int reserved[6];
	unsigned int status; /* out: LX_FSCRYPT_KEY_STATUS_* */
	unsigned int status_flags; /* out */
	unsigned int user_count; /* out: users that added it */
	unsigned int reserved_out[13];
} FscryptGetKeyStatusArg;

/* FsverityEnableArg: how a file is to be verified. struct fsverity_enable_arg. */
typedef struct FsverityEnableArg {
	unsigned int version; /* 1 */
	unsigned int hash_algorithm; /* LX_FS_VERITY_HASH_ALG_* */
	unsigned int block_size; /* bytes */
	unsigned int salt_size;
	const void *salt_ptr;
	unsigned int sig_size;
	unsigned int reserved1;
	const void *sig_ptr;
	unsigned long reserved2[11];
} FsverityEnableArg;

/* FsverityDigest: a file's digest, its bytes behind it. struct fsverity_digest. */
typedef struct FsverityDigest {
	unsigned short digest_algorithm; /* out */
	unsigned short digest_size; /* in: the room behind it; out: bytes */
} FsverityDigest;

#ifdef LX_LINK_NAMES
#include "../extern/dev/fs.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlFileClone makes fd's file share all data of another's on the same file system. -EOPNOTSUPP, -EXDEV: it cannot.
 * LX_FICLONE. Since Linux 4.5. ioctl_ficlone(2).
 */
LX_API int IoctlFileClone(int fd, int src)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FICLONE, src);
}

/* IoctlFileCloneRange does so for some bytes. LX_FICLONERANGE. Since Linux 4.5. ioctl_ficlonerange(2). */
LX_API int IoctlFileCloneRange(int fd, const FileCloneRange *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FICLONERANGE, LX_PTR(value));
}

/*
 * IoctlFileDedupeRange has other files share bytes of fd's where theirs are the same. Look at each one's status.
 * LX_FIDEDUPERANGE. Since Linux 4.5. ioctl_fideduperange(2).
 */
LX_API int IoctlFileDedupeRange(int fd, FileDedupeRange *range)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FIDEDUPERANGE, LX_PTR(range));
}

/*
 * IoctlFsTrim tells a device what its file system, of which fd is a directory, has free; range->len is then how much
 * that was, in bytes. Needs CAP_SYS_ADMIN. -EOPNOTSUPP: the device has no use for it. LX_FITRIM.
 */
LX_API int IoctlFsTrim(int fd, FstrimRange *range)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FITRIM, LX_PTR(range));
}

/*
 * IoctlFiemap tells where a file's data lie. Returns 0, also when more extents follow: until one is
 * LX_FIEMAP_EXTENT_LAST. -EOPNOTSUPP: the file system does not know. -EBADR: a flag that it does not. LX_FS_IOC_FIEMAP.
 * Since Linux 2.6.28.
 */
LX_API int IoctlFiemap(int fd, Fiemap *map)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_FIEMAP, LX_PTR(map));
}

/*
 * IoctlFsGetXattr gives a file's flags, project and extent sizes. -ENOTTY: the file system has none of it.
 * LX_FS_IOC_FSGETXATTR. Since Linux 4.5. FS_IOC_FSGETXATTR(2const).
 */
LX_API int IoctlFsGetXattr(int fd, Fsxattr *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_FSGETXATTR, LX_PTR(value));
}

/*
 * IoctlFsSetXattr sets them: all, so get them first. LX_FS_IOC_FSSETXATTR. Since Linux 4.5. FS_IOC_FSSETXATTR(2const).
 */
LX_API int IoctlFsSetXattr(int fd, const Fsxattr *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_FSSETXATTR, LX_PTR(value));
}

/*
 * IoctlFsGetLabel gives a file system's label, with its 0. -ENOTTY: it has none that can be told. LX_FS_IOC_GETFSLABEL.
 * Since Linux 4.18. FS_IOC_GETFSLABEL(2const).
 */
LX_API int IoctlFsGetLabel(int fd, char label[256])
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_GETFSLABEL, LX_PTR(label));
}

/*
 * IoctlFsSetLabel sets it. -EINVAL: it is too long for the file system. Needs CAP_SYS_ADMIN. LX_FS_IOC_SETFSLABEL.
 * Since Linux 4.18.
 */
LX_API int IoctlFsSetLabel(int fd, const char label[256])
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_SETFSLABEL, LX_PTR(label));
}

/* IoctlFsGetUuid gives a file system's UUID. -ENOTTY: it has none. LX_FS_IOC_GETFSUUID. Since Linux 6.9. */
LX_API int IoctlFsGetUuid(int fd, FsUuid2 *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_GETFSUUID, LX_PTR(value));
}

/*
 * IoctlFsGetSysfsPath gives its folder below /sys/fs. -ENOTTY: it has none. LX_FS_IOC_GETFSSYSFSPATH. Since Linux 6.10.
 */
LX_API int IoctlFsGetSysfsPath(int fd, FsSysfsPath *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_GETFSSYSFSPATH, LX_PTR(value));
}

/*
 * IoctlFsGetVersion gives an inode's generation, which its number alone does not tell from those that had it before.
 * LX_FS_IOC_GETVERSION writes an int, its number says long.
 */
LX_API int IoctlFsGetVersion(int fd, int *generation)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_GETVERSION, LX_PTR(generation));
}

/*
 * IoctlFsFreeze stops all writes to a file system, and makes it whole on its device; IoctlFsThaw goes on. -EBUSY: it is
 * frozen. Needs CAP_SYS_ADMIN. LX_FIFREEZE.
 */
LX_API int IoctlFsFreeze(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FIFREEZE, 0);
}

/* IoctlFsThaw ends what IoctlFsFreeze began. -EINVAL: it is not frozen. LX_FITHAW. */
LX_API int IoctlFsThaw(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FITHAW, 0);
}

/*
 * IoctlFscryptSetPolicy has an empty directory encrypt what is made in it; policy: an FscryptPolicyV1 or V2. -ENOKEY:
 * the key of a V2 was not added by this user. -EEXIST: it has another policy. LX_FS_IOC_SET_ENCRYPTION_POLICY.
 */
LX_API int IoctlFscryptSetPolicy(int fd, const void *policy)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_SET_ENCRYPTION_POLICY, LX_PTR(policy));
}

/*
 * IoctlFscryptGetPolicyEx gives it. -ENODATA: it is not encrypted. LX_FS_IOC_GET_ENCRYPTION_POLICY_EX. Since Linux 5.4.
 */
LX_API int IoctlFscryptGetPolicyEx(int fd, FscryptGetPolicyExArg *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_GET_ENCRYPTION_POLICY_EX, LX_PTR(arg));
}

/* IoctlFscryptAddKey gives a file system a key. LX_FS_IOC_ADD_ENCRYPTION_KEY. Since Linux 5.4. */
LX_API int IoctlFscryptAddKey(int fd, FscryptAddKeyArg *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_ADD_ENCRYPTION_KEY, LX_PTR(arg));
}

/*
 * IoctlFscryptRemoveKey takes it away, for this user; the last one's locks the files. LX_FS_IOC_REMOVE_ENCRYPTION_KEY.
 * Since Linux 5.4.
 */
LX_API int IoctlFscryptRemoveKey(int fd, FscryptRemoveKeyArg *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_REMOVE_ENCRYPTION_KEY, LX_PTR(arg));
}

/* IoctlFscryptGetKeyStatus tells whether it is there. LX_FS_IOC_GET_ENCRYPTION_KEY_STATUS. Since Linux 5.4. */
LX_API int IoctlFscryptGetKeyStatus(int fd, FscryptGetKeyStatusArg *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_GET_ENCRYPTION_KEY_STATUS, LX_PTR(arg));
}

/*
 * IoctlFsverityEnable makes a file, open for reading alone, unchangeable and verified at each read. -ETXTBSY: somebody
 * has it open for writing. -EEXIST: it is. -EOPNOTSUPP: the file system cannot. LX_FS_IOC_ENABLE_VERITY. Since Linux
 * 5.4.
 */
LX_API int IoctlFsverityEnable(int fd, const FsverityEnableArg *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_ENABLE_VERITY, LX_PTR(arg));
}

/*
 * IoctlFsverityMeasure gives the digest that a file is verified by. -ENODATA: it is not. -EOVERFLOW: it is longer than
 * the room. LX_FS_IOC_MEASURE_VERITY. Since Linux 5.4.
 */
LX_API int IoctlFsverityMeasure(int fd, FsverityDigest *digest)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FS_IOC_MEASURE_VERITY, LX_PTR(digest));
}

#endif /* BARECALL_EXTERN */
#endif
