/* Tracing: ptrace.h. The boot tests have what differs between architectures. */
#include "unit.h"

#include <barecall/ptrace.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#define PAGE 4096UL
enum { RISCV64 = sizeof(PtraceRegs) == 256 };

#define ADDRESS(p) ((unsigned long)(p))
#define STOPPED(sig) ((sig) << 8 | 0x7f)
#define EVENT(event, sig) ((event) << 16 | STOPPED(sig))

static volatile unsigned long words[4];

/* The next change of a child's state; -1 when it takes more than ten seconds. */
static int next_status(int pid)
{
	WaitStatus ws = -1;

	for (int i = 0; i < 20000; i++) {
		int waited = Wait4(pid, &ws, LX_WNOHANG | LX___WALL, LX_NULL);

		if (waited == pid)
			return ws;
		if (waited != 0)
			return waited;
		if (i < 10000)
			sched_yield();
		else
			usleep(1000);
	}
	return -1;
}

/* A tracee that has stopped itself, and then ends with what run returns. Negative: an error. */
static int start_tracee(int (*run)(void), unsigned long options)
{
	int pid = fork();

	if (pid == 0) {
		unit_deadline(20);
		if (PtraceTraceme() != 0)
			_exit(99);
		raise(SIGSTOP);
		_exit(run());
	}
	if (next_status(pid) != STOPPED(SIGSTOP))
		return -1;
	return PtraceSetOptions(pid, LX_PTRACE_O_EXITKILL | LX_PTRACE_O_TRACESYSGOOD | options) == 0 ? pid : -2;
}

static int end_tracee(int pid)
{
	return kill(pid, SIGKILL) == 0 && next_status(pid) == SIGKILL;
}

static int nothing(void)
{
	return 0;
}

#define TRACEE(pid, run, options)                                                            \
	int pid;                                                                             \
	(void)state;                                                                         \
	SKIP_UNDER_QEMU("has no ptrace");                                                    \
	pid = start_tracee(run, options);                                                    \
	assert_true(pid > 0)

static int sleep_on(void)
{
	while (words[3] == 0)
		usleep(1000);
	return 0;
}

static int traced_already(void)
{
	EXPECT(PtraceTraceme() == 0);
	EXPECT(PtraceTraceme() == -EPERM);
	return 0;
}

static void test_what_is_no_tracee_is_told(void **state)
{
	char buffer[100] = "";
	unsigned long word;
	PtraceSyscallInfo info;
	PtraceRegs regs;
	PtraceFPRegs fpregs;
	Iovec iov = { &regs, sizeof(regs) };
	int me = getpid();
	int none = 0x7fffffff;
	int pid;

	(void)state;
	SKIP_UNDER_QEMU("has no ptrace");
	assert_int_equal(in_child(traced_already), 0);
	assert_int_equal(PtraceAttach(none), -ESRCH);
	assert_int_equal(PtraceAttach(me), -EPERM);
	assert_int_equal(PtraceSeize(none, 0), -ESRCH);
	assert_int_equal(PtraceSeize(me, 1UL << 30), -EIO);

	pid = fork();
	if (pid == 0) {
		unit_deadline(20);
		_exit(sleep_on());
	}
	for (int round = 0; round < 2; round++) { /* a child that is no tracee, and a tracee that runs */
		assert_int_equal(PtraceCont(pid, 0), -ESRCH);
		assert_int_equal(PtraceSyscall(pid, 0), -ESRCH);
		assert_int_equal(PtraceSingleStep(pid, 0), -ESRCH);
		assert_int_equal(PtraceDetach(pid, 0), -ESRCH);
		assert_int_equal(PtraceSetOptions(pid, 0), -ESRCH);
		assert_int_equal(PtraceGetEventMsg(pid, &word), -ESRCH);
		assert_int_equal(PtraceGetRegs(pid, &regs), -ESRCH);
		assert_int_equal(PtraceSetRegs(pid, &regs), -ESRCH);
		assert_int_equal(PtraceGetFPRegs(pid, &fpregs), -ESRCH);
		assert_int_equal(PtraceSetFPRegs(pid, &fpregs), -ESRCH);
		assert_int_equal(PtraceSetSyscall(pid, 1), -ESRCH);
		assert_int_equal(PtraceGetSyscallInfo(pid, &info), -ESRCH);
		assert_int_equal(PtraceGetRegSet(pid, LX_NT_PRSTATUS, &iov), -ESRCH);
		assert_int_equal(PtraceSetRegSet(pid, LX_NT_PRSTATUS, &iov), -ESRCH);
		assert_int_equal(PtracePeekWord(pid, ADDRESS(words), &word), -ESRCH);
		assert_int_equal(PtracePokeWord(pid, ADDRESS(words), 1), -ESRCH);
		assert_int_equal(PtracePeekData(pid, ADDRESS(buffer), buffer, 8), -ESRCH);
		assert_int_equal(PtracePeekData(pid, ADDRESS(buffer), buffer, sizeof(buffer)), -ESRCH);
		assert_int_equal(PtracePeekText(pid, ADDRESS(buffer), buffer, 8), -ESRCH);
		assert_int_equal(PtracePeekText(pid, ADDRESS(buffer), buffer, sizeof(buffer)), -ESRCH);
		assert_int_equal(PtracePokeData(pid, ADDRESS(buffer), buffer, sizeof(buffer)), -ESRCH);
		assert_int_equal(PtracePokeText(pid, ADDRESS(buffer), buffer, sizeof(buffer)), -ESRCH);
		assert_int_equal(PtracePeekUser(pid, 0, buffer, 8), -ESRCH);
		assert_int_equal(PtraceListen(pid), -ESRCH);
		if (round == 0) {
			assert_int_equal(PtraceInterrupt(pid), -ESRCH);
			assert_int_equal(PtraceSeize(pid, 1UL << 30), -EIO);
			assert_int_equal(PtraceSeize(pid, LX_PTRACE_O_EXITKILL), 0);
		}
	}
	assert_true(end_tracee(pid));
}

