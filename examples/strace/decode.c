/*
 * Calls: their arguments, by kind, and their results.
 */
#include "trace.h"

#define FUTEX_COMMAND ((unsigned long)LX_FUTEX_CMD_MASK)

/* ---- arguments whose meaning another one decides */

static void put_dirfd(int fd)
{
	if (fd == LX_AT_FDCWD)
		put("AT_FDCWD");
	else
		put_decimal(fd);
}

/* fcntl_argument tells what a command takes: 0 nothing, 1 a number, 2 a descriptor's flags, 3 a file's. */
static int fcntl_argument(unsigned long command)
{
	switch (command) {
	case LX_F_GETFD:
	case LX_F_GETFL:
	case LX_F_GETOWN:
	case LX_F_GETSIG:
	case LX_F_GETLEASE:
	case LX_F_GETPIPE_SZ:
	case LX_F_GET_SEALS:
		return 0;
	case LX_F_SETFD:
		return 2;
	case LX_F_SETFL:
		return 3;
	default:
		return 1;
	}
}

static void put_fcntl_argument(unsigned long command, unsigned long argument)
{
	switch (fcntl_argument(command)) {
	case 2:
		put_flags(fd_names, argument, "FD_???");
		break;
	case 3:
		put_open_flags(argument);
		break;
	default:
		if (command == LX_F_DUPFD || command == LX_F_DUPFD_CLOEXEC || command == LX_F_SETPIPE_SZ)
			put_decimal((int)argument);
		else
			put_hex(argument);
		break;
	}
}

static void put_clone_flags(unsigned long flags)
{
	unsigned long sig = flags & LX_CSIGNAL;

	flags &= ~(unsigned long)LX_CSIGNAL;
	if (flags || !sig)
		put_flags(clone_names, flags, "CLONE_???");
	if (sig) {
		put(flags ? "|" : "");
		put_signal((int)sig);
	}
}

/* put_clone_rest shows the arguments that the flags make matter. */
static void put_clone_rest(const struct tracee *t)
{
	unsigned long flags = t->args[0];

	if (flags & (LX_CLONE_PARENT_SETTID | LX_CLONE_PIDFD)) {
		put(", ");
		put_parent_tid(t, t->args[2]);
	}
	if (flags & LX_CLONE_SETTLS) {
		put(", tls=");
		put_address(t->args[LX_CLONE_ARG4(4, 3)]);
	}
	if (flags & (LX_CLONE_CHILD_SETTID | LX_CLONE_CHILD_CLEARTID)) {
		put(", child_tidptr=");
		put_address(t->args[LX_CLONE_ARG4(3, 4)]);
	}
}

static void put_futex_operation(unsigned long op)
{
	const char *name = name_of(futex_names, op & FUTEX_COMMAND);

	if (!name) {
		put_hex(op);
		return;
	}
	put(name);
	put(op & LX_FUTEX_PRIVATE_FLAG ? "_PRIVATE" : "");
	put(op & LX_FUTEX_CLOCK_REALTIME ? "|FUTEX_CLOCK_REALTIME" : "");
}

/* futex_takes tells whether an operation has the argument of this kind, as many bits as kinds from FUTEX_VALUE on. */
static int futex_takes(unsigned long op, unsigned int kind)
{
	static const unsigned char takes[] = { 3, 1, 1, 7, 15, 15, 2, 0, 0, 11, 9, 15, 15, 2 };
	unsigned long command = op & FUTEX_COMMAND;

	return command >= sizeof(takes) || takes[command] >> (kind - FUTEX_VALUE) & 1;
}

/* put_futex_timeout: what waits takes a time, the others a number. */
static void put_futex_timeout(const struct tracee *t, unsigned long op, unsigned long argument)
{
	switch (op & FUTEX_COMMAND) {
	case LX_FUTEX_REQUEUE:
	case LX_FUTEX_CMP_REQUEUE:
	case LX_FUTEX_CMP_REQUEUE_PI:
	case LX_FUTEX_WAKE_OP:
		put_unsigned(argument);
		break;
	default:
		put_timespec(t, argument);
		break;
	}
}

