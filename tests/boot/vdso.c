/* The vDSO that the kernel gives, which qemu-user has none of: its functions, and that they are what is called. */
#include "check.h"
#include "topics.h"

#include <barecall/lsf.h>
#include <barecall/vdso.h>

#if defined(__aarch64__)
#define PREFIX "__kernel_"
#define VERSION "LINUX_2.6.39"
#elif defined(__riscv)
#define PREFIX "__vdso_"
#define VERSION "LINUX_4.15"
#else
#define PREFIX "__vdso_"
#define VERSION "LINUX_2.6"
#endif

/* Whether a call goes to this function, which the vDSO has. */
static int goes_to(unsigned long function, const char *name)
{
	return function && function == (unsigned long)VdsoSym(name, VERSION);
}

static void symbols(void)
{
	Timespec ts;
	Timeval tv;
	unsigned int cpu;
	const void *gettime = VdsoSym(PREFIX "clock_gettime", VERSION);

	check("VdsoSym finds clock_gettime", gettime != LX_NULL);
	check("it finds clock_getres and gettimeofday",
	      VdsoSym(PREFIX "clock_getres", VERSION) && VdsoSym(PREFIX "gettimeofday", VERSION));
	check("it finds any version", VdsoSym(PREFIX "clock_gettime", LX_NULL) == gettime);
	check("it finds no other version", !VdsoSym(PREFIX "clock_gettime", "LINUX_2.6.38"));
	check("it finds no other function", !VdsoSym(PREFIX "clock_gettimes", LX_NULL));
	check("it finds no version's name", !VdsoSym(VERSION, LX_NULL));
	check_equal("the first VdsoClockGettime", VdsoClockGettime(LX_CLOCK_MONOTONIC, &ts), 0);
	check("it goes to the vDSO", goes_to((unsigned long)lx_vdso.gettime, PREFIX "clock_gettime"));
	check("VdsoClockGetres goes there", goes_to((unsigned long)lx_vdso.getres, PREFIX "clock_getres"));
	check("VdsoGettimeofday goes there", goes_to((unsigned long)lx_vdso.timeofday, PREFIX "gettimeofday"));
/* aarch64's vDSO has no getcpu. */
#ifndef __aarch64__
	check("VdsoGetcpu goes there", goes_to((unsigned long)lx_vdso.cpu, PREFIX "getcpu"));
#endif
	check("VdsoGetcpu", VdsoGetcpu(&cpu, LX_NULL) == 0 && cpu < 64 && VdsoGetcpu(LX_NULL, LX_NULL) == 0);
	check("VdsoGettimeofday", VdsoGettimeofday(&tv, LX_NULL) == 0 && VdsoGettimeofday(LX_NULL, LX_NULL) == 0);
	check("it is the time", ClockGettime(LX_CLOCK_REALTIME, &ts) == 0 && ts.sec - tv.sec < 60 && ts.sec >= tv.sec);
}

/* Every clock there is, and numbers of none. */
static void clocks(void)
{
	int clock, same = 1, ordered = 1, known = 0;
	long seconds = 0, now;

	for (clock = -3; clock < 40; clock++) {
		Timespec before, ts, after, res, raw_res;
		int result = ClockGettime(clock, &before);

		same &= VdsoClockGettime(clock, &ts) == result;
		/* Of the auxiliary clocks, 16 to 23, the vDSO tells a resolution although they are off. */
		if (!(result && clock >= 16 && clock <= 23)) {
			same &= VdsoClockGetres(clock, &res) == ClockGetres(clock, &raw_res);
			same &= VdsoClockGetres(clock, LX_NULL) == ClockGetres(clock, LX_NULL);
		}
		if (result)
			continue;
		known++;
		ClockGettime(clock, &after);
		ordered &= TimespecToNsec(before) <= TimespecToNsec(ts) && TimespecToNsec(ts) <= TimespecToNsec(after);
		same &= TimespecToNsec(res) == TimespecToNsec(raw_res);
	}
	check("there are clocks", known >= 9);
	check("the vDSO answers for every clock as the system call", same);
	check("with a time between two system calls", ordered);
	check_equal("no clock", VdsoClockGettime(9999, LX_NULL), -LX_EINVAL);
	now = VdsoTime(&seconds);
	check("VdsoTime", now == seconds && VdsoTime(LX_NULL) >= now);
	check("it is the time, in seconds", Time(LX_NULL) - now < 60 && Time(LX_NULL) >= now);
}

