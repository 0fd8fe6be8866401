/* What assembly files begin with. Call frame information goes where strip removes it. */
	.cfi_sections .debug_frame

/* FUNCTION name begins a function in a section of its own, with endbr64 for indirect calls; END name ends it. */
	.macro FUNCTION name
	.section .text.\name, "ax", %progbits
	.globl \name
	.hidden \name
	.type \name, %function
	.p2align 4
\name:
	.cfi_startproc
	endbr64
	.endm

	.macro END name
	.cfi_endproc
	.size \name, . - \name
	.endm
