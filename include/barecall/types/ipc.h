/*
 * System V's objects: types of ipc.h.
 */
#ifndef LX_TYPES_IPC_H
#define LX_TYPES_IPC_H

/* IpcPerm: who owns a System V object and may use it. struct ipc64_perm. */
typedef struct IpcPerm {
	int key;
	unsigned int uid;
	unsigned int gid;
	unsigned int cuid; /* its creator's */
	unsigned int cgid;
	unsigned int mode;
	unsigned short seq;
	unsigned short pad2;
	unsigned long unused1;
	unsigned long unused2;
} IpcPerm;

/* SemidDs: a set of semaphores; times are in seconds since 1970, or 0: never. struct semid64_ds. */
typedef struct SemidDs {
	IpcPerm perm;
	long otime; /* of the last SysvSemOp */
#if defined(__x86_64__)
	unsigned long unused1;
#endif
	long ctime;
#if defined(__x86_64__)
	unsigned long unused2;
#endif
	unsigned long nsems;
	unsigned long unused3;
	unsigned long unused4;
} SemidDs;

#endif
