/*
 * Ptrace helpers: whole sets of registers, and memory of any length.
 */
#define LX_PTRACE_API
#include <barecall/ptrace.h>
#include <barecall/errno.h>
#include <barecall/file.h>
#include <barecall/mm.h>
#include "proc-whose.h"

/* Below this many bytes words cost less than asking /proc whose processes it shows. */
#define MEM_FILE_WORTH 160UL

/* Transfer: what is to be copied between a tracee's memory and ours. */
typedef struct Transfer {
	int pid;
	int poke; /* to the tracee */
	long peek_request;
	long poke_request;
	unsigned long addr;
	unsigned char *local;
	unsigned long len;
	unsigned long done;
} Transfer;

/* append copies text without its zero byte and returns where it ends. */
static char *append(char *to, const char *text)
{
	while (*text != 0) {
		*to++ = *text++;
		__asm__ __volatile__("" : : : "memory"); /* or the loop becomes a call of memcpy */
	}
	return to;
}

/* open_mem opens the tracee's memory as a file, or returns -errno. */
static int open_mem(const Transfer *t)
{
	char path[32];
	char digits[12];
	char *p = digits + sizeof digits;
	unsigned int rest = (unsigned int)t->pid;

	*--p = 0;
	do
		*--p = (char)('0' + rest % 10);
	while ((rest /= 10) != 0);
	*append(append(append(path, "/proc/"), p), "/mem") = 0;
	return Open(path, (t->poke ? LX_O_RDWR : LX_O_RDONLY) | LX_O_CLOEXEC, 0);
}

/* by_process_vm copies as far as the tracee's own rights to its pages go. */
static void by_process_vm(Transfer *t)
{
	long n;

	do {
		Iovec local, remote;

		local.base = t->local + t->done;
		local.len = t->len - t->done;
		remote.base = (void *)(t->addr + t->done);
		remote.len = local.len;
		n = t->poke ? ProcessVMWritev(t->pid, &local, 1, &remote, 1, 0)
			    : ProcessVMReadv(t->pid, &local, 1, &remote, 1, 0);
		if (n > 0)
			t->done += (unsigned long)n;
	} while (n > 0 && t->done < t->len);
}

/* by_mem_file copies whatever the tracee's rights. */
static void by_mem_file(Transfer *t)
{
	long n;
	int fd;

	if (lx_check_proc() < 0)
		return;
	fd = open_mem(t);
	if (fd < 0)
		return;
	do {
		unsigned char *local = t->local + t->done;
		unsigned long left = t->len - t->done;
		long offset = (long)(t->addr + t->done);

		n = t->poke ? Pwrite(fd, local, left, offset) : Pread(fd, local, left, offset);
		if (n > 0)
			t->done += (unsigned long)n;
	} while (n > 0 && t->done < t->len);
	Close(fd);
}

/* by_words copies aligned words, which never cross a page, with a ptrace call or two each. Returns 0 or -errno. */
static int by_words(Transfer *t)
{
	while (t->done < t->len) {
		unsigned long at = t->addr + t->done;
		unsigned long skip = at % sizeof(long);
		unsigned long n = sizeof(long) - skip;
		unsigned long word = 0;
		unsigned char *local = t->local + t->done;
		long result = 0;

		if (n > t->len - t->done)
			n = t->len - t->done;
		if (!t->poke || n != sizeof(long))
			result = lx_trap4(LX_SYS_ptrace, t->peek_request, t->pid, LX_PTR(at - skip), LX_PTR(&word));
		if (IsErr(result))
			return (int)result;
		for (unsigned long i = 0; i < n; i++) {
			unsigned long shift = 8 * (skip + i);

			if (t->poke)
				word = (word & ~(0xffUL << shift)) | (unsigned long)local[i] << shift;
			else
				local[i] = (unsigned char)(word >> shift);
		}
		if (t->poke)
			result = lx_trap4(LX_SYS_ptrace, t->poke_request, t->pid, LX_PTR(at - skip), LX_PTR(word));
		if (IsErr(result))
			return (int)result;
		t->done += n;
	}
	return 0;
}

