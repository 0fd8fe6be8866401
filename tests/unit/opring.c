/* IoUringRegister's operations: op/io_uring_register.h. */
#include "unit.h"

#include <fcntl.h>
#include <sys/eventfd.h>

#include <barecall/mm.h>
#include <barecall/op/io_uring_register.h>

static IoUringParams params;

static int ring(unsigned int flags)
{
	memset(&params, 0, sizeof(params));
	params.flags = flags;
	return IoUringSetup(8, &params);
}

#define SKIP_WITHOUT_RINGS()                                              \
	do {                                                              \
		int fd_ = ring(0);                                        \
		if (fd_ == -EPERM || fd_ == -ENOSYS || fd_ == -ENOMEM)    \
			SKIP("no io_uring here");                         \
		close(fd_);                                               \
	} while (0)

/* Whether a kernel that has the operation gave this, or one that lacks it refused it. */
static int either(long result, long wanted)
{
	return result == wanted || result == -EINVAL;
}

static void test_files_and_buffers(void **state)
{
	static char memory[4096];
	Iovec iov = { memory, sizeof(memory) };
	IoUringRsrcUpdate update;
	IoUringRsrcUpdate2 update2;
	IoUringRsrcRegister reg;
	unsigned long tag = 0, tags[2] = { 0, 0 };
	int fds[2], fd, none = -1, event;
	int result;

	(void)state;
	SKIP_WITHOUT_RINGS();
	fd = ring(0);
	fds[0] = open("/dev/null", O_RDONLY);
	fds[1] = -1;
	assert_true(IoUringRegisterFiles(fds[0], fds, 2) < 0);
	assert_int_equal(IoUringUnregisterFiles(fd), -ENXIO);
	assert_int_equal(IoUringRegisterFiles(fd, fds, 2), 0);
	assert_int_equal(IoUringRegisterFiles(fd, fds, 2), -EBUSY);
	memset(&update, 0, sizeof(update));
	update.offset = 1;
	update.data = (unsigned long)&fds[0];
	assert_int_equal(IoUringRegisterFilesUpdate(fd, &update, 1), 1);
	update.offset = 0;
	update.data = (unsigned long)&none;
	assert_int_equal(IoUringRegisterFilesUpdate(fd, &update, 1), 1);
	memset(&update2, 0, sizeof(update2));
	update2.data = (unsigned long)&fds[0];
	update2.nr = 1;
	assert_true(either(IoUringRegisterFilesUpdate2(fd, &update2), 1));
	assert_int_equal(IoUringUnregisterFiles(fd), 0);
	memset(&reg, 0, sizeof(reg));
	reg.nr = 2;
	reg.data = (unsigned long)fds;
	reg.tags = (unsigned long)tags;
	result = IoUringRegisterFiles2(fd, &reg);
	assert_true(either(result, 0));

	assert_int_equal(IoUringUnregisterBuffers(fd), -ENXIO);
	result = IoUringRegisterBuffers(fd, &iov, 1);
	assert_true(result == 0 || result == -ENOMEM);
	if (result == 0) {
		assert_int_equal(IoUringRegisterBuffers(fd, &iov, 1), -EBUSY);
		memset(&update2, 0, sizeof(update2));
		update2.data = (unsigned long)&iov;
		update2.tags = (unsigned long)&tag;
		update2.nr = 1;
		assert_true(either(IoUringRegisterBuffersUpdate(fd, &update2), 1));
		assert_int_equal(IoUringUnregisterBuffers(fd), 0);
		reg.nr = 1;
		reg.data = (unsigned long)&iov;
		assert_true(either(IoUringRegisterBuffers2(fd, &reg), 0));
	}
	event = eventfd(0, 0);
	assert_int_equal(IoUringUnregisterEventfd(fd), -ENXIO);
	assert_int_equal(IoUringRegisterEventfd(fd, &event), 0);
	assert_int_equal(IoUringRegisterEventfd(fd, &event), -EBUSY);
	assert_int_equal(IoUringUnregisterEventfd(fd), 0);
	assert_int_equal(IoUringRegisterEventfdAsync(fd, &event), 0);
	close(event);
	close(fds[0]);
	close(fd);
}

