static int use(int x)
{
	return Good(x);
}

static void test_listed(void **state)
{
	use(1); /* Other(1) */
	say("Other(1)");
}

static void test_unlisted(void **state)
{
	use(2);
}

UNIT_TESTS(unit_test(test_listed), unit_test(test_gone));
