/* signed integer overflow: UndefinedBehaviorSanitizer's. */
int main(int argc, char **argv)
{
	int big = 0x7fffffff;

	(void)argv;
	return big + argc < 0;
}
