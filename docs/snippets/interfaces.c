/* interfaces: the network's interfaces asked for by rtnetlink; a request made, its answer walked. */
#include <barecall.h>
#include <barecall/text.h>

static _Alignas(8) char room[512], answers[32768];

int main(void)
{
	NetlinkAttr attrs[LX_IFLA_MTU + 1];
	NetlinkBuilder request;
	NetlinkMessage message;
	NetlinkSocket nl;
	IfInfomsg link = { 0 };
	unsigned int mtu;
	int n = NetlinkOpen(&nl, LX_NETLINK_ROUTE, answers, sizeof(answers)), found = 0;
	long fixed;

	if (n < 0) {
		Print(1, "no netlink here: %pe\n", ErrPtr(n));
		return 77;
	}
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_RTM_GETLINK, LX_NLM_F_DUMP, &link, sizeof(link));
	n = NetlinkSend(&nl, &request);
	while (n >= 0 && (n = NetlinkReceive(&nl, &message)) > 0) {
		fixed = NlmsgGet(&message, &link, sizeof(link)); /* where the attributes begin */
		if (fixed < 0 || NlaParse(message.data, message.len, (unsigned long)fixed, attrs, LX_IFLA_MTU + 1) < 0)
			continue;
		if (link.flags & LX_IFF_LOOPBACK && NlaGetU32(&attrs[LX_IFLA_MTU], &mtu) == 0)
			Print(1, "loopback: number %d, called %s, mtu above 1000: %d\n", link.index,
			      NlaGetString(&attrs[LX_IFLA_IFNAME]), mtu > 1000);
		found++;
	}
	Print(1, "ended with %pe, found some: %d\n", ErrPtr(n), found > 0);

	/* A request that is refused, in words where the kernel has them. */
	NetlinkBuild(&request, room, sizeof(room));
	link = (IfInfomsg){ 0 };
	NlmsgPut(&request, LX_RTM_GETLINK, 0, &link, sizeof(link));
	NlaPutString(&request, LX_IFLA_IFNAME, "none-such");
	Print(1, "another: %pe\n", ErrPtr(NetlinkExecute(&nl, &request)));
	return Close(nl.fd) < 0;
}

/*
 * Output:
 * loopback: number 1, called lo, mtu above 1000: 1
 * ended with 0, found some: 1
 * another: ENODEV
 */
