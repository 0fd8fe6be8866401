/*
 * What is asked of a userfaultfd, one function each: UserfaultfdCopy is UFFDIO_COPY. mm.h has the types and
 * Userfaultfd; UserfaultfdAPI comes first.
 *
 * What resolves faults writes to its structure how many bytes were done, or -errno. -EAGAIN: the memory changes just
 * now, or it was done in part; -ENOENT: the range is not registered; -ESRCH: the process is gone.
 */
#ifndef LX_OP_USERFAULTFD_H
#define LX_OP_USERFAULTFD_H

#include "../base.h"
#include "../ioctl.h"
#include "../mm.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/userfaultfd.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * UserfaultfdAPI agrees on the features: arg->api is LX_UFFD_API, arg->features LX_UFFD_FEATURE_* or 0, and it is told
 * which there are. Returns 0. -EINVAL: it lacks one, or was asked before; -EPERM: LX_UFFD_FEATURE_EVENT_FORK without
 * CAP_SYS_PTRACE. Since Linux 4.3. ioctl_userfaultfd(2).
 */
LX_API int UserfaultfdAPI(int fd, UffdioApi *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UFFDIO_API, LX_PTR(arg));
}

/*
 * UserfaultfdRegister has faults in a range of pages told: LX_UFFDIO_REGISTER_MODE_*. arg->ioctls is told what can be
 * done there. Returns 0. -EBUSY: another userfaultfd has it. Since Linux 4.3. ioctl_userfaultfd(2).
 */
LX_API int UserfaultfdRegister(int fd, UffdioRegister *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UFFDIO_REGISTER, LX_PTR(arg));
}

/* UserfaultfdUnregister undoes UserfaultfdRegister. Returns 0. Since Linux 4.3. ioctl_userfaultfd(2). */
LX_API int UserfaultfdUnregister(int fd, const UffdioRange *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UFFDIO_UNREGISTER, LX_PTR(arg));
}

/*
 * UserfaultfdWake wakes who waits for a page of the range, where what resolved the fault was told not to. Returns 0.
 * Since Linux 4.3. ioctl_userfaultfd(2).
 */
LX_API int UserfaultfdWake(int fd, const UffdioRange *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UFFDIO_WAKE, LX_PTR(arg));
}

/*
 * UserfaultfdCopy resolves missing pages by a copy, which no other thread sees half done. Returns 0. -EEXIST: a page is
 * there. Since Linux 4.3. ioctl_userfaultfd(2).
 */
LX_API int UserfaultfdCopy(int fd, UffdioCopy *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UFFDIO_COPY, LX_PTR(arg));
}

/*
 * UserfaultfdZeropage resolves missing pages by zeros. Returns 0. -EEXIST: a page is there. Since Linux 4.3.
 * ioctl_userfaultfd(2).
 */
LX_API int UserfaultfdZeropage(int fd, UffdioZeropage *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UFFDIO_ZEROPAGE, LX_PTR(arg));
}

/*
 * UserfaultfdMove resolves missing pages by moving others of the process there. Returns 0. -EBUSY: one is shared or
 * pinned; -EEXIST. Since Linux 6.8. ioctl_userfaultfd(2).
 */
LX_API int UserfaultfdMove(int fd, UffdioMove *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UFFDIO_MOVE, LX_PTR(arg));
}

/*
 * UserfaultfdWriteprotect protects a range from writes, or lets them be and wakes who waits. Returns 0. Since Linux
 * 5.7. ioctl_userfaultfd(2).
 */
LX_API int UserfaultfdWriteprotect(int fd, const UffdioWriteprotect *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UFFDIO_WRITEPROTECT, LX_PTR(arg));
}

/*
 * UserfaultfdContinue resolves minor faults by mapping what the page cache holds. Returns 0. -EFAULT: it holds nothing
 * there. Since Linux 5.13. ioctl_userfaultfd(2).
 */
LX_API int UserfaultfdContinue(int fd, UffdioContinue *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UFFDIO_CONTINUE, LX_PTR(arg));
}

/*
 * UserfaultfdPoison has the pages raise SIGBUS, as broken memory does. Returns 0. Since Linux 6.6.
 * ioctl_userfaultfd(2).
 */
LX_API int UserfaultfdPoison(int fd, UffdioPoison *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_UFFDIO_POISON, LX_PTR(arg));
}

/*
 * UserfaultfdNew is Userfaultfd by an open /dev/userfaultfd, whose permissions tell who may. flags: LX_O_CLOEXEC,
 * LX_O_NONBLOCK, LX_UFFD_USER_MODE_ONLY. Returns a descriptor. Since Linux 6.1. userfaultfd(2).
 */
LX_API int UserfaultfdNew(int dev_fd, int flags)
{
	return (int)lx_trap3(LX_SYS_ioctl, dev_fd, LX_USERFAULTFD_IOC_NEW, flags);
}

#endif /* BARECALL_EXTERN */
#endif
