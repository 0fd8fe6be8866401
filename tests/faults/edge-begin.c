/* Linked in front of libbarecall.a, and its like behind it: between them is the library's code. */
void library_begins(void);
void library_begins(void)
{
}
