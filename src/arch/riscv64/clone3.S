/*
 * lx_clone3_call (src/linux/clone3.h) for riscv64: lx_clone3_call(a0 args, a1 size, a2 fn, a3 arg)
 * The child begins with the parent's registers, but for sp, and a0 0: fn reaches it in a2, arg in a3.
 */
#include <barecall/arch/riscv64/sysnum.h>
#include "function.h"

FUNCTION lx_clone3_call
	li a7, LX_SYS_clone3
	ecall
	beqz a0, 1f
	ret
	.cfi_endproc

	.cfi_startproc
	.cfi_undefined ra
1:	andi sp, sp, -16
	li s0, 0
	li ra, 0
	mv a0, a3
	jalr a2
	li a7, LX_SYS_exit
	ecall
	ebreak
END lx_clone3_call

#include "note.h"
