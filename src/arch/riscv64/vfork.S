/*
 * Vfork (barecall/process.h) for riscv64. Parent and child share the stack, but each has the return address in its
 * own ra. Where there is a shadow stack they share it, and Vfork neither reads nor writes it: only functions that keep ra
 * in memory have an entry, and what the child pushes lies below those of the parent.
 */
#include <barecall/arch/riscv64/sysnum.h>
#include <barecall/uapi/process.h>
#include <barecall/uapi/signal.h>
#include "function.h"

FUNCTION lx_Vfork
	li a0, LX_CLONE_VM | LX_CLONE_VFORK | LX_SIGCHLD
	li a1, 0
	li a2, 0
	li a3, 0
	li a4, 0
	li a7, LX_SYS_clone
	ecall
	ret
END lx_Vfork

#include "note.h"
