/* bytes of an address: 128; loops: 130 */
#include "prove.h"
#include "prove-trap.h"
#include "../../src/linux/sockaddr.c"

long kernel(long nr, long a, long b, long c, long d, long e, long f)
{
	HOLDS(!"no address is read by a call");
	return nr + a + b + c + d + e + f;
}

/* Of an address's bytes nothing behind them is read; what is read of them is of the family that they say, or nothing. */
int main(void)
{
	unsigned int len = (unsigned int)up_to(BOUND);
	RawSockaddrAny *raw = any_bytes(len);
	int protocol = nondet_int(), result;
	unsigned short family = 0;
	Sockaddr sa;

	if (len >= sizeof(family))
		family = *(const unsigned short *)(const void *)raw;
	result = AnyToSockaddrProtocol(raw, len, protocol, &sa);
	HOLDS(result == 0 || result == -LX_EINVAL || result == -LX_EAFNOSUPPORT);
	HOLDS(sa.family == (result == 0 ? family : LX_AF_UNSPEC));
	HOLDS(len >= sizeof(family) || result == (len == 0 ? 0 : -LX_EINVAL));
	if (result == 0 && family == LX_AF_UNIX)
		HOLDS(sa.u.un.len <= 108 && sa.u.un.len <= len - sizeof(family));
	return 0;
}
