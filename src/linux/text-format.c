/*
 * Formatted text (barecall/text.h). Every conversion ends as a field: padding, a prefix, zeroes, and bytes that stand
 * somewhere.
 */
#include <barecall/errno.h>
#include <barecall/text.h>

#define LIMIT 0x7fffffffL /* of a width or a precision, as C has it */

/* Output: what fits goes to buf; the rest is counted alone. */
typedef struct Output {
	char *buf;
	unsigned long size;
	unsigned long length;
} Output;

/* Arguments: a va_list may be an array, of which no parameter can be. */
typedef struct Arguments {
	__builtin_va_list list;
} Arguments;

/* Conversion: what stands between % and the letter. */
typedef struct Conversion {
	int left;
	int zero;
	int alternate;
	char sign; /* what a number that is not negative begins with, or 0 */
	int bits; /* of an integer */
	long width;
	long precision; /* -1: none */
} Conversion;

/* Weak: only who brings the names, by ErrPtr or by name, has them. */
const char *lx_error_name(int errnum) LX_SYMBOL("lx_ErrnoName") __attribute__((__weak__));

/* KEEP_LOOP keeps a loop from becoming a call of memcpy or memset. */
#define KEEP_LOOP() __asm__ __volatile__("" : : : "memory")

/* put writes n bytes: those of text, or where it is NULL of fill. */
static void put(Output *out, const char *text, char fill, unsigned long n)
{
	unsigned long i;

	for (i = 0; i < n && out->length + i < out->size; i++) {
		out->buf[out->length + i] = text ? text[i] : fill;
		KEEP_LOOP();
	}
	out->length += n;
}

static void put_field(Output *out, const Conversion *c, const char *prefix, unsigned long zeroes, const char *text, unsigned long n)
{
	unsigned long prefixed = 0, width = (unsigned long)c->width, padding;

	while (prefix[prefixed])
		prefixed++;
	padding = prefixed + zeroes + n;
	padding = width > padding ? width - padding : 0;
	if (!c->left && !c->zero)
		put(out, LX_NULL, ' ', padding);
	put(out, prefix, 0, prefixed);
	put(out, LX_NULL, '0', zeroes + (c->zero ? padding : 0));
	put(out, text, 0, n);
	if (c->left)
		put(out, LX_NULL, ' ', padding);
}

static void put_text(Output *out, Conversion *c, const char *text)
{
	unsigned long n = 0, most = (unsigned long)c->precision; /* none is more than there can be */

	if (!text)
		text = "(null)";
	while (n < most && text[n])
		n++;
	c->zero = 0;
	put_field(out, c, "", 0, text, n);
}

/* put_number writes letters in upper case, or in lower: their bit, which digits have in either. */
static void put_number(Output *out, Conversion *c, unsigned long number, unsigned int base, const char *prefix, char lower)
{
	char text[24];
	unsigned long n = 0, precision = (unsigned long)c->precision;

	if (c->precision < 0)
		precision = 1;
	else
		c->zero = 0;
	for (; number; number /= base)
		text[sizeof(text) - ++n] = (char)("0123456789ABCDEF"[number % base] | lower);
	if (base == 8 && c->alternate && precision <= n)
		precision = n + 1;
	put_field(out, c, prefix, precision > n ? precision - n : 0, text + sizeof(text) - n, n);
}

static void put_signed(Output *out, Conversion *c, long number)
{
	char sign[2] = { c->sign, 0 };

	if (number < 0)
		sign[0] = '-';
	put_number(out, c, number < 0 ? 0UL - (unsigned long)number : (unsigned long)number, 10, sign, 0);
}

static void put_error(Output *out, Conversion *c, long result)
{
	const char *name = IsErr(result) && lx_error_name ? lx_error_name((int)result) : LX_NULL;

	if (name)
		put_text(out, c, name);
	else
		put_signed(out, c, result);
}

/* read_limit reads a width or a precision. Returns where it ends, or NULL where it is too large. */
static const char *read_limit(const char *at, Arguments *args, long *limit)
{
	if (*at == '*') {
		*limit = __builtin_va_arg(args->list, int);
		return at + 1;
	}
	for (*limit = 0; *at >= '0' && *at <= '9'; at++) {
		*limit = *limit * 10 + (*at - '0');
		if (*limit > LIMIT)
			return LX_NULL;
	}
	return at;
}

