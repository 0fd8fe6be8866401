/*
 * What a call can fail with, by its man page and by what fs/, mm/, net/ and kernel/ of Linux return for reasons outside
 * of the caller, and what a filter makes of it: EPERM, ENOSYS, EACCES. Calls that cannot fail but by a filter are not
 * made to: getpid, close (which always closes) and the like. 0 ends a list.
 */
#include "faults.h"

#include <barecall/sysname.h>

typedef struct Call {
	long nr;
	int shortens; /* it may transfer less than it was asked for */
	unsigned char errors[24];
} Call;

#define ANY LX_EPERM, LX_ENOSYS, LX_EACCES

static const Call calls[] = {
	{ LX_SYS_clone3, 0, { LX_EAGAIN, LX_ENOMEM, LX_ENOSPC, LX_EUSERS, LX_EINVAL, LX_E2BIG, LX_EBUSY, LX_EOPNOTSUPP, LX_EEXIST, LX_EMFILE, ANY } },
	{ LX_SYS_clone, 0, { LX_EAGAIN, LX_ENOMEM, LX_ENOSPC, LX_EUSERS, LX_EINVAL, LX_EMFILE, ANY } },
	{ LX_SYS_execve, 0, { LX_E2BIG, LX_EAGAIN, LX_EINVAL, LX_EIO, LX_EISDIR, LX_ELIBBAD, LX_ELOOP, LX_EMFILE, LX_ENAMETOOLONG, LX_ENFILE,
			      LX_ENOENT, LX_ENOEXEC, LX_ENOMEM, LX_ENOTDIR, LX_ETXTBSY, ANY } },
	{ LX_SYS_execveat, 0, { LX_E2BIG, LX_EAGAIN, LX_EINVAL, LX_EIO, LX_ELOOP, LX_EMFILE, LX_ENFILE, LX_ENOENT, LX_ENOEXEC, LX_ENOMEM,
				LX_ENOTDIR, LX_ETXTBSY, LX_EBADF, ANY } },
	{ LX_SYS_openat, 0, { LX_EINTR, LX_EIO, LX_ELOOP, LX_EMFILE, LX_ENFILE, LX_ENOENT, LX_ENOMEM, LX_ENOTDIR, LX_EOVERFLOW, LX_EROFS,
			      LX_ESRCH, LX_ENXIO, ANY } },
	{ LX_SYS_read, 1, { LX_EINTR, LX_EIO, LX_EAGAIN, LX_EISDIR, LX_ENOMEM, LX_ESRCH, LX_EBADF, LX_EINVAL, ANY } },
	{ LX_SYS_pread64, 1, { LX_EINTR, LX_EIO, LX_ENOMEM, LX_ESRCH, LX_EINVAL, ANY } },
	{ LX_SYS_write, 0, { LX_EINTR, LX_EIO, LX_EAGAIN, LX_EINVAL, LX_ENOSPC, LX_ENOMEM, LX_ESRCH, ANY } },
	{ LX_SYS_pwrite64, 1, { LX_EINTR, LX_EIO, LX_ENOMEM, LX_ESRCH, LX_EINVAL, ANY } },
	{ LX_SYS_getdents64, 1, { LX_EINTR, LX_EIO, LX_ENOENT, LX_ENOMEM, LX_EBADF, ANY } },
	{ LX_SYS_lseek, 0, { LX_EINVAL, LX_EOVERFLOW, LX_EBADF, ANY } },
	{ LX_SYS_fstat, 0, { LX_EBADF, LX_ENOMEM, LX_EOVERFLOW, LX_EIO, ANY } },
	{ LX_SYS_newfstatat, 0, { LX_EBADF, LX_EIO, LX_ELOOP, LX_ENAMETOOLONG, LX_ENOENT, LX_ENOMEM, LX_ENOTDIR, LX_EOVERFLOW, ANY } },
	{ LX_SYS_statfs, 0, { LX_EINTR, LX_EIO, LX_ELOOP, LX_ENOENT, LX_ENOMEM, LX_EOVERFLOW, ANY } },
	{ LX_SYS_fstatfs, 0, { LX_EINTR, LX_EIO, LX_EBADF, LX_ENOMEM, LX_EOVERFLOW, ANY } },
	{ LX_SYS_faccessat, 0, { LX_EBADF, LX_EIO, LX_ELOOP, LX_ENAMETOOLONG, LX_ENOENT, LX_ENOMEM, LX_ENOTDIR, LX_EROFS, LX_ETXTBSY, ANY } },
	{ LX_SYS_faccessat2, 0, { LX_EBADF, LX_EIO, LX_ELOOP, LX_EINVAL, LX_ENAMETOOLONG, LX_ENOENT, LX_ENOMEM, LX_ENOTDIR, LX_EROFS,
				  LX_ETXTBSY, ANY } },
	{ LX_SYS_getcwd, 0, { LX_ENOENT, LX_ENOMEM, LX_ERANGE, LX_ENAMETOOLONG, ANY } },
	{ LX_SYS_pipe2, 0, { LX_EMFILE, LX_ENFILE, LX_ENOMEM, LX_EINVAL, ANY } },
	{ LX_SYS_fcntl, 0, { LX_EMFILE, LX_EBADF, LX_EINVAL, LX_ENOMEM, ANY } },
	{ LX_SYS_dup3, 0, { LX_EBADF, LX_EBUSY, LX_EINTR, LX_EINVAL, LX_EMFILE, LX_ENOMEM, ANY } },
	{ LX_SYS_close_range, 0, { LX_EINVAL, LX_EMFILE, LX_ENOMEM, ANY } },
	{ LX_SYS_ioctl, 0, { LX_EBADF, LX_EINVAL, LX_ENOTTY, LX_ENODEV, LX_EIO, LX_EFAULT, ANY } },
	{ LX_SYS_mmap, 0, { LX_ENOMEM, LX_EAGAIN, LX_ENFILE, LX_EINVAL, LX_EOVERFLOW, ANY } },
	{ LX_SYS_mprotect, 0, { LX_ENOMEM, LX_EINVAL, ANY } },
	{ LX_SYS_mremap, 0, { LX_EAGAIN, LX_EFAULT, LX_EINVAL, LX_ENOMEM, ANY } },
	{ LX_SYS_madvise, 0, { LX_EAGAIN, LX_EINVAL, LX_EIO, LX_ENOMEM, ANY } },
	{ LX_SYS_prctl, 0, { LX_EINVAL, LX_EBUSY, LX_EOPNOTSUPP, ANY } },
	{ LX_SYS_prlimit64, 0, { LX_EINVAL, ANY } },
	{ LX_SYS_setsid, 0, { ANY } },
	{ LX_SYS_setpgid, 0, { LX_EINVAL, LX_ESRCH, ANY } },
	{ LX_SYS_chroot, 0, { LX_EIO, LX_ELOOP, LX_ENAMETOOLONG, LX_ENOENT, LX_ENOMEM, LX_ENOTDIR, ANY } },
	{ LX_SYS_chdir, 0, { LX_EIO, LX_ELOOP, LX_ENAMETOOLONG, LX_ENOENT, LX_ENOMEM, LX_ENOTDIR, ANY } },
	{ LX_SYS_unshare, 0, { LX_EINVAL, LX_ENOMEM, LX_ENOSPC, LX_EUSERS, LX_EMFILE, ANY } },
	{ LX_SYS_mount, 0, { LX_EBUSY, LX_EINVAL, LX_ENOENT, LX_ENOMEM, LX_ENOTDIR, ANY } },
	{ LX_SYS_setuid, 0, { LX_EAGAIN, LX_EINVAL, LX_ENOMEM, ANY } },
	{ LX_SYS_setgid, 0, { LX_EINVAL, LX_ENOMEM, ANY } },
	{ LX_SYS_setreuid, 0, { LX_EAGAIN, LX_EINVAL, LX_ENOMEM, ANY } },
	{ LX_SYS_setregid, 0, { LX_EINVAL, LX_ENOMEM, ANY } },
	{ LX_SYS_setresuid, 0, { LX_EAGAIN, LX_EINVAL, LX_ENOMEM, ANY } },
	{ LX_SYS_setresgid, 0, { LX_EINVAL, LX_ENOMEM, ANY } },
	{ LX_SYS_setgroups, 0, { LX_EINVAL, LX_ENOMEM, ANY } },
	{ LX_SYS_getgroups, 0, { ANY } },
	{ LX_SYS_setfsuid, 0, { ANY } },
	{ LX_SYS_setfsgid, 0, { ANY } },
	{ LX_SYS_capget, 0, { LX_EINVAL, LX_ESRCH, ANY } },
	{ LX_SYS_capset, 0, { LX_EINVAL, ANY } },
	{ LX_SYS_ptrace, 0, { LX_ESRCH, LX_EIO, LX_EFAULT, LX_EINVAL, ANY } },
	{ LX_SYS_process_vm_readv, 1, { LX_EFAULT, LX_EINVAL, LX_ENOMEM, LX_ESRCH, ANY } },
	{ LX_SYS_process_vm_writev, 1, { LX_EFAULT, LX_EINVAL, LX_ENOMEM, LX_ESRCH, ANY } },
	{ LX_SYS_socket, 0, { LX_EAFNOSUPPORT, LX_EINVAL, LX_EMFILE, LX_ENFILE, LX_ENOBUFS, LX_ENOMEM, LX_EPROTONOSUPPORT,
			      LX_ESOCKTNOSUPPORT, ANY } },
	{ LX_SYS_bind, 0, { LX_EADDRINUSE, LX_EBADF, LX_EINVAL, LX_ENOMEM, LX_ENODEV, LX_EADDRNOTAVAIL, ANY } },
	{ LX_SYS_getsockname, 0, { LX_EBADF, LX_ENOBUFS, LX_ENOTCONN, ANY } },
	{ LX_SYS_setsockopt, 0, { LX_ENOPROTOOPT, LX_EINVAL, LX_ENOMEM, ANY } },
	{ LX_SYS_sendto, 0, { LX_EAGAIN, LX_EINTR, LX_ENOBUFS, LX_ENOMEM, LX_ECONNREFUSED, LX_EMSGSIZE, ANY } },
	{ LX_SYS_recvmsg, 0, { LX_EAGAIN, LX_EINTR, LX_ENOBUFS, LX_ENOMEM, ANY } },
	{ LX_SYS_futex, 0, { LX_EINTR, LX_EAGAIN } },
	{ LX_SYS_ppoll, 0, { LX_EINTR, LX_ENOMEM, ANY } },
	{ LX_SYS_wait4, 0, { LX_EINTR, LX_ECHILD } },
	{ LX_SYS_waitid, 0, { LX_EINTR, LX_ECHILD, ANY } },
	{ LX_SYS_nanosleep, 0, { LX_EINTR } },
	{ LX_SYS_sigaltstack, 0, { LX_EPERM, LX_ENOMEM } },
	{ LX_SYS_getrandom, 0, { LX_EAGAIN, LX_EINTR, LX_ENOSYS, LX_EPERM } },
	{ LX_SYS_tgkill, 0, { LX_EAGAIN, LX_ESRCH, ANY } },
	{ LX_SYS_rt_tgsigqueueinfo, 0, { LX_EAGAIN, LX_ESRCH, LX_EINVAL, ANY } },
	{ LX_SYS_kill, 0, { LX_ESRCH, ANY } },
};

