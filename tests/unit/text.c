#include "unit.h"
#include <arpa/inet.h>
#include <limits.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <barecall/text.h>

static unsigned int random_state = 1;

static unsigned int next_random(void)
{
	random_state = random_state * 1664525 + 1013904223;
	return random_state >> 8;
}

/* Under an emulator a few of many inputs will do. */
static unsigned int rounds(unsigned int count)
{
	return unit_under_qemu() ? count / 20 : count;
}

static Text bytes(const char *data, size_t len)
{
	Text text = { data, len };

	return text;
}

/* ---- Format */

/* A buffer of size bytes between others that must not change. */
static char ours[512], theirs[512];

static void check_same(const char *format, size_t size, va_list args)
{
	va_list again;
	long length;
	int expected;

	va_copy(again, args);
	memset(ours, '~', sizeof(ours));
	memset(theirs, '~', sizeof(theirs));
	length = FormatArgs(ours + 1, size, format, args);
	expected = vsnprintf(theirs + 1, size, format, again);
	va_end(again);
	if (length != expected || memcmp(ours, theirs, sizeof(ours)) != 0) {
		printf("# \"%s\" in %zu bytes: %ld \"%.80s\", not %d \"%.80s\"\n", format, size, length, ours, expected, theirs);
		fail();
	}
}

/* same compares with the C library's, in a buffer that is large, and in one of small. */
static void same(const char *format, ...)
{
	static unsigned int small;
	va_list args;

	va_start(args, format);
	check_same(format, 400, args);
	va_end(args);
	va_start(args, format);
	check_same(format, small++ % 12, args);
	va_end(args);
}

/* unchecked is Format where a compiler would know better. */
static long unchecked(char *buf, unsigned long size, const char *format, ...)
{
	va_list args;
	long length;

	va_start(args, format);
	length = FormatArgs(buf, size, format, args);
	va_end(args);
	return length;
}

static const long values[] = { 0, 1, -1, 7, 8, 9, 10, -42, 127, 128, -128, 255, 256, 32767, 32768, -32768, 65535, INT_MAX, INT_MIN,
			       1L << 32, UINT_MAX, LONG_MAX, LONG_MIN };
static const char *const widths[] = { "", "1", "9", "26", "*" };
static const char *const precisions[] = { "", ".", ".0", ".5", ".24", ".*" };

static void compare_integers(const char *head, const char *width, const char *precision, const char *length)
{
	int is_long = strchr("lzjt", *length) != NULL && *length;
	char format[32];

	for (const char *letter = "diuoxX"; *letter; letter++) {
		unsigned int first = unit_under_qemu() ? next_random() % 7 : 0, step = unit_under_qemu() ? 7 : 1;

		snprintf(format, sizeof(format), "<%%%s%s%s%s%c>", head, width, precision, length, *letter);
		for (size_t i = first; i < sizeof(values) / sizeof(*values); i += step) {
			int star = (int)(next_random() % 40) - 14, other = (int)(next_random() % 30) - 8;

			if (*width == '*' && precision[0] && precision[1] == '*')
				is_long ? same(format, star, other, values[i]) : same(format, star, other, (int)values[i]);
			else if (*width == '*' || (precision[0] && precision[1] == '*'))
				is_long ? same(format, star, values[i]) : same(format, star, (int)values[i]);
			else
				is_long ? same(format, values[i]) : same(format, (int)values[i]);
		}
	}
}

static void test_integers_are_those_of_printf(void **state)
{
	static const char *const lengths[] = { "", "hh", "h", "l", "ll", "z", "j", "t" };

	(void)state;
	for (unsigned int flags = 0; flags < 32; flags++) {
		char head[8], *end = head;

		for (unsigned int i = 0; i < 5; i++)
			if (flags >> i & 1)
				*end++ = "-+ #0"[i];
		*end = 0;
		for (size_t w = 0; w < sizeof(widths) / sizeof(*widths); w++)
			for (size_t p = 0; p < sizeof(precisions) / sizeof(*precisions); p++)
				for (size_t l = 0; l < sizeof(lengths) / sizeof(*lengths); l++)
					if (l < 4 || flags % 8 == l)
						compare_integers(head, widths[w], precisions[p], lengths[l]);
	}
}

