/* aio.h: io_uring, and io_submit and its kin. */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>

#include <barecall/aio.h>

static int scratch_file(const char *text)
{
	int fd = open("file", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	return fd;
}

static void test_io_submit_reads_and_writes(void **state)
{
	Timespec none = { 0, 0 };
	unsigned long ctx = 1;
	char in[5] = "", out[] = "WORLD";
	Iocb read_it, write_it, *list[2] = { &read_it, &write_it };
	IoEvent events[4];
	Sigset_t mask = { 0 };
	int fd;

	(void)state;
	SKIP_UNDER_QEMU("no io_setup");
	if (IoSetup(0, &ctx) == -ENOSYS)
		SKIP("a kernel without io_submit");
	assert_int_equal(IoSetup(4, &ctx), -EINVAL);
	ctx = 0;
	assert_int_equal(IoDestroy(ctx), -EINVAL);
	assert_int_equal(IoSetup(4, &ctx), 0);
	assert_true(ctx != 0);
	fd = scratch_file("hello world");
	memset(&read_it, 0, sizeof(read_it));
	read_it.lio_opcode = LX_IOCB_CMD_PREAD;
	read_it.fildes = (unsigned int)fd;
	read_it.buf = (unsigned long)in;
	read_it.nbytes = sizeof(in);
	read_it.data = 11;
	write_it = read_it;
	write_it.lio_opcode = LX_IOCB_CMD_PWRITE;
	write_it.buf = (unsigned long)out;
	write_it.offset = 6;
	write_it.data = 12;
	assert_int_equal(IoSubmit(ctx, -1, list), -EINVAL);
	assert_int_equal(IoGetevents(ctx, 1, 4, events, &none), 0);
	assert_int_equal(IoSubmit(ctx, 2, list), 2);
	assert_int_equal(IoGetevents(ctx, 1, 1, events, LX_NULL), 1);
	assert_int_equal(IoPgetevents(ctx, 1, 3, events + 1, LX_NULL, &mask), 1);
	assert_true(events[0].data == 11 && events[0].obj == (unsigned long)&read_it && events[0].res == 5);
	assert_true(events[1].data == 12 && events[1].obj == (unsigned long)&write_it && events[1].res == 5);
	assert_memory_equal(in, "hello", 5);
	assert_int_equal(pread(fd, in, 5, 6), 5);
	assert_memory_equal(in, "WORLD", 5);
	assert_int_equal(IoCancel(ctx, &read_it, events), -EINVAL);
	assert_int_equal(IoDestroy(ctx), 0);
	assert_int_equal(IoSubmit(ctx, 1, list), -EINVAL);
	close(fd);
}

static volatile sig_atomic_t caught;

static void handler(int signo)
{
	caught = signo;
}

static int masked_wait(void)
{
	Timespec five = { 5, 0 };
	unsigned long ctx = 0;
	IoEvent event;
	Sigset_t mask = { 0 };
	sigset_t usr1;

	signal(SIGUSR1, handler);
	sigemptyset(&usr1);
	sigaddset(&usr1, SIGUSR1);
	EXPECT(sigprocmask(SIG_BLOCK, &usr1, NULL) == 0 && raise(SIGUSR1) == 0);
	EXPECT(IoSetup(1, &ctx) == 0);
	EXPECT(IoPgetevents(ctx, 1, 1, &event, &five, &mask) == -EINTR);
	EXPECT(caught == SIGUSR1);
	return 0;
}

static void test_io_pgetevents_applies_its_mask(void **state)
{
	unsigned long ctx = 0;

	(void)state;
	SKIP_UNDER_QEMU("no io_setup");
	if (IoSetup(0, &ctx) == -ENOSYS)
		SKIP("a kernel without io_submit");
	assert_int_equal(in_child(masked_wait), 0);
}

static void test_io_cancel_ends_a_poll(void **state)
{
	unsigned long ctx = 0;
	int fds[2];
	Iocb poll_it, *list[1] = { &poll_it };
	IoEvent event;

	(void)state;
	SKIP_UNDER_QEMU("no io_setup");
	if (IoSetup(1, &ctx) == -ENOSYS)
		SKIP("a kernel without io_submit");
	assert_int_equal(pipe(fds), 0);
	memset(&poll_it, 0, sizeof(poll_it));
	poll_it.lio_opcode = LX_IOCB_CMD_POLL;
	poll_it.fildes = (unsigned int)fds[0];
	poll_it.buf = LX_POLLIN;
	assert_int_equal(IoSubmit(ctx, 1, list), 1);
	assert_int_equal(IoCancel(ctx, &poll_it, &event), -EINPROGRESS);
	assert_int_equal(IoGetevents(ctx, 1, 1, &event, LX_NULL), 1);
	assert_int_equal(event.obj, (unsigned long)&poll_it);
	assert_int_equal(IoDestroy(ctx), 0);
	close(fds[0]);
	close(fds[1]);
}

/* A ring, its mappings and its parts. */
static struct {
	int fd;
	IoUringParams params;
	char *sq, *cq;
	IoUringSqe *sqes;
} ring;

static unsigned int *at(char *base, unsigned int offset)
{
	return (unsigned int *)(void *)(base + offset);
}

/* open_ring returns why there is no ring here, or NULL. */
static const char *open_ring(void)
{
	IoUringParams *p = &ring.params;

	memset(p, 0, sizeof(*p));
	ring.fd = IoUringSetup(3, p);
	if (ring.fd == -ENOSYS || ring.fd == -EPERM)
		return "io_uring is forbidden here, or not in this kernel";
	assert_true(ring.fd >= 0);
	assert_true(p->sq_entries == 4 && p->cq_entries >= 4 && (p->features & LX_IORING_FEAT_NODROP));
	ring.sq = (char *)mmap(NULL, p->sq_off.array + p->sq_entries * 4, PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_POPULATE, ring.fd, (off_t)LX_IORING_OFF_SQ_RING);
	ring.cq = (char *)mmap(NULL, p->cq_off.cqes + p->cq_entries * sizeof(IoUringCqe), PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_POPULATE, ring.fd, (off_t)LX_IORING_OFF_CQ_RING);
	ring.sqes = (IoUringSqe *)mmap(NULL, p->sq_entries * sizeof(IoUringSqe), PROT_READ | PROT_WRITE,
				       MAP_SHARED | MAP_POPULATE, ring.fd, (off_t)LX_IORING_OFF_SQES);
	assert_true(ring.sq != MAP_FAILED && ring.cq != MAP_FAILED && (void *)ring.sqes != MAP_FAILED);
	assert_int_equal(*at(ring.sq, p->sq_off.ring_entries), 4);
	return NULL;
}

static void close_ring(void)
{
	const IoUringParams *p = &ring.params;

	munmap(ring.sq, p->sq_off.array + p->sq_entries * 4);
	munmap(ring.cq, p->cq_off.cqes + p->cq_entries * sizeof(IoUringCqe));
	munmap(ring.sqes, p->sq_entries * sizeof(IoUringSqe));
	close(ring.fd);
}

static void queue(const IoUringSqe *sqe)
{
	unsigned int tail = *at(ring.sq, ring.params.sq_off.tail);
	unsigned int slot = tail & *at(ring.sq, ring.params.sq_off.ring_mask);

	ring.sqes[slot] = *sqe;
	at(ring.sq, ring.params.sq_off.array)[slot] = slot;
	__atomic_store_n(at(ring.sq, ring.params.sq_off.tail), tail + 1, __ATOMIC_RELEASE);
}

static IoUringCqe take(void)
{
	unsigned int head = *at(ring.cq, ring.params.cq_off.head);
	unsigned int slot = head & *at(ring.cq, ring.params.cq_off.ring_mask);
	IoUringCqe cqe;

	assert_true(__atomic_load_n(at(ring.cq, ring.params.cq_off.tail), __ATOMIC_ACQUIRE) != head);
	memcpy(&cqe, ring.cq + ring.params.cq_off.cqes + slot * sizeof(cqe), sizeof(cqe));
	__atomic_store_n(at(ring.cq, ring.params.cq_off.head), head + 1, __ATOMIC_RELEASE);
	return cqe;
}

static void test_io_uring_does_requests(void **state)
{
	const char *missing;
	char buffer[16] = "";
	IoUringSqe sqe;
	IoUringCqe cqe;
	int fd;

	(void)state;
	SKIP_UNDER_QEMU("no io_uring");
	missing = open_ring();
	if (missing)
		SKIP(missing);
	assert_int_equal(IoUringSetup(0, &ring.params), -EINVAL);
	assert_int_equal(IoUringEnter(-1, 0, 0, 0, LX_NULL), -EBADF);
	assert_int_equal(IoUringEnter(ring.fd, 0, 0, 0x80000000, LX_NULL), -EINVAL);
	fd = scratch_file("hello world");
	memset(&sqe, 0, sizeof(sqe));
	sqe.opcode = LX_IORING_OP_NOP;
	sqe.user_data = 0x123456789abcdefUL;
	queue(&sqe);
	sqe.opcode = LX_IORING_OP_READ;
	sqe.flags = LX_IOSQE_IO_LINK;
	sqe.fd = fd;
	sqe.where.off = 6;
	sqe.data.addr = (unsigned long)buffer;
	sqe.len = 5;
	sqe.user_data = 2;
	queue(&sqe);
	sqe.flags = 0;
	sqe.fd = -1;
	sqe.user_data = 3;
	queue(&sqe);
	assert_int_equal(IoUringEnter(ring.fd, 3, 3, LX_IORING_ENTER_GETEVENTS, LX_NULL), 3);
	cqe = take();
	assert_true(cqe.user_data == 0x123456789abcdefUL && cqe.res == 0);
	cqe = take();
	assert_true(cqe.user_data == 2 && cqe.res == 5);
	assert_memory_equal(buffer, "world", 5);
	cqe = take();
	assert_true(cqe.user_data == 3 && cqe.res == -EBADF);
	close(fd);
	close_ring();
}

static void test_io_uring_waits_for_a_time(void **state)
{
	const char *missing;
	Timespec moment = { 0, 10000000 };
	IoUringGeteventsArg arg;

	(void)state;
	SKIP_UNDER_QEMU("no io_uring");
	missing = open_ring();
	if (missing)
		SKIP(missing);
	memset(&arg, 0, sizeof(arg));
	arg.ts = (unsigned long)&moment;
	assert_int_equal(IoUringEnter2(ring.fd, 0, 1, LX_IORING_ENTER_GETEVENTS | LX_IORING_ENTER_EXT_ARG, &arg, 1),
			 -EINVAL);
	assert_int_equal(IoUringEnter2(ring.fd, 0, 1, LX_IORING_ENTER_GETEVENTS | LX_IORING_ENTER_EXT_ARG, &arg,
				       sizeof(arg)), -ETIME);
	close_ring();
}

static void test_io_uring_tells_what_it_can(void **state)
{
	const char *missing;
	struct {
		IoUringProbe head;
		IoUringProbeOp ops[64];
	} probe;

	(void)state;
	SKIP_UNDER_QEMU("no io_uring");
	missing = open_ring();
	if (missing)
		SKIP(missing);
	assert_int_equal(IoUringRegister(ring.fd, 0x7fffffff, LX_NULL, 0), -EINVAL);
	memset(&probe, 0, sizeof(probe));
	assert_int_equal(IoUringRegister(ring.fd, LX_IORING_REGISTER_PROBE, &probe, 64), 0);
	assert_true(probe.head.last_op >= LX_IORING_OP_OPENAT && probe.head.ops_len > LX_IORING_OP_OPENAT);
	assert_int_equal(probe.ops[LX_IORING_OP_OPENAT].op, LX_IORING_OP_OPENAT);
	assert_true(probe.ops[LX_IORING_OP_OPENAT].flags & LX_IO_URING_OP_SUPPORTED);
	close_ring();
}

UNIT_TESTS(unit_test(test_io_submit_reads_and_writes), unit_test(test_io_pgetevents_applies_its_mask),
	   unit_test(test_io_cancel_ends_a_poll), unit_test(test_io_uring_does_requests),
	   unit_test(test_io_uring_waits_for_a_time), unit_test(test_io_uring_tells_what_it_can));
