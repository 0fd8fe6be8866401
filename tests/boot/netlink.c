/* Netlink with real kernels: what there is at the start, changes to it in network namespaces, errors in words. */
#include <barecall/netlink.h>
#include "check.h"
#include "topics.h"

#define LOOPBACK 0x0100007fU /* 127.0.0.1 */
#define OURS 0x0102030aU /* 10.3.2.1 */

static char received[32768];
static char room[256];
static NetlinkSocket nl;

/* Begins a request in room. */
static NetlinkBuilder request(unsigned short type, unsigned short flags, const void *fixed, unsigned long size)
{
	NetlinkBuilder builder;

	NetlinkBuild(&builder, room, sizeof(room));
	NlmsgPut(&builder, type, flags, fixed, size);
	return builder;
}

/* How many IPv4 addresses the loopback has that are this one, or -errno. */
static int count_addresses(unsigned int wanted)
{
	IfAddrmsg inet = {LX_AF_INET, 0, 0, 0, 0}, message;
	NetlinkBuilder builder = request(LX_RTM_GETADDR, LX_NLM_F_DUMP, &inet, sizeof(inet));
	NetlinkAttr attrs[LX_IFA_LABEL + 1];
	NetlinkMessage answer;
	unsigned int address;
	int result = NetlinkSend(&nl, &builder), count = 0;
	long offset;

	while (result == 0 && (result = NetlinkReceive(&nl, &answer)) > 0) {
		offset = NlmsgGet(&answer, &message, sizeof(message));
		result = NlaParse(answer.data, answer.len, (unsigned long)offset, attrs, LX_IFA_LABEL + 1);
		if (result == 0 && message.index == 1 && NlaGetU32(&attrs[LX_IFA_LOCAL], &address) == 0)
			count += address == wanted;
	}
	return result < 0 ? result : count;
}

/* The loopback is the first link of every namespace. Returns its flags, or -errno. */
static int loopback_flags(void)
{
	static const IfInfomsg any;
	NetlinkBuilder builder = request(LX_RTM_GETLINK, LX_NLM_F_DUMP, &any, sizeof(any));
	NetlinkAttr attrs[LX_IFLA_MTU + 1];
	NetlinkMessage answer;
	IfInfomsg link;
	unsigned int mtu;
	int result = NetlinkSend(&nl, &builder), flags = -LX_ENODEV;
	long offset;

	while (result == 0 && (result = NetlinkReceive(&nl, &answer)) > 0) {
		offset = NlmsgGet(&answer, &link, sizeof(link));
		result = NlaParse(answer.data, answer.len, (unsigned long)offset, attrs, LX_IFLA_MTU + 1);
		if (result == 0 && link.index == 1 && NlaGetString(&attrs[LX_IFLA_IFNAME]) &&
		    same_text(NlaGetString(&attrs[LX_IFLA_IFNAME]), "lo") && link.type == LX_ARPHRD_LOOPBACK &&
		    NlaGetU32(&attrs[LX_IFLA_MTU], &mtu) == 0 && mtu == 65536)
			flags = (int)link.flags;
	}
	return result < 0 ? result : flags;
}

static int open_in_namespace(void)
{
	int result = Unshare(LX_CLONE_NEWNET);

	return result < 0 ? result : NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received));
}

static int bring_up(void)
{
	IfInfomsg up = {0, 0, 0, 1, LX_IFF_UP, LX_IFF_UP};
	NetlinkBuilder builder;

	EXPECT(open_in_namespace() == 0);
	EXPECT(loopback_flags() == LX_IFF_LOOPBACK);
	EXPECT(count_addresses(LOOPBACK) == 0);
	builder = request(LX_RTM_NEWLINK, 0, &up, sizeof(up));
	EXPECT(NetlinkExecute(&nl, &builder) == 0);
	EXPECT(loopback_flags() > LX_IFF_LOOPBACK);
	EXPECT(count_addresses(LOOPBACK) == 1);
	return 0;
}