static void test_what_a_ring_can_do(void **state)
{
	struct {
		IoUringProbe probe;
		IoUringProbeOp ops[256];
	} probe;
	IoUringQueryHdr query;
	IoUringQueryOpcode opcodes;
	IoUringRestriction restriction;
	int fd, id, result;

	(void)state;
	SKIP_WITHOUT_RINGS();
	fd = ring(0);
	memset(&probe, 0, sizeof(probe));
	assert_int_equal(IoUringRegisterProbe(fd, &probe.probe, 256), 0);
	assert_true(probe.probe.last_op > 20 && probe.ops[LX_IORING_OP_NOP].flags & LX_IO_URING_OP_SUPPORTED);
	id = IoUringRegisterPersonality(fd);
	assert_true(id > 0);
	assert_int_equal(IoUringUnregisterPersonality(fd, (unsigned int)id), 0);
	assert_int_equal(IoUringUnregisterPersonality(fd, (unsigned int)id), -EINVAL);
	assert_int_equal(IoUringRegisterEnableRings(fd), -EBADFD);
	memset(&restriction, 0, sizeof(restriction));
	restriction.opcode = LX_IORING_RESTRICTION_REGISTER_OP;
	restriction.u.register_op = LX_IORING_REGISTER_PROBE;
	assert_int_equal(IoUringRegisterRestrictions(fd, &restriction, 1), -EBADFD);
	close(fd);
	fd = ring(LX_IORING_SETUP_R_DISABLED);
	assert_true(fd >= 0);
	assert_int_equal(IoUringRegisterRestrictions(fd, &restriction, 1), 0);
	assert_int_equal(IoUringRegisterEnableRings(fd), 0);
	assert_int_equal(IoUringRegisterPersonality(fd), -EACCES);
	close(fd);
	memset(&query, 0, sizeof(query));
	memset(&opcodes, 0, sizeof(opcodes));
	query.query_op = LX_IO_URING_QUERY_OPCODES;
	query.query_data = (unsigned long)&opcodes;
	query.size = sizeof(opcodes);
	result = IoUringRegisterQuery(&query);
	assert_true(result == 0 || result == -EINVAL || result == -EBADF);
	if (result == 0) {
		assert_int_equal(query.result, 0);
		assert_true(opcodes.nr_request_opcodes > 50);
	}
}

static void test_workers_clocks_and_rings(void **state)
{
	unsigned int max[2] = { 0, 0 };
	unsigned long mask = 1;
	IoUringRsrcUpdate update;
	IoUringClockRegister clock;
	IoUringFileIndexRange range;
	IoUringSyncCancelReg cancel;
	IoUringNapi napi;
	int fd, result;

	(void)state;
	SKIP_WITHOUT_RINGS();
	fd = ring(0);
	assert_true(either(IoUringRegisterIoWqMaxWorkers(fd, max), 0));
	result = IoUringRegisterIoWqAff(fd, &mask, sizeof(mask));
	assert_true(either(result, 0));
	assert_true(either(IoUringUnregisterIoWqAff(fd), 0));
	memset(&update, 0, sizeof(update));
	update.offset = ~0U;
	update.data = (unsigned long)fd;
	result = IoUringRegisterRingFDs(fd, &update, 1);
	assert_true(either(result, 1));
	if (result == 1) {
		update.data = 0;
		assert_int_equal(IoUringUnregisterRingFDs(fd, &update, 1), 1);
	}
	memset(&clock, 0, sizeof(clock));
	clock.clockid = LX_CLOCK_BOOTTIME;
	assert_true(either(IoUringRegisterClock(fd, &clock), 0));
	clock.clockid = LX_CLOCK_REALTIME;
	assert_int_equal(IoUringRegisterClock(fd, &clock), -EINVAL);
	memset(&range, 0, sizeof(range));
	range.len = 9;
	result = IoUringRegisterFileAllocRange(fd, &range);
	assert_true(result == -EINVAL || result == -ENXIO); /* there is no table of that size */
	memset(&cancel, 0, sizeof(cancel));
	cancel.addr = 12345;
	cancel.timeout.sec = -1;
	cancel.timeout.nsec = -1;
	assert_true(either(IoUringRegisterSyncCancel(fd, &cancel), -ENOENT));
	memset(&napi, 0, sizeof(napi));
	napi.busy_poll_to = 10;
	result = IoUringRegisterNapi(fd, &napi);
	assert_true(either(result, 0));
	if (result == 0)
		assert_int_equal(IoUringUnregisterNapi(fd, &napi), 0);
	close(fd);
}

