void idle(void)
{
	check("Good, and how", Good(1)); /* check("commented", 1) */
}
