/* udp: datagrams, several by one call, and to which address each came. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	int a = Socket(LX_AF_INET, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0), b = Socket(LX_AF_INET, LX_SOCK_DGRAM, 0), i, n;
	RawSockaddrInet4 raw = { LX_AF_INET, 0, Htonl(0x7f000001), { 0 } };
	unsigned int length = sizeof(raw);
	char room[2][8];
	_Alignas(Cmsghdr) char control[64];
	Iovec iov[2] = { { (char[]){ "one" }, 3 }, { (char[]){ "second" }, 6 } };
	Mmsghdr msgs[2] = { 0 };
	Inet4Pktinfo info;
	Cmsghdr *cmsg;

	n = Bind(a, &raw, sizeof(raw));
	Getsockname(a, &raw, &length); /* with the port that the kernel chose */
	if (n == 0)
		n = Connect(b, &raw, sizeof(raw)); /* where it sends, and from where alone it receives */
	if (n < 0) {
		Print(1, "no IPv4 here: %pe\n", ErrPtr(n));
		return 77;
	}
	SetsockoptInt(a, LX_SOL_IP, LX_IP_PKTINFO, 1);
	for (i = 0; i < 2; i++) {
		msgs[i].hdr.iov = &iov[i];
		msgs[i].hdr.iovlen = 1;
	}
	Print(1, "sent: %d\n", Sendmmsg(b, msgs, 2, 0));
	for (i = 0; i < 2; i++) {
		iov[i].base = room[i];
		iov[i].len = 4; /* too small for the second */
	}
	msgs[0].hdr.control = control;
	msgs[0].hdr.controllen = sizeof(control);
	Print(1, "received: %d\n", Recvmmsg(a, msgs, 2, 0, LX_NULL));
	for (i = 0; i < 2; i++)
		Print(1, "\"%.*s\", cut: %d\n", (int)msgs[i].len, room[i], (msgs[i].hdr.flags & LX_MSG_TRUNC) != 0);
	for (cmsg = CmsgFirst(&msgs[0].hdr); cmsg; cmsg = CmsgNext(&msgs[0].hdr, cmsg))
		if (ParsePktInfo4(cmsg, &info) == 0)
			Print(1, "to 127.0.0.1: %d\n", info.addr == raw.addr);
	Print(1, "peer: %pe\n", ErrPtr(Getpeername(a, &raw, &length)));
	return 0;
}

/*
 * Output:
 * sent: 2
 * received: 2
 * "one", cut: 0
 * "seco", cut: 1
 * to 127.0.0.1: 1
 * peer: ENOTCONN
 */
