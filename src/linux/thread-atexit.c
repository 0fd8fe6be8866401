/*
 * ThreadAtExit.
 */
#include "thread-parts.h"

#include <barecall/errno.h>

static void run_exit_calls(Thread *t)
{
	ThreadExitCall *call;

	while ((call = __atomic_load_n(&t->exit_calls, __ATOMIC_RELAXED)) != LX_NULL)
		/* A handler may come in between, and add its own. */
		if (__atomic_compare_exchange_n(&t->exit_calls, &call, call->next, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
			call->function(call->argument);
}

int ThreadAtExit(ThreadExitCall *call, void (*function)(void *argument), void *argument)
{
	Thread *t = lx_thread_own.self;

	if (t == LX_NULL)
		return -LX_ESRCH;
	t->call_exit_calls = run_exit_calls;
	call->function = function;
	call->argument = argument;
	call->next = t->exit_calls;
	/* A handler may come in between, and add its own. */
	while (!__atomic_compare_exchange_n(&t->exit_calls, &call->next, call, 0, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
		;
	return 0;
}
