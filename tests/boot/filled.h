/*
 * Every register is filled, a system call is made, and what is in each register then is looked at: what was lost must be
 * in LX_TRAP_CLOBBERS, or be the result. That says which registers a kernel destroys, and not only what a compiler happened
 * to keep in them. The program is to include barecall.h before this.
 */
#ifndef FILLED_H
#define FILLED_H

/* filled_trap loads general and vectors (two words each) from before, calls the kernel, and writes all of them to after. */
typedef struct Filled {
	unsigned long general[32];
	unsigned long vectors[32][2]; /* on riscv64 the first word of each is a floating-point register */
} Filled;

void filled_trap(const Filled *before, Filled *after);

#define FILLED_TEXT_OF(...) #__VA_ARGS__
#define FILLED_TEXT(...) FILLED_TEXT_OF(__VA_ARGS__)

/* Each architecture has its own registers. FILLED_NUMBER, FILLED_RESULT: places in general. */
#if defined(__x86_64__)

static const char *const filled_names[] = {"rax", "rcx", "rdx", "rbx", "rbp", "rsi", "rdi", "r8",
					   "r9", "r10", "r11", "r12", "r13", "r14", "r15"};
enum { FILLED_NUMBER = 0, FILLED_RESULT = 0, FILLED_VECTORS = 16, FILLED_WORDS = 2 };

#define EACH_GENERAL(x) \
	x(0, rax) x(8, rcx) x(16, rdx) x(24, rbx) x(32, rbp) x(40, rsi) x(56, r8) x(64, r9) x(72, r10) x(80, r11) \
	x(88, r12) x(96, r13) x(104, r14) x(112, r15)
#define EACH_VECTOR(x) x(0) x(1) x(2) x(3) x(4) x(5) x(6) x(7) x(8) x(9) x(10) x(11) x(12) x(13) x(14) x(15)
#define LOAD_VECTOR(n) "movdqu 256+16*" #n "(%rdi), %xmm" #n "\n"
#define STORE_VECTOR(n) "movdqu %xmm" #n ", 256+16*" #n "(%rdi)\n"
#define LOAD_GENERAL(at, r) "mov " #at "(%rdi), %" #r "\n"
#define STORE_GENERAL(at, r) "mov %" #r ", " #at "(%rdi)\n"

/* The address of after is on the stack meanwhile, and rdi beside it. */
__asm__(".text\n.globl filled_trap\n.type filled_trap, @function\nfilled_trap:\n"
	"push %rbx\npush %rbp\npush %r12\npush %r13\npush %r14\npush %r15\npush %rsi\n"
	EACH_VECTOR(LOAD_VECTOR) EACH_GENERAL(LOAD_GENERAL)
	"mov 48(%rdi), %rdi\n"
	"syscall\n"
	"push %rdi\nmov 8(%rsp), %rdi\n"
	EACH_GENERAL(STORE_GENERAL) EACH_VECTOR(STORE_VECTOR)
	"pop %rax\nmov %rax, 48(%rdi)\n"
	"pop %rsi\npop %r15\npop %r14\npop %r13\npop %r12\npop %rbp\npop %rbx\nret\n.size filled_trap, . - filled_trap\n");

#elif defined(__aarch64__)