static void test_words_that_look_like_errors(void **state)
{
	unsigned long values[4] = { -1UL, -(unsigned long)ESRCH, 0, -4095UL };
	unsigned long got[4] = { 1, 1, 1, 1 };
	TRACEE(pid, nothing, 0);

	for (int i = 0; i < 4; i++) {
		assert_int_equal(PtracePokeWord(pid, ADDRESS(&words[i]), values[i]), 0);
		assert_int_equal(PtracePeekWord(pid, ADDRESS(&words[i]), &got[i]), 0);
		assert_true(got[i] == values[i] && words[i] == 0);
		got[i] = 1;
		assert_int_equal(PtracePeekData(pid, ADDRESS(&words[i]), &got[i], 8), 8);
		assert_true(got[i] == values[i]);
	}
	assert_int_equal(PtracePeekText(pid, ADDRESS(words), got, sizeof(got)), sizeof(got));
	assert_memory_equal(got, values, sizeof(got));
	assert_int_equal(PtracePeekWord(pid, 8, &got[0]), -EIO);
	assert_int_equal(PtracePokeWord(pid, 8, 0), -EIO);
	assert_int_equal(PtracePeekWord(pid, ADDRESS(words), LX_NULL), -EFAULT);
	assert_int_equal(PtracePeekData(pid, 8, got, 1), -EIO);
	assert_int_equal(PtracePeekData(pid, 8, got, sizeof(got)), -EIO);
	assert_int_equal(PtracePokeText(pid, 8, got, sizeof(got)), -EIO);
	assert_int_equal(PtracePeekData(pid, -4UL, got, sizeof(got)), -EIO); /* and not on from address 0 */
	assert_int_equal(PtracePeekData(pid, 8, got, 0), 0);
	assert_true(end_tracee(pid));
}

static unsigned char pattern(unsigned long i)
{
	return (unsigned char)(i * 7 + i / 256 + 1);
}

static unsigned char *fill(unsigned char *p, unsigned long n)
{
	for (unsigned long i = 0; i < n; i++)
		p[i] = pattern(i);
	return p;
}

