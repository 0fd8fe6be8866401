/* first: greets whom its arguments name, and ends with status 1 if what it wrote did not arrive. */
#include <barecall.h>
#include <barecall/text.h>

int main(int argc, char **argv)
{
	int i;

	if (argc < 2)
		return Print(1, "Hello, world\n") < 0;
	for (i = 1; i < argc; i++)
		if (Print(1, "Hello, %s\n", argv[i]) < 0)
			return 1;
	return 0;
}
