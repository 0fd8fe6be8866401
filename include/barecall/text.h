/*
 * Text, which every program without a libc writes and reads: lines with numbers in them, numbers and Internet addresses
 * read back with every error told, and pieces of a text taken one after the other. Linked from libbarecall.a; nothing
 * is allocated, remembered or floating.
 */
#ifndef LX_TEXT_H
#define LX_TEXT_H

#include "base.h"

/* Text: bytes that stand somewhere else, without a zero byte behind them. "%.*s" prints them: (int)len, data. */
typedef struct Text {
	const char *data; /* NULL: there is none, or there is none left */
	unsigned long len;
} Text;

/* ---- Writing */

/* LX_FORMAT has compilers compare a format, the parameter of this number, with the arguments from another on. */
#define LX_FORMAT(format, first) __attribute__((__format__(__printf__, format, first)))

/*
 * Format writes a text of at most size bytes, its zero byte included, into buf. Returns how long the whole text is
 * without it: size or more says that what did not fit is missing, and size 0 only asks. -EINVAL: no such conversion, or
 * a width or precision above INT_MAX; buf is empty then. The format is printf's, checked by compilers as printf's:
 *
 *   %d %i %u %o %x %X   integers, after hh, h, l, ll, z, j or t if they are not int; flags - + space # 0, a width and a
 *                       precision, either of which may be *
 *   %c %s %%            a byte; a string, of which a precision takes no more bytes, nor looks at more; a percent sign
 *   %p                  an address, 0x and hexadecimal digits: 0x0 is NULL
 *   %pe                 the kernel's own: what a call returned, by ErrPtr(result) or as it came where it is a pointer.
 *                       An error's name, "ENOENT", and anything else as a number
 *
 * A NULL string is "(null)". There is no %n, no wide character and no floating point. No system call. snprintf(3).
 */
long Format(char *buf, unsigned long size, const char *format, ...) LX_SYMBOL("lx_Format") LX_FORMAT(3, 4);

/* FormatArgs is Format with its arguments in a va_list, of which it leaves nothing to use. vsnprintf(3). */
long FormatArgs(char *buf, unsigned long size, const char *format, __builtin_va_list args)
	LX_SYMBOL("lx_FormatArgs") LX_FORMAT(3, 0);

/*
 * Print writes a text to fd by one Write, so that lines of several processes do not mix: of at most 1024 bytes, which a
 * pipe takes whole or not at all. Returns what Write does; a signal or a full disk may have it write less than all.
 * -EMSGSIZE: the text is longer, and its first 1024 bytes were written. -EINVAL as Format, and nothing was written.
 * printf(3).
 */
long Print(int fd, const char *format, ...) LX_SYMBOL("lx_Print") LX_FORMAT(2, 3);

/* PrintArgs is Print with its arguments in a va_list, of which it leaves nothing to use. vdprintf(3). */
long PrintArgs(int fd, const char *format, __builtin_va_list args) LX_SYMBOL("lx_PrintArgs") LX_FORMAT(2, 0);

/*
 * ErrPtr makes a call's result what %pe takes. It brings the names of errors into the program: one that has neither it
 * nor ErrnoName has none, and there %pe is the number. The kernel's ERR_PTR.
 */
void *ErrPtr(long result) LX_SYMBOL("lx_ErrPtr");

/* ---- Taking apart */

/* TextOf makes a Text of a string, of NULL one that has none. */
Text TextOf(const char *string) LX_SYMBOL("lx_TextOf");

/*
 * Cut takes the next piece of rest: what stands before the first separator, or all there is. rest becomes what stands
 * behind the separator, and its data NULL where there was none. Returns 1; 0: rest has no data, and part gets none.
 * What two separators have between them, or one has behind it at the end, is a piece of no bytes. strsep(3).
 */
int Cut(Text *rest, char separator, Text *part) LX_SYMBOL("lx_Cut");

/* TextIs tells whether a text has the bytes of a string, and no others: 1 or 0. */
int TextIs(Text text, const char *string) LX_SYMBOL("lx_TextIs");

/* ---- Numbers */

/*
 * ParseUint reads all of a text as a number in base 2 to 36, and stores it in *value. Base 0: as C writes it, 0x for
 * 16, 0b for 2, 0o or 0 for 8, or else 10. Letters are digits in either case. Returns 0. -EINVAL: it is empty or has
 * something else in it, a sign, a space, a zero byte; or no such base, or bits is not 1 to 64. -ERANGE: a number, but
 * of more than so many bits. *value has not changed then. Go's ParseUint; strtoul(3).
 */
int ParseUint(Text text, int base, int bits, unsigned long *value) LX_SYMBOL("lx_ParseUint");

/*
 * ParseInt is ParseUint with a + or - that may stand before the number: it has bits bits with its sign, so that 8 is
 * -128 to 127. Returns and stores as ParseUint. Go's ParseInt; strtol(3).
 */
int ParseInt(Text text, int base, int bits, long *value) LX_SYMBOL("lx_ParseInt");

/* ---- Internet addresses: bytes in the order in which they are written, as in sockaddr.h */

/*
 * ParseInet4 reads all of a text as an IPv4 address, "192.0.2.1": four numbers, to 255, without a zero before others.
 * Returns 0. -EINVAL: it is none, and addr has not changed. inet_pton(3).
 */
int ParseInet4(Text text, unsigned char addr[4]) LX_SYMBOL("lx_ParseInet4");

/*
 * ParseInet6 reads all of a text as an IPv6 address, "2001:db8::1", whose end may be an IPv4 address; no zone, "%eth0",
 * may follow. Returns 0. -EINVAL: it is none, and addr has not changed. inet_pton(3).
 */
int ParseInet6(Text text, unsigned char addr[16]) LX_SYMBOL("lx_ParseInet6");

/* FormatInet4 writes an IPv4 address as ParseInet4 reads it. 16 bytes are enough. Returns as Format. inet_ntop(3). */
long FormatInet4(char *buf, unsigned long size, const unsigned char addr[4]) LX_SYMBOL("lx_FormatInet4");

/*
 * FormatInet6 writes an IPv6 address in lower case, with :: for the first longest run of zeroes and an IPv4 address
 * at the end where one is embedded, ::ffff:192.0.2.1. 46 bytes are enough. Returns as Format. RFC 5952; inet_ntop(3).
 */
long FormatInet6(char *buf, unsigned long size, const unsigned char addr[16]) LX_SYMBOL("lx_FormatInet6");

#endif