static unsigned char *pages(unsigned long n, int prot)
{
	unsigned char *p = mmap(NULL, n * PAGE, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_true(p != MAP_FAILED);
	return p;
}

static void test_any_length_and_alignment(void **state)
{
	unsigned char *memory = fill(pages(2, PROT_READ | PROT_WRITE), 2 * PAGE);
	unsigned char got[64], all[128];
	TRACEE(pid, nothing, 0);

	for (unsigned long skip = 0; skip < 8; skip++) {
		for (unsigned long len = 0; len < 35; len++) {
			unsigned char *at = memory + PAGE - 17 + skip;

			memset(got, 0, sizeof(got));
			assert_int_equal(PtracePeekData(pid, ADDRESS(at), got, len), len);
			assert_memory_equal(got, at, len);
			assert_int_equal(got[len], 0);
		}
	}
	for (unsigned long skip = 0; skip < 8; skip++) {
		for (unsigned long len = 1; len < 35; len += 2) {
			unsigned char *around = memory + PAGE - 64;
			unsigned long at = 47 + skip;
			long (*poke)(int, unsigned long, const void *, unsigned long) =
				len % 4 == 1 ? PtracePokeData : PtracePokeText;

			memset(got, 0xee, sizeof(got));
			assert_int_equal(PtracePokeData(pid, ADDRESS(around), around, 128), 128);
			assert_int_equal(poke(pid, ADDRESS(around + at), got, len), len);
			assert_int_equal(PtracePeekData(pid, ADDRESS(around), all, 128), 128);
			for (unsigned long i = 0; i < 128; i++)
				assert_int_equal(all[i], i >= at && i < at + len ? 0xee : around[i]);
		}
	}
	assert_true(end_tracee(pid));
	munmap(memory, 2 * PAGE);
}

static void test_a_fault_leaves_a_partial_count(void **state)
{
	static const unsigned long tails[] = { 1, 3, 8, 13, 16, 17, 24, 600, PAGE, PAGE + 5, 2 * PAGE, 3 * PAGE - 1 };
	unsigned char *memory = fill(pages(5, PROT_READ | PROT_WRITE), 5 * PAGE);
	unsigned char *end = memory + 4 * PAGE; /* the page after it goes, and the first one */
	unsigned char *got = malloc(5 * PAGE);
	TRACEE(pid, nothing, 0);

	assert_true(end_tracee(pid));
	munmap(end, PAGE);
	munmap(memory, PAGE);
	pid = start_tracee(nothing, 0);
	assert_true(pid > 0);
	for (unsigned long i = 0; i < sizeof(tails) / sizeof(*tails); i++) {
		unsigned long tail = tails[i];
		unsigned char *at = end - tail;

		for (unsigned long more = 1; more < 1400; more += 99) {
			memset(got, 0, 5 * PAGE);
			assert_int_equal(PtracePeekData(pid, ADDRESS(at), got, tail + more), tail);
			assert_memory_equal(got, at, tail);
			assert_int_equal(got[tail], 0);
		}
		memset(got, 0x55, 5 * PAGE);
		assert_int_equal(PtracePokeData(pid, ADDRESS(at), got, tail + 9), tail);
		assert_int_equal(PtracePokeText(pid, ADDRESS(at), got, tail + 900), tail);
		memset(got, 0, tail);
		assert_int_equal(PtracePeekText(pid, ADDRESS(at), got, tail), tail);
		for (unsigned long k = 0; k < tail; k++)
			assert_int_equal(got[k], 0x55);
		assert_int_equal(PtracePokeData(pid, ADDRESS(at), at, tail), tail);
	}
	/* A constant word, which has a way of its own: whole at any alignment, and at the edge as any other length. */
	for (unsigned long tail = 1; tail < 24; tail++) {
		unsigned long left = tail < 8 ? tail : 8;
		unsigned char *at = end - tail, old[8], new[8], word[8];

		memcpy(old, at, left);
		memset(new, (int)tail + 0x60, 8);
		assert_int_equal(PtracePeekData(pid, ADDRESS(at), word, 8), left);
		assert_memory_equal(word, old, left);
		assert_int_equal(PtracePokeData(pid, ADDRESS(at), new, 8), left);
		assert_int_equal(PtracePeekText(pid, ADDRESS(at), word, left), left);
		assert_memory_equal(word, new, left);
		assert_int_equal(PtracePokeData(pid, ADDRESS(at), old, left), left);
	}
	assert_int_equal(PtracePeekData(pid, ADDRESS(end), got, 8), -EIO);
	assert_int_equal(PtracePokeData(pid, ADDRESS(end), got, 8), -EIO);
	assert_int_equal(PtracePeekData(pid, ADDRESS(end), got, 1), -EIO);
	assert_int_equal(PtracePeekData(pid, ADDRESS(end), got, 1000), -EIO);
	assert_int_equal(PtracePokeData(pid, ADDRESS(memory) + PAGE - 1, got, 1000), -EIO);
	assert_true(end_tracee(pid));
	munmap(memory + PAGE, 3 * PAGE);
	free(got);
}

/* Eight pages of which the tracee may read the first three, nothing of the fourth, write none but the last. */
static unsigned char *forbidden_memory(void)
{
	unsigned char *memory = fill(pages(8, PROT_READ | PROT_WRITE), 8 * PAGE);

	assert_int_equal(mprotect(memory, 7 * PAGE, PROT_READ), 0);
	assert_int_equal(mprotect(memory + PAGE, PAGE, PROT_READ | PROT_EXEC), 0);
	assert_int_equal(mprotect(memory + 3 * PAGE, PAGE, PROT_NONE), 0);
	return memory;
}

static unsigned char *forbidden;

/* Reads and writes what the tracee itself may not. */
static int copy_forbidden(int pid)
{
	static unsigned char got[8 * PAGE], other[8 * PAGE];
	long (*const pokes[])(int, unsigned long, const void *, unsigned long) = { PtracePokeData, PtracePokeText };

	for (unsigned long k = 0; k < 2; k++) {
		memset(got, 0, sizeof(got));
		EXPECT(PtracePeekData(pid, ADDRESS(forbidden) + 1, got, 8 * PAGE - 2) == 8 * PAGE - 2);
		for (unsigned long i = 0; i < 8 * PAGE - 2; i++)
			EXPECT(got[i] == pattern(i + 1));
		memset(other, 0x33 + (int)k, sizeof(other));
		EXPECT(pokes[k](pid, ADDRESS(forbidden) + 3, other, 8 * PAGE - 7) == 8 * PAGE - 7);
		EXPECT(PtracePeekData(pid, ADDRESS(forbidden), got, 8 * PAGE) == 8 * PAGE);
		for (unsigned long i = 0; i < 8 * PAGE; i++)
			EXPECT(got[i] == (i < 3 || i >= 8 * PAGE - 4 ? pattern(i) : other[0]));
		fill(other, sizeof(other));
		EXPECT(pokes[k](pid, ADDRESS(forbidden), other, 8 * PAGE) == 8 * PAGE);
	}
	return 0;
}

static int copy_as_a_child(void)
{
	int pid = start_tracee(nothing, 0);
	int result;

	EXPECT(pid > 0);
	result = copy_forbidden(pid);
	EXPECT(end_tracee(pid));
	return result;
}

/* A filter under which a call of this number fails with EPERM. */
static int deny(unsigned int nr, unsigned int nr2)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, nr2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(code) / sizeof(*code), code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static int copy_without_process_vm(void)
{
	EXPECT(deny(SYS_process_vm_readv, SYS_process_vm_writev) == 0);
	EXPECT(syscall(SYS_process_vm_readv, 0, 0, 0, 0, 0, 0) == -1 && errno == EPERM);
	return copy_as_a_child();
}

static int copy_without_proc(void)
{
	EXPECT(unshare(CLONE_NEWNS) == 0);
	EXPECT(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0);
	EXPECT(mount("none", "/proc", "tmpfs", 0, NULL) == 0);
	EXPECT(access("/proc/self/mem", F_OK) == -1);
	return copy_as_a_child();
}

static int copy_without_either(void)
{
	EXPECT(deny(SYS_process_vm_readv, SYS_process_vm_writev) == 0);
	return copy_without_proc();
}

static void test_pages_forbidden_to_the_tracee(void **state)
{
	struct iovec local, remote;
	TRACEE(pid, nothing, 0);

	assert_true(end_tracee(pid));
	forbidden = forbidden_memory();
	pid = start_tracee(nothing, 0);
	local.iov_base = &local;
	remote.iov_base = forbidden + PAGE;
	local.iov_len = remote.iov_len = 8;
	assert_int_equal(process_vm_writev(pid, &local, 1, &remote, 1, 0), -1); /* the tests below mean something */
	assert_int_equal(copy_forbidden(pid), 0);
	assert_true(end_tracee(pid));
	assert_int_equal(in_child(copy_without_process_vm), 0);
	munmap(forbidden, 8 * PAGE);
}

static void test_copies_without_proc(void **state)
{
	(void)state;
	SKIP_IN_A_CHROOT();
	SKIP_UNDER_QEMU("has no ptrace");
	SKIP_UNLESS_ROOT();
	forbidden = forbidden_memory();
	assert_int_equal(in_child(copy_without_proc), 0);
	assert_int_equal(in_child(copy_without_either), 0);
	munmap(forbidden, 8 * PAGE);
}

static int victim_pid;

/* In a new PID namespace, under the /proc of the old one: a tracee with the number of another process. */
static int poke_namesake(void)
{
	static unsigned char got[PAGE], other[PAGE];
	int wanted = victim_pid;
	CloneArgs args;
	long pid;

	memset(&args, 0, sizeof(args));
	args.exit_signal = SIGCHLD;
	args.set_tid = ADDRESS(&wanted);
	args.set_tid_size = 1;
	pid = Clone3(&args, sizeof(args));
	if (pid == 0) {
		Alarm(20);
		PtraceTraceme();
		Kill(Getpid(), SIGSTOP);
		ExitThread(0);
	}
	EXPECT(pid == victim_pid);
	EXPECT(next_status((int)pid) == STOPPED(SIGSTOP));
	memset(other, 0x44, sizeof(other));
	EXPECT(PtracePokeData((int)pid, ADDRESS(forbidden), other, PAGE) == PAGE);
	EXPECT(PtracePokeText((int)pid, ADDRESS(forbidden) + PAGE, other, PAGE) == PAGE);
	EXPECT(PtracePeekData((int)pid, ADDRESS(forbidden) + 3 * PAGE, got, PAGE) == PAGE);
	EXPECT(got[5] == pattern(3 * PAGE + 5));
	EXPECT(PtracePeekData((int)pid, ADDRESS(forbidden), got, PAGE) == PAGE && memcmp(got, other, PAGE) == 0);
	EXPECT(PtracePeekData((int)pid, ADDRESS(forbidden) + PAGE, got, PAGE) == PAGE && memcmp(got, other, PAGE) == 0);
	EXPECT(end_tracee((int)pid));
	return 0;
}

static int poke_in_another_namespace(void)
{
	int pid, status;

	EXPECT(unshare(CLONE_NEWPID) == 0);
	pid = fork();
	if (pid == 0)
		_exit(poke_namesake());
	EXPECT(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void test_proc_of_another_namespace_is_not_believed(void **state)
{
	static unsigned char got[2 * PAGE];

	(void)state;
	SKIP_UNDER_QEMU("has no ptrace");
	SKIP_UNLESS_ROOT();
	forbidden = forbidden_memory();
	victim_pid = start_tracee(nothing, 0);
	assert_true(victim_pid > 0);
	assert_int_equal(in_child(poke_in_another_namespace), 0);
	assert_int_equal(PtracePeekData(victim_pid, ADDRESS(forbidden), got, sizeof(got)), sizeof(got));
	assert_memory_equal(got, forbidden, sizeof(got));
	assert_true(end_tracee(victim_pid));
	munmap(forbidden, 8 * PAGE);
}

static void test_pokes_do_not_reach_a_file(void **state)
{
	int fd = open("file", O_RDWR | O_CREAT, 0600);
	unsigned char *private, *shared;
	unsigned char got[PAGE], zeros[PAGE] = { 0 };
	TRACEE(pid, nothing, 0);

	assert_true(end_tracee(pid));
	assert_int_equal(ftruncate(fd, (long)PAGE), 0);
	private = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, fd, 0);
	shared = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
	pid = start_tracee(nothing, 0);
	memset(got, 1, sizeof(got));
	assert_int_equal(PtracePokeData(pid, ADDRESS(private), got, sizeof(got)), sizeof(got));
	assert_int_equal(PtracePokeData(pid, ADDRESS(shared), got, sizeof(got)), -EIO);
	assert_int_equal(PtracePokeText(pid, ADDRESS(shared), got, 3), -EIO);
	assert_true(end_tracee(pid));
	assert_int_equal(pread(fd, got, sizeof(got), 0), sizeof(got));
	assert_memory_equal(got, zeros, sizeof(got));
	munmap(private, PAGE);
	munmap(shared, PAGE);
	close(fd);
}

static __attribute__((noreturn)) void end_with_argument(int status)
{
	_exit(status);
}

static void test_registers(void **state)
{
	PtraceRegs regs, back;
	PtraceFPRegs fpregs, fpback;
	Iovec iov;
	TRACEE(pid, nothing, 0);

	iov.base = &regs;
	iov.len = 24;
	assert_int_equal(PtraceGetRegSet(pid, LX_NT_PRSTATUS, &iov), 0);
	assert_int_equal(iov.len, 24);
	iov.len = 23;
	assert_int_equal(PtraceGetRegSet(pid, LX_NT_PRSTATUS, &iov), -EINVAL);
	iov.len = 10000;
	assert_int_equal(PtraceGetRegSet(pid, 0x7777, &iov), -EINVAL);
	iov.base = &back;
	assert_int_equal(PtraceGetRegSet(pid, LX_NT_PRSTATUS, &iov), 0);
	assert_int_equal(iov.len, sizeof(regs));
	assert_int_equal(PtraceGetRegs(pid, &regs), 0);
	assert_memory_equal(&regs, &back, sizeof(regs));
	assert_int_equal(PtraceGetRegs(pid, LX_NULL), -EFAULT);
	assert_true(ADDRESS(&regs) - PtraceRegsSP(&regs) + (1 << 16) < 2 << 16);

	assert_int_equal(PtraceGetFPRegs(pid, &fpregs), 0);
	memset((char *)&fpregs + (sizeof(fpregs) > 500 ? 160 : 0), 0x3f, 128); /* xmm0 on, or any */
	assert_int_equal(PtraceSetFPRegs(pid, &fpregs), 0);
	memset(&fpback, 0, sizeof(fpback));
	assert_int_equal(PtraceGetFPRegs(pid, &fpback), 0);
	assert_memory_equal(&fpregs, &fpback, sizeof(fpregs) > 500 ? 160 + 128 : sizeof(fpregs));

	PtraceRegsSetPC(&regs, ADDRESS(end_with_argument));
	PtraceRegsSetSP(&regs, (PtraceRegsSP(&regs) - 4096) & ~15UL);
	PtraceRegsSetSP(&regs, PtraceRegsSP(&regs) - (sizeof(regs) == 216 ? 8 : 0)); /* as after x86_64's call */
	PtraceRegsSetSyscall(&regs, -1);
	PtraceRegsSetArg(&regs, 0, 42);
	assert_int_equal(PtraceSetRegs(pid, &regs), 0);
	assert_int_equal(PtraceGetRegs(pid, &back), 0);
	assert_memory_equal(&regs, &back, sizeof(regs));
	assert_int_equal(PtraceCont(pid, 0), 0);
	assert_int_equal(next_status(pid), 42 << 8);
}

static void test_struct_user(void **state)
{
	unsigned long word = 0;
	PtraceRegs regs;
	unsigned char bytes[sizeof(regs)] = { 0 };
	TRACEE(pid, nothing, 0);

	assert_int_equal(PtracePeekUserWord(pid, 1 << 20, &word), -EIO);
	assert_int_equal(PtracePokeUserWord(pid, 1 << 20, 1), -EIO);
	assert_int_equal(PtracePeekUser(pid, 1 << 20, bytes, 20), -EIO);
	assert_int_equal(PtracePokeUser(pid, 1 << 20, bytes, 20), -EIO);
/* Only x86_64 has a struct user. */
#if defined(__x86_64__)
	assert_int_equal(PtraceGetRegs(pid, &regs), 0);
	assert_int_equal(PtracePeekUserWord(pid, offsetof(PtraceRegs, rip), &word), 0);
	assert_true(word == regs.rip);
	assert_int_equal(PtracePeekUserWord(pid, 4, &word), -EIO);
	assert_int_equal(PtracePeekUser(pid, 3, bytes, sizeof(bytes) - 3), sizeof(bytes) - 3);
	assert_memory_equal(bytes, (char *)&regs + 3, sizeof(bytes) - 3);
	assert_int_equal(PtracePeekUser(pid, 920, bytes, 20), 8); /* its last word */
	assert_int_equal(PtracePokeUserWord(pid, offsetof(PtraceRegs, r12), -1UL), 0);
	assert_int_equal(PtracePokeUser(pid, offsetof(PtraceRegs, r12) + 2, "abcdefghij", 10), 10);
	assert_int_equal(PtracePeekUser(pid, offsetof(PtraceRegs, r12), &word, 8), 8);
	assert_memory_equal(&word, "\xff\xff" "abcdef", 8);
	assert_int_equal(PtraceGetRegs(pid, &regs), 0);
	assert_true(regs.r12 == word && (regs.rbp & 0xffffffff) == 0x6a696867UL);
	assert_int_equal(PtracePokeUserWord(pid, offsetof(PtraceRegs, cs), 0), -EIO);
	assert_int_equal(PtracePokeUserWord(pid, 848, -8UL), -EINVAL); /* a breakpoint in the kernel */
	regs.cs = 0;
	assert_int_equal(PtraceSetRegs(pid, &regs), -EIO);
#else
	(void)regs;
#endif
	assert_true(end_tracee(pid));
}

static int make_calls(void)
{
	EXPECT(RawSyscall6(SYS_fsync, -77, 2, 3, 4, 5, 6) == -EBADF);
	EXPECT(RawSyscall(SYS_close, -5, 0, 0) == getppid()); /* made another call */
	EXPECT(RawSyscall(SYS_close, -5, 0, 0) == 4242); /* made none */
	EXPECT(RawSyscall(SYS_close, -5, 0, 0) == -EUCLEAN); /* given another result */
	EXPECT(RawSyscall(SYS_close, -5, 0, 0) == getpid()); /* made another call, by PtraceSetSyscallInfo */
	return 55;
}

/* Goes on to the next system call of this number, at its beginning. */
static int reach(int pid, long nr)
{
	PtraceSyscallInfo info;

	for (int i = 0; i < 100; i++) {
		if (PtraceSyscall(pid, 0) != 0 || next_status(pid) != STOPPED(SIGTRAP | 0x80))
			return -1;
		if (PtraceGetSyscallInfo(pid, &info) < 24)
			return -2;
		if (info.op == LX_PTRACE_SYSCALL_INFO_ENTRY && (long)info.u.entry.nr == nr)
			return 0;
	}
	return -3;
}

static void test_syscall_stops(void **state)
{
	PtraceSyscallInfo info;
	PtraceRegs regs;
	unsigned long msg;
	TRACEE(pid, make_calls, 0);

	assert_true(PtraceGetSyscallInfo(pid, &info) >= 24);
	assert_int_equal(info.op, LX_PTRACE_SYSCALL_INFO_NONE);

	assert_int_equal(reach(pid, SYS_fsync), 0);
	memset(&info, 0xff, sizeof(info));
	assert_true(PtraceGetSyscallInfo(pid, &info) >= 24 + 56);
	assert_int_equal(info.reserved, 0);
	assert_true(info.arch == LX_AUDIT_ARCH_X86_64 || info.arch == LX_AUDIT_ARCH_AARCH64 ||
		    info.arch == LX_AUDIT_ARCH_RISCV64);
	assert_int_equal(PtraceGetRegs(pid, &regs), 0);
	assert_true(info.instruction_pointer == PtraceRegsPC(&regs) && info.stack_pointer == PtraceRegsSP(&regs));
	assert_int_equal(PtraceRegsSyscall(&regs), SYS_fsync);
	for (int i = 0; i < 6; i++) {
		assert_true(info.u.entry.args[i] == (i ? (unsigned long)i + 1 : -77UL));
		/* riscv64 has lost the first one since Linux 6.11. */
		assert_true(PtraceRegsArg(&regs, i) == info.u.entry.args[i] ||
			    (RISCV64 && i == 0 && PtraceRegsArg(&regs, i) == -(unsigned long)ENOSYS));
	}
	assert_int_equal(PtraceGetEventMsg(pid, &msg), 0);
	assert_int_equal(msg, LX_PTRACE_EVENTMSG_SYSCALL_ENTRY);

	assert_int_equal(PtraceSyscall(pid, 0), 0);
	assert_int_equal(next_status(pid), STOPPED(SIGTRAP | 0x80));
	assert_true(PtraceGetSyscallInfo(pid, &info) >= 24 + 9);
	assert_int_equal(info.op, LX_PTRACE_SYSCALL_INFO_EXIT);
	assert_int_equal(info.u.exit.rval, -EBADF);
	assert_int_equal(info.u.exit.is_error, 1);
	assert_int_equal(PtraceGetRegs(pid, &regs), 0);
	assert_int_equal(PtraceRegsResult(&regs), -EBADF);
	assert_int_equal(PtraceGetEventMsg(pid, &msg), 0);
	assert_int_equal(msg, LX_PTRACE_EVENTMSG_SYSCALL_EXIT);

	assert_int_equal(reach(pid, SYS_close), 0);
	assert_int_equal(PtraceSetSyscall(pid, SYS_getppid), 0);

	assert_int_equal(reach(pid, SYS_close), 0);
	assert_int_equal(PtraceSetSyscall(pid, -1), 0);
	assert_int_equal(PtraceSyscall(pid, 0), 0);
	assert_int_equal(next_status(pid), STOPPED(SIGTRAP | 0x80));
	assert_int_equal(PtraceGetRegs(pid, &regs), 0);
	PtraceRegsSetResult(&regs, 4242);
	assert_int_equal(PtraceSetRegs(pid, &regs), 0);

	assert_int_equal(reach(pid, SYS_close), 0);
	assert_int_equal(PtraceSyscall(pid, 0), 0);
	assert_int_equal(next_status(pid), STOPPED(SIGTRAP | 0x80));
	assert_int_equal(PtraceGetRegs(pid, &regs), 0);
	PtraceRegsSetResult(&regs, -EUCLEAN);
	assert_int_equal(PtraceSetRegs(pid, &regs), 0);

	assert_int_equal(reach(pid, SYS_close), 0);
	assert_true(PtraceGetSyscallInfo(pid, &info) >= 24);
	info.flags = 1;
	if (PtraceSetSyscallInfo(pid, &info) == -EIO) { /* before Linux 6.16 */
		assert_int_equal(PtraceSetSyscall(pid, SYS_getpid), 0);
	} else {
		assert_int_equal(PtraceSetSyscallInfo(pid, &info), -EINVAL);
		info.flags = 0;
		info.u.entry.nr = SYS_getpid;
		assert_int_equal(PtraceSetSyscallInfo(pid, &info), 0);
	}

	assert_int_equal(PtraceCont(pid, 0), 0);
	assert_int_equal(next_status(pid), 55 << 8);
}

static __attribute__((noinline)) void end_with_4(void)
{
	Exit(4);
}

static __attribute__((noinline)) int vfork_and_exit(void)
{
	int pid = Vfork();

	if (pid == 0)
		end_with_4();
	return pid;
}

static int fork_and_exec(void)
{
	char *argv[] = { (char *)"true", NULL };
	int pid = Fork();

	if (pid == 0)
		Exit(3);
	Wait4(pid, LX_NULL, LX___WALL, LX_NULL);
	pid = vfork_and_exit();
	Wait4(pid, LX_NULL, LX___WALL, LX_NULL);
	execve("/bin/true", argv, NULL);
	return 77;
}

static void test_events(void **state)
{
	unsigned long msg = 0;
	int child;
	TRACEE(pid, fork_and_exec, LX_PTRACE_O_TRACEFORK | LX_PTRACE_O_TRACEVFORK | LX_PTRACE_O_TRACEVFORKDONE |
		LX_PTRACE_O_TRACEEXEC | LX_PTRACE_O_TRACEEXIT | LX_PTRACE_O_TRACECLONE);

	assert_int_equal(PtraceSetOptions(pid, 1UL << 30), -EINVAL);
	assert_int_equal(PtraceCont(pid, 0), 0);
	assert_int_equal(next_status(pid), EVENT(LX_PTRACE_EVENT_FORK, SIGTRAP));
	assert_int_equal(PtraceGetEventMsg(pid, &msg), 0);
	child = (int)msg;
	assert_int_equal(next_status(child), STOPPED(SIGSTOP));
	assert_int_equal(PtraceCont(child, 0), 0);
	assert_int_equal(next_status(child), EVENT(LX_PTRACE_EVENT_EXIT, SIGTRAP));
	assert_int_equal(PtraceGetEventMsg(child, &msg), 0);
	assert_int_equal(msg, 3 << 8);
	assert_int_equal(PtraceCont(child, 0), 0);
	assert_int_equal(next_status(child), 3 << 8);

	assert_int_equal(PtraceCont(pid, 0), 0);
	if (next_status(pid) == STOPPED(SIGCHLD)) { /* of the first child */
		assert_int_equal(PtraceCont(pid, SIGCHLD), 0);
		assert_int_equal(next_status(pid), EVENT(LX_PTRACE_EVENT_VFORK, SIGTRAP));
	}
	assert_int_equal(PtraceGetEventMsg(pid, &msg), 0);
	child = (int)msg;
	assert_int_equal(next_status(child), STOPPED(SIGSTOP));
	assert_int_equal(PtraceDetach(child, 0), 0);
	assert_int_equal(PtraceCont(pid, 0), 0);
	assert_int_equal(next_status(pid), EVENT(LX_PTRACE_EVENT_VFORK_DONE, SIGTRAP));
	assert_int_equal(PtraceGetEventMsg(pid, &msg), 0);
	assert_int_equal(msg, child);
	assert_int_equal(PtraceCont(pid, 0), 0);
	if (next_status(pid) == STOPPED(SIGCHLD)) {
		assert_int_equal(PtraceCont(pid, SIGCHLD), 0);
		assert_int_equal(next_status(pid), EVENT(LX_PTRACE_EVENT_EXEC, SIGTRAP));
	}
	assert_int_equal(PtraceGetEventMsg(pid, &msg), 0);
	assert_int_equal(msg, pid);
	assert_int_equal(PtraceSetOptions(pid, 0), 0); /* its end is to stop it no more */
	assert_true(end_tracee(pid));
}

static int report_fd;

static int trace_and_die(void)
{
	int pid = start_tracee(sleep_on, 0);

	EXPECT(pid > 0);
	EXPECT(write(report_fd, &pid, sizeof(pid)) == sizeof(pid));
	EXPECT(PtraceCont(pid, 0) == 0);
	return 0;
}

static void test_exitkill(void **state)
{
	int fds[2];
	int pid = 0;

	(void)state;
	SKIP_UNDER_QEMU("has no ptrace");
	assert_int_equal(pipe(fds), 0);
	report_fd = fds[1];
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
	assert_int_equal(in_child(trace_and_die), 0);
	assert_int_equal(read(fds[0], &pid, sizeof(pid)), sizeof(pid));
	assert_int_equal(next_status(pid), SIGKILL);
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0), 0);
	close(fds[0]);
	close(fds[1]);
}

