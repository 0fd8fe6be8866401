/*
 * What strace traces where no libc is: programs true does nothing; programs forks makes processes that make processes,
 * sends signals, and executes programs; programs threads makes threads, of which one executes a program. Each process
 * makes the same calls in the same order each time.
 */
#include <barecall.h>

static void handler(int sig)
{
	Getppid();
	(void)sig;
}

static void be_killed(int sig)
{
	Kill(Getpid(), sig);
	Exit(9);
}

static void get_signal(void)
{
	Sigaction_t action = { 0 };
	Sigset_t set = { 0 };

	SigAddSet(&set, LX_SIGHUP);
	PthreadSigmask(LX_SIG_BLOCK, &set, LX_NULL);
	action.u.handler = handler;
	action.flags = LX_SA_RESTART;
	SigAddSet(&action.mask, LX_SIGUSR2);
	Sigaction(LX_SIGUSR1, &action, LX_NULL);
	Kill(Getpid(), LX_SIGUSR1);
	Exit(4);
}

/* Functions of their own, as Vfork's comment asks. */
static LX_NORETURN __attribute__((__noinline__)) void execute(char **argv, char **envp)
{
	Exec("/nonexistent", argv, envp);
	Exec(argv[0], argv, envp);
	Exit(8);
}

static __attribute__((__noinline__)) int start(char **argv, char **envp)
{
	int pid = Vfork();

	if (pid == 0)
		execute(argv, envp);
	return pid;
}

static int forks(const char *self, char **envp)
{
	char *argv[] = { (char *)(unsigned long)self, (char *)(unsigned long)"true", LX_NULL };
	int fds[2], pids[3], status, i, pid;
	char buffer[8];

	Pipe2(fds, LX_O_CLOEXEC);
	for (i = 0; i < 3; i++) {
		pids[i] = Fork();
		if (pids[i] == 0) {
			Read(fds[0], buffer, 1);
			pid = Fork();
			if (pid == 0) {
				Getppid();
				Exit(10 + i);
			}
			Wait4(pid, &status, 0, LX_NULL);
			Exit(i);
		}
	}
	Write(fds[1], "xxx", 3);
	for (i = 0; i < 3; i++)
		Wait4(pids[i], &status, 0, LX_NULL);
	Wait4(-1, LX_NULL, LX_WNOHANG, LX_NULL);

	pid = Fork();
	if (pid == 0)
		get_signal();
	Wait4(pid, &status, 0, LX_NULL);
	pid = Fork();
	if (pid == 0)
		be_killed(LX_SIGTERM);
	Wait4(pid, &status, 0, LX_NULL);
	pid = Fork();
	if (pid == 0)
		be_killed(LX_SIGSTOP);
	Wait4(pid, &status, LX_WUNTRACED, LX_NULL);
	Kill(pid, LX_SIGCONT);
	Wait4(pid, &status, 0, LX_NULL);
	pid = start(argv, envp);
	Wait4(pid, &status, 0, LX_NULL);
	Open("/nonexistent", LX_O_RDWR | LX_O_CREAT | LX_O_EXCL | LX_O_DIRECTORY, 0600);
	Munmap(Mmap(LX_NULL, 4096, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0), 4096);
	Close(77);
	return 3;
}

#define THREAD                                                                                                    \
	(LX_CLONE_VM | LX_CLONE_FS | LX_CLONE_FILES | LX_CLONE_SIGHAND | LX_CLONE_THREAD | LX_CLONE_SYSVSEM |     \
	 LX_CLONE_SETTLS | LX_CLONE_PARENT_SETTID | LX_CLONE_CHILD_CLEARTID)
#define TLS 0xabcUL /* is never used */

static char stacks[2][16384] __attribute__((__aligned__(16)));
static int tids[2];
static int first[2], second[2];
static int never[2] = { -1, -1 }; /* not all is zero: Linux 5.10 would not execute the program, as registers.c says */
static char **program_argv, **program_envp;

static int first_thread(void *byte)
{
	Read(first[0], byte, 1);
	Close(88);
	Write(second[1], byte, 1);
	return 5;
}

static int second_thread(void *byte)
{
	static const Timespec moment = { 1, 0 }; /* after which the first thread has ended, and main waits */

	Read(second[0], byte, 1);
	Nanosleep(&moment, LX_NULL);
	Exec(program_argv[0], program_argv, program_envp);
	return 6;
}

static int threads(const char *self, char **envp)
{
	static char byte;
	char *argv[] = { (char *)(unsigned long)self, (char *)(unsigned long)"true", LX_NULL };

	program_argv = argv;
	program_envp = envp;
	Pipe2(first, 0);
	Pipe2(second, 0);
	Pipe2(never, 0);
	CloneCall(THREAD, stacks[0] + sizeof(stacks[0]), first_thread, &byte, &tids[0], &tids[0], TLS);
	CloneCall(THREAD, stacks[1] + sizeof(stacks[1]), second_thread, &byte, &tids[1], &tids[1], TLS);
	Write(first[1], "x", 1);
	Read(never[0], &byte, 1);
	return 7;
}

int main(int argc, char **argv, char **envp)
{
	if (argc > 1 && argv[1][0] == 'f')
		return forks(argv[0], envp);
	if (argc > 1 && argv[1][1] == 'h')
		return threads(argv[0], envp);
	return 0;
}
