/*
 * SysvShmCtl's, SysvSemCtl's and SysvMsgCtl's commands, one function each, beside the raw calls in ipc.h. An index, up
 * to what the usage functions return, walks all that there are: -EINVAL where there is none.
 *
 * All of them: -EINVAL: no such number; -EIDRM: removed; -EACCES, -EPERM: its mode, or its owner, forbids it.
 */
#ifndef LX_OP_SYSVIPC_H
#define LX_OP_SYSVIPC_H

#include "../base.h"
#include "../ipc.h"
#include "../uapi/process.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/sysvipc.h"
#endif
#ifndef BARECALL_EXTERN

/* SysvShmStat tells of a segment. Returns 0. shmctl(2). */
LX_API int SysvShmStat(int shmid, ShmidDs *buf)
{
	return (int)lx_trap3(LX_SYS_shmctl, shmid, LX_IPC_STAT, LX_PTR(buf));
}

/* SysvShmSet sets buf's perm.uid, perm.gid and perm.mode. Returns 0. shmctl(2). */
LX_API int SysvShmSet(int shmid, const ShmidDs *buf)
{
	return (int)lx_trap3(LX_SYS_shmctl, shmid, LX_IPC_SET, LX_PTR(buf));
}

/* SysvShmRemove removes a segment, when the last process has detached it. Returns 0. shmctl(2). */
LX_API int SysvShmRemove(int shmid)
{
	return (int)lx_trap3(LX_SYS_shmctl, shmid, LX_IPC_RMID, 0);
}

/* SysvShmStatIndex is SysvShmStat by index. Returns the number. shmctl(2). */
LX_API int SysvShmStatIndex(int index, ShmidDs *buf)
{
	return (int)lx_trap3(LX_SYS_shmctl, index, LX_SHM_STAT, LX_PTR(buf));
}

/* SysvShmStatAny is SysvShmStatIndex for which the mode does not count. Since Linux 4.17. shmctl(2). */
LX_API int SysvShmStatAny(int index, ShmidDs *buf)
{
	return (int)lx_trap3(LX_SYS_shmctl, index, LX_SHM_STAT_ANY, LX_PTR(buf));
}

/* SysvShmLimits stores the limits. Returns the highest index in use. shmctl(2). */
LX_API int SysvShmLimits(Shminfo *limits)
{
	return (int)lx_trap3(LX_SYS_shmctl, 0, LX_IPC_INFO, LX_PTR(limits));
}

/* SysvShmUsage stores how much is in use. Returns the highest index in use. shmctl(2). */
LX_API int SysvShmUsage(ShmUsage *usage)
{
	return (int)lx_trap3(LX_SYS_shmctl, 0, LX_SHM_INFO, LX_PTR(usage));
}

/* SysvMsgStat tells of a queue. Returns 0. msgctl(2). */
LX_API int SysvMsgStat(int msqid, MsqidDs *buf)
{
	return (int)lx_trap3(LX_SYS_msgctl, msqid, LX_IPC_STAT, LX_PTR(buf));
}

/* SysvMsgSet sets buf's perm.uid, perm.gid and perm.mode and qbytes. Returns 0. msgctl(2). */
LX_API int SysvMsgSet(int msqid, const MsqidDs *buf)
{
	return (int)lx_trap3(LX_SYS_msgctl, msqid, LX_IPC_SET, LX_PTR(buf));
}

/* SysvMsgRemove removes a queue at once, and wakes who waits with -EIDRM. Returns 0. msgctl(2). */
LX_API int SysvMsgRemove(int msqid)
{
	return (int)lx_trap3(LX_SYS_msgctl, msqid, LX_IPC_RMID, 0);
}

/* SysvMsgStatIndex is SysvMsgStat by index. Returns the number. msgctl(2). */
LX_API int SysvMsgStatIndex(int index, MsqidDs *buf)
{
	return (int)lx_trap3(LX_SYS_msgctl, index, LX_MSG_STAT, LX_PTR(buf));
}

/* SysvMsgStatAny is SysvMsgStatIndex for which the mode does not count. Since Linux 4.17. msgctl(2). */
LX_API int SysvMsgStatAny(int index, MsqidDs *buf)
{
	return (int)lx_trap3(LX_SYS_msgctl, index, LX_MSG_STAT_ANY, LX_PTR(buf));
}

/* SysvMsgLimits stores the limits. Returns the highest index in use. msgctl(2). */
LX_API int SysvMsgLimits(Msginfo *limits)
{
	return (int)lx_trap3(LX_SYS_msgctl, 0, LX_IPC_INFO, LX_PTR(limits));
}

