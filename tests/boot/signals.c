/* Signals: handlers, masks, stacks, and the way back from a handler. */
#include "check.h"
#include "topics.h"
#include "../lib/siginfo.h"

static volatile int calls;
static volatile int last_signal;
static Sigset_t mask_in_handler;
static Siginfo info_in_handler;
static volatile unsigned long address_in_handler;
static volatile unsigned long seen; /* a bit per signal */
static char *volatile page;
static unsigned long page_size;

static Sigset_t set_of(int sig)
{
	Sigset_t set = {1UL << (sig - 1)};

	return set;
}

static Sigset_t current_mask(void)
{
	Sigset_t set = {0};

	PthreadSigmask(LX_SIG_BLOCK, LX_NULL, &set);
	return set;
}

static void on_signal(int sig)
{
	calls++;
	last_signal = sig;
	mask_in_handler = current_mask();
}

static void on_info(int sig, Siginfo *info, void *context)
{
	char room[1024];
	volatile char *p = room;

	for (unsigned int i = 0; i < sizeof(room); i++)
		p[i] = (char)i;
	address_in_handler = (unsigned long)room;
	calls += context != LX_NULL;
	last_signal = sig;
	info_in_handler = *info;
}

static void on_realtime(int sig)
{
	calls++;
	seen |= 1UL << (sig - 1);
}

/* Makes the page that could not be written writable: the instruction then succeeds. */
static void on_fault(int sig, Siginfo *info, void *context)
{
	(void)context;
	calls++;
	last_signal = sig;
	info_in_handler = *info;
	if (info->u.fault.addr != page + 8 || Mprotect(page, page_size, LX_PROT_READ | LX_PROT_WRITE) != 0)
		Exit(99);
}

static void masks(void)
{
	Sigaction_t action = handling(on_signal, LX_SA_RESTART);
	Sigaction_t old = handling(LX_NULL, 0);
	Sigset_t usr1 = set_of(LX_SIGUSR1), before, pending;
	Timespec no_time = {0, 0};
	Siginfo info;

	action.mask = set_of(LX_SIGUSR2);
	calls = 0;
	check_equal("Sigaction", Sigaction(LX_SIGUSR1, &action, LX_NULL), 0);
	check_equal("Kill itself", Kill(Getpid(), LX_SIGUSR1), 0);
	check("the handler runs and returns", calls == 1 && last_signal == LX_SIGUSR1);
	check("in it, its signal and those of the mask are blocked, and no other",
	      mask_in_handler.val == (set_of(LX_SIGUSR1).val | set_of(LX_SIGUSR2).val));
	check_equal("after it, none is", (long)current_mask().val, 0);
	check_equal("Sigaction reads back", Sigaction(LX_SIGUSR1, LX_NULL, &old), 0);
	check("handler, mask and flags as they were set",
	      old.u.handler == on_signal && old.mask.val == action.mask.val && (old.flags & LX_SA_RESTART) != 0);

	check_equal("PthreadSigmask blocks", PthreadSigmask(LX_SIG_BLOCK, &usr1, &before), 0);
	Kill(Getpid(), LX_SIGUSR1);
	check_equal("a blocked signal waits", calls, 1);
	check("Sigpending tells of it", Sigpending(&pending) == 0 && pending.val == usr1.val);
	check_equal("Sigtimedwait takes it", Sigtimedwait(&usr1, &info, &no_time), LX_SIGUSR1);
	check("Sigtimedwait tells the sender",
	      info.signo == LX_SIGUSR1 && info.code == LX_SI_USER && info.u.kill.pid == Getpid());
	check_equal("Sigtimedwait without a signal", Sigtimedwait(&usr1, &info, &no_time), -LX_EAGAIN);
	Kill(Getpid(), LX_SIGUSR1);
	check_equal("Sigsuspend", Sigsuspend(&before), -LX_EINTR);
	check_equal("ran the handler", calls, 2);
	check_equal("and blocks it again", (long)current_mask().val, (long)usr1.val);
	PthreadSigmask(LX_SIG_SETMASK, &before, LX_NULL);

	action.flags = LX_SA_RESETHAND | LX_SA_NODEFER;
	Sigaction(LX_SIGUSR2, &action, LX_NULL);
	Tgkill(Getpid(), Gettid(), LX_SIGUSR2);
	check("SA_RESETHAND and SA_NODEFER",
	      last_signal == LX_SIGUSR2 && mask_in_handler.val == action.mask.val &&
		      Sigaction(LX_SIGUSR2, LX_NULL, &old) == 0 && old.u.handler == LX_SIG_DFL);
}

