/* The other file of indirect.c. */
int exported(int x);
int call(int x);

extern int (*volatile others)(int);
int (*volatile others)(int) = exported;

int call(int x)
{
	return exported(x);
}
