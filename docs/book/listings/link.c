/* link: asks the kernel for the links of the machine by netlink, and prints the first, which every network has. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	static char answer[32768], room[256];
	NetlinkAttr attrs[LX_IFLA_IFNAME + 1];
	NetlinkBuilder request;
	NetlinkMessage message;
	NetlinkSocket nl;
	IfInfomsg link = { 0 };
	int result;

	result = NetlinkOpen(&nl, LX_NETLINK_ROUTE, answer, sizeof(answer));
	if (result < 0)
		goto failed;
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_RTM_GETLINK, LX_NLM_F_DUMP, &link, sizeof(link));
	result = NetlinkSend(&nl, &request);
	while (result == 0 && (result = NetlinkReceive(&nl, &message)) > 0) {
		long at = NlmsgGet(&message, &link, sizeof(link));

		result = NlaParse(message.data, message.len, (unsigned long)at, attrs, LX_IFLA_IFNAME + 1);
		if (result == 0 && link.index == 1)
			Print(1, "link 1 is %s\n", NlaGetString(&attrs[LX_IFLA_IFNAME]));
	}
	if (result == 0)
		return 0;
failed:
	Print(2, "link: %pe\n", ErrPtr(result));
	return 1;
}
