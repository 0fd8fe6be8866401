/*
 * lx_clone3_call (src/linux/clone3.h) for aarch64: lx_clone3_call(x0 args, x1 size, x2 fn, x3 arg)
 * The child begins with the parent's registers, but for sp, and x0 0: fn reaches it in x2, arg in x3.
 */
#include <barecall/arch/aarch64/sysnum.h>
#include "function.h"

FUNCTION lx_clone3_call
	mov x8, #LX_SYS_clone3
	svc #0
	cbz x0, 1f
	ret
	.cfi_endproc

	.cfi_startproc
	.cfi_undefined x30
1:	mov x9, sp
	and sp, x9, #-16
	mov x29, #0
	mov x30, #0
	mov x0, x3
	blr x2
	mov x8, #LX_SYS_exit
	svc #0
	brk #1
END lx_clone3_call

#include "note.h"
