/*
 * Packet sockets for socket filters (barecall/lsf.h).
 */
#include <barecall/errno.h>
#include <barecall/file.h>
#include <barecall/ioctl.h>
#include <barecall/lsf.h>
#include <barecall/net.h>

int LsfSocket(int ifindex, int proto)
{
	RawSockaddrLinklayer all;
	int fd, result;

	/* Of no protocol yet: with one it would receive from every interface until it is bound. */
	fd = Socket(LX_AF_PACKET, LX_SOCK_RAW, 0);
	if (IsErr(fd))
		return fd;
	all.family = LX_AF_PACKET;
	all.protocol = Htons((unsigned short)proto);
	all.ifindex = ifindex;
	all.hatype = 0;
	all.pkttype = 0;
	all.halen = 0;
	result = Bind(fd, &all, sizeof(all));
	if (!IsErr(result))
		return fd;
	Close(fd);
	return result;
}

int SetLsfPromisc(const char *name, int m)
{
	Ifreq request;
	unsigned long i;
	int fd, result;

	for (i = 0; name[i] != 0; i++) {
		if (i == sizeof(request.name) - 1)
			return -LX_EINVAL;
		request.name[i] = name[i];
	}
	request.name[i] = 0;
	fd = Socket(LX_AF_INET, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0);
	if (IsErr(fd))
		return fd;
	result = IoctlPtr(fd, LX_SIOCGIFFLAGS, &request);
	if (!IsErr(result)) {
		if (m)
			request.u.flags = request.u.flags | LX_IFF_PROMISC;
		else
			request.u.flags = (unsigned short)(request.u.flags & ~LX_IFF_PROMISC);
		result = IoctlPtr(fd, LX_SIOCSIFFLAGS, &request);
	}
	Close(fd);
	return result;
}
