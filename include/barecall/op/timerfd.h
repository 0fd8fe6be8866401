/*
 * What is asked of a timerfd beside the calls in event.h.
 */
#ifndef LX_OP_TIMERFD_H
#define LX_OP_TIMERFD_H

#include "../base.h"
#include "../event.h"
#include "../ioctl.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/timerfd.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * TimerfdSetTicks sets how many expirations the next Read tells, not 0, for who restores a process. Returns 0.
 * -ECANCELED: the clock was set; -ENOTTY: built without CONFIG_CHECKPOINT_RESTORE. Since Linux 3.17. timerfd_create(2).
 */
LX_API int TimerfdSetTicks(int fd, const unsigned long *ticks)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_TFD_IOC_SET_TICKS, LX_PTR(ticks));
}

#endif /* BARECALL_EXTERN */
#endif
