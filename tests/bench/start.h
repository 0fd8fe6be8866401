/* _start by hand: argc, argv and envp for main, its result for exit_group. */
#if defined(__x86_64__)
__asm__(".globl _start\n"
	"_start:\n"
	"	xor %ebp, %ebp\n"
	"	mov (%rsp), %edi\n"
	"	lea 8(%rsp), %rsi\n"
	"	lea 16(%rsp, %rdi, 8), %rdx\n"
	"	call main\n"
	"	mov %eax, %edi\n"
	"	mov $231, %eax\n"
	"	syscall\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n"
	"_start:\n"
	"	mov x29, 0\n"
	"	mov x30, 0\n"
	"	ldr w0, [sp]\n"
	"	add x1, sp, 8\n"
	"	add x2, x1, x0, lsl 3\n"
	"	add x2, x2, 8\n"
	"	bl main\n"
	"	mov w8, 94\n"
	"	svc 0\n");
#else
__asm__(".globl _start\n"
	"_start:\n"
	"	.option push\n"
	"	.option norelax\n"
	"	lla gp, __global_pointer$\n"
	"	.option pop\n"
	"	li s0, 0\n"
	"	lw a0, 0(sp)\n"
	"	addi a1, sp, 8\n"
	"	slli a2, a0, 3\n"
	"	add a2, a2, a1\n"
	"	addi a2, a2, 8\n"
	"	call main\n"
	"	li a7, 94\n"
	"	ecall\n");
#endif
