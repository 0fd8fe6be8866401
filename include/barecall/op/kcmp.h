/*
 * What Kcmp compares, one function each, beside the raw call in process.h. Each returns 0 where both processes share
 * it, 1 or 2 as an order for sorting, 3 where they do not and there is no order. -EPERM: the caller may not trace both;
 * -ESRCH; -ENOSYS: built without it. Since Linux 3.5.
 */
#ifndef LX_OP_KCMP_H
#define LX_OP_KCMP_H

#include "../base.h"
#include "../process.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/kcmp.h"
#endif
#ifndef BARECALL_EXTERN

/* KcmpFile tells whether a descriptor of each is one open file. -EBADF. kcmp(2). */
LX_API int KcmpFile(int pid1, int pid2, int fd1, int fd2)
{
	return (int)lx_trap5(LX_SYS_kcmp, pid1, pid2, LX_KCMP_FILE, fd1, fd2);
}

/* KcmpVM compares their memory. kcmp(2). */
LX_API int KcmpVM(int pid1, int pid2)
{
	return (int)lx_trap5(LX_SYS_kcmp, pid1, pid2, LX_KCMP_VM, 0, 0);
}

/* KcmpFiles compares their descriptors. kcmp(2). */
LX_API int KcmpFiles(int pid1, int pid2)
{
	return (int)lx_trap5(LX_SYS_kcmp, pid1, pid2, LX_KCMP_FILES, 0, 0);
}

/* KcmpFS compares their root, working directory and umask. kcmp(2). */
LX_API int KcmpFS(int pid1, int pid2)
{
	return (int)lx_trap5(LX_SYS_kcmp, pid1, pid2, LX_KCMP_FS, 0, 0);
}

/* KcmpSighand compares their handlers of signals. kcmp(2). */
LX_API int KcmpSighand(int pid1, int pid2)
{
	return (int)lx_trap5(LX_SYS_kcmp, pid1, pid2, LX_KCMP_SIGHAND, 0, 0);
}

/* KcmpIO compares their I/O context. kcmp(2). */
LX_API int KcmpIO(int pid1, int pid2)
{
	return (int)lx_trap5(LX_SYS_kcmp, pid1, pid2, LX_KCMP_IO, 0, 0);
}

/* KcmpSysvsem compares their adjustments of semaphores. kcmp(2). */
LX_API int KcmpSysvsem(int pid1, int pid2)
{
	return (int)lx_trap5(LX_SYS_kcmp, pid1, pid2, LX_KCMP_SYSVSEM, 0, 0);
}

/*
 * KcmpEpollTFD tells whether fd1 of one process is the file that slot names in an epoll of the other. -ENOENT: there is
 * no such entry. Since Linux 4.13. kcmp(2).
 */
LX_API int KcmpEpollTFD(int pid1, int pid2, int fd1, const KcmpEpollSlot *slot)
{
	return (int)lx_trap5(LX_SYS_kcmp, pid1, pid2, LX_KCMP_EPOLL_TFD, fd1, LX_PTR(slot));
}

#endif /* BARECALL_EXTERN */
#endif
