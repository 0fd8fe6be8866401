/* words: lines of text formatted, cut into pieces, and numbers read with every error told. */
#include <barecall.h>
#include <barecall/text.h>

static long say(const char *format, ...) LX_FORMAT(1, 2);

/* say is Print to standard output with a name before it. */
static long say(const char *format, ...)
{
	__builtin_va_list args;
	char line[80];
	long n;

	__builtin_va_start(args, format);
	n = FormatArgs(line, sizeof(line), format, args);
	__builtin_va_end(args);
	return n < 0 ? n : Print(1, "words: %s\n", line);
}

int main(void)
{
	Text rest = TextOf("name=barecall;size=0x40;;empty="), part, value;
	unsigned long size;
	char line[8];
	long n;

	while (Cut(&rest, ';', &part)) {
		value = part;
		Cut(&value, '=', &part); /* part becomes the name, value what stands behind it */
		say("\"%.*s\" is \"%.*s\"", (int)part.len, part.data, (int)value.len, value.len > 0 ? value.data : "");
		if (TextIs(part, "size") && ParseUint(value, 0, 32, &size) == 0)
			say("%lu, %#lx, %05lu", size, size, size);
	}
	say("%pe", ErrPtr(ParseUint(TextOf("256"), 10, 8, &size)));
	say("%pe", ErrPtr(ParseUint(TextOf("12 "), 10, 64, &size)));
	if (ParseInt(TextOf("-80"), 16, 64, &n) == 0)
		say("%ld", n);
	n = Format(line, sizeof(line), "%s-%d", "cut off", 1);
	say("%ld bytes, of which \"%s\" fit", n, line);
	return 0;
}

/*
 * Output:
 * words: "name" is "barecall"
 * words: "size" is "0x40"
 * words: 64, 0x40, 00064
 * words: "" is ""
 * words: "empty" is ""
 * words: ERANGE
 * words: EINVAL
 * words: -128
 * words: 9 bytes, of which "cut off" fit
 */
