/*
 * Atomic operations on one and two bytes, which riscv64 has no instructions for: gcc before 13 calls these functions of
 * libatomic, which needs a libc. They change the four bytes around. A libatomic's own take the place of these weak ones.
 */
typedef unsigned int Word __attribute__((__may_alias__));

typedef enum Operation { EXCHANGE, ADD, SUB, AND, OR, XOR, NAND } Operation;

static unsigned int changed(unsigned int old, unsigned int value, Operation operation)
{
	switch (operation) {
	case ADD:
		return old + value;
	case SUB:
		return old - value;
	case AND:
		return old & value;
	case OR:
		return old | value;
	case XOR:
		return old ^ value;
	case NAND:
		return ~(old & value);
	default:
		return value;
	}
}

static Word *word_of(volatile void *address, unsigned int *shift)
{
	unsigned long at = (unsigned long)address;

	*shift = (unsigned int)(at & 3) * 8;
	return (Word *)(at & ~3UL);
}

/* change does an operation on the bytes of mask, and returns what was there. */
static unsigned int change(volatile void *address, unsigned int mask, unsigned int value, Operation operation)
{
	unsigned int shift, old, part;
	Word *word = word_of(address, &shift);

	old = __atomic_load_n(word, __ATOMIC_RELAXED);
	do
		part = changed(old >> shift & mask, value, operation) & mask;
	while (!__atomic_compare_exchange_n(word, &old, (old & ~(mask << shift)) | part << shift, 1, __ATOMIC_SEQ_CST,
					    __ATOMIC_RELAXED));
	return old >> shift & mask;
}

static _Bool replace(volatile void *address, unsigned int mask, unsigned int *expected, unsigned int value)
{
	unsigned int shift, old;
	Word *word = word_of(address, &shift);

	old = __atomic_load_n(word, __ATOMIC_SEQ_CST);
	do
		if ((old >> shift & mask) != *expected) {
			*expected = old >> shift & mask;
			return 0;
		}
	while (!__atomic_compare_exchange_n(word, &old, (old & ~(mask << shift)) | (value & mask) << shift, 1,
					    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
	return 1;
}

/* Every order is the strongest one. A name of C's own for each, since the compiler has other ideas of the functions'. */
#define OPERATION(c_name, name, type, operation)                                                               \
	type c_name(volatile void *address, type value, int order) __asm__(name) __attribute__((__weak__));    \
	type c_name(volatile void *address, type value, int order)                                             \
	{                                                                                                      \
		(void)order;                                                                                   \
		return (type)change(address, (type)-1, value, operation);                                      \
	}

OPERATION(exchange_1, "__atomic_exchange_1", unsigned char, EXCHANGE)
OPERATION(exchange_2, "__atomic_exchange_2", unsigned short, EXCHANGE)
OPERATION(fetch_add_1, "__atomic_fetch_add_1", unsigned char, ADD)
OPERATION(fetch_add_2, "__atomic_fetch_add_2", unsigned short, ADD)
OPERATION(fetch_sub_1, "__atomic_fetch_sub_1", unsigned char, SUB)
OPERATION(fetch_sub_2, "__atomic_fetch_sub_2", unsigned short, SUB)
OPERATION(fetch_and_1, "__atomic_fetch_and_1", unsigned char, AND)
OPERATION(fetch_and_2, "__atomic_fetch_and_2", unsigned short, AND)
OPERATION(fetch_or_1, "__atomic_fetch_or_1", unsigned char, OR)
OPERATION(fetch_or_2, "__atomic_fetch_or_2", unsigned short, OR)
OPERATION(fetch_xor_1, "__atomic_fetch_xor_1", unsigned char, XOR)
OPERATION(fetch_xor_2, "__atomic_fetch_xor_2", unsigned short, XOR)
OPERATION(fetch_nand_1, "__atomic_fetch_nand_1", unsigned char, NAND)
OPERATION(fetch_nand_2, "__atomic_fetch_nand_2", unsigned short, NAND)

#define REPLACE(c_name, name, type)                                                                            \
	_Bool c_name(volatile void *address, type *expected, type value, int success, int failure)             \
		__asm__(name) __attribute__((__weak__));                                                       \
	_Bool c_name(volatile void *address, type *expected, type value, int success, int failure)             \
	{                                                                                                      \
		unsigned int old = *expected;                                                                  \
		_Bool done = replace(address, (type)-1, &old, value);                                          \
                                                                                                               \
		(void)success;                                                                                 \
		(void)failure;                                                                                 \
		*expected = (type)old;                                                                         \
		return done;                                                                                   \
	}

REPLACE(compare_exchange_1, "__atomic_compare_exchange_1", unsigned char)
REPLACE(compare_exchange_2, "__atomic_compare_exchange_2", unsigned short)
