/* io_uring: a ring's memory, requests and their completions, what is registered with it, and who may have one. */
#include <barecall/allthreads.h>
#include "check.h"
#include "topics.h"

typedef struct Ring {
	int fd;
	IoUringParams params;
	char *sq, *cq; /* may be the same mapping */
	IoUringSqe *sqes;
} Ring;

static unsigned int *word(char *ring, unsigned int offset)
{
	return (unsigned int *)(void *)(ring + offset);
}

static int map_ring(Ring *ring, unsigned int flags)
{
	static const IoUringParams none;
	const int protection = LX_PROT_READ | LX_PROT_WRITE, how = LX_MAP_SHARED | LX_MAP_POPULATE;
	unsigned long sq_size, cq_size;

	ring->params = none;
	ring->params.flags = flags;
	ring->fd = IoUringSetup(5, &ring->params);
	EXPECT(ring->fd >= 0 && FcntlInt(ring->fd, LX_F_GETFD, 0) == LX_FD_CLOEXEC);
	EXPECT(ring->params.sq_entries == 8 && ring->params.cq_entries == 16);
	sq_size = ring->params.sq_off.array + 8 * sizeof(unsigned int);
	cq_size = ring->params.cq_off.cqes + 16 * sizeof(IoUringCqe);
	EXPECT(ring->params.features & LX_IORING_FEAT_SINGLE_MMAP);
	ring->sq = Mmap(LX_NULL, sq_size > cq_size ? sq_size : cq_size, protection, how, ring->fd,
			LX_IORING_OFF_SQ_RING);
	ring->cq = ring->sq;
	ring->sqes = Mmap(LX_NULL, 8 * sizeof(IoUringSqe), protection, how, ring->fd, LX_IORING_OFF_SQES);
	EXPECT(!IsErrPtr(ring->sq) && !IsErrPtr(ring->sqes));
	EXPECT(*word(ring->sq, ring->params.sq_off.ring_entries) == 8);
	EXPECT(*word(ring->sq, ring->params.sq_off.ring_mask) == 7);
	EXPECT(*word(ring->cq, ring->params.cq_off.ring_entries) == 16);
	return 0;
}

static void queue(Ring *ring, IoUringSqe sqe, unsigned long user_data)
{
	unsigned int *tail = word(ring->sq, ring->params.sq_off.tail);
	unsigned int at = *tail & 7;

	sqe.user_data = user_data;
	ring->sqes[at] = sqe;
	word(ring->sq, ring->params.sq_off.array)[at] = at;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
}

/* Takes a completion, for which it waits if need be, and gives its result. 99999: not that of user_data (0: of any). */
static int take(Ring *ring, unsigned long user_data)
{
	unsigned int *head = word(ring->cq, ring->params.cq_off.head), *tail = word(ring->cq, ring->params.cq_off.tail);
	const IoUringCqe *cqe = (const IoUringCqe *)(void *)(ring->cq + ring->params.cq_off.cqes) + (*head & 15);
	int result;

	if (*head == __atomic_load_n(tail, __ATOMIC_ACQUIRE) &&
	    IoUringEnter(ring->fd, 0, 1, LX_IORING_ENTER_GETEVENTS, LX_NULL) != 0)
		return 99999;
	result = !user_data || cqe->user_data == user_data ? cqe->res : 99999;
	__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	return result;
}

static IoUringSqe request(int opcode, int fd, const void *buffer, unsigned int length, unsigned long offset)
{
	static const IoUringSqe none;
	IoUringSqe sqe = none;

	sqe.opcode = (unsigned char)opcode;
	sqe.fd = fd;
	sqe.data.addr = (unsigned long)buffer;
	sqe.len = length;
	sqe.where.off = offset;
	return sqe;
}

