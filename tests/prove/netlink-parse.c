/* bytes of attributes: 12; loops: 26 */
#include "prove.h"
#include "../../src/linux/netlink.c"

enum { TYPES = 1 };

int main(void)
{
	unsigned long len = up_to(BOUND), offset = up_to(BOUND), value;
	const unsigned char *buf = any_bytes(BOUND);
	NetlinkAttr attrs[TYPES];
	int result = NlaParse(buf, len, offset, attrs, TYPES), i;

	HOLDS(result == 0 || result == -LX_EBADMSG);
	for (i = 0; i < TYPES; i++) {
		const unsigned char *data = attrs[i].data;
		const char *text = NlaGetString(&attrs[i]);

		HOLDS(!data || (result == 0 && data >= buf + 4 && data + attrs[i].len <= buf + len && attrs[i].type == i));
		HOLDS(!text || (const unsigned char *)text == data);
		HOLDS(NlaGetU64(&attrs[i], &value) == (!data ? -LX_ENODATA : attrs[i].len == 8 ? 0 : -LX_EBADMSG));
	}
	return 0;
}
