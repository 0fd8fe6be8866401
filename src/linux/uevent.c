/*
 * Events of devices (barecall/dev/uevent.h).
 */
#include <barecall/dev/uevent.h>

#include "string-end.h"

static void clear(Uevent *event)
{
	event->action = LX_NULL;
	event->devpath = LX_NULL;
	event->subsystem = LX_NULL;
	event->devname = LX_NULL;
	event->devtype = LX_NULL;
	event->modalias = LX_NULL;
	event->has_node = 0;
	event->major = 0;
	event->minor = 0;
	event->devmode = 0;
	event->seqnum = 0;
	event->strings = LX_NULL;
	event->len = 0;
}

const char *UeventGet(const Uevent *event, const char *key)
{
	const char *found = LX_NULL, *text = event->strings;
	unsigned long at, i;

	for (at = 0; at < event->len; at = lx_string_end(text, event->len, at) + 1) {
		for (i = 0; key[i] && text[at + i] == key[i]; i++)
			;
		if (!key[i] && text[at + i] == '=')
			found = text + at + i + 1;
	}
	return found;
}

/* Reads a number of this base, which is no larger than max. Returns 1; 0: it is not told; -EBADMSG. */
static int number(const Uevent *event, const char *key, unsigned long base, unsigned long max, unsigned long *value)
{
	const char *text = UeventGet(event, key);
	unsigned long sum = 0, digit;

	*value = 0;
	if (!text)
		return 0;
	do {
		digit = (unsigned long)(unsigned char)*text - '0';
		if (digit >= base || sum > (max - digit) / base)
			return -LX_EBADMSG;
		sum = sum * base + digit;
	} while (*++text);
	*value = sum;
	return 1;
}

/* Reads the strings of an event, of which there may be none. */
static int parse(Uevent *event, const char *strings, unsigned long len)
{
	unsigned long major, minor, mode;
	int has_major, has_minor;

	if (len && strings[len - 1])
		return -LX_EBADMSG;
	event->strings = strings;
	event->len = len;
	has_major = number(event, "MAJOR", 10, 0xffffffff, &major);
	has_minor = number(event, "MINOR", 10, 0xffffffff, &minor);
	if (has_major < 0 || has_minor < 0 || number(event, "DEVMODE", 8, 07777, &mode) < 0 ||
	    number(event, "SEQNUM", 10, ~0UL, &event->seqnum) < 0)
		return -LX_EBADMSG;
	event->subsystem = UeventGet(event, "SUBSYSTEM");
	event->devname = UeventGet(event, "DEVNAME");
	event->devtype = UeventGet(event, "DEVTYPE");
	event->modalias = UeventGet(event, "MODALIAS");
	event->has_node = has_major && has_minor && event->devname;
	event->major = (unsigned int)major;
	event->minor = (unsigned int)minor;
	event->devmode = (unsigned int)mode;
	return 0;
}

int UeventParse(const void *buf, unsigned long len, Uevent *event)
{
	const char *text = buf;
	unsigned long end, at = 0;
	int result = -LX_EBADMSG;

	clear(event);
	if (IsErr((long)len))
		return -LX_EBADMSG;
	end = lx_string_end(text, len, 0);
	while (at < end && text[at] != '@')
		at++;
	/* The head is what the strings tell, too. */
	if (at > 0 && at < end && end < len)
		result = parse(event, text + end + 1, len - end - 1);
	event->action = UeventGet(event, "ACTION");
	event->devpath = UeventGet(event, "DEVPATH");
	if (result == 0 && (!event->action || !event->devpath))
		result = -LX_EBADMSG;
	if (result < 0)
		clear(event);
	return result;
}

int UeventParseFile(void *buf, unsigned long len, Uevent *event)
{
	char *text = buf;
	unsigned long i;
	int result;

	clear(event);
	if (IsErr((long)len))
		return -LX_EBADMSG;
	for (i = 0; i < len; i++)
		if (text[i] == '\n')
			text[i] = 0;
	result = parse(event, text, len);
	if (result < 0)
		clear(event);
	return result;
}
