/* Tracing: registers, memory and system calls of a tracee on this architecture. */
#include "check.h"
#include "topics.h"
#include <barecall/ptrace.h>

#define ADDRESS(p) ((unsigned long)(p))
#define STOPPED(sig) ((sig) << 8 | 0x7f)
#define SYSCALL_STOP STOPPED(LX_SIGTRAP | 0x80)
#define VALUE 0x1122000000000100UL

void trace_pattern(int vectors); /* puts VALUE + n in register n, 5 in vectors where there are, and stops at a breakpoint */
void trace_target(void); /* returns; 1024 bytes of nothing follow */

/* Registers and breakpoints are the architecture's. */
#if defined(__x86_64__)
#define RETURN "ret"
static const unsigned char breakpoint[4] = {0xcc, 0xcc, 0xcc, 0xcc};
#define BREAKPOINT_BEFORE_PC 1
__asm__(".text\n.globl trace_pattern\n"
	"trace_pattern:\n"
	"movabs $0x1122000000000100, %rax\n"
	"lea 1(%rax), %rbx\nlea 2(%rax), %rcx\nlea 3(%rax), %rdx\nlea 4(%rax), %rsi\nlea 5(%rax), %rdi\n"
	"lea 6(%rax), %rbp\nlea 8(%rax), %r8\nlea 9(%rax), %r9\nlea 10(%rax), %r10\nlea 11(%rax), %r11\n"
	"lea 12(%rax), %r12\nlea 13(%rax), %r13\nlea 14(%rax), %r14\nlea 15(%rax), %r15\n"
	"movq %r15, %xmm15\n"
	"int3\n");

static int has_pattern(const PtraceRegs *regs)
{
	const unsigned long got[15] = {regs->rax, regs->rbx, regs->rcx, regs->rdx, regs->rsi, regs->rdi, regs->rbp,
				       regs->r8,  regs->r9,  regs->r10, regs->r11, regs->r12, regs->r13, regs->r14,
				       regs->r15};

	for (unsigned long i = 0; i < 15; i++)
		if (got[i] != VALUE + i + (i > 6))
			return 0;
	return 1;
}

static unsigned long last_fp(const PtraceFPRegs *regs)
{
	return (unsigned long)regs->xmm_space[61] << 32 | regs->xmm_space[60];
}
#elif defined(__aarch64__)
#define RETURN "ret"
static const unsigned char breakpoint[4] = {0x00, 0x00, 0x20, 0xd4};
#define BREAKPOINT_BEFORE_PC 0
__asm__(".text\n.globl trace_pattern\n"
	"trace_pattern:\n"
	".irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, "
	"28, 29, 30\n"
	"movz x\\n, #0x100 + \\n\n"
	"movk x\\n, #0x1122, lsl #48\n"
	".endr\n"
	"fmov d31, x15\n"
	"brk #0\n");

static int has_pattern(const PtraceRegs *regs)
{
	for (unsigned long i = 0; i < 31; i++)
		if (regs->regs[i] != VALUE + i)
			return 0;
	return 1;
}

static unsigned long last_fp(const PtraceFPRegs *regs)
{
	return regs->vregs[31][0];
}
#else
#define RETURN "ret"
static const unsigned char breakpoint[4] = {0x73, 0x00, 0x10, 0x00};
#define BREAKPOINT_BEFORE_PC 0
__asm__(".text\n.globl trace_pattern\n"
	"trace_pattern:\n"
	"li x15, 0x1122000000000100\n"
	"beqz a0, 1f\n"
	".word 0x0c0072d7\n" /* vsetvli t0, zero, e8, m1, ta, ma */
	".word 0x5e02b457\n" /* vmv.v.i v8, 5 */
	"1:\n"
	".irp n, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, "
	"30, 31\n"
	"addi x\\n, x15, \\n\n"
	".endr\n"
	"addi x15, x15, 15\n"
	"fmv.d.x f31, x15\n"
	"ebreak\n");

static int has_pattern(const PtraceRegs *regs)
{
	const unsigned long *x = (const unsigned long *)(const void *)regs; /* pc, x1, x2, ... */

	for (unsigned long i = 1; i < 32; i++)
		if (i != 2 && x[i] != VALUE + i)
			return 0;
	return 1;
}

