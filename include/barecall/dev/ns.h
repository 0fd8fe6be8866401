/*
 * Namespaces: files of /proc/PID/ns, and descriptors of them from others. A descriptor that a request gives is close-on-exec.
 */
#ifndef LX_DEV_NS_H
#define LX_DEV_NS_H

#include "../ioctl.h"
#include "../uapi/dev/ns.h"
#include "../uapi/process.h"

/* MntNsInfo: a mount namespace. struct mnt_ns_info. */
typedef struct MntNsInfo {
	unsigned int size; /* in: sizeof(MntNsInfo), LX_MNT_NS_INFO_SIZE_VER0 */
	unsigned int nr_mounts;
	unsigned long mnt_ns_id;
} MntNsInfo;

#ifdef LX_LINK_NAMES
#include "../extern/dev/ns.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlNsGetUserns returns a descriptor of the user namespace that owns this one. -EPERM: it is outside the caller's.
 * Since Linux 4.9. ioctl_nsfs(2).
 */
LX_API int IoctlNsGetUserns(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NS_GET_USERNS, 0);
}

/*
 * IoctlNsGetParent returns a descriptor of a user or PID namespace's parent. -EPERM: it has none, or none that the
 * caller may see. -EINVAL: another kind. Since Linux 4.9. ioctl_nsfs(2).
 */
LX_API int IoctlNsGetParent(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NS_GET_PARENT, 0);
}

/* IoctlNsGetType returns what kind it is, LX_CLONE_NEW*. Since Linux 4.11. ioctl_nsfs(2). */
LX_API int IoctlNsGetType(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NS_GET_NSTYPE, 0);
}

/*
 * IoctlNsGetOwnerUid gives the user that made a user namespace, as the caller sees him. -EINVAL: another kind. Since
 * Linux 4.11. ioctl_nsfs(2).
 */
LX_API int IoctlNsGetOwnerUid(int fd, unsigned int *uid)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NS_GET_OWNER_UID, LX_PTR(uid));
}

/*
 * IoctlNsTranslatePid returns what a process of one PID namespace, fd's or the caller's, is called in the other.
 * request: LX_NS_GET_PID_FROM_PIDNS (from fd's to the caller's), LX_NS_GET_PID_IN_PIDNS (the other way),
 * LX_NS_GET_TGID_FROM_PIDNS, LX_NS_GET_TGID_IN_PIDNS. -ESRCH: it is not there. Since Linux 6.12.
 */
LX_API int IoctlNsTranslatePid(int fd, unsigned int request, int pid)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, pid);
}

/*
 * IoctlNsGetMntnsId gives the number of a mount namespace, as Statmount and Listmount take it. -EINVAL: another kind.
 * Since Linux 6.11.
 */
LX_API int IoctlNsGetMntnsId(int fd, unsigned long *id)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NS_GET_MNTNS_ID, LX_PTR(id));
}

/* IoctlNsGetId gives a namespace's number, which none has that comes later. Since Linux 6.18. */
LX_API int IoctlNsGetId(int fd, unsigned long *id)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NS_GET_ID, LX_PTR(id));
}

/* IoctlNsMntGetInfo tells of a mount namespace. Since Linux 6.12. */
LX_API int IoctlNsMntGetInfo(int fd, MntNsInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NS_MNT_GET_INFO, LX_PTR(info));
}

/*
 * IoctlNsMntGetNext returns a descriptor of the next mount namespace that the caller may see, by its number, and tells
 * of it. -ENOENT: it was the last. Needs CAP_SYS_ADMIN. Since Linux 6.12.
 */
LX_API int IoctlNsMntGetNext(int fd, MntNsInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NS_MNT_GET_NEXT, LX_PTR(info));
}

/* IoctlNsMntGetPrev is IoctlNsMntGetNext the other way round. Since Linux 6.12. */
LX_API int IoctlNsMntGetPrev(int fd, MntNsInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_NS_MNT_GET_PREV, LX_PTR(info));
}

#endif /* BARECALL_EXTERN */
#endif