/* In a child that may not make these system calls. */
static int read_without_system_calls(void)
{
	SockFilter filter[4];
	SockFprog program;
	Timespec ts;

	filter[0] = LsfStmt(LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, 0);
	filter[1] = LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, LX_SYS_clock_gettime, 0, 1);
	filter[2] = LsfStmt(LX_BPF_RET | LX_BPF_K, LX_SECCOMP_RET_ERRNO | LX_EPERM);
	filter[3] = LsfStmt(LX_BPF_RET | LX_BPF_K, LX_SECCOMP_RET_ALLOW);
	program.len = 4;
	program.filter = filter;
	if (Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    Prctl(LX_PR_SET_SECCOMP, LX_SECCOMP_MODE_FILTER, (unsigned long)&program, 0, 0))
		return 1;
	if (ClockGettime(LX_CLOCK_MONOTONIC_COARSE, &ts) != -LX_EPERM)
		return 2;
	if (VdsoClockGettime(LX_CLOCK_MONOTONIC_COARSE, &ts) || VdsoTime(LX_NULL) < 0)
		return 3;
	return VdsoClockGettime(LX_CLOCK_PROCESS_CPUTIME_ID, &ts) == -LX_EPERM ? 0 : 4;
}

#ifdef LX_SYS_riscv_hwprobe
static void hwprobe(void)
{
	RISCVHWProbePairs raw[3] = { { LX_RISCV_HWPROBE_KEY_BASE_BEHAVIOR, 0 }, { LX_RISCV_HWPROBE_KEY_IMA_EXT_0, 0 },
				     { 9999, 7 } };
	RISCVHWProbePairs pairs[3] = { raw[0], raw[1], raw[2] };
	unsigned long cpus = 1;
	int i, same = 1;

	check("VdsoRISCVHWProbe goes there", goes_to((unsigned long)lx_vdso.hwprobe, PREFIX "riscv_hwprobe"));
	check_equal("VdsoRISCVHWProbe", VdsoRISCVHWProbe(pairs, 3, 0, LX_NULL, 0), 0);
	check_equal("RISCVHWProbe", RISCVHWProbe(raw, 3, 0, LX_NULL, 0), 0);
	for (i = 0; i < 3; i++)
		same &= pairs[i].key == raw[i].key && pairs[i].value == raw[i].value;
	check("it answers as the system call", same && pairs[0].value && pairs[1].value && pairs[2].key == -1);
	check("for one processor, too", VdsoRISCVHWProbe(pairs, 2, sizeof(cpus), &cpus, 0) == 0 &&
						pairs[1].value == raw[1].value);
	check_equal("it refuses flags", VdsoRISCVHWProbe(pairs, 1, 0, LX_NULL, 0x80), -LX_EINVAL);
}
#endif

/* In a child that may not make the system call but for a key, of 32 bytes. */
static int random_without_system_calls(void)
{
	SockFilter filter[6];
	SockFprog program;
	unsigned long two[2][2];
	int i;

	filter[0] = LsfStmt(LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, 0);
	filter[1] = LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, LX_SYS_getrandom, 0, 3);
	filter[2] = LsfStmt(LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, 24);
	filter[3] = LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, 32, 1, 0);
	filter[4] = LsfStmt(LX_BPF_RET | LX_BPF_K, LX_SECCOMP_RET_ERRNO | LX_EPERM);
	filter[5] = LsfStmt(LX_BPF_RET | LX_BPF_K, LX_SECCOMP_RET_ALLOW);
	program.len = 6;
	program.filter = filter;
	if (Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    Prctl(LX_PR_SET_SECCOMP, LX_SECCOMP_MODE_FILTER, (unsigned long)&program, 0, 0))
		return 1;
	if (Getrandom(two[0], 16, 0) != -LX_EPERM)
		return 2;
	for (i = 0; i < 1000; i++)
		if (VdsoGetrandom(two[i & 1], 16, 0) != 16 || (i && two[0][0] == two[1][0] && two[0][1] == two[1][1]))
			return 3;
	return 0;
}

static void random(void)
{
	unsigned long one[2] = {0, 0}, other[2] = {0, 0};

	check_equal("VdsoGetrandom", VdsoGetrandom(one, 16, 0), 16);
	check_equal("VdsoGetrandom again", VdsoGetrandom(other, 16, 0), 16);
	check("gives other bytes", one[0] != other[0] && one[1] != other[1] && one[0] && other[1]);
	/* aarch64 has it since 6.12, and riscv64 since 6.16: where there is none, the call is made. */
	if (VdsoSym(PREFIX "getrandom", LX_NULL))
		check_equal("and makes no system call", wait_for(start_child(random_without_system_calls)), 0);
	else
		check("and there is none in a new kernel's vDSO", !linux_is(6, 16));
}

void vdso(void)
{
	symbols();
	clocks();
	random();
	check_equal("clocks are read without system calls", wait_for(start_child(read_without_system_calls)), 0);
#ifdef LX_SYS_riscv_hwprobe
	hwprobe();
#endif
}
