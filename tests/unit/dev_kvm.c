/* dev/kvm.h: a machine of one page that writes to a port and halts, where this may have machines. */
#include "unit.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <barecall/dev/kvm.h>

static void test_what_is_no_kvm(void **state)
{
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	SKIP_UNDER_QEMU("no KVM, and -ENOSYS for what it does not know");
	assert_int_equal(IoctlKvmGetApiVersion(-1), -LX_EBADF);
	assert_int_equal(IoctlKvmGetApiVersion(fds[0]), -LX_ENOTTY);
	assert_int_equal(IoctlKvmCreateVm(fds[0], 0), -LX_ENOTTY);
	close(fds[0]);
	close(fds[1]);
}

#ifdef LX_KVM_GET_SREGS2
static void test_a_machine(void **state)
{
	/* mov al, 'b'; out 0x10, al; hlt */
	static const unsigned char code[] = { 0xb0, 'b', 0xe6, 0x10, 0xf4 };
	KvmUserspaceMemoryRegion memory;
	KvmSregs sregs;
	KvmRegs regs;
	KvmRun *run;
	unsigned char *page;
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC), vm, cpu, size;

	(void)state;
	SKIP_UNDER_QEMU("no KVM");
	if (kvm < 0)
		SKIP("no /dev/kvm that may be opened");
	assert_int_equal(IoctlKvmGetApiVersion(kvm), LX_KVM_API_VERSION);
	assert_int_equal(IoctlKvmCheckExtension(kvm, LX_KVM_CAP_USER_MEMORY), 1);
	size = IoctlKvmGetVcpuMmapSize(kvm);
	assert_true(size >= (int)sizeof(KvmRun));
	vm = IoctlKvmCreateVm(kvm, 0);
	if (vm < 0)
		SKIP("no machine can be made here");
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(page != MAP_FAILED);
	memcpy(page, code, sizeof(code));
	memset(&memory, 0, sizeof(memory));
	memory.guest_phys_addr = 0x1000;
	memory.memory_size = 4096;
	memory.userspace_addr = page;
	assert_int_equal(IoctlKvmSetUserMemoryRegion(vm, &memory), 0);
	cpu = IoctlKvmCreateVcpu(vm, 0);
	assert_true(cpu >= 0);
	run = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, cpu, 0);
	assert_true(run != MAP_FAILED);
	assert_int_equal(IoctlKvmGetSregs(cpu, &sregs), 0);
	sregs.cs.base = 0;
	sregs.cs.selector = 0;
	assert_int_equal(IoctlKvmSetSregs(cpu, &sregs), 0);
	memset(&regs, 0, sizeof(regs));
	regs.rip = 0x1000;
	regs.rflags = 2;
	assert_int_equal(IoctlKvmSetRegs(cpu, &regs), 0);
	run->immediate_exit = 1;
	assert_int_equal(IoctlKvmRun(cpu), -LX_EINTR);
	run->immediate_exit = 0;
	assert_int_equal(IoctlKvmRun(cpu), 0);
	assert_int_equal(run->exit_reason, LX_KVM_EXIT_IO);
	assert_int_equal(run->u.io.direction, LX_KVM_EXIT_IO_OUT);
	assert_true(run->u.io.port == 0x10 && run->u.io.size == 1 && run->u.io.count == 1);
	assert_int_equal(((unsigned char *)run)[run->u.io.data_offset], 'b');
	assert_int_equal(IoctlKvmRun(cpu), 0);
	assert_int_equal(run->exit_reason, LX_KVM_EXIT_HLT);
	assert_int_equal(IoctlKvmGetRegs(cpu, &regs), 0);
	assert_true(regs.rip == 0x1005 && (regs.rax & 0xff) == 'b');
	munmap(run, (size_t)size);
	close(cpu);
	close(vm);
	close(kvm);
	munmap(page, 4096);
}
#else
static void test_a_machine(void **state)
{
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);

	(void)state;
	if (unit_under_qemu() || kvm < 0)
		SKIP("no KVM here");
	assert_int_equal(IoctlKvmGetApiVersion(kvm), LX_KVM_API_VERSION);
	assert_true(IoctlKvmGetVcpuMmapSize(kvm) >= (int)sizeof(KvmRun));
	close(kvm);
}
#endif

UNIT_TESTS(unit_test(test_what_is_no_kvm), unit_test(test_a_machine));