static void put_futex_value3(unsigned long op, unsigned int value)
{
	op &= FUTEX_COMMAND;
	if ((op == LX_FUTEX_WAIT_BITSET || op == LX_FUTEX_WAKE_BITSET) && value == LX_FUTEX_BITSET_MATCH_ANY)
		put("FUTEX_BITSET_MATCH_ANY");
	else if (op == LX_FUTEX_CMP_REQUEUE)
		put_unsigned(value);
	else
		put_hex(value);
}

static void put_socket_type(unsigned long type)
{
	unsigned long flags = type & (LX_SOCK_CLOEXEC | LX_SOCK_NONBLOCK);

	put_name(socket_names, type & ~flags, "SOCK_???");
	if (flags) {
		put_char('|');
		put_flags(socket_flag_names, flags, "SOCK_???");
	}
}

static void put_prctl_argument(const struct tracee *t, unsigned long option, unsigned long argument)
{
	switch (option) {
	case LX_PR_SET_PDEATHSIG:
		put_signal((int)argument);
		break;
	case LX_PR_SET_NAME:
		put_text(t, argument, SHOWN);
		break;
	default:
		put_hex(argument);
		break;
	}
}

/* ---- all of them */

/*
 * What there is to know of most kinds: the names of a number's values or bits, or what shows the object at an address.
 * The others are in put_argument. late: the call gives it, so it is shown when the call has ended.
 */
static const struct kind_of {
	const struct name *values;
	const struct name *flags;
	const char *unknown;
	void (*at)(const struct tracee *t, unsigned long addr);
	int late;
} kinds[KINDS] = {
	[OPEN_BITS] = { .flags = open_names, .unknown = "O_???" },
	[ACCESS] = { .flags = access_names, .unknown = "?_OK" },
	[ACCESS_FLAGS] = { .flags = access_flag_names, .unknown = "AT_???" },
	[AT_FLAGS] = { .flags = at_names, .unknown = "AT_???" },
	[LINK_FLAGS] = { .flags = link_names, .unknown = "AT_???" },
	[UNLINK_FLAGS] = { .flags = unlink_names, .unknown = "AT_???" },
	[WHENCE] = { .values = whence_names, .unknown = "SEEK_???" },
	[FCNTL_COMMAND] = { .values = fcntl_names, .unknown = "F_???" },
	[REQUEST] = { .values = request_names, .unknown = "IOC_???" },
	[MEMFD_FLAGS] = { .flags = memfd_names, .unknown = "MFD_???" },
	[EVENTFD_FLAGS] = { .flags = eventfd_names, .unknown = "EFD_???" },
	[EPOLL_FLAGS] = { .flags = epoll_names, .unknown = "EPOLL_???" },
	[MOUNT_FLAGS] = { .flags = mount_names, .unknown = "MS_???" },
	[UMOUNT_FLAGS] = { .flags = umount_names, .unknown = "MNT_???" },
	[RANDOM_FLAGS] = { .flags = random_names, .unknown = "GRND_???" },
	[PROTECTION] = { .flags = protection_names, .unknown = "PROT_???" },
	[MAP_FLAGS] = { .flags = map_names, .unknown = "MAP_???" },
	[REMAP_FLAGS] = { .flags = remap_names, .unknown = "MREMAP_???" },
	[ADVICE] = { .values = advice_names, .unknown = "MADV_???" },
	[CLONE_BITS] = { .flags = clone_names, .unknown = "CLONE_???" },
	[ARCH_PRCTL] = { .values = arch_prctl_names, .unknown = "ARCH_???" },
	[PRCTL] = { .values = prctl_names, .unknown = "PR_???" },
	[PTRACE] = { .values = ptrace_names, .unknown = "PTRACE_???" },
	[WAIT_OPTIONS] = { .flags = wait_names, .unknown = "W???" },
	[WAIT_IDTYPE] = { .values = wait_idtype_names, .unknown = "P_???" },
	[USAGE_WHO] = { .values = usage_names, .unknown = "RUSAGE_???" },
	[RESOURCE] = { .values = resource_names, .unknown = "RLIMIT_???" },
	[SIGNAL_HOW] = { .values = signal_how_names, .unknown = "SIG_???" },
	[CLOCK] = { .values = clock_names, .unknown = "CLOCK_???" },
	[TIMER_FLAGS] = { .flags = timer_names, .unknown = "TIMER_???" },
	[ITIMER] = { .values = itimer_names, .unknown = "ITIMER_???" },
	[FAMILY] = { .values = family_names, .unknown = "AF_???" },
	[FD_PAIR_OUT] = { .at = put_pair, .late = 1 },
	[ARGV] = { .at = put_argv },
	[ENVIRONMENT] = { .at = put_environment },
	[UTSNAME_OUT] = { .at = put_utsname, .late = 1 },
	[STAT_OUT] = { .at = put_stat, .late = 1 },
	[WAIT_STATUS_OUT] = { .at = put_status_at, .late = 1 },
	[SIGINFO_OUT] = { .at = put_siginfo_at, .late = 1 },
	[SIGINFO] = { .at = put_siginfo_at },
	[RUSAGE_OUT] = { .at = put_rusage, .late = 1 },
	[SIGSET] = { .at = put_set_at },
	[SIGSET_OUT] = { .at = put_set_at, .late = 1 },
	[SIGACTION] = { .at = put_sigaction },
	[SIGACTION_OUT] = { .at = put_sigaction, .late = 1 },
	[TIMESPEC] = { .at = put_timespec },
	[TIMESPEC_OUT] = { .at = put_timespec, .late = 1 },
	[TIMESPECS] = { .at = put_timespecs },
	[TIMEVAL_OUT] = { .at = put_timeval, .late = 1 },
	[ITIMERVAL] = { .at = put_itimerval },
	[ITIMERVAL_OUT] = { .at = put_itimerval, .late = 1 },
	[ADDR_OUT] = { .late = 1 },
	[PATH_OUT] = { .late = 1 },
	[BYTES_OUT] = { .late = 1 },
	[RANDOM_OUT] = { .at = put_random, .late = 1 },
	[CLONE_REST] = { .late = 1 },
	[CLONE3_REST] = { .late = 1 },
	[RLIMIT_OUT] = { .late = 1 },
	[RLIMIT64_OUT] = { .late = 1 },
	[REMAINING] = { .late = 1 },
};

