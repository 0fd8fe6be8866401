/* mm.h: mappings, protection, locking, advice, memory files, NUMA, other processes' memory. */
#include "unit.h"

#include <fcntl.h>
#include <limits.h>

#include <barecall/ioctl.h>
#include <barecall/mm.h>

#define ANONYMOUS (LX_MAP_PRIVATE | LX_MAP_ANONYMOUS)
#define RW (LX_PROT_READ | LX_PROT_WRITE)
#define NOWHERE ((char *)8) /* no page begins here */

static unsigned long page;

static char *map(unsigned long pages)
{
	char *p;

	page = (unsigned long)sysconf(_SC_PAGESIZE);
	p = Mmap(NULL, pages * page, RW, ANONYMOUS, -1, 0);
	assert_false(IsErrPtr(p));
	return p;
}

/* A memory file of n pages, each filled with its number from 1. */
static int numbered_pages(int n)
{
	char *p = map(1);
	int i, fd = MemfdCreate("numbered", LX_MFD_CLOEXEC);

	assert_true(fd >= 0);
	for (i = 1; i <= n; i++) {
		memset(p, i, page);
		assert_int_equal(write(fd, p, page), page);
	}
	assert_int_equal(Munmap(p, page), 0);
	return fd;
}

/* Whether the kernel can write to p on this process's behalf: no fault, no signal. */
static int writable(char *p)
{
	int fds[2], yes;

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "x", 1), 1);
	yes = read(fds[0], p, 1) == 1;
	close(fds[0]);
	close(fds[1]);
	return yes;
}

static void test_only_4095_values_are_errors(void **state)
{
	static const long values[] = { 0, 1, LONG_MAX, LONG_MIN, -4097, -4096, 0x7ffffffff000, -0x7ffffffff000 };
	static const long errors[] = { -1, -2, -4094, -4095 };
	unsigned long i;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_false(IsErr(values[i]) || IsErrPtr((void *)values[i]));
	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		assert_true(IsErr(errors[i]) && IsErrPtr((void *)errors[i]));
}

static void test_mmap_errors(void **state)
{
	void *p = Mmap(NULL, 0, LX_PROT_READ, ANONYMOUS, -1, 0);

	(void)state;
	assert_true(IsErrPtr(p));
	assert_int_equal((long)p, -LX_EINVAL);
	p = Mmap(NULL, 4096, LX_PROT_READ, LX_MAP_PRIVATE, -1, 0);
	assert_int_equal((long)p, -LX_EBADF);
	p = Mmap(NULL, 1UL << 62, LX_PROT_READ, ANONYMOUS, -1, 0);
	assert_int_equal((long)p, -LX_ENOMEM);
	assert_int_equal(Munmap(NOWHERE, 4096), -LX_EINVAL);
}

static void test_mmap_and_munmap(void **state)
{
	char *p = map(2);

	(void)state;
	assert_int_equal(p[0], 0);
	p[2 * page - 1] = 7;
	assert_true(writable(p));
	assert_int_equal(Munmap(p + page, page), 0);
	assert_true(writable(p));
	assert_false(writable(p + page));
	assert_int_equal(Munmap(p, page), 0);
	assert_int_equal(Munmap(p, page), 0);
}

static void test_mmap_of_a_file_at_an_offset(void **state)
{
	int fd = numbered_pages(3);
	char *p = Mmap(NULL, page, LX_PROT_READ, LX_MAP_SHARED, fd, (long)(2 * page));
	void *bad = Mmap(NULL, page, LX_PROT_READ, LX_MAP_SHARED, fd, 1);

	(void)state;
	assert_int_equal((long)bad, -LX_EINVAL);
	assert_false(IsErrPtr(p));
	assert_int_equal(p[0], 3);
	assert_int_equal(Munmap(p, page), 0);
	close(fd);
}

/* The wrapper hands over what the kernel says: qemu-user 7.2, as Linux before 4.17, takes the flag for a hint. */
static void test_mmap_fixed_noreplace(void **state)
{
	char *p = map(1), *q;

	(void)state;
	p[0] = 5;
	q = Mmap(p, page, RW, ANONYMOUS | LX_MAP_FIXED_NOREPLACE, -1, 0);
	assert_ptr_not_equal(q, p);
	if (!unit_under_qemu())
		assert_int_equal((long)q, -LX_EEXIST);
	if (!IsErrPtr(q))
		assert_int_equal(Munmap(q, page), 0);
	assert_int_equal(p[0], 5);
	assert_int_equal(Munmap(p, page), 0);
	q = Mmap(p, page, RW, ANONYMOUS | LX_MAP_FIXED_NOREPLACE, -1, 0);
	assert_ptr_equal(q, p);
	q = Mmap(p, page, RW, ANONYMOUS | LX_MAP_FIXED, -1, 0);
	assert_ptr_equal(q, p);
	assert_int_equal(p[0], 0);
	assert_int_equal(Munmap(p, page), 0);
}

