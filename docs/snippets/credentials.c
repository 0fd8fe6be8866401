/* credentials: over a Unix socket with a name, who is at the other end, as the kernel knows it. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	int listener = Socket(LX_AF_UNIX, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0), client, server, i;
	_Alignas(Cmsghdr) char control[128];
	unsigned long used = sizeof(control);
	Iovec iov = { (char[1]){ 0 }, 1 };
	Msghdr msg = { 0 };
	Cmsghdr *cmsg;
	Sockaddr sa, from;
	Ucred ucred = { 0 }, got = { 0 };

	SockaddrSetUnix(&sa, "credentials.sock");
	Print(1, "bind: %pe, ", ErrPtr(BindSockaddr(listener, &sa)));
	Print(1, "listen: %pe\n", ErrPtr(Listen(listener, 1)));
	client = Socket(LX_AF_UNIX, LX_SOCK_STREAM | LX_SOCK_CLOEXEC, 0);
	Print(1, "connect: %pe\n", ErrPtr(ConnectSockaddr(client, &sa)));
	server = AcceptSockaddr(listener, &from);
	Print(1, "it has no name: %d\n", from.family == LX_AF_UNIX && from.u.un.len == 0);

	/* As they were when it connected. */
	Print(1, "peer: %pe, ", ErrPtr(GetsockoptUcred(server, LX_SOL_SOCKET, LX_SO_PEERCRED, &ucred)));
	Print(1, "%d %d\n", ucred.pid == Getpid(), ucred.uid == Geteuid());
	/* With a message: what it says of itself, which the kernel checks. */
	SetsockoptInt(server, LX_SOL_SOCKET, LX_SO_PASSCRED, 1);
	msg.control = control;
	UnixCredentials(&msg, sizeof(control), &ucred);
	Print(1, "sent: %ld\n", SendmsgN(client, "x", 1, control, msg.controllen, LX_NULL, LX_MSG_NOSIGNAL));
	Print(1, "received: %ld\n", RecvmsgBuffers(server, &iov, 1, control, &used, 0, LX_NULL, LX_NULL));
	msg.controllen = used;
	for (cmsg = CmsgFirst(&msg); cmsg; cmsg = CmsgNext(&msg, cmsg))
		if (ParseUnixCredentials(cmsg, &got) == 0)
			Print(1, "%d %d\n", got.pid == Getpid(), got.gid == Getegid());
	for (i = 3; i <= server; i++)
		Close(i);
	return Unlink("credentials.sock") < 0;
}

/*
 * Output:
 * bind: 0, listen: 0
 * connect: 0
 * it has no name: 1
 * peer: 0, 1 1
 * sent: 1
 * received: 1
 * 1 1
 */
