/* What stands ready before the first line of main: arguments, auxiliary vector, relocations, thread-locals, arrays. */
#include "check.h"
#include "topics.h"
#include <barecall/env.h>

/* Pointers in constant data: in a static-PIE each is a relocation. */
static const char *const words[] = {"zero", "one", "two", "three"};
static int one(void) { return 1; }
static int two(void) { return 2; }
static int (*const volatile functions[])(void) = {one, two};

static _Thread_local int local = 42;
static _Thread_local const char *local_pointer = "thread-local";
static _Thread_local char local_line[64] __attribute__((aligned(256))) = "aligned";
static _Thread_local long local_zero[3];
_Thread_local int exported_local = -7; /* another model of access than a static one's */

static int constructed;
static int order;
static int in_mode;

__attribute__((constructor(101))) static void construct_first(void)
{
	order = 1;
}

__attribute__((constructor)) static void construct(void)
{
	order = order == 1 ? 2 : 0;
	constructed = words[1][0] == 'o' && local == 42;
}

__attribute__((destructor)) static void destruct(void)
{
	if (in_mode)
		Exit(6);
}

static void *opaque(void *p)
{
	__asm__("" : "+r"(p));
	return p;
}

static long address(void *p)
{
	return (long)opaque(p);
}

/* Writes past the end of its array. */
static __attribute__((noinline)) int smash(void)
{
	char room[8];
	volatile char *p = opaque(room);

	for (int i = 0; i < 64; i++)
		p[i] = 'x';
	return 3;
}

int startup_mode(const char *word)
{
	if (same_text(word, "return-300"))
		return 300;
	if (same_text(word, "destructor")) {
		in_mode = 1;
		return 5;
	}
	if (same_text(word, "smash"))
		return smash();
	return -1;
}

void startup(int argc, char **argv, char **envp)
{
	const char *term = LX_NULL;
	char on_stack[32] __attribute__((aligned(16)));
	const char *name = (const char *)Getauxval(LX_AT_EXECFN);
	char **args = LX_NULL;
	long page = (long)Getauxval(LX_AT_PAGESZ);

	check("argc and argv hold what was given", argc >= 3 && same_text(argv[1], "one") && same_text(argv[2], "two"));
	check("argv ends in NULL", argv[argc] == LX_NULL);
	for (char **variable = envp; *variable; variable++)
		if (same_text(*variable, "TERM=linux"))
			term = *variable;
	check("envp holds TERM=linux", term != LX_NULL);
	check("envp follows argv", envp == argv + argc + 1);
	check("ProgramArgs and ProgramEnv give what main was given",
	      ProgramArgs(&args) == argc && args == argv && ProgramEnv() == envp);
	check("EnvLookup finds TERM", EnvLookup(envp, "TERM") == term + 5);
	check("the stack is aligned to 16 bytes", (address(on_stack) & 15) == 0);

	check("Getauxval(AT_PAGESZ) is a page's size", page == 4096 || page == 16384 || page == 65536);
	check("Getauxval(AT_RANDOM) points to bytes", Getauxval(LX_AT_RANDOM) != 0);
	check("Getauxval(AT_EXECFN) is the program", name && same_text(name, argv[0]));
	check_equal("Getauxval of an unknown type is 0", (long)Getauxval(0x7fff), 0);
	check_equal("Getpagesize", (long)Getpagesize(), page);

	check("relocated pointers to data", *(const char *const volatile *)&words[3] == words[3] && words[3][2] == 'r');
	check("relocated pointers to functions", functions[0]() == 1 && functions[1]() == 2);
	check("constructors ran in order, after relocation and thread-locals", order == 2 && constructed);

	check("thread-locals have their initial values", local == 42 && exported_local == -7 && local_line[6] == 'd');
	check("thread-local pointers are relocated", same_text(local_pointer, "thread-local"));
	check("thread-locals without a value are zero", !local_zero[0] && !local_zero[1] && !local_zero[2]);
	check("thread-locals are aligned", (address(local_line) & 255) == 0);
	local++;
	local_zero[2] = -1;
	check("thread-locals can be written", local == 43 && local_zero[2] == -1 && local_line[0] == 'a');

	check_equal("main's result is the exit status", run_program(argv[0], "return-300", LX_NULL), (300 & 0xff) << 8);
	check_equal("destructors run after main", run_program(argv[0], "destructor", LX_NULL), 6 << 8);
/* Only the builds with the stack protector can see it. */
#ifdef STACK_PROTECTOR
	check("a smashed stack ends the program by a signal",
	      WaitStatusSignaled(run_program(argv[0], "smash", LX_NULL)));
#endif
}