static void test_mprotect(void **state)
{
	char *p = map(2);

	(void)state;
	assert_int_equal(Mprotect(p + 1, page, LX_PROT_READ), -LX_EINVAL);
	assert_int_equal(Mprotect(p + page, page, LX_PROT_READ), 0);
	assert_true(writable(p));
	assert_false(writable(p + page));
	assert_int_equal(Mprotect(p + page, page, RW), 0);
	assert_true(writable(p + page));
	assert_int_equal(Munmap(p, 2 * page), 0);
	assert_int_equal(Mprotect(p, page, LX_PROT_READ), -LX_ENOMEM);
}

static void test_mremap(void **state)
{
	char *p = map(2), *q, *target = map(2);

	(void)state;
	p[0] = 'a';
	p[page] = 'b';
	q = Mremap(NOWHERE, page, page, 0, NULL);
	assert_int_equal((long)q, -LX_EINVAL);
	assert_ptr_equal(Mremap(p, 2 * page, page, 0, NULL), p);
	assert_false(writable(p + page));
	assert_ptr_equal(Mmap(p + page, page, RW, ANONYMOUS | LX_MAP_FIXED, -1, 0), p + page);
	q = Mremap(p, page, 2 * page, 0, NULL);
	assert_int_equal((long)q, -LX_ENOMEM);
	q = Mremap(p, page, 2 * page, LX_MREMAP_MAYMOVE | LX_MREMAP_FIXED, target);
	assert_ptr_equal(q, target);
	assert_int_equal(q[0], 'a');
	assert_int_equal(q[page], 0);
	assert_false(writable(p));
	assert_int_equal(Munmap(q, 2 * page), 0);
	assert_int_equal(Munmap(p + page, page), 0);
}

static void test_mremap_that_leaves_the_mapping(void **state)
{
	char *p = map(1), *q;

	(void)state;
	SKIP_UNDER_QEMU("no MREMAP_DONTUNMAP");
	p[0] = 'a';
	q = Mremap(p, page, page, LX_MREMAP_MAYMOVE | LX_MREMAP_DONTUNMAP, p + 1);
	assert_int_equal((long)q, -LX_EINVAL);
	q = Mremap(p, page, page, LX_MREMAP_MAYMOVE | LX_MREMAP_DONTUNMAP, NULL);
	assert_false(IsErrPtr(q) || q == p);
	assert_true(q[0] == 'a' && p[0] == 0);
	assert_int_equal(Munmap(q, page), 0);
	assert_int_equal(Munmap(p, page), 0);
}

static void test_madvise(void **state)
{
	char *p = map(1);

	(void)state;
	assert_int_equal(Madvise(p + 1, page, LX_MADV_DONTNEED), -LX_EINVAL);
	if (!unit_under_qemu()) /* which takes every other advice for granted */
		assert_int_equal(Madvise(p, page, 9999), -LX_EINVAL);
	p[0] = 1;
	assert_int_equal(Madvise(p, page, LX_MADV_DONTNEED), 0);
	assert_int_equal(p[0], 0);
	assert_int_equal(Munmap(p, page), 0);
}

static void test_msync(void **state)
{
	int fd = numbered_pages(1);
	char *p = Mmap(NULL, page, RW, LX_MAP_SHARED, fd, 0), byte = 0;

	(void)state;
	assert_int_equal(Msync(p, page, LX_MS_SYNC | LX_MS_ASYNC), -LX_EINVAL);
	p[5] = 'q';
	assert_int_equal(Msync(p, page, LX_MS_SYNC), 0);
	assert_int_equal(pread(fd, &byte, 1, 5), 1);
	assert_int_equal(byte, 'q');
	assert_int_equal(Munmap(p, page), 0);
	assert_int_equal(Msync(p, page, LX_MS_SYNC), -LX_ENOMEM);
	close(fd);
}

static void test_mincore(void **state)
{
	char *p = map(2);
	unsigned char vec[3] = { 0xee, 0xee, 0xee };

	(void)state;
	assert_int_equal(Mincore(p + 1, page, vec), -LX_EINVAL);
	p[0] = 1;
	assert_int_equal(Mincore(p, 2 * page, vec), 0);
	assert_int_equal(vec[0] & 1, 1);
	assert_int_equal(vec[1] & 1, 0);
	assert_int_equal(vec[2], 0xee);
	assert_int_equal(Munmap(p, 2 * page), 0);
	assert_int_equal(Mincore(p, page, vec), -LX_ENOMEM);
}

