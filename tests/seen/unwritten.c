/* A mistake of each kind: what the kernel did not write is looked at. MemorySanitizer must still see it. argv[1] names it. */
#include <barecall.h>

static long unwritten(char kind)
{
	int fd = Openat(LX_AT_FDCWD, "/proc/self/status", LX_O_RDONLY, 0);
	int pair[2];
	char text[8], more[8], control[64];
	RawSockaddrAny name;
	unsigned int cpu[2];
	Iovec parts[2];
	Msghdr message;
	Stat_t status;

	switch (kind) {
	case 'b': /* a buffer, behind the count */
		return Read(fd, text, 1) == 1 && text[0] == 'N' && text[1] == 'a';
	case 's': /* a structure, of a call that failed */
		return Fstat(-1, &status) != 0 && (status.mode & LX_S_IFMT) == LX_S_IFREG;
	case 'i': /* pieces, the second of which was not reached */
		parts[0].base = text, parts[0].len = 4;
		parts[1].base = more, parts[1].len = 4;
		return Preadv(fd, parts, 1, 0) == 4 && text[3] == 'e' && more[0] == ':';
	case 'm': /* a message, of which nobody sent a name */
	case 'c': /* nor a control message */
		parts[0].base = text, parts[0].len = sizeof(text);
		message.name = &name, message.namelen = sizeof(name);
		message.iov = parts, message.iovlen = 1;
		message.control = control, message.controllen = sizeof(control);
		message.flags = 0;
		if (Socketpair(LX_AF_UNIX, LX_SOCK_DGRAM, 0, pair) != 0 || Write(pair[0], "hello", 5) != 5 ||
		    Recvmsg(pair[1], &message, 0) != 5 || text[4] != 'o' || message.controllen != 0)
			return -1;
		return kind == 'm' ? text[5] == 'x' || name.family == LX_AF_INET : control[0] == 16;
	default: /* what was not asked for */
		return Getcpu(&cpu[0], LX_NULL) == 0 && cpu[1] == 0;
	}
}

int main(int argc, char **argv)
{
	return argc == 2 && unwritten(argv[1][0]) != 0;
}
