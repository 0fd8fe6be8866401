/*
 * The test program of this tier, first of three source files. Run as `program one "two words"` with BARECALL=link alone
 * in its environment it checks all that _start prepares, prints what ran in which order, and returns 42.
 */
#include "check.h"
#include "program.h"

typedef float Vector __attribute__((__vector_size__(16)));

extern char _start[];

static int argc_of_constructor;
static char **argv_of_constructor;
static char **envp_of_constructor;
static volatile int zero;
static volatile int small = 7;
static _Thread_local char tls_byte = 'x';
static _Thread_local _Alignas(64) long tls_aligned = -2;
static _Thread_local _Alignas(256) char tls_zero[1000];
static int first_function(int x)
{
	return x + 1;
}
static int second_function(int x)
{
	return x * 2;
}
static int (*const functions[])(int) = { first_function, second_function, from_second };
static int (*volatile writable_functions[])(int) = { first_function, second_function, from_third };

static void preinit(int argc, char **argv, char **envp)
{
	CHECK(argc == 3 && same(argv[1], "one") && same(envp[0], "BARECALL=link"));
	say("preinit");
}
static void (*const preinit_entry)(int, char **, char **) __attribute__((__used__, __section__(".preinit_array"))) =
	preinit;

static __attribute__((__constructor__(101))) void constructor_1(int argc, char **argv, char **envp)
{
	volatile Vector vector = { 1, 2, 3, 4 };

	CHECK(IS_ALIGNED(&vector, 16));
	argc_of_constructor = argc;
	argv_of_constructor = argv;
	envp_of_constructor = envp;
	CHECK(tls_byte == 'x');
	say("constructor 1");
}

static __attribute__((__constructor__(102))) void constructor_2(void)
{
	say("constructor 2");
}

static __attribute__((__destructor__(101))) void destructor_1(void)
{
	say("destructor 1");
}

static __attribute__((__destructor__(102))) void destructor_2(void)
{
	say("destructor 2");
}

static void check_vectors(int argc, char **argv, char **envp)
{
	const char *name = (const char *)Getauxval(LX_AT_EXECFN);
	char **args = 0;

	CHECK(argc == 3 && same(argv[1], "one") && same(argv[2], "two words") && argv[3] == 0);
	CHECK(same(envp[0], "BARECALL=link") && envp[1] == 0);
	CHECK(argc == argc_of_constructor && argv == argv_of_constructor && envp == envp_of_constructor);
	CHECK(ProgramArgs(&args) == argc && args == argv && ProgramEnv() == envp);
	CHECK(same(EnvLookup(ProgramEnv(), "BARECALL"), "link"));
	CHECK(Getauxval(LX_AT_PAGESZ) == (unsigned long)Getpagesize());
	CHECK(Getpagesize() >= 4096 && (Getpagesize() & (Getpagesize() - 1)) == 0);
	CHECK(Getauxval(LX_AT_RANDOM) != 0 && Getauxval(LX_AT_PHDR) != 0 && Getauxval(987654) == 0);
#ifndef BY_DYNAMIC_LINKER
	CHECK(Getauxval(LX_AT_ENTRY) == (unsigned long)_start);
#endif
	CHECK(name != 0 && same(name, argv[0]));
	CHECK(auxv_is_remembered(envp));
}

static void check_tls(void)
{
	unsigned long i;

	CHECK(tls_byte == 'x' && tls_aligned == -2 && shared_tls == 31);
	CHECK(IS_ALIGNED(&tls_aligned, 64) && IS_ALIGNED(tls_zero, 256));
	for (i = 0; i < sizeof tls_zero; i++)
		CHECK(tls_zero[i] == 0);
	tls_zero[0] = 1;
	shared_tls += 1;
	CHECK(shared_tls == 32 && tls_zero[0] == 1);
}

static void check_pointers(void)
{
	int i;

	for (i = 0; i < POINTERS; i++)
		CHECK(shared_table[i] == &shared_values[i] && *shared_table[i] == 0);
	CHECK(functions[0](zero) == 1 && functions[1](zero + 4) == 8);
	CHECK(writable_functions[0](zero) == 1 && writable_functions[1](zero + 5) == 10);
	CHECK(&never_defined == 0);
	/* The kernel refuses to write where the program cannot: constants with addresses in them are read-only by now. */
	CHECK(lx_trap3(LX_SYS_getrandom, LX_PTR(shared_table), sizeof shared_table, 0) == -14);
}

int main(int argc, char **argv, char **envp)
{
	volatile Vector vector = { 1, 2, 3, 4 };
	struct Large large;
	struct Large copy;
	unsigned long i;

	CHECK(IS_ALIGNED(&vector, 16) && vector[2] == 3.0f);
	CHECK(small == 7 && zero == 0);
	for (i = 0; i < sizeof large.bytes; i++)
		large.bytes[i] = (char)i;
	copy = copy_large(&large);
	for (i = 0; i < sizeof large.bytes; i++)
		CHECK(copy.bytes[i] == (char)i);
	check_vectors(argc, argv, envp);
	check_tls();
	check_pointers();
	CHECK(functions[2](-1) == -9 && writable_functions[2](-1) == -9);
	say("main");
	return 42;
}
