/*
 * The strings of what Statmount tells (barecall/op/statmount.h). An input is a Statmount_t with what follows it.
 */
#include "fuzz.h"
#include "../../src/linux/statmount.c"

static const unsigned long single[] = { LX_STATMOUNT_FS_TYPE, LX_STATMOUNT_MNT_ROOT, LX_STATMOUNT_MNT_POINT,
					LX_STATMOUNT_MNT_OPTS, LX_STATMOUNT_FS_SUBTYPE, LX_STATMOUNT_SB_SOURCE };
static const unsigned long arrays[] = { LX_STATMOUNT_OPT_ARRAY, LX_STATMOUNT_OPT_SEC_ARRAY, LX_STATMOUNT_MNT_UIDMAP,
					LX_STATMOUNT_MNT_GIDMAP };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	unsigned int cut = take_byte(&in);
	unsigned long len, i;
	Statmount_t *sm;

	/* Most of the structure is unused: an input has what comes before that, and the strings. */
	len = in.left < 168 ? in.left : in.left - 168 + sizeof(*sm);
	sm = calloc(1, len + !len);
	CHECK(sm);
	memcpy(sm, in.at, in.left < 168 ? in.left : 168);
	if (in.left > 168)
		memcpy((char *)sm + sizeof(*sm), in.at + 168, in.left - 168);
	if (cut & 1) {
		CHECK(!StatmountString(sm, -(unsigned long)cut, LX_STATMOUNT_FS_TYPE));
	}
	for (i = 0; i < sizeof(single) / sizeof(*single); i++) {
		const char *string = StatmountString(sm, len, single[i]);

		if (string)
			CHECK(string >= (char *)(sm + 1) && string + strlen(string) < (char *)sm + len && sm->mask & single[i]);
		CHECK(!StatmountString(sm, len, arrays[i % 4]));
	}
	for (i = 0; i < sizeof(arrays) / sizeof(*arrays); i++) {
		StatmountCursor at = { 0, 0 };
		const char *string, *end = LX_NULL;
		unsigned int n = 0;

		while ((string = StatmountNext(sm, len, arrays[i], &at)) != LX_NULL) {
			CHECK(string >= (char *)(sm + 1) && string + strlen(string) < (char *)sm + len);
			CHECK(!end || string == end);
			end = string + strlen(string) + 1;
			CHECK(at.index == ++n);
		}
		CHECK(!StatmountNext(sm, len, arrays[i], &at) && at.index == n);
	}
	CHECK(!StatmountString(sm, len, 0) && !StatmountString(sm, len, LX_STATMOUNT_SB_BASIC));
	free(sm);
	return 0;
}
