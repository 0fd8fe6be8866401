/*
 * CloneCall3 (barecall/process.h).
 */
#include "clone3.h"

long CloneCall3(const CloneArgs *args, unsigned long size, int (*fn)(void *), void *arg)
{
	/* What this reads is in the first of CloneArgs's sizes. */
	if (size < LX_CLONE_ARGS_SIZE_VER0)
		return -LX_EINVAL;
	if ((args->flags & (LX_CLONE_VM | LX_CLONE_VFORK)) == LX_CLONE_VM && args->stack == 0)
		return -LX_EINVAL;
	return lx_clone3_call(args, size, fn, arg);
}
