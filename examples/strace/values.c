/*
 * What addresses lead to. What is read from a tracee may turn out not to be there; the address is shown then.
 */
#include "trace.h"

static unsigned long min(unsigned long a, unsigned long b)
{
	return a < b ? a : b;
}

/* peek copies all of len bytes from the tracee and tells whether it could. */
static int peek(const struct tracee *t, unsigned long addr, void *out, unsigned long len)
{
	return addr && PtracePeekData(t->pid, addr, out, len) == (long)len;
}

/* ---- text */

/*
 * peek_text copies a string without its zero byte. Returns how many bytes, or -1 when not all of it is there; of a
 * string of size bytes or more, size.
 */
static long peek_text(const struct tracee *t, unsigned long addr, char *out, unsigned long size)
{
	unsigned long done = 0, piece, i;

	while (done < size) {
		piece = min(min(size - done, 256), 4096 - (addr + done) % 4096);
		if (!peek(t, addr + done, out + done, piece))
			return -1;
		for (i = 0; i < piece; i++)
			if (!out[done + i])
				return (long)(done + i);
		done += piece;
	}
	return (long)size;
}

void put_text(const struct tracee *t, unsigned long addr, unsigned int shown)
{
	static char text[PATH_SHOWN + 1];
	long length = peek_text(t, addr, text, shown + 1);

	if (length < 0) {
		put_address(addr);
		return;
	}
	put_quoted(text, min((unsigned long)length, shown));
	if (length > (long)shown)
		put("...");
}

void put_bytes(const struct tracee *t, unsigned long addr, unsigned long count)
{
	char bytes[SHOWN] = { 0 };
	unsigned long shown = min(count, SHOWN);

	if (!addr || (shown && !peek(t, addr, bytes, shown))) {
		put_address(addr);
		return;
	}
	put_quoted(bytes, shown);
	if (count > SHOWN)
		put("...");
}

void put_random(const struct tracee *t, unsigned long addr)
{
	char bytes[SHOWN];
	unsigned long shown = min((unsigned long)t->result, SHOWN);

	if (!peek(t, addr, bytes, shown)) {
		put_address(addr);
		return;
	}
	put_quoted_hex(bytes, shown);
	if (t->result > (long)SHOWN)
		put("...");
}

void put_argv(const struct tracee *t, unsigned long addr)
{
	unsigned long pointer = 0;
	unsigned int i;

	if (!peek(t, addr, &pointer, sizeof(pointer))) {
		put_address(addr);
		return;
	}
	put_char('[');
	for (i = 0; pointer; i++) {
		if (i)
			put(", ");
		if (i == SHOWN) {
			put("...");
			break;
		}
		put_text(t, pointer, SHOWN);
		if (!peek(t, addr + (i + 1) * sizeof(pointer), &pointer, sizeof(pointer))) {
			put(", ...");
			break;
		}
	}
	put_char(']');
}

void put_environment(const struct tracee *t, unsigned long addr)
{
	unsigned long pointer = 0;
	unsigned long count = 0;
	int whole;

	put_address(addr);
	if (!addr)
		return;
	while ((whole = peek(t, addr + count * sizeof(pointer), &pointer, sizeof(pointer))) && pointer)
		count++;
	if (!whole && !count)
		return;
	put(" /* ");
	put_unsigned(count);
	put(count == 1 ? " var" : " vars");
	put(whole ? " */" : ", unterminated */");
}

void put_vector(const struct tracee *t, unsigned long addr, unsigned long count)
{
	Iovec part;
	unsigned long i;

	if (!addr) {
		put("NULL");
		return;
	}
	put_char('[');
	for (i = 0; i < count; i++) {
		if (i)
			put(", ");
		if (i == SHOWN || !peek(t, addr + i * sizeof(part), &part, sizeof(part))) {
			put("...");
			break;
		}
		put("{iov_base=");
		put_bytes(t, (unsigned long)part.base, part.len);
		put(", iov_len=");
		put_unsigned(part.len);
		put_char('}');
	}
	put_char(']');
}

void put_utsname(const struct tracee *t, unsigned long addr)
{
	static Utsname name;

	if (!peek(t, addr, &name, sizeof(name))) {
		put_address(addr);
		return;
	}
	put("{sysname=");
	put_text(t, addr, SHOWN);
	put(", nodename=");
	put_text(t, addr + sizeof(name.sysname), SHOWN);
	put(", ...}");
}

/* ---- files */

/* put_mode writes permissions with three digits at least. */
void put_mode(unsigned long mode)
{
	if (!mode)
		put("00");
	else if (mode < 010)
		put_char('0');
	put_octal(mode);
}

