/*
 * CloneCall (barecall/process.h) for x86_64:
 * CloneCall(rdi flags, rsi stack_top, rdx fn, rcx arg, r8 parent_tid, r9 child_tid, 8(rsp) tls)
 * clone(rdi flags, rsi stack, rdx parent_tid, r10 child_tid, r8 tls)
 * The child begins with the parent's registers, but for rsp, and rax 0: fn reaches it in r9, arg in rbx.
 */
#include <barecall/arch/x86_64/sysnum.h>
#include "function.h"

FUNCTION lx_CloneCall
	and $-16, %rsi
	jz 1f
	push %rbx
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset %rbx, 0
	mov %r9, %r10
	mov %rdx, %r9
	mov %r8, %rdx
	mov 16(%rsp), %r8
	mov %rcx, %rbx
	mov $LX_SYS_clone, %eax
	syscall
	test %rax, %rax
	jz 2f
	pop %rbx
	.cfi_adjust_cfa_offset -8
	.cfi_restore %rbx
	ret
1:	mov $-22, %rax /* -EINVAL */
	ret
	.cfi_endproc

	.cfi_startproc
	.cfi_undefined %rip
2:	xor %ebp, %ebp
	mov %rbx, %rdi
	call *%r9
	mov %eax, %edi
	mov $LX_SYS_exit, %eax
	syscall
	ud2
END lx_CloneCall

#include "note.h"
