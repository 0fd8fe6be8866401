/*
 * What processes share by name or key: System V shared memory, semaphores and message queues; POSIX message queues.
 */
#ifndef LX_IPC_H
#define LX_IPC_H

#include "base.h"
#include "types/ipc.h"
#include "types/siginfo.h"
#include "uapi/file.h"
#include "uapi/ipc.h"
#include "uapi/time.h"

/* ShmidDs: a shared memory segment; times are in seconds since 1970, or 0: never. struct shmid64_ds. */
typedef struct ShmidDs {
	IpcPerm perm;
	unsigned long segsz;
	long atime; /* of the last SysvShmAttach */
	long dtime; /* of the last SysvShmDetach */
	long ctime;
	int cpid; /* who made it, as a pid */
	int lpid; /* who attached or detached it last */
	unsigned long nattch;
	unsigned long unused4;
	unsigned long unused5;
} ShmidDs;

/* Shminfo: the limits of shared memory, for LX_IPC_INFO. struct shminfo64. */
typedef struct Shminfo {
	unsigned long shmmax; /* bytes of one segment */
	unsigned long shmmin; /* 1 */
	unsigned long shmmni; /* segments */
	unsigned long shmseg; /* as shmmni: processes have no limit of their own */
	unsigned long shmall; /* pages */
	unsigned long unused1;
	unsigned long unused2;
	unsigned long unused3;
	unsigned long unused4;
} Shminfo;

/* ShmUsage: how much shared memory there is, in pages, for LX_SHM_INFO. struct shm_info. */
typedef struct ShmUsage {
	int used_ids; /* segments */
	unsigned long shm_tot;
	unsigned long shm_rss; /* of these in memory */
	unsigned long shm_swp; /* of these swapped out */
	unsigned long swap_attempts; /* always 0 */
	unsigned long swap_successes;
} ShmUsage;

/* Sembuf: one operation on one semaphore of a set. struct sembuf. */
typedef struct Sembuf {
	unsigned short num; /* from 0 */
	short op; /* added to the value; below 0: waits until it can be taken away; 0: waits until the value is 0 */
	short flg; /* LX_IPC_NOWAIT, LX_SEM_UNDO */
} Sembuf;

/* Seminfo: the limits of semaphores, for LX_IPC_INFO, and their use, for LX_SEM_INFO. struct seminfo. */
typedef struct Seminfo {
	int semmap; /* without meaning, as semmnu and semume */
	int semmni; /* sets */
	int semmns; /* semaphores in all sets */
	int semmnu;
	int semmsl; /* semaphores of one set */
	int semopm; /* operations of one call */
	int semume;
	int semusz; /* LX_SEM_INFO: sets that there are */
	int semvmx; /* the largest value */
	int semaem; /* LX_SEM_INFO: semaphores that there are */
} Seminfo;

/* Msginfo: the limits of message queues, for LX_IPC_INFO, and their use, for LX_MSG_INFO. struct msginfo. */
typedef struct Msginfo {
	int msgpool; /* LX_MSG_INFO: queues that there are */
	int msgmap; /* LX_MSG_INFO: messages that there are */
	int msgmax;
	int msgmnb;
	int msgmni;
	int msgssz;
	int msgtql; /* LX_MSG_INFO: bytes in them */
	unsigned short msgseg;
} Msginfo;

/* MsqidDs: a message queue; times are in seconds since 1970, or 0: never. struct msqid64_ds. */
typedef struct MsqidDs {
	IpcPerm perm;
	long stime; /* of the last SysvMsgSend */
	long rtime; /* of the last SysvMsgReceive */
	long ctime;
	unsigned long cbytes; /* in the queue now */
	unsigned long qnum; /* messages in it */
	unsigned long qbytes; /* bytes that fit in it */
	int lspid; /* who sent last, as a pid */
	int lrpid; /* who received last */
	unsigned long unused4;
	unsigned long unused5;
} MsqidDs;

