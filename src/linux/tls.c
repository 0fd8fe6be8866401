/*
 * TlsSize and TlsInit (barecall/thread.h).
 */
#include <barecall/thread.h>

#include "thread-parts.h"
#include "tls.h"

/* The linker's: the program's own header. To refer to it is to demand that it is in memory, as start-up does. */
extern const Header header LX_SYMBOL("__ehdr_start") __attribute__((__visibility__("hidden")));

/* Start-up's own takes the place of this one in a program that barecall's _start begins. */
extern const char started LX_SYMBOL("lx_started") __attribute__((__visibility__("hidden")));
#ifndef BARECALL_START /* in the one header both are in one file */
const char started __attribute__((__weak__)) = 0;
#endif

static __attribute__((__noinline__)) const Segment *find(unsigned int type)
{
	const Segment *segment = lx_segments(&header);
	unsigned long left;

	for (left = header.phnum; left != 0; left--, segment++)
		if (segment->type == type)
			return segment;
	return 0;
}

long TlsSize(void)
{
	const Segment *tls = find(PT_TLS);
	const char *there = &started;

	__asm__("" : "+r"(there)); /* gcc takes what is hidden for what it sees here, although it is weak */
	if (!*there || find(PT_INTERP) != 0)
		return -LX_EOPNOTSUPP;
	return tls != 0 ? (long)lx_tls_room(tls) : 0;
}

void *lx_tls_init(void *memory)
{
	const Segment *tls = find(PT_TLS);
	char *thread_pointer = lx_place_tls(memory, tls, lx_base(&header, find(PT_LOAD)), lx_tls_distance(tls));

	lx_copy_canary(thread_pointer);
	return thread_pointer;
}

void *TlsInit(void *memory)
{
	long size = TlsSize();

	if (size <= 0)
		return (void *)size;
	lx_clear(memory, (unsigned long)size);
	return lx_tls_init(memory);
}
