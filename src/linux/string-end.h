#ifndef LX_STRING_END_H
#define LX_STRING_END_H

/* lx_string_end returns where the string ends that begins at text + i, or len when it does not end before that. */
static __inline__ unsigned long lx_string_end(const char *text, unsigned long len, unsigned long i)
{
	while (i < len && text[i])
		i++;
	return i;
}

#endif