/* SysvMsgUsage stores how much is in use. Returns the highest index in use. msgctl(2). */
LX_API int SysvMsgUsage(Msginfo *usage)
{
	return (int)lx_trap3(LX_SYS_msgctl, 0, LX_MSG_INFO, LX_PTR(usage));
}

/*
 * SysvShmLock keeps a segment's pages in memory, once they are there. Returns 0. -ENOMEM, -EPERM: LX_RLIMIT_MEMLOCK.
 * shmctl(2).
 */
LX_API int SysvShmLock(int shmid)
{
	return (int)lx_trap3(LX_SYS_shmctl, shmid, LX_SHM_LOCK, 0);
}

/* SysvShmUnlock undoes SysvShmLock. Returns 0. shmctl(2). */
LX_API int SysvShmUnlock(int shmid)
{
	return (int)lx_trap3(LX_SYS_shmctl, shmid, LX_SHM_UNLOCK, 0);
}

/* SysvSemGetVal returns a semaphore's value. semctl(2). */
LX_API int SysvSemGetVal(int semid, int semnum)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, semnum, LX_GETVAL, 0);
}

/* SysvSemSetVal sets it. Returns 0. -ERANGE: below 0, or above 32767. semctl(2). */
LX_API int SysvSemSetVal(int semid, int semnum, int value)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, semnum, LX_SETVAL, value);
}

/* SysvSemGetPid returns who changed a semaphore last, as a pid. semctl(2). */
LX_API int SysvSemGetPid(int semid, int semnum)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, semnum, LX_GETPID, 0);
}

/* SysvSemGetNcnt returns how many wait for a semaphore to be more. semctl(2). */
LX_API int SysvSemGetNcnt(int semid, int semnum)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, semnum, LX_GETNCNT, 0);
}

/* SysvSemGetZcnt returns how many wait for a semaphore to be 0. semctl(2). */
LX_API int SysvSemGetZcnt(int semid, int semnum)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, semnum, LX_GETZCNT, 0);
}

/* SysvSemGetAll stores the values of all semaphores of a set. Returns 0. semctl(2). */
LX_API int SysvSemGetAll(int semid, unsigned short *values)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, 0, LX_GETALL, LX_PTR(values));
}

/* SysvSemSetAll sets them. Returns 0. -ERANGE: one is above 32767. semctl(2). */
LX_API int SysvSemSetAll(int semid, const unsigned short *values)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, 0, LX_SETALL, LX_PTR(values));
}

/* SysvSemStat tells of a set. Returns 0. semctl(2). */
LX_API int SysvSemStat(int semid, SemidDs *buf)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, 0, LX_IPC_STAT, LX_PTR(buf));
}

/* SysvSemSet sets buf's perm.uid, perm.gid and perm.mode. Returns 0. semctl(2). */
LX_API int SysvSemSet(int semid, const SemidDs *buf)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, 0, LX_IPC_SET, LX_PTR(buf));
}

/* SysvSemRemove removes a set at once, and wakes who waits with -EIDRM. Returns 0. semctl(2). */
LX_API int SysvSemRemove(int semid)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, 0, LX_IPC_RMID, 0);
}

/* SysvSemStatIndex is SysvSemStat by index. Returns the number. semctl(2). */
LX_API int SysvSemStatIndex(int index, SemidDs *buf)
{
	return (int)lx_trap4(LX_SYS_semctl, index, 0, LX_SEM_STAT, LX_PTR(buf));
}

/* SysvSemStatAny is SysvSemStatIndex for which the mode does not count. Since Linux 4.17. semctl(2). */
LX_API int SysvSemStatAny(int index, SemidDs *buf)
{
	return (int)lx_trap4(LX_SYS_semctl, index, 0, LX_SEM_STAT_ANY, LX_PTR(buf));
}

/* SysvSemLimits stores the limits. Returns the highest index in use. semctl(2). */
LX_API int SysvSemLimits(Seminfo *limits)
{
	return (int)lx_trap4(LX_SYS_semctl, 0, 0, LX_IPC_INFO, LX_PTR(limits));
}

/* SysvSemUsage stores how much is in use. Returns the highest index in use. semctl(2). */
LX_API int SysvSemUsage(Seminfo *usage)
{
	return (int)lx_trap4(LX_SYS_semctl, 0, 0, LX_SEM_INFO, LX_PTR(usage));
}

#endif /* BARECALL_EXTERN */
#endif
