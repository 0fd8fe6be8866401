/*
 * The names of signals. Their numbers are equal on the three architectures.
 */
#include <barecall/errno.h>
#include "packed.h"

/* S(number, name), the first name of a number first; R(n) is SIGRTMIN+n, as the kernel counts from its SIGRTMIN, 32. */
#define SIGNALS                                                                                                   \
	S(1, SIGHUP) S(2, SIGINT) S(3, SIGQUIT) S(4, SIGILL) S(5, SIGTRAP) S(6, SIGABRT) S(7, SIGBUS) S(8, SIGFPE) \
	S(9, SIGKILL) S(10, SIGUSR1) S(11, SIGSEGV) S(12, SIGUSR2) S(13, SIGPIPE) S(14, SIGALRM) S(15, SIGTERM)   \
	S(16, SIGSTKFLT) S(17, SIGCHLD) S(18, SIGCONT) S(19, SIGSTOP) S(20, SIGTSTP) S(21, SIGTTIN) S(22, SIGTTOU) \
	S(23, SIGURG) S(24, SIGXCPU) S(25, SIGXFSZ) S(26, SIGVTALRM) S(27, SIGPROF) S(28, SIGWINCH) S(29, SIGIO)  \
	S(30, SIGPWR) S(31, SIGSYS) S(32, SIGRTMIN) S(64, SIGRTMAX)                                               \
	R(1) R(2) R(3) R(4) R(5) R(6) R(7) R(8) R(9) R(10) R(11) R(12) R(13) R(14) R(15) R(16) R(17) R(18) R(19)  \
	R(20) R(21) R(22) R(23) R(24) R(25) R(26) R(27) R(28) R(29) R(30) R(31) R(32)                             \
	S(6, SIGIOT) S(17, SIGCLD) S(29, SIGPOLL) S(31, SIGUNUSED)

static const struct {
#define S(number, name) PACKED_MEMBER(name, #name)
#define R(n) PACKED_MEMBER(rt##n, "SIGRTMIN+" #n)
	SIGNALS
#undef S
#undef R
} names = {
#define S(number, name) number, #name,
#define R(n) 32 + n, "SIGRTMIN+" #n,
	SIGNALS
};

const char *SignalName(int sig)
{
	return sig > 0 && sig <= 64 ? packed_text(&names, sizeof(names), (unsigned int)sig) : LX_NULL;
}

int SignalByName(const char *name)
{
	static const char rtmax[] = "RTMAX-";
	const char *r = rtmax;
	int sig, n;

	if (name[0] == 'S' && name[1] == 'I' && name[2] == 'G')
		name += 3;
	sig = packed_key(&names, sizeof(names), 3, name);
	if (sig)
		return sig;
	while (*r && *name == *r) {
		name++;
		r++;
	}
	if (*r || *name < '1' || *name > '9')
		return -LX_EINVAL;
	n = *name++ - '0';
	if (*name >= '0' && *name <= '9')
		n = n * 10 + (*name++ - '0');
	return *name || n > 32 ? -LX_EINVAL : 64 - n;
}
