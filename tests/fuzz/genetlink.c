/*
 * Families of generic netlink (barecall/dev/genetlink.h). An input is a message of LX_GENL_ID_CTRL without its head; what
 * is found in it lies within it, and is what walking it by NlaNext finds.
 */
#include "fuzz.h"
#include "../seam/recorder.h"
#include "../../src/linux/netlink.c"
#include "../../src/linux/genetlink.c"

/* No message is asked for: nothing reaches a kernel. */
long seam_trap(long nr, int count, long a, long b, long c, long d, long e, long f)
{
	CHECK(nr < 0 && count < 0 && !(a | b | c | d | e | f));
	return -LX_ENOSYS;
}

/* The model: the last attribute of a type, or one without data; -1: malformed. */
static int last(const char *data, unsigned long len, unsigned long offset, unsigned int type, NetlinkAttr *found)
{
	NetlinkAttr attr;
	int result;

	memset(found, 0, sizeof(*found));
	while ((result = NlaNext(data, len, &offset, &attr)) > 0)
		if (attr.type == type)
			*found = attr;
	return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + !size);
	NetlinkAttr id, name, groups;
	NetlinkMessage message;
	const char *text = NULL;
	GenlFamily family;
	long group;
	int result;

	CHECK(copy);
	memcpy(copy, data, size);
	memset(&message, 0, sizeof(message));
	message.header.type = LX_GENL_ID_CTRL;
	message.data = copy;
	message.len = size;
	result = GenlReadFamily(&message, &family, &text);
	group = GenlReadGroup(&message, "g");
	CHECK(result == 0 || result == -LX_EBADMSG || result == -LX_EINVAL);
	if (size < 4) {
		CHECK(result == -LX_EBADMSG && group == -LX_EBADMSG);
	} else if (copy[0] != LX_CTRL_CMD_NEWFAMILY) {
		CHECK(result == -LX_EINVAL && group == -LX_EINVAL);
	} else if (last(copy, size, 4, LX_CTRL_ATTR_FAMILY_ID, &id) < 0) {
		CHECK(result == -LX_EBADMSG && group == -LX_EBADMSG);
	} else {
		last(copy, size, 4, LX_CTRL_ATTR_FAMILY_NAME, &name);
		last(copy, size, 4, LX_CTRL_ATTR_MCAST_GROUPS, &groups);
		CHECK((result == 0) == (id.data && id.len == 2 && name.data && memchr(name.data, 0, name.len)));
		CHECK(result < 0 || (text == name.data && !memcmp(&family.id, id.data, 2)));
		CHECK(groups.data || group == -LX_ENOENT);
		CHECK(group >= 0 || group == -LX_ENOENT || group == -LX_EBADMSG);
	}
	if (result < 0)
		CHECK(!family.id && !family.version && !family.hdrsize && !family.maxattr);
	free(copy);
	return 0;
}
