/*
 * Environment and arguments: looking a variable up in any environment, an environment that changes and can be given to
 * Exec, and what the kernel gave the program wherever main's own parameters are not at hand. Linked from libbarecall.a.
 */
#ifndef LX_ENV_H
#define LX_ENV_H

#include "base.h"

/*
 * EnvVars: an environment that can be changed. All zeros is an empty one, ready for use. Its fields are for the
 * functions below alone. There is no malloc in them: the variables are in memory from the kernel, which grows. Nor is
 * there a lock: any number of threads may read at once, but while one changes it no other may read or change it.
 */
typedef struct EnvVars {
	char **vars; /* in the beginning of the memory: a pointer to each "NAME=value", then NULL */
	unsigned long count;
	unsigned long size; /* of the memory, in bytes */
	unsigned long strings; /* where in the memory the strings begin, which fill it from its end */
} EnvVars;

/*
 * EnvLookup returns the value of the variable name in an environment that ends with NULL, as main's envp: what follows
 * its "=", where it stands. The first counts if there are several. NULL: there is none, or name is empty or has a "=".
 * No system call. getenv(3).
 */
const char *EnvLookup(char *const envp[], const char *name) LX_SYMBOL("lx_EnvLookup");

/*
 * Copyenv makes env, empty or with variables that it loses, a copy of envp, which ends with NULL. Of a name that is
 * there more than once the first alone stays, so that Unsetenv uncovers no other; what has no "=" is kept as it is. It
 * takes time in proportion to the square of their number. Returns 0. -ENOMEM: env has not changed.
 */
int Copyenv(EnvVars *env, char *const envp[]) LX_SYMBOL("lx_Copyenv");

/*
 * Getenv returns the value of a variable, or NULL, as EnvLookup does: valid until env is next changed. No system call.
 * getenv(3).
 */
const char *Getenv(const EnvVars *env, const char *name) LX_SYMBOL("lx_Getenv");

/*
 * Setenv gives a variable a value, in the place of the one it has. Both are copied, and value may be what Getenv
 * returned. Returns 0. -EINVAL: name is empty or has a "="; -ENOMEM: env has not changed. setenv(3).
 */
int Setenv(EnvVars *env, const char *name, const char *value) LX_SYMBOL("lx_Setenv");

/*
 * Unsetenv removes a variable, if it is there. Returns 0. -EINVAL: name is empty or has a "=". No system call.
 * unsetenv(3).
 */
int Unsetenv(EnvVars *env, const char *name) LX_SYMBOL("lx_Unsetenv");

/* Clearenv removes all variables and gives the memory back. env is then empty and ready for use. clearenv(3). */
void Clearenv(EnvVars *env) LX_SYMBOL("lx_Clearenv");

/*
 * Environ returns all variables as Exec and ProcAttr take them: in the order in which they came, each "NAME=value",
 * then NULL. Valid until env is next changed. No system call. environ(7).
 */
char *const *Environ(const EnvVars *env) LX_SYMBOL("lx_Environ");

/*
 * ProgramArgs returns argc and stores argv, which ends with NULL, as the kernel gave them to the program and as main
 * gets them. argc can be 0 before Linux 5.18. -EOPNOTSUPP: another _start began the program, a libc's say, and knows
 * them. No system call.
 */
int ProgramArgs(char ***argv) LX_SYMBOL("lx_ProgramArgs");

/*
 * ProgramEnv returns the environment as the kernel gave it to the program, ending with NULL; what an EnvVars was copied
 * from does not change. NULL: another _start began the program. No system call.
 */
char **ProgramEnv(void) LX_SYMBOL("lx_ProgramEnv");

#endif
