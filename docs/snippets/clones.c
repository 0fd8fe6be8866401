/* clones: processes made by fork's relations: a copy, one that borrows memory, one with a descriptor of it. */
#include <barecall.h>
#include <barecall/text.h>

static int shared;
static _Alignas(16) char stack[16384];

static int work(void *arg)
{
	*(int *)arg = 6; /* in the caller's memory, with LX_CLONE_VM */
	return 3; /* its exit status */
}

static void wait_for(const char *name, long pid)
{
	WaitStatus ws = 0;

	Wait4((int)pid, &ws, LX___WALL, LX_NULL);
	Print(1, "%s: %d, %d\n", name, WaitStatusExitStatus(ws), shared);
}

int main(void)
{
	CloneArgs args = { .flags = LX_CLONE_PIDFD, .exit_signal = LX_SIGCHLD };
	int pidfd = -1, pid = (int)CloneCall(LX_CLONE_VM | LX_SIGCHLD, stack + sizeof(stack), work, &shared, LX_NULL, LX_NULL, 0);

	if (pid < 0) {
		Print(1, "no memory is lent here: %pe\n", ErrPtr(pid)); /* by qemu-user to threads alone */
		return 77;
	}
	wait_for("with memory", pid);
	pid = Clone(LX_SIGCHLD, LX_NULL, LX_NULL, LX_NULL, 0); /* as Fork */
	if (pid == 0) {
		shared = 1; /* of the copy */
		Exit(4);
	}
	wait_for("clone", pid);

	args.pidfd = (unsigned long)&pidfd;
	pid = Clone3(&args, sizeof(args)); /* since Linux 5.3 */
	if (pid == -LX_ENOSYS)
		pid = Fork();
	if (pid == 0)
		Exit(5);
	wait_for("clone3", pid);
	pid = Vfork(); /* the child has this very stack: nothing but exec and Exit may come */
	if (pid == 0)
		Exit(7);
	wait_for("vfork", pid);
	return 0;
}

/*
 * Output:
 * with memory: 3, 6
 * clone: 4, 6
 * clone3: 5, 6
 * vfork: 7, 6
 */