/* is_absent tells whether this call has no such argument. */
static int is_absent(const struct tracee *t, unsigned int kind, int i)
{
	switch (kind) {
	case OPEN_MODE:
		return !(t->args[i - 1] & LX_O_CREAT) && (t->args[i - 1] & LX_O_TMPFILE) != LX_O_TMPFILE;
	case FCNTL_ARGUMENT:
		return fcntl_argument((unsigned int)t->args[1]) == 0;
	case FUTEX_VALUE:
	case FUTEX_TIMEOUT:
	case FUTEX_ADDR2:
	case FUTEX_VALUE3:
		return !futex_takes(t->args[1], kind);
	case DEVICE:
		return !ModeIsChr((unsigned int)t->args[i - 1]) && !ModeIsBlk((unsigned int)t->args[i - 1]);
	case REMAP_ADDR:
		return !(t->args[3] & (LX_MREMAP_FIXED | LX_MREMAP_DONTUNMAP));
	default:
		return 0;
	}
}

/* has_no_comma tells whether a kind brings its own punctuation. */
static int has_no_comma(unsigned int kind)
{
	return kind == NOTHING || kind == CLONE_REST || kind == CLONE3_REST;
}

static void put_argument(const struct tracee *t, unsigned int kind, int i)
{
	unsigned long a = t->args[i];
	unsigned long after = i < 5 ? t->args[i + 1] : 0;

	/* What a failed call should have given is not there. */
	if (t->failed && kinds[kind].late && kind != REMAINING && kind != CLONE_REST && kind != CLONE3_REST) {
		put_address(a);
		return;
	}
	if (kinds[kind].flags) {
		put_flags(kinds[kind].flags, (unsigned int)a, kinds[kind].unknown);
		return;
	}
	if (kinds[kind].values) {
		put_name(kinds[kind].values, (unsigned long)(int)a, kinds[kind].unknown);
		return;
	}
	if (kinds[kind].at) {
		kinds[kind].at(t, a);
		return;
	}
	switch (kind) {
	case INT:
	case FD:
		put_decimal((int)a);
		break;
	case UINT:
	case FUTEX_VALUE:
		put_unsigned((unsigned int)a);
		break;
	case LONG:
		put_decimal((long)a);
		break;
	case ULONG:
		put_unsigned(a);
		break;
	case CLONE3_SIZE:
		put_unsigned(t->args[1]);
		break;
	case HEX:
		put_hex(a);
		break;
	case BITS:
		put_hex((unsigned int)a);
		break;
	case ID:
		if ((unsigned int)a == ~0U)
			put("-1");
		else
			put_unsigned((unsigned int)a);
		break;
	case ADDR:
	case ADDR_OUT:
	case REMAP_ADDR:
	case FUTEX_ADDR2:
		put_address(a);
		break;
	case DEVICE:
		put_device((unsigned int)a);
		break;
	case DIRFD:
		put_dirfd((int)a);
		break;
	case PATH:
	case PATH_OUT:
		put_text(t, a, PATH_SHOWN);
		break;
	case TEXT:
		put_text(t, a, SHOWN);
		break;
	case BYTES:
		put_bytes(t, a, after);
		break;
	case BYTES_OUT:
		put_bytes(t, a, (unsigned long)t->result);
		break;
	case VECTOR:
		put_vector(t, a, after);
		break;
	case MODE:
	case OPEN_MODE:
		put_mode((unsigned int)a);
		break;
	case FILE_MODE:
		put_file_mode((unsigned int)a);
		break;
	case OPEN_FLAGS:
		put_open_flags((unsigned int)a);
		break;
	case FCNTL_ARGUMENT:
		put_fcntl_argument((unsigned int)t->args[1], a);
		break;
	case POLLFDS:
		put_pollfds(t, a, (unsigned int)after);
		break;
	case CLONE:
		put("child_stack=");
		put_address(t->args[1]);
		put(", flags=");
		put_clone_flags(t->args[0]);
		break;
	case CLONE_REST:
		put_clone_rest(t);
		break;
	case CLONE3:
		put_clone3(t, t->args[0], t->args[1]);
		break;
	case CLONE3_REST:
		put_clone3_rest(t, t->args[0], t->args[1]);
		break;
	case PRCTL_ARGUMENT:
		put_prctl_argument(t, (unsigned int)t->args[0], a);
		break;
	case RLIMIT:
	case RLIMIT_OUT:
		put_rlimit(t, a, "RLIM_INFINITY");
		break;
	case RLIMIT64:
	case RLIMIT64_OUT:
		put_rlimit(t, a, "RLIM64_INFINITY");
		break;
	case SIGNAL:
		put_signal((int)a);
		break;
	case SIGRETURN:
		put_signal_frame(t);
		break;
	case RESTART:
		put("<... resuming interrupted ");
		put(t->restarted ? t->restarted : "system call");
		put(" ...>");
		break;
	case REMAINING: /* which only an interrupted sleep leaves */
		if (t->failed && (t->result == -LX_EINTR || t->result == -LX_ERESTART_RESTARTBLOCK))
			put_timespec(t, a);
		else
			put_address(a);
		break;
	case FUTEX_OPERATION:
		put_futex_operation((unsigned int)a);
		break;
	case FUTEX_TIMEOUT:
		put_futex_timeout(t, t->args[1], a);
		break;
	case FUTEX_VALUE3:
		put_futex_value3(t->args[1], (unsigned int)a);
		break;
	case SOCKET_TYPE:
		put_socket_type((unsigned int)a);
		break;
	}
}

