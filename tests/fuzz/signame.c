/*
 * Names of signals (barecall/errno.h). The input is a name, and its first bytes a number.
 */
#include "fuzz.h"
#include "../../src/linux/signame.c"

/* by_rule is what a name means, said in another way; 0 where its number is not known here. */
static int by_rule(const char *name)
{
	unsigned int n;
	char end;

	if (!strncmp(name, "SIG", 3))
		name += 3;
	if (sscanf(name, "RTMIN+%2u%c", &n, &end) == 1 && name[6] != '0' && name[6] >= '1' && name[6] <= '9')
		return n <= 32 ? (int)(32 + n) : -LX_EINVAL;
	if (sscanf(name, "RTMAX-%2u%c", &n, &end) == 1 && name[6] >= '1' && name[6] <= '9')
		return n <= 32 ? (int)(64 - n) : -LX_EINVAL;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	char *name = exact_string(data, size);
	int number = SignalByName(name), expected = by_rule(name), taken;

	CHECK(number == -LX_EINVAL || (number > 0 && number <= 64));
	CHECK(!expected || number == expected);
	if (number > 0 && !expected) {
		const char *text = SignalName(number), *bare = strncmp(name, "SIG", 3) ? name : name + 3;

		CHECK(text && !strncmp(text, "SIG", 3));
		CHECK(!strcmp(text + 3, bare) || !strcmp(bare, "IOT") || !strcmp(bare, "CLD") || !strcmp(bare, "POLL") ||
		      !strcmp(bare, "UNUSED"));
	}
	free(name);
	take(&in, &taken, sizeof(taken));
	for (number = taken; ; number = taken & 127) {
		const char *text = SignalName(number);

		CHECK(!text == (number < 1 || number > 64));
		CHECK(!text || (SignalByName(text) == number && SignalByName(text + 3) == number));
		if (number == (taken & 127))
			break;
	}
	return 0;
}