static int count_up(void)
{
	while (words[3] == 0)
		words[0]++;
	return 0;
}

static void test_singlestep(void **state)
{
	PtraceRegs regs;
	unsigned long pc = 0;
	Siginfo info;
	int moved = 0;
	TRACEE(pid, count_up, 0);

	if (RISCV64) { /* which cannot step */
		assert_int_equal(PtraceSingleStep(pid, 0), -EIO);
		assert_true(end_tracee(pid));
		return;
	}
	for (int i = 0; i < 50; i++) {
		assert_int_equal(PtraceSingleStep(pid, 0), 0);
		assert_int_equal(next_status(pid), STOPPED(SIGTRAP));
		assert_int_equal(PtraceGetRegs(pid, &regs), 0);
		moved += pc != PtraceRegsPC(&regs);
		pc = PtraceRegsPC(&regs);
	}
	assert_true(moved > 40);
	assert_int_equal(PtraceGetSiginfo(pid, &info), 0);
	assert_true(info.signo == SIGTRAP && info.code == 2); /* TRAP_TRACE */
	assert_int_equal(PtraceSingleStep(pid, 1000), -EIO);
	assert_int_equal(PtraceCont(pid, -1), -EIO);
	assert_true(end_tracee(pid));
}

static volatile int received;

static void receive(int sig, siginfo_t *info, void *context)
{
	(void)context;
	received = sig == SIGUSR1 ? info->si_value.sival_int : -1;
}