/* Msgbuf: the head of a message; its text goes on for as long as SysvMsgSend is told. struct msgbuf. */
typedef struct Msgbuf {
	long type; /* above 0 */
	char text[1];
} Msgbuf;

/* MqAttr: a message queue's limits and state. struct mq_attr. */
typedef struct MqAttr {
	long flags; /* LX_O_NONBLOCK or 0 */
	long maxmsg;
	long msgsize;
	long curmsgs;
	long reserved[4];
} MqAttr;

#ifdef LX_LINK_NAMES
#include "extern/ipc.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * SysvShmGet gives the shared memory segment of a key, or with LX_IPC_PRIVATE a new one. shmflg: the mode for a new
 * one, LX_IPC_CREAT and LX_IPC_EXCL, LX_SHM_HUGETLB. Returns its number. It lives until LX_IPC_RMID. -EINVAL: the
 * one that there is is smaller than size. -ENOSPC: the limits are reached. shmget(2).
 */
LX_API int SysvShmGet(int key, unsigned long size, int shmflg)
{
	return (int)lx_trap3(LX_SYS_shmget, key, LX_PTR(size), shmflg);
}

/*
 * SysvShmAttach maps a segment, at shmaddr (with LX_SHM_RND: rounded down to a page) or, when that is NULL, where there
 * is room. shmflg: LX_SHM_RDONLY, LX_SHM_EXEC, LX_SHM_REMAP. Returns the address, or an error: see IsErrPtr. shmat(2).
 */
LX_API void *SysvShmAttach(int shmid, const void *shmaddr, int shmflg)
{
	return (void *)lx_trap3(LX_SYS_shmat, shmid, LX_PTR(shmaddr), shmflg);
}

/* SysvShmDetach takes away what SysvShmAttach mapped at an address. Returns 0. -EINVAL: nothing is there. shmdt(2). */
LX_API int SysvShmDetach(const void *shmaddr)
{
	return (int)lx_trap1(LX_SYS_shmdt, LX_PTR(shmaddr));
}

/*
 * SysvShmCtl asks for or changes a segment. cmd: LX_IPC_STAT, LX_IPC_SET (uid, gid and mode of buf), LX_IPC_RMID (it
 * goes when the last process has detached it; buf NULL), LX_SHM_LOCK, LX_SHM_UNLOCK; LX_SHM_STAT and LX_SHM_STAT_ANY
 * (Linux 4.17) take an index instead of a number and return the number. LX_IPC_INFO and LX_SHM_INFO write to a
 * Shminfo and to a ShmUsage, cast to ShmidDs, and return the highest index in use. Otherwise returns 0. shmctl(2).
 */
LX_API int SysvShmCtl(int shmid, int cmd, ShmidDs *buf)
{
	return (int)lx_trap3(LX_SYS_shmctl, shmid, cmd, LX_PTR(buf));
}

/*
 * SysvSemGet gives the set of nsems semaphores of a key, or with LX_IPC_PRIVATE a new one; in a new one all are 0.
 * semflg: the mode for a new one, LX_IPC_CREAT and LX_IPC_EXCL. Returns its number. semget(2).
 */
LX_API int SysvSemGet(int key, int nsems, int semflg)
{
	return (int)lx_trap3(LX_SYS_semget, key, nsems, semflg);
}

/*
 * SysvSemOp does nsops operations on a set, all at once: it waits until all can be done. Returns 0. -EAGAIN: one with
 * LX_IPC_NOWAIT would wait. -EIDRM: the set was removed. -EINTR: a handler ran; it is never restarted. semop(2).
 */
LX_API int SysvSemOp(int semid, const Sembuf *sops, unsigned int nsops)
{
	return (int)lx_trap3(LX_SYS_semop, semid, LX_PTR(sops), nsops);
}

/*
 * SysvSemTimedOp is SysvSemOp with a time to wait at most (NULL: without end), which is not written back. -EAGAIN also
 * after it. semtimedop(2).
 */