static int submits_and_completes(void)
{
	Timespec soon = {0, 20000000}, later = {9, 0};
	IoUringGeteventsArg wait = {0, sizeof(Sigset_t), 0, (unsigned long)&soon};
	int file = MemfdCreate("ring", LX_MFD_CLOEXEC), never[2];
	char text[16] = "";
	IoUringSqe linked;
	Ring ring;
	int line = map_ring(&ring, 0);

	if (line)
		return line;
	EXPECT(Pipe2(never, LX_O_CLOEXEC) == 0);
	EXPECT(IoUringEnter(ring.fd, 0, 0, LX_IORING_ENTER_GETEVENTS, LX_NULL) == 0);
	EXPECT(IoUringEnter(ring.fd, 0, 0, 1U << 31, LX_NULL) == -LX_EINVAL);
	EXPECT(IoUringEnter(file, 1, 0, 0, LX_NULL) == -LX_EOPNOTSUPP);

	queue(&ring, request(LX_IORING_OP_NOP, -1, LX_NULL, 0, 0), 1);
	EXPECT(IoUringEnter(ring.fd, 1, 1, LX_IORING_ENTER_GETEVENTS, LX_NULL) == 1 && take(&ring, 1) == 0);

	linked = request(LX_IORING_OP_WRITE, file, "hello, ring", 11, 0);
	linked.flags = LX_IOSQE_IO_LINK; /* or the read might run first */
	queue(&ring, linked, 2);
	queue(&ring, request(LX_IORING_OP_READ, file, text, sizeof(text), 7), 3);
	EXPECT(IoUringEnter(ring.fd, 2, 2, LX_IORING_ENTER_GETEVENTS, LX_NULL) == 2);
	EXPECT(take(&ring, 2) == 11 && take(&ring, 3) == 4 && same_text(text, "ring"));

	queue(&ring, request(LX_IORING_OP_TIMEOUT, -1, &soon, 1, 0), 4);
	EXPECT(IoUringEnter(ring.fd, 1, 0, 0, LX_NULL) == 1 && take(&ring, 4) == -LX_ETIME);
	queue(&ring, request(LX_IORING_OP_READ, 999, text, 1, 0), 5);
	queue(&ring, request(255, 0, LX_NULL, 0, 0), 6);
	EXPECT(IoUringEnter(ring.fd, 1, 0, 0, LX_NULL) == 1 && take(&ring, 5) == -LX_EBADF);
	EXPECT(IoUringEnter(ring.fd, 1, 0, 0, LX_NULL) == 1 && take(&ring, 6) == -LX_EINVAL);

	/* A read of what never comes: a wait with a time limit, and the read's end by cancelling it. */
	queue(&ring, request(LX_IORING_OP_READ, never[0], text, 1, 0), 7);
	EXPECT(IoUringEnter2(ring.fd, 1, 1, LX_IORING_ENTER_GETEVENTS | LX_IORING_ENTER_EXT_ARG, &wait,
			     sizeof(wait)) == 1);
	EXPECT(IoUringEnter2(ring.fd, 0, 1, LX_IORING_ENTER_GETEVENTS | LX_IORING_ENTER_EXT_ARG, &wait, sizeof(wait)) ==
	       -LX_ETIME);
	queue(&ring, request(LX_IORING_OP_TIMEOUT, -1, &later, 1, 0), 8);
	queue(&ring, request(LX_IORING_OP_ASYNC_CANCEL, -1, (void *)7L, 0, 0), 9);
	EXPECT(IoUringEnter(ring.fd, 2, 2, LX_IORING_ENTER_GETEVENTS, LX_NULL) == 2);
	line = take(&ring, 0); /* of the read, or of what cancelled it: -ECANCELED or 0 */
	EXPECT((line == 0 || line == -LX_ECANCELED) && take(&ring, 0) == -LX_ECANCELED - line);
	return Close(ring.fd);
}

