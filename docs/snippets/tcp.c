/* tcp: a listener, a client and what each is told of the other, with addresses as a program thinks of them. */
#include <barecall.h>
#include <barecall/text.h>

static const char *dotted(const Sockaddr *sa)
{
	static char text[16];

	FormatInet4(text, sizeof(text), sa->u.inet4.addr);
	return text;
}

int main(void)
{
	int listener = Socket(LX_AF_INET, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0), client, server, n;
	Sockaddr here = { 0 }, peer, mine;
	char text[16];

	here.family = LX_AF_INET;
	ParseInet4(TextOf("127.0.0.1"), here.u.inet4.addr); /* port 0: the kernel chooses one */
	SetsockoptInt(listener, LX_SOL_SOCKET, LX_SO_REUSEADDR, 1);
	n = BindSockaddr(listener, &here);
	if (n == 0)
		n = Listen(listener, 16);
	GetsocknameSockaddr(listener, &here); /* with the port */
	client = Socket(LX_AF_INET, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0);
	if (n == 0)
		n = ConnectSockaddr(client, &here);
	if (n < 0) {
		Print(1, "no IPv4 here: %pe\n", ErrPtr(n));
		return 77;
	}
	server = Accept4Sockaddr(listener, &peer, LX_SOCK_CLOEXEC);
	GetsocknameSockaddr(client, &mine);
	Print(1, "from %s, from that port: %d\n", dotted(&peer), peer.u.inet4.port == mine.u.inet4.port);
	GetpeernameSockaddr(client, &peer);
	Print(1, "to %s, to that port: %d\n", dotted(&peer), peer.u.inet4.port == here.u.inet4.port);

	Print(1, "sent: %ld\n", Sendto(client, "hello", 5, LX_MSG_NOSIGNAL, LX_NULL, 0));
	Print(1, "no more of this: %pe\n", ErrPtr(Shutdown(client, LX_SHUT_WR)));
	n = (int)Recvfrom(server, text, sizeof(text), LX_MSG_WAITALL, LX_NULL, LX_NULL); /* until the end, or full */
	Print(1, "received: %.*s\n", n > 0 ? n : 0, text);
	Print(1, "then: %ld\n", Recvfrom(server, text, sizeof(text), 0, LX_NULL, LX_NULL));
	return 0;
}

/*
 * Output:
 * from 127.0.0.1, from that port: 1
 * to 127.0.0.1, to that port: 1
 * sent: 5
 * no more of this: 0
 * received: hello
 * then: 0
 */
