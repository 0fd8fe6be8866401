/* bytes of two variables and a name: 12; loops: 14 */
#include "prove.h"
#include "../../src/linux/env.c"

long kernel(long nr, long a, long b, long c, long d, long e, long f)
{
	(void)nr, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
	return -LX_ENOMEM;
}

static char *any_text(void)
{
	char *text = any_bytes(BOUND);

	text[BOUND - 1] = 0;
	return text;
}

int main(void)
{
	char *envp[3] = { any_text(), any_text(), LX_NULL };
	const char *name = any_text();
	const char *value = EnvLookup(envp, name);
	unsigned long n = length(name), i;

	if (value) {
		char *from = SAME(value, envp[0]) ? envp[0] : envp[1];

		HOLDS(n > 0 && value == from + n + 1 && value[-1] == '=');
		for (i = 0; i < n; i++)
			HOLDS(from[i] == name[i] && name[i] != '=');
	}
	return 0;
}