/* The KiB of memory that are locked, from /proc/self/status. */
static long locked(void)
{
	char line[200];
	long kib = -1;
	FILE *f = fopen("/proc/self/status", "r");

	assert_non_null(f);
	while (fgets(line, sizeof(line), f))
		if (!strncmp(line, "VmLck:", 6))
			kib = atol(line + 6);
	fclose(f);
	return kib;
}

static void test_mlock(void **state)
{
	char *p = map(2);
	long before = locked(), kib = (long)page / 1024;

	(void)state;
	assert_int_equal(Mlock(p, page), 0);
	assert_int_equal(locked(), before + kib);
	assert_int_equal(Munlock(p, page), 0);
	assert_int_equal(locked(), before);
	if (!unit_under_qemu() || Mlock2(p, page, 1 << 30) != -LX_ENOSYS) {
		assert_int_equal(Mlock2(p, page, 1 << 30), -LX_EINVAL);
		assert_int_equal(Mlock2(p, 2 * page, LX_MLOCK_ONFAULT), 0);
		assert_int_equal(locked(), before + 2 * kib);
	}
	assert_int_equal(Munlockall(), 0);
	assert_int_equal(locked(), 0);
	assert_int_equal(Munmap(p, 2 * page), 0);
	assert_int_equal(Mlock(p, page), -LX_ENOMEM);
	assert_int_equal(Munlock(p, page), -LX_ENOMEM);
	assert_int_equal(Mlockall(0), -LX_EINVAL);
	assert_int_equal(Mlockall(LX_MCL_FUTURE), 0);
	assert_int_equal(Munlockall(), 0);
}

/* qemu-user 10 and 11 die of the highest address. */
static int high_brk_is_survived(void)
{
	int status;
	pid_t pid;

	if (!unit_under_qemu())
		return 1;
	pid = fork();
	if (pid == 0) {
		syscall(SYS_brk, -1L);
		_exit(0);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status);
}

static void test_brk(void **state)
{
	char *now = Brk(NULL), *grown;
	int worked;

	(void)state;
	assert_non_null(now);
	assert_false(IsErrPtr(now));
	assert_ptr_equal(Brk((void *)1), now);
	if (high_brk_is_survived())
		assert_ptr_equal(Brk((void *)-1L), now);
	grown = Brk(now + 8192);
	worked = grown == now + 8192 && now[8191] == 0;
	assert_ptr_equal(Brk(now), now);
	assert_true(worked);
}

static void test_memfd_create(void **state)
{
	char name[300];
	int fd;

	(void)state;
	memset(name, 'n', sizeof(name));
	name[250] = '\0';
	assert_int_equal(MemfdCreate(name, 0), -LX_EINVAL);
	assert_int_equal(MemfdCreate("x", 1U << 25), -LX_EINVAL);
	name[249] = '\0';
	fd = MemfdCreate(name, LX_MFD_CLOEXEC | LX_MFD_ALLOW_SEALING);
	assert_true(fd >= 0);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(write(fd, "abc", 3), 3);
	close(fd);
}

static void test_memfd_secret(void **state)
{
	char *p;
	int fd;

	(void)state;
	fd = MemfdSecret(LX_MFD_CLOEXEC);
	if (fd == -LX_ENOSYS)
		SKIP("no memfd_secret here");
	assert_int_equal(fd, -LX_EINVAL); /* that flag is not its own */
	fd = MemfdSecret(O_CLOEXEC);
	assert_true(fd >= 0);
	p = map(1);
	assert_int_equal(ftruncate(fd, (off_t)page), 0);
	p = Mmap(p, page, RW, LX_MAP_SHARED | LX_MAP_FIXED, fd, 0);
	if ((long)p != -LX_EAGAIN) { /* over the limit of locked memory */
		assert_false(IsErrPtr(p));
		p[0] = 1;
		assert_int_equal(p[0], 1);
	}
	close(fd);
}