static void test_text_is_that_of_printf(void **state)
{
	static const char *const strings[] = { "", "a", "seven77", "a longer string than most fields are" };

	(void)state;
	for (size_t w = 0; w < 4; w++)
		for (int left = 0; left < 2; left++) {
			char format[32];

			for (size_t p = 0; p < 5; p++) {
				snprintf(format, sizeof(format), "%%s<%%%s%s%ss>", left ? "-" : "", widths[w], precisions[p]);
				for (size_t s = 0; s < sizeof(strings) / sizeof(*strings); s++)
					same(format, "x", strings[s]);
			}
			snprintf(format, sizeof(format), "%%c<%%%s%sc>%%%%", left ? "-" : "", widths[w]);
			for (int c = 0; c < 256; c++)
				same(format, c, c + 256);
			snprintf(format, sizeof(format), "<%%%s%sp>", left ? "-" : "", widths[w]);
			same(format, (void *)1);
			same(format, (void *)ours);
			same(format, (void *)-1L);
		}
	same("");
	same("%%");
	same("no conversion, and a \xff\x80 byte");
	same("%d%s%ld%c%u%%%x%p", 1, "two", 3L, '4', 5, 6, (void *)7);
	same("%*d|%-*d|%.*d|%.*s|%*s", 5, 1, 5, 2, 3, 3, 2, "abcd", -6, "left");
	same("%*d|%.*d", -300, 1, -300, 1);
}

static void test_what_printf_leaves_open(void **state)
{
	char buf[64];

	(void)state;
	assert_int_equal(Format(buf, sizeof(buf), "%p|%6p|%-5p|", NULL, NULL, NULL), 17);
	assert_string_equal(buf, "0x0|   0x0|0x0  |");
	assert_int_equal(unchecked(buf, sizeof(buf), "%s|%.3s|%8s", (char *)NULL, (char *)NULL, (char *)NULL), 19);
	assert_string_equal(buf, "(null)|(nu|  (null)");
}

static void test_a_precision_reads_no_further(void **state)
{
	long size = sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, (size_t)(2 * size), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char buf[16];

	(void)state;
	assert_ptr_not_equal(pages, MAP_FAILED);
	assert_int_equal(mprotect(pages + size, (size_t)size, PROT_NONE), 0);
	memcpy(pages + size - 3, "end", 3);
	assert_int_equal(Format(buf, sizeof(buf), "%.3s", pages + size - 3), 3);
	assert_string_equal(buf, "end");
	assert_int_equal(Format(buf, sizeof(buf), "%.*s", 0, pages + size), 0);
	assert_int_equal(Format(NULL, 0, "%.3s", pages + size - 3), 3);
	munmap(pages, (size_t)(2 * size));
}

static void test_formats_that_are_none(void **state)
{
	static const char *const wrong[] = {
		"%", "a%", "%5", "%-", "%.", "%.5", "%l", "%h", "%hh", "%ll", "%q", "%f", "%e", "%g", "%a", "%n", "%m", "%S", "%C", "%b", "%ls",
		"%lc", "%hs", "%hhc", "%lp", "%zs", "%lld%", "%5%", "%-%", "%1$d", "%Lu", "%lhd", "%hld", "%lll", "%2147483648d",
		"%.2147483648d", "%99999999999999999999d", "%'d", "%I", "%\x80", "% ", "% +-0#"
	};
	char buf[64];

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		strcpy(buf, "before");
		assert_int_equal(Format(buf, sizeof(buf), wrong[i], 0, 0, 0, 0), -EINVAL);
		assert_string_equal(buf, "");
		assert_int_equal(Format(NULL, 0, wrong[i], 0, 0, 0, 0), -EINVAL);
		assert_int_equal(Print(-1, wrong[i], 0, 0, 0, 0), -EINVAL);
	}
}

