/*
 * Packet filters of sockets (barecall/lsf.h): instructions, and names of interfaces of any length.
 */
#include "kernel.h"
#include "../../src/linux/lsf.c"

static struct {
	Input answers;
	int open;
	int requests;
	const char *name;
	unsigned short flags;
	int promisc;
} k;

static long kernel(long nr, const long *a)
{
	Ifreq *request;
	const RawSockaddrLinklayer *bound;
	unsigned int answer = take_byte(&k.answers);

	if (nr == LX_SYS_close) {
		CHECK(a[0] == 5 && k.open == 1);
		k.open--;
		return 0;
	}
	if (answer & 1)
		return -LX_EPERM;
	switch (nr) {
	case LX_SYS_socket:
		k.open++;
		return 5;
	case LX_SYS_bind:
		bound = (const RawSockaddrLinklayer *)a[1];
		CHECK(a[2] == sizeof(*bound) && bound->family == LX_AF_PACKET && bound->halen == 0);
		return 0;
	default:
		CHECK(nr == LX_SYS_ioctl && a[0] == 5);
		request = (Ifreq *)a[2];
		CHECK(strlen(request->name) == strlen(k.name) && !strcmp(request->name, k.name));
		k.requests++;
		if (a[1] == LX_SIOCGIFFLAGS) {
			request->u.flags = k.flags;
			return 0;
		}
		CHECK(a[1] == LX_SIOCSIFFLAGS && k.requests == 2);
		CHECK(request->u.flags == (k.promisc ? k.flags | LX_IFF_PROMISC : k.flags & ~LX_IFF_PROMISC));
		return 0;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	unsigned long first = take_word(&in);
	SockFilter filter;
	char *name;
	int result;

	memset(&k, 0, sizeof(k));
	take(&in, &filter, sizeof(filter));
	k.answers = in;
	result = LsfSocket((int)first, filter.code);
	CHECK(result == 5 || result == -LX_EPERM);
	CHECK(k.open == (result == 5));
	k.open = 0;
	in.at += in.left < 4 ? in.left : 4;
	in.left -= in.left < 4 ? in.left : 4;
	k.name = name = exact_string(in.at, in.left);
	k.flags = (unsigned short)first;
	k.promisc = filter.jt & 1;
	result = SetLsfPromisc(name, k.promisc);
	CHECK(k.open == 0);
	if (strlen(name) > 15)
		CHECK(result == -LX_EINVAL && !k.requests);
	else
		CHECK(result == -LX_EPERM || (result == 0 && k.requests == 2));
	free(name);
	CHECK(LsfStmt(filter.code, filter.k).k == filter.k && LsfStmt(filter.code, filter.k).code == filter.code);
	CHECK(!LsfStmt(filter.code, filter.k).jt && !LsfStmt(filter.code, filter.k).jf);
	CHECK(LsfJump(filter.code, filter.k, filter.jt, filter.jf).jt == filter.jt);
	CHECK(LsfJump(filter.code, filter.k, filter.jt, filter.jf).jf == filter.jf);
	return 0;
}
