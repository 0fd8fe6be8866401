/*
 * RawSyscall6, RawSyscall and RawSyscallNoError (barecall/raw.h) for x86_64. The argument registers of a function are
 * rdi rsi rdx rcx r8 r9 and the stack; those of a system call are in arch/x86_64/trap.h.
 */
#include "function.h"

FUNCTION lx_RawSyscall6
	mov %rdi, %rax
	mov %rsi, %rdi
	mov %rdx, %rsi
	mov %rcx, %rdx
	mov %r8, %r10
	mov %r9, %r8
	mov 8(%rsp), %r9
	syscall
	ret
END lx_RawSyscall6

FUNCTION lx_RawSyscall
	.globl lx_RawSyscallNoError
	.hidden lx_RawSyscallNoError
	.type lx_RawSyscallNoError, %function
	.set lx_RawSyscallNoError, lx_RawSyscall
	mov %rdi, %rax
	mov %rsi, %rdi
	mov %rdx, %rsi
	mov %rcx, %rdx
	xor %r10d, %r10d
	xor %r8d, %r8d
	xor %r9d, %r9d
	syscall
	ret
END lx_RawSyscall
	.size lx_RawSyscallNoError, . - lx_RawSyscall

#include "note.h"
