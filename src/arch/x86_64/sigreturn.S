/*
 * lx_sigreturn: what a signal handler returns to on x86_64. The kernel then takes the interrupted registers from the
 * stack. Debuggers and unwinders know the place by its 9 bytes, 48 c7 c0 0f 00 00 00 0f 05, and look one byte before
 * it, hence the nop: no landing pad may stand here, nor is one needed after a return.
 */
#include <barecall/arch/x86_64/sysnum.h>
#include "function.h"

/* saved says that the signal frame holds register number at rsp + offset: DW_CFA_expression, DW_OP_breg7. */
	.macro saved number, offset
	.cfi_escape 0x10, \number, 3, 0x77, (\offset & 0x7f) | 0x80, \offset >> 7
	.endm

	.section .text.lx_sigreturn, "ax", %progbits
	.globl lx_sigreturn
	.hidden lx_sigreturn
	.type lx_sigreturn, %function
	.p2align 4
	.cfi_startproc
	.cfi_signal_frame
	/* rsp points to a Ucontext. The frame's address is the interrupted rsp: DW_CFA_def_cfa_expression, DW_OP_breg7,
	   DW_OP_deref. */
	.cfi_escape 0x0f, 4, 0x77, (160 & 0x7f) | 0x80, 160 >> 7, 0x06
	saved 8, 40
	saved 9, 48
	saved 10, 56
	saved 11, 64
	saved 12, 72
	saved 13, 80
	saved 14, 88
	saved 15, 96
	saved 5, 104 /* rdi */
	saved 4, 112 /* rsi */
	saved 6, 120 /* rbp */
	saved 3, 128 /* rbx */
	saved 1, 136 /* rdx */
	saved 0, 144 /* rax */
	saved 2, 152 /* rcx */
	saved 7, 160 /* rsp */
	saved 16, 168 /* rip */
	nop
lx_sigreturn:
	mov $LX_SYS_rt_sigreturn, %rax
	syscall
END lx_sigreturn

#include "note.h"