LX_API int SysvSemTimedOp(int semid, const Sembuf *sops, unsigned int nsops, const Timespec *timeout)
{
	return (int)lx_trap4(LX_SYS_semtimedop, semid, LX_PTR(sops), nsops, LX_PTR(timeout));
}

/*
 * SysvSemCtl asks for or changes semaphore semnum of a set, or the set. cmd: LX_GETVAL, LX_GETPID, LX_GETNCNT,
 * LX_GETZCNT (results), LX_SETVAL (to arg), LX_IPC_RMID; those with a pointer are SysvSemCtlPtr's. semctl(2).
 */
LX_API int SysvSemCtl(int semid, int semnum, int cmd, unsigned long arg)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, semnum, cmd, LX_PTR(arg));
}

/*
 * SysvSemCtlPtr is SysvSemCtl with a pointer: to a SemidDs for LX_IPC_STAT, LX_IPC_SET (uid, gid and mode),
 * LX_SEM_STAT and LX_SEM_STAT_ANY (Linux 4.17; semid is an index there, the result the number), to an unsigned short
 * for each semaphore for LX_GETALL and LX_SETALL, to a Seminfo for LX_IPC_INFO and LX_SEM_INFO, which return the
 * highest index in use. Otherwise returns 0. semctl(2).
 */
LX_API int SysvSemCtlPtr(int semid, int semnum, int cmd, void *arg)
{
	return (int)lx_trap4(LX_SYS_semctl, semid, semnum, cmd, LX_PTR(arg));
}

/*
 * SysvMsgGet gives the message queue of a key, or with LX_IPC_PRIVATE a new one. msgflg: the mode for a new one,
 * LX_IPC_CREAT and LX_IPC_EXCL. Returns its number. msgget(2).
 */
LX_API int SysvMsgGet(int key, int msgflg)
{
	return (int)lx_trap2(LX_SYS_msgget, key, msgflg);
}

/*
 * SysvMsgSend puts a message into a queue: msgp is its type, a long above 0, followed by msgsz bytes, which do not
 * count the type. msgflg: LX_IPC_NOWAIT. Returns 0. -EAGAIN: the queue is full; -EIDRM: it was removed. -EINTR: a
 * handler ran; it is never restarted. msgsnd(2).
 */
LX_API int SysvMsgSend(int msqid, const void *msgp, unsigned long msgsz, int msgflg)
{
	return (int)lx_trap4(LX_SYS_msgsnd, msqid, LX_PTR(msgp), LX_PTR(msgsz), msgflg);
}

/*
 * SysvMsgReceive takes a message out of a queue, into msgp: its type, a long, and at most msgsz bytes. msgtyp: 0: the
 * first; above 0: the first of that type (with LX_MSG_EXCEPT: of another); below 0: of the lowest type up to -msgtyp.
 * msgflg: LX_IPC_NOWAIT, LX_MSG_NOERROR (what is longer is cut off), LX_MSG_COPY (Linux 3.8). Returns the bytes
 * after the type. -E2BIG: it is longer, and stays. -ENOMSG: there is none. -EINTR: a handler ran; it is never
 * restarted. msgrcv(2).
 */
LX_API long SysvMsgReceive(int msqid, void *msgp, unsigned long msgsz, long msgtyp, int msgflg)
{
	return lx_trap5(LX_SYS_msgrcv, msqid, LX_PTR(msgp), LX_PTR(msgsz), msgtyp, msgflg);
}

/*
 * SysvMsgCtl asks for or changes a queue. cmd: LX_IPC_STAT, LX_IPC_SET (uid, gid, mode and qbytes of buf), LX_IPC_RMID
 * (at once; buf NULL); LX_MSG_STAT and LX_MSG_STAT_ANY (Linux 4.17) take an index instead of a number and return the
 * number. LX_IPC_INFO and LX_MSG_INFO write to a Msginfo, cast to MsqidDs, and return the highest index in use.
 * Otherwise returns 0. msgctl(2).
 */
LX_API int SysvMsgCtl(int msqid, int cmd, MsqidDs *buf)
{
	return (int)lx_trap3(LX_SYS_msgctl, msqid, cmd, LX_PTR(buf));
}

