/*
 * Tables of text for a static-PIE: no pointers, so no relocations, and no padding. A table is a struct of nothing but
 * characters, for each entry a key of one byte and its string; it is searched from its first byte to its last.
 */
#ifndef LX_PACKED_H
#define LX_PACKED_H

#define PACKED_MEMBER(id, text)	unsigned char key_##id; char text_##id[sizeof(text)];

/* packed_text returns the string of the first entry with this key, or NULL. */
static inline const char *packed_text(const void *table, unsigned long size, unsigned int key)
{
	const char *p = table;
	const char *end = p + size;

	for (; p < end; p++) {
		if ((unsigned char)*p++ == key)
			return p;
		while (*p)
			p++;
	}
	return LX_NULL;
}

/* packed_key returns the key of the entry with this string, or 0; of strings in the table, skip bytes are left out. */
static inline int packed_key(const void *table, unsigned long size, unsigned int skip, const char *text)
{
	const char *p = table;
	const char *end = p + size;

	for (; p < end; p++) {
		int key = (unsigned char)*p++;
		const char *t = text;

		for (p += skip; *p && *p == *t; p++)
			t++;
		if (*p == *t)
			return key;
		while (*p)
			p++;
	}
	return 0;
}

#endif
