/*
 * Getwd (barecall/path.h). The first bytes are what getcwd returns, and the room there is; the rest is what it wrote.
 */
#include "kernel.h"
#include "../../src/linux/getwd.c"

static Input in;
static long answer;

static long kernel(long nr, const long *a)
{
	unsigned long size = (unsigned long)a[1];

	CHECK(nr == LX_SYS_getcwd);
	take(&in, (void *)a[0], size < in.left ? size : in.left);
	return answer;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned long room;
	char *buf, *wrote;
	long result;

	in.at = data;
	in.left = size;
	answer = (long)(short)(take_byte(&in) | take_byte(&in) << 8);
	room = take_byte(&in);
	/* Mostly what a kernel could have answered. */
	if (answer % 4 && answer > 0 && room)
		answer = answer % (long)room + 1;
	buf = malloc(room + !room);
	CHECK(buf);
	memset(buf, 0xee, room);
	wrote = malloc(room + 1);
	CHECK(wrote);
	memset(wrote, 0xee, room + 1);
	if (in.left)
		memcpy(wrote, in.at, room < in.left ? room : in.left);
	result = Getwd(buf, room);
	if (answer < 0) {
		CHECK(result == answer);
	} else if (result >= 0) {
		CHECK(result == answer - 1 && (unsigned long)result < room);
		CHECK(buf[0] == '/' && buf[result] == 0 && !memcmp(buf, wrote, (size_t)answer));
	} else if (result == -LX_ENOENT) {
		CHECK(answer > 0 && (unsigned long)answer <= room && wrote[0] != '/' && buf[0] == 0);
	} else {
		CHECK(result == -LX_EINVAL);
		CHECK(answer == 0 || (unsigned long)answer > room || wrote[answer - 1] != 0);
	}
	free(buf);
	free(wrote);
	return 0;
}