/* read_conversion returns where the letter stands, or NULL. */
static const char *read_conversion(const char *at, Arguments *args, Conversion *c)
{
	c->left = c->zero = c->alternate = 0;
	c->sign = 0;
	c->bits = 32;
	c->precision = -1;
	for (;; at++) {
		if (*at == '-')
			c->left = 1;
		else if (*at == '0')
			c->zero = 1;
		else if (*at == '#')
			c->alternate = 1;
		else if (*at == '+' || (*at == ' ' && !c->sign))
			c->sign = *at;
		else if (*at != ' ')
			break;
	}
	at = read_limit(at, args, &c->width);
	if (!at)
		return at;
	if (c->width < 0) {
		c->left = 1;
		c->width = -c->width;
	}
	if (*at == '.') {
		at = read_limit(at + 1, args, &c->precision);
		if (!at)
			return at;
		if (c->precision < 0)
			c->precision = -1;
	}
	if (c->left)
		c->zero = 0;
	if (*at == 'h') {
		c->bits = *++at == 'h' ? 8 : 16;
		at += c->bits == 8;
	} else if (*at == 'l') {
		c->bits = 64;
		at += at[1] == 'l' ? 2 : 1;
	} else if (*at == 'z' || *at == 'j' || *at == 't') {
		c->bits = 64;
		at++;
	}
	return at;
}

/* convert writes what is asked for at the byte behind a %. Returns what stands behind it, or NULL: there is no such. */
static const char *convert(Output *out, const char *at, Arguments *args)
{
	Conversion c;
	unsigned long word;
	unsigned int base = 10;
	char letter, byte;

	if (*at == '%') {
		put(out, at, 0, 1);
		return at + 1;
	}
	at = read_conversion(at, args, &c);
	if (!at)
		return at;
	letter = *at++;
	switch (letter) {
	case 'c':
	case 's':
	case 'p':
		if (c.bits != 32) /* a wide character */
			return LX_NULL;
		c.bits = letter == 'c' ? 8 : 64;
		break;
	case 'x':
	case 'X':
	case 'o':
		base = letter == 'o' ? 8 : 16;
		break;
	case 'd':
	case 'i':
	case 'u':
		break;
	default:
		return LX_NULL;
	}
	/* Every argument is in a word of its own, of which an int is the lower half. */
	word = __builtin_va_arg(args->list, unsigned long) << (64 - c.bits);
	if (letter == 'd' || letter == 'i') {
		put_signed(out, &c, (long)word >> (64 - c.bits));
		return at;
	}
	word >>= 64 - c.bits;
	if (letter == 'c') {
		byte = (char)word;
		c.zero = 0;
		put_field(out, &c, "", 0, &byte, 1);
	} else if (letter == 's') {
		put_text(out, &c, (const char *)word);
	} else if (letter == 'p' && *at == 'e') {
		put_error(out, &c, (long)word);
		at++;
	} else if (letter == 'p') {
		put_number(out, &c, word, 16, "0x", 'x' - 'X');
	} else {
		put_number(out, &c, word, base, base == 16 && c.alternate && word ? letter == 'x' ? "0x" : "0X" : "",
			   letter & ('x' - 'X'));
	}
	return at;
}

long FormatArgs(char *buf, unsigned long size, const char *format, __builtin_va_list list)
{
	Output out;
	Arguments args;
	unsigned long n;

	out.buf = buf;
	out.size = size;
	out.length = 0;
	__builtin_va_copy(args.list, list);
	while (format && *format) {
		for (n = 0; format[n] && format[n] != '%'; n++)
			;
		put(&out, format, 0, n);
		format += n;
		if (*format)
			format = convert(&out, format + 1, &args);
	}
	__builtin_va_end(args.list);
	if (!format)
		out.length = 0;
	if (size)
		buf[out.length < size ? out.length : size - 1] = 0;
	return format ? (long)out.length : -LX_EINVAL;
}

long Format(char *buf, unsigned long size, const char *format, ...)
{
	__builtin_va_list args;
	long length;

	__builtin_va_start(args, format);
	length = FormatArgs(buf, size, format, args);
	__builtin_va_end(args);
	return length;
}