static void test_pkeys(void **state)
{
	char *p = map(1);
	int key;

	(void)state;
	SKIP_UNDER_QEMU("no pkey_alloc");
	key = PkeyAlloc(1, 0);
	if (key == -LX_ENOSYS)
		SKIP("no pkey_alloc here");
	assert_int_equal(key, -LX_EINVAL);
	assert_int_equal(PkeyFree(-1), -LX_EINVAL);
	assert_int_equal(PkeyMprotect(p, page, LX_PROT_READ, 99), -LX_EINVAL);
	assert_int_equal(PkeyMprotect(p, page, LX_PROT_READ, -1), 0);
	assert_false(writable(p));
	key = PkeyAlloc(0, LX_PKEY_DISABLE_WRITE);
	if (key != -LX_ENOSPC && key != -LX_EINVAL) { /* no such processor */
		assert_true(key > 0);
		assert_int_equal(PkeyMprotect(p, page, RW, key), 0);
		assert_false(writable(p));
		assert_int_equal(PkeyFree(key), 0);
	}
	assert_int_equal(Munmap(p, page), 0);
}

static void test_advice_to_and_release_of_a_process(void **state)
{
	char *p = map(2);
	Iovec range;
	int self;

	(void)state;
	SKIP_UNDER_QEMU("no process_madvise");
	self = (int)syscall(SYS_pidfd_open, getpid(), 0);
	range.base = p;
	range.len = 2 * page;
	memset(p, 1, 2 * page);
	assert_int_equal(ProcessMadvise(-1, &range, 1, LX_MADV_COLD, 0), -LX_EBADF);
	assert_int_equal(ProcessMadvise(self, &range, 1, LX_MADV_COLD, 1), -LX_EINVAL);
	assert_int_equal(ProcessMadvise(self, &range, 1, LX_MADV_COLD, 0), 2 * page);
	assert_int_equal(ProcessMrelease(-1, 0), -LX_EBADF);
	assert_int_equal(ProcessMrelease(self, 1), -LX_EINVAL);
	assert_int_equal(ProcessMrelease(self, 0), -LX_EINVAL);
	close(self);
	assert_int_equal(Munmap(p, 2 * page), 0);
}

static void test_mseal(void **state)
{
	char *p = map(1);
	int ret = Mseal(p, page, 1);

	(void)state;
	if (ret == -LX_ENOSYS)
		SKIP("no mseal here");
	assert_int_equal(ret, -LX_EINVAL);
	assert_int_equal(Mseal(p, page, 0), 0);
	assert_int_equal(Munmap(p, page), -LX_EPERM);
	assert_int_equal(Mprotect(p, page, LX_PROT_READ), -LX_EPERM);
}

static void test_userfaultfd(void **state)
{
	UffdioApi api = { LX_UFFD_API, 0, 0 };
	UffdioRegister area;
	UffdioCopy copy;
	char *p, *source;
	int fd;

	(void)state;
	fd = Userfaultfd(1 << 30);
	if (fd == -LX_ENOSYS || fd == -LX_EPERM)
		SKIP("userfaultfd is not to be had here");
	assert_int_equal(fd, -LX_EINVAL);
	fd = Userfaultfd(O_CLOEXEC | O_NONBLOCK | LX_UFFD_USER_MODE_ONLY);
	assert_true(fd >= 0);
	assert_int_equal(IoctlPtr(fd, LX_UFFDIO_API, &api), 0);
	p = map(1);
	source = map(1);
	memset(source, 0x5a, page);
	area.range.start = (unsigned long)p;
	area.range.len = page;
	area.mode = LX_UFFDIO_REGISTER_MODE_MISSING;
	assert_int_equal(IoctlPtr(fd, LX_UFFDIO_REGISTER, &area), 0);
	copy.dst = (unsigned long)p;
	copy.src = (unsigned long)source;
	copy.len = page;
	copy.mode = 0;
	copy.copy = 0;
	assert_int_equal(IoctlPtr(fd, LX_UFFDIO_COPY, &copy), 0);
	assert_int_equal(copy.copy, page);
	assert_int_equal(p[page - 1], 0x5a);
	close(fd);
	assert_int_equal(Munmap(p, page), 0);
	assert_int_equal(Munmap(source, page), 0);
}

static void test_remap_file_pages(void **state)
{
	int fd;
	char *p;

	(void)state;
	SKIP_UNDER_QEMU("no remap_file_pages");
	fd = numbered_pages(2);
	p = Mmap(NULL, 2 * page, RW, LX_MAP_SHARED, fd, 0);
	assert_int_equal(RemapFilePages(p, page, LX_PROT_READ, 1, 0), -LX_EINVAL);
	assert_int_equal(RemapFilePages(p, page, 0, 1, 0), 0);
	assert_int_equal(p[0], 2);
	assert_int_equal(p[page], 2);
	assert_int_equal(Munmap(p, 2 * page), 0);
	close(fd);
}

