/*
 * What assembly files of every architecture begin with, behind function.h, their architecture's part: LANDING is the
 * instruction that an indirect call may go to, ALIGNMENT a function's as a power of two. Call frame information goes
 * where strip removes it.
 */
	.cfi_sections .debug_frame

/* FUNCTION name begins a function in a section of its own; END name ends it. */
	.macro FUNCTION name
	.section .text.\name, "ax", %progbits
	.globl \name
	.hidden \name
	.type \name, %function
	.p2align ALIGNMENT
\name:
	.cfi_startproc
	LANDING
	.endm

	.macro END name
	.cfi_endproc
	.size \name, . - \name
	.endm

/* HOOK name stands in front of a return: a call of start-up that does nothing where no other part brings its own. */
	.macro HOOK name
	.weak \name
	.hidden \name
	.type \name, %function
\name:
	.endm