/* Each argument has two steps, since its comma may stand in the line's first part and it in the second. */
#define STEPS 12

/* put_arguments writes arguments up to the first that is not known yet; a comma before it tells that there is one. */
static void put_arguments(struct tracee *t)
{
	for (; t->next < STEPS; t->next++) {
		int i = t->next / 2;
		unsigned int kind = t->call->kinds[i];

		if (kind == NOTHING || is_absent(t, kind, i))
			continue;
		if (t->next % 2 == 0) {
			if (i && !has_no_comma(kind))
				put(", ");
			continue;
		}
		if (kinds[kind].late && !t->ending)
			return;
		put_argument(t, kind, i);
	}
}

static void put_call_name(const struct tracee *t)
{
	if (t->name) {
		put(t->name);
	} else {
		put("syscall_");
		put_hex((unsigned long)t->nr);
	}
}

void put_entry(struct tracee *t)
{
	begin_line(t);
	put_call_name(t);
	put_char('(');
	t->next = 0;
	t->ending = 0;
	t->failed = 0;
	put_arguments(t);
}

void put_resume(struct tracee *t)
{
	if (is_in_line(t))
		return;
	begin_line(t);
	put("<... ");
	put_call_name(t);
	put(" resumed>");
}

/* put_restart names the errors with which the kernel makes a call again; no program sees them. */
static int put_restart(long result)
{
	static const struct name when[] = {
		{ LX_ERESTARTSYS, "To be restarted if SA_RESTART is set" },
		{ LX_ERESTARTNOINTR, "To be restarted" },
		{ LX_ERESTARTNOHAND, "To be restarted if no handler" },
		{ LX_ERESTART_RESTARTBLOCK, "Interrupted by signal" },
		{ 0, LX_NULL },
	};
	const char *text = name_of(when, (unsigned long)-result);

	if (!text)
		return 0;
	put("? ");
	put(ErrnoName((int)result));
	put(" (");
	put(text);
	put_char(')');
	return 1;
}

