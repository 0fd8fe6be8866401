/*
 * lx_clone3_call (src/linux/clone3.h) for x86_64: lx_clone3_call(rdi args, rsi size, rdx fn, rcx arg)
 * The child begins with the parent's registers, but for rsp, and rax 0: fn reaches it in rdx, arg in r8.
 */
#include <barecall/arch/x86_64/sysnum.h>
#include "function.h"

FUNCTION lx_clone3_call
	mov %rcx, %r8
	mov $LX_SYS_clone3, %eax
	syscall
	test %rax, %rax
	jz 1f
	ret
	.cfi_endproc

	.cfi_startproc
	.cfi_undefined %rip
1:	xor %ebp, %ebp
	and $-16, %rsp
	mov %r8, %rdi
	call *%rdx
	mov %eax, %edi
	mov $LX_SYS_exit, %eax
	syscall
	ud2
END lx_clone3_call

#include "note.h"
