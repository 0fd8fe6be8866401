/* sysv: System V's shared memory, semaphores and messages, which processes find by a key, or by a number. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	struct {
		long type; /* above 0 */
		char text[8];
	} message = { 5, "hello" };
	Sembuf down = { 0, -1, LX_IPC_NOWAIT };
	Timespec moment = { 0, 1000000 };
	int shm = SysvShmGet(LX_IPC_PRIVATE, 65536, LX_IPC_CREAT | 0600), sem, queue, pid;
	MsqidDs about;
	ShmidDs segment;
	char *memory;

	if (shm < 0) {
		Print(1, "not here: %pe\n", ErrPtr(shm));
		return 77;
	}
	memory = SysvShmAttach(shm, LX_NULL, 0);
	Print(1, "stat: %pe, ", ErrPtr(SysvShmCtl(shm, LX_IPC_STAT, &segment)));
	Print(1, "%lu bytes\n", segment.segsz);
	SysvShmCtl(shm, LX_IPC_RMID, LX_NULL); /* it ends when nobody has it attached */
	pid = Fork();
	if (pid == 0) {
		memory[0] = 'c';
		Exit(0);
	}
	Wait4(pid, LX_NULL, 0, LX_NULL);
	Print(1, "the child wrote: %c\n", memory[0]);
	Print(1, "detached: %pe\n", ErrPtr(SysvShmDetach(memory)));

	sem = SysvSemGet(LX_IPC_PRIVATE, 1, LX_IPC_CREAT | 0600);
	SysvSemCtl(sem, 0, LX_SETVAL, 1);
	Print(1, "down: %pe ", ErrPtr(SysvSemOp(sem, &down, 1)));
	Print(1, "%pe\n", ErrPtr(SysvSemOp(sem, &down, 1)));
	down.flg = 0;
	Print(1, "waited: %pe\n", ErrPtr(SysvSemTimedOp(sem, &down, 1, &moment)));
	SysvSemCtl(sem, 0, LX_IPC_RMID, 0);

	queue = SysvMsgGet(LX_IPC_PRIVATE, LX_IPC_CREAT | 0600);
	Print(1, "send: %pe\n", ErrPtr(SysvMsgSend(queue, &message, 6, 0)));
	Print(1, "receive: %ld, ", SysvMsgReceive(queue, &message, 8, 5, 0));
	Print(1, "%s, left %d\n", message.text, SysvMsgCtl(queue, LX_IPC_STAT, &about) == 0 && about.qnum > 0);
	return SysvMsgCtl(queue, LX_IPC_RMID, LX_NULL) < 0;
}

/*
 * Output:
 * stat: 0, 65536 bytes
 * the child wrote: c
 * detached: 0
 * down: 0 EAGAIN
 * waited: EAGAIN
 * send: 0
 * receive: 6, hello, left 0
 */
