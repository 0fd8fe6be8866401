/*
 * Calls that only one architecture has and that nothing later replaces: old ones of x86_64, and RISC-V's own. And those
 * that have a number but cannot be made: a use of one is a compile-time error, which says what to use instead.
 */
#ifndef LX_LEGACY_H
#define LX_LEGACY_H

#include "base.h"
#include "uapi/legacy.h"

#ifdef LX_SYS_ustat
/* Ustat_t: what Ustat tells of a file system. struct ustat (include/linux/types.h). */
typedef struct Ustat_t {
	int tfree; /* free blocks */
	unsigned long tinode; /* free inodes */
	char fname[6]; /* empty */
	char fpack[6]; /* empty */
} Ustat_t;
#endif

#ifdef LX_SYS_modify_ldt
/* UserDesc: a segment for ModifyLdt, 1 and 0x11. struct user_desc (asm/ldt.h of x86_64). */
typedef struct UserDesc {
	unsigned int entry_number;
	unsigned int base_addr;
	unsigned int limit;
	unsigned int flags; /* LX_USER_DESC_* */
} UserDesc;

/* UserDesc flags: the kernel's bit-fields of these names; contents is LX_MODIFY_LDT_CONTENTS_* shifted. */
#define LX_USER_DESC_SEG_32BIT		(1U << 0)
#define LX_USER_DESC_CONTENTS_SHIFT	1
#define LX_USER_DESC_READ_EXEC_ONLY	(1U << 3)
#define LX_USER_DESC_LIMIT_IN_PAGES	(1U << 4)
#define LX_USER_DESC_SEG_NOT_PRESENT	(1U << 5)
#define LX_USER_DESC_USEABLE		(1U << 6)
#define LX_USER_DESC_LM			(1U << 7)
#endif

#ifdef LX_LINK_NAMES
#include "extern/legacy.h"
#endif
#ifndef BARECALL_EXTERN

#ifdef LX_SYS_ustat
/* Ustat tells of the mounted file system with a device number; Statfs tells more. Returns 0. x86_64 only. ustat(2). */
LX_API int Ustat(unsigned int dev, Ustat_t *ubuf)
{
	return (int)lx_trap2(LX_SYS_ustat, dev, LX_PTR(ubuf));
}
#endif

#ifdef LX_SYS_sysfs
/*
 * Sysfs asks for file system types, as /proc/filesystems lists them. option 1: arg1 is a name's address, the result
 * its index; 2: arg1 is an index, its name goes to arg2, an address, with no bound; 3: the result is how many there
 * are. -EINVAL: no such type. -ENOSYS: the kernel was built without it. x86_64 only. sysfs(2).
 */
LX_API int Sysfs(int option, unsigned long arg1, unsigned long arg2)
{
	return (int)lx_trap3(LX_SYS_sysfs, option, LX_PTR(arg1), LX_PTR(arg2));
}
#endif

#ifdef LX_SYS_modify_ldt
/*
 * ModifyLdt reads this process's local descriptor table into bytecount bytes at ptr (func 0), sets an entry of it
 * from a UserDesc (0x11; 1 as Linux once did it), or fills in the default table, which is zero (2). Returns the bytes
 * read, or 0. -ENOSYS: the kernel was built without it. x86_64 only. modify_ldt(2).
 */
LX_API int ModifyLdt(int func, void *ptr, unsigned long bytecount)
{
	return (int)lx_trap3(LX_SYS_modify_ldt, func, LX_PTR(ptr), LX_PTR(bytecount));
}
#endif

#ifdef LX_SYS_riscv_flush_icache
/*
 * RISCVFlushIcache makes instructions that were written from start to end what is executed, in all threads, or with
 * flags 1 in this one alone. The kernel may flush more. Returns 0. -EINVAL: another flag. riscv64 only, since Linux
 * 4.15. No man page.
 */
LX_API int RISCVFlushIcache(const void *start, const void *end, unsigned long flags)
{
	return (int)lx_trap3(LX_SYS_riscv_flush_icache, LX_PTR(start), LX_PTR(end), LX_PTR(flags));
}
#endif

#ifdef LX_SYS_riscv_hwprobe
/*
 * RISCVHWProbe answers pair_count questions about what the processors in a set have in common: those of its cpusetsize
 * bytes at cpus whose bits are set, or with both 0 all that are online. flags: 0, or LX_RISCV_HWPROBE_WHICH_CPUS (Linux
 * 6.8): the set is reduced to those that answer so. Returns 0. -EINVAL: no such processor. riscv64 only, since
 * Linux 6.4. No man page.
 */
LX_API int RISCVHWProbe(RISCVHWProbePairs *pairs, unsigned long pair_count, unsigned long cpusetsize,
			unsigned long *cpus, unsigned int flags)
{
	return (int)lx_trap5(LX_SYS_riscv_hwprobe, LX_PTR(pairs), LX_PTR(pair_count), LX_PTR(cpusetsize), LX_PTR(cpus),
			     flags);
}
#endif

#endif /* BARECALL_EXTERN */

