int null(int zero);

int null(int zero)
{
	int *pointer = (int *)0;

	if (zero)
		return *pointer;
	return 0;
}
