/* processors: on which of them a thread may run, and how it is scheduled. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	CPUSet all, one;
	SchedParam param = { 0 };
	SchedAttr attr = { 0 };
	unsigned int cpu = 0, node;
	Timespec slice;
	long n = SchedGetaffinity(0, sizeof(all), &all); /* how many bytes the kernel has written */

	if (n < 0)
		return 1;
	while (!CPUSetIsSet(&all, cpu))
		cpu++;
	CPUSetZero(&one);
	CPUSetSet(&one, cpu);
	Print(1, "one of them: %d, setaffinity: %pe\n", CPUSetCount(&all) >= 1, ErrPtr(SchedSetaffinity(0, sizeof(one), &one)));
	Print(1, "runs there: %d\n", Getcpu(&cpu, &node) == 0 && CPUSetIsSet(&one, cpu));
	CPUSetClear(&one, cpu);
	Print(1, "none: %pe\n", ErrPtr(SchedSetaffinity(0, sizeof(one), &one)));

	Print(1, "policy: %pe, ", ErrPtr(SchedSetscheduler(0, LX_SCHED_BATCH, &param)));
	Print(1, "%d\n", SchedGetscheduler(0) == LX_SCHED_BATCH);
	n = SchedGetAttr(0, &attr, sizeof(attr), 0);
	Print(1, "attributes: %d\n", n < 0 || attr.policy == LX_SCHED_BATCH);
	n = SchedSetAttr(0, &attr, 0);
	Print(1, "as they are: %pe\n", ErrPtr(n == -LX_ENOSYS ? 0 : n));
	Print(1, "priority: %d, of real time: %d to %d\n", SchedGetparam(0, &param) == 0 && param.priority == 0,
	      SchedGetPriorityMin(LX_SCHED_FIFO), SchedGetPriorityMax(LX_SCHED_FIFO));
	Print(1, "the same again: %pe\n", ErrPtr(SchedSetparam(0, &param)));
	Print(1, "a slice: %pe, to others: %pe\n", ErrPtr(SchedRrGetInterval(0, &slice)), ErrPtr(SchedYield()));
	n = IoprioGet(LX_IOPRIO_WHO_PROCESS, 0);
	Print(1, "of its disk: %d\n", n == -LX_ENOSYS || IoprioSet(LX_IOPRIO_WHO_PROCESS, 0, (int)n) == 0);
	return 0;
}

/*
 * Output:
 * one of them: 1, setaffinity: 0
 * runs there: 1
 * none: EINVAL
 * policy: 0, 1
 * attributes: 1
 * as they are: 0
 * priority: 1, of real time: 1 to 99
 * the same again: 0
 * a slice: 0, to others: 0
 * of its disk: 1
 */