static int await_signal(void)
{
	struct sigaction action;
	sigset_t set;
	union sigval value = { .sival_int = 3 };

	memset(&action, 0, sizeof(action));
	action.sa_sigaction = receive;
	action.sa_flags = SA_SIGINFO;
	sigaction(SIGUSR1, &action, NULL);
	sigqueue(getpid(), SIGUSR1, value);
	EXPECT(received == 33);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, NULL);
	value.sival_int = 8;
	sigqueue(getpid(), SIGUSR2, value);
	raise(SIGSTOP);
	return 11; /* SIGUSR2 is let in, and kills it, before that */
}

static void test_signals(void **state)
{
	Siginfo info, pending[4];
	PtracePeekSiginfoArgs args = { 0, LX_PTRACE_PEEKSIGINFO_SHARED, 4 };
	Sigset_t mask = { 0 };
	TRACEE(pid, await_signal, 0);

	assert_int_equal(PtracePeekSiginfo(pid, &args, pending), 0);
	assert_int_equal(PtraceCont(pid, 0), 0);
	assert_int_equal(next_status(pid), STOPPED(SIGUSR1));
	assert_int_equal(PtraceGetSiginfo(pid, &info), 0);
	assert_true(info.signo == SIGUSR1 && info.code == SI_QUEUE);
	assert_true(info.u.rt.pid == pid && info.u.rt.value.integer == 3);
	info.u.rt.value.integer = 33;
	assert_int_equal(PtraceSetSiginfo(pid, &info), 0);
	assert_int_equal(PtraceCont(pid, SIGUSR1), 0);

	assert_int_equal(next_status(pid), STOPPED(SIGSTOP));
	assert_int_equal(PtracePeekSiginfo(pid, &args, pending), 1);
	assert_true(pending[0].signo == SIGUSR2 && pending[0].u.rt.value.integer == 8);
	args.off = 1;
	assert_int_equal(PtracePeekSiginfo(pid, &args, pending), 0);
	args.nr = -1;
	assert_int_equal(PtracePeekSiginfo(pid, &args, pending), -EINVAL);
	assert_int_equal(PtraceGetSigmask(pid, &mask), 0);
	assert_true(mask.val == 1UL << (SIGUSR2 - 1));
	mask.val = 0;
	assert_int_equal(PtraceSetSigmask(pid, &mask), 0);
	assert_int_equal(PtraceCont(pid, 0), 0);
	assert_int_equal(next_status(pid), STOPPED(SIGUSR2));
	assert_int_equal(PtraceCont(pid, SIGUSR2), 0);
	assert_int_equal(next_status(pid), SIGUSR2);
}

