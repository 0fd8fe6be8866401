/* Netlink and packet sockets: netlink.h, lsf.h, dev/nfnetlink.h. */
#include "faults.h"

#include <barecall/dev/nftables.h>

#include <sched.h>
#include <sys/socket.h>

enum { ASK, DUMP, EVENT, DATAGRAM, PACKET, PROMISCUOUS, BATCH };

static NetlinkSocket nl;
static char buffer[65536];
static int fd;
static int refused; /* what a kernel without nftables answers to a batch */

/* Two tables, both or neither. */
static int batch(const char *first, const char *second)
{
	const char *const names[] = { first, second };
	char bytes[512];
	NetlinkBuilder builder;
	int i;

	NetlinkBuild(&builder, bytes, sizeof(bytes));
	NfnlBatchBegin(&builder, LX_NFNL_SUBSYS_NFTABLES);
	for (i = 0; i < 2; i++) {
		NfnlMsgPut(&builder, LX_NFNL_SUBSYS_NFTABLES, LX_NFT_MSG_NEWTABLE, LX_NLM_F_CREATE | LX_NLM_F_EXCL, LX_NFPROTO_INET);
		NlaPutString(&builder, LX_NFTA_TABLE_NAME, names[i]);
	}
	NfnlBatchEnd(&builder, LX_NFNL_SUBSYS_NFTABLES);
	return NfnlExecute(&nl, &builder);
}

/* In a network of its own, of which nobody else changes anything. */
static void setup(int variant)
{
	unshare(CLONE_NEWNET);
	fd = -1;
	if (variant == BATCH && NetlinkOpen(&nl, LX_NETLINK_NETFILTER, buffer, sizeof(buffer)) == 0) {
		refused = batch("earlier", "earlier too");
		close(nl.fd);
	}
}

/* A request that ends the run with what it got. */
static int request(unsigned short type, unsigned short flags, int dump)
{
	char bytes[128];
	IfInfomsg link;
	NetlinkBuilder builder;
	NetlinkMessage message;
	int result, messages = 0;

	memset(&link, 0, sizeof(link));
	link.index = dump ? 0 : 1;
	NetlinkBuild(&builder, bytes, sizeof(bytes));
	NlmsgPut(&builder, type, flags, &link, sizeof(link));
	if (!dump)
		return NetlinkExecute(&nl, &builder);
	result = NetlinkSend(&nl, &builder);
	while (result == 0 && (result = NetlinkReceive(&nl, &message)) > 0) {
		messages++;
		result = 0;
	}
	if (result == 0)
		told("%d messages\n", messages);
	return result;
}

static long run(int variant)
{
	NetlinkMessage message;
	int result;

	if (variant == PACKET) {
		fd = LsfSocket(1, LX_ETH_P_ALL);
		return fd < 0 ? fd : 0;
	}
	if (variant == PROMISCUOUS)
		return SetLsfPromisc("lo", 1);
	result = NetlinkOpen(&nl, variant == BATCH ? LX_NETLINK_NETFILTER : LX_NETLINK_ROUTE, buffer, sizeof(buffer));
	if (result < 0)
		return result;
	switch (variant) {
	case BATCH:
		result = batch("ours", "theirs");
		if (result == refused)
			result = 0;
		break;
	case ASK:
		result = request(LX_RTM_GETLINK, 0, 0);
		break;
	case DUMP:
		result = request(LX_RTM_GETLINK, LX_NLM_F_DUMP, 1);
		break;
	default:
		result = NetlinkJoin(&nl, LX_RTNLGRP_LINK);
		if (result == 0) {
			Ifreq up;

			memset(&up, 0, sizeof(up));
			strcpy(up.name, "lo");
			up.u.flags = LX_IFF_UP;
			fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
			IoctlPtr(fd, LX_SIOCSIFFLAGS, &up);
			close(fd);
			fd = -1;
			if (variant == EVENT)
				result = NetlinkReceiveEvent(&nl, &message);
			else
				result = (int)NetlinkReceiveDatagram(&nl);
			if (result > 0)
				told("an event\n");
			result = result > 0 ? 0 : result;
		}
	}
	close(nl.fd);
	return result;
}

static void after(int variant, long result)
{
	struct sockaddr_storage name;
	socklen_t size = sizeof(name);

	if (variant == PACKET && result == 0) {
		if (getsockname(fd, (struct sockaddr *)&name, &size))
			size = 0;
		told("bound %u\n", size);
		close(fd);
	}
	if (variant == PROMISCUOUS) {
		Ifreq flags;

		memset(&flags, 0, sizeof(flags));
		strcpy(flags.name, "lo");
		fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
		IoctlPtr(fd, LX_SIOCGIFFLAGS, &flags);
		close(fd);
		told("flags %x\n", flags.u.flags);
	}
}

const Scenario socket_scenarios[] = {
	{ "Netlink ask", setup, run, after, ASK, NEEDS_ROOT, { { 0, 0 } } },
	{ "Netlink dump", setup, run, after, DUMP, NEEDS_ROOT, { { 0, 0 } } },
	{ "Netlink event", setup, run, after, EVENT, NEEDS_ROOT, { { 0, 0 } } },
	{ "Netlink datagram", setup, run, after, DATAGRAM, NEEDS_ROOT, { { 0, 0 } } },
	{ "Netlink batch", setup, run, after, BATCH, NEEDS_ROOT, { { 0, 0 } } },
	{ "LsfSocket", setup, run, after, PACKET, NEEDS_ROOT, { { 0, 0 } } },
	{ "SetLsfPromisc", setup, run, after, PROMISCUOUS, NEEDS_ROOT | TELLS_ERRORS, { { 0, 0 } } },
	{ NULL, NULL, NULL, NULL, 0, 0, { { 0, 0 } } }
};
