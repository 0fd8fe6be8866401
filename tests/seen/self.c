/* What a process asks about itself and its machine. */
#include <barecall.h>

int main(void)
{
	Utsname name;
	Sysinfo_t machine;
	Timespec now;
	Timeval day;
	Sigset_t before;
	Sigaction_t action;
	CPUSet cpus;
	Rlimit limit;
	Rusage usage;
	unsigned int real, effective, saved;
	unsigned char random[8];
	unsigned int cpu;

	if (Uname(&name) != 0 || name.sysname[0] != 'L' || Sysinfo(&machine) != 0 || machine.totalram == 0)
		return 1;
	if (ClockGettime(LX_CLOCK_MONOTONIC, &now) != 0 || now.nsec >= 1000000000)
		return 2;
	if (Gettimeofday(&day, LX_NULL) != 0 || day.sec == 0)
		return 3;
	if (PthreadSigmask(LX_SIG_BLOCK, LX_NULL, &before) != 0 || SigIsMember(&before, LX_SIGKILL))
		return 4;
	if (Sigaction(LX_SIGUSR1, LX_NULL, &action) != 0 || action.flags & LX_SA_NODEFER)
		return 5;
	if (SchedGetaffinity(0, sizeof(cpus), &cpus) <= 0)
		return 6;
	if (Getrlimit(LX_RLIMIT_NOFILE, &limit) != 0 || limit.cur > limit.max)
		return 7;
	if (Getrusage(LX_RUSAGE_SELF, &usage) != 0 || usage.utime.sec < 0)
		return 8;
	if (Getresuid(&real, &effective, &saved) != 0 || real + effective + saved == 1)
		return 9;
	if (Getrandom(random, sizeof(random), 0) != 8 || (random[0] & 1) + (random[7] & 1) > 2)
		return 10;
	return Getcpu(&cpu, LX_NULL) != 0 || cpu > 100000;
}
