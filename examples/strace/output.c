/*
 * Lines. All tracees write to one place, so a line that waits for the end of its call is cut off when another tracee
 * has something to tell.
 */
#include "trace.h"

#define RESULT_COLUMN 40

int output_fd = 2;
int output_failed;
int show_pid;

static char buffer[16384];
static unsigned long length;
static int column;
static int line_of; /* the pid whose line is open, or 0 */

void flush(void)
{
	unsigned long done = 0;
	long n;

	while (done < length && !output_failed) {
		n = Write(output_fd, buffer + done, length - done);
		if (n >= 0)
			done += (unsigned long)n;
		else if (n != -LX_EINTR)
			output_failed = (int)n;
	}
	length = 0;
}

void put_char(char c)
{
	if (length == sizeof(buffer))
		flush();
	buffer[length++] = c;
	column++;
}

void put(const char *text)
{
	while (*text)
		put_char(*text++);
}

static void put_number(const char *format, unsigned long number)
{
	char text[24];

	Format(text, sizeof(text), format, number);
	put(text);
}

void put_unsigned(unsigned long number)
{
	put_number("%lu", number);
}

void put_decimal(long number)
{
	put_number("%ld", (unsigned long)number);
}

void put_octal(unsigned long number)
{
	put_number("%#lo", number);
}

void put_hex(unsigned long number)
{
	put_number("%#lx", number);
}

void put_address(unsigned long address)
{
	if (address)
		put_hex(address);
	else
		put("NULL");
}

/* put_escape writes one byte as C does in a string; an octal number is whole where one of its digits follows. */
static void put_escape(unsigned char c, int digit_follows)
{
	static const char letters[] = "\tt\nn\vv\ff\rr\"\"\\\\";
	unsigned int i;

	for (i = 0; i < sizeof(letters) - 1; i += 2)
		if ((unsigned char)letters[i] == c) {
			put_char('\\');
			put_char(letters[i + 1]);
			return;
		}
	if (c >= ' ' && c <= '~') {
		put_char((char)c);
		return;
	}
	put_char('\\');
	if (digit_follows || c >= 0100)
		put_char((char)('0' + (c >> 6)));
	if (digit_follows || c >= 010)
		put_char((char)('0' + (c >> 3 & 7)));
	put_char((char)('0' + (c & 7)));
}

void put_quoted(const char *bytes, unsigned long count)
{
	unsigned long i;

	put_char('"');
	for (i = 0; i < count; i++)
		put_escape((unsigned char)bytes[i], i + 1 < count && bytes[i + 1] >= '0' && bytes[i + 1] <= '7');
	put_char('"');
}

void put_quoted_hex(const char *bytes, unsigned long count)
{
	unsigned long i;

	put_char('"');
	for (i = 0; i < count; i++)
		put_number("\\x%02lx", (unsigned char)bytes[i]);
	put_char('"');
}

void end_line(void)
{
	put_char('\n');
	column = 0;
	line_of = 0;
}

void cut_line(void)
{
	if (!line_of)
		return;
	put(" <unfinished ...>");
	end_line();
}

static void pad(int width)
{
	while (column < width)
		put_char(' ');
}

void begin_line(const struct tracee *t)
{
	cut_line();
	line_of = t->pid;
	if (show_pid == 2)
		put("[pid ");
	if (show_pid) {
		/* Five columns, as most pids have them: to the right in brackets, to the left without. */
		put_number(show_pid == 2 ? "%5ld] " : "%-5ld ", (unsigned long)t->pid);
	}
}

int is_in_line(const struct tracee *t)
{
	return line_of == t->pid;
}

void tabulate(void)
{
	pad(RESULT_COLUMN);
}
