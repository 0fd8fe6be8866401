/*
 * Membarrier's commands, one function each, beside the raw call in futex.h. A process registers once for those that are
 * private to it.
 */
#ifndef LX_OP_MEMBARRIER_H
#define LX_OP_MEMBARRIER_H

#include "../base.h"
#include "../futex.h"
#include "../uapi/time.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/membarrier.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * MembarrierQuery returns the LX_MEMBARRIER_CMD_* that there are. -ENOSYS: built without it. Since Linux 4.3.
 * membarrier(2).
 */
LX_API int MembarrierQuery(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_QUERY, 0, 0);
}

/*
 * MembarrierGlobal returns when all threads of the machine have passed a memory barrier, which takes milliseconds.
 * -EINVAL: a processor runs without ticks. Since Linux 4.3. membarrier(2).
 */
LX_API int MembarrierGlobal(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_GLOBAL, 0, 0);
}

/*
 * MembarrierGlobalExpedited interrupts, and returns when all threads of processes that registered for it have passed a
 * barrier. Returns 0. Since Linux 4.16. membarrier(2).
 */
LX_API int MembarrierGlobalExpedited(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0);
}

/*
 * MembarrierRegisterGlobalExpedited has MembarrierGlobalExpedited of others reach this process. Returns 0. Since Linux
 * 4.16. membarrier(2).
 */
LX_API int MembarrierRegisterGlobalExpedited(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0);
}

/*
 * MembarrierPrivateExpedited returns when all running threads of the process have passed a barrier. -EPERM: not
 * registered. Since Linux 4.14. membarrier(2).
 */
LX_API int MembarrierPrivateExpedited(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);
}

/*
 * MembarrierRegisterPrivateExpedited registers for MembarrierPrivateExpedited. Returns 0. Since Linux 4.14.
 * membarrier(2).
 */
LX_API int MembarrierRegisterPrivateExpedited(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0);
}

/*
 * MembarrierPrivateExpeditedSyncCore is MembarrierPrivateExpedited after which processors also see code that was
 * written before. -EINVAL: the architecture has no such thing. Since Linux 4.16. membarrier(2).
 */
LX_API int MembarrierPrivateExpeditedSyncCore(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE, 0, 0);
}

/* MembarrierRegisterPrivateExpeditedSyncCore registers for it. Returns 0. Since Linux 4.16. membarrier(2). */
LX_API int MembarrierRegisterPrivateExpeditedSyncCore(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, 0, 0);
}

/*
 * MembarrierPrivateExpeditedRseq is MembarrierPrivateExpedited that also restarts sequences of Rseq. -EPERM: not
 * registered. Since Linux 5.10. membarrier(2).
 */
LX_API int MembarrierPrivateExpeditedRseq(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ, 0, 0);
}

/*
 * MembarrierPrivateExpeditedRseqCPU is the same for the thread that runs on one processor. Since Linux 5.10.
 * membarrier(2).
 */
LX_API int MembarrierPrivateExpeditedRseqCPU(int cpu_id)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ, LX_MEMBARRIER_CMD_FLAG_CPU,
			     cpu_id);
}

/* MembarrierRegisterPrivateExpeditedRseq registers for both. Returns 0. Since Linux 5.10. membarrier(2). */
LX_API int MembarrierRegisterPrivateExpeditedRseq(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ, 0, 0);
}

/*
 * MembarrierGetRegistrations returns the LX_MEMBARRIER_CMD_REGISTER_* that were made. Since Linux 6.3. membarrier(2).
 */
LX_API int MembarrierGetRegistrations(void)
{
	return (int)lx_trap3(LX_SYS_membarrier, LX_MEMBARRIER_CMD_GET_REGISTRATIONS, 0, 0);
}

#endif /* BARECALL_EXTERN */
#endif