static void test_the_largest_fields(void **state)
{
	char buf[8];

	(void)state;
	assert_int_equal(unchecked(buf, sizeof(buf), "%2147483647d%2147483647s", 1, ""), 2L * INT_MAX);
	assert_string_equal(buf, "       ");
	assert_int_equal(Format(buf, sizeof(buf), "%.2147483647d", 1), INT_MAX);
	assert_string_equal(buf, "0000000");
	assert_int_equal(unchecked(buf, sizeof(buf), "%*d", INT_MIN, 1), 1L + INT_MAX);
	assert_string_equal(buf, "1      ");
}

static void test_errors_have_names(void **state)
{
	char buf[64];

	(void)state;
	assert_int_equal(Format(buf, sizeof(buf), "open: %pe!", ErrPtr(-ENOENT)), 13);
	assert_string_equal(buf, "open: ENOENT!");
	unchecked(buf, sizeof(buf), "%8pe|%-8pe|%.3pe|%pee", ErrPtr(-EIO), ErrPtr(-EIO), ErrPtr(-EAGAIN), ErrPtr(-EIO));
	assert_string_equal(buf, "     EIO|EIO     |EAG|EIOe");
	Format(buf, sizeof(buf), "%pe %pe %pe %pe %pe", ErrPtr(-4095), ErrPtr(-4096), ErrPtr(0), ErrPtr(3), ErrPtr(ENOENT));
	assert_string_equal(buf, "-4095 -4096 0 3 2");
	Format(buf, sizeof(buf), "%pe", Mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	assert_string_equal(buf, "EINVAL");
}

/* ---- Print */

static void test_print_writes_once(void **state)
{
	const char *volatile bad = "%q";
	char seen[2048], text[2000];
	int pair[2];

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	assert_int_equal(Print(pair[0], "%s is %d\n", "answer", 42), 13);
	assert_int_equal(read(pair[1], seen, sizeof(seen)), 13);
	assert_memory_equal(seen, "answer is 42\n", 13);
	assert_int_equal(Print(pair[0], "%.*s%c", 1023, text, 'y'), 1024);
	assert_int_equal(read(pair[1], seen, sizeof(seen)), 1024);
	assert_int_equal(seen[1023], 'y');
	assert_int_equal(Print(pair[0], "%.*s%s", 1023, text, "yz"), -EMSGSIZE);
	assert_int_equal(read(pair[1], seen, sizeof(seen)), 1024);
	assert_int_equal(seen[1023], 'y');
	assert_int_equal(Print(pair[0], "%c", 0), 1);
	assert_int_equal(read(pair[1], seen, sizeof(seen)), 1);
	assert_int_equal(seen[0], 0);
	assert_int_equal(Print(pair[0], bad, 0), -EINVAL);
	assert_int_equal(recv(pair[1], seen, sizeof(seen), MSG_DONTWAIT), -1);
	close(pair[0]);
	close(pair[1]);
	assert_int_equal(Print(-1, "a line\n"), -EBADF);
	assert_int_equal(Print(-1, "%2000d\n", 1), -EBADF);
}

/* ---- Cut */

static void check_cut(const char *string)
{
	char copy[16], *at = copy, *piece;
	Text rest = TextOf(string), part;

	strcpy(copy, string);
	while ((piece = strsep(&at, ","))) {
		assert_int_equal(Cut(&rest, ',', &part), 1);
		assert_int_equal(part.len, strlen(piece));
		assert_ptr_equal(part.data, string + (piece - copy));
		assert_true(at ? rest.data == string + (at - copy) && rest.len == strlen(at) : !rest.data && !rest.len);
		assert_int_equal(TextIs(part, piece), 1);
	}
	assert_int_equal(Cut(&rest, ',', &part), 0);
	assert_null(part.data);
	assert_int_equal(part.len, 0);
}

static void test_cut_is_strsep(void **state)
{
	(void)state;
	for (unsigned int length = 0; length < 8; length++)
		for (unsigned int kinds = 0; kinds < 1U << length; kinds++) {
			char string[9];

			for (unsigned int i = 0; i < length; i++)
				string[i] = kinds >> i & 1 ? ',' : (char)('a' + i);
			string[length] = 0;
			check_cut(string);
		}
}

static void test_texts(void **state)
{
	static const char three[] = { 'a', 0, 'b' };
	Text rest = bytes(three, 3), part;

	(void)state;
	assert_null(TextOf(NULL).data);
	assert_int_equal(TextOf(NULL).len, 0);
	assert_int_equal(TextOf("").len, 0);
	assert_non_null(TextOf("").data);
	assert_int_equal(TextOf("four").len, 4);
	assert_int_equal(Cut(&rest, 0, &part), 1);
	assert_int_equal(part.len, 1);
	assert_int_equal(rest.len, 1);
	assert_int_equal(TextIs(TextOf("proc"), "proc"), 1);
	assert_int_equal(TextIs(TextOf("proc"), "pro"), 0);
	assert_int_equal(TextIs(TextOf("proc"), "procs"), 0);
	assert_int_equal(TextIs(TextOf("proc"), "prod"), 0);
	assert_int_equal(TextIs(TextOf(""), ""), 1);
	assert_int_equal(TextIs(TextOf(NULL), ""), 1);
	assert_int_equal(TextIs(bytes(three, 3), "a"), 0);
	assert_int_equal(TextIs(bytes("abc", 2), "ab"), 1);
}

/* ---- Numbers */

/* by_strtoul is what ParseUint should return of a string, said by the C library; bits are 64. */
static int by_strtoul(const char *string, size_t len, int base, unsigned long *value)
{
	const char *digits = string;
	int found = base;
	char *end;

	if (base == 0) {
		found = string[0] == '0' && string[1] ? 8 : 10;
		if (found == 8)
			digits++;
		if (found == 8 && (*digits | 32) == 'x')
			found = 16;
		else if (found == 8 && (*digits | 32) == 'b')
			found = 2;
		else if (found == 8 && (*digits | 32) != 'o')
			digits--;
		digits += found != 10 && (*digits | 32) >= 'a';
	}
	if (!*digits || strlen(string) != len || (found == 16 && (digits[1] | 32) == 'x') || (found == 2 && (digits[1] | 32) == 'b') ||
	    strpbrk(digits, "+- \t\n\v\f\r"))
		return -EINVAL;
	errno = 0;
	*value = strtoul(digits, &end, found);
	return *end ? -EINVAL : -errno;
}

static void check_number(const char *string, size_t len, int base)
{
	char *exactly = malloc(len ? len : 1); /* behind which an address sanitizer looks */
	unsigned long expected = 77, value = 77;
	long as_signed = 78;
	size_t signs = len && (*string == '+' || *string == '-');
	int negative;
	int error = by_strtoul(string, len, base, &expected);

	memcpy(exactly, string, len);
	if (error)
		expected = 77;
	if (ParseUint(bytes(exactly, len), base, 64, &value) != error || value != expected) {
		printf("# \"%s\" in base %d: not %d, %lu\n", string, base, error, expected);
		fail();
	}
	negative = *string == '-';
	error = by_strtoul(string + signs, len - signs, base, &expected);
	if (!error && expected > LONG_MAX + (unsigned long)negative)
		error = -ERANGE;
	assert_int_equal(ParseInt(bytes(exactly, len), base, 64, &as_signed), error);
	assert_int_equal(as_signed, error ? 78 : negative ? 0 - expected : expected);
	free(exactly);
}

static void test_numbers_are_those_of_strtoul(void **state)
{
	static const char *const edges[] = {
		"", "0", "00", "007", "08", "0x", "0X", "0b", "0o", "0x0", "0xg", "0b2", "0b1", "0o7", "0o8", "0x0x1", "0b0b1", "0o0o1", "1_000",
		" 1", "1 ", "1\n", "\t1", "0x 1", "18446744073709551615", "18446744073709551616", "18446744073709551614",
		"36893488147419103232", "99999999999999999999999999999x", "99999999999999999999999999999", "0xffffffffffffffff",
		"0x10000000000000000", "01777777777777777777777", "02000000000000000000000", "zz", "Zz", "3w5e11264sgsf", "3w5e11264sgsg",
		"1y2p0ij32e8e7", "\xff", "/", ":", "@", "[", "`", "{", "9", "a", "A", "g", "0b11111111111111111111111111111111111111111111111111111111111111111"
	};
	static const char alphabet[] = "0011223456789abcdefgzABFXxob-+ _";
	unsigned int count = rounds(200000);

	(void)state;
	for (int base = 0; base <= 36; base += base ? 1 : 2)
		for (size_t i = 0; i < sizeof(edges) / sizeof(*edges); i++)
			check_number(edges[i], strlen(edges[i]), base);
	for (unsigned int i = 0; i < count; i++) {
		char string[24];
		size_t len = next_random() % 22;

		for (size_t j = 0; j < len; j++)
			string[j] = alphabet[next_random() % (i % 3 ? 10 : sizeof(alphabet) - 1)];
		string[len] = 0;
		check_number(string, len, i % 4 ? 10 : i % 8 ? 0 : (int)(2 + next_random() % 35));
	}
	check_number("1\0002", 3, 10);
	check_number("\0", 1, 10);
}

static void test_numbers_of_every_width(void **state)
{
	char string[32];

	(void)state;
	for (int bits = 1; bits <= 64; bits++) {
		unsigned long most = ~0UL >> (64 - bits), value = 7;
		long most_signed = LONG_MAX >> (64 - bits), least = -most_signed - 1, got = 7;

		snprintf(string, sizeof(string), "%lu", most);
		assert_int_equal(ParseUint(TextOf(string), 10, bits, &value), 0);
		assert_true(value == most);
		snprintf(string, sizeof(string), "%ld", most_signed);
		assert_int_equal(ParseInt(TextOf(string), 10, bits, &got), 0);
		assert_true(got == most_signed);
		snprintf(string, sizeof(string), "%ld", least);
		assert_int_equal(ParseInt(TextOf(string), 10, bits, &got), 0);
		assert_true(got == least);
		snprintf(string, sizeof(string), "+0x%lx", (unsigned long)most_signed + 1);
		assert_int_equal(ParseInt(TextOf(string), 0, bits, &got), -ERANGE);
		snprintf(string, sizeof(string), "-%lu", 2 + (unsigned long)most_signed);
		assert_int_equal(ParseInt(TextOf(string), 10, bits, &got), -ERANGE);
		assert_true(got == least);
		if (bits < 64) {
			snprintf(string, sizeof(string), "%lu", most + 1);
			assert_int_equal(ParseUint(TextOf(string), 10, bits, &value), -ERANGE);
			assert_true(value == most);
		}
	}
}

static void test_numbers_that_are_none(void **state)
{
	static const char *const wrong[] = { "", "+", "-", "+-1", "--1", "- 1", "-0x", "1-", "0x-1", "-\0001" };
	static const int no_base[] = { 1, 37, -1, -10, INT_MAX, INT_MIN }, no_bits[] = { 0, 65, -1, -64, 128, INT_MAX, INT_MIN };
	unsigned long value = 7;
	long got = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_int_equal(ParseInt(TextOf(wrong[i]), 0, 64, &got), -EINVAL);
		assert_int_equal(ParseUint(TextOf(wrong[i]), 0, 64, &value), -EINVAL);
	}
	for (size_t i = 0; i < sizeof(no_base) / sizeof(*no_base); i++) {
		assert_int_equal(ParseInt(TextOf("0"), no_base[i], 64, &got), -EINVAL);
		assert_int_equal(ParseUint(TextOf("0"), no_base[i], 64, &value), -EINVAL);
	}
	for (size_t i = 0; i < sizeof(no_bits) / sizeof(*no_bits); i++) {
		assert_int_equal(ParseInt(TextOf("0"), 10, no_bits[i], &got), -EINVAL);
		assert_int_equal(ParseUint(TextOf("0"), 10, no_bits[i], &value), -EINVAL);
	}
	assert_int_equal(ParseUint(TextOf(NULL), 10, 64, &value), -EINVAL);
	assert_int_equal(ParseInt(TextOf(NULL), 10, 64, &got), -EINVAL);
	assert_int_equal(value, 7);
	assert_int_equal(got, 7);
	assert_int_equal(ParseInt(TextOf("-0x10"), 0, 64, &got), 0);
	assert_int_equal(got, -16);
	assert_int_equal(ParseInt(TextOf("-0"), 10, 1, &got), 0);
	assert_int_equal(got, 0);
}

