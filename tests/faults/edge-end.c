/* See edge-begin.c. */
void library_ends(void);
void library_ends(void)
{
}
