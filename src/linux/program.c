/*
 * What start-up and threads (tls.c) need of the program's own headers. This runs before anything else in a program, under
 * the same rules as start.c.
 *
 * The headers are asked, not the auxiliary vector, which may lack them and, where the program was handed to a dynamic
 * linker (ld.so ./program), does not tell that one has been at work. To refer to __ehdr_start is to demand that they are
 * in memory: with -n or -N they are not, and the linker says so.
 */
#include "tls.h"

extern LX_HIDDEN const Header header LX_SYMBOL("__ehdr_start");

void lx_read_program(Program *program)
{
	const Segment *first = lx_segments(&header), *segment = first + header.phnum, *tls;

	program->segment[PT_DYNAMIC] = program->segment[PT_INTERP] = program->segment[PT_TLS] = program->segment[RELRO] = 0;
	/* From the last on: of what is loaded, the first counts. There is one at least. */
	do {
		unsigned long type = (--segment)->type;

		if (type == PT_GNU_RELRO)
			type = RELRO;
		if (type <= RELRO)
			program->segment[type] = segment;
	} while (segment != first);
	program->base = lx_base(&header, program->segment[PT_LOAD]);
	program->tls_size = 0;
	tls = program->segment[PT_TLS];
	if (tls != 0) {
		program->tls_size = (long)(tls->memsz + 2 * tls->align + 2 * TLS_RESERVED);
		program->tls_distance = lx_tls_distance(tls);
	}
}

char *lx_place_tls(char *memory, const Program *program)
{
	const Segment *tls = program->segment[PT_TLS];
	char *thread_pointer = lx_thread_pointer(memory, tls);
	const char *image = (const char *)(program->base + tls->vaddr);
	char *block = thread_pointer + program->tls_distance;
	unsigned long left;

	for (left = tls->filesz; left-- != 0;) {
		block[left] = image[left];
		__asm__ __volatile__("" : "+r"(left) : : "memory"); /* not to become a call of memcpy */
	}
	return thread_pointer;
}
