/* Transfers between a tracee and its tracer, and its registers: ptrace.h. */
#include "faults.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>

enum { PEEK, POKE, POKE_TEXT, PEEK_USER, POKE_USER, REGISTERS, SET_REGISTERS, FP_REGISTERS, SET_FP_REGISTERS, SET_SYSCALL };

/* A variant is one of these, and how many bytes. */
#define BYTES(n) ((n) << 4)

enum { AREA = 12288, SKEW = 3 };

static int tracee;
static unsigned char *area, *wanted, *got;
static PtraceRegs regs;
static PtraceFPRegs fp;

static void setup(int variant)
{
	int status, i;

	(void)variant;
	area = mmap(NULL, 3 * AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	wanted = area + AREA;
	got = area + 2 * AREA;
	for (i = 0; i < AREA; i++) {
		area[i] = (unsigned char)(i * 7 + i / 256);
		wanted[i] = (unsigned char)(i * 5 + 1);
	}
	tracee = fork();
	if (tracee == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		mprotect(area, AREA, PROT_READ);
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		_exit(0);
	}
	waitpid(tracee, &status, 0);
	PtraceSetOptions(tracee, LX_PTRACE_O_EXITKILL);
	PtraceGetRegs(tracee, &regs);
	PtraceGetFPRegs(tracee, &fp);
}

static long run(int variant)
{
	unsigned long n = (unsigned long)variant >> 4, at = (unsigned long)area + SKEW;

	switch (variant & 15) {
	case PEEK:
		return PtracePeekData(tracee, at, got, n);
	case POKE:
		return PtracePokeData(tracee, at, wanted, n);
	case POKE_TEXT:
		return PtracePokeText(tracee, at, wanted, n);
	case PEEK_USER:
		return PtracePeekUser(tracee, 4, got, n);
	case POKE_USER:
		return PtracePokeUser(tracee, 0, &regs, n);
	case REGISTERS:
		return PtraceGetRegs(tracee, &regs);
	case SET_REGISTERS:
		return PtraceSetRegs(tracee, &regs);
	case FP_REGISTERS:
		return PtraceGetFPRegs(tracee, &fp);
	case SET_FP_REGISTERS:
		return PtraceSetFPRegs(tracee, &fp);
	default:
		return PtraceSetSyscall(tracee, (int)PtraceRegsSyscall(&regs));
	}
}

/* Tells whether as many bytes as the result says are there, and no other has changed. */
static void after(int variant, long result)
{
	unsigned long n = (unsigned long)variant >> 4, done = result > 0 ? (unsigned long)result : 0, i;
	int right = 1, status;

	if ((variant & 15) == PEEK) {
		for (i = 0; i < AREA; i++)
			right &= got[i] == (i < done ? area[i + SKEW] : 0);
	} else if ((variant & 15) <= POKE_TEXT) {
		char path[32];
		int fd;

		snprintf(path, sizeof(path), "/proc/%d/mem", tracee);
		fd = open(path, O_RDONLY);
		if (fd < 0 || pread(fd, got, AREA, (long)(unsigned long)area) != AREA)
			right = 0;
		close(fd);
		for (i = 0; i < AREA; i++)
			right &= got[i] == (i >= SKEW && i < SKEW + done ? wanted[i - SKEW] : area[i]);
	}
	told("%s, %s\n", done == n ? "whole" : "a part", right ? "right" : "wrong");
	kill(tracee, SIGKILL);
	waitpid(tracee, &status, 0);
	munmap(area, 3 * AREA);
	area = mmap(area, 3 * AREA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}

enum { FLAGS = HAS_CHILD | TELLS_ERRORS };
#define ROW(name, variant, ...) { "Ptrace " name, setup, run, after, variant, FLAGS, { __VA_ARGS__ } }
#define NO_READV { LX_SYS_process_vm_readv, LX_ENOSYS }
#define NO_WRITEV { LX_SYS_process_vm_writev, LX_EPERM }
#define NO_FILES { LX_SYS_openat, LX_ENOENT }

const Scenario ptrace_scenarios[] = {
	ROW("peek 5", PEEK | BYTES(5), { 0, 0 }),
	ROW("peek 100", PEEK | BYTES(100), { 0, 0 }),
	ROW("peek 9000", PEEK | BYTES(9000), { 0, 0 }),
	ROW("peek 9000, without process_vm_readv", PEEK | BYTES(9000), NO_READV),
	ROW("peek 100, without process_vm_readv", PEEK | BYTES(100), NO_READV),
	ROW("peek 200, by words", PEEK | BYTES(200), NO_READV, NO_FILES),
	ROW("poke 5", POKE | BYTES(5), { 0, 0 }),
	ROW("poke 100", POKE | BYTES(100), { 0, 0 }),
	ROW("poke 9000", POKE | BYTES(9000), { 0, 0 }),
	ROW("poke 9000, without process_vm_writev", POKE | BYTES(9000), NO_WRITEV),
	ROW("poke 200, by words", POKE | BYTES(200), NO_WRITEV, NO_FILES),
	ROW("poke text 9", POKE_TEXT | BYTES(9), { 0, 0 }),
	ROW("poke text 9000", POKE_TEXT | BYTES(9000), { 0, 0 }),
#if defined(__x86_64__)
	ROW("peek user 30", PEEK_USER | BYTES(30), { 0, 0 }),
	ROW("poke user 40", POKE_USER | BYTES(40), { 0, 0 }),
#endif
	ROW("registers", REGISTERS, { 0, 0 }),
	ROW("set registers", SET_REGISTERS, { 0, 0 }),
	ROW("floating-point registers", FP_REGISTERS, { 0, 0 }),
	ROW("set floating-point registers", SET_FP_REGISTERS, { 0, 0 }),
	ROW("set system call", SET_SYSCALL, { 0, 0 }),
	{ NULL, NULL, NULL, NULL, 0, 0, { { 0, 0 } } }
};
