/* For lx_start: arguments, environment and the status; with AUXV also what Getauxval and ProgramArgs need. */
#include "check.h"

typedef float Vector __attribute__((__vector_size__(16)));

extern char lx_start[];
static volatile int small = 7;

int main(int argc, char **argv, char **envp)
{
	volatile Vector vector = { 1, 2, 3, 4 };
#ifdef AUXV
	char **args = 0;
#endif

	CHECK(IS_ALIGNED(&vector, 16) && vector[1] == 2.0f && small == 7);
	CHECK(argc == 3 && same(argv[1], "one") && same(argv[2], "two words") && argv[3] == 0);
	CHECK(same(envp[0], "BARECALL=link") && envp[1] == 0);
#ifdef AUXV
	CHECK(auxv_is_remembered(envp));
	CHECK(ProgramArgs(&args) == argc && args == argv && ProgramEnv() == envp);
	CHECK(Getpagesize() >= 4096 && Getauxval(LX_AT_ENTRY) == (unsigned long)lx_start);
#endif
	return 42;
}
