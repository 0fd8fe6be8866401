int main(void)
{
	small();
	/* idle(); */
	left_out();
}