static void test_memory_policy(void **state)
{
	unsigned long nodes[16], node0 = 1;
	char *p = map(2);
	int mode = 77, status[2] = { 77, 77 }, ret;
	void *pages[2];

	(void)state;
	ret = SetMemPolicy(999, NULL, 0);
	if (ret == -LX_ENOSYS)
		SKIP("no NUMA policies here");
	assert_int_equal(ret, -LX_EINVAL);
	assert_int_equal(GetMemPolicy(&mode, NULL, 0, NULL, 0), 0);
	assert_int_equal(mode, LX_MPOL_DEFAULT);
	assert_int_equal(SetMemPolicy(LX_MPOL_BIND, &node0, 64), 0);
	memset(nodes, 0xff, sizeof(nodes));
	assert_int_equal(GetMemPolicy(&mode, nodes, 1024, NULL, 0), 0);
	assert_int_equal(mode, LX_MPOL_BIND);
	assert_int_equal(nodes[0], 1);
	assert_int_equal(SetMemPolicy(LX_MPOL_DEFAULT, NULL, 0), 0);

	assert_int_equal(Mbind(p, page, 999, NULL, 0, 0), -LX_EINVAL);
	assert_int_equal(Mbind(p, page, LX_MPOL_BIND, &node0, 64, 0), 0);
	assert_int_equal(GetMemPolicy(&mode, NULL, 0, p, LX_MPOL_F_ADDR), 0);
	assert_int_equal(mode, LX_MPOL_BIND);
	ret = SetMemPolicyHomeNode(p, page, 0, 0);
	assert_true(ret == 0 || ret == -LX_ENOSYS);
	if (ret == 0)
		assert_int_equal(SetMemPolicyHomeNode(p, page, 0, 1), -LX_EINVAL);

	p[0] = 1;
	pages[0] = p;
	pages[1] = p + page; /* never touched */
	assert_int_equal(MovePages(0, 2, pages, NULL, status, 1 << 30), -LX_EINVAL);
	assert_int_equal(MovePages(0, 2, pages, NULL, status, 0), 0);
	assert_int_equal(status[0], 0);
	assert_int_equal(status[1], -LX_ENOENT);
	assert_int_equal(MigratePages(-2, 64, &node0, &node0), -LX_ESRCH);
	assert_int_equal(MigratePages(0, 64, &node0, &node0), 0);
	assert_int_equal(Munmap(p, 2 * page), 0);
}

static void test_map_shadow_stack(void **state)
{
	void *p = MapShadowStack(NULL, 8192, 1U << 31);

	(void)state;
	assert_true(IsErrPtr(p));
	assert_true((long)p == -LX_ENOSYS || (long)p == -LX_EOPNOTSUPP || (long)p == -LX_EINVAL);
}

static void test_process_vm(void **state)
{
	char here[] = "........", there[] = "abcdefgh";
	Iovec local, remote;

	(void)state;
	SKIP_UNDER_QEMU("no process_vm_readv");
	local.base = here;
	local.len = 8;
	remote.base = there;
	remote.len = 5;
	assert_int_equal(ProcessVMReadv(getpid(), &local, 1, &remote, 1, 1), -LX_EINVAL);
	assert_int_equal(ProcessVMReadv(-1, &local, 1, &remote, 1, 0), -LX_ESRCH);
	assert_int_equal(ProcessVMReadv(getpid(), &local, 1, &remote, 1, 0), 5);
	assert_memory_equal(here, "abcde...", 8);
	local.len = 2;
	here[0] = 'X';
	assert_int_equal(ProcessVMWritev(getpid(), &local, 1, &remote, 1, 0), 2);
	assert_memory_equal(there, "Xbcdefgh", 8);
	remote.base = NOWHERE;
	assert_int_equal(ProcessVMWritev(getpid(), &local, 1, &remote, 1, 0), -LX_EFAULT);
}

UNIT_TESTS(unit_test(test_only_4095_values_are_errors), unit_test(test_mmap_errors), unit_test(test_mmap_and_munmap),
	   unit_test(test_mmap_of_a_file_at_an_offset),
	   unit_test(test_mmap_fixed_noreplace), unit_test(test_mprotect), unit_test(test_mremap),
	   unit_test(test_mremap_that_leaves_the_mapping),
	   unit_test(test_madvise), unit_test(test_msync), unit_test(test_mincore), unit_test(test_mlock),
	   unit_test(test_brk), unit_test(test_memfd_create), unit_test(test_memfd_secret), unit_test(test_pkeys),
	   unit_test(test_advice_to_and_release_of_a_process), unit_test(test_mseal), unit_test(test_userfaultfd),
	   unit_test(test_remap_file_pages), unit_test(test_memory_policy), unit_test(test_map_shadow_stack),
	   unit_test(test_process_vm));
