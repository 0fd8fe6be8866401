/*
 * Statmount and Listmount without their structures, and the strings of what Statmount tells, found safely: beside the
 * raw calls in mount.h.
 */
#ifndef LX_OP_STATMOUNT_H
#define LX_OP_STATMOUNT_H

#include "../base.h"
#include "../mount.h"

/* StatmountCursor: how far StatmountNext has come; all zero to begin with. */
typedef struct StatmountCursor {
	unsigned int index; /* strings so far */
	unsigned int offset; /* bytes of them */
} StatmountCursor;

/*
 * StatmountString returns a string of what Statmount wrote to sm, which is aligned to 8 and has len bytes. which:
 * LX_STATMOUNT_FS_TYPE, LX_STATMOUNT_MNT_ROOT, LX_STATMOUNT_MNT_POINT, LX_STATMOUNT_MNT_OPTS, LX_STATMOUNT_FS_SUBTYPE or
 * LX_STATMOUNT_SB_SOURCE. NULL: the kernel did not tell it, or it does not end within len; nothing beyond is read,
 * whatever the bytes are. No system call.
 */
const char *StatmountString(const Statmount_t *sm, unsigned long len, unsigned long which)
	LX_SYMBOL("lx_StatmountString");

/*
 * StatmountNext returns one after the other the strings of LX_STATMOUNT_OPT_ARRAY (mount options, as name or
 * name=value, nothing escaped), LX_STATMOUNT_OPT_SEC_ARRAY (those of security modules), LX_STATMOUNT_MNT_UIDMAP or
 * LX_STATMOUNT_MNT_GIDMAP (lines as in /proc/self/uid_map). NULL: there are no more, or as above. No system call.
 *
 *	StatmountCursor at = { 0, 0 };
 *
 *	while ((option = StatmountNext(sm, len, LX_STATMOUNT_OPT_ARRAY, &at)) != 0)
 */
const char *StatmountNext(const Statmount_t *sm, unsigned long len, unsigned long which, StatmountCursor *at)
	LX_SYMBOL("lx_StatmountNext");

#ifdef LX_LINK_NAMES
#include "../extern/op/statmount.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * StatmountByID tells what mask, LX_STATMOUNT_*, asks of the mount with an id as Statx gives it for
 * LX_STATX_MNT_ID_UNIQUE. Returns 0. -ENOENT: no such mount in this namespace; -EOVERFLOW: the strings do not fit.
 * Since Linux 6.8. statmount(2).
 */
LX_API int StatmountByID(unsigned long mnt_id, unsigned long mask, Statmount_t *buf, unsigned long bufsize)
{
	MntIDReq req;

	req.size = sizeof(MntIDReq);
	req.fd = 0;
	req.mnt_id = mnt_id;
	req.param = mask;
	req.mnt_ns_id = 0;
	return (int)lx_trap4(LX_SYS_statmount, LX_PTR(&req), LX_PTR(buf), LX_PTR(bufsize), 0);
}

/*
 * StatmountByFd tells the same of the mount that an open file is on, in whatever namespace. Returns 0. -EINVAL: also of
 * a kernel that lacks it. Since Linux 7.0. statmount(2).
 */
LX_API int StatmountByFd(int fd, unsigned long mask, Statmount_t *buf, unsigned long bufsize)
{
	MntIDReq req;

	req.size = sizeof(MntIDReq);
	req.fd = (unsigned int)fd;
	req.mnt_id = 0;
	req.param = mask;
	req.mnt_ns_id = 0;
	return (int)lx_trap4(LX_SYS_statmount, LX_PTR(&req), LX_PTR(buf), LX_PTR(bufsize), LX_STATMOUNT_BY_FD);
}

/*
 * ListmountAt stores the ids of up to nr_mnt_ids mounts below mnt_id, LX_LSMT_ROOT being all that are below the root,
 * which follow last (0: the first). flags: 0 or LX_LISTMOUNT_REVERSE. Returns how many; go on after the last of them
 * until it is 0. -ENOENT: no such mount. Since Linux 6.8. listmount(2).
 */
LX_API long ListmountAt(unsigned long mnt_id, unsigned long last, unsigned long *mnt_ids, unsigned long nr_mnt_ids,
			unsigned int flags)
{
	MntIDReq req;

	req.size = sizeof(MntIDReq);
	req.fd = 0;
	req.mnt_id = mnt_id;
	req.param = last;
	req.mnt_ns_id = 0;
	return lx_trap4(LX_SYS_listmount, LX_PTR(&req), LX_PTR(mnt_ids), LX_PTR(nr_mnt_ids), flags);
}

#endif /* BARECALL_EXTERN */
#endif
