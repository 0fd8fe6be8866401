int outside(void);

int outside(void)
{
	int numbers[4] = { 1, 2, 3, 4 };

	return numbers[4];
}
