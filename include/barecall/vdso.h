/*
 * Calls of the vDSO, the code that the kernel maps into each program: clocks are read and random bytes made there without
 * entering the kernel, in a tenth of the time. Where it has no such function, or answers -ENOSYS, the system call is made.
 *
 * The functions are linked from libbarecall.a; what is inlined of them is the call alone. The first of them finds the
 * vDSO, once for all threads and without a lock: they may be called in signal handlers, as after a Fork. Two things set
 * them apart from the wrappers of the same names. A pointer to what is not writable ends the program with SIGSEGV,
 * rather than the call with -EFAULT. And neither a tracer nor a seccomp filter sees them, nor do BARECALL_TRAP and the
 * hooks of runtime.h.
 */
#ifndef LX_VDSO_H
#define LX_VDSO_H

#include "base.h"
#include "uapi/time.h"

/* Private, of the inlined calls: what each calls, first of all a function that looks it up. */
extern struct lx_vdso {
	int (*gettime)(int clockid, Timespec *tp);
	int (*getres)(int clockid, Timespec *res);
	int (*timeofday)(Timeval *tv, Timezone *tz);
	long (*cpu)(unsigned int *cpu, unsigned int *node, void *unused);
#ifdef LX_SYS_riscv_hwprobe
	int (*hwprobe)(RISCVHWProbePairs *pairs, unsigned long pair_count, unsigned long cpusetsize,
		       unsigned long *cpus, unsigned int flags);
#endif
} lx_vdso __attribute__((__visibility__("hidden")));

/* Private too: the system calls, out of the way. */
int lx_vdso_gettime(int clockid, Timespec *tp) LX_SYMBOL("lx_vdso_gettime") __attribute__((__cold__));
int lx_vdso_getres(int clockid, Timespec *res) LX_SYMBOL("lx_vdso_getres") __attribute__((__cold__));
int lx_vdso_timeofday(Timeval *tv, Timezone *tz) LX_SYMBOL("lx_vdso_timeofday") __attribute__((__cold__));
int lx_vdso_cpu(unsigned int *cpu, unsigned int *node) LX_SYMBOL("lx_vdso_cpu") __attribute__((__cold__));

/*
 * VdsoLookup finds a function in the image of a vDSO: size bytes, as they lie in memory or in a file of it, which may
 * be any bytes at all: nothing outside of them is read. name: "__vdso_getcpu"; version: "LINUX_2.6", or NULL for any,
 * and in an image without versions every function has the right one. Returns the function's address in image, or NULL:
 * there is none of this name and version that the image defines for others to call, or it is no sound ELF image of this
 * architecture, or its address is not a multiple of 8. Takes time as the image and the names are long, whatever is in it.
 * No system call. vdso(7).
 */
const void *VdsoLookup(const void *image, unsigned long size, const char *name, const char *version)
	LX_SYMBOL("lx_VdsoLookup");

/*
 * VdsoSym finds a function in the vDSO of this program, each time anew, as VdsoLookup does. Returns its address, to be
 * cast to what vdso(7) tells of it, or NULL: also where there is no vDSO (qemu-user, vdso=0 to the kernel), or where it
 * cannot be learnt (Getauxval). The names and versions are: x86_64 "__vdso_*" of "LINUX_2.6", aarch64 "__kernel_*" of
 * "LINUX_2.6.39", riscv64 "__vdso_*" of "LINUX_4.15".
 */
const void *VdsoSym(const char *name, const char *version) LX_SYMBOL("lx_VdsoSym");

/*
 * VdsoClockGettime is ClockGettime without a system call for the clocks that the vDSO knows: LX_CLOCK_REALTIME and
 * MONOTONIC, their COARSE forms, in newer kernels BOOTTIME, MONOTONIC_RAW and TAI. For others, and for all but COARSE
 * while programs cannot read the machine's time source, the vDSO itself makes the system call. Returns 0. -EINVAL: no
 * such clock. clock_gettime(2).
 */
int VdsoClockGettime(int clockid, Timespec *tp) LX_SYMBOL("lx_VdsoClockGettime");

/*
 * VdsoClockGetres is ClockGetres for the same clocks without a system call, on x86_64 since Linux 5.3. res may be NULL.
 * Returns 0. -EINVAL: no such clock; but the vDSO of Linux 7.2 tells the resolution of an auxiliary clock, 16 to 23,
 * even when that is off. clock_getres(2).
 */
int VdsoClockGetres(int clockid, Timespec *res) LX_SYMBOL("lx_VdsoClockGetres");

/* VdsoGettimeofday is Gettimeofday without a system call. tv and tz may be NULL. Returns 0. gettimeofday(2). */
int VdsoGettimeofday(Timeval *tv, Timezone *tz) LX_SYMBOL("lx_VdsoGettimeofday");

/*
 * VdsoTime is Time without a system call: VdsoClockGettime of LX_CLOCK_REALTIME_COARSE on every architecture, of which
 * only x86_64 has a function of its own for it. Returns seconds as Time does. time(2).
 */
