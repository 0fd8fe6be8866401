/*
 * The system as a whole: its names, state and log, random bytes, modules, and its end.
 */
#ifndef LX_SYSTEM_H
#define LX_SYSTEM_H

#include "base.h"
#include "uapi/file.h"
#include "uapi/system.h"

/* Utsname: the system's names, each ended by a NUL. struct new_utsname. */
typedef struct Utsname {
	char sysname[65];
	char nodename[65]; /* the host name */
	char release[65]; /* of the kernel */
	char version[65];
	char machine[65];
	char domainname[65]; /* of NIS, not of DNS */
} Utsname;

/* Sysinfo_t: memory and load. Sizes are in multiples of unit bytes. struct sysinfo. */
typedef struct Sysinfo_t {
	long uptime; /* seconds since boot */
	unsigned long loads[3]; /* of 1, 5 and 15 minutes, times 1 << LX_SI_LOAD_SHIFT */
	unsigned long totalram;
	unsigned long freeram;
	unsigned long sharedram;
	unsigned long bufferram;
	unsigned long totalswap;
	unsigned long freeswap;
	unsigned short procs; /* threads, modulo 65536 */
	unsigned short pad;
	unsigned long totalhigh;
	unsigned long freehigh;
	unsigned int unit;
} Sysinfo_t;

/* LX_KERNEL_VERSION makes of a version, 6.12.3 say, the number that KernelVersion gives for it. */
#define LX_KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))

/* KexecSegment: bytes of this program and the physical memory they are to be put in. struct kexec_segment. */
typedef struct KexecSegment {
	const void *buf;
	unsigned long bufsz;
	const void *mem;
	unsigned long memsz;
} KexecSegment;

#ifdef LX_LINK_NAMES
#include "extern/system.h"
#endif
#ifndef BARECALL_EXTERN

/* Uname gives the system's names, as this process's UTS namespace has them. Returns 0. uname(2). */
LX_API int Uname(Utsname *buf)
{
	return (int)lx_trap1(LX_SYS_uname, LX_PTR(buf));
}

/*
 * KernelVersion gives the version of the kernel that Uname names in release, as LX_KERNEL_VERSION makes it, for
 * comparing. Better than this is to try a call: vendors bring new calls to old kernels, and a container's rules take
 * them away from new ones. -EINVAL: release does not begin with two numbers up to 255. No system call.
 */
LX_API int KernelVersion(const Utsname *buf)
{
	int part[3], i;
	const char *digit = buf->release;

	part[2] = 0;
	for (i = 0; i < 3 && (i == 0 || *digit++ == '.') && *digit >= '0' && *digit <= '9'; i++)
		for (part[i] = 0; *digit >= '0' && *digit <= '9'; digit++)
			part[i] = part[i] < 256 ? part[i] * 10 + (*digit - '0') : 256;
	if (i < 2 || part[0] > 255 || part[1] > 255)
		return -LX_EINVAL;
	return LX_KERNEL_VERSION(part[0], part[1], part[2]);
}

/* Sethostname sets the host name to len bytes, 64 at most. Returns 0. sethostname(2). */
LX_API int Sethostname(const char *name, int len)
{
	return (int)lx_trap2(LX_SYS_sethostname, LX_PTR(name), len);
}

/* Setdomainname sets the NIS domain name to len bytes, 64 at most. Returns 0. setdomainname(2). */
LX_API int Setdomainname(const char *name, int len)
{
	return (int)lx_trap2(LX_SYS_setdomainname, LX_PTR(name), len);
}

/* Sysinfo gives uptime, load and memory. Returns 0. sysinfo(2). */
LX_API int Sysinfo(Sysinfo_t *info)
{
	return (int)lx_trap1(LX_SYS_sysinfo, LX_PTR(info));
}

/* SysinfoBytes gives a size of a Sysinfo_t, its totalram say, in bytes, or the most that fits. No system call. */
LX_API unsigned long SysinfoBytes(const Sysinfo_t *info, unsigned long size)
{
	return info->unit != 0 && size > ~0UL / info->unit ? ~0UL : size * info->unit;
}

/*
 * SysinfoLoad gives the load of the last 1, 5 or 15 minutes (which: 0, 1, 2) in hundredths, rounded as /proc/loadavg
 * is: 150 is 1.50. -EINVAL: another which. No system call.
 */
LX_API long SysinfoLoad(const Sysinfo_t *info, unsigned int which)
{
	if (which > 2)
		return -LX_EINVAL;
	/* The kernel keeps 11 bits after the point, and its own half of a hundredth is 10 of 2048. */
	return (long)((info->loads[which] + (10UL << (LX_SI_LOAD_SHIFT - 11))) * 100 >> LX_SI_LOAD_SHIFT);
}

/*
 * Reboot restarts, halts or powers off the machine at once: Sync first, nothing is unmounted or killed.
 * cmd: LX_LINUX_REBOOT_CMD_*; arg: the string for RESTART2, else NULL. The wrapper passes both magics. Does not return
 * when the machine ends; CAD_ON and CAD_OFF (is Ctrl-Alt-Del a reset, or SIGINT to process 1?) return 0. In a PID
 * namespace of its own a process ends that namespace instead: its init is seen to die of SIGHUP (RESTART, RESTART2) or
 * SIGINT (HALT, POWER_OFF), and other commands are -EINVAL. -EPERM: without CAP_SYS_BOOT. reboot(2).
 */
