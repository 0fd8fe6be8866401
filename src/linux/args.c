/*
 * ProgramArgs and ProgramEnv, from where the kernel put them: argc, argv, NULL, envp, NULL.
 */
#include "startup.h"
#include <barecall/env.h>

int ProgramArgs(char ***argv)
{
	if (initial_stack == LX_NULL)
		return -LX_EOPNOTSUPP;
	*argv = (char **)(unsigned long)(initial_stack + 1);
	return (int)initial_stack[0];
}

char **ProgramEnv(void)
{
	if (initial_stack == LX_NULL)
		return LX_NULL;
	return (char **)(unsigned long)(initial_stack + initial_stack[0] + 2);
}
