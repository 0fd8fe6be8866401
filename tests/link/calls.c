/*
 * Arguments that are calls, divisions and loads, which must all be done before the first register of the trap is set;
 * also where the compiler puts calls of its own around each function. And a loop that traps until it succeeds.
 */
#include <barecall/file.h>

static char text[] = "twelve bytes";
static volatile unsigned long twelve = 12;
static int calls;

__attribute__((__no_instrument_function__)) void __cyg_profile_func_enter(void *function, void *from);
__attribute__((__no_instrument_function__)) void __cyg_profile_func_exit(void *function, void *from);

void __cyg_profile_func_enter(void *function, void *from)
{
	calls += function != from;
}

void __cyg_profile_func_exit(void *function, void *from)
{
	calls += function != from;
}

static __attribute__((__noinline__)) int descriptor(void)
{
	return twelve == 12 ? 1 : -1;
}

static __attribute__((__noinline__)) unsigned long size(const char *of)
{
	unsigned long n = 0;

	while (of[n])
		n++;
	return n / (twelve / 12) % (twelve + 1);
}

static __attribute__((__noinline__)) char *buffer(void)
{
	return text + twelve - 12;
}

int main(void)
{
	int pair[2], tries = 0;
	char byte = 0;

	if (Write(descriptor(), buffer(), size(buffer())) != 12)
		return 1;
	if (Pipe2(pair, descriptor() == 1 ? LX_O_NONBLOCK | LX_O_CLOEXEC : 0) != 0)
		return 2;
	while (Read(pair[descriptor() - 1], &byte, size("1")) == -LX_EAGAIN)
		if (++tries == 3 && Write(pair[descriptor()], buffer() + tries, size("1")) != 1)
			return 3;
	return tries == 3 && byte == 'l' && calls >= 0 ? 42 : 4;
}