static void infos(void)
{
	static char memory[32768] __attribute__((aligned(16)));
	unsigned long least = Getauxval(LX_AT_MINSIGSTKSZ);
	Sigaction_t action = handling_info(on_info, 0);
	Stack_t alternate = {memory, 0, 0}, old;

	calls = 0;
	Sigaction(LX_SIGUSR1, &action, LX_NULL);
	Tgkill(Getpid(), Gettid(), LX_SIGUSR1);
	check("SA_SIGINFO: the sender, and a context",
	      calls == 1 && info_in_handler.signo == LX_SIGUSR1 && info_in_handler.code == LX_SI_TKILL &&
		      info_in_handler.u.kill.pid == Getpid() && info_in_handler.u.kill.uid == Getuid());
	check("the handler runs on the program's stack", address_in_handler - (unsigned long)memory >= sizeof(memory));

	if (since(5, 14, "AT_MINSIGSTKSZ", least != 0))
		check("AT_MINSIGSTKSZ is known", least >= 1024 && least + 2048 <= sizeof(memory));
	else
		least = 4096; /* more than Linux needed when it did not tell */
	alternate.size = least + 2048;
	check_equal("Sigaltstack", Sigaltstack(&alternate, LX_NULL), 0);
	action.flags |= LX_SA_ONSTACK;
	Sigaction(LX_SIGUSR1, &action, LX_NULL);
	Kill(Getpid(), LX_SIGUSR1);
	check("SA_ONSTACK: the handler has 1 KiB on a stack of AT_MINSIGSTKSZ + 2 KiB",
	      calls == 2 && address_in_handler - (unsigned long)memory < alternate.size);
	check("Sigaltstack reads back",
	      Sigaltstack(LX_NULL, &old) == 0 && old.sp == memory && old.size == alternate.size);
	alternate.flags = LX_SS_DISABLE;
	check_equal("Sigaltstack ends it", Sigaltstack(&alternate, LX_NULL), 0);
}

static void realtime(void)
{
	static Siginfo queued;
	Sigaction_t action = handling(on_realtime, 0);
	unsigned long set = 0;

	calls = 0;
	seen = 0;
	for (int sig = 32; sig <= 64; sig++)
		set += Sigaction(sig, &action, LX_NULL) == 0 && Tgkill(Getpid(), Gettid(), sig) == 0;
	check_equal("real-time signals 32 to 64 can be sent", (long)set, 33);
	check("each ran its handler once", calls == 33 && seen == ~0UL << 31);

	queued.signo = 40;
	queued.code = LX_SI_QUEUE;
	queued.u.rt.pid = Getpid();
	queued.u.rt.value.ptr = &queued;
	action = handling_info(on_info, 0);
	Sigaction(40, &action, LX_NULL);
	check_equal("RtSigqueueinfo", RtSigqueueinfo(Getpid(), 40, &queued), 0);
	check("the value arrives", last_signal == 40 && info_in_handler.code == LX_SI_QUEUE &&
					   info_in_handler.u.rt.value.ptr == &queued);
	check_equal("there is no signal 65", Sigaction(65, &action, LX_NULL), -LX_EINVAL);
}

