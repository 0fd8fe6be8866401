/*
 * Numbers that are read (barecall/text.h).
 */
#include <barecall/text.h>

/* digit is what a character is worth, 36 or more if it is no digit. */
static unsigned int digit(char c)
{
	unsigned int letter;

	if (c >= '0' && c <= '9')
		return (unsigned int)(c - '0');
	letter = ((unsigned int)(unsigned char)c | 32) - 'a';
	return letter < 26 ? letter + 10 : 36;
}

/* read_base takes what tells the base off the beginning of a number, as C has it. */
static unsigned int read_base(Text *text)
{
	unsigned int base = 8, letter;

	if (text->len < 2 || text->data[0] != '0')
		return 10;
	letter = (unsigned char)text->data[1] | 32;
	if (letter == 'x' || letter == 'b' || letter == 'o') {
		text->data++;
		text->len--;
		base = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
	}
	text->data++;
	text->len--;
	return base;
}

/* parse reads a number of at most limit. */
static int parse(Text text, int base, int bits, unsigned long limit, unsigned long *value)
{
	unsigned long number = 0, i;
	unsigned int radix = (unsigned int)base;
	int too_large = 0;

	if (base < 0 || base == 1 || base > 36 || bits < 1 || bits > 64)
		return -LX_EINVAL;
	if (!radix)
		radix = read_base(&text);
	if (!text.len)
		return -LX_EINVAL;
	for (i = 0; i < text.len; i++) {
		unsigned int d = digit(text.data[i]);

		if (d >= radix)
			return -LX_EINVAL;
		if (number > (limit - d) / radix || d > limit)
			too_large = 1;
		number = number * radix + d;
	}
	if (too_large)
		return -LX_ERANGE;
	*value = number;
	return 0;
}

int ParseUint(Text text, int base, int bits, unsigned long *value)
{
	return parse(text, base, bits, ~0UL >> ((64 - bits) & 63), value);
}

int ParseInt(Text text, int base, int bits, long *value)
{
	int negative = text.len > 0 && text.data[0] == '-', error;
	unsigned long number;

	if (text.len > 0 && (negative || text.data[0] == '+')) {
		text.data++;
		text.len--;
	}
	error = parse(text, base, bits, (~0UL >> 1 >> ((64 - bits) & 63)) + (unsigned long)negative, &number);
	if (error == 0)
		*value = (long)(negative ? 0 - number : number);
	return error;
}
