/* A function that the compiler makes for several processors, and chooses by libgcc's resolver. Returns 42. */
#include "check.h"

__attribute__((__target_clones__("avx2", "default"), __noinline__)) static int sum(const volatile int *values, int n)
{
	int i, total = 0;

	for (i = 0; i < n; i++)
		total += values[i];
	return total;
}

int main(void)
{
	static volatile int values[64] = { 40, 1, 1 };

	return sum(values, 64);
}
