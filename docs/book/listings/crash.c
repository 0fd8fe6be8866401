/* crash: a handler on a stack of its own tells where memory was touched that is not there, and lets the signal end it. */
#include <barecall.h>
#include <barecall/text.h>

static char stack[16384];

static void fault(int sig, Siginfo *info, void *context)
{
	(void)context;
	Print(2, "%s at %p, code %d\n", SignalName(sig), info->u.fault.addr, info->code);
	/* LX_SA_RESETHAND has put the default back: the instruction runs again, and the process ends by it. */
}

static const volatile char *volatile nowhere = (const volatile char *)0x10;

int main(void)
{
	Stack_t other = { 0 };
	Sigaction_t act = { 0 };

	other.sp = stack;
	other.size = sizeof(stack);
	Sigaltstack(&other, LX_NULL);
	act.u.action = fault;
	act.flags = LX_SA_SIGINFO | LX_SA_ONSTACK | LX_SA_RESETHAND;
	Sigaction(LX_SIGSEGV, &act, LX_NULL);
	return *nowhere;
}
