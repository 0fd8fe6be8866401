/* A program with a _start, an Open, a memset and a main of its own, that uses the library beside them. Returns 42. */
#include <barecall/process.h>

/* Close, but from the archive. */
int lx_Close(int fd);

int Open(const char *name);
void *memset(void *s, int c, unsigned long n);
int main(void);
void _start(void);

int Open(const char *name)
{
	return name[0];
}

void *memset(void *s, int c, unsigned long n)
{
	volatile char *to = (volatile char *)s;

	while (n-- != 0)
		to[n] = (char)c;
	return s;
}

int main(void)
{
	return Open("*") == 42 && lx_Close(-1) == -9 ? 42 : 1;
}

__attribute__((__used__)) void begin(void);
__attribute__((__used__)) void begin(void)
{
	Exit(main());
}

/* Each architecture has its own way to call, and riscv64 a register to set. */
#if defined(__x86_64__)
#define CALL_BEGIN "	and $-16, %rsp\n	call begin\n"
#elif defined(__aarch64__)
#define CALL_BEGIN "	bl begin\n"
#else
#define CALL_BEGIN                      \
	"	.option push\n"         \
	"	.option norelax\n"      \
	"	lla gp, __global_pointer$\n" \
	"	.option pop\n"          \
	"	call begin\n"
#endif
__asm__(".pushsection .text\n.globl _start\n_start:\n" CALL_BEGIN ".popsection\n");
