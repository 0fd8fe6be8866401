/*
 * What the parts of strace share: the tracee, how lines are written, how calls are decoded.
 */
#ifndef TRACE_H
#define TRACE_H

#include <barecall.h>
#include <barecall/sysname.h>
#include <barecall/text.h>

/* tracee: one traced thread. */
struct tracee {
	int pid;                /* 0: this place is free */
	int in_call;            /* its call has begun and not ended */
	int hidden;             /* nothing of it is shown yet: it is still strace's own child */
	long nr;                /* the call; after it, the last one */
	const char *name;       /* NULL: not known */
	int foreign;            /* its last call was one of another architecture: 32-bit */
	const struct call *call;
	const char *restarted;  /* the name of the call that restart_syscall goes on with, or NULL */
	unsigned long args[6];
	unsigned long sp;
	int next;               /* how far its arguments are shown, in steps of put_arguments */
	int ending;             /* result holds */
	long result;            /* a value, or -errno where failed */
	int failed;
};

/* ---- output.c: lines. A line is one tracee's until it ends; another one cuts it off, and it is resumed later. */

extern int output_fd;
extern int output_failed; /* -errno: nothing more can be written */
extern int show_pid;      /* 0: no; 1: "PID "; 2: "[pid PID] " */

void put(const char *text);
void put_char(char c);
void put_decimal(long number);
void put_unsigned(unsigned long number);
void put_octal(unsigned long number);
void put_hex(unsigned long number);     /* 0x1f; 0 */
void put_address(unsigned long address); /* 0x1f; NULL */
void put_quoted(const char *bytes, unsigned long count);
void put_quoted_hex(const char *bytes, unsigned long count); /* text that means nothing to anyone */

void begin_line(const struct tracee *t);
int is_in_line(const struct tracee *t); /* whether the open line is this tracee's */
void end_line(void);
void cut_line(void);                     /* ends an open line with <unfinished ...> */
void tabulate(void);                     /* to the column of results */
void flush(void);

/* ---- names.c: numbers that have names */

struct name {
	unsigned long value;
	const char *text; /* NULL: end */
};

extern const struct name access_names[], access_flag_names[], advice_names[], arch_prctl_names[], at_names[],
	clock_names[], clone_names[], epoll_names[], eventfd_names[], family_names[], fcntl_names[], futex_names[],
	itimer_names[], link_names[], map_names[], memfd_names[], mount_names[], open_names[], prctl_names[],
	protection_names[], ptrace_names[], random_names[], remap_names[], request_names[], resource_names[],
	sigaction_names[], signal_how_names[], socket_names[], socket_flag_names[], timer_names[], umount_names[],
	unlink_names[], usage_names[], wait_idtype_names[], wait_names[], waitid_names[], whence_names[],
	poll_names[], fd_names[];

/* name_of returns the name of a value, or NULL. */
const char *name_of(const struct name *names, unsigned long value);
/* put_name writes the name of a value, or the value with a comment "unknown". */
void put_name(const struct name *names, unsigned long value, const char *unknown);
/* put_flags writes the names of the bits of a value, the rest as a number. */
void put_flags(const struct name *names, unsigned long value, const char *unknown);
void put_open_flags(unsigned long flags);
void put_signal(int sig);          /* SIGHUP */
void put_sigset(unsigned long set); /* [HUP INT], ~[KILL STOP] */
void put_siginfo(const Siginfo *info);
void put_wait_status(WaitStatus ws);

/* ---- calls.c: what each call takes */

enum result { DECIMAL, ADDRESS, OCTAL, FCNTL_RESULT, POLL_RESULT, SIGNAL_RESULT };

struct call {
	const char *name;
	unsigned char result; /* enum result */
	unsigned char kinds[6];
};

/* call_of returns the row of the call that has this number and name; name NULL, or no row: one of six numbers. */
const struct call *call_of(long nr, const char *name);

/* ---- values.c: what addresses lead to */

#define SHOWN 32U /* bytes of a string, elements of an array */
#define PATH_SHOWN 4096U