static unsigned long last_fp(const PtraceFPRegs *regs)
{
	return regs->f[31];
}
#endif

__asm__(".text\n.p2align 4\n.globl trace_target\n"
	"trace_target:\n" RETURN "\n"
	".space 1024\n");

static unsigned long words[8];
static unsigned char *memory;
static unsigned char buffer[4 * 65536] __attribute__((aligned(16)));

/* The next change of a child's state; -1 when it takes more than ten seconds. */
static int next_status(int pid)
{
	WaitStatus status = -1;
	int waited = 0;

	for (int i = 0; waited == 0 && i < 2000; i++) {
		waited = Wait4(pid, &status, LX_WNOHANG | LX___WALL, LX_NULL);
		if (waited == 0)
			sleep_ms(i < 100 ? 1 : 5);
	}
	return waited == pid ? status : waited == 0 ? -1 : waited;
}

static int (*tracee_function)(void);

static int become_tracee(void)
{
	if (PtraceTraceme() != 0)
		return 99;
	Kill(Getpid(), LX_SIGSTOP);
	return tracee_function();
}

static int start_tracee(const char *name, int (*function)(void), unsigned long options)
{
	int pid;

	tracee_function = function;
	pid = start_child(become_tracee);
	check_equal(name, next_status(pid), STOPPED(LX_SIGSTOP));
	check_equal("PtraceSetOptions",
		    PtraceSetOptions(pid, LX_PTRACE_O_EXITKILL | LX_PTRACE_O_TRACESYSGOOD | options), 0);
	return pid;
}

static void end_tracee(int pid)
{
	Kill(pid, LX_SIGKILL);
	check_equal("a tracee can be killed", next_status(pid), LX_SIGKILL);
}

static int run_pattern(void)
{
	trace_pattern(has_vectors());
	return 1;
}

static int end_with(int status)
{
	Exit(status);
}

static void vector_registers(int pid)
{
	Iovec iov = {buffer, sizeof(buffer)};

	if (!has_vectors()) {
		skip("PtraceGetRegSet of vectors", NO_VECTORS);
		return;
	}
/* Each architecture has another set, of another layout. */
#if defined(__x86_64__)
	check_equal("PtraceGetRegSet of LX_NT_X86_XSTATE", PtraceGetRegSet(pid, LX_NT_X86_XSTATE, &iov), 0);
	check("it is longer", iov.len > sizeof(PtraceFPRegs));
	check("it begins as PtraceFPRegs", last_fp((PtraceFPRegs *)(void *)buffer) == VALUE + 15);
#elif defined(__aarch64__)
	const PtraceSVEHeader *header = (PtraceSVEHeader *)(void *)buffer;

	check_equal("PtraceGetRegSet of LX_NT_ARM_SVE", PtraceGetRegSet(pid, LX_NT_ARM_SVE, &iov), 0);
	check("its header tells its size", header->size == ((header->flags & 1) != 0 ? header->size : 16 + 528) &&
						   header->size <= iov.len && header->vl >= 16);
	check("it holds the last register", (header->flags & 1) != 0 ||
						    last_fp((PtraceFPRegs *)(void *)(buffer + 16)) == VALUE + 15);
#else
	unsigned long vlenb;

	check_equal("PtraceGetRegSet of LX_NT_RISCV_VECTOR", PtraceGetRegSet(pid, LX_NT_RISCV_VECTOR, &iov), 0);
	vlenb = ((PtraceVectorHeader *)(void *)buffer)->vlenb;
	/* Linux 6.12 adds zeros. */
	check("it has all registers", iov.len >= sizeof(PtraceVectorHeader) + 32 * vlenb);
	check("it holds v8", buffer[40 + 8 * vlenb] == 5 && buffer[40 + 9 * vlenb - 1] == 5);
#endif
}

