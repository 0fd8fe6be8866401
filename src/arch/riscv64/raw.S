/*
 * RawSyscall6, RawSyscall and RawSyscallNoError (barecall/raw.h) for riscv64. The argument registers of a function are
 * a0 to a7; those of a system call are in arch/riscv64/trap.h.
 */
#include "function.h"

FUNCTION lx_RawSyscall6
	mv a7, a0
	mv a0, a1
	mv a1, a2
	mv a2, a3
	mv a3, a4
	mv a4, a5
	mv a5, a6
	ecall
	ret
END lx_RawSyscall6

FUNCTION lx_RawSyscall
	.globl lx_RawSyscallNoError
	.hidden lx_RawSyscallNoError
	.type lx_RawSyscallNoError, %function
	.set lx_RawSyscallNoError, lx_RawSyscall
	mv a7, a0
	mv a0, a1
	mv a1, a2
	mv a2, a3
	li a3, 0
	li a4, 0
	li a5, 0
	ecall
	ret
END lx_RawSyscall
	.size lx_RawSyscallNoError, . - lx_RawSyscall

#include "note.h"
