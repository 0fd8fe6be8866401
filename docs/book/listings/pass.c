/* pass: an open file goes to another process over a Unix socket, with the number that is free there. */
#include <barecall.h>
#include <barecall/text.h>

/* send_fd sends fd with one byte, as nothing at all takes no descriptor along. Returns what Sendmsg does. */
static long send_fd(int to, int fd)
{
	_Alignas(Cmsghdr) char room[64];
	char byte = 'f';
	Iovec iov = { &byte, 1 };
	Msghdr msg = { 0 };

	msg.iov = &iov;
	msg.iovlen = 1;
	msg.control = room;
	if (UnixRights(&msg, sizeof(room), &fd, 1) < 0)
		return -LX_ENOBUFS;
	return Sendmsg(to, &msg, LX_MSG_NOSIGNAL);
}

/* receive_fd returns the descriptor, or an error. */
static int receive_fd(int from)
{
	_Alignas(Cmsghdr) char room[64];
	char byte;
	Iovec iov = { &byte, 1 };
	Msghdr msg = { 0 };
	const int *fds;
	Cmsghdr *cmsg;
	long n;

	msg.iov = &iov;
	msg.iovlen = 1;
	msg.control = room;
	msg.controllen = sizeof(room);
	n = Recvmsg(from, &msg, LX_MSG_CMSG_CLOEXEC);
	if (n < 0)
		return (int)n;
	for (cmsg = CmsgFirst(&msg); cmsg; cmsg = CmsgNext(&msg, cmsg))
		if (ParseUnixRights(cmsg, &fds) == 1)
			return fds[0];
	return -LX_ENOMSG;
}

int main(void)
{
	int pair[2], pid, fd;
	char text[32];
	long n;

	if (Socketpair(LX_AF_UNIX, LX_SOCK_SEQPACKET | LX_SOCK_CLOEXEC, 0, pair) < 0)
		return 1;
	pid = Fork();
	if (pid == 0) {
		fd = MemfdCreate("note", LX_MFD_CLOEXEC);
		Print(fd, "written by the child");
		Exit(fd < 0 || send_fd(pair[1], fd) < 0);
	}
	fd = receive_fd(pair[0]);
	if (fd < 0)
		return 1;
	n = Pread(fd, text, sizeof(text), 0);
	Print(1, "%.*s, read by its parent\n", n > 0 ? (int)n : 0, text);
	Wait4(pid, LX_NULL, 0, LX_NULL);
	return 0;
}
