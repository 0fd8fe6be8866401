/* Each function of libbarecall_mem.a against byte loops, at all alignments of a word. Returns 42. */
#include "check.h"

void *memcpy(void *dest, const void *src, unsigned long n);
void *memmove(void *dest, const void *src, unsigned long n);
void *memset(void *s, int c, unsigned long n);
int memcmp(const void *s1, const void *s2, unsigned long n);
int bcmp(const void *s1, const void *s2, unsigned long n);
void *memchr(const void *s, int c, unsigned long n);
unsigned long strlen(const char *s);
unsigned long strnlen(const char *s, unsigned long maxlen);
int strcmp(const char *s1, const char *s2);
int strncmp(const char *s1, const char *s2, unsigned long n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);

enum { ROOM = 96, LONGEST = 40 };
static unsigned char a[ROOM], b[ROOM], expected[ROOM];

static void fill(unsigned char *bytes, unsigned int seed)
{
	int i;

	for (i = 0; i < ROOM; i++)
		bytes[i] = (unsigned char)(seed = seed * 5 + 17);
}

static int equal(const unsigned char *x, const unsigned char *y)
{
	int i;

	for (i = 0; i < ROOM; i++)
		if (x[i] != y[i])
			return 0;
	return 1;
}

static void check_copies(unsigned int to, unsigned int from, unsigned int n)
{
	unsigned int i;

	fill(a, 1);
	fill(b, 2);
	fill(expected, 2);
	for (i = 0; i < n; i++)
		expected[to + i] = a[from + i];
	CHECK(memcpy(b + to, a + from, n) == b + to && equal(b, expected));
	fill(b, 2);
	CHECK(memmove(b + to, a + from, n) == b + to && equal(b, expected));
	/* Within one array, so that the two overlap. */
	fill(expected, 1);
	fill(b, 1);
	for (i = 0; i < n; i++)
		expected[to + i] = b[from + i];
	CHECK(memmove(a + to, a + from, n) == a + to && equal(a, expected));
}

static void check_set(unsigned int to, unsigned int n)
{
	unsigned int i;

	fill(a, 3);
	fill(expected, 3);
	for (i = 0; i < n; i++)
		expected[to + i] = 0xfe;
	CHECK(memset(a + to, 0x7ffffe, n) == a + to && equal(a, expected));
	for (i = 0; i < n; i++)
		a[to + i] = 'x';
	a[to + n] = 0;
	CHECK(strlen((char *)a + to) == n);
	for (i = 0; i < n + 3; i++)
		CHECK(strnlen((char *)a + to, i) == (i < n ? i : n));
	CHECK(strnlen((char *)a + to, ~0UL) == n);
}

/* Bytes above 127 are what a comparison of chars would take for negative. */
static void check_find(unsigned int at, unsigned int n)
{
	char *s = (char *)a + at;
	unsigned int i;

	for (i = 0; i < ROOM; i++)
		a[i] = 'y';
	for (i = 0; i < n; i++)
		s[i] = (char)(i == n / 2 || i == n - 1 ? 0xe9 : 'x');
	s[n] = 0;
	CHECK(strchr(s, 0x7fe9) == (n ? s + n / 2 : 0) && strrchr(s, 0x7fe9) == (n ? s + n - 1 : 0));
	CHECK(strchr(s, 'y') == 0 && strrchr(s, 'y') == 0);
	CHECK(strchr(s, 0) == s + n && strrchr(s, 0) == s + n);
	CHECK(memchr(s, 0x7fe9, n) == (n ? s + n / 2 : 0));
	CHECK(memchr(s, 0, n) == 0 && memchr(s, 0, n + 1) == s + n && memchr(s, 0, ~0UL) == s + n && memchr(s, 'x', 0) == 0);
}

static void check_strings(unsigned int x, unsigned int y, unsigned int n)
{
	char *s = (char *)a + x, *t = (char *)b + y;
	unsigned int i;

	for (i = 0; i < n; i++)
		s[i] = t[i] = (char)(i % 200 + 60);
	s[n] = 0;
	t[n] = (char)0xe9;
	t[n + 1] = 0;
	CHECK(strcmp(s, t) < 0 && strcmp(t, s) > 0 && strcmp(s, s) == 0);
	CHECK(strncmp(s, t, n) == 0 && strncmp(s, t, n + 1) < 0 && strncmp(t, s, ~0UL) > 0);
	t[n] = 0;
	s[n + 1] = 1;
	CHECK(strcmp(s, t) == 0 && strncmp(s, t, ~0UL) == 0);
	for (i = 0; i < n; i++) {
		t[i] ^= (char)0x80;
		CHECK(strcmp(s, t) * ((unsigned char)s[i] < (unsigned char)t[i] ? -1 : 1) > 0);
		CHECK(strncmp(s, t, i + 1) * strcmp(s, t) > 0 && strncmp(s, t, i) == 0);
		CHECK(bcmp(s, t, n) != 0 && bcmp(s, t, i) == 0);
		t[i] ^= (char)0x80;
	}
}

static void check_compare(unsigned int x, unsigned int y, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		a[x + i] = b[y + i] = (unsigned char)(i * 37 + 200);
	a[x + n] = 0;
	b[y + n] = 1;
	CHECK(memcmp(a + x, b + y, n) == 0);
	CHECK(memcmp(a + x, b + y, n + 1) < 0);
	for (i = 0; i < n; i++) {
		b[y + i] ^= 0x80;
		CHECK(memcmp(a + x, b + y, n) * (a[x + i] < b[y + i] ? -1 : 1) > 0);
		CHECK(memcmp(a + x, b + y, i) == 0);
		b[y + i] ^= 0x80;
	}
}

int main(void)
{
	unsigned int x, y, n;

	for (x = 0; x < 9; x++)
		for (n = 0; n < LONGEST; n++) {
			check_set(x, n);
			check_find(x, n);
			for (y = 0; y < 9; y++) {
				check_copies(x, y, n);
				check_compare(x, y, n);
				check_strings(x, y, n);
			}
		}
	return 42;
}
