/*
 * Copying a tracee's memory (barecall/ptrace.h). The tracee has a few small pages with rights that the input chooses;
 * the kernel answers as it may, in part or with an error, wherever a fallback exists.
 */
#include "kernel.h"
#include "../../src/linux/proc-whose.c"
#include "../../src/linux/ptrace.c"

enum { PAGE = 64, PAGES = 6, SIZE = PAGE * PAGES, STATUS = 100, MEM = 101 };
enum { MAPPED = 1, ALLOWED = 2, SHARED_READONLY = 4 };

static struct {
	unsigned long base;
	unsigned char memory[SIZE];
	unsigned char rights[PAGES];
	Input answers; /* how generous the kernel is, call by call */
	Input status; /* what /proc/self/status has */
	int user; /* struct user in place of memory */
	int not_ours; /* the tracee is none */
	int open;
	int status_is_ours;
	unsigned long set_size; /* of the registers that the tracee has */
} k;

/* regset gives or takes a set of registers: as much as there is on both sides. */
static long regset(long request, Iovec *iov)
{
	if (k.not_ours)
		return -LX_ESRCH;
	if (iov->len > k.set_size)
		iov->len = k.set_size;
	if (request == LX_PTRACE_GETREGSET)
		memset(iov->base, 0x55, iov->len);
	else /* not those of a 32-bit program */
		CHECK(k.set_size >= sizeof(PtraceFPRegs) || k.set_size == sizeof(PtraceRegs));
	return 0;
}

/* registers reads and writes sets of a tracee, whose own size may be another. */
static void registers(unsigned int size)
{
	PtraceRegs *regs = malloc(sizeof(*regs));
	PtraceFPRegs *fpregs = malloc(sizeof(*fpregs));
	int error = k.not_ours ? -LX_ESRCH : 0;

	CHECK(regs && fpregs);
	memset(regs, 0, sizeof(*regs));
	memset(fpregs, 0, sizeof(*fpregs));
	k.set_size = size == 255 ? sizeof(*regs) : size == 254 ? sizeof(*fpregs) : size * 4;
	CHECK(PtraceGetRegs(0x7fffffff, regs) == (error ? error : k.set_size < sizeof(*regs) ? -LX_EIO : 0));
	CHECK(PtraceGetFPRegs(0x7fffffff, fpregs) == (error ? error : k.set_size < sizeof(*fpregs) ? -LX_EIO : 0));
	if (k.set_size == sizeof(*regs) || error) {
		CHECK(PtraceSetRegs(0x7fffffff, regs) == error);
		CHECK(PtraceSetSyscall(0x7fffffff, 1) == error);
	}
	if (k.set_size < sizeof(*fpregs) || error)
		CHECK(PtraceSetFPRegs(0x7fffffff, fpregs) == (error ? error : -LX_EIO));
	free(regs);
	free(fpregs);
}

/* permitted returns how many bytes from addr on, up to len, lie in pages with these rights and without those. */
static unsigned long permitted(unsigned long addr, unsigned long len, int with, int without)
{
	unsigned long n = 0, at = addr - k.base;

	while (n < len && at + n < SIZE) {
		int rights = k.rights[(at + n) / PAGE];

		if ((rights & with) != with || rights & without)
			break;
		n++;
	}
	return n;
}

/* some returns how much of n the kernel copies this time: all of it mostly. */
static unsigned long some(unsigned long n)
{
	unsigned int answer = take_byte(&k.answers);

	return n > 1 && answer % 4 == 3 ? 1 + answer % (n - 1) : n;
}

static long transfer(void *local, unsigned long addr, unsigned long len, int poke, int with)
{
	unsigned long n = some(permitted(addr, len, with, poke ? SHARED_READONLY : 0));

	if (!n)
		return -LX_EFAULT;
	if (poke)
		memcpy(k.memory + (addr - k.base), local, n);
	else
		memcpy(local, k.memory + (addr - k.base), n);
	return (long)n;
}

static long word(long request, unsigned long addr, long data)
{
	int poke = request == LX_PTRACE_POKEDATA || request == LX_PTRACE_POKEUSR;
	unsigned long value = (unsigned long)data;

	CHECK(k.user == (request == LX_PTRACE_PEEKUSR || request == LX_PTRACE_POKEUSR));
	CHECK(addr % 8 == 0);
	if (k.not_ours)
		return -LX_ESRCH;
	if (permitted(addr, 8, MAPPED, poke ? SHARED_READONLY : 0) != 8)
		return -LX_EIO;
	if (poke)
		memcpy(k.memory + (addr - k.base), &value, 8);
	else
		memcpy((void *)data, k.memory + (addr - k.base), 8);
	return 0;
}

static long openat(const char *path)
{
	if (!strcmp(path, "/proc/self/status")) {
		if (take_byte(&k.answers) % 8 == 7)
			return -LX_ENOENT;
		k.open++;
		return STATUS;
	}
	CHECK(!strcmp(path, "/proc/2147483647/mem") && k.status_is_ours);
	if (take_byte(&k.answers) % 8 == 7)
		return -LX_EACCES;
	k.open++;
	return MEM;
}

