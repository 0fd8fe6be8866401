/*
 * RawSyscall6, RawSyscall and RawSyscallNoError (barecall/raw.h) for aarch64. The argument registers of a function are
 * x0 to x7; those of a system call are in arch/aarch64/trap.h.
 */
#include "function.h"

FUNCTION lx_RawSyscall6
	mov x8, x0
	mov x0, x1
	mov x1, x2
	mov x2, x3
	mov x3, x4
	mov x4, x5
	mov x5, x6
	svc #0
	ret
END lx_RawSyscall6

FUNCTION lx_RawSyscall
	.globl lx_RawSyscallNoError
	.hidden lx_RawSyscallNoError
	.type lx_RawSyscallNoError, %function
	.set lx_RawSyscallNoError, lx_RawSyscall
	mov x8, x0
	mov x0, x1
	mov x1, x2
	mov x2, x3
	mov x3, #0
	mov x4, #0
	mov x5, #0
	svc #0
	ret
END lx_RawSyscall
	.size lx_RawSyscallNoError, . - lx_RawSyscall

#include "note.h"