static void test_seize_interrupt_listen_detach(void **state)
{
	Siginfo info;
	int pid;

	(void)state;
	SKIP_UNDER_QEMU("has no ptrace");
	pid = fork();
	if (pid == 0) {
		unit_deadline(20);
		_exit(sleep_on());
	}
	assert_int_equal(PtraceSeize(pid, LX_PTRACE_O_EXITKILL), 0);
	assert_int_equal(PtraceSeize(pid, 0), -EPERM);
	assert_int_equal(PtraceInterrupt(pid), 0);
	assert_int_equal(next_status(pid), EVENT(LX_PTRACE_EVENT_STOP, SIGTRAP));
	assert_int_equal(PtraceCont(pid, 0), 0);
	assert_int_equal(kill(pid, SIGSTOP), 0);
	assert_int_equal(next_status(pid), STOPPED(SIGSTOP));
	assert_int_equal(PtraceListen(pid), -EIO);
	assert_int_equal(PtraceCont(pid, SIGSTOP), 0);
	assert_int_equal(next_status(pid), EVENT(LX_PTRACE_EVENT_STOP, SIGSTOP)); /* the group stop */
	assert_int_equal(PtraceListen(pid), 0);
	assert_int_equal(PtraceGetSiginfo(pid, &info), -ESRCH); /* it listens */
	assert_int_equal(kill(pid, SIGCONT), 0);
	assert_int_equal(next_status(pid), EVENT(LX_PTRACE_EVENT_STOP, SIGTRAP));
	assert_int_equal(PtraceCont(pid, 0), 0);
	assert_int_equal(next_status(pid), STOPPED(SIGCONT));
	assert_int_equal(PtraceDetach(pid, 0), 0);
	assert_int_equal(PtraceCont(pid, 0), -ESRCH);

	assert_int_equal(PtraceAttach(pid), 0);
	assert_int_equal(next_status(pid), STOPPED(SIGSTOP));
	assert_int_equal(PtraceInterrupt(pid), -EIO);
	assert_int_equal(PtraceDetach(pid, SIGTERM), 0);
	assert_int_equal(next_status(pid), SIGTERM);
}

