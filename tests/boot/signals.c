/* Signals: handlers, masks, stacks, and the way back from a handler. */
#include "check.h"
#include "topics.h"

static volatile int calls;
static volatile int last_signal;
static Sigset_t mask_in_handler;
static Siginfo info_in_handler;
static char *volatile address_in_handler;
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
	address_in_handler = room;
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
	check("the handler runs on the program's stack",
	      address_in_handler < memory || address_in_handler >= memory + sizeof(memory));

	check("AT_MINSIGSTKSZ is known", least >= 1024 && least + 2048 <= sizeof(memory));
	alternate.size = least + 2048;
	check_equal("Sigaltstack", Sigaltstack(&alternate, LX_NULL), 0);
	action.flags |= LX_SA_ONSTACK;
	Sigaction(LX_SIGUSR1, &action, LX_NULL);
	Kill(Getpid(), LX_SIGUSR1);
	check("SA_ONSTACK: the handler has 1 KiB on a stack of AT_MINSIGSTKSZ + 2 KiB",
	      calls == 2 && address_in_handler >= memory && address_in_handler < memory + alternate.size);
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

void signals(void)
{
	masks();
	infos();
	realtime();
	faults();
	interrupts();
}
