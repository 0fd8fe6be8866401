/*
 * CloneCall (barecall/process.h) for riscv64:
 * CloneCall(a0 flags, a1 stack_top, a2 fn, a3 arg, a4 parent_tid, a5 child_tid, a6 tls)
 * clone(a0 flags, a1 stack, a2 parent_tid, a3 tls, a4 child_tid)
 * The child begins with the parent's registers, but for sp, and a0 0: fn reaches it in t3, arg in t1.
 */
#include <barecall/arch/riscv64/sysnum.h>
#include "function.h"

FUNCTION lx_CloneCall
	andi a1, a1, -16
	beqz a1, 1f
	mv t3, a2
	mv t1, a3
	mv a2, a4
	mv a3, a6
	mv a4, a5
	li a7, LX_SYS_clone
	ecall
	beqz a0, 2f
	ret
1:	li a0, -22 /* -EINVAL */
	ret
	.cfi_endproc

	.cfi_startproc
	.cfi_undefined ra
2:	li s0, 0
	li ra, 0
	mv a0, t1
	jalr t3
	li a7, LX_SYS_exit
	ecall
	ebreak
END lx_CloneCall

#include "note.h"
