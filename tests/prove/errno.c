/* bits of a result: 64; loops: 1 */
#include "prove.h"
#include <barecall/errno.h>

int main(void)
{
	long result = (long)nondet_long();
	int is_error = result < 0 && result >= -4095;

	HOLDS(IsErr(result) == is_error);
	HOLDS(IsErrPtr((const void *)result) == is_error);
	HOLDS(!ErrnoTimeout(result) || is_error);
	HOLDS(!ErrnoTemporary(result) || is_error);
	HOLDS(!ErrnoTimeout(result) || ErrnoTemporary(result));
	HOLDS(ErrnoTemporary(-LX_EINTR) && ErrnoTimeout(-LX_EAGAIN) && !ErrnoTimeout(-LX_ENOENT));
	return 0;
}
