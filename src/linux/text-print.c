/*
 * Formatted text that is written at once (barecall/text.h).
 */
#include <barecall/file.h>
#include <barecall/text.h>

#define MOST 1024

long PrintArgs(int fd, const char *format, __builtin_va_list args)
{
	char text[MOST + 1];
	long length = FormatArgs(text, sizeof(text), format, args), written;

	if (length < 0)
		return length;
	written = Write(fd, text, length < MOST ? (unsigned long)length : MOST);
	return length > MOST && written >= 0 ? -LX_EMSGSIZE : written;
}

long Print(int fd, const char *format, ...)
{
	__builtin_va_list args;
	long written;

	__builtin_va_start(args, format);
	written = PrintArgs(fd, format, args);
	__builtin_va_end(args);
	return written;
}
