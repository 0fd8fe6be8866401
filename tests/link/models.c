/* Thread-local variables of every model of access, of this file and of another. Returns 42. */
#include "check.h"

#define MODEL(name) __attribute__((__tls_model__(name)))

_Thread_local int exported = 1;
static _Thread_local int own = 2, own_too = 3;
static _Thread_local long zero[5];
MODEL("global-dynamic") _Thread_local int global_dynamic = 4;
MODEL("local-dynamic") static _Thread_local int local_dynamic = 5, local_dynamic_too = 6;
MODEL("initial-exec") _Thread_local int initial_exec = 7;
extern _Thread_local int others;
extern MODEL("initial-exec") _Thread_local int others_initial_exec;
extern __attribute__((__visibility__("hidden"))) _Thread_local int others_hidden;
static _Thread_local _Alignas(64) char aligned[3] = "ab";
static _Thread_local const char *pointer = "text";

/* Reads through a pointer of which the compiler knows nothing. */
static int at(volatile int *p)
{
	__asm__("" : "+r"(p));
	return *p;
}

int main(void)
{
	CHECK(at(&exported) == 1 && at(&own) == 2 && at(&own_too) == 3 && zero[4] == 0);
	CHECK(at(&global_dynamic) == 4 && at(&local_dynamic) == 5 && at(&local_dynamic_too) == 6);
	CHECK(at(&initial_exec) == 7 && at(&others) == 8 && at(&others_initial_exec) == 9 && at(&others_hidden) == 10);
	CHECK(IS_ALIGNED(aligned, 64) && aligned[1] == 'b' && same(pointer, "text"));
	exported = global_dynamic = local_dynamic = initial_exec = others = others_hidden = 70;
	CHECK(at(&own) == 2 && at(&local_dynamic_too) == 6 && at(&others_initial_exec) == 9);
	CHECK(at(&global_dynamic) == 70 && at(&local_dynamic) == 70 && at(&others_hidden) == 70);
	return 42;
}
