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

#ifndef BARECALL_IMPLEMENTATION /* in the one header both are in one file */
/* Takes the place of thread.c's in a program that has no thread of ThreadStart's. */
__attribute__((__weak__)) void lx_thread_inherit(char *thread_pointer, Thread *self)
{
	(void)self;
	lx_copy_canary(thread_pointer);
}
#endif

long lx_tls_program(Program *program)
{
	const char *there = &started;

	__asm__("" : "+r"(there)); /* gcc takes what is hidden for what it sees here, although it is weak */
	lx_read_program(program);
	return !*there || program->segment[PT_INTERP] != 0 ? -LX_EOPNOTSUPP : program->tls_size;
}

long TlsSize(void)
{
	Program program;

	return lx_tls_program(&program);
}

void *TlsInit(void *memory)
{
	Program program;
	long size = lx_tls_program(&program);
	char *thread_pointer;

	if (size <= 0)
		return (void *)size;
	lx_clear(memory, (unsigned long)size);
	thread_pointer = lx_place_tls(memory, &program);
	lx_thread_inherit(thread_pointer, LX_NULL);
	return thread_pointer;
}