static int filtered(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { 2, code };

	EXPECT(deny(SYS_acct, SYS_acct) == 0);
	EXPECT(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_LOG, &program) == 0);
	raise(SIGSTOP);
	return 0;
}

static void test_seccomp_filters(void **state)
{
	SockFilter code[8];
	SeccompMetadata metadata = { 0, 9 };
	TRACEE(pid, filtered, 0);

	SKIP_UNLESS_ROOT();
	assert_int_equal(PtraceSeccompGetFilter(pid, 0, code), -EINVAL);
	assert_int_equal(PtraceSeccompGetMetadata(pid, &metadata), -EINVAL);
	assert_int_equal(PtraceCont(pid, 0), 0);
	assert_int_equal(next_status(pid), STOPPED(SIGSTOP));
	assert_int_equal(PtraceSeccompGetFilter(pid, 0, LX_NULL), 5);
	memset(code, 0, sizeof(code));
	assert_int_equal(PtraceSeccompGetFilter(pid, 0, code), 5);
	assert_int_equal(code[1].k, SYS_acct);
	assert_int_equal(PtraceSeccompGetFilter(pid, 1, code), 2);
	assert_int_equal(PtraceSeccompGetFilter(pid, 2, code), -ENOENT);
	assert_int_equal(PtraceSeccompGetMetadata(pid, &metadata), sizeof(metadata));
	assert_int_equal(metadata.flags, 0);
	metadata.filter_off = 1;
	assert_int_equal(PtraceSeccompGetMetadata(pid, &metadata), sizeof(metadata));
	assert_int_equal(metadata.flags, SECCOMP_FILTER_FLAG_LOG);
	metadata.filter_off = 2;
	assert_int_equal(PtraceSeccompGetMetadata(pid, &metadata), -ENOENT);
	assert_true(end_tracee(pid));
}