LX_API int Reboot(unsigned int cmd, const void *arg)
{
	return (int)lx_trap4(LX_SYS_reboot, (int)LX_LINUX_REBOOT_MAGIC1, LX_LINUX_REBOOT_MAGIC2, cmd, LX_PTR(arg));
}

/*
 * Klogctl reads and controls the kernel's log: type is LX_SYSLOG_ACTION_*. Returns bytes read, or a size, or 0. The
 * call is syslog in the kernel. syslog(2).
 */
LX_API int Klogctl(int type, char *buf, int len)
{
	return (int)lx_trap3(LX_SYS_syslog, type, LX_PTR(buf), len);
}

/*
 * Getrandom fills buf with random bytes. Returns how many: all for up to 256, else perhaps fewer after a signal. Early
 * in boot it waits until there is enough entropy: LX_GRND_NONBLOCK makes that -EAGAIN, LX_GRND_INSECURE (Linux 5.6)
 * takes what there is. Since Linux 3.17. getrandom(2).
 */
LX_API long Getrandom(void *buf, unsigned long buflen, unsigned int flags)
{
	return lx_trap3(LX_SYS_getrandom, LX_PTR(buf), LX_PTR(buflen), flags);
}

/*
 * Vhangup hangs up the controlling terminal, if any: its session leader gets SIGHUP, and who has it open reads the end
 * of file. Returns 0. -EPERM: without CAP_SYS_TTY_CONFIG. vhangup(2).
 */
LX_API int Vhangup(void)
{
	return (int)lx_trap0(LX_SYS_vhangup);
}

/*
 * InitModule loads a kernel module from memory; param_values is a string, "" for none. Returns 0. -EEXIST: it is loaded
 * already. -ENOEXEC: it is none, or not for this kernel. init_module(2).
 */
LX_API int InitModule(const void *module_image, unsigned long len, const char *param_values)
{
	return (int)lx_trap3(LX_SYS_init_module, LX_PTR(module_image), LX_PTR(len), LX_PTR(param_values));
}

/* FinitModule is InitModule from a file. flags: LX_MODULE_INIT_*. Since Linux 3.8. finit_module(2). */
LX_API int FinitModule(int fd, const char *param_values, int flags)
{
	return (int)lx_trap3(LX_SYS_finit_module, fd, LX_PTR(param_values), flags);
}

/*
 * DeleteModule removes a kernel module. flags: LX_O_NONBLOCK, and LX_O_TRUNC to remove it while in use. Returns 0.
 * -EWOULDBLOCK: it is in use. delete_module(2).
 */
LX_API int DeleteModule(const char *name, unsigned int flags)
{
	return (int)lx_trap2(LX_SYS_delete_module, LX_PTR(name), flags);
}

/*
 * KexecLoad prepares another kernel, started at entry by Reboot's LX_LINUX_REBOOT_CMD_KEXEC; without segments it drops
 * the one there is. flags: LX_KEXEC_*. Returns 0. Since Linux 2.6.13. kexec_load(2).
 */
LX_API int KexecLoad(unsigned long entry, unsigned long nr_segments, const KexecSegment *segments,
		     unsigned long flags)
{
	return (int)lx_trap4(LX_SYS_kexec_load, LX_PTR(entry), LX_PTR(nr_segments), LX_PTR(segments), LX_PTR(flags));
}

/*
 * KexecFileLoad is KexecLoad of a kernel file and an initrd file. cmdline_len counts the NUL. flags: LX_KEXEC_FILE_*.
 * Returns 0. Since Linux 3.17 on x86_64, later elsewhere. kexec_file_load(2).
 */
LX_API int KexecFileLoad(int kernel_fd, int initrd_fd, unsigned long cmdline_len, const char *cmdline,
			 unsigned long flags)
{
	return (int)lx_trap5(LX_SYS_kexec_file_load, kernel_fd, initrd_fd, LX_PTR(cmdline_len), LX_PTR(cmdline),
			     LX_PTR(flags));
}

#ifdef LX_SYS_iopl
/*
 * Iopl sets this thread's I/O privilege level: 3 lets it use every port. x86_64 alone has it. Returns 0. iopl(2).
 */
LX_API int Iopl(unsigned int level)
{
	return (int)lx_trap1(LX_SYS_iopl, level);
}

/* Ioperm allows or forbids this thread num ports. x86_64 alone has it. Returns 0. ioperm(2). */
LX_API int Ioperm(unsigned long from, unsigned long num, int turn_on)
{
	return (int)lx_trap3(LX_SYS_ioperm, LX_PTR(from), LX_PTR(num), turn_on);
}
#endif

#endif /* BARECALL_EXTERN */

#ifndef LX_SYS_iopl
int Iopl(unsigned int level) LX_UNAVAILABLE("only x86_64 has iopl: other processors map their devices, Mmap /dev/mem");
int Ioperm(unsigned long from, unsigned long num, int turn_on)
	LX_UNAVAILABLE("only x86_64 has ioperm: other processors map their devices, Mmap /dev/mem");
#endif
#endif
