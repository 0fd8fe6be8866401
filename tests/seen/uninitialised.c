/* A mistake that no call mends: the analysers must still see it. */
#include <barecall.h>

int main(int argc, char **argv)
{
	Timespec time;
	long unset;

	(void)argv;
	if (argc > 1)
		unset = ClockGettime(LX_CLOCK_MONOTONIC, &time);
	return (int)(unset + 1);
}
