/*
 * How an error's number becomes the one-byte key of a packed table: 1..199 are themselves, the kernel's own 512..531
 * are 200..219.
 */
#ifndef LX_ERRNO_KEY_H
#define LX_ERRNO_KEY_H

#define ERRNO_KEY(errnum) ((unsigned char)((errnum) < 512 ? (errnum) : (errnum) - 312))
#define ERRNO_OF_KEY(key) ((key) < 200 ? (key) : (key) + 312)

/* errno_key is the key of an error, positive or negative, or 0. */
static inline unsigned int errno_key(int errnum)
{
	unsigned int n = errnum < 0 ? 0U - (unsigned int)errnum : (unsigned int)errnum;

	return n < 200 || (n >= 512 && n < 512 + 56) ? ERRNO_KEY(n) : 0;
}

#endif