/* memory copies in the fastest ways first; each goes on where the last one stopped. */
static long memory(Transfer *t, int process_vm)
{
	int error = 0;

	if (t->len > 2 * sizeof(long)) {
		unsigned long message;

		/* The other ways do not ask whether the tracee is ours and stands still; this does, cheaply. */
		error = PtraceGetEventMsg(t->pid, &message);
		if (error < 0)
			return error;
		if (process_vm)
			by_process_vm(t);
		if (t->len - t->done >= MEM_FILE_WORTH)
			by_mem_file(t);
	}
	error = by_words(t);
	return t->done != 0 ? (long)t->done : error;
}

static void describe(Transfer *t, int pid, int poke, unsigned long addr, const void *local, unsigned long len)
{
	t->pid = pid;
	t->poke = poke;
	t->peek_request = LX_PTRACE_PEEKDATA;
	t->poke_request = LX_PTRACE_POKEDATA;
	t->addr = addr;
	t->local = (unsigned char *)(unsigned long)local;
	t->len = len;
	t->done = 0;
}

long lx_ptrace_peek(int pid, unsigned long addr, void *out, unsigned long len)
{
	Transfer t;

	describe(&t, pid, 0, addr, out, len);
	return memory(&t, 1);
}

long PtracePeekText(int pid, unsigned long addr, void *out, unsigned long len)
{
	return lx_ptrace_peek(pid, addr, out, len);
}

long lx_ptrace_poke(int pid, unsigned long addr, const void *data, unsigned long len)
{
	Transfer t;

	describe(&t, pid, 1, addr, data, len);
	return memory(&t, 1);
}

long PtracePokeText(int pid, unsigned long addr, const void *data, unsigned long len)
{
	Transfer t;

	describe(&t, pid, 1, addr, data, len);
	return memory(&t, 0);
}

/* user copies words of the tracee's struct user. */
static long user(Transfer *t)
{
	int error;

	t->peek_request = LX_PTRACE_PEEKUSR;
	t->poke_request = LX_PTRACE_POKEUSR;
	error = by_words(t);
	return t->done != 0 ? (long)t->done : error;
}

long PtracePeekUser(int pid, unsigned long addr, void *out, unsigned long len)
{
	Transfer t;

	describe(&t, pid, 0, addr, out, len);
	return user(&t);
}

long PtracePokeUser(int pid, unsigned long addr, const void *data, unsigned long len)
{
	Transfer t;

	describe(&t, pid, 1, addr, data, len);
	return user(&t);
}

/* get_set reads a whole set of registers; that of a 32-bit tracee has another size. */
static int get_set(int pid, unsigned int type, void *regs, unsigned long size)
{
	Iovec iov;
	int error;

	iov.base = regs;
	iov.len = size;
	error = PtraceGetRegSet(pid, type, &iov);
	return error < 0 ? error : iov.len == size ? 0 : -LX_EIO;
}

static int set_set(int pid, unsigned int type, const void *regs, unsigned long size)
{
	Iovec iov;

	iov.base = (void *)(unsigned long)regs;
	iov.len = size;
	return PtraceSetRegSet(pid, type, &iov);
}

int PtraceGetRegs(int pid, PtraceRegs *regs)
{
	return get_set(pid, LX_NT_PRSTATUS, regs, sizeof *regs);
}

int PtraceSetRegs(int pid, const PtraceRegs *regs)
{
	PtraceRegs old;
	int error = PtraceGetRegs(pid, &old);

	return error < 0 ? error : set_set(pid, LX_NT_PRSTATUS, regs, sizeof *regs);
}

int PtraceGetFPRegs(int pid, PtraceFPRegs *regs)
{
	return get_set(pid, LX_NT_PRFPREG, regs, sizeof *regs);
}

int PtraceSetFPRegs(int pid, const PtraceFPRegs *regs)
{
	PtraceFPRegs old;
	int error = PtraceGetFPRegs(pid, &old);

	return error < 0 ? error : set_set(pid, LX_NT_PRFPREG, regs, sizeof *regs);
}

int PtraceSetSyscall(int pid, int nr)
{
/* aarch64 has read the number from x8 when the tracee stops, and keeps it apart from the registers. */
#if defined(__aarch64__)
	return set_set(pid, LX_NT_ARM_SYSTEM_CALL, &nr, sizeof nr);
#else
	PtraceRegs regs;
	int error = PtraceGetRegs(pid, &regs);

	if (error < 0)
		return error;
	PtraceRegsSetSyscall(&regs, nr);
	return set_set(pid, LX_NT_PRSTATUS, &regs, sizeof regs);
#endif
}
