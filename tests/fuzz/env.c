/*
 * Environments (barecall/env.h), by sequences of operations against a list. Memory is from malloc, or refused.
 */
#include "kernel.h"
#include "../../src/linux/env.c"

enum { MOST = 40, LONG = 1200 };

static struct {
	char *text[MOST]; /* each "NAME=value", or without a "=" */
	int count;
} model;

static unsigned char *memory[4];
static unsigned long sizes[4];
static int refuse;

static long kernel(long nr, const long *a)
{
	int i;

	if (nr == LX_SYS_mmap) {
		CHECK(a[1] >= 4096 && !(a[1] & (a[1] - 1)) && a[3] == (LX_MAP_PRIVATE | LX_MAP_ANONYMOUS));
		if (refuse)
			return -LX_ENOMEM;
		for (i = 0; i < 3 && memory[i]; i++)
			;
		sizes[i] = (unsigned long)a[1];
		memory[i] = calloc(1, sizes[i]);
		CHECK(memory[i]);
		return (long)memory[i];
	}
	CHECK(nr == LX_SYS_munmap);
	for (i = 0; i < 3 && memory[i] != (unsigned char *)a[0]; i++)
		;
	CHECK(memory[i] == (unsigned char *)a[0] && sizes[i] == (unsigned long)a[1]);
	free(memory[i]);
	memory[i] = NULL;
	return 0;
}

static int valid(const char *name)
{
	return name[0] && !strchr(name, '=');
}

/* where is the first variable of this name, or the end. */
static int where(const char *name)
{
	size_t n = strlen(name);
	int i;

	for (i = 0; i < model.count; i++)
		if (!strncmp(model.text[i], name, n) && model.text[i][n] == '=')
			break;
	return i;
}

static void forget(int at)
{
	free(model.text[at]);
	for (model.count--; at < model.count; at++)
		model.text[at] = model.text[at + 1];
}

static void empty(void)
{
	while (model.count)
		forget(model.count - 1);
}

static char *join(const char *name, const char *value)
{
	char *text = malloc(strlen(name) + strlen(value) + 2);

	CHECK(text);
	sprintf(text, "%s=%s", name, value);
	return text;
}

static const char *value_of(int at)
{
	return at < model.count ? strchr(model.text[at], '=') + 1 : NULL;
}

static void same(const EnvVars *env)
{
	char *const *vars = Environ(env);
	int i;

	CHECK(env->count == (unsigned long)model.count);
	for (i = 0; i < model.count; i++)
		CHECK(!strcmp(vars[i], model.text[i]));
	CHECK(!vars[i]);
}

/* take_text takes a string: short ones of few letters mostly, so that names meet. */
static char *take_text(Input *in)
{
	unsigned int n = take_byte(in);
	char *text;
	size_t i;

	if (n >= 0xf0) {
		text = malloc((n - 0xef) * LONG / 16 + 1);
		CHECK(text);
		memset(text, 'l', (n - 0xef) * LONG / 16);
		text[(n - 0xef) * LONG / 16] = 0;
		return text;
	}
	n = n % 5 < in->left ? n % 5 : (unsigned int)in->left;
	text = exact_string(in->at, n);
	in->at += n;
	in->left -= n;
	for (i = 0; i < n; i++)
		text[i] = (char)("AB=x"[text[i] & 3]);
	return text;
}

static void set(EnvVars *env, const char *name, const char *value)
{
	int at = where(name), result;
	char *text = valid(name) ? join(name, value) : NULL;

	if (at == MOST) {
		free(text);
		return;
	}
	result = Setenv(env, name, value);
	CHECK(valid(name) ? !result || (result == -LX_ENOMEM && refuse) : result == -LX_EINVAL);
	if (result) {
		free(text);
		return;
	}
	if (at < model.count)
		free(model.text[at]);
	else
		model.count++;
	model.text[at] = text;
}

static void copied(EnvVars *env, Input *in)
{
	char *given[MOST + 1], *name;
	int count = 0, i, result;
	size_t n;

	while (in->left && count < MOST && take_byte(in) % 8)
		given[count++] = take_text(in);
	given[count] = NULL;
	result = Copyenv(env, given);
	CHECK(!result || (result == -LX_ENOMEM && refuse));
	if (!result) {
		empty();
		for (i = 0; i < count; i++) {
			n = strcspn(given[i], "=");
			name = exact_string(given[i], n);
			if (!given[i][n] || where(name) == model.count)
				model.text[model.count++] = exact_string(given[i], strlen(given[i]));
			free(name);
		}
	}
	for (i = 0; i < count; i++)
		free(given[i]);
}

static void operation(EnvVars *env, Input *in)
{
	unsigned int op = take_byte(in);
	char *name = take_text(in), *value;
	const char *got;
	int at = where(name);

	refuse = op >= 0xf8;
	switch (op % 8) {
	case 0:
	case 1:
	case 2:
		value = take_text(in);
		set(env, name, value);
		free(value);
		break;
	case 3:
		CHECK(Unsetenv(env, name) == (valid(name) ? 0 : -LX_EINVAL));
		if (valid(name) && at < model.count)
			forget(at);
		break;
	case 4:
		got = Getenv(env, name);
		CHECK(valid(name) && at < model.count ? got && !strcmp(got, value_of(at)) : !got);
		break;
	case 5: /* a value of the environment itself, under a name of it */
		got = Getenv(env, name);
		value = take_text(in);
		if (got)
			set(env, value, got);
		free(value);
		break;
	case 6:
		copied(env, in);
		break;
	default:
		if (op & 64) {
			Clearenv(env);
			empty();
		} else if (op & 32 && env->vars) {
			CHECK(!Copyenv(env, Environ(env)) || refuse);
		}
		break;
	}
	free(name);
	refuse = 0;
	same(env);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	EnvVars env;
	int i;

	memset(&env, 0, sizeof(env));
	while (in.left)
		operation(&env, &in);
	Clearenv(&env);
	empty();
	same(&env);
	for (i = 0; i < 4; i++)
		CHECK(!memory[i]);
	return 0;
}