/*
 * MqOpen opens a message queue. name: without the slash that a libc's mq_open asks for. oflag: LX_O_*; mode and attr
 * (NULL: the system's defaults) are for one that LX_O_CREAT makes. Returns its descriptor, which is always
 * close-on-exec. -EACCES: also for a name with a slash. -EINVAL: the limits in attr are above the system's, or
 * not above 0. Since Linux 2.6.6. mq_open(2).
 */
LX_API int MqOpen(const char *name, int oflag, unsigned int mode, const MqAttr *attr)
{
	return (int)lx_trap4(LX_SYS_mq_open, LX_PTR(name), oflag, mode, LX_PTR(attr));
}

/* MqUnlink removes the name of a message queue. name: without a slash. Returns 0. Since Linux 2.6.6. mq_unlink(2). */
LX_API int MqUnlink(const char *name)
{
	return (int)lx_trap1(LX_SYS_mq_unlink, LX_PTR(name));
}

/*
 * MqTimedsend puts a message into a queue; those of higher msg_prio (up to 32767) go before. abs_timeout: until when to
 * wait on LX_CLOCK_REALTIME, not how long (NULL: without end). Returns 0. -EAGAIN: the queue is full and
 * non-blocking; -ETIMEDOUT. -EMSGSIZE: it is longer than the queue's msgsize. Since Linux 2.6.6. mq_timedsend(2).
 */
LX_API int MqTimedsend(int mqdes, const char *msg_ptr, unsigned long msg_len, unsigned int msg_prio,
		       const Timespec *abs_timeout)
{
	return (int)lx_trap5(LX_SYS_mq_timedsend, mqdes, LX_PTR(msg_ptr), LX_PTR(msg_len), msg_prio,
			     LX_PTR(abs_timeout));
}

/*
 * MqTimedreceive takes the oldest message of the highest priority out of a queue, and its priority to msg_prio (NULL:
 * not wanted). msg_len: at least the queue's msgsize, or -EMSGSIZE. abs_timeout: as of MqTimedsend. Returns the
 * message's length. -EAGAIN: there is none and the queue is non-blocking; -ETIMEDOUT. Since Linux 2.6.6.
 * mq_timedreceive(2).
 */
LX_API long MqTimedreceive(int mqdes, char *msg_ptr, unsigned long msg_len, unsigned int *msg_prio,
			   const Timespec *abs_timeout)
{
	return lx_trap5(LX_SYS_mq_timedreceive, mqdes, LX_PTR(msg_ptr), LX_PTR(msg_len), LX_PTR(msg_prio),
			LX_PTR(abs_timeout));
}

/*
 * MqNotify asks to be told once, by signal, when a message comes into an empty queue that nobody waits at; with sevp
 * NULL no longer. LX_SIGEV_THREAD starts no thread: signo is a netlink socket that gets the LX_NOTIFY_COOKIE_LEN
 * bytes at value.ptr, the last of them LX_NOTIFY_WOKENUP or LX_NOTIFY_REMOVED. Returns 0. -EBUSY: another process
 * waits already. Since Linux 2.6.6. mq_notify(2).
 */
LX_API int MqNotify(int mqdes, const Sigevent *sevp)
{
	return (int)lx_trap2(LX_SYS_mq_notify, mqdes, LX_PTR(sevp));
}

/*
 * MqGetsetattr sets the flags of newattr (NULL: nothing), of which only LX_O_NONBLOCK changes, and gives what was to
 * oldattr (NULL: not wanted). Returns 0. -EINVAL: another flag. Since Linux 2.6.6. mq_getsetattr(2).
 */
LX_API int MqGetsetattr(int mqdes, const MqAttr *newattr, MqAttr *oldattr)
{
	return (int)lx_trap3(LX_SYS_mq_getsetattr, mqdes, LX_PTR(newattr), LX_PTR(oldattr));
}

#endif /* BARECALL_EXTERN */
#endif
