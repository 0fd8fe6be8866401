/*
 * Which member of a Siginfo holds (barecall/signal.h): any signal number and code, against the kernel's rules, which
 * siginfo_layout() of kernel/signal.c keeps in a table.
 */
#include "fuzz.h"
#include "../../src/linux/siginfo.c"

/* by_table has a row for each signal that has codes of its own: how many, and what they mean. */
static int by_table(int signo, int code)
{
	static const struct {
		int signo, codes, layout;
	} rows[] = {
		{ LX_SIGILL, 11, LX_SIL_FAULT }, { LX_SIGFPE, 15, LX_SIL_FAULT }, { LX_SIGSEGV, 10, LX_SIL_FAULT },
		{ LX_SIGBUS, 5, LX_SIL_FAULT }, { LX_SIGTRAP, 6, LX_SIL_FAULT }, { LX_SIGCHLD, 6, LX_SIL_CHLD },
		{ LX_SIGPOLL, 6, LX_SIL_POLL }, { LX_SIGSYS, 2, LX_SIL_SYS },
	};
	unsigned int i;

	if (code > 0 && code < LX_SI_KERNEL) {
		for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
			if (rows[i].signo != signo)
				continue;
			if (code > rows[i].codes)
				return -1; /* the kernel has no such code */
			if (signo == LX_SIGSEGV && code == 3)
				return LX_SIL_FAULT_BNDERR;
			if (signo == LX_SIGSEGV && code == 4)
				return LX_SIL_FAULT_PKUERR;
			if (signo == LX_SIGBUS && (code == 4 || code == 5))
				return LX_SIL_FAULT_MCEERR;
			if (signo == LX_SIGTRAP && code == 6)
				return LX_SIL_FAULT_PERF_EVENT;
			return rows[i].layout;
		}
		return code <= 6 ? LX_SIL_POLL : -1;
	}
	if (code >= 0)
		return LX_SIL_KILL;
	return code == -2 ? LX_SIL_TIMER : code == -5 ? LX_SIL_POLL : LX_SIL_RT;
}

static volatile unsigned long sum;

/* read_member reads what the layout says that holds. */
static void read_member(const Siginfo *info)
{
	switch (SiginfoLayout(info->signo, info->code)) {
	case LX_SIL_KILL:
		sum += (unsigned long)info->u.kill.pid + info->u.kill.uid;
		break;
	case LX_SIL_TIMER:
		sum += (unsigned long)info->u.timer.tid + (unsigned long)info->u.timer.overrun +
		       (unsigned long)info->u.timer.value.ptr;
		break;
	case LX_SIL_POLL:
		sum += (unsigned long)info->u.poll.band + (unsigned long)info->u.poll.fd;
		break;
	case LX_SIL_FAULT:
		sum += (unsigned long)info->u.fault.addr;
		break;
	case LX_SIL_FAULT_MCEERR:
		sum += (unsigned long)info->u.fault.addr + (unsigned long)info->u.fault.lsb;
		break;
	case LX_SIL_FAULT_BNDERR:
		sum += (unsigned long)info->u.fault.lower + (unsigned long)info->u.fault.upper;
		break;
	case LX_SIL_FAULT_PKUERR:
		sum += info->u.pkey.pkey;
		break;
	case LX_SIL_FAULT_PERF_EVENT:
		sum += info->u.perf.data + info->u.perf.type + info->u.perf.flags;
		break;
	case LX_SIL_CHLD:
		sum += (unsigned long)info->u.chld.status + (unsigned long)info->u.chld.stime;
		break;
	case LX_SIL_RT:
		sum += (unsigned long)info->u.rt.pid + (unsigned long)info->u.rt.value.ptr;
		break;
	default:
		CHECK(SiginfoLayout(info->signo, info->code) == LX_SIL_SYS);
		sum += (unsigned long)info->u.sys.nr + info->u.sys.arch;
		break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Siginfo *info = malloc(sizeof(*info));
	int pair[2], layout, expected;
	Input in = { data, size };

	CHECK(info);
	take(&in, info, sizeof(*info));
	read_member(info);
	free(info);
	for (; size >= sizeof(pair); data++, size--) {
		memcpy(pair, data, sizeof(pair));
		if (data[2] & 1) { /* small numbers mostly */
			pair[0] &= 63;
			pair[1] = (signed char)data[4] % 16;
		}
		layout = SiginfoLayout(pair[0], pair[1]);
		expected = by_table(pair[0], pair[1]);
		CHECK(layout >= LX_SIL_KILL && layout <= LX_SIL_SYS && (expected < 0 || layout == expected));
	}
	return 0;
}
