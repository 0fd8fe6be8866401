/*
 * Pieces of a text (barecall/text.h).
 */
#include <barecall/text.h>

Text TextOf(const char *string)
{
	Text text;

	text.data = string;
	text.len = 0;
	while (string && string[text.len]) {
		text.len++;
		__asm__ __volatile__("" : : : "memory"); /* or the loop becomes a call of strlen */
	}
	return text;
}

int Cut(Text *rest, char separator, Text *part)
{
	unsigned long n;

	part->data = rest->data;
	part->len = 0;
	if (!rest->data)
		return 0;
	for (n = 0; n < rest->len && rest->data[n] != separator; n++)
		;
	part->len = n;
	if (n < rest->len) {
		rest->data += n + 1;
		rest->len -= n + 1;
	} else {
		rest->data = LX_NULL;
		rest->len = 0;
	}
	return 1;
}

int TextIs(Text text, const char *string)
{
	unsigned long n;

	for (n = 0; n < text.len && string[n] && text.data[n] == string[n]; n++)
		;
	return n == text.len && !string[n];
}
