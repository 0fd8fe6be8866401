/*
 * Internet addresses as text (barecall/text.h).
 */
#include <barecall/text.h>

int ParseInet4(Text text, unsigned char addr[4])
{
	unsigned char bytes[4];
	unsigned long number;
	Text part;
	int i;

	for (i = 0; i < 4; i++) {
		if (!Cut(&text, '.', &part) || (part.len > 1 && part.data[0] == '0') || ParseUint(part, 10, 8, &number) < 0)
			return -LX_EINVAL;
		bytes[i] = (unsigned char)number;
	}
	if (text.data)
		return -LX_EINVAL;
	for (i = 0; i < 4; i++)
		addr[i] = bytes[i];
	return 0;
}

int ParseInet6(Text text, unsigned char addr[16])
{
	unsigned char bytes[16];
	unsigned int count = 0, gap = 0, has_gap = 0, i;
	unsigned long number;
	Text part;

	if (text.len >= 2 && text.data[0] == ':' && text.data[1] == ':') {
		has_gap = 1;
		text.data += 2;
		text.len -= 2;
	}
	while (text.len) {
		Cut(&text, ':', &part);
		if (count <= 14 && part.len <= 4 && ParseUint(part, 16, 16, &number) == 0) {
			bytes[count++] = (unsigned char)(number >> 8);
			bytes[count++] = (unsigned char)number;
		} else if (count <= 12 && !text.data && ParseInet4(part, bytes + count) == 0) {
			count += 4;
		} else {
			return -LX_EINVAL;
		}
		if (text.data && !text.len) /* nothing behind a colon */
			return -LX_EINVAL;
		if (text.len && text.data[0] == ':') {
			if (has_gap)
				return -LX_EINVAL;
			has_gap = 1;
			gap = count;
			text.data++;
			text.len--;
		}
	}
	if (has_gap ? count == 16 : count < 16)
		return -LX_EINVAL;
	for (i = 0; i < 16; i++)
		addr[i] = i < gap ? bytes[i] : i < gap + 16 - count ? 0 : bytes[i + count - 16];
	return 0;
}

long FormatInet4(char *buf, unsigned long size, const unsigned char addr[4])
{
	return Format(buf, size, "%u.%u.%u.%u", addr[0], addr[1], addr[2], addr[3]);
}

long FormatInet6(char *buf, unsigned long size, const unsigned char addr[16])
{
	unsigned int word[8], i, run, start = 8, longest = 1;
	char text[46];
	long n = 0;

	for (i = 0; i < 8; i++)
		word[i] = (unsigned int)addr[2 * i] << 8 | addr[2 * i + 1];
	for (i = 0; i < 8; i++) {
		for (run = 0; i + run < 8 && !word[i + run]; run++)
			;
		if (run > longest) {
			longest = run;
			start = i;
		}
	}
	for (i = 0; i < 8; i++) {
		char *end = text + n;
		unsigned long room = sizeof(text) - (unsigned long)n;

		if (i == start) {
			n += Format(end, room, "::");
			i += longest - 1;
		} else if (i == 6 && start == 0 && (longest == 6 || (longest == 5 && word[5] == 0xffff))) {
			Format(end, room, longest == 6 ? "%u.%u.%u.%u" : ":%u.%u.%u.%u", addr[12], addr[13], addr[14], addr[15]);
			break;
		} else {
			n += Format(end, room, i && i != start + longest ? ":%x" : "%x", word[i]);
		}
	}
	return Format(buf, size, "%s", text);
}