static void registers(void)
{
	PtraceRegs regs, back;
	PtraceFPRegs fpregs, fpback;
	Iovec iov;
	unsigned char *a = (unsigned char *)&regs;
	unsigned char *b = (unsigned char *)&back;
	int differences = 0;
	int pid = start_tracee("a tracee stops itself", run_pattern, 0);

/* Only riscv64 tells that no vector was used, on Linux 6.12 by -EINVAL. */
#if defined(__riscv)
	iov.base = buffer;
	iov.len = sizeof(buffer);
	differences = PtraceGetRegSet(pid, LX_NT_RISCV_VECTOR, &iov);
	check("PtraceGetRegSet of what was not used", differences == -LX_ENODATA || differences == -LX_EINVAL);
	differences = 0;
#endif
	check_equal("PtraceCont", PtraceCont(pid, 0), 0);
	check_equal("it stops at a breakpoint", next_status(pid), STOPPED(LX_SIGTRAP));
	check_equal("PtraceGetRegs", PtraceGetRegs(pid, &regs), 0);
	check("every general register is told", has_pattern(&regs));
	check("PtraceRegsPC", PtraceRegsPC(&regs) - ADDRESS(trace_pattern) < 1024);
	check("PtraceRegsSP", ADDRESS(&regs) - PtraceRegsSP(&regs) + 65536 < 2 * 65536);
	iov.base = &back;
	iov.len = 24;
	check_equal("PtraceGetRegSet of a part", PtraceGetRegSet(pid, LX_NT_PRSTATUS, &iov), 0);
	check_equal("it tells how much", (long)iov.len, 24);
	iov.len = 23;
	check_equal("not a part of a register", PtraceGetRegSet(pid, LX_NT_PRSTATUS, &iov), -LX_EINVAL);

	check_equal("PtraceGetFPRegs", PtraceGetFPRegs(pid, &fpregs), 0);
	check("the last floating-point register is told", last_fp(&fpregs) == VALUE + 15);
	vector_registers(pid);
	((unsigned char *)&fpregs)[200] ^= 0x55;
	check_equal("PtraceSetFPRegs", PtraceSetFPRegs(pid, &fpregs), 0);
	check_equal("PtraceGetFPRegs again", PtraceGetFPRegs(pid, &fpback), 0);
	check("what was set is there",
	      ((unsigned char *)&fpregs)[200] == ((unsigned char *)&fpback)[200] && last_fp(&fpback) == VALUE + 15);

	PtraceRegsSetPC(&regs, ADDRESS(end_with));
	PtraceRegsSetSP(&regs, ((PtraceRegsSP(&regs) - 4096) & ~15UL) - (sizeof(regs) == 216 ? 8 : 0));
	PtraceRegsSetSyscall(&regs, -1);
	for (int i = 5; i >= 0; i--)
		PtraceRegsSetArg(&regs, i, 42 + (unsigned long)i);
	check_equal("PtraceSetRegs", PtraceSetRegs(pid, &regs), 0);
	check_equal("PtraceGetRegs again", PtraceGetRegs(pid, &back), 0);
	for (unsigned long i = 0; i < sizeof(regs); i++)
		differences += a[i] != b[i];
	check_equal("they are as set", differences, 0);
	check_equal("PtraceCont elsewhere", PtraceCont(pid, 0), 0);
	check_equal("it went there, with that argument", next_status(pid), 42 << 8);
}

static int make_calls(void)
{
	if (RawSyscall6(LX_SYS_fsync, -77, 2, 3, 4, 5, 6) != -LX_EBADF)
		return 1;
	if (RawSyscall(LX_SYS_close, -5, 0, 0) != Getppid())
		return 2;
	if (RawSyscall(LX_SYS_close, -5, 0, 0) != 4242)
		return 3;
	if (RawSyscall(LX_SYS_close, -5, 0, 0) != -LX_EUCLEAN)
		return 4;
	if (RawSyscall(LX_SYS_close, -5, 0, 0) != 17)
		return 5;
	return 55;
}

/* Goes on to the next system call of this number, at its beginning. */
static int reach(int pid, long nr, PtraceSyscallInfo *info)
{
	for (int i = 0; i < 100; i++) {
		if (PtraceSyscall(pid, 0) != 0 || next_status(pid) != SYSCALL_STOP)
			return -1;
		if (PtraceGetSyscallInfo(pid, info) < 24)
			return -2;
		if (info->op == LX_PTRACE_SYSCALL_INFO_ENTRY && (long)info->u.entry.nr == nr)
			return 0;
	}
	return -3;
}

