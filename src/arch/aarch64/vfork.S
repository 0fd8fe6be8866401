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
	ret
END lx_Vfork

#include "note.h"