int fault_of(long nr, int number, Fault *fault)
{
	const Call *call = NULL;
	int errors = 0;
	size_t i;

	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (calls[i].nr == nr)
			call = &calls[i];
	while (call && call->errors[errors])
		errors++;
	fault->error = 0;
	if (number < errors) {
		fault->how = FAIL;
		fault->error = call->errors[number];
		return 1;
	}
	number -= errors;
	if (call && call->shortens && number-- == 0) {
		fault->how = SHORT;
		return 1;
	}
	fault->how = number == 0 ? SIGNAL : KILL;
	return number < 2;
}

int can_fail(long nr, const unsigned long args[6], int error)
{
	/* Who could make the memory undumpable can make it dumpable again. */
	if (nr == LX_SYS_prctl && args[0] == LX_PR_SET_DUMPABLE && args[1] == 1)
		return 0;
	/* A descriptor that is open; who asked for less cannot lack more. */
	if (nr == LX_SYS_fcntl && (args[1] == LX_F_GETFD || args[1] == LX_F_SETFD))
		return error == LX_EPERM || error == LX_ENOSYS || error == LX_EACCES;
	if (nr == LX_SYS_futex)
		return ((int)args[1] & LX_FUTEX_CMD_MASK) != LX_FUTEX_WAKE;
	/* The child is there, and nobody else waits for it. */
	if ((nr == LX_SYS_waitid || nr == LX_SYS_wait4) && error == LX_ECHILD)
		return 0;
	return 1;
}

const char *call_name(long nr)
{
	const char *name = SyscallName(nr);

	return name ? name : "?";
}