static void finish_call(int pid, long result)
{
	PtraceRegs regs;

	check("PtraceSyscall to the call's end", PtraceSyscall(pid, 0) == 0 && next_status(pid) == SYSCALL_STOP);
	check_equal("PtraceGetRegs there", PtraceGetRegs(pid, &regs), 0);
	PtraceRegsSetResult(&regs, result);
	check_equal("PtraceSetRegs there", PtraceSetRegs(pid, &regs), 0);
}

static void system_calls(void)
{
	PtraceSyscallInfo info;
	PtraceRegs regs;
	unsigned long message = 0;
	int pid = start_tracee("a tracee that makes calls", make_calls, 0);
	int set;

	check_equal("a system call stops it", reach(pid, LX_SYS_fsync, &info), 0);
	check_equal("PtraceGetRegs", PtraceGetRegs(pid, &regs), 0);
	check_equal("PtraceRegsSyscall", PtraceRegsSyscall(&regs), LX_SYS_fsync);
	check("PtraceGetSyscallInfo tells pc and sp",
	      info.instruction_pointer == PtraceRegsPC(&regs) && info.stack_pointer == PtraceRegsSP(&regs));
	check_equal("and the first argument", (long)info.u.entry.args[0], -77);
	/* riscv64: -ENOSYS since Linux 6.11. */
	check("PtraceRegsArg of the first", PtraceRegsArg(&regs, 0) == -77UL || PtraceRegsArg(&regs, 0) == -38UL);
	for (int i = 1; i < 6; i++) {
		check_equal("PtraceGetSyscallInfo tells the argument", (long)info.u.entry.args[i], i + 1);
		check_equal("PtraceRegsArg", (long)PtraceRegsArg(&regs, i), i + 1);
	}
	check("PtraceGetEventMsg",
	      PtraceGetEventMsg(pid, &message) == 0 && message == LX_PTRACE_EVENTMSG_SYSCALL_ENTRY);
	check("PtraceSyscall to its end", PtraceSyscall(pid, 0) == 0 && next_status(pid) == SYSCALL_STOP);
	check("PtraceGetSyscallInfo", PtraceGetSyscallInfo(pid, &info) >= 33);
	check("it tells the error", info.op == LX_PTRACE_SYSCALL_INFO_EXIT && info.u.exit.is_error == 1 &&
					    info.u.exit.rval == -LX_EBADF);
	check("PtraceRegsResult", PtraceGetRegs(pid, &regs) == 0 && PtraceRegsResult(&regs) == -LX_EBADF);

	check_equal("the next call", reach(pid, LX_SYS_close, &info), 0);
	check_equal("PtraceSetSyscall makes it another", PtraceSetSyscall(pid, LX_SYS_getppid), 0);
	check_equal("the next call", reach(pid, LX_SYS_close, &info), 0);
	check_equal("PtraceSetSyscall makes it none", PtraceSetSyscall(pid, -1), 0);
	finish_call(pid, 4242);
	check_equal("the next call", reach(pid, LX_SYS_close, &info), 0);
	finish_call(pid, -LX_EUCLEAN);
	check_equal("the next call", reach(pid, LX_SYS_close, &info), 0);
	info.flags = 1;
	set = PtraceSetSyscallInfo(pid, &info);
	if (since(6, 16, "PtraceSetSyscallInfo", set != -LX_EIO)) {
		check_equal("PtraceSetSyscallInfo with a flag", set, -LX_EINVAL);
		info.flags = 0;
		info.u.entry.nr = LX_SYS_getpid;
		check_equal("PtraceSetSyscallInfo makes it another", PtraceSetSyscallInfo(pid, &info), 0);
		check("to its end", PtraceSyscall(pid, 0) == 0 && next_status(pid) == SYSCALL_STOP);
		check("it was made", PtraceGetSyscallInfo(pid, &info) >= 33 && info.u.exit.rval == pid);
		info.u.exit.rval = 17;
		check_equal("PtraceSetSyscallInfo of a result", PtraceSetSyscallInfo(pid, &info), 0);
	} else {
		finish_call(pid, 17);
	}
	check_equal("PtraceCont", PtraceCont(pid, 0), 0);
	check_equal("all calls were as they were made", next_status(pid), 55 << 8);
}

static int call_target(void)
{
	trace_target();
	return 12;
}

static int stay(void)
{
	return 12;
}

