/*
 * Directory entries (barecall/file.h). The first byte says how the buffer is placed, the rest is what Getdents gave.
 */
#include "fuzz.h"
#include <barecall/file.h>

/* well_formed returns the length of the entry that begins here, or 0 where the kernel would not have written it. */
static unsigned long well_formed(const unsigned char *at, unsigned long left)
{
	unsigned short reclen;

	if (left < 19)
		return 0;
	memcpy(&reclen, at + 16, 2);
	if (reclen < 20 || reclen % 8 || reclen > left || !memchr(at + 19, 0, reclen - 19u))
		return 0;
	return reclen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	unsigned int placed = take_byte(&in);
	unsigned int shift = placed & 64 ? placed & 7 : 0;
	unsigned char *memory = malloc(shift + in.left + !in.left);
	unsigned char *buf = memory + shift;
	unsigned long offset = 0, len = in.left, expected, before;
	const Dirent *entry;

	CHECK(memory);
	memcpy(buf, in.at, in.left);
	if (placed & 128) {
		len = -(unsigned long)(placed & 63) - 1; /* Getdents failed */
		CHECK(!DirentNext(buf, len, &offset) && offset == 0);
		len = in.left;
	}
	for (;;) {
		before = offset;
		expected = shift ? 0 : well_formed(buf + offset, len - offset);
		entry = DirentNext(buf, len, &offset);
		if (!entry)
			break;
		CHECK((const unsigned char *)entry == buf + before);
		CHECK(offset == before + expected && expected && offset <= len);
		CHECK(entry->reclen == expected);
		CHECK(DirentName(entry) == (const char *)buf + before + 19);
		CHECK(DirentNameLen(entry) == strlen(DirentName(entry)));
		CHECK(DirentName(entry) + DirentNameLen(entry) < (const char *)buf + offset);
	}
	CHECK(offset == before && !expected);
	CHECK(!DirentNext(buf, len, &offset) && offset == before);
	offset = len + 1 + take_byte(&in);
	CHECK(!DirentNext(buf, len, &offset));
	free(memory);
	/* An entry alone: DirentNameLen goes by reclen, whatever the name. */
	if (in.left >= 24) {
		unsigned short reclen = (unsigned short)in.left;

		buf = exact(in.at, in.left);
		memcpy(buf + 16, &reclen, 2);
		len = DirentNameLen((const Dirent *)(const void *)buf);
		CHECK(len <= reclen - (reclen < 19 ? reclen : 19u));
		CHECK(reclen < 20 || len == reclen - 19u || buf[19 + len] == 0);
		free(buf);
	}
	return 0;
}
