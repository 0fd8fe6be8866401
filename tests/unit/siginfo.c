/* SiginfoLayout: a table, the kernel's own answers, and signals of every kind. */
#include "unit.h"
#include "../lib/siginfo.h"

#include <barecall/op/perf.h>

#include <mqueue.h>
#include <signal.h>
#include <sys/mman.h>

static volatile int calls, jump;
static Siginfo last;
static sigjmp_buf back;

static void on_signal(int sig, Siginfo *info, void *context)
{
	(void)sig;
	(void)context;
	calls++;
	last = *info;
	if (jump)
		siglongjmp(back, 1);
}

/* Installs the handler; with leave it does not return to what was interrupted. */
static void install(int sig, int leave)
{
	Sigaction_t act;

	memset(&act, 0, sizeof(act));
	act.u.action = on_signal;
	act.flags = LX_SA_SIGINFO | LX_SA_NODEFER;
	assert_int_equal(Sigaction(sig, &act, LX_NULL), 0);
	memset(&last, 0x55, sizeof(last));
	calls = 0;
	jump = leave;
}

static void reset(int sig)
{
	assert_int_equal(Signal(sig, LX_SIG_DFL, LX_NULL), 0);
}

static void one_call(int sig, int layout)
{
	assert_int_equal(calls, 1);
	assert_int_equal(last.signo, sig);
	assert_int_equal(SiginfoLayout(last.signo, last.code), layout);
}

