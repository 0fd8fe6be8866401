/* Every .S ends with this: its stack is not executable, and it keeps to BTI and PAC as the compiled objects do. */
	.section .note.GNU-stack, "", %progbits
#ifdef __ARM_FEATURE_BTI_DEFAULT
	.section .note.gnu.property, "a", %note
	.balign 8
	.long 4, 16, 5			/* sizes of name and content, NT_GNU_PROPERTY_TYPE_0 */
	.asciz "GNU"
	.long 0xc0000000, 4, 3, 0	/* GNU_PROPERTY_AARCH64_FEATURE_1_AND: BTI 1, PAC 2 */
#endif
