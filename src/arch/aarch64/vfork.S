/*
 * Vfork (barecall/process.h) for aarch64. Parent and child share the stack, but each has the return address in its
 * own x30.
 */
#include <barecall/arch/aarch64/sysnum.h>
#include <barecall/uapi/process.h>
#include <barecall/uapi/signal.h>
#include "function.h"

FUNCTION lx_Vfork
	mov x0, #(LX_CLONE_VM | LX_CLONE_VFORK | LX_SIGCHLD)
	mov x1, #0
	mov x2, #0
	mov x3, #0
	mov x4, #0
	mov x8, #LX_SYS_clone
	svc #0
	/*
	 * They share the guarded control stack too, where the child's later calls overwrite the entry that ret compares:
	 * with one, take it away unread in place of a return. What is not there does nothing. A caller built for branch
	 * targets has one behind the call, since Vfork returns twice.
	 */
	mov x16, #1
	hint #40 /* chkfeat x16 */
	cbnz x16, 1f
	sysl x16, #3, c7, c7, #1 /* gcspopm */
	br x30
1:	ret
END lx_Vfork

#include "note.h"