static long kernel(long nr, const long *a)
{
	const Iovec *local, *remote;
	unsigned long n;

	switch (nr) {
	case LX_SYS_ptrace:
		CHECK(a[1] == 0x7fffffff);
		if (a[0] == LX_PTRACE_GETREGSET || a[0] == LX_PTRACE_SETREGSET)
			return regset(a[0], (Iovec *)a[3]);
		if (a[0] != LX_PTRACE_GETEVENTMSG)
			return word(a[0], (unsigned long)a[2], a[3]);
		if (k.not_ours)
			return -LX_ESRCH;
		*(unsigned long *)a[3] = 0;
		return 0;
	case LX_SYS_process_vm_readv:
	case LX_SYS_process_vm_writev:
		local = (const Iovec *)a[1];
		remote = (const Iovec *)a[3];
		CHECK(!k.not_ours && !k.user && a[2] == 1 && a[4] == 1 && local->len == remote->len);
		if (take_byte(&k.answers) % 8 == 7)
			return -LX_ENOSYS;
		return transfer(local->base, (unsigned long)remote->base, local->len, nr == LX_SYS_process_vm_writev,
				MAPPED | ALLOWED);
	case LX_SYS_openat:
		return openat((const char *)a[1]);
	case LX_SYS_read:
		CHECK(a[0] == STATUS);
		n = some((unsigned long)a[2] < k.status.left ? (unsigned long)a[2] : k.status.left);
		take(&k.status, (void *)a[1], n);
		return (long)n;
	case LX_SYS_pread64:
	case LX_SYS_pwrite64:
		CHECK(a[0] == MEM);
		if (take_byte(&k.answers) % 8 == 7)
			return -LX_EIO;
		return transfer((void *)a[1], (unsigned long)a[3], (unsigned long)a[2], nr == LX_SYS_pwrite64, MAPPED);
	case LX_SYS_close:
		k.open--;
		return 0;
	default:
		CHECK(nr == LX_SYS_ptrace);
		return -LX_ENOSYS;
	}
}

/* is_ours tells, by another way, whether a status may be one of our PID namespace: of one number there. */
static int is_ours(Input status)
{
	char *text = exact_string(status.at, status.left), *at = text, *end = text + status.left;
	int found = 0;

	for (; at < end; at++)
		if (end - at > 7 && !memcmp(at, "NSpid:\t", 7))
			found |= at[7 + strspn(at + 7, "0123456789")] == '\n';
	free(text);
	return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	unsigned int what = take_byte(&in), offset, len, i;
	unsigned char *local, *before;
	unsigned long expected, words;
	long result;
	int poke = what & 1;

	memset(&k, 0, sizeof(k));
	k.user = (what >> 1 & 3) == 3;
	k.not_ours = (what & 0xe0) == 0xe0;
	if ((what & 0x70) == 0x70) {
		registers(take_byte(&in));
		return 0;
	}
	k.base = what & 8 ? -(unsigned long)SIZE : 0x7f0000000000UL; /* up to the very end of addresses */
	for (i = 0; i < PAGES; i++)
		k.rights[i] = (unsigned char)(take_byte(&in) ^ (MAPPED | ALLOWED));
	offset = take_byte(&in) | take_byte(&in) << 8;
	offset %= SIZE;
	len = take_byte(&in) | take_byte(&in) << 8;
	len %= SIZE + 1;
	for (i = 0; i < SIZE; i++)
		k.memory[i] = (unsigned char)(i * 7 + i / 64);
	k.answers.at = in.at;
	k.answers.left = in.left < 24 ? in.left : 24;
	k.status.at = in.at + k.answers.left;
	k.status.left = in.left - k.answers.left;
	k.status_is_ours = is_ours(k.status);
	local = malloc(len + !len);
	before = exact(k.memory, SIZE);
	CHECK(local);
	for (i = 0; i < len; i++)
		local[i] = (unsigned char)~i;
	expected = permitted(k.base + offset, len, MAPPED, poke ? SHARED_READONLY : 0);
	/* Words are copied as far as they are there; the last one that is not stops it, with what is before. */
	words = k.base + offset;
	if (k.not_ours)
		expected = 0;
	if (k.user)
		result = poke ? PtracePokeUser(0x7fffffff, words, local, len) : PtracePeekUser(0x7fffffff, words, local, len);
	else if (poke)
		result = what & 2 ? PtracePokeText(0x7fffffff, words, local, len)
				  : PtracePokeData(0x7fffffff, words, local, len);
	else
		result = what & 2 ? PtracePeekText(0x7fffffff, words, local, len)
				  : PtracePeekData(0x7fffffff, words, local, len);
	CHECK(k.open == 0);
	if (!expected && len)
		CHECK(result == (k.not_ours ? -LX_ESRCH : -LX_EIO));
	else
		CHECK(result == (long)expected || (k.not_ours && result == -LX_ESRCH));
	for (i = 0; i < SIZE; i++)
		CHECK(k.memory[i] == (poke && i >= offset && i < offset + expected ? local[i - offset] : before[i]));
	for (i = 0; i < len; i++)
		CHECK(local[i] == (!poke && i < expected ? before[offset + i] : (unsigned char)~i));
	free(local);
	free(before);
	return 0;
}
