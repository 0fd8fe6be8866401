/* Callers of barecall (by_barecall_X) and of hand-written assembly (by_hand_X) that must be the same instructions. */
#include <barecall/event.h>
#include <barecall/file.h>
#include <barecall/mm.h>
#include <barecall/process.h>
#include <barecall/ptrace.h>
#include "hand.h"

/* PAIR declares both and gives them bodies. */
#define PAIR(result, name, parameters, barecall, hand) \
	result by_barecall_##name parameters;          \
	result by_barecall_##name parameters           \
	{                                              \
		return barecall;                       \
	}                                              \
	result by_hand_##name parameters;              \
	result by_hand_##name parameters               \
	{                                              \
		return hand;                           \
	}

PAIR(int, Getppid, (void), Getppid(), (int)hand0(HAND_getppid))

PAIR(int, Close, (int fd), Close(fd), (int)hand1(HAND_close, fd))

PAIR(long, Write, (int fd, const void *buffer, unsigned long count), Write(fd, buffer, count),
     hand3(HAND_write, fd, (long)buffer, (long)count))

PAIR(void *, Mmap, (void *address, unsigned long length, int protection, int flags, int fd, long offset),
     Mmap(address, length, protection, flags, fd, offset),
     (void *)hand6(HAND_mmap, (long)address, (long)length, protection, flags, fd, offset))

static __inline__ int hand_pselect(int n, FdSet *in, FdSet *out, FdSet *except, Timespec *timeout, const Sigset_t *mask)
{
	struct {
		const Sigset_t *mask;
		unsigned long size;
	} argument;

	argument.mask = mask;
	argument.size = 8;
	return (int)hand6(HAND_pselect6, n, (long)in, (long)out, (long)except, (long)timeout, (long)&argument);
}

PAIR(int, Pselect, (int n, FdSet *in, FdSet *out, FdSet *except, Timespec *timeout, const Sigset_t *mask),
     Pselect(n, in, out, except, timeout, mask), hand_pselect(n, in, out, except, timeout, mask))

static __inline__ int hand_failed(long result)
{
	return (unsigned long)result >= -4095UL;
}

/* A caller that tests for the error, and one whose arguments are constants. */
PAIR(int, Close_checked, (int fd), IsErr(Close(fd)), hand_failed((int)hand1(HAND_close, fd)))

PAIR(long, Write_constant, (void), Write(1, "hello\n", 6), hand3(HAND_write, 1, (long)"hello\n", 6))

/* No by_hand_: that a word needs no call is all that is looked at. */
long word_peek(int pid, unsigned long addr, void *out)
{
	return PtracePeekData(pid, addr, out, 8);
}

long word_poke(int pid, unsigned long addr, const void *data)
{
	return PtracePokeData(pid, addr, data, sizeof(long));
}