static void test_buffer_rings_and_regions(void **state)
{
	IoUringBufReg reg;
	IoUringBufStatus status;
	IoUringCloneBuffers clone;
	IoUringMemRegionReg region;
	IoUringParams resize;
	IoUringZcrxIfqReg ifq;
	IoUringZcrxCtrl ctrl;
	IoUringBpf filter;
	IoUringSqe sqe;
	void *memory = Mmap(NULL, 65536, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	int fd, result;

	(void)state;
	SKIP_WITHOUT_RINGS();
	fd = ring(0);
	memset(&reg, 0, sizeof(reg));
	reg.ring_addr = (unsigned long)memory;
	reg.ring_entries = 4;
	reg.bgid = 3;
	assert_true(either(IoUringUnregisterPBufRing(fd, &reg), -ENOENT) || IoUringUnregisterPBufRing(fd, &reg) == -EINVAL);
	result = IoUringRegisterPBufRing(fd, &reg);
	assert_true(either(result, 0));
	if (result == 0) {
		assert_int_equal(IoUringRegisterPBufRing(fd, &reg), -EEXIST);
		memset(&status, 0, sizeof(status));
		status.buf_group = 3;
		result = IoUringRegisterPBufStatus(fd, &status);
		assert_true(either(result, 0) && status.head == 0);
		memset(&reg, 0, sizeof(reg));
		reg.bgid = 3;
		assert_int_equal(IoUringUnregisterPBufRing(fd, &reg), 0);
	}
	/* What is asked for wrongly, or is too much for this machine. */
	memset(&clone, 0, sizeof(clone));
	clone.src_fd = (unsigned int)fd;
	result = IoUringRegisterCloneBuffers(fd, &clone);
	assert_true(result < 0);
	memset(&region, 0, sizeof(region));
	region.flags = ~0UL;
	assert_true(IoUringRegisterMemRegion(fd, &region) < 0);
	memset(&resize, 0, sizeof(resize));
	assert_int_equal(IoUringRegisterResizeRings(fd, &resize), -EINVAL); /* of another kind of ring */
	memset(&ifq, 0, sizeof(ifq));
	result = IoUringRegisterZcrxIfq(fd, &ifq);
	assert_true(result == -EINVAL || result == -EPERM || result == -EFAULT);
	memset(&ctrl, 0, sizeof(ctrl));
	result = IoUringRegisterZcrxCtrl(fd, &ctrl);
	assert_true(result == -EINVAL || result == -ENXIO || result == -EOPNOTSUPP);
	memset(&filter, 0, sizeof(filter));
	assert_true(IoUringRegisterBpfFilter(fd, &filter) < 0);
	memset(&sqe, 0, sizeof(sqe));
	sqe.opcode = LX_IORING_OP_NOP;
	result = IoUringRegisterSendMsgRing(&sqe);
	assert_true(result == -EINVAL || result == -EBADF);
	close(fd);
}

UNIT_TESTS(unit_test(test_files_and_buffers), unit_test(test_what_a_ring_can_do), unit_test(test_workers_clocks_and_rings),
	   unit_test(test_buffer_rings_and_regions));