/* ---- Internet addresses */

static void check_address(const char *string, size_t len)
{
	unsigned char expected[16], addr[16];
	char *exactly = malloc(len ? len : 1);
	int family, known, error;

	memcpy(exactly, string, len);
	for (family = AF_INET;; family = AF_INET6) {
		memset(expected, 0x5a, sizeof(expected));
		memset(addr, 0x5a, sizeof(addr));
		known = strlen(string) == len && inet_pton(family, string, expected) == 1;
		if (!known) /* a C library may have written before it knew */
			memset(expected, 0x5a, sizeof(expected));
		error = family == AF_INET ? ParseInet4(bytes(exactly, len), addr) : ParseInet6(bytes(exactly, len), addr);
		if (error != (known ? 0 : -EINVAL) || memcmp(addr, expected, sizeof(addr)) != 0) {
			printf("# \"%s\": %d, but inet_pton %d\n", string, error, known);
			fail();
		}
		if (family == AF_INET6)
			break;
	}
	free(exactly);
}

static void test_addresses_are_those_of_inet_pton(void **state)
{
	static const char *const edges[] = {
		"", ".", "...", "0.0.0.0", "255.255.255.255", "256.0.0.0", "1.2.3", "1.2.3.4.", ".1.2.3.4", "1.2.3.4.5", "1..3.4", "01.2.3.4",
		"1.2.3.00", "1.2.3.0x4", "1.2.3.4 ", " 1.2.3.4", "1.2.3.-4", "1.2.3.+4", "1000.2.3.4", "4294967296.1.1.1", "::", ":", ":::",
		"::1", "1::", ":1", "1:", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
		"1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1::2::3", "1:::2", "::1::", "12345::", "g::", "::1.2.3.4", "1:2:3:4:5:6:1.2.3.4",
		"1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:1.2.3.4", "::1.2.3.4:5", "1.2.3.4::", "::1.2.3", "::1.2.3.256", "::01.2.3.4", "::ffff:1.2.3.4",
		"FFFF::aBcD", "fe80::1%eth0", "::1/64", "[::1]", "0001::", "00001::", "::00001", "1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7:8", "-1::", "+1::", "0x1::"
	};
	static const char alphabet[] = "0123456789abcdefF:.::..1255xg% ";
	unsigned int count = rounds(300000);

	(void)state;
	for (size_t i = 0; i < sizeof(edges) / sizeof(*edges); i++)
		check_address(edges[i], strlen(edges[i]));
	check_address("1.2.3.4\0", 8);
	check_address("::1\0", 4);
	for (unsigned int i = 0; i < count; i++) {
		char string[64];
		size_t len = next_random() % 24;

		if (i % 2) { /* one that is right, with a byte changed, left out or put in */
			unsigned char addr[16];
			size_t at;

			for (size_t j = 0; j < sizeof(addr); j++)
				addr[j] = next_random() % 3 ? 0 : (unsigned char)next_random();
			inet_ntop(i % 4 == 1 ? AF_INET : AF_INET6, addr, string, sizeof(string));
			len = strlen(string);
			at = next_random() % (unsigned int)len;
			if (next_random() % 3 == 0) {
				string[at] = alphabet[next_random() % (sizeof(alphabet) - 1)];
			} else if (next_random() % 2) {
				memmove(string + at, string + at + 1, len - at);
				len--;
			} else {
				memmove(string + at + 1, string + at, len - at + 1);
				string[at] = alphabet[next_random() % (sizeof(alphabet) - 1)];
				len++;
			}
		} else {
			for (size_t j = 0; j < len; j++)
				string[j] = alphabet[next_random() % (sizeof(alphabet) - 1)];
		}
		string[len] = 0;
		check_address(string, len);
	}
}

