/* overflow: a handler with a stack of its own hears of a stack that is used up, and where. */
#include <barecall.h>
#include <barecall/text.h>

static _Alignas(16) char own[65536];
static char *volatile fault; /* set before the access that faults, not after it */

static void handle(int sig, Siginfo *info, void *context)
{
	char here;

	(void)context;
	Print(1, "%s where it was to be: %d, on a stack of its own: %d\n", SignalName(sig), info->u.fault.addr == fault,
	      &here > own && &here < own + sizeof(own));
	Exit(0); /* to go on there would fault again */
}

int main(void)
{
	Sigaction_t act = { 0 }, old;
	Stack_t stack = { own, 0, sizeof(own) }, now;

	Print(1, "sigaltstack: %pe\n", ErrPtr(Sigaltstack(&stack, LX_NULL)));
	Sigaltstack(LX_NULL, &now);
	Print(1, "it is there: %d\n", now.sp == own);
	act.u.action = handle;
	act.flags = LX_SA_SIGINFO | LX_SA_ONSTACK;
	Print(1, "sigaction: %pe\n", ErrPtr(Sigaction(LX_SIGSEGV, &act, LX_NULL)));
	Sigaction(LX_SIGSEGV, LX_NULL, &old);
	Print(1, "it is set: %d\n", (old.flags & LX_SA_ONSTACK) != 0);
	Print(1, "SIGKILL: %pe\n", ErrPtr(Sigaction(LX_SIGKILL, &act, LX_NULL)));

	/* Memory that may not be written stands here for the page below a stack. */
	fault = Mmap(LX_NULL, 4096, LX_PROT_NONE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	*(volatile char *)fault = 1;
	return 1;
}

/*
 * Output:
 * sigaltstack: 0
 * it is there: 1
 * sigaction: 0
 * it is set: 1
 * SIGKILL: EINVAL
 * SIGSEGV where it was to be: 1, on a stack of its own: 1
 */
