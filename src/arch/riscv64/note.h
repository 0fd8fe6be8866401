/* Every .S ends with this: its stack is not executable. */
	.section .note.GNU-stack, "", @progbits