static void check_written(const unsigned char addr[16])
{
	char text[64], expected[64];
	unsigned char back[16];

	for (unsigned long size = 0; size <= 46; size += size ? 45 : 1) {
		memset(text, '~', sizeof(text));
		inet_ntop(AF_INET6, addr, expected, sizeof(expected));
		assert_int_equal(FormatInet6(text, size, addr), strlen(expected));
		assert_int_equal(text[size], '~');
		if (size)
			assert_memory_equal(text, expected, size == 46 ? strlen(expected) + 1 : 0);
	}
	assert_int_equal(ParseInet6(TextOf(text), back), 0);
	assert_memory_equal(back, addr, 16);
	inet_ntop(AF_INET, addr, expected, sizeof(expected));
	assert_int_equal(FormatInet4(text, 16, addr), strlen(expected));
	assert_string_equal(text, expected);
	assert_int_equal(FormatInet4(text, 4, addr), strlen(expected));
	assert_memory_equal(text, expected, 3);
	assert_int_equal(text[3], 0);
}

static void test_addresses_are_written_as_by_inet_ntop(void **state)
{
	static const unsigned int words[] = { 0, 1, 0xffff, 0x10, 0xabc, 0xa000 };
	unsigned int count = rounds(20000);
	unsigned char addr[16];

	(void)state;
	for (unsigned int pattern = 0; pattern < 256; pattern++)
		for (size_t w = 1; w < sizeof(words) / sizeof(*words); w++) {
			for (unsigned int i = 0; i < 8; i++) {
				addr[2 * i] = pattern >> i & 1 ? (unsigned char)(words[w] >> 8) : 0;
				addr[2 * i + 1] = pattern >> i & 1 ? (unsigned char)words[w] : 0;
			}
			check_written(addr);
		}
	for (unsigned int i = 0; i < count; i++) {
		for (unsigned int j = 0; j < 16; j++)
			addr[j] = next_random() % 2 ? 0 : (unsigned char)next_random();
		check_written(addr);
	}
}

UNIT_TESTS(unit_test(test_integers_are_those_of_printf), unit_test(test_text_is_that_of_printf),
	   unit_test(test_what_printf_leaves_open), unit_test(test_a_precision_reads_no_further),
	   unit_test(test_formats_that_are_none), unit_test(test_the_largest_fields), unit_test(test_errors_have_names),
	   unit_test(test_print_writes_once), unit_test(test_cut_is_strsep), unit_test(test_texts),
	   unit_test(test_numbers_are_those_of_strtoul), unit_test(test_numbers_of_every_width),
	   unit_test(test_numbers_that_are_none), unit_test(test_addresses_are_those_of_inet_pton),
	   unit_test(test_addresses_are_written_as_by_inet_ntop));
