/* errors: what calls return: a value, an error, an address; and what is no error although it is negative. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	long results[] = { Open("/nonexistent", LX_O_RDONLY, 0), Close(-1), Kill(Getpid(), 0), -5000 };
	void *page = Mmap(LX_NULL, 0, LX_PROT_READ, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	unsigned int i;

	for (i = 0; i < sizeof(results) / sizeof(results[0]); i++)
		Print(1, "%ld is %s: %pe\n", results[i], IsErr(results[i]) ? "an error" : "a value", ErrPtr(results[i]));
	if (IsErrPtr(page))
		Print(1, "no bytes cannot be mapped: %pe, %s\n", page, ErrnoMessage((int)(long)page));
	if (results[0] == -LX_ENOENT && ErrnoIs(results[0], ErrNotExist))
		Print(1, "there is no such file\n");
	return 0;
}
