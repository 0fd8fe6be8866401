/* Every .S ends with this: its stack is not executable, and it keeps to IBT and SHSTK as the compiled objects do. */
	.section .note.GNU-stack, "", @progbits
#ifdef __CET__
	.section .note.gnu.property, "a", @note
	.balign 8
	.long 4, 16, 5			/* sizes of name and content, NT_GNU_PROPERTY_TYPE_0 */
	.asciz "GNU"
	.long 0xc0000002, 4, __CET__, 0	/* GNU_PROPERTY_X86_FEATURE_1_AND: IBT 1, SHSTK 2 */
#endif
