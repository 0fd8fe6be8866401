/*
 * The auxiliary vector (barecall/auxv.h): as it lies above the environment on the stack of a new program, and as the
 * kernel tells it later, in whole or in part.
 */
#include "kernel.h"
#include "../../src/linux/auxv.c"
#include "../../src/linux/start.c"
#include "../../src/linux/program.c"

void lx_start_canary(const unsigned long *stack)
{
	(void)stack;
}

static Input vector; /* what the kernel has */
static int knows_prctl, opens, is_open;
static long claims; /* how long it says that the vector is, or 0: the truth */

static long kernel(long nr, const long *a)
{
	unsigned long size;
	long length = claims ? claims : (long)vector.left;

	switch (nr) {
	case LX_SYS_prctl:
		CHECK(a[0] == LX_PR_GET_AUXV && a[3] == 0 && a[4] == 0);
		size = (unsigned long)a[2];
		if (!knows_prctl)
			return -LX_EINVAL;
		take(&vector, (void *)a[1], size < vector.left ? size : vector.left);
		return length;
	case LX_SYS_openat:
		CHECK(!strcmp((const char *)a[1], "/proc/self/auxv"));
		is_open += opens;
		return opens ? 7 : -LX_ENOENT;
	case LX_SYS_read:
		CHECK(a[0] == 7);
		size = (unsigned long)a[2];
		if (size > vector.left)
			size = vector.left;
		take(&vector, (void *)a[1], size);
		return claims < 0 ? claims : (long)size;
	default:
		CHECK(nr == LX_SYS_close && a[0] == 7);
		is_open--;
		return 0;
	}
}

/* expected is the first entry of a type, below limit bytes and before the vector's end. */
static unsigned long expected(Input in, unsigned long limit, unsigned long type)
{
	if (in.left > limit)
		in.left = limit;
	while (in.left >= 16) {
		unsigned long key = take_word(&in), value = take_word(&in);

		if (!key)
			break;
		if (key == type)
			return value;
	}
	return 0;
}

/* on_stack lays argc, argv, envp and the vector out as the kernel does, and looks from there. */
static void on_stack(Input *in)
{
	unsigned long argc = take_byte(in) % 8, envc = take_byte(in) % 8, type = take_byte(in), pairs, i, n = 0;
	unsigned long values[TYPES] = { 0 }, *stack;
	const Pair *auxv;
	Input copy;

	pairs = in->left / 16;
	stack = malloc((argc + envc + 3 + 2 * pairs + 2) * sizeof(*stack));
	CHECK(stack);
	stack[n++] = argc;
	for (i = 0; i < argc; i++)
		stack[n++] = 0x1000 + i;
	stack[n++] = 0;
	for (i = 0; i < envc; i++)
		stack[n++] = 0x2000 + i;
	stack[n++] = 0;
	copy = *in;
	take(&copy, stack + n, pairs * 16);
	stack[n + 2 * pairs] = 0;
	stack[n + 2 * pairs + 1] = 0;
	CHECK((auxv = lx_auxv(stack)) == (const Pair *)(stack + n));
	lx_start_auxv(stack);
	in->left = pairs * 16;
	CHECK(Getauxval(type) == expected(*in, ~0UL, type));
	CHECK(Getpagesize() == (int)expected(*in, ~0UL, LX_AT_PAGESZ));
	initial_stack = 0;
	CHECK(type == 0 || lx_auxv_value(stack, type) == expected(*in, ~0UL, type));
	/* _start reads its dynamic section so: where a type comes twice, which no linker writes, the last counts. */
	by_type(values, auxv);
	for (i = 1; i < TYPES; i++) {
		unsigned long last = 0;
		const Pair *pair;

		for (pair = auxv; pair->type; pair++)
			if (pair->type == i)
				last = pair->value;
		CHECK(values[i] == last);
	}
	free(stack);
}

/* from_kernel asks for it, of a kernel with and without the call. */
static void from_kernel(Input *in)
{
	unsigned int what = take_byte(in);
	unsigned long type = take_byte(in), value, limit = 64 * 16, known;

	knows_prctl = what & 1;
	opens = what >> 1 & 1;
	claims = what & 4 ? -LX_EIO : what & 8 ? (long)(take_byte(in) * 16) : 0;
	vector = *in;
	value = Getauxval(type);
	CHECK(!is_open && !initial_stack);
	known = claims > 0 && knows_prctl && (unsigned long)claims < in->left ? (unsigned long)claims : in->left;
	if ((!knows_prctl && !opens) || claims < 0)
		CHECK(value == 0);
	else if (claims <= (long)in->left || !knows_prctl)
		CHECK(value == expected(*in, known < limit ? known : limit, type));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };

	if (take_byte(&in) & 1)
		on_stack(&in);
	else
		from_kernel(&in);
	return 0;
}
