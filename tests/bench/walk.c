/*
 * Fills a buffer with ENTRIES directory entries as the kernel does, their padding left as it was, and with WALK adds up
 * their numbers: how many instructions more it executes then is what walking them costs.
 */
#include <barecall/file.h>
#include <barecall/process.h>

static const char name[] = NAME;
static unsigned char buffer[ENTRIES * 40] __attribute__((__aligned__(8)));

int main(void)
{
	const unsigned long reclen = (19 + sizeof(name) + 7) / 8 * 8;
	unsigned long i, offset = 0, sum = 0;
	const Dirent *entry;

	for (i = 0; i < ENTRIES; i++) {
		unsigned char *at = buffer + i * reclen;
		unsigned long j;

		at[0] = 1;
		at[16] = (unsigned char)reclen;
		for (j = 0; j < sizeof(name); j++)
			at[19 + j] = (unsigned char)name[j];
		for (; 19 + j < reclen; j++)
			at[19 + j] = 'x';
	}
	__asm__ __volatile__("" : : : "memory");
	if (!WALK)
		return 0;
	while ((entry = DirentNext(buffer, ENTRIES * reclen, &offset)) != LX_NULL)
		sum += entry->ino;
	return sum != ENTRIES;
}
