/*
 * The functions of C's <string.h> that libbarecall_mem.a has, for programs without a libc. With a libc at hand they are
 * the libc's: its header comes instead. Not part of barecall.h.
 */
#ifndef LX_STRING_H
#define LX_STRING_H

#if __STDC_HOSTED__ && defined(__has_include)
#if __has_include(<string.h>)
#define LX_STRING_HOSTED
#include <string.h>
#endif
#endif

#ifndef LX_STRING_HOSTED

#ifdef __cplusplus
extern "C" {
#endif

/* memcpy copies n bytes that do not overlap where they go. Returns dest. memcpy(3). */
void *memcpy(void *dest, const void *src, __SIZE_TYPE__ n);

/* memmove copies n bytes, which may overlap where they go. Returns dest. memmove(3). */
void *memmove(void *dest, const void *src, __SIZE_TYPE__ n);

/* memset makes n bytes the lowest byte of c. Returns s. memset(3). */
void *memset(void *s, int c, __SIZE_TYPE__ n);

/* memcmp compares n bytes as unsigned numbers. Returns 0: they are equal; < 0: s1 is less; > 0. memcmp(3). */
int memcmp(const void *s1, const void *s2, __SIZE_TYPE__ n);

/* memchr finds the first byte that is the lowest of c, in n bytes. NULL: there is none. memchr(3). */
void *memchr(const void *s, int c, __SIZE_TYPE__ n);

/* strlen counts the bytes before the zero byte. strlen(3). */
__SIZE_TYPE__ strlen(const char *s);

/* strnlen is strlen, but looks at maxlen bytes at most and returns maxlen where none of them is zero. strnlen(3). */
__SIZE_TYPE__ strnlen(const char *s, __SIZE_TYPE__ maxlen);

/* strcmp compares strings as memcmp does bytes. Returns 0: they are equal; < 0: s1 is less; > 0. strcmp(3). */
int strcmp(const char *s1, const char *s2);

/* strncmp is strcmp of the first n bytes, where there are more. strncmp(3). */
int strncmp(const char *s1, const char *s2, __SIZE_TYPE__ n);

/* strchr finds the first byte that is the lowest of c, which may be 0. NULL: there is none. strchr(3). */
char *strchr(const char *s, int c);

/* strrchr finds the last byte that is the lowest of c, which may be 0. NULL: there is none. strrchr(3). */
char *strrchr(const char *s, int c);

#ifdef __cplusplus
}
#endif
#endif

#endif