static void test_table(void **state)
{
	static const struct {
		int sig, code, layout;
	} rows[] = {
		{ LX_SIGUSR1, LX_SI_USER, LX_SIL_KILL },
		{ LX_SIGSEGV, LX_SI_USER, LX_SIL_KILL },
		{ LX_SIGCHLD, LX_SI_USER, LX_SIL_KILL },
		{ LX_SIGSEGV, LX_SI_KERNEL, LX_SIL_KILL },
		{ LX_SIGTRAP, LX_SI_KERNEL, LX_SIL_KILL },
		{ LX_SIGTRAP, LX_SIGTRAP | 0x80, LX_SIL_KILL }, /* a system call, to a tracer */
		{ LX_SIGTRAP, LX_SIGTRAP | LX_PTRACE_EVENT_FORK << 8, LX_SIL_KILL },
		{ LX_SIGTRAP, LX_SIGTRAP | LX_PTRACE_EVENT_STOP << 8, LX_SIL_KILL },
		{ LX_SIGUSR1, LX_SI_QUEUE, LX_SIL_RT },
		{ LX_SIGSEGV, LX_SI_QUEUE, LX_SIL_RT },
		{ LX_SIGUSR1, LX_SI_TIMER, LX_SIL_TIMER },
		{ LX_SIGCHLD, LX_SI_TIMER, LX_SIL_TIMER },
		{ LX_SIGUSR1, LX_SI_MESGQ, LX_SIL_RT },
		{ LX_SIGUSR1, LX_SI_ASYNCIO, LX_SIL_RT },
		{ LX_SIGTRAP, LX_SI_SIGIO, LX_SIL_POLL },
		{ LX_SIGUSR1, LX_SI_TKILL, LX_SIL_RT },
		{ LX_SIGUSR1, LX_SI_DETHREAD, LX_SIL_RT },
		{ LX_SIGUSR1, LX_SI_ASYNCNL, LX_SIL_RT },
		{ LX_SIGUSR1, (int)0x80000000, LX_SIL_RT },
		{ LX_SIGUSR1, 0x7fffffff, LX_SIL_KILL },
		{ LX_SIGILL, LX_ILL_ILLOPC, LX_SIL_FAULT },
		{ LX_SIGFPE, LX_FPE_CONDTRAP, LX_SIL_FAULT },
		{ LX_SIGSEGV, LX_SEGV_MAPERR, LX_SIL_FAULT },
		{ LX_SIGSEGV, LX_SEGV_ACCERR, LX_SIL_FAULT },
		{ LX_SIGSEGV, LX_SEGV_BNDERR, LX_SIL_FAULT_BNDERR },
		{ LX_SIGSEGV, LX_SEGV_PKUERR, LX_SIL_FAULT_PKUERR },
		{ LX_SIGSEGV, LX_SEGV_MTESERR, LX_SIL_FAULT },
		{ LX_SIGBUS, LX_BUS_OBJERR, LX_SIL_FAULT },
		{ LX_SIGBUS, LX_BUS_MCEERR_AR, LX_SIL_FAULT_MCEERR },
		{ LX_SIGBUS, LX_BUS_MCEERR_AO, LX_SIL_FAULT_MCEERR },
		{ LX_SIGTRAP, LX_TRAP_BRKPT, LX_SIL_FAULT },
		{ LX_SIGTRAP, LX_TRAP_UNK, LX_SIL_FAULT },
		{ LX_SIGTRAP, LX_TRAP_PERF, LX_SIL_FAULT_PERF_EVENT },
		{ LX_SIGCHLD, LX_CLD_EXITED, LX_SIL_CHLD },
		{ LX_SIGCHLD, LX_CLD_CONTINUED, LX_SIL_CHLD },
		{ LX_SIGSYS, LX_SYS_SECCOMP, LX_SIL_SYS },
		{ LX_SIGSYS, LX_SYS_USER_DISPATCH, LX_SIL_SYS },
		{ LX_SIGIO, LX_POLL_IN, LX_SIL_POLL },
		{ LX_SIGIO, LX_POLL_HUP, LX_SIL_POLL },
		{ LX_SIGIO, 7, LX_SIL_KILL },
		{ LX_SIGRTMAX, LX_POLL_IN, LX_SIL_POLL },
		{ 0, 0, LX_SIL_KILL }, /* what Waitid leaves when no child has changed */
		{ -1, 1, LX_SIL_POLL }, /* no signal, but an answer */
		{ LX_SIGSEGV, 11, LX_SIL_FAULT }, /* of a later Linux */
		{ LX_SIGBUS, 6, LX_SIL_FAULT },
		{ LX_SIGSYS, 3, LX_SIL_SYS },
		{ LX_SIGCHLD, 0x7f, LX_SIL_CHLD },
	};

	(void)state;
	for (unsigned int i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (SiginfoLayout(rows[i].sig, rows[i].code) != rows[i].layout)
			fail_msg("row %u", i);
}

static void test_agrees_with_the_kernel(void **state)
{
	Sigset_t all, old;
	SignalfdSiginfo seen;
	Siginfo info;
	int fd, pairs = 0;

	(void)state;
	SKIP_UNDER_QEMU("it has a way of its own to copy these");
	SigFillSet(&all);
	assert_int_equal(PthreadSigmask(LX_SIG_SETMASK, &all, &old), 0);
	fd = Signalfd(-1, &all, LX_SFD_NONBLOCK | LX_SFD_CLOEXEC);
	assert_true(fd >= 0);
	for (int sig = 1; sig <= LX_SIGRTMAX; sig++) {
		if (sig == LX_SIGKILL || sig == LX_SIGSTOP)
			continue;
		for (int code = -70; code <= 0x90; code++) {
			if (codes_of(sig) && code > codes_of(sig) && code < LX_SI_KERNEL)
				continue;
			memset(&info, 0, sizeof(info));
			info.code = code;
			memset(info.u.size, 0x5a, 32); /* the kernel wants the rest to be zero */
			assert_int_equal(RtTgsigqueueinfo(Getpid(), Gettid(), sig, &info), 0);
			memset(&seen, 0, sizeof(seen));
			assert_int_equal(Read(fd, &seen, sizeof(seen)), sizeof(seen));
			assert_int_equal(seen.signo, sig);
			assert_int_equal(seen.code, code);
			if (layout_seen(&seen) != layout_told(sig, code))
				fail_msg("signal %d, code %d: %d", sig, code, layout_seen(&seen));
			pairs++;
		}
	}
	close(fd);
	assert_true(pairs > 12000);
	assert_int_equal(PthreadSigmask(LX_SIG_SETMASK, &old, LX_NULL), 0);
}

static void test_sent(void **state)
{
	Siginfo info;

	(void)state;
	install(LX_SIGUSR1, 0);
	assert_int_equal(Kill(Getpid(), LX_SIGUSR1), 0);
	one_call(LX_SIGUSR1, LX_SIL_KILL);
	assert_int_equal(last.u.kill.pid, getpid());
	assert_int_equal(last.u.kill.uid, getuid());
	install(LX_SIGUSR1, 0);
	assert_int_equal(Tgkill(Getpid(), Gettid(), LX_SIGUSR1), 0);
	one_call(LX_SIGUSR1, LX_SIL_RT);
	assert_int_equal(last.u.rt.pid, getpid());
	install(LX_SIGUSR1, 0);
	memset(&info, 0, sizeof(info));
	info.code = LX_SI_QUEUE;
	info.u.rt.pid = 12;
	info.u.rt.value.integer = 34;
	assert_int_equal(RtSigqueueinfo(Getpid(), LX_SIGUSR1, &info), 0);
	one_call(LX_SIGUSR1, LX_SIL_RT);
	assert_int_equal(last.u.rt.pid, 12);
	assert_int_equal(last.u.rt.value.integer, 34);
	reset(LX_SIGUSR1);
}

static void test_timer(void **state)
{
	ItimerSpec soon = { { 0, 0 }, { 0, 1000000 } };
	Sigset_t usr1, old;
	Sigevent event;
	int timer;

	(void)state;
	memset(&event, 0, sizeof(event));
	event.signo = LX_SIGUSR1;
	event.notify = LX_SIGEV_SIGNAL;
	event.value.integer = 56;
	SigEmptySet(&usr1);
	SigAddSet(&usr1, LX_SIGUSR1);
	assert_int_equal(PthreadSigmask(LX_SIG_BLOCK, &usr1, &old), 0);
	install(LX_SIGUSR1, 0);
	assert_int_equal(TimerCreate(LX_CLOCK_MONOTONIC, &event, &timer), 0);
	assert_int_equal(TimerSettime(timer, 0, &soon, LX_NULL), 0);
	assert_int_equal(Sigsuspend(&old), -LX_EINTR);
	one_call(LX_SIGUSR1, LX_SIL_TIMER);
	assert_int_equal(last.u.timer.value.integer, 56);
	if (!unit_under_qemu()) {
		assert_int_equal(last.u.timer.tid, timer);
		assert_int_equal(last.u.timer.overrun, 0);
	}
	assert_int_equal(TimerDelete(timer), 0);
	assert_int_equal(PthreadSigmask(LX_SIG_SETMASK, &old, LX_NULL), 0);
	reset(LX_SIGUSR1);
}

static void test_message_queue(void **state)
{
	struct mq_attr attr = { .mq_maxmsg = 1, .mq_msgsize = 1 };
	struct sigevent event;
	char name[64];
	mqd_t queue;

	(void)state;
	SKIP_UNDER_QEMU("it does not tell of the code");
	snprintf(name, sizeof(name), "/barecall-siginfo-%d", getpid());
	queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
	if (queue == (mqd_t)-1)
		SKIP("no message queues here");
	mq_unlink(name);
	memset(&event, 0, sizeof(event));
	event.sigev_notify = SIGEV_SIGNAL;
	event.sigev_signo = SIGUSR1;
	event.sigev_value.sival_int = 78;
	install(LX_SIGUSR1, 0);
	assert_int_equal(mq_notify(queue, &event), 0);
	assert_int_equal(mq_send(queue, "x", 1, 0), 0);
	one_call(LX_SIGUSR1, LX_SIL_RT);
	assert_int_equal(last.code, LX_SI_MESGQ);
	assert_int_equal(last.u.rt.pid, getpid());
	assert_int_equal(last.u.rt.value.integer, 78);
	mq_close(queue);
	reset(LX_SIGUSR1);
}

static void test_child(void **state)
{
	Sigset_t chld, old;
	int pid;

	(void)state;
	SigEmptySet(&chld);
	SigAddSet(&chld, LX_SIGCHLD);
	assert_int_equal(PthreadSigmask(LX_SIG_BLOCK, &chld, &old), 0);
	install(LX_SIGCHLD, 0);
	pid = fork();
	if (pid == 0)
		_exit(7);
	SigDelSet(&old, LX_SIGCHLD);
	assert_int_equal(Sigsuspend(&old), -LX_EINTR);
	one_call(LX_SIGCHLD, LX_SIL_CHLD);
	assert_int_equal(last.code, LX_CLD_EXITED);
	assert_int_equal(last.u.chld.pid, pid);
	assert_int_equal(last.u.chld.uid, getuid());
	assert_int_equal(last.u.chld.status, 7);
	assert_true(last.u.chld.utime >= 0 && last.u.chld.utime < 1000);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_int_equal(PthreadSigmask(LX_SIG_SETMASK, &old, LX_NULL), 0);
	reset(LX_SIGCHLD);
}

static void test_memory_faults(void **state)
{
	long size = sysconf(_SC_PAGESIZE);
	volatile char *page = mmap(NULL, (size_t)size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	volatile char *beyond;
	FILE *file = tmpfile();

	(void)state;
	assert_true(page != MAP_FAILED && file);
	install(LX_SIGSEGV, 1);
	if (sigsetjmp(back, 1) == 0)
		page[5] = 1;
	one_call(LX_SIGSEGV, LX_SIL_FAULT);
	assert_int_equal(last.code, LX_SEGV_ACCERR);
	assert_ptr_equal(last.u.fault.addr, page + 5);
	assert_int_equal(munmap((void *)(unsigned long)page, (size_t)size), 0);
	install(LX_SIGSEGV, 1);
	if (sigsetjmp(back, 1) == 0)
		page[6] = 1;
	one_call(LX_SIGSEGV, LX_SIL_FAULT);
	assert_int_equal(last.code, LX_SEGV_MAPERR);
	assert_ptr_equal(last.u.fault.addr, page + 6);
	reset(LX_SIGSEGV);

	beyond = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
	assert_true(beyond != MAP_FAILED);
	install(LX_SIGBUS, 1);
	if (sigsetjmp(back, 1) == 0)
		beyond[7] = 1; /* the file is empty */
	one_call(LX_SIGBUS, LX_SIL_FAULT);
	assert_int_equal(last.code, LX_BUS_ADRERR);
	assert_ptr_equal(last.u.fault.addr, beyond + 7);
	reset(LX_SIGBUS);
	munmap((void *)(unsigned long)beyond, (size_t)size);
	fclose(file);
}

static void test_protection_key(void **state)
{
	volatile char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int key = PkeyAlloc(0, LX_PKEY_DISABLE_WRITE);

	(void)state;
	assert_true(page != MAP_FAILED);
	if (key < 0)
		SKIP("the processor has no protection keys");
	page[0] = 1;
	assert_int_equal(PkeyMprotect((void *)(unsigned long)page, 4096, LX_PROT_READ | LX_PROT_WRITE, key), 0);
	install(LX_SIGSEGV, 1);
	if (sigsetjmp(back, 1) == 0)
		page[9] = 1;
	one_call(LX_SIGSEGV, LX_SIL_FAULT_PKUERR);
	assert_ptr_equal(last.u.pkey.addr, page + 9);
	assert_int_equal(last.u.pkey.pkey, key);
	reset(LX_SIGSEGV);
	PkeyFree(key);
	munmap((void *)(unsigned long)page, 4096);
}

static void test_instruction_faults(void **state)
{
	(void)state;
	install(LX_SIGILL, 1);
	if (sigsetjmp(back, 1) == 0) {
#if defined(__x86_64__)
		__asm__ __volatile__("ud2");
#elif defined(__aarch64__)
		__asm__ __volatile__(".inst 0");
#else
		__asm__ __volatile__(".option push\n.option norvc\n.word 0xffffffff\n.option pop");
#endif
	}
	one_call(LX_SIGILL, LX_SIL_FAULT);
	assert_non_null(last.u.fault.addr);
	reset(LX_SIGILL);

	install(LX_SIGTRAP, 1);
	if (sigsetjmp(back, 1) == 0) {
#if defined(__x86_64__)
		__asm__ __volatile__("int3"); /* the kernel tells no address */
#elif defined(__aarch64__)
		__asm__ __volatile__("brk #0");
#else
		__asm__ __volatile__("ebreak");
#endif
	}
#if defined(__x86_64__)
	one_call(LX_SIGTRAP, LX_SIL_KILL);
	assert_int_equal(last.code, LX_SI_KERNEL);
	assert_int_equal(last.u.kill.pid, 0);
	install(LX_SIGTRAP, 1);
	if (sigsetjmp(back, 1) == 0) /* a single step */
		__asm__ __volatile__("pushf\n\torl $0x100, (%%rsp)\n\tpopf\n\tnop" : : : "memory", "cc");
	one_call(LX_SIGTRAP, LX_SIL_FAULT);
	assert_int_equal(last.code, LX_TRAP_TRACE);
	assert_non_null(last.u.fault.addr);
	install(LX_SIGFPE, 1);
	if (sigsetjmp(back, 1) == 0)
		__asm__ __volatile__("xorl %%ecx, %%ecx\n\tidivl %%ecx" : : "a"(1), "d"(0) : "ecx", "cc");
	one_call(LX_SIGFPE, LX_SIL_FAULT);
	assert_int_equal(last.code, LX_FPE_INTDIV);
	reset(LX_SIGFPE);
#else
	one_call(LX_SIGTRAP, LX_SIL_FAULT);
	assert_int_equal(last.code, LX_TRAP_BRKPT);
#endif
	reset(LX_SIGTRAP);
}

static volatile int watched;

static void test_perf_event(void **state)
{
	PerfEventAttr attr;
	unsigned long long count;
	int fd;

	(void)state;
	memset(&attr, 0, sizeof(attr));
	attr.type = LX_PERF_TYPE_BREAKPOINT;
	attr.size = sizeof(attr);
	attr.sample.period = 1;
	attr.bp_type = LX_HW_BREAKPOINT_W;
	attr.ext1.bp_addr = (unsigned long)&watched;
	attr.ext2.bp_len = sizeof(watched);
	attr.bits = LX_PERF_BIT_EXCLUDE_KERNEL;
	fd = PerfEventOpen(&attr, 0, -1, -1, LX_PERF_FLAG_FD_CLOEXEC);
	if (fd < 0)
		SKIP("no breakpoints here");
	watched = 1;
	assert_int_equal(read(fd, &count, sizeof(count)), sizeof(count));
	close(fd);
	/* Some virtual machines let the kernel set them and have none. */
	if (count == 0)
		SKIP("the machine's breakpoints notice nothing");
	attr.bits |= LX_PERF_BIT_DISABLED | LX_PERF_BIT_REMOVE_ON_EXEC | LX_PERF_BIT_SIGTRAP;
	attr.sig_data = 0x1122334455667788;
	fd = PerfEventOpen(&attr, 0, -1, -1, LX_PERF_FLAG_FD_CLOEXEC);
	if (fd < 0)
		SKIP("no breakpoints that raise SIGTRAP here");
	install(LX_SIGTRAP, 0);
	/* Once: aarch64 does not step over a store that a signal came before, and would make it for ever. */
	assert_int_equal(PerfEventIocRefresh(fd, 1), 0);
	watched = 1;
	close(fd);
	one_call(LX_SIGTRAP, LX_SIL_FAULT_PERF_EVENT);
	assert_ptr_equal(last.u.perf.addr, &watched);
	assert_int_equal(last.u.perf.data, 0x1122334455667788);
	assert_int_equal(last.u.perf.type, LX_PERF_TYPE_BREAKPOINT);
	reset(LX_SIGTRAP);
}

/* A system call that a filter turns into SIGSYS. */
static int forbidden(void)
{
	SockFilter filter[] = {
		{ LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, 0, 0, 0 }, /* the number */
		{ LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, 0, 1, LX_SYS_getppid },
		{ LX_BPF_RET | LX_BPF_K, 0, 0, LX_SECCOMP_RET_TRAP | 99 },
		{ LX_BPF_RET | LX_BPF_K, 0, 0, LX_SECCOMP_RET_ALLOW },
	};
	SockFprog program = { 4, filter };

	install(LX_SIGSYS, 0);
	EXPECT(Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(Seccomp(LX_SECCOMP_SET_MODE_FILTER, 0, &program) == 0);
	Getppid();
	EXPECT(calls == 1 && last.signo == LX_SIGSYS && last.code == LX_SYS_SECCOMP && last.err == 99);
	EXPECT(SiginfoLayout(last.signo, last.code) == LX_SIL_SYS);
	EXPECT(last.u.sys.nr == LX_SYS_getppid && last.u.sys.addr != NULL && last.u.sys.arch != 0);
	return 0;
}

static void test_system_call(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(forbidden), 0);
}

static void test_descriptor(void **state)
{
	int fds[2];

	(void)state;
	SKIP_UNDER_QEMU("it does not tell of the descriptor");
	assert_int_equal(Pipe2(fds, LX_O_CLOEXEC | LX_O_NONBLOCK), 0);
	assert_int_equal(FcntlInt(fds[0], LX_F_SETOWN, getpid()), 0);
	assert_int_equal(FcntlInt(fds[0], LX_F_SETFL, LX_O_NONBLOCK | LX_O_ASYNC), 0);
	install(LX_SIGIO, 0);
	assert_int_equal(Write(fds[1], "x", 1), 1);
	one_call(LX_SIGIO, LX_SIL_KILL); /* nothing is told of the cause */
	assert_int_equal(last.code, LX_SI_KERNEL);
	assert_int_equal(last.u.kill.pid, 0);
	assert_int_equal(FcntlInt(fds[0], LX_F_SETSIG, LX_SIGIO), 0);
	install(LX_SIGIO, 0);
	assert_int_equal(Write(fds[1], "x", 1), 1);
	one_call(LX_SIGIO, LX_SIL_POLL);
	assert_int_equal(last.code, LX_POLL_IN);
	assert_int_equal(last.u.poll.fd, fds[0]);
	assert_int_equal(last.u.poll.band & LX_POLLIN, LX_POLLIN);
	reset(LX_SIGIO);
	/* A signal whose codes are taken: the kernel says LX_SI_SIGIO instead. */
	assert_int_equal(FcntlInt(fds[0], LX_F_SETSIG, LX_SIGTRAP), 0);
	install(LX_SIGTRAP, 0);
	assert_int_equal(Write(fds[1], "x", 1), 1);
	one_call(LX_SIGTRAP, LX_SIL_POLL);
	assert_int_equal(last.code, LX_SI_SIGIO);
	assert_int_equal(last.u.poll.fd, fds[0]);
	close(fds[0]);
	close(fds[1]);
	reset(LX_SIGTRAP);
}

/* A child that is traced and about to make system calls. */
static int traced(void)
{
	int status, pid = fork();

	if (pid == 0) {
		unit_deadline(10);
		PtraceTraceme();
		raise(SIGSTOP);
		for (;;)
			getppid();
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSTOPPED(status));
	return pid;
}

static void test_tracer(void **state)
{
	int pid, status;
	Siginfo info;

	(void)state;
	SKIP_UNDER_QEMU("no ptrace");
	pid = traced();
	assert_int_equal(PtraceGetSiginfo(pid, &info), 0);
	assert_int_equal(SiginfoLayout(info.signo, info.code), LX_SIL_RT); /* of raise, which is tgkill */
	assert_int_equal(info.u.rt.pid, pid);
	/* Which of two things this code is, SiginfoLayout cannot tell. */
	assert_int_equal(PtraceSyscall(pid, 0), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(PtraceGetSiginfo(pid, &info), 0);
	assert_int_equal(info.code, LX_SIGTRAP);
	assert_int_equal(info.u.kill.pid, pid);
	assert_int_equal(PtraceSetOptions(pid, LX_PTRACE_O_TRACESYSGOOD), 0);
	assert_int_equal(PtraceSyscall(pid, 0), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(PtraceGetSiginfo(pid, &info), 0);
	assert_int_equal(info.code, LX_SIGTRAP | 0x80);
	assert_int_equal(SiginfoLayout(info.signo, info.code), LX_SIL_KILL);
	assert_int_equal(info.u.kill.pid, pid);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

UNIT_TESTS(unit_test(test_table), unit_test(test_agrees_with_the_kernel), unit_test(test_sent), unit_test(test_timer),
	   unit_test(test_message_queue), unit_test(test_child), unit_test(test_memory_faults),
	   unit_test(test_protection_key), unit_test(test_instruction_faults), unit_test(test_perf_event),
	   unit_test(test_system_call), unit_test(test_descriptor), unit_test(test_tracer));