static const char *const filled_names[] = {"x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10",
					   "x11", "x12", "x13", "x14", "x15", "x16", "x17", "x18", "x19", "x20",
					   "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "x29", "x30"};
enum { FILLED_NUMBER = 8, FILLED_RESULT = 0, FILLED_VECTORS = 32, FILLED_WORDS = 2 };

#define EACH_PAIR(x) \
	x(2, 3) x(4, 5) x(6, 7) x(8, 9) x(10, 11) x(12, 13) x(14, 15) x(16, 17) x(18, 19) x(20, 21) x(22, 23) x(24, 25) \
	x(26, 27) x(28, 29)
#define LOAD_GENERAL(a, b) "ldp x" #a ", x" #b ", [x0, #8*" #a "]\n"
#define STORE_GENERAL(a, b) "stp x" #a ", x" #b ", [x0, #8*" #a "]\n"
#define LOAD_VECTOR(a, b) "ldp q" #a ", q" #b ", [x9, #16*" #a "]\n"
#define STORE_VECTOR(a, b) "stp q" #a ", q" #b ", [x9, #16*" #a "]\n"

__asm__(".text\n.globl filled_trap\n.type filled_trap, %function\nfilled_trap:\n"
	"sub sp, sp, #192\n"
	"stp x19, x20, [sp]\nstp x21, x22, [sp, #16]\nstp x23, x24, [sp, #32]\nstp x25, x26, [sp, #48]\n"
	"stp x27, x28, [sp, #64]\nstp x29, x30, [sp, #80]\nstp d8, d9, [sp, #96]\nstp d10, d11, [sp, #112]\n"
	"stp d12, d13, [sp, #128]\nstp d14, d15, [sp, #144]\nstp x1, x18, [sp, #160]\n"
	"add x9, x0, #256\n" LOAD_VECTOR(0, 1) EACH_PAIR(LOAD_VECTOR) LOAD_VECTOR(30, 31)
	EACH_PAIR(LOAD_GENERAL) "ldr x30, [x0, #240]\nldp x0, x1, [x0]\n"
	"svc 0\n"
	"str x0, [sp, #176]\nldr x0, [sp, #160]\n"
	"str x1, [x0, #8]\n" EACH_PAIR(STORE_GENERAL) "str x30, [x0, #240]\n"
	"add x9, x0, #256\n" STORE_VECTOR(0, 1) EACH_PAIR(STORE_VECTOR) STORE_VECTOR(30, 31)
	"ldr x1, [sp, #176]\nstr x1, [x0]\nldr x18, [sp, #168]\n"
	"ldp x19, x20, [sp]\nldp x21, x22, [sp, #16]\nldp x23, x24, [sp, #32]\nldp x25, x26, [sp, #48]\n"
	"ldp x27, x28, [sp, #64]\nldp x29, x30, [sp, #80]\nldp d8, d9, [sp, #96]\nldp d10, d11, [sp, #112]\n"
	"ldp d12, d13, [sp, #128]\nldp d14, d15, [sp, #144]\nadd sp, sp, #192\nret\n.size filled_trap, . - filled_trap\n");

#else

/* gp and tp are the program's; sp is what finds the rest. */
static const char *const filled_names[] = {"ra", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7",
					   "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6"};
enum { FILLED_NUMBER = 13, FILLED_RESULT = 6, FILLED_VECTORS = 32, FILLED_WORDS = 1 };

#define EACH_SAVED(x) \
	x(0, ra) x(32, s0) x(40, s1) x(112, s2) x(120, s3) x(128, s4) x(136, s5) x(144, s6) x(152, s7) x(160, s8) x(168, s9) \
	x(176, s10) x(184, s11)
#define EACH_GENERAL(x) \
	EACH_SAVED(x) x(8, t0) x(16, t1) x(24, t2) x(56, a1) x(64, a2) x(72, a3) x(80, a4) x(88, a5) x(96, a6) x(104, a7) \
	x(192, t3) x(200, t4) x(208, t5) x(216, t6)
#define EACH_VECTOR(x) \
	x(0) x(1) x(2) x(3) x(4) x(5) x(6) x(7) x(8) x(9) x(10) x(11) x(12) x(13) x(14) x(15) x(16) x(17) x(18) x(19) x(20) \
	x(21) x(22) x(23) x(24) x(25) x(26) x(27) x(28) x(29) x(30) x(31)
#define EACH_KEPT(x) x(8) x(9) x(18) x(19) x(20) x(21) x(22) x(23) x(24) x(25) x(26) x(27)
#define LOAD_GENERAL(at, r) "ld " #r ", " #at "(a0)\n"
#define STORE_GENERAL(at, r) "sd " #r ", " #at "(a0)\n"
#define SAVE_GENERAL(at, r) "sd " #r ", " #at "(sp)\n"
#define RESTORE_GENERAL(at, r) "ld " #r ", " #at "(sp)\n"
#define LOAD_VECTOR(n) "fld f" #n ", 256+16*" #n "(a0)\n"
#define STORE_VECTOR(n) "fsd f" #n ", 256+16*" #n "(a0)\n"
#define SAVE_VECTOR(n) "fsd f" #n ", 256+8*" #n "(sp)\n"
#define RESTORE_VECTOR(n) "fld f" #n ", 256+8*" #n "(sp)\n"

__asm__(".text\n.globl filled_trap\n.type filled_trap, @function\nfilled_trap:\n"
	"addi sp, sp, -512\nsd a1, 240(sp)\n" EACH_SAVED(SAVE_GENERAL) EACH_KEPT(SAVE_VECTOR)
	EACH_VECTOR(LOAD_VECTOR) EACH_GENERAL(LOAD_GENERAL) "ld a0, 48(a0)\n"
	"ecall\n"
	"sd a0, 248(sp)\nld a0, 240(sp)\n" EACH_GENERAL(STORE_GENERAL) EACH_VECTOR(STORE_VECTOR)
	"ld a1, 248(sp)\nsd a1, 48(a0)\n"
	EACH_SAVED(RESTORE_GENERAL) EACH_KEPT(RESTORE_VECTOR) "addi sp, sp, 512\nret\n.size filled_trap, . - filled_trap\n");

#endif

/* Whether LX_TRAP_CLOBBERS has this register. */
static int filled_is_told(const char *name)
{
	const char *told = FILLED_TEXT(LX_TRAP_CLOBBERS);

	for (; *told; told++) {
		unsigned int n = 0;

		while (name[n] && told[1 + n] == name[n])
			n++;
		if (told[0] == '"' && !name[n] && told[1 + n] == '"')
			return 1;
	}
	return 0;
}

/* Makes a call that takes no arguments with all registers filled by round. Returns the name of what was lost unsaid, or NULL. */
static const char *filled_loses(unsigned long round, unsigned int *lost)
{
	static Filled before, after;
	unsigned int i, word;

	for (i = 0; i < 32; i++) {
		before.general[i] = (round + 1) * 0x9e3779b97f4a7c15UL + i;
		for (word = 0; word < 2; word++)
			before.vectors[i][word] = (round + 2) * 0xbf58476d1ce4e5b9UL + 2 * i + word;
	}
	before.general[FILLED_NUMBER] = LX_SYS_getppid;
	*lost = 0;
	filled_trap(&before, &after);
	if ((long)after.general[FILLED_RESULT] != Getppid())
		return "the result";
	for (i = 0; i < sizeof(filled_names) / sizeof(*filled_names); i++)
		if (i != FILLED_RESULT && after.general[i] != before.general[i]) {
			++*lost;
			if (!filled_is_told(filled_names[i]))
				return filled_names[i];
		}
	for (i = 0; i < FILLED_VECTORS; i++)
		for (word = 0; word < FILLED_WORDS; word++)
			if (after.vectors[i][word] != before.vectors[i][word])
				return "a vector";
	return LX_NULL;
}

#endif