void put_file_mode(unsigned int mode)
{
	static const struct name types[] = {
		{ LX_S_IFREG, "S_IFREG" }, { LX_S_IFDIR, "S_IFDIR" }, { LX_S_IFCHR, "S_IFCHR" },
		{ LX_S_IFBLK, "S_IFBLK" }, { LX_S_IFIFO, "S_IFIFO" }, { LX_S_IFLNK, "S_IFLNK" },
		{ LX_S_IFSOCK, "S_IFSOCK" }, { 0, LX_NULL },
	};
	const char *type = name_of(types, mode & LX_S_IFMT);

	if (type) {
		put(type);
		mode &= ~(unsigned int)LX_S_IFMT;
		put(mode & LX_S_ISUID ? "|S_ISUID" : "");
		put(mode & LX_S_ISGID ? "|S_ISGID" : "");
		put(mode & LX_S_ISVTX ? "|S_ISVTX" : "");
		mode &= 0777;
		put_char('|');
	}
	put_mode(mode);
}

void put_device(unsigned long dev)
{
	put("makedev(");
	put_hex(Major(dev));
	put(", ");
	put_hex(Minor(dev));
	put_char(')');
}

void put_stat(const struct tracee *t, unsigned long addr)
{
	Stat_t stat;

	if (!peek(t, addr, &stat, sizeof(stat))) {
		put_address(addr);
		return;
	}
	put("{st_mode=");
	put_file_mode(stat.mode);
	if (ModeIsChr(stat.mode) || ModeIsBlk(stat.mode)) {
		put(", st_rdev=");
		put_device(stat.rdev);
	} else {
		put(", st_size=");
		put_decimal(stat.size);
	}
	put(", ...}");
}

void put_pair(const struct tracee *t, unsigned long addr)
{
	int fds[2];

	if (!peek(t, addr, fds, sizeof(fds))) {
		put_address(addr);
		return;
	}
	put_char('[');
	put_decimal(fds[0]);
	put(", ");
	put_decimal(fds[1]);
	put_char(']');
}

void put_pollfds(const struct tracee *t, unsigned long addr, unsigned long count)
{
	PollFd poll;
	unsigned long i;

	if (!addr || !count) {
		put(addr ? "[]" : "NULL");
		return;
	}
	put_char('[');
	for (i = 0; i < count; i++) {
		if (i)
			put(", ");
		if (i == SHOWN || !peek(t, addr + i * sizeof(poll), &poll, sizeof(poll))) {
			put("...");
			break;
		}
		put("{fd=");
		put_decimal(poll.fd);
		if (poll.fd >= 0) {
			put(", events=");
			put_flags(poll_names, (unsigned short)poll.events, "POLL???");
		}
		put_char('}');
	}
	put_char(']');
}

/* put_poll_results writes those of count that something has happened to. */
void put_poll_results(const struct tracee *t, unsigned long addr, unsigned long count)
{
	const char *separator = "";
	PollFd poll;
	unsigned long i;

	put_char('[');
	for (i = 0; i < count && peek(t, addr + i * sizeof(poll), &poll, sizeof(poll)); i++) {
		if (!poll.revents)
			continue;
		put(separator);
		separator = ", ";
		put("{fd=");
		put_decimal(poll.fd);
		put(", revents=");
		put_flags(poll_names, (unsigned short)poll.revents, "POLL???");
		put_char('}');
	}
	put_char(']');
}

/* ---- times */

static void put_time(const char *fraction, long sec, long part)
{
	put("{tv_sec=");
	put_decimal(sec);
	put(fraction);
	put_decimal(part);
	put_char('}');
}

void put_timespec(const struct tracee *t, unsigned long addr)
{
	Timespec time;

	if (peek(t, addr, &time, sizeof(time)))
		put_time(", tv_nsec=", time.sec, time.nsec);
	else
		put_address(addr);
}

void put_timeval(const struct tracee *t, unsigned long addr)
{
	Timeval time;

	if (peek(t, addr, &time, sizeof(time)))
		put_time(", tv_usec=", time.sec, time.usec);
	else
		put_address(addr);
}

void put_timespecs(const struct tracee *t, unsigned long addr)
{
	Timespec times[2];
	int i;

	if (!peek(t, addr, times, sizeof(times))) {
		put_address(addr);
		return;
	}
	put_char('[');
	for (i = 0; i < 2; i++) {
		if (i)
			put(", ");
		if (times[i].nsec == LX_UTIME_NOW)
			put("UTIME_NOW");
		else if (times[i].nsec == LX_UTIME_OMIT)
			put("UTIME_OMIT");
		else
			put_time(", tv_nsec=", times[i].sec, times[i].nsec);
	}
	put_char(']');
}

void put_itimerval(const struct tracee *t, unsigned long addr)
{
	Itimerval timer;

	if (!peek(t, addr, &timer, sizeof(timer))) {
		put_address(addr);
		return;
	}
	put("{it_interval=");
	put_time(", tv_usec=", timer.interval.sec, timer.interval.usec);
	put(", it_value=");
	put_time(", tv_usec=", timer.value.sec, timer.value.usec);
	put_char('}');
}

/* ---- signals, waiting */

static void put_handler(unsigned long handler)
{
	if (handler == (unsigned long)LX_SIG_DFL)
		put("SIG_DFL");
	else if (handler == (unsigned long)LX_SIG_IGN)
		put("SIG_IGN");
	else
		put_hex(handler);
}

