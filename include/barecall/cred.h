/*
 * Who a process is: user and group ids, capabilities.
 *
 * To the kernel these belong to a thread. The functions named ...Thread, and Capset, change the calling thread only:
 * in a process with several threads the others keep their rights, and with them the process. In a process with one
 * thread they do what setuid(2) and its kin say. The process-wide forms, Setuid and its kin, are in allthreads.h.
 */
#ifndef LX_CRED_H
#define LX_CRED_H

#include "base.h"
#include "uapi/cred.h"

/* CapUserHeader: whose capabilities, and in which form. struct __user_cap_header_struct. */
typedef struct CapUserHeader {
	unsigned int version; /* LX__LINUX_CAPABILITY_VERSION_3 */
	int pid; /* a thread's id; 0: the caller */
} CapUserHeader;

/* CapUserData: 32 capabilities, LX_CAP_n in bit n % 32 of element n / 32. struct __user_cap_data_struct. */
typedef struct CapUserData {
	unsigned int effective;
	unsigned int permitted;
	unsigned int inheritable;
} CapUserData;

#ifdef LX_LINK_NAMES
#include "extern/cred.h"
#endif
#ifndef BARECALL_EXTERN

/* Getuid returns the real user id. Never fails. getuid(2). */
LX_API unsigned int Getuid(void)
{
	return (unsigned int)lx_trap0(LX_SYS_getuid);
}

/* Geteuid returns the effective user id. Never fails. geteuid(2). */
LX_API unsigned int Geteuid(void)
{
	return (unsigned int)lx_trap0(LX_SYS_geteuid);
}

/* Getgid returns the real group id. Never fails. getgid(2). */
LX_API unsigned int Getgid(void)
{
	return (unsigned int)lx_trap0(LX_SYS_getgid);
}

/* Getegid returns the effective group id. Never fails. getegid(2). */
LX_API unsigned int Getegid(void)
{
	return (unsigned int)lx_trap0(LX_SYS_getegid);
}

/* Getresuid stores the real, effective and saved user id. getresuid(2). */
LX_API int Getresuid(unsigned int *ruid, unsigned int *euid, unsigned int *suid)
{
	return (int)lx_trap3(LX_SYS_getresuid, LX_PTR(ruid), LX_PTR(euid), LX_PTR(suid));
}

/* Getresgid stores the real, effective and saved group id. getresgid(2). */
LX_API int Getresgid(unsigned int *rgid, unsigned int *egid, unsigned int *sgid)
{
	return (int)lx_trap3(LX_SYS_getresgid, LX_PTR(rgid), LX_PTR(egid), LX_PTR(sgid));
}

/*
 * Getgroups stores the supplementary groups in list, which has room for size. Returns how many there are; with size 0
 * nothing is stored. -EINVAL: there are more than size. There can be 65536. getgroups(2).
 */
LX_API int Getgroups(int size, unsigned int *list)
{
	return (int)lx_trap2(LX_SYS_getgroups, size, LX_PTR(list));
}

/*
 * SetuidThread sets the calling thread's effective user id; with CAP_SETUID the real and saved ones too, for good.
 * -EPERM: uid is neither the real nor the saved id. A failure left unchecked keeps the old rights. When uid has too
 * many processes it is Exec that fails since Linux 3.1, with -EAGAIN. Changes the calling thread only. setuid(2).
 */
LX_API int SetuidThread(unsigned int uid)
{
	return (int)lx_trap1(LX_SYS_setuid, uid);
}

/*
 * SetgidThread sets the calling thread's effective group id; with CAP_SETGID the real and saved ones too. Before
 * SetuidThread, not after. Changes the calling thread only. setgid(2).
 */
LX_API int SetgidThread(unsigned int gid)
{
	return (int)lx_trap1(LX_SYS_setgid, gid);
}

/*
 * SetreuidThread sets the calling thread's real and effective user id; (unsigned)-1 leaves one. The saved id follows
 * the effective one when ruid is set or euid becomes another than the real id was. Changes the calling thread only.
 * setreuid(2).
 */
LX_API int SetreuidThread(unsigned int ruid, unsigned int euid)
{
	return (int)lx_trap2(LX_SYS_setreuid, ruid, euid);
}

/* SetregidThread is SetreuidThread for group ids. Changes the calling thread only. setregid(2). */
LX_API int SetregidThread(unsigned int rgid, unsigned int egid)
{
	return (int)lx_trap2(LX_SYS_setregid, rgid, egid);
}

/*
 * SetresuidThread sets the calling thread's real, effective and saved user id; (unsigned)-1 leaves one. Without
 * CAP_SETUID each must be one of the three there are: -EPERM. Changes the calling thread only. setresuid(2).
 */
LX_API int SetresuidThread(unsigned int ruid, unsigned int euid, unsigned int suid)
{
	return (int)lx_trap3(LX_SYS_setresuid, ruid, euid, suid);
}

/* SetresgidThread is SetresuidThread for group ids. Changes the calling thread only. setresgid(2). */
LX_API int SetresgidThread(unsigned int rgid, unsigned int egid, unsigned int sgid)
{
	return (int)lx_trap3(LX_SYS_setresgid, rgid, egid, sgid);
}

/*
 * SetgroupsThread replaces the calling thread's supplementary groups by the size ones in list; size 0 drops all.
 * -EPERM: without CAP_SETGID, or where a user namespace denies it. Changes the calling thread only. setgroups(2).
 */
LX_API int SetgroupsThread(int size, const unsigned int *list)
{
	return (int)lx_trap2(LX_SYS_setgroups, size, LX_PTR(list));
}

/*
 * SetfsuidThread sets the user id that the calling thread has at file systems. Returns the previous one whether or not
 * it succeeded, never an error: SetfsuidThread((unsigned)-1) changes nothing and tells. Changes the calling thread
 * only. setfsuid(2).
 */
LX_API unsigned int SetfsuidThread(unsigned int fsuid)
{
	return (unsigned int)lx_trap1(LX_SYS_setfsuid, fsuid);
}

/* SetfsgidThread is SetfsuidThread for the group id, its result included. setfsgid(2). */
LX_API unsigned int SetfsgidThread(unsigned int fsgid)
{
	return (unsigned int)lx_trap1(LX_SYS_setfsgid, fsgid);
}

/*
 * Capget stores the capabilities of the thread hdrp->pid at datap, two elements for version 3. -EINVAL, or 0 when
 * datap is NULL: a version that the kernel does not know; hdrp->version is then the one it prefers. capget(2).
 */
LX_API int Capget(CapUserHeader *hdrp, CapUserData *datap)
{
	return (int)lx_trap2(LX_SYS_capget, LX_PTR(hdrp), LX_PTR(datap));
}

/*
 * Capset sets the calling thread's capabilities to the two elements at datap; hdrp->pid must be 0 or its own id.
 * -EPERM: a permitted capability would be gained, or an effective one not be permitted. -EINVAL as Capget's. Changes
 * the calling thread only. capset(2).
 */
LX_API int Capset(CapUserHeader *hdrp, const CapUserData *datap)
{
	return (int)lx_trap2(LX_SYS_capset, LX_PTR(hdrp), LX_PTR(datap));
}

#endif /* BARECALL_EXTERN */
#endif