static int registers(void)
{
	static char buffer[4096];
	static struct {
		IoUringProbe head;
		IoUringProbeOp ops[64];
	} probe;
	Iovec iov = {buffer, sizeof(buffer)};
	int file = MemfdCreate("fixed", LX_MFD_CLOEXEC), events = Eventfd(0, LX_EFD_CLOEXEC);
	int fds[2] = {-1, file};
	unsigned long count = 0;
	IoUringSqe sqe;
	Ring ring;
	int line = map_ring(&ring, 0);

	if (line)
		return line;
	EXPECT(Write(file, "fixed", 5) == 5);
	EXPECT(IoUringRegister(ring.fd, 9999, LX_NULL, 0) == -LX_EINVAL);
	EXPECT(IoUringRegister(ring.fd, LX_IORING_REGISTER_PROBE, &probe, 64) == 0);
	EXPECT(probe.head.last_op >= LX_IORING_OP_WRITE);
	EXPECT((probe.ops[LX_IORING_OP_READ].flags & LX_IO_URING_OP_SUPPORTED));
	EXPECT(IoUringRegister(ring.fd, LX_IORING_UNREGISTER_BUFFERS, LX_NULL, 0) == -LX_ENXIO);
	EXPECT(IoUringRegister(ring.fd, LX_IORING_REGISTER_BUFFERS, &iov, 1) == 0);
	EXPECT(IoUringRegister(ring.fd, LX_IORING_REGISTER_FILES, fds, 2) == 0);
	EXPECT(IoUringRegister(ring.fd, LX_IORING_REGISTER_EVENTFD, &events, 1) == 0);
	sqe = request(LX_IORING_OP_READ_FIXED, 1, buffer + 100, 5, 0);
	sqe.flags = LX_IOSQE_FIXED_FILE;
	queue(&ring, sqe, 1);
	EXPECT(IoUringEnter(ring.fd, 1, 1, LX_IORING_ENTER_GETEVENTS, LX_NULL) == 1 && take(&ring, 1) == 5);
	EXPECT(buffer[100] == 'f' && buffer[104] == 'd' && buffer[105] == 0);
	EXPECT(Read(events, &count, sizeof(count)) == sizeof(count) && count == 1);
	sqe = request(LX_IORING_OP_READ_FIXED, 1, buffer + sizeof(buffer) - 2, 5, 0); /* goes past the buffer */
	sqe.flags = LX_IOSQE_FIXED_FILE;
	queue(&ring, sqe, 2);
	EXPECT(IoUringEnter(ring.fd, 1, 1, LX_IORING_ENTER_GETEVENTS, LX_NULL) == 1 && take(&ring, 2) == -LX_EFAULT);
	return Close(ring.fd);
}

/* The kernel's threads for a ring are listed among the process's, and take no signal. */
static int threads_of_the_kernel(void)
{
	Ring polled, ring;
	char byte = 0;
	int never[2];
	IoUringSqe sqe;
	int line = map_ring(&polled, LX_IORING_SETUP_SQPOLL);

	if (!line)
		line = map_ring(&ring, 0);
	if (line)
		return line;
	EXPECT(Pipe2(never, LX_O_CLOEXEC) == 0);
	sqe = request(LX_IORING_OP_READ, never[0], &byte, 1, 0);
	sqe.flags = LX_IOSQE_ASYNC; /* a worker reads, and waits */
	queue(&ring, sqe, 1);
	EXPECT(IoUringEnter(ring.fd, 1, 0, 0, LX_NULL) == 1);
	for (unsigned int id = 1; id <= 10; id++)
		EXPECT(Setresuid(id, 0, id) == 0 && Getuid() == id);
	EXPECT(Write(never[1], "x", 1) == 1 && take(&ring, 1) == 1 && byte == 'x');
	return Close(ring.fd) || Close(polled.fd);
}

/* 0: all, 1: the privileged, 2: nobody. */
static int set_who_may(const char *digit)
{
	return !write_text("/proc/sys/kernel/io_uring_disabled", digit);
}

static int is_forbidden(void)
{
	IoUringParams params = {0};
	int fd, pid;

	EXPECT(IoUringSetup(0, &params) == -LX_EINVAL);
	EXPECT(set_who_may("2") == 0 && IoUringSetup(1, &params) == -LX_EPERM);
	EXPECT(set_who_may("1") == 0);
	fd = IoUringSetup(1, &params);
	EXPECT(fd >= 0 && Close(fd) == 0);
	pid = Fork();
	if (pid == 0) {
		static const IoUringParams none;

		params = none;
		Exit(SetresuidThread(1000, 1000, 1000) == 0 && IoUringSetup(1, &params) == -LX_EPERM ? 9 : 10);
	}
	EXPECT(wait_for(pid) == 9 << 8);
	return 0;
}

void iouring(void)
{
	IoUringParams params = {0};
	int fd = IoUringSetup(1, &params);

	if (fd == -LX_ENOSYS || fd == -LX_EPERM) {
		skip("io_uring", "this kernel has none");
		return;
	}
	Close(fd);
	check_child("requests are submitted and complete", submits_and_completes);
	check_child("buffers, files and an eventfd are registered", registers);
	check_child("Setresuid beside the kernel's threads for a ring", threads_of_the_kernel);
	if (since(6, 6, "io_uring is forbidden", set_who_may("0") == 0))
		check_child("io_uring is forbidden to all, or to users", is_forbidden);
	set_who_may("0");
}