void put_sigaction(const struct tracee *t, unsigned long addr)
{
	Sigaction_t action;

	if (!peek(t, addr, &action, sizeof(action))) {
		put_address(addr);
		return;
	}
	put("{sa_handler=");
	put_handler((unsigned long)action.u.handler);
	put(", sa_mask=");
	put_sigset(action.mask.val);
	put(", sa_flags=");
	put_flags(sigaction_names, action.flags, "SA_???");
/* Only x86_64 has a use for the field. */
#ifdef LX_RESTORER
	if (action.flags & LX_SA_RESTORER) {
		put(", sa_restorer=");
		put_address((unsigned long)action.restorer);
	}
#endif
	put_char('}');
}

void put_set_at(const struct tracee *t, unsigned long addr)
{
	Sigset_t set;

	if (peek(t, addr, &set, sizeof(set)))
		put_sigset(set.val);
	else
		put_address(addr);
}

/* put_signal_frame shows the mask that a handler's return restores: the frame is where the stack pointer is. */
void put_signal_frame(const struct tracee *t)
{
/* Elsewhere than on x86_64 the siginfo comes first. */
#if defined(__x86_64__)
	unsigned long addr = t->sp;
#else
	unsigned long addr = t->sp + sizeof(Siginfo);
#endif

	put("{mask=");
	put_set_at(t, addr + __builtin_offsetof(Ucontext, sigmask));
	put_char('}');
}

void put_status_at(const struct tracee *t, unsigned long addr)
{
	WaitStatus ws;

	if (t->failed || t->result == 0 || !peek(t, addr, &ws, sizeof(ws))) {
		put_address(addr);
		return;
	}
	put_char('[');
	put_wait_status(ws);
	put_char(']');
}

void put_siginfo_at(const struct tracee *t, unsigned long addr)
{
	Siginfo info;

	if (!peek(t, addr, &info, sizeof(info)))
		put_address(addr);
	else if (info.signo)
		put_siginfo(&info);
	else
		put("{}");
}

void put_rusage(const struct tracee *t, unsigned long addr)
{
	Rusage usage;

	if (!peek(t, addr, &usage, sizeof(usage))) {
		put_address(addr);
		return;
	}
	put("{ru_utime=");
	put_time(", tv_usec=", usage.utime.sec, usage.utime.usec);
	put(", ru_stime=");
	put_time(", tv_usec=", usage.stime.sec, usage.stime.usec);
	put(", ...}");
}

static void put_limit(const char *infinity, unsigned long limit)
{
	if (limit == LX_RLIM_INFINITY) {
		put(infinity);
	} else if (limit > 1024 && limit % 1024 == 0) {
		put_unsigned(limit / 1024);
		put("*1024");
	} else {
		put_unsigned(limit);
	}
}

void put_rlimit(const struct tracee *t, unsigned long addr, const char *infinity)
{
	Rlimit limit;

	if (!peek(t, addr, &limit, sizeof(limit))) {
		put_address(addr);
		return;
	}
	put("{rlim_cur=");
	put_limit(infinity, limit.cur);
	put(", rlim_max=");
	put_limit(infinity, limit.max);
	put_char('}');
}

/* ---- clone */

void put_parent_tid(const struct tracee *t, unsigned long addr)
{
	int tid;

	put("parent_tid=");
	if (t->failed || !peek(t, addr, &tid, sizeof(tid))) {
		put_address(addr);
		return;
	}
	put_char('[');
	put_decimal(tid);
	put_char(']');
}

void put_clone3(const struct tracee *t, unsigned long addr, unsigned long size)
{
	CloneArgs args = { 0 };

	if (size < LX_CLONE_ARGS_SIZE_VER0 || !peek(t, addr, &args, min(size, sizeof(args)))) {
		put_address(addr);
		return;
	}
	put("{flags=");
	put_flags(clone_names, args.flags, "CLONE_???");
	if (args.flags & LX_CLONE_PIDFD) {
		put(", pidfd=");
		put_address(args.pidfd);
	}
	if (args.flags & (LX_CLONE_CHILD_SETTID | LX_CLONE_CHILD_CLEARTID)) {
		put(", child_tid=");
		put_address(args.child_tid);
	}
	if (args.flags & LX_CLONE_PARENT_SETTID) {
		put(", parent_tid=");
		put_address(args.parent_tid);
	}
	put(", exit_signal=");
	put_signal((int)args.exit_signal);
	put(", stack=");
	put_address(args.stack);
	put(", stack_size=");
	put_hex(args.stack_size);
	if (args.flags & LX_CLONE_SETTLS) {
		put(", tls=");
		put_address(args.tls);
	}
	if (args.flags & LX_CLONE_INTO_CGROUP) {
		put(", cgroup=");
		put_unsigned(args.cgroup);
	}
	put_char('}');
}

void put_clone3_rest(const struct tracee *t, unsigned long addr, unsigned long size)
{
	CloneArgs args = { 0 };

	if (t->failed || size < LX_CLONE_ARGS_SIZE_VER0 || !peek(t, addr, &args, min(size, sizeof(args))) ||
	    !(args.flags & LX_CLONE_PARENT_SETTID))
		return;
	put(" => {");
	put_parent_tid(t, args.parent_tid);
	put_char('}');
}
