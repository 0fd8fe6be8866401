/*
 * Families of generic netlink and their multicast groups (barecall/dev/genetlink.h).
 */
#include <barecall/dev/genetlink.h>

/* Longer than every name: the kernel's have up to LX_GENL_NAMSIZ - 1 bytes. */
static unsigned long length(const char *name)
{
	unsigned long len = 0;

	while (len < LX_GENL_NAMSIZ && name[len]) {
		len++;
		__asm__ __volatile__("" : : : "memory"); /* not to become a call of strlen */
	}
	return len;
}

static int same(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

static void clear(GenlFamily *family)
{
	family->id = 0;
	family->version = 0;
	family->hdrsize = 0;
	family->maxattr = 0;
}

/* Parses a message that tells of a family. */
static int parse(const NetlinkMessage *message, NetlinkAttr *attrs)
{
	GenlMsghdr header;
	long offset;

	if (message->header.type != LX_GENL_ID_CTRL)
		return -LX_EINVAL;
	offset = NlmsgGet(message, &header, sizeof(header));
	if (offset < 0)
		return (int)offset;
	if (header.cmd != LX_CTRL_CMD_NEWFAMILY)
		return -LX_EINVAL;
	return NlaParse(message->data, message->len, (unsigned long)offset, attrs, LX_CTRL_ATTR_MCAST_GROUPS + 1);
}

int GenlReadFamily(const NetlinkMessage *message, GenlFamily *family, const char **name)
{
	NetlinkAttr attrs[LX_CTRL_ATTR_MCAST_GROUPS + 1];
	int result = parse(message, attrs);

	clear(family);
	if (result < 0)
		return result;
	if (!NlaGetString(&attrs[LX_CTRL_ATTR_FAMILY_NAME]) ||
	    NlaGetU16(&attrs[LX_CTRL_ATTR_FAMILY_ID], &family->id) < 0)
		return -LX_EBADMSG;
	NlaGetU32(&attrs[LX_CTRL_ATTR_VERSION], &family->version);
	NlaGetU32(&attrs[LX_CTRL_ATTR_HDRSIZE], &family->hdrsize);
	NlaGetU32(&attrs[LX_CTRL_ATTR_MAXATTR], &family->maxattr);
	if (name)
		*name = NlaGetString(&attrs[LX_CTRL_ATTR_FAMILY_NAME]);
	return 0;
}

long GenlReadGroup(const NetlinkMessage *message, const char *group)
{
	NetlinkAttr attrs[LX_CTRL_ATTR_MCAST_GROUPS + 1], parts[LX_CTRL_ATTR_MCAST_GRP_ID + 1], one;
	const NetlinkAttr *groups = &attrs[LX_CTRL_ATTR_MCAST_GROUPS];
	unsigned long offset = 0;
	const char *name;
	unsigned int id;
	int result = parse(message, attrs);

	if (result < 0)
		return result;
	if (!groups->data)
		return -LX_ENOENT;
	while ((result = NlaNext(groups->data, groups->len, &offset, &one)) > 0) {
		result = NlaParse(one.data, one.len, 0, parts, LX_CTRL_ATTR_MCAST_GRP_ID + 1);
		if (result < 0)
			return result;
		name = NlaGetString(&parts[LX_CTRL_ATTR_MCAST_GRP_NAME]);
		if (!name || NlaGetU32(&parts[LX_CTRL_ATTR_MCAST_GRP_ID], &id) < 0)
			return -LX_EBADMSG;
		if (same(name, group))
			return id;
	}
	return result < 0 ? result : -LX_ENOENT;
}

/* Sends the question for a family. */
static int ask(NetlinkSocket *nl, const char *name)
{
	unsigned long len = length(name);
	NetlinkBuilder request;
	GenlMsghdr header;
	char room[64];

	if (len == 0 || len >= LX_GENL_NAMSIZ)
		return -LX_EINVAL;
	header.cmd = LX_CTRL_CMD_GETFAMILY;
	header.version = 1;
	header.reserved = 0;
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_GENL_ID_CTRL, 0, &header, sizeof(header));
	NlaPutString(&request, LX_CTRL_ATTR_FAMILY_NAME, name);
	return NetlinkSend(nl, &request);
}

int GenlGetFamily(NetlinkSocket *nl, const char *name, GenlFamily *family)
{
	int result = ask(nl, name), told = -LX_EBADMSG;
	NetlinkMessage message;

	clear(family);
	while (result == 0 && (result = NetlinkReceive(nl, &message)) > 0) {
		told = GenlReadFamily(&message, family, LX_NULL);
		result = 0;
	}
	if (result < 0)
		clear(family);
	return result < 0 ? result : told;
}

long GenlGetGroup(NetlinkSocket *nl, const char *family, const char *group)
{
	int result = ask(nl, family);
	NetlinkMessage message;
	long told = -LX_EBADMSG;

	while (result == 0 && (result = NetlinkReceive(nl, &message)) > 0) {
		told = GenlReadGroup(&message, group);
		result = 0;
	}
	return result < 0 ? result : told;
}
