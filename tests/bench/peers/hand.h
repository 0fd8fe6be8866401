/* by hand: gcc -static -nostdlib -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables */
#include "../hand.h"
#include "../start.h"

#define PEER_FUTEX

static __inline__ int peer_getppid(void)
{
	return (int)hand0(HAND_getppid);
}

static __inline__ long peer_write(int fd, const void *buf, unsigned long n)
{
	return hand3(HAND_write, fd, (long)buf, (long)n);
}

static __inline__ int peer_close(int fd)
{
	return (int)hand1(HAND_close, fd);
}

static __inline__ long peer_futex_wake(int *word)
{
	return hand6(HAND_futex, (long)word, 129, 1, 0, 0, 0);
}
