/* A PID 1 that ends, which makes the kernel panic: for the runner, which must not take that for a power-off. */
int main(void)
{
	return 0;
}
