/* Getauxval and Getpagesize in a program that a libc began. */
#include "unit.h"

#include <sys/auxv.h>

#include <barecall/auxv.h>

static void test_getauxval_of_what_is_not_there_is_0(void **state)
{
	(void)state;
	assert_int_equal(Getauxval(987654), 0);
	assert_int_equal(Getauxval(LX_AT_NULL), 0);
}

static void test_getauxval_agrees_with_libc(void **state)
{
	static const unsigned long types[] = { LX_AT_PHDR, LX_AT_PHNUM, LX_AT_PAGESZ, LX_AT_ENTRY, LX_AT_UID,
					       LX_AT_RANDOM, LX_AT_CLKTCK };
	unsigned long i;

	(void)state;
	for (i = 0; i < sizeof types / sizeof *types; i++)
		assert_int_equal(Getauxval(types[i]), getauxval(types[i]));
}

static void test_getpagesize(void **state)
{
	(void)state;
	assert_int_equal(Getpagesize(), sysconf(_SC_PAGESIZE));
}

UNIT_TESTS(unit_test(test_getauxval_of_what_is_not_there_is_0), unit_test(test_getauxval_agrees_with_libc),
	   unit_test(test_getpagesize));