void put_text(const struct tracee *t, unsigned long addr, unsigned int shown);
void put_bytes(const struct tracee *t, unsigned long addr, unsigned long count);
void put_random(const struct tracee *t, unsigned long addr);
void put_argv(const struct tracee *t, unsigned long addr);
void put_environment(const struct tracee *t, unsigned long addr);
void put_vector(const struct tracee *t, unsigned long addr, unsigned long count);
void put_utsname(const struct tracee *t, unsigned long addr);
void put_mode(unsigned long mode);
void put_file_mode(unsigned int mode);
void put_device(unsigned long dev);
void put_stat(const struct tracee *t, unsigned long addr);
void put_pair(const struct tracee *t, unsigned long addr);
void put_pollfds(const struct tracee *t, unsigned long addr, unsigned long count);
void put_poll_results(const struct tracee *t, unsigned long addr, unsigned long count);
void put_timespec(const struct tracee *t, unsigned long addr);
void put_timeval(const struct tracee *t, unsigned long addr);
void put_timespecs(const struct tracee *t, unsigned long addr);
void put_itimerval(const struct tracee *t, unsigned long addr);
void put_sigaction(const struct tracee *t, unsigned long addr);
void put_set_at(const struct tracee *t, unsigned long addr);
void put_signal_frame(const struct tracee *t);
void put_status_at(const struct tracee *t, unsigned long addr);
void put_siginfo_at(const struct tracee *t, unsigned long addr);
void put_rusage(const struct tracee *t, unsigned long addr);
void put_rlimit(const struct tracee *t, unsigned long addr, const char *infinity);
void put_parent_tid(const struct tracee *t, unsigned long addr);
void put_clone3(const struct tracee *t, unsigned long addr, unsigned long size);
void put_clone3_rest(const struct tracee *t, unsigned long addr, unsigned long size);

/* ---- decode.c: calls; arguments, by kind */

/*
 * What ends in _OUT is what the kernel writes: it is shown when the call has ended. A kind whose call decides whether
 * the argument is there at all (OPEN_MODE) is left out when it is not.
 */
enum kind {
	NOTHING, INT, UINT, LONG, ULONG, HEX, BITS, ID, ADDR, ADDR_OUT, DEVICE,
	FD, DIRFD, FD_PAIR_OUT,
	PATH, PATH_OUT, TEXT, BYTES, BYTES_OUT, RANDOM_OUT, VECTOR, ARGV, ENVIRONMENT, UTSNAME_OUT,
	MODE, FILE_MODE, OPEN_FLAGS, OPEN_MODE, OPEN_BITS, ACCESS, ACCESS_FLAGS, AT_FLAGS, LINK_FLAGS, UNLINK_FLAGS,
	STAT_OUT, WHENCE, FCNTL_COMMAND, FCNTL_ARGUMENT, REQUEST, MEMFD_FLAGS, EVENTFD_FLAGS, EPOLL_FLAGS,
	MOUNT_FLAGS, UMOUNT_FLAGS, RANDOM_FLAGS, POLLFDS,
	PROTECTION, MAP_FLAGS, REMAP_FLAGS, REMAP_ADDR, ADVICE,
	CLONE, CLONE_REST, CLONE3, CLONE3_REST, CLONE3_SIZE, CLONE_BITS, ARCH_PRCTL, PRCTL, PRCTL_ARGUMENT, PTRACE,
	WAIT_STATUS_OUT, WAIT_OPTIONS, WAIT_IDTYPE, SIGINFO, SIGINFO_OUT, RUSAGE_OUT, USAGE_WHO,
	RESOURCE, RLIMIT, RLIMIT_OUT, RLIMIT64, RLIMIT64_OUT,
	SIGNAL, SIGNAL_HOW, SIGSET, SIGSET_OUT, SIGACTION, SIGACTION_OUT, SIGRETURN, RESTART,
	CLOCK, TIMER_FLAGS, TIMESPEC, TIMESPEC_OUT, TIMESPECS, REMAINING, TIMEVAL_OUT, ITIMER, ITIMERVAL, ITIMERVAL_OUT,
	FUTEX_OPERATION, FUTEX_VALUE, FUTEX_TIMEOUT, FUTEX_ADDR2, FUTEX_VALUE3,
	FAMILY, SOCKET_TYPE,
	KINDS
};

/* put_entry writes the name and the arguments that are known when a call begins. */
void put_entry(struct tracee *t);
/* put_resume goes on in the line of a tracee's call, or with a new one. */
void put_resume(struct tracee *t);
/* put_exit writes the other arguments and the result. */
void put_exit(struct tracee *t);
/* put_no_exit ends the line of a call that does not return. */
void put_no_exit(struct tracee *t);

#endif
