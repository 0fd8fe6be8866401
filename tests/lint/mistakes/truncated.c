unsigned short truncated(void);

unsigned short truncated(void)
{
	return (unsigned short)0xffff3fffU;
}
