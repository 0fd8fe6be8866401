/*
 * Text (barecall/text.h), against the C library's. The first byte of an input chooses what the rest is: a format, a
 * number, an address, or bytes that are cut.
 */
#include "fuzz.h"
#include "../../src/linux/errno.c"
#undef E
#undef ALIAS
#include "../../src/linux/text-cut.c"
#include "../../src/linux/text-format.c"
#include "../../src/linux/text-inet.c"
#undef LIMIT
#include "../../src/linux/text-number.c"
#include <arpa/inet.h>
#include <errno.h> /* whose macros are names in a list of the library's */
#include <limits.h>
#include <stdarg.h>

#define ROOM 300

/* compare formats into size bytes by both. What is none to the library may be one to the C library. */
static void compare(unsigned long size, const char *format, ...)
{
	char *ours = exact("", 0), *theirs = exact("", 0);
	va_list args;
	long length;
	int expected;

	ours = realloc(ours, size + 1);
	theirs = realloc(theirs, size + 1);
	va_start(args, format);
	length = FormatArgs(ours, size, format, args);
	va_end(args);
	CHECK(length >= 0 || length == -LX_EINVAL);
	CHECK(!size || memchr(ours, 0, size));
	CHECK(length >= 0 || !size || !ours[0]);
	if (length >= 0 && length < INT_MAX && !strstr(format, "p")) {
		va_start(args, format);
		expected = vsnprintf(theirs, size, format, args);
		va_end(args);
		CHECK(length == expected);
		CHECK(!size || !strcmp(ours, theirs));
	}
	free(ours);
	free(theirs);
}

/* a_format has no %s in it, as there are no strings to give, and no widths that take the C library long: * in its head. */
static void a_format(Input *in)
{
	unsigned long size = take_byte(in);
	char *format = exact_string(in->at, in->left);
	long word[6];

	for (char *at = format; *at; at++)
		if (*at == 's')
			*at = 'd';
		else if (*at == '*' && at - format > 3)
			*at = '7';
		else if (strspn(at, "0123456789") > 4)
			at[4] = 'x';
	if (strlen(format) > 20)
		format[20] = 0;
	take(in, word, sizeof(word));
	/* Each is a word of the stack or a register, and whatever of it the format asks for. */
	compare(size, format, (int)(short)word[0], (int)(short)word[1], (int)(short)word[2], word[3], word[4], word[5], word[0], word[1], word[2],
		word[3], word[4], word[5], word[0], word[1]);
	free(format);
}

static void a_number(Input *in)
{
	int base = (int)take_byte(in) % 40 - 1, bits = (int)take_byte(in) % 68 - 1, error, known;
	char *string = exact_string(in->at, in->left), *end;
	unsigned long value = 7, expected;
	Text text = { string, in->left };
	long number = 7;

	error = ParseUint(text, base, bits, &value);
	CHECK(error == 0 || error == -LX_EINVAL || error == -LX_ERANGE);
	CHECK(error == 0 || value == 7);
	if (base > 1 && base <= 36 && bits == 64 && !strpbrk(string, " \t\n\v\f\r+-xXbB")) {
		errno = 0;
		expected = strtoul(string, &end, base);
		known = !*string || end != string + in->left ? -LX_EINVAL : -errno;
		CHECK(error == known && (error || value == expected));
	}
	if (error == 0) {
		CHECK(bits == 64 || value >> bits == 0);
		error = ParseInt(text, base, bits, &number);
		CHECK(value >> (bits - 1) ? error == -LX_ERANGE : error == 0 && number == (long)value);
	} else {
		error = ParseInt(text, base, bits, &number);
		CHECK(error || *string == '-' || *string == '+');
	}
	free(string);
}

static void an_address(Input *in)
{
	unsigned char addr[16], expected[16], word[16];
	char *string = exact_string(in->at, in->left), *bare = exact(in->at, in->left), text[64], known[64];
	Text whole = { bare, in->left };
	int is_string = strlen(string) == in->left;

	CHECK((ParseInet4(whole, addr) == 0) == (is_string && inet_pton(AF_INET, string, expected) == 1));
	CHECK(ParseInet4(whole, addr) != 0 || !memcmp(addr, expected, 4));
	CHECK((ParseInet6(whole, addr) == 0) == (is_string && inet_pton(AF_INET6, string, expected) == 1));
	CHECK(ParseInet6(whole, addr) != 0 || !memcmp(addr, expected, 16));
	take(in, word, sizeof(word));
	inet_ntop(AF_INET6, word, known, sizeof(known));
	CHECK(FormatInet6(text, 46, word) == (long)strlen(known) && !strcmp(text, known));
	free(string);
	free(bare);
}

static void pieces(Input *in)
{
	char separator = (char)take_byte(in);
	char *data = exact(in->at, in->left);
	Text rest = { data, in->left }, part;
	unsigned long total = 0, count = 0, separators = 0;

	for (size_t i = 0; i < in->left; i++)
		separators += data[i] == separator;
	while (Cut(&rest, separator, &part)) {
		CHECK(part.data == data + total + count);
		CHECK(!memchr(part.data, separator, part.len));
		total += part.len;
		count++;
	}
	CHECK(count == separators + 1 && total + separators == in->left);
	free(data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };

	switch (take_byte(&in) % 4) {
	case 0:
		a_format(&in);
		break;
	case 1:
		a_number(&in);
		break;
	case 2:
		an_address(&in);
		break;
	case 3:
		pieces(&in);
		break;
	}
	return 0;
}