static void pokes_code(const char *name, unsigned long size)
{
	PtraceRegs regs;
	Iovec local = {buffer, size};
	Iovec remote = {(void *)ADDRESS(trace_target), size};
	int pid = start_tracee(name, call_target, 0);

	for (unsigned long i = 0; i < size; i++)
		buffer[i] = breakpoint[i % 4];
	check_equal("its code cannot be written otherwise", ProcessVMWritev(pid, &local, 1, &remote, 1, 0), -LX_EFAULT);
	check_equal("PtracePokeText", PtracePokeText(pid, ADDRESS(trace_target), buffer, size), (long)size);
	check_equal("PtraceCont", PtraceCont(pid, 0), 0);
	check_equal("it runs into the breakpoint", next_status(pid), STOPPED(LX_SIGTRAP));
	check("at that address",
	      PtraceGetRegs(pid, &regs) == 0 && PtraceRegsPC(&regs) == ADDRESS(trace_target) + BREAKPOINT_BEFORE_PC);
	end_tracee(pid);
	trace_target(); /* ours is as it was */
}

static unsigned char pattern(unsigned long i)
{
	return (unsigned char)(i * 7 + i / 256 + 1);
}

/* Of four pages the last but one may not be touched by the tracee, and the last is gone. */
static void transfers(void)
{
	unsigned long values[3] = {-1UL, -(unsigned long)LX_ESRCH, 0};
	unsigned long word = 1;
	unsigned long end;
	unsigned long page = (unsigned long)Getpagesize();
	int wrong = 0;
	int pid;

	memory = (unsigned char *)Mmap(LX_NULL, 4 * page, LX_PROT_READ | LX_PROT_WRITE,
				       LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	check("Mmap", !IsErrPtr(memory));
	end = ADDRESS(memory) + 3 * page;
	for (unsigned long i = 0; i < 3 * page; i++)
		memory[i] = pattern(i);
	Munmap(memory + 3 * page, page);
	Mprotect(memory + 2 * page, page, LX_PROT_NONE);
	pid = start_tracee("a tracee with memory", stay, 0);

	for (int i = 0; i < 3; i++) {
		check_equal("PtracePokeWord", PtracePokeWord(pid, ADDRESS(&words[i]), values[i]), 0);
		check_equal("PtracePeekWord", PtracePeekWord(pid, ADDRESS(&words[i]), &word), 0);
		check("words like -1 and -ESRCH are words", word == values[i]);
	}
	check_equal("PtracePeekWord of nothing", PtracePeekWord(pid, end, &word), -LX_EIO);

	for (unsigned long len = 1; len <= 3 * page; len += len < 40 ? 1 : 1111) {
		unsigned long skip = 3 * page - len;

		wrong += PtracePeekData(pid, end - len, buffer, len + 1000) != (long)len;
		wrong += PtracePeekText(pid, end - len, buffer, len) != (long)len;
		for (unsigned long i = 0; i < len; i++)
			wrong += buffer[i] != pattern(skip + i);
		for (unsigned long i = 0; i < len; i++)
			buffer[i] ^= 0x80;
		wrong += PtracePokeData(pid, end - len, buffer, len + 1000) != (long)len;
		wrong += PtracePeekData(pid, ADDRESS(memory), buffer, 3 * page) != (long)(3 * page);
		for (unsigned long i = 0; i < 3 * page; i++)
			wrong += buffer[i] != (i < skip ? pattern(i) : pattern(i) ^ 0x80);
		for (unsigned long i = 0; i < len; i++)
			buffer[skip + i] ^= 0x80;
		wrong += PtracePokeText(pid, end - len, buffer + skip, len + 1) != (long)len;
	}
	check_equal("transfers up to a hole", wrong, 0);
	check_equal("PtracePeekData in the hole", PtracePeekData(pid, end, buffer, 100), -LX_EIO);
	check_equal("PtracePokeText in the hole", PtracePokeText(pid, end, buffer, 1), -LX_EIO);

/* Only x86_64 has a struct user. */
#if defined(__x86_64__)
	check_equal("PtracePeekUser", PtracePeekUser(pid, 3, buffer, 100), 100);
#else
	check_equal("PtracePeekUser", PtracePeekUser(pid, 0, buffer, 100), -LX_EIO);
	check_equal("PtracePokeUser", PtracePokeUser(pid, 0, buffer, 8), -LX_EIO);
#endif
	end_tracee(pid);
	check_equal("PtracePeekData of what is gone", PtracePeekData(pid, ADDRESS(words), buffer, 100), -LX_ESRCH);
	Munmap(memory, 3 * page);
}

static int loop(void)
{
	while (*(volatile unsigned long *)words == 0)
		*(volatile unsigned long *)&words[1] = 1;
	return 12;
}

static void steps(void)
{
	PtraceRegs regs;
	unsigned long pc = 0;
	int moved = 0;
	int pid = start_tracee("a tracee that loops", loop, 0);

/* No riscv64 can. */
#if defined(__riscv)
	(void)regs;
	(void)pc;
	(void)moved;
	check_equal("PtraceSingleStep", PtraceSingleStep(pid, 0), -LX_EIO);
#else
	for (int i = 0; i < 20; i++) {
		if (PtraceSingleStep(pid, 0) != 0 || next_status(pid) != STOPPED(LX_SIGTRAP))
			break;
		moved += PtraceGetRegs(pid, &regs) == 0 && PtraceRegsPC(&regs) != pc;
		pc = PtraceRegsPC(&regs);
	}
	check_equal("PtraceSingleStep", moved, 20);
#endif
	end_tracee(pid);

	tracee_function = loop;
	pid = start_child(loop);
	check_equal("PtraceSeize", PtraceSeize(pid, LX_PTRACE_O_EXITKILL), 0);
	check_equal("PtraceInterrupt", PtraceInterrupt(pid), 0);
	check_equal("it stops", next_status(pid), LX_PTRACE_EVENT_STOP << 16 | STOPPED(LX_SIGTRAP));
	words[0] = 1;
	check_equal("PtracePokeData",
		    PtracePokeData(pid, ADDRESS(words), words, sizeof(words)), (long)sizeof(words));
	words[0] = 0;
	check_equal("PtraceDetach", PtraceDetach(pid, 0), 0);
	check_equal("it sees what was poked", wait_for(pid), 12 << 8);
}

static const char *own_program;

static int fork_and_exec(void)
{
	char word[] = "exit-42";
	char *argv[] = {word, word, LX_NULL};
	int pid = Fork();

	if (pid == 0)
		Exit(3);
	Wait4(pid, LX_NULL, LX___WALL, LX_NULL);
	return Exec(own_program, argv, argv + 2);
}

static void follows(void)
{
	unsigned long message = 0;
	PtraceRegs regs;
	int status;
	int pid = start_tracee("a tracee that forks", fork_and_exec, LX_PTRACE_O_TRACEFORK | LX_PTRACE_O_TRACEEXEC);

	PtraceCont(pid, 0);
	check_equal("LX_PTRACE_EVENT_FORK", next_status(pid), LX_PTRACE_EVENT_FORK << 16 | STOPPED(LX_SIGTRAP));
	check("PtraceGetEventMsg tells the child", PtraceGetEventMsg(pid, &message) == 0 && message > 1);
	check_equal("which is traced too", next_status((int)message), STOPPED(LX_SIGSTOP));
	check_equal("its Fork returns 0", PtraceGetRegs((int)message, &regs) == 0 ? PtraceRegsResult(&regs) : -1, 0);
	check_equal("PtraceCont of the child", PtraceCont((int)message, 0), 0);
	check_equal("which ends", next_status((int)message), 3 << 8);
	PtraceCont(pid, 0);
	status = next_status(pid);
	if (status == STOPPED(LX_SIGCHLD)) {
		PtraceCont(pid, LX_SIGCHLD);
		status = next_status(pid);
	}
	check_equal("LX_PTRACE_EVENT_EXEC", status, LX_PTRACE_EVENT_EXEC << 16 | STOPPED(LX_SIGTRAP));
	check("PtraceGetEventMsg tells its old tid", PtraceGetEventMsg(pid, &message) == 0 && (int)message == pid);
	PtraceCont(pid, 0);
	check_equal("the new program runs", next_status(pid), 42 << 8);
}

void ptraces(const char *program)
{
	own_program = program;
	check_equal("PtraceAttach to oneself", PtraceAttach(Getpid()), -LX_EPERM);
	registers();
	system_calls();
	pokes_code("a tracee for one breakpoint", 4);
	pokes_code("a tracee for many", 1000);
	transfers();
	steps();
	follows();
}
