/*
 * Names and messages of errors (barecall/errno.h). The input is a name, and its first bytes a number.
 */
#include "fuzz.h"
#include "../../src/linux/errno.c"
#undef E
#undef ALIAS
#include "../../src/linux/errmsg.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	char *name = exact_string(data, size);
	int number = ErrnoByName(name), taken;

	if (number < 0) {
		CHECK(number == -LX_EINVAL);
	} else {
		CHECK(number > 0 && number < 4096 && ErrnoName(number) && name[0] == 'E');
		CHECK(!strcmp(ErrnoName(number), name) || !strcmp(name, "EWOULDBLOCK") || !strcmp(name, "EDEADLOCK") ||
		      !strcmp(name, "ENOTSUP"));
	}
	free(name);
	take(&in, &taken, sizeof(taken));
	for (number = taken; ; number = taken & 0xfff) {
		const char *text = ErrnoName(number);

		CHECK(!text == !ErrnoMessage(number));
		CHECK(!text || (number > -4096 && number < 4096 && ErrnoByName(text) == abs(number)));
		CHECK(!text || ErrnoName(-number) == text);
		CHECK(!text || (strlen(ErrnoMessage(number)) > 2 && strlen(text) < 32));
		if (number == (taken & 0xfff))
			break;
	}
	return 0;
}
