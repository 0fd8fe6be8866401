/* Static TLS of one alignment (TLS_ALIGN), with or without initial values (TLS_ZERO). Returns 42. */
#include "check.h"

#ifndef TLS_ZERO
static _Thread_local _Alignas(TLS_ALIGN) volatile char first[3] = "ab";
static _Thread_local volatile char middle = 'm';
#endif
static _Thread_local volatile char last;
static _Thread_local _Alignas(TLS_ALIGN) volatile char zero[5];

int main(void)
{
	int i;

#ifndef TLS_ZERO
	CHECK(first[0] == 'a' && first[1] == 'b' && first[2] == 0 && middle == 'm');
	CHECK(IS_ALIGNED(first, TLS_ALIGN));
	first[0] = middle = 1;
#endif
	CHECK(IS_ALIGNED(zero, TLS_ALIGN) && last == 0);
	for (i = 0; i < 5; i++) {
		CHECK(zero[i] == 0);
		zero[i] = 2;
	}
	CHECK(last == 0);
	return 42;
}
