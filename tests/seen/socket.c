/* A message with a control message over a pair of sockets; an option; an address. */
#include <barecall.h>

int main(void)
{
	int pair[2], value;
	unsigned int size = sizeof(value), length;
	char text[16], control[64];
	RawSockaddrAny address;
	Iovec part;
	Msghdr message;
	const int one = 1;

	if (Socketpair(LX_AF_UNIX, LX_SOCK_STREAM, 0, pair) != 0)
		return 1;
	if (Setsockopt(pair[1], LX_SOL_SOCKET, LX_SO_PASSCRED, &one, sizeof(one)) != 0)
		return 2;
	if (Getsockopt(pair[0], LX_SOL_SOCKET, LX_SO_TYPE, &value, &size) != 0 || size != 4 || value != LX_SOCK_STREAM)
		return 3;
	if (Write(pair[0], "hello", 5) != 5)
		return 4;
	part.base = text;
	part.len = sizeof(text);
	message.name = LX_NULL;
	message.namelen = 0;
	message.iov = &part;
	message.iovlen = 1;
	message.control = control;
	message.controllen = sizeof(control);
	message.flags = 0;
	if (Recvmsg(pair[1], &message, 0) != 5 || text[0] != 'h' || text[4] != 'o' || message.flags & LX_MSG_CTRUNC)
		return 5;
	if (message.controllen < 28 || ((const Cmsghdr *)(const void *)control)->type != LX_SCM_CREDENTIALS)
		return 6;
	length = sizeof(address);
	if (Getsockname(pair[0], &address, &length) != 0 || length < 2 || address.family != LX_AF_UNIX)
		return 7;
	return 0;
}
