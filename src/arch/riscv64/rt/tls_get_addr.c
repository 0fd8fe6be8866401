/*
 * __tls_get_addr: what code compiled with -fPIC calls for its thread-local variables. Linkers of this architecture, unlike
 * those of the others, keep the call in a static PIE. A libc's own takes the place of this weak one.
 */
#include "../../../linux/tls.h"

/* What the compiler hands over: the module, which is the program, and the variable's place in its TLS block. */
typedef struct TlsIndex {
	unsigned long module;
	unsigned long offset;
} TlsIndex;

__attribute__((__weak__, __visibility__("default"))) void *__tls_get_addr(const TlsIndex *index);

void *__tls_get_addr(const TlsIndex *index)
{
	return lx_get_thread_pointer() + index->offset + DTP_BIAS;
}
