/*
 * Environments (barecall/env.h). An EnvVars has one piece of memory: pointers from its beginning on, the strings before
 * its end, and what is free between them. What is removed leaves a hole among the strings; when no room is left, all
 * that is there moves to another piece, twice as large as it needs, without the holes.
 */
#include <barecall/env.h>
#include <barecall/mm.h>

/* KEEP_LOOP in a loop that copies or counts keeps it from becoming a call of memcpy or strlen. */
#define KEEP_LOOP() __asm__ __volatile__("" : : : "memory")

static unsigned long length(const char *string)
{
	unsigned long n = 0;

	while (string[n]) {
		n++;
		KEEP_LOOP();
	}
	return n;
}

/* name_length returns how long a valid name is, or 0. */
static unsigned long name_length(const char *name)
{
	unsigned long n = 0;

	while (name[n] && name[n] != '=')
		n++;
	return name[n] ? 0 : n;
}

/* is_named tells whether a variable has the n bytes of name before its first "=". */
static int is_named(const char *variable, const char *name, unsigned long n)
{
	unsigned long i;

	for (i = 0; i < n; i++)
		if (variable[i] != name[i])
			return 0;
	return variable[n] == '=';
}

/* find returns which of count variables has a name of n bytes, or count. */
static unsigned long find(char *const *vars, unsigned long count, const char *name, unsigned long n)
{
	unsigned long i;

	for (i = 0; i < count && !is_named(vars[i], name, n); i++)
		;
	return i;
}

/* store puts n bytes before the strings, where there is room for them, and returns where they are. */
static char *store(EnvVars *env, const char *bytes, unsigned long n)
{
	char *to = (char *)env->vars + (env->strings -= n);

	while (n-- > 0) {
		to[n] = bytes[n];
		KEEP_LOOP();
	}
	return to;
}

/* map gives env, which is empty, memory for twice as many bytes as it needs. Returns 0 or -errno. */
static int map(EnvVars *env, unsigned long needed)
{
	unsigned long size = 4096;
	void *memory;

	while (size < 2 * needed)
		size *= 2;
	memory = Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	if (IsErrPtr(memory))
		return (int)(long)memory;
	env->vars = (char **)memory;
	env->count = 0;
	env->size = size;
	env->strings = size;
	return 0;
}

static void unmap(EnvVars *env)
{
	if (env->size)
		Munmap(env->vars, env->size);
}

static void assign(EnvVars *env, const EnvVars *from)
{
	env->vars = from->vars;
	env->count = from->count;
	env->size = from->size;
	env->strings = from->strings;
}

/* moved makes to a copy of env that has room for a variable of n bytes more. Returns 0 or -errno. */
static int moved(EnvVars *to, const EnvVars *env, unsigned long n)
{
	unsigned long needed = (env->count + 2) * sizeof(char *) + n, i;
	int result;

	for (i = 0; i < env->count; i++)
		needed += length(env->vars[i]) + 1;
	result = map(to, needed);
	if (result < 0)
		return result;
	for (i = 0; i < env->count; i++)
		to->vars[i] = store(to, env->vars[i], length(env->vars[i]) + 1);
	to->count = env->count;
	to->vars[to->count] = LX_NULL;
	return 0;
}

const char *EnvLookup(char *const envp[], const char *name)
{
	unsigned long n = name_length(name);

	for (; n && *envp; envp++)
		if (is_named(*envp, name, n))
			return *envp + n + 1;
	return LX_NULL;
}

int Copyenv(EnvVars *env, char *const envp[])
{
	EnvVars copy;
	unsigned long needed = sizeof(char *), i, n;
	int result;

	for (i = 0; envp[i]; i++)
		needed += sizeof(char *) + length(envp[i]) + 1;
	result = map(&copy, needed);
	if (result < 0)
		return result;
	for (i = 0; envp[i]; i++) {
		for (n = 0; envp[i][n] && envp[i][n] != '='; n++)
			;
		if (envp[i][n] && find(copy.vars, copy.count, envp[i], n) < copy.count)
			continue;
		copy.vars[copy.count++] = store(&copy, envp[i], length(envp[i]) + 1);
	}
	copy.vars[copy.count] = LX_NULL;
	unmap(env); /* only now, since envp may be its */
	assign(env, &copy);
	return 0;
}

const char *Getenv(const EnvVars *env, const char *name)
{
	return EnvLookup(Environ(env), name);
}

int Setenv(EnvVars *env, const char *name, const char *value)
{
	unsigned long n = name_length(name), bytes, at;
	EnvVars old;
	int result;

	if (!n)
		return -LX_EINVAL;
	bytes = n + 1 + length(value) + 1;
	assign(&old, env);
	if ((env->count + 2) * sizeof(char *) + bytes > env->strings) {
		result = moved(env, &old, bytes);
		if (result < 0)
			return result;
	}
	at = find(env->vars, env->count, name, n);
	store(env, value, bytes - n - 1);
	store(env, "=", 1);
	env->vars[at] = store(env, name, n);
	if (at == env->count)
		env->vars[++env->count] = LX_NULL;
	if (env->vars != old.vars)
		unmap(&old); /* only now, since name and value may be in it */
	return 0;
}

int Unsetenv(EnvVars *env, const char *name)
{
	unsigned long n = name_length(name), at;

	if (!n)
		return -LX_EINVAL;
	at = find(env->vars, env->count, name, n);
	if (at == env->count)
		return 0;
	for (; at < env->count; at++) {
		env->vars[at] = env->vars[at + 1];
		KEEP_LOOP();
	}
	env->count--;
	return 0;
}

void Clearenv(EnvVars *env)
{
	unmap(env);
	env->vars = LX_NULL;
	env->count = 0;
	env->size = 0;
	env->strings = 0;
}

char *const *Environ(const EnvVars *env)
{
	static char *const none[] = { LX_NULL };

	return env->vars ? env->vars : none;
}
