/* Symbols that do not move, wherever a program is loaded: absolute ones, and weak ones that nobody defines. Returns 42. */
#include "check.h"

extern char absolute[]; /* at 0x1234, says the linker's command line */
extern __attribute__((__weak__)) char weak_data[];
extern __attribute__((__weak__)) int weak_function(void);
extern __attribute__((__weak__, __visibility__("hidden"))) int weak_hidden(void);

static char *volatile to_absolute[] = { absolute, absolute + 8 };
static char *volatile to_weak = weak_data;
static int (*volatile to_functions[])(void) = { weak_function, weak_hidden };

int main(int argc, char **argv)
{
	(void)argv;
	if (argc == 1) /* with an argument they move */
		CHECK((unsigned long)to_absolute[0] == 0x1234 && (unsigned long)to_absolute[1] == 0x123c);
	CHECK(to_weak == 0 && to_functions[0] == 0 && to_functions[1] == 0);
	CHECK(weak_data == 0 && weak_function == 0 && weak_hidden == 0);
	return 42;
}
