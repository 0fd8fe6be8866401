/*
 * Extended attributes: named values that a file carries beside its data.
 *
 * A name begins with its class: "user.", "trusted.", "security.", "system.". -EOPNOTSUPP means that the file system, or
 * this kind of file, has none of that class; -ENODATA that the attribute is not there; -ERANGE that size is too small.
 */
#ifndef LX_XATTR_H
#define LX_XATTR_H

#include "base.h"
#include "uapi/file.h"
#include "uapi/xattr.h"

/* XattrArgs: a value's address, as a number, its size and LX_XATTR_* flags, for calls in "at". struct xattr_args. */
typedef struct XattrArgs {
	unsigned long value;
	unsigned int size;
	unsigned int flags;
} XattrArgs;

#ifdef LX_LINK_NAMES
#include "extern/xattr.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Setxattr sets the attribute name of the file path, following a symbolic link, to size bytes of value. flags: 0,
 * LX_XATTR_CREATE (-EEXIST where there is one), LX_XATTR_REPLACE (-ENODATA where there is none). setxattr(2).
 */
LX_API int Setxattr(const char *path, const char *name, const void *value, unsigned long size, int flags)
{
	return (int)lx_trap5(LX_SYS_setxattr, LX_PTR(path), LX_PTR(name), LX_PTR(value), LX_PTR(size), flags);
}

/* Lsetxattr is Setxattr that does not follow a symbolic link. lsetxattr(2). */
LX_API int Lsetxattr(const char *path, const char *name, const void *value, unsigned long size, int flags)
{
	return (int)lx_trap5(LX_SYS_lsetxattr, LX_PTR(path), LX_PTR(name), LX_PTR(value), LX_PTR(size), flags);
}

/* Fsetxattr is Setxattr of an open file. fsetxattr(2). */
LX_API int Fsetxattr(int fd, const char *name, const void *value, unsigned long size, int flags)
{
	return (int)lx_trap5(LX_SYS_fsetxattr, fd, LX_PTR(name), LX_PTR(value), LX_PTR(size), flags);
}

/*
 * Setxattrat is Setxattr with a dirfd and at_flags: LX_AT_SYMLINK_NOFOLLOW, LX_AT_EMPTY_PATH. Since Linux 6.13. No man
 * page: fs/xattr.c.
 */
LX_API int Setxattrat(int dirfd, const char *pathname, unsigned int at_flags, const char *name, const XattrArgs *args)
{
	return (int)lx_trap6(LX_SYS_setxattrat, dirfd, LX_PTR(pathname), at_flags, LX_PTR(name), LX_PTR(args),
			     sizeof(XattrArgs));
}

/*
 * Getxattr writes the attribute name of the file path, following a symbolic link, to value and returns its size; size 0
 * writes nothing and asks how much there is. getxattr(2).
 */
LX_API long Getxattr(const char *path, const char *name, void *value, unsigned long size)
{
	return lx_trap4(LX_SYS_getxattr, LX_PTR(path), LX_PTR(name), LX_PTR(value), LX_PTR(size));
}

/* Lgetxattr is Getxattr that does not follow a symbolic link. lgetxattr(2). */
LX_API long Lgetxattr(const char *path, const char *name, void *value, unsigned long size)
{
	return lx_trap4(LX_SYS_lgetxattr, LX_PTR(path), LX_PTR(name), LX_PTR(value), LX_PTR(size));
}

/* Fgetxattr is Getxattr of an open file. fgetxattr(2). */
LX_API long Fgetxattr(int fd, const char *name, void *value, unsigned long size)
{
	return lx_trap4(LX_SYS_fgetxattr, fd, LX_PTR(name), LX_PTR(value), LX_PTR(size));
}

/*
 * Getxattrat is Getxattr with a dirfd and at_flags; args says where the value goes and what room there is, its flags
 * are 0. Since Linux 6.13. No man page: fs/xattr.c.
 */
LX_API long Getxattrat(int dirfd, const char *pathname, unsigned int at_flags, const char *name, const XattrArgs *args)
{
	return lx_trap6(LX_SYS_getxattrat, dirfd, LX_PTR(pathname), at_flags, LX_PTR(name), LX_PTR(args),
			sizeof(XattrArgs));
}

/*
 * Listxattr writes the names of all attributes of the file path, following a symbolic link, to list, each with its NUL,
 * and returns how many bytes; size 0 writes nothing and asks how many. Names that the caller may not see are left out.
 * listxattr(2).
 */
LX_API long Listxattr(const char *path, char *list, unsigned long size)
{
	return lx_trap3(LX_SYS_listxattr, LX_PTR(path), LX_PTR(list), LX_PTR(size));
}

/* Llistxattr is Listxattr that does not follow a symbolic link. llistxattr(2). */
LX_API long Llistxattr(const char *path, char *list, unsigned long size)
{
	return lx_trap3(LX_SYS_llistxattr, LX_PTR(path), LX_PTR(list), LX_PTR(size));
}

/* Flistxattr is Listxattr of an open file. flistxattr(2). */
LX_API long Flistxattr(int fd, char *list, unsigned long size)
{
	return lx_trap3(LX_SYS_flistxattr, fd, LX_PTR(list), LX_PTR(size));
}

/* Listxattrat is Listxattr with a dirfd and at_flags. Since Linux 6.13. No man page: fs/xattr.c. */
LX_API long Listxattrat(int dirfd, const char *pathname, unsigned int at_flags, char *list, unsigned long size)
{
	return lx_trap5(LX_SYS_listxattrat, dirfd, LX_PTR(pathname), at_flags, LX_PTR(list), LX_PTR(size));
}

/* Removexattr removes the attribute name of the file path, following a symbolic link. removexattr(2). */
LX_API int Removexattr(const char *path, const char *name)
{
	return (int)lx_trap2(LX_SYS_removexattr, LX_PTR(path), LX_PTR(name));
}

/* Lremovexattr is Removexattr that does not follow a symbolic link. lremovexattr(2). */
LX_API int Lremovexattr(const char *path, const char *name)
{
	return (int)lx_trap2(LX_SYS_lremovexattr, LX_PTR(path), LX_PTR(name));
}

/* Fremovexattr is Removexattr of an open file. fremovexattr(2). */
LX_API int Fremovexattr(int fd, const char *name)
{
	return (int)lx_trap2(LX_SYS_fremovexattr, fd, LX_PTR(name));
}

/* Removexattrat is Removexattr with a dirfd and at_flags. Since Linux 6.13. No man page: fs/xattr.c. */
LX_API int Removexattrat(int dirfd, const char *pathname, unsigned int at_flags, const char *name)
{
	return (int)lx_trap4(LX_SYS_removexattrat, dirfd, LX_PTR(pathname), at_flags, LX_PTR(name));
}

#endif /* BARECALL_EXTERN */
#endif
