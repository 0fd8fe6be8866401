/*
 * The calls of the vDSO (barecall/vdso.h), and how their functions are found.
 */
#define LX_VDSO_API
#include <barecall/vdso.h>

#include <barecall/auxv.h>
#include <barecall/legacy.h>
#include <barecall/sched.h>
#include <barecall/time.h>
#include "vdso-image.h"

/* vdso returns where the kernel has mapped the vDSO, NULL for nowhere, and sets its size. */
static const void *vdso(unsigned long *size)
{
	const void *image = (const void *)Getauxval(LX_AT_SYSINFO_EHDR);

	*size = image ? lx_vdso_size(image) : 0;
	return image;
}

const void *VdsoSym(const char *name, const char *version)
{
	unsigned long size;
	const void *image = vdso(&size);

	return VdsoLookup(image, size, name, version);
}

/* SET makes a call go to a function of the vDSO, if that has it. */
#define SET(call, name)                                                                                            \
	do {                                                                                                       \
		unsigned long function = (unsigned long)VdsoLookup(image, size, FUNCTION(name), VERSION);          \
														   \
		if (function)                                                                                      \
			__atomic_store_n(&lx_vdso.call, (__typeof__(lx_vdso.call))function, __ATOMIC_RELAXED);     \
	} while (0)

/*
 * look_up finds the functions; calls that it finds none for stay with those below. Threads that do it at once do the
 * same. The auxiliary vector always has a page size: without one it could not be read, which may change when /proc is
 * mounted. To try costs four system calls then, so this is done at the 1st, 2nd, 4th, 8th ... call.
 */
static void look_up(void)
{
	static int found;
	static unsigned int calls;
	unsigned int n;
	unsigned long size;
	const void *image;

	if (__atomic_load_n(&found, __ATOMIC_ACQUIRE))
		return;
	n = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED);
	if (n & (n - 1))
		return;
	image = vdso(&size);
	if (!image && !Getauxval(LX_AT_PAGESZ))
		return;
	SET(gettime, "clock_gettime");
	SET(getres, "clock_getres");
	SET(timeofday, "gettimeofday");
	SET(cpu, "getcpu");
#ifdef LX_SYS_riscv_hwprobe
	SET(hwprobe, "riscv_hwprobe");
#endif
	__atomic_store_n(&found, 1, __ATOMIC_RELEASE);
}

/* What is called at first, and ever after where the vDSO has no such function: -ENOSYS leads to the system call. */

static int first_gettime(int clockid, Timespec *tp)
{
	look_up();
	return LX_VDSO(gettime) == first_gettime ? -LX_ENOSYS : LX_VDSO(gettime)(clockid, tp);
}

static int first_getres(int clockid, Timespec *res)
{
	look_up();
	return LX_VDSO(getres) == first_getres ? -LX_ENOSYS : LX_VDSO(getres)(clockid, res);
}

static int first_timeofday(Timeval *tv, Timezone *tz)
{
	look_up();
	return LX_VDSO(timeofday) == first_timeofday ? -LX_ENOSYS : LX_VDSO(timeofday)(tv, tz);
}

static long first_cpu(unsigned int *cpu, unsigned int *node, void *unused)
{
	look_up();
	return LX_VDSO(cpu) == first_cpu ? -LX_ENOSYS : LX_VDSO(cpu)(cpu, node, unused);
}

int lx_vdso_gettime(int clockid, Timespec *tp)
{
	return ClockGettime(clockid, tp);
}

int lx_vdso_getres(int clockid, Timespec *res)
{
	return ClockGetres(clockid, res);
}

int lx_vdso_timeofday(Timeval *tv, Timezone *tz)
{
	return Gettimeofday(tv, tz);
}

int lx_vdso_cpu(unsigned int *cpu, unsigned int *node)
{
	return Getcpu(cpu, node);
}

#ifdef LX_SYS_riscv_hwprobe
static int first_hwprobe(RISCVHWProbePairs *pairs, unsigned long pair_count, unsigned long cpusetsize,
			 unsigned long *cpus, unsigned int flags)
{
	look_up();
	return LX_VDSO(hwprobe) == first_hwprobe ? -LX_ENOSYS :
						   LX_VDSO(hwprobe)(pairs, pair_count, cpusetsize, cpus, flags);
}

int lx_vdso_hwprobe(RISCVHWProbePairs *pairs, unsigned long pair_count, unsigned long cpusetsize, unsigned long *cpus,
		    unsigned int flags)
{
	return RISCVHWProbe(pairs, pair_count, cpusetsize, cpus, flags);
}
#endif

struct lx_vdso lx_vdso = {
	first_gettime,
	first_getres,
	first_timeofday,
	first_cpu,
#ifdef LX_SYS_riscv_hwprobe
	first_hwprobe
#endif
};
