/*
 * Network interfaces by name and number (barecall/dev/netif.h, dev/ethtool.h).
 */
#include <barecall/dev/ethtool.h>

int NewIfreq(Ifreq *ifr, const char *name)
{
	unsigned long i;

	for (i = 0; i < sizeof(ifr->name) && name[i]; i++)
		;
	if (i == 0 || i == sizeof(ifr->name))
		return -LX_EINVAL;
	for (i = 0; i < sizeof(ifr->name); i++) {
		ifr->name[i] = *name;
		name += *name != 0;
	}
	for (i = 0; i < sizeof(ifr->u.size) / sizeof(ifr->u.size[0]); i++)
		ifr->u.size[i] = 0;
	return 0;
}

/* One request to a socket of its own. */
static int ask(unsigned int request, Ifreq *ifr)
{
	int ret, fd = (int)lx_trap3(LX_SYS_socket, LX_AF_UNIX, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0);

	if (fd < 0)
		return fd;
	ret = (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(ifr));
	lx_trap1(LX_SYS_close, fd);
	return ret;
}

int IfNameToIndex(const char *name)
{
	Ifreq ifr;
	int ret = NewIfreq(&ifr, name);

	if (ret < 0)
		return -LX_ENODEV; /* no interface has such a name */
	ret = ask(LX_SIOCGIFINDEX, &ifr);
	return ret < 0 ? ret : ifr.u.ivalue;
}

int IfIndexToName(int index, char name[16])
{
	Ifreq ifr;
	unsigned long i;
	int ret;

	NewIfreq(&ifr, "?");
	ifr.u.ivalue = index;
	ret = ask(LX_SIOCGIFNAME, &ifr);
	for (i = 0; ret >= 0 && i < sizeof(ifr.name); i++)
		name[i] = ifr.name[i];
	return ret < 0 ? ret : 0;
}

int IfChangeFlags(int fd, const char *name, unsigned int set, unsigned int clear)
{
	Ifreq ifr;
	int ret = NewIfreq(&ifr, name);
	unsigned short wanted;

	if (ret >= 0)
		ret = (int)lx_trap3(LX_SYS_ioctl, fd, LX_SIOCGIFFLAGS, LX_PTR(&ifr));
	if (ret < 0)
		return ret;
	wanted = (unsigned short)((ifr.u.flags | set) & ~clear);
	if (wanted == ifr.u.flags)
		return 0;
	ifr.u.flags = wanted;
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SIOCSIFFLAGS, LX_PTR(&ifr));
}

int Ethtool(int fd, const char *name, void *command)
{
	Ifreq ifr;
	int ret = NewIfreq(&ifr, name);

	if (ret < 0)
		return ret;
	ifr.u.data = command;
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SIOCETHTOOL, LX_PTR(&ifr));
}

int IoctlGetEthtoolDrvinfo(int fd, const char *name, EthtoolDrvinfo *value)
{
	value->cmd = LX_ETHTOOL_GDRVINFO;
	return Ethtool(fd, name, value);
}

int IoctlGetEthtoolTsInfo(int fd, const char *name, EthtoolTsInfo *value)
{
	value->cmd = LX_ETHTOOL_GET_TS_INFO;
	return Ethtool(fd, name, value);
}

int IoctlGetEthtoolLink(int fd, const char *name)
{
	EthtoolValue link = { LX_ETHTOOL_GLINK, 0 };
	int ret = Ethtool(fd, name, &link);

	return ret < 0 ? ret : link.data != 0;
}