static void test_configurations(void **state)
{
	PtraceRseqConfiguration rseq;
	PtraceSudConfig sud;
	int result;
	TRACEE(pid, nothing, 0);

	memset(&rseq, 0xff, sizeof(rseq));
	assert_int_equal(PtraceGetRseqConfiguration(pid, &rseq), sizeof(rseq));
	assert_int_equal(rseq.pad, 0);
	assert_true(rseq.rseq_abi_size >= 32 || rseq.rseq_abi_pointer == 0);
	memset(&sud, 0xff, sizeof(sud));
	result = PtraceGetSyscallUserDispatchConfig(pid, &sud);
	if (result == 0) {
		assert_true(sud.mode == 0 && sud.selector == 0 && sud.offset == 0 && sud.len == 0);
		sud.mode = 1;
		sud.offset = ADDRESS(words);
		sud.len = sizeof(words);
		assert_int_equal(PtraceSetSyscallUserDispatchConfig(pid, &sud), 0);
		memset(&sud, 0, sizeof(sud));
		assert_int_equal(PtraceGetSyscallUserDispatchConfig(pid, &sud), 0);
		assert_true(sud.mode == 1 && sud.offset == ADDRESS(words) && sud.len == sizeof(words));
		sud.mode = 99;
		assert_int_equal(PtraceSetSyscallUserDispatchConfig(pid, &sud), -EINVAL);
	} else {
		assert_true(result == -EIO || result == -EINVAL); /* before Linux 6.4; the architecture has none */
	}
	assert_true(end_tracee(pid));
}

static void test_accessors(void **state)
{
	PtraceRegs regs;

	(void)state;
	memset(&regs, 0, sizeof(regs));
	PtraceRegsSetPC(&regs, 1);
	PtraceRegsSetSP(&regs, 2);
	PtraceRegsSetSyscall(&regs, -3);
	for (int i = 0; i < 6; i++)
		PtraceRegsSetArg(&regs, i, (unsigned long)i + 10);
	PtraceRegsSetArg(&regs, 6, 99);
	PtraceRegsSetArg(&regs, -1, 99);
	assert_int_equal(PtraceRegsPC(&regs), 1);
	assert_int_equal(PtraceRegsSP(&regs), 2);
	assert_int_equal(PtraceRegsSyscall(&regs), -3);
	for (int i = 0; i < 6; i++)
		assert_int_equal(PtraceRegsArg(&regs, i), i + 10);
	assert_int_equal(PtraceRegsArg(&regs, 6), 0);
	PtraceRegsSetResult(&regs, -EIO);
	assert_int_equal(PtraceRegsResult(&regs), -EIO);
}

UNIT_TESTS(unit_test(test_what_is_no_tracee_is_told), unit_test(test_words_that_look_like_errors),
	   unit_test(test_any_length_and_alignment), unit_test(test_a_fault_leaves_a_partial_count),
	   unit_test(test_pages_forbidden_to_the_tracee), unit_test(test_copies_without_proc),
	   unit_test(test_proc_of_another_namespace_is_not_believed), unit_test(test_pokes_do_not_reach_a_file),
	   unit_test(test_registers), unit_test(test_struct_user), unit_test(test_syscall_stops),
	   unit_test(test_events), unit_test(test_exitkill), unit_test(test_singlestep), unit_test(test_signals),
	   unit_test(test_seize_interrupt_listen_detach), unit_test(test_seccomp_filters),
	   unit_test(test_configurations), unit_test(test_accessors));
