/*
 * CloneCall (barecall/process.h) for aarch64:
 * CloneCall(x0 flags, x1 stack_top, x2 fn, x3 arg, x4 parent_tid, x5 child_tid, x6 tls)
 * clone(x0 flags, x1 stack, x2 parent_tid, x3 tls, x4 child_tid)
 * The child begins with the parent's registers, but for sp, and x0 0: fn reaches it in x9, arg in x10.
 */
#include <barecall/arch/aarch64/sysnum.h>
#include "function.h"

FUNCTION lx_CloneCall
	ands x1, x1, #-16
	b.eq 1f
	mov x9, x2
	mov x10, x3
	mov x2, x4
	mov x3, x6
	mov x4, x5
	mov x8, #LX_SYS_clone
	svc #0
	cbz x0, 2f
	ret
1:	mov x0, #-22 /* -EINVAL */
	ret
	.cfi_endproc

	.cfi_startproc
	.cfi_undefined x30
2:	mov x29, #0
	mov x30, #0
	mov x0, x10
	blr x9
	mov x8, #LX_SYS_exit
	svc #0
	brk #1
END lx_CloneCall

#include "note.h"