#ifndef LX_SYS_ustat
int Ustat(unsigned int dev, void *ubuf) LX_UNAVAILABLE("only x86_64 has ustat: use Statfs");
#endif
#ifndef LX_SYS_sysfs
int Sysfs(int option, unsigned long arg1, unsigned long arg2)
	LX_UNAVAILABLE("only x86_64 has sysfs: read /proc/filesystems");
#endif
#ifndef LX_SYS_modify_ldt
int ModifyLdt(int func, void *ptr, unsigned long bytecount)
	LX_UNAVAILABLE("only x86_64 has modify_ldt: this processor has no segments");
#endif
#ifndef LX_SYS_riscv_flush_icache
int RISCVFlushIcache(const void *start, const void *end, unsigned long flags)
	LX_UNAVAILABLE("only riscv64 has riscv_flush_icache: use the compiler's __builtin___clear_cache");
#endif
#ifndef LX_SYS_riscv_hwprobe
int RISCVHWProbe(void *pairs, unsigned long pair_count, unsigned long cpusetsize, unsigned long *cpus,
		 unsigned int flags)
	LX_UNAVAILABLE("only riscv64 has riscv_hwprobe: Getauxval of LX_AT_HWCAP tells what processors have");
#endif

/*
 * What has a number and cannot be made: the kernel answers -ENOSYS to most of these (unimplemented(2)), and the last
 * four are its own. As arguments they have what their man page tells, and none where there is no page. LX_SYS__sysctl,
 * LX_SYS_afs_syscall, LX_SYS_create_module, LX_SYS_epoll_ctl_old, LX_SYS_epoll_wait_old, LX_SYS_get_kernel_syms,
 * LX_SYS_get_thread_area, LX_SYS_getpmsg, LX_SYS_lookup_dcookie, LX_SYS_nfsservctl, LX_SYS_putpmsg,
 * LX_SYS_query_module, LX_SYS_security, LX_SYS_set_thread_area, LX_SYS_tuxcall, LX_SYS_uselib, LX_SYS_vserver,
 * LX_SYS_restart_syscall, LX_SYS_rt_sigreturn, LX_SYS_uprobe, LX_SYS_uretprobe.
 */
int Sysctl(void *args) LX_UNAVAILABLE("Linux has no _sysctl since 5.5: read and write the files of /proc/sys");
int AfsSyscall(void) LX_UNAVAILABLE("Linux never had afs_syscall: the kernel's AFS is mounted");
void *CreateModule(const char *name, unsigned long size)
	LX_UNAVAILABLE("Linux has no create_module since 2.6: use FinitModule or InitModule");
int EpollCtlOld(void) LX_UNAVAILABLE("Linux never had epoll_ctl_old: use EpollCtl");
int EpollWaitOld(void) LX_UNAVAILABLE("Linux never had epoll_wait_old: use EpollWait or EpollPwait2");
int GetKernelSyms(void *table) LX_UNAVAILABLE("Linux has no get_kernel_syms since 2.6: read /proc/kallsyms");
int GetThreadArea(void *u_info)
	LX_UNAVAILABLE("get_thread_area is of 32-bit programs: ArchPrctl with LX_ARCH_GET_FS tells it on x86_64");
int Getpmsg(void) LX_UNAVAILABLE("Linux never had getpmsg, nor STREAMS: use Recvmsg");
long LookupDcookie(unsigned long cookie, char *buffer, unsigned long len)
	LX_UNAVAILABLE("Linux has no lookup_dcookie any more: records of PerfEventOpen have names");
long Nfsservctl(int cmd, void *argp, void *resp)
	LX_UNAVAILABLE("Linux has no nfsservctl since 3.1: use the files of a mounted nfsd");
int Putpmsg(void) LX_UNAVAILABLE("Linux never had putpmsg, nor STREAMS: use Sendmsg");
int QueryModule(const char *name, int which, void *buf, unsigned long bufsize, unsigned long *ret)
	LX_UNAVAILABLE("Linux has no query_module since 2.6: read /proc/modules and /sys/module");
int Security(void) LX_UNAVAILABLE("Linux never had security: use LsmGetSelfAttr and LsmSetSelfAttr");
int SetThreadArea(void *u_info)
	LX_UNAVAILABLE("set_thread_area is of 32-bit programs: ArchPrctl with LX_ARCH_SET_FS does it on x86_64");
int Tuxcall(void) LX_UNAVAILABLE("Linux never had tuxcall: use Sendfile");
int Uselib(const char *library) LX_UNAVAILABLE("64-bit Linux has no uselib any more: use Mmap");
int Vserver(void) LX_UNAVAILABLE("Linux never had vserver: use Unshare and Setns");
long RestartSyscall(void) LX_UNAVAILABLE("the kernel alone makes restart_syscall, when a signal interrupted a call");
long RtSigreturn(void)
	LX_UNAVAILABLE("rt_sigreturn ends a handler and finds its frame on the stack: Sigaction sees to it, return instead");
long Uprobe(void) LX_UNAVAILABLE("only code that the kernel has written makes uprobe: use PerfEventOpen");
long Uretprobe(void) LX_UNAVAILABLE("only code that the kernel has written makes uretprobe: use PerfEventOpen");

#endif
