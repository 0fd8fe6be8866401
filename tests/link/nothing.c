/* A program begun with argc 0, no environment and an auxiliary vector without program headers. Returns 42. */
#include "check.h"

/* What the kernel would put on the stack, and room below it. */
struct Initial {
	unsigned long room[8192];
	unsigned long stack[6];
} __attribute__((__aligned__(16)));
struct Initial initial;

void begin(void);
/* Each architecture loads an address in its own way. */
#if defined(__x86_64__)
#define SET_STACK "	lea initial+65536(%rip), %rsp\n"
#define JUMP "	jmp "
#elif defined(__aarch64__)
#define SET_STACK                           \
	"	adrp x0, initial+65536\n"   \
	"	add x0, x0, :lo12:initial+65536\n" \
	"	mov sp, x0\n"
#define JUMP "	b "
#else
#define SET_STACK "	lla sp, initial+65536\n"
#define JUMP "	tail "
#endif
__asm__(".pushsection .text\n.globl begin\nbegin:\n" SET_STACK JUMP ENTRY "\n.popsection\n");

int main(int argc, char **argv, char **envp)
{
	CHECK(argc == 0 && argv[0] == 0 && envp == argv + 1 && envp[0] == 0);
	return 42;
}
