/* environment: read, copied, changed, and given to another program. */
#include <barecall.h>
#include <barecall/text.h>

int main(int argc, char **argv, char **envp)
{
	char *const given[] = { "A=1", "B=2", "A=3", LX_NULL };
	char *const sh[] = { "sh", "-c", "echo A is $A, B is ${B-unset}", LX_NULL };
	static EnvVars env; /* all zeros is an empty one */
	ProcAttr attr = { 0 };
	SpawnError error;
	char **args;
	int pid;

	Print(1, "main's, from anywhere: %d %d\n", ProgramArgs(&args) == argc && args == argv, ProgramEnv() == envp);
	Print(1, "the first counts: %s\n", EnvLookup(given, "A"));
	Print(1, "copyenv: %pe\n", ErrPtr(Copyenv(&env, given)));
	Print(1, "setenv: %pe ", ErrPtr(Setenv(&env, "A", "four")));
	Print(1, "%pe\n", ErrPtr(Setenv(&env, "A=", "")));
	Print(1, "unsetenv: %pe\n", ErrPtr(Unsetenv(&env, "B")));
	Print(1, "A is %s, B is %s\n", Getenv(&env, "A"), Getenv(&env, "B")); /* NULL: there is none */

	attr.env = Environ(&env);
	attr.files = (const int[]){ 0, 1, 2 };
	attr.nfiles = 3;
	pid = ForkExec("/bin/sh", sh, &attr, &error);
	if (pid < 0) {
		Print(1, "no shell: %pe at %s\n", ErrPtr(pid), SpawnStepName(error.step));
		return 77;
	}
	Wait4(pid, LX_NULL, 0, LX_NULL);
	Clearenv(&env);
	Print(1, "left: %d\n", Environ(&env)[0] != LX_NULL);
	return 0;
}

/*
 * Output:
 * main's, from anywhere: 1 1
 * the first counts: 1
 * copyenv: 0
 * setenv: 0 EINVAL
 * unsetenv: 0
 * A is four, B is (null)
 * A is four, B is unset
 * left: 0
 */