/* Adds or deletes an address of the loopback. */
static int change_address(unsigned short type, unsigned int address)
{
	IfAddrmsg message = {LX_AF_INET, 32, 0, 0, 1};
	unsigned short flags = type == LX_RTM_NEWADDR ? LX_NLM_F_CREATE | LX_NLM_F_EXCL : 0;
	NetlinkBuilder builder = request(type, flags, &message, sizeof(message));

	NlaPutU32(&builder, LX_IFA_LOCAL, address);
	return NetlinkExecute(&nl, &builder);
}

static int add_and_delete(void)
{
	EXPECT(open_in_namespace() == 0);
	EXPECT(change_address(LX_RTM_NEWADDR, OURS) == 0);
	EXPECT(count_addresses(OURS) == 1);
	EXPECT(change_address(LX_RTM_NEWADDR, OURS) == -LX_EEXIST);
	EXPECT(change_address(LX_RTM_DELADDR, OURS) == 0);
	EXPECT(count_addresses(OURS) == 0);
	EXPECT(change_address(LX_RTM_DELADDR, OURS) == -LX_EADDRNOTAVAIL);
	return 0;
}

/* Far more addresses than fit into one datagram, and a datagram that does not fit into the buffer. */
static int list_many(void)
{
	EXPECT(open_in_namespace() == 0);
	/* The kernel makes datagrams as large as the largest buffer was that the socket received into. */
	nl.size = 8192;
	for (unsigned int i = 0; i < 1000; i++)
		EXPECT(change_address(LX_RTM_NEWADDR, OURS + (i << 16)) == 0);
	for (; nl.size <= sizeof(received); nl.size *= 2)
		EXPECT(count_addresses(OURS) == 1 && count_addresses(OURS + (999U << 16)) == 1);
	nl.size = 1024;
	EXPECT(count_addresses(OURS) == -LX_EMSGSIZE);
	nl.size = sizeof(received);
	EXPECT(count_addresses(OURS) == -LX_EBUSY);
	return 0;
}

static void errors(void)
{
	IfInfomsg missing = {0, 0, 0, 0x7ffffff0, LX_IFF_UP, LX_IFF_UP};
	IfAddrmsg address = {LX_AF_INET, 77, 0, 0, 1};
	NetlinkMessage message;
	NetlinkSocket none;
	NetlinkBuilder builder;

	check_equal("NetlinkOpen of no protocol", NetlinkOpen(&none, 31, received, sizeof(received)),
		    -LX_EPROTONOSUPPORT);
	builder = request(LX_RTM_NEWLINK, 0, &missing, sizeof(missing));
	check_equal("NetlinkExecute for no link", NetlinkExecute(&nl, &builder), -LX_ENODEV);
	check_equal("NetlinkReceive tells it again", NetlinkReceive(&nl, &message), -LX_ENODEV);
	check("and which request", nl.ack.request.type == LX_RTM_NEWLINK && nl.ack.request.seq == nl.seq);
	builder = request(LX_RTM_NEWADDR, LX_NLM_F_CREATE | LX_NLM_F_EXCL, &address, sizeof(address));
	NlaPutU32(&builder, LX_IFA_LOCAL, OURS);
	check_equal("NetlinkExecute for a prefix of 77 bits", NetlinkExecute(&nl, &builder), -LX_EINVAL);
	if (since(6, 6, "words on a prefix of 77 bits", nl.ack.text != LX_NULL))
		check("says why in words", nl.ack.text[0] != 0);
	address.prefixlen = 24;
	builder = request(LX_RTM_NEWADDR, LX_NLM_F_CREATE | LX_NLM_F_EXCL, &address, sizeof(address));
	NlaPutString(&builder, LX_IFA_LABEL, "l");
	NlaPutU8(&builder, LX_IFA_LOCAL, 1);
	check("NetlinkExecute of a short attribute", NetlinkExecute(&nl, &builder) < 0);
	check_equal("says which it is", nl.ack.offset, 32);
}

void netlink(void)
{
	check_equal("NetlinkOpen", NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)), 0);
	check("the loopback is listed", loopback_flags() > 0);
	errors();
	Close(nl.fd);
	check_child("RTM_NEWLINK brings it up, and 127.0.0.1", bring_up);
	check_child("RTM_NEWADDR and RTM_DELADDR", add_and_delete);
	check_child("a thousand addresses", list_many);
}
