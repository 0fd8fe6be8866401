/*
 * __getauxval: what libgcc asks for at start-up on aarch64, to choose between two forms of atomic operations. A libc's own
 * takes the place of this weak one.
 */
#include <barecall/auxv.h>

__attribute__((__weak__)) unsigned long __getauxval(unsigned long type);

unsigned long __getauxval(unsigned long type)
{
	return Getauxval(type);
}
