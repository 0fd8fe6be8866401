/* groups: datagrams to all who are in a multicast group, on the loopback interface alone. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	const unsigned char loopback[4] = { 127, 0, 0, 1 };
	unsigned char seen[4] = { 0 };
	int a = Socket(LX_AF_INET, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0), b = Socket(LX_AF_INET, LX_SOCK_DGRAM, 0), n;
	IPMreq group = { Htonl(0xefff0101), Htonl(0x7f000001) }; /* 239.255.1.1, and an interface by its address */
	IPMreqn by_number = { Htonl(0xefff0102), 0, 1 }; /* or by its number: 1 is lo */
	Sockaddr to = { 0 };
	Timeval second = { 1, 0 };
	char text[8];
	long size;

	n = SetsockoptIPMreq(a, LX_SOL_IP, LX_IP_ADD_MEMBERSHIP, &group);
	to.family = LX_AF_INET; /* 0.0.0.0, and a port that the kernel chooses */
	if (n == 0)
		n = BindSockaddr(a, &to);
	if (n == 0)
		n = SetsockoptIPMreqn(a, LX_SOL_IP, LX_IP_ADD_MEMBERSHIP, &by_number);
	if (n < 0) { /* qemu-user may take the numbers the wrong way round */
		Print(1, "no multicast here: %pe\n", ErrPtr(n));
		return 77;
	}
	Print(1, "again: %pe\n", ErrPtr(SetsockoptIPMreq(a, LX_SOL_IP, LX_IP_ADD_MEMBERSHIP, &group)));

	n = SetsockoptInet4Addr(b, LX_SOL_IP, LX_IP_MULTICAST_IF, loopback);
	if (n == 0)
		n = GetsockoptInet4Addr(b, LX_SOL_IP, LX_IP_MULTICAST_IF, seen);
	Print(1, "interface: %d\n", n < 0 || seen[0] == 127);
	Print(1, "ttl: %pe\n", ErrPtr(SetsockoptByte(b, LX_SOL_IP, LX_IP_MULTICAST_TTL, 0))); /* not beyond this machine */
	GetsocknameSockaddr(a, &to);
	ParseInet4(TextOf("239.255.1.1"), to.u.inet4.addr);
	SetsockoptTimeval(a, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &second);
	size = SendtoSockaddr(b, "all", 3, 0, &to);
	if (size > 0)
		size = Recvfrom(a, text, sizeof(text), 0, LX_NULL, LX_NULL);
	if (size < 0) {
		Print(1, "nothing comes through here: %pe\n", ErrPtr(size));
		return 77;
	}
	Print(1, "received: %.*s\n", (int)size, text);
	Print(1, "left: %pe\n", ErrPtr(SetsockoptIPMreq(a, LX_SOL_IP, LX_IP_DROP_MEMBERSHIP, &group)));
	return 0;
}

/*
 * Output:
 * again: EADDRINUSE
 * interface: 1
 * ttl: 0
 * received: all
 * left: 0
 */
