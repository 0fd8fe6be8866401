/* bits of a set, and any number: 1024; loops: 130 */
#include "prove.h"
#include <barecall/event.h>
#include <barecall/sched.h>
#include <barecall/signal.h>

int main(void)
{
	FdSet fds;
	CPUSet cpus;
	Sigset_t signals;
	int fd = nondet_int(), other = nondet_int(), was, sig = nondet_int(), another = nondet_int();
	unsigned int cpu = nondet_word(), second = nondet_word();

	was = FdSetIsSet(&fds, other);
	FdSetSet(&fds, fd);
	HOLDS(FdSetIsSet(&fds, fd) == (fd >= 0 && fd < 1024));
	HOLDS(fd == other || FdSetIsSet(&fds, other) == was);
	FdSetClear(&fds, fd);
	HOLDS(!FdSetIsSet(&fds, fd) && (fd == other || FdSetIsSet(&fds, other) == was));
	was = CPUSetIsSet(&cpus, second);
	CPUSetSet(&cpus, cpu);
	HOLDS(cpu == second || CPUSetIsSet(&cpus, second) == was);
	HOLDS(CPUSetIsSet(&cpus, cpu) == (cpu < 8 * sizeof(cpus)));
	CPUSetClear(&cpus, cpu);
	HOLDS(!CPUSetIsSet(&cpus, cpu) && (cpu == second || CPUSetIsSet(&cpus, second) == was));
	SigFillSet(&signals);
	SigEmptySet(&signals);
	HOLDS(SigAddSet(&signals, sig) == (sig >= 1 && sig <= 64 ? 0 : -LX_EINVAL));
	HOLDS((SigIsMember(&signals, another) == 1) == (another == sig && sig >= 1 && sig <= 64));
	SigDelSet(&signals, sig);
	HOLDS(SigIsMember(&signals, another) <= 0);
	return 0;
}
