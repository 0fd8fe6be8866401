/* limits: what a process may use, what it has used, and how it is scheduled. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	Rlimit limit, old;
	Rusage usage;
	Tms times;
	int fd, nice = 0;

	Print(1, "getrlimit: %pe\n", ErrPtr(Getrlimit(LX_RLIMIT_NOFILE, &limit)));
	limit.cur = 10; /* below the largest anybody may go; above that takes CAP_SYS_RESOURCE */
	Print(1, "setrlimit: %pe\n", ErrPtr(Setrlimit(LX_RLIMIT_NOFILE, &limit)));
	while ((fd = Open("/", LX_O_PATH | LX_O_CLOEXEC, 0)) >= 0 && fd < 10)
		;
	Print(1, "the eleventh file: %pe\n", ErrPtr(fd));
	Print(1, "prlimit: %pe, ", ErrPtr(Prlimit(0, LX_RLIMIT_NOFILE, LX_NULL, &old)));
	Print(1, "it is %lu\n", old.cur);

	Print(1, "getrusage: %pe, ", ErrPtr(Getrusage(LX_RUSAGE_SELF, &usage)));
	Print(1, "time goes on: %d\n", usage.utime.sec >= 0 && Times(&times) != 0 && times.utime >= 0);
	Print(1, "getpriority: %pe, ", ErrPtr(Getpriority(LX_PRIO_PROCESS, 0, &nice)));
	Print(1, "nicer: %pe\n", ErrPtr(Setpriority(LX_PRIO_PROCESS, 0, nice < 19 ? nice + 1 : 19)));
	return 0;
}

/*
 * Output:
 * getrlimit: 0
 * setrlimit: 0
 * the eleventh file: EMFILE
 * prlimit: 0, it is 10
 * getrusage: 0, time goes on: 1
 * getpriority: 0, nicer: 0
 */
