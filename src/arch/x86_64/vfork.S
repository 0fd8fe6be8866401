/*
 * Vfork (barecall/process.h) for x86_64. Parent and child share the stack, and the child's later calls overwrite the
 * slot of the return address: it is kept in r9, which the kernel preserves and each of the two has for itself.
 */
#include <barecall/arch/x86_64/sysnum.h>
#include <barecall/uapi/process.h>
#include <barecall/uapi/signal.h>
#include "function.h"

FUNCTION lx_Vfork
	pop %r9
	.cfi_adjust_cfa_offset -8
	.cfi_register %rip, %r9
	mov $(LX_CLONE_VM | LX_CLONE_VFORK | LX_SIGCHLD), %edi
	xor %esi, %esi
	xor %edx, %edx
	xor %r10d, %r10d
	xor %r8d, %r8d
	mov $LX_SYS_clone, %eax
	syscall
	/* They share the shadow stack too: with one, take its entry away unread in place of a return. */
	xor %ecx, %ecx
	rdsspq %rcx
	test %rcx, %rcx
	jz 1f
	mov $1, %ecx
	incsspq %rcx
1:	jmp *%r9
END lx_Vfork

#include "note.h"
