/* Atomic operations of every size and order, for which compilers call functions on some architectures. Returns 42. */
#include "check.h"

#define EACH_ORDER(type, order)                                                                              \
	do {                                                                                                 \
		static type v;                                                                               \
		type old = 5;                                                                                \
                                                                                                             \
		__atomic_store_n(&v, (type)3, __ATOMIC_SEQ_CST);                                             \
		CHECK(__atomic_fetch_add(&v, (type)-4, order) == 3 && v == (type)-1);                        \
		CHECK(__atomic_fetch_sub(&v, (type)6, order) == (type)-1 && v == (type)-7);                  \
		CHECK(__atomic_fetch_and(&v, (type)0x5f, order) == (type)-7 && v == (type)0x59);             \
		CHECK(__atomic_fetch_or(&v, (type)0x82, order) == (type)0x59 && v == (type)0xdb);            \
		CHECK(__atomic_fetch_xor(&v, (type)0xff, order) == (type)0xdb && v == (type)(0xdb ^ 0xff));  \
		CHECK(__atomic_exchange_n(&v, (type)9, order) == (type)(0xdb ^ 0xff) && v == 9);             \
		CHECK(!__atomic_compare_exchange_n(&v, &old, (type)1, 0, order, __ATOMIC_RELAXED));          \
		CHECK(old == 9 && v == 9);                                                                   \
		CHECK(__atomic_compare_exchange_n(&v, &old, (type)-1, 0, order, __ATOMIC_RELAXED));          \
		CHECK(v == (type)-1 && __atomic_load_n(&v, __ATOMIC_SEQ_CST) == (type)-1);                   \
	} while (0)

#define EACH(type)                                   \
	do {                                         \
		EACH_ORDER(type, __ATOMIC_RELAXED);  \
		EACH_ORDER(type, __ATOMIC_ACQUIRE);  \
		EACH_ORDER(type, __ATOMIC_RELEASE);  \
		EACH_ORDER(type, __ATOMIC_ACQ_REL);  \
		EACH_ORDER(type, __ATOMIC_SEQ_CST);  \
	} while (0)

int main(void)
{
	static unsigned char bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	int i;

	EACH(unsigned char);
	EACH(unsigned short);
	EACH(unsigned int);
	EACH(unsigned long);
	for (i = 0; i < 8; i++)
		CHECK(__atomic_fetch_add(&bytes[i], (unsigned char)0xf0, __ATOMIC_SEQ_CST) == i + 1);
	for (i = 0; i < 8; i++)
		CHECK(bytes[i] == 0xf1 + i);
	return 42;
}
