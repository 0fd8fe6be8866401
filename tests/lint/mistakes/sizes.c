unsigned long sizes(const char *text);

unsigned long sizes(const char *text)
{
	return text ? sizeof(sizeof(int)) : 0;
}
