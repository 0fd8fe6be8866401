/*
 * Names of system calls (barecall/sysname.h). The input is a name, and its first bytes a number.
 */
#include "fuzz.h"
#include "../../src/linux/sysname.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	char *name = exact_string(data, size);
	int number = SyscallNumber(name);
	unsigned long taken = take_word(&in);
	long tried[3] = { (long)taken, (long)(taken & 511), (long)(taken >> 16 & 511) };
	unsigned int i;

	CHECK(number == -LX_EINVAL || number >= 0);
	if (number >= 0)
		CHECK(SyscallName(number) && !strcmp(SyscallName(number), name));
	free(name);
	for (i = 0; i < 3; i++) {
		const char *text = SyscallName(tried[i]);

		CHECK(!text || (tried[i] >= 0 && tried[i] < 1000 && SyscallNumber(text) == tried[i]));
	}
	CHECK(SyscallNumber("openat") == LX_SYS_openat);
	return 0;
}