long VdsoTime(long *tloc) LX_SYMBOL("lx_VdsoTime");

/*
 * VdsoGetcpu is Getcpu, without a system call on x86_64; riscv64's vDSO makes one, and aarch64 has no such function.
 * cpu and node may be NULL. Returns 0. getcpu(2).
 */
int VdsoGetcpu(unsigned int *cpu, unsigned int *node) LX_SYMBOL("lx_VdsoGetcpu");

/*
 * VdsoGetrandom is Getrandom without a system call for most of them, where the vDSO has it: since Linux 6.11, on aarch64
 * 6.12, on riscv64 6.16. Else it is Getrandom. Returns how many bytes, or errors, as that does. The vDSO makes bytes from a key of the
 * kernel's, which it takes anew as often as the kernel does, and in the child of a Fork before the first byte. Of its
 * states there are 32, in 8 KiB that are mapped at the first call and stay; a thread has one while it is in here, and
 * makes the system call where it finds none, so that it may be called in handlers, in threads of every make and in
 * processes that share memory. Linked, and not inlined. getrandom(2).
 */
long VdsoGetrandom(void *buf, unsigned long buflen, unsigned int flags) LX_SYMBOL("lx_VdsoGetrandom");

#ifdef LX_SYS_riscv_hwprobe
int lx_vdso_hwprobe(RISCVHWProbePairs *pairs, unsigned long pair_count, unsigned long cpusetsize, unsigned long *cpus,
		    unsigned int flags) LX_SYMBOL("lx_vdso_hwprobe") __attribute__((__cold__));

/*
 * VdsoRISCVHWProbe is RISCVHWProbe, without a system call where flags, cpusetsize and cpus are 0, which asks for all
 * processors. Returns 0. -EINVAL: no such processor. riscv64 only, since Linux 6.4. No man page.
 */
int VdsoRISCVHWProbe(RISCVHWProbePairs *pairs, unsigned long pair_count, unsigned long cpusetsize, unsigned long *cpus,
		     unsigned int flags) LX_SYMBOL("lx_VdsoRISCVHWProbe");
#endif

#ifndef BARECALL_EXTERN

/* Where functions are not inlined this makes none, and those of the archive are called: it compiles the same text. */
#ifndef LX_VDSO_API
#define LX_VDSO_API extern __inline__ __attribute__((__gnu_inline__))
#endif

/* The pointers change once, from one function to another that does the same. */
#define LX_VDSO(call) __atomic_load_n(&lx_vdso.call, __ATOMIC_RELAXED)

LX_VDSO_API int VdsoClockGettime(int clockid, Timespec *tp)
{
	int ret = LX_VDSO(gettime)(clockid, tp);

	return ret == -LX_ENOSYS ? lx_vdso_gettime(clockid, tp) : ret;
}

LX_VDSO_API int VdsoClockGetres(int clockid, Timespec *res)
{
	int ret = LX_VDSO(getres)(clockid, res);

	return ret == -LX_ENOSYS ? lx_vdso_getres(clockid, res) : ret;
}

LX_VDSO_API int VdsoGettimeofday(Timeval *tv, Timezone *tz)
{
	int ret = LX_VDSO(timeofday)(tv, tz);

	return ret == -LX_ENOSYS ? lx_vdso_timeofday(tv, tz) : ret;
}

LX_VDSO_API long VdsoTime(long *tloc)
{
	Timespec ts;
	int ret = VdsoClockGettime(LX_CLOCK_REALTIME_COARSE, &ts);

	if (ret < 0)
		return ret;
	if (tloc)
		*tloc = ts.sec;
	return ts.sec;
}

LX_VDSO_API int VdsoGetcpu(unsigned int *cpu, unsigned int *node)
{
	long ret = LX_VDSO(cpu)(cpu, node, LX_NULL);

	return ret == -LX_ENOSYS ? lx_vdso_cpu(cpu, node) : (int)ret;
}

#ifdef LX_SYS_riscv_hwprobe
LX_VDSO_API int VdsoRISCVHWProbe(RISCVHWProbePairs *pairs, unsigned long pair_count, unsigned long cpusetsize,
				 unsigned long *cpus, unsigned int flags)
{
	int ret = LX_VDSO(hwprobe)(pairs, pair_count, cpusetsize, cpus, flags);

	return ret == -LX_ENOSYS ? lx_vdso_hwprobe(pairs, pair_count, cpusetsize, cpus, flags) : ret;
}
#endif

#endif /* BARECALL_EXTERN */

#ifndef LX_SYS_riscv_hwprobe
int VdsoRISCVHWProbe(void *pairs, unsigned long pair_count, unsigned long cpusetsize, unsigned long *cpus,
		     unsigned int flags)
	LX_UNAVAILABLE("only riscv64 has riscv_hwprobe: Getauxval of LX_AT_HWCAP tells what processors have");
#endif
#endif
