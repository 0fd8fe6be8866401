/*
 * Where a thread's static TLS lies in memory. The program's segment PT_TLS is the image of each thread's block, whose
 * distance from the thread pointer the linker has counted on.
 */
#ifndef LX_TLS_H
#define LX_TLS_H

#include "elf-image.h"

/* Bytes beside the thread pointer that are the compilers' and the ABI's: x86_64's canary lies at 0x28. */
enum { TLS_RESERVED = 64 };

/* The architecture's: lx_tls_distance, lx_thread_pointer, lx_set_thread_pointer, lx_get_thread_pointer, lx_copy_canary. */
#include "thread-pointer.h"

/* lx_tls_room returns how much memory lx_place_tls needs for a thread, wherever that begins. */
static __inline__ unsigned long lx_tls_room(const Segment *tls)
{
	return tls->memsz + 2 * tls->align + 2 * TLS_RESERVED;
}

/*
 * lx_place_tls makes a thread's TLS in memory, which is zero, of the image of a program loaded at base; distance is
 * lx_tls_distance's. Returns the thread pointer.
 */
static __inline__ char *lx_place_tls(char *memory, const Segment *tls, unsigned long base, long distance)
{
	char *thread_pointer = lx_thread_pointer(memory, tls);
	const char *image = (const char *)(base + tls->vaddr);
	char *block = thread_pointer + distance;
	unsigned long left;

	for (left = tls->filesz; left-- != 0;) {
		block[left] = image[left];
		__asm__ __volatile__("" : "+r"(left) : : "memory"); /* not to become a call of memcpy */
	}
	return thread_pointer;
}

#endif