static void put_error(long error)
{
	const char *name = ErrnoName((int)error);

	put("-1 ");
	if (name) {
		put(name);
		put(" (");
		put(ErrnoMessage((int)error));
	} else {
		put("(errno ");
		put_decimal(-error);
	}
	put_char(')');
}

static void put_fcntl_result(const struct tracee *t)
{
	unsigned long result = (unsigned long)t->result;

	switch (t->args[1]) {
	case LX_F_GETFD:
		put_hex(result);
		if (!result)
			return;
		put(" (flags ");
		put_flags(fd_names, result, "FD_???");
		break;
	case LX_F_GETFL:
		put_hex(result);
		put(" (flags ");
		put_open_flags(result);
		break;
	default:
		put_decimal(t->result);
		return;
	}
	put_char(')');
}

static void put_value(const struct tracee *t)
{
	switch (t->call->result) {
	case ADDRESS:
		put_hex((unsigned long)t->result);
		break;
	case OCTAL:
		put_octal((unsigned long)t->result);
		break;
	case FCNTL_RESULT:
		put_fcntl_result(t);
		break;
	case POLL_RESULT:
		put_decimal(t->result);
		put(t->result ? " (" : " (Timeout)");
		if (!t->result)
			break;
		put_poll_results(t, t->args[0], (unsigned int)t->args[1]);
		put_char(')');
		break;
	case SIGNAL_RESULT:
		put_decimal(t->result);
		put(" (");
		put_signal((int)t->result);
		put_char(')');
		break;
	default:
		put_decimal(t->result);
		break;
	}
}

void put_exit(struct tracee *t)
{
	put_resume(t);
	t->ending = 1;
	put_arguments(t);
	put(") ");
	tabulate();
	put("= ");
	if (!t->failed)
		put_value(t);
	else if (!put_restart(t->result))
		put_error(t->result);
	end_line();
}

void put_no_exit(struct tracee *t)
{
	put_resume(t);
	put(t->next < STEPS ? " <unfinished ...>) " : ") ");
	tabulate();
	put("= ?");
	end_line();
}
