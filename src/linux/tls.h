/*
 * Where a thread's static TLS lies in memory. The program's segment PT_TLS is the image of each thread's block, whose
 * distance from the thread pointer the linker has counted on.
 */
#ifndef LX_TLS_H
#define LX_TLS_H

#include <barecall/base.h>

#include "elf-image.h"

#define LX_HIDDEN __attribute__((__visibility__("hidden")))

/* Bytes beside the thread pointer that are the compilers' and the ABI's: x86_64's canary lies at 0x28. */
enum { TLS_RESERVED = 64 };

/* The architecture's: lx_tls_distance, lx_thread_pointer, lx_set_thread_pointer, lx_get_thread_pointer, lx_copy_canary. */
#include "thread-pointer.h"

/* Where PT_GNU_RELRO is among segments by type: behind those of the ELF standard. */
enum { RELRO = PT_TLS + 1 };

/* What a program's headers tell. */
typedef struct Program {
	unsigned long base; /* where it was loaded, less where it was linked to be */
	long tls_distance; /* of its TLS from the thread pointer, if it has any */
	long tls_size; /* how much memory lx_place_tls needs for a thread, wherever that begins; 0: there is no TLS */
	const Segment *segment[RELRO + 1]; /* PT_LOAD (the first), PT_DYNAMIC, PT_INTERP, PT_TLS, RELRO; or 0 */
} Program;

/* lx_read_program reads the headers of the program that this is in. */
LX_HIDDEN void lx_read_program(Program *program);

/* lx_place_tls makes a thread's TLS in memory of tls_size bytes, which is zero. Returns the thread pointer. */
LX_HIDDEN char *lx_place_tls(char *memory, const Program *program);

#endif
