/* uring: io_uring's first steps: two rings mapped, an operation put in, its result taken out. */
#include <barecall.h>
#include <barecall/text.h>

static void *map(int fd, unsigned long size, long offset)
{
	return Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_SHARED | LX_MAP_POPULATE, fd, offset);
}

int main(void)
{
	IoUringParams p = { 0 };
	int ring = IoUringSetup(4, &p), file = MemfdCreate("uring", LX_MFD_CLOEXEC);
	unsigned int *tail, *head, index;
	char *sq, *cq;
	IoUringSqe *sqes;
	IoUringCqe *cqe;

	if (ring < 0) {
		Print(1, "no io_uring here: %pe\n", ErrPtr(ring)); /* -EPERM: io_uring_disabled of /proc/sys/kernel */
		return 77;
	}
	sq = map(ring, p.sq_off.array + p.sq_entries * sizeof(int), LX_IORING_OFF_SQ_RING);
	cq = map(ring, p.cq_off.cqes + p.cq_entries * sizeof(IoUringCqe), LX_IORING_OFF_CQ_RING);
	sqes = map(ring, p.sq_entries * sizeof(IoUringSqe), LX_IORING_OFF_SQES);
	if (IsErrPtr(sq) || IsErrPtr(cq) || IsErrPtr(sqes))
		return 1;

	tail = (unsigned int *)(void *)(sq + p.sq_off.tail);
	index = *tail & *(unsigned int *)(void *)(sq + p.sq_off.ring_mask);
	sqes[index] = (IoUringSqe){ 0 };
	sqes[index].opcode = LX_IORING_OP_WRITEV; /* since Linux 5.1, as io_uring itself */
	sqes[index].fd = file;
	sqes[index].data.addr = (unsigned long)&(Iovec){ (char[]){ "by a ring" }, 9 };
	sqes[index].len = 1;
	sqes[index].user_data = 42;
	((unsigned int *)(void *)(sq + p.sq_off.array))[index] = index;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE); /* behind all that it announces */
	Print(1, "taken: %d\n", IoUringEnter(ring, 1, 1, LX_IORING_ENTER_GETEVENTS, LX_NULL));

	head = (unsigned int *)(void *)(cq + p.cq_off.head);
	if (__atomic_load_n((unsigned int *)(void *)(cq + p.cq_off.tail), __ATOMIC_ACQUIRE) == *head)
		return 1;
	cqe = (IoUringCqe *)(void *)(cq + p.cq_off.cqes) + (*head & *(unsigned int *)(void *)(cq + p.cq_off.ring_mask));
	Print(1, "of %lu: %d\n", cqe->user_data, cqe->res);
	__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE); /* its place is the kernel's again */
	return 0;
}

/*
 * Output:
 * taken: 1
 * of 42: 9
 */