static void faults(void)
{
	Sigaction_t action = handling_info(on_fault, 0);
	Sigaction_t old;

	page_size = (unsigned long)Getpagesize();
	page = Mmap(LX_NULL, page_size, LX_PROT_READ, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	check("Mmap", !IsErrPtr(page));
	calls = 0;
	Sigaction(LX_SIGSEGV, &action, &old);
	page[8] = 'w';
	Sigaction(LX_SIGSEGV, &old, LX_NULL);
	check("SIGSEGV tells the address, and its handler can mend the fault",
	      calls == 1 && last_signal == LX_SIGSEGV && page[8] == 'w' && info_in_handler.code == LX_SEGV_ACCERR);
	Munmap(page, page_size);
}

static void interrupts(void)
{
	Sigaction_t action = handling(on_signal, 0);
	Itimerval soon = {{0, 0}, {0, 20000}};
	int ends[2];
	char c;

	calls = 0;
	Sigaction(LX_SIGALRM, &action, LX_NULL);
	check_equal("Pipe2", Pipe2(ends, LX_O_CLOEXEC), 0);
	Setitimer(LX_ITIMER_REAL, &soon, LX_NULL);
	check_equal("a handler interrupts Read", Read(ends[0], &c, 1), -LX_EINTR);
	check_equal("after it has run", calls, 1);
	Close(ends[0]);
	Close(ends[1]);
}

static void layouts(void)
{
	static Siginfo info;
	static SignalfdSiginfo told;
	Sigset_t all, before;
	int agreed = 0, differ = 0, fd;

	SigFillSet(&all);
	PthreadSigmask(LX_SIG_SETMASK, &all, &before);
	fd = Signalfd(-1, &all, LX_SFD_NONBLOCK | LX_SFD_CLOEXEC);
	for (unsigned int i = 0; i < 32; i++)
		info.u.size[i] = 0x5a;
	for (int sig = 1; sig <= LX_SIGRTMAX; sig++) {
		int highest = codes_of(sig) ? codes_of(sig) : LX_SI_KERNEL + 2;

		for (int code = -8; code <= highest && sig != LX_SIGKILL && sig != LX_SIGSTOP; code++) {
			info.code = code;
			if (RtTgsigqueueinfo(Getpid(), Gettid(), sig, &info) == 0 &&
			    Read(fd, &told, sizeof(told)) == sizeof(told) && told.signo == (unsigned int)sig &&
			    layout_seen(&told) == layout_told(sig, code))
				agreed++;
			else
				differ++;
		}
	}
	/* LX_TRAP_PERF is newer, and is told otherwise before. */
	if (since(5, 13, "SiginfoLayout of LX_TRAP_PERF", differ == 0))
		check_equal("SiginfoLayout differs nowhere from the kernel's", differ, 0);
	check("nor elsewhere", differ <= 2);
	check("and of thousands of signals and codes it is the same", agreed > 7000);
	Close(fd);
	PthreadSigmask(LX_SIG_SETMASK, &before, LX_NULL);
}

static void on_breakpoint(int sig, Siginfo *info, void *context)
{
	on_info(sig, info, context);
/* x86_64 alone returns to behind the instruction. */
#if !defined(__x86_64__)
	((Ucontext *)context)->mcontext.pc += 4;
#endif
}

static int breakpoint(void)
{
	Sigaction_t action = handling_info(on_breakpoint, 0);
	int layout;

	calls = 0;
	EXPECT(Sigaction(LX_SIGTRAP, &action, LX_NULL) == 0);
/* The instruction is another on each. */
#if defined(__x86_64__)
	__asm__ __volatile__("int3");
#elif defined(__aarch64__)
	__asm__ __volatile__("brk #0");
#else
	__asm__ __volatile__(".option push\n\t.option norvc\n\tebreak\n\t.option pop");
#endif
	layout = SiginfoLayout(info_in_handler.signo, info_in_handler.code);
	EXPECT(calls == 1 && last_signal == LX_SIGTRAP);
/* x86_64's int3 is an exception of which the kernel tells no address. */
#if defined(__x86_64__)
	EXPECT(layout == LX_SIL_KILL && info_in_handler.code == LX_SI_KERNEL && info_in_handler.u.kill.pid == 0);
#else
	EXPECT(layout == LX_SIL_FAULT && info_in_handler.code == LX_TRAP_BRKPT);
	EXPECT(info_in_handler.u.fault.addr != LX_NULL);
#endif
	return 0;
}

static int filtered(void)
{
	SockFilter filter[] = {
		{LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, 0, 0, 0}, /* the number */
		{LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, 0, 1, LX_SYS_getppid},
		{LX_BPF_RET | LX_BPF_K, 0, 0, LX_SECCOMP_RET_TRAP | 77},
		{LX_BPF_RET | LX_BPF_K, 0, 0, LX_SECCOMP_RET_ALLOW},
	};
	SockFprog program = {4, filter};
	Sigaction_t action = handling_info(on_info, 0);

	calls = 0;
	EXPECT(Sigaction(LX_SIGSYS, &action, LX_NULL) == 0);
	EXPECT(Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(Seccomp(LX_SECCOMP_SET_MODE_FILTER, 0, &program) == 0);
	Getppid();
	EXPECT(calls == 1 && SiginfoLayout(info_in_handler.signo, info_in_handler.code) == LX_SIL_SYS);
	EXPECT(info_in_handler.u.sys.nr == LX_SYS_getppid && info_in_handler.err == 77);
	EXPECT(info_in_handler.u.sys.addr != LX_NULL && info_in_handler.u.sys.arch != 0);
	return 0;
}

static int readable(void)
{
	Sigaction_t action = handling_info(on_info, 0);
	int ends[2];

	calls = 0;
	EXPECT(Sigaction(LX_SIGRTMAX, &action, LX_NULL) == 0 && Pipe2(ends, LX_O_NONBLOCK) == 0);
	EXPECT(FcntlInt(ends[0], LX_F_SETOWN, Getpid()) == 0 && FcntlInt(ends[0], LX_F_SETSIG, LX_SIGRTMAX) == 0);
	EXPECT(FcntlInt(ends[0], LX_F_SETFL, LX_O_NONBLOCK | LX_O_ASYNC) == 0);
	EXPECT(Write(ends[1], "x", 1) == 1);
	EXPECT(calls == 1 && SiginfoLayout(info_in_handler.signo, info_in_handler.code) == LX_SIL_POLL);
	EXPECT(info_in_handler.u.poll.fd == ends[0] && (info_in_handler.u.poll.band & LX_POLLIN) != 0);
	return 0;
}

static void simple(void)
{
	Sighandler_t old = on_signal;

	calls = 0;
	check("Signal installs a handler", Signal(LX_SIGUSR1, on_signal, LX_NULL) == 0 && Kill(Getpid(), LX_SIGUSR1) == 0 &&
						   Kill(Getpid(), LX_SIGUSR1) == 0 && calls == 2);
	check("and takes it away", Signal(LX_SIGUSR1, LX_SIG_IGN, &old) == 0 && old == on_signal &&
					   Kill(Getpid(), LX_SIGUSR1) == 0 && calls == 2);
	check_equal("but not of SIGKILL", Signal(LX_SIGKILL, LX_SIG_IGN, LX_NULL), -LX_EINVAL);
	Signal(LX_SIGUSR1, LX_SIG_DFL, LX_NULL);
}

void signals(void)
{
	simple();
	layouts();
	check_child("a breakpoint has its layout", breakpoint);
	check_child("a system call that a filter refuses has its layout", filtered);
	check_child("a descriptor that can be read has its layout", readable);
	masks();
	infos();
	realtime();
	faults();
	interrupts();
}
