/* loopback: a network of its own; its loopback interface is brought up, and the kernel tells so to who listens. */
#include <barecall.h>
#include <barecall/text.h>

static _Alignas(8) char room[256], answers[8192], events[8192];

int main(void)
{
	NetlinkSocket nl, ear;
	NetlinkBuilder request;
	NetlinkMessage message;
	IfInfomsg link = { 0 };
	long n = Unshare(LX_CLONE_NEWUSER | LX_CLONE_NEWNET);

	if (n == 0)
		n = NetlinkOpen(&ear, LX_NETLINK_ROUTE, events, sizeof(events));
	if (n == 0)
		n = NetlinkOpen(&nl, LX_NETLINK_ROUTE, answers, sizeof(answers));
	if (n < 0) {
		Print(1, "no network of its own here: %pe\n", ErrPtr(n));
		return 77;
	}
	Print(1, "join: %pe\n", ErrPtr(NetlinkJoin(&ear, LX_RTNLGRP_LINK)));
	link.index = 1;
	link.flags = LX_IFF_UP;
	link.change = LX_IFF_UP;
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_RTM_NEWLINK, 0, &link, sizeof(link));
	Print(1, "up: %pe\n", ErrPtr(NetlinkExecute(&nl, &request)));

	n = NetlinkReceiveEvent(&ear, &message); /* waits for one */
	Print(1, "event: %d, ", n > 0 && message.header.type == LX_RTM_NEWLINK);
	NlmsgGet(&message, &link, sizeof(link));
	Print(1, "of %d, up: %d\n", link.index, (link.flags & LX_IFF_UP) != 0);

	link.index = 1000;
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_RTM_NEWLINK, 0, &link, sizeof(link));
	Print(1, "none: %pe\n", ErrPtr(NetlinkExecute(&nl, &request)));
	Close(ear.fd);
	return Close(nl.fd) < 0;
}

/*
 * Output:
 * join: 0
 * up: 0
 * event: 1, of 1, up: 1
 * none: ENODEV
 */
