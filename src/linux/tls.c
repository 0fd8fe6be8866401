/*
 * TlsSize and TlsInit (barecall/thread.h).
 */
#include <barecall/thread.h>

#include "thread-parts.h"
#include "tls.h"

/* Start-up's own takes the place of this one in a program that barecall's _start begins. */
extern const char started LX_SYMBOL("lx_started") __attribute__((__visibility__("hidden")));
#ifndef BARECALL_START /* in the one header both are in one file */
const char started __attribute__((__weak__)) = 0;
#endif

long TlsSize(void)
{
	const char *there = &started;
	Program program;

	__asm__("" : "+r"(there)); /* gcc takes what is hidden for what it sees here, although it is weak */
	lx_read_program(&program);
	if (!*there || program.segment[PT_INTERP] != 0)
		return -LX_EOPNOTSUPP;
	return program.segment[PT_TLS] != 0 ? (long)lx_tls_room(program.segment[PT_TLS]) : 0;
}

void *lx_tls_init(void *memory)
{
	Program program;
	char *thread_pointer;

	lx_read_program(&program);
	thread_pointer = lx_place_tls(memory, &program);
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
