/* peek: memory of another process, read and written while it runs. */
#include <barecall.h>
#include <barecall/text.h>

static char word[8] = "parent";

int main(void)
{
	char seen[8] = "", mine[8] = "poked";
	Iovec local = { seen, sizeof(seen) }, remote = { word, sizeof(word) };
	int told[2], go[2], pid;
	char byte = 0;
	long n;

	if (Pipe2(told, LX_O_CLOEXEC) < 0 || Pipe2(go, LX_O_CLOEXEC) < 0)
		return 1;
	pid = Fork();
	if (pid == 0) {
		word[0] = 'P'; /* its own from now on, at the same address */
		Write(told[1], &byte, 1);
		Read(go[0], &byte, 1);
		Print(1, "the child has: %s\n", word);
		Exit(0);
	}
	Read(told[0], &byte, 1);
	n = ProcessVMReadv(pid, &local, 1, &remote, 1, 0);
	if (n >= 0) {
		Print(1, "read %ld: %s\n", n, seen);
		local.base = mine;
		Print(1, "written %ld\n", ProcessVMWritev(pid, &local, 1, &remote, 1, 0));
	}
	Write(go[1], &byte, 1);
	Wait4(pid, LX_NULL, 0, LX_NULL);
	if (n < 0) {
		Print(1, "not allowed here: %pe\n", ErrPtr(n));
		return 77;
	}
	return 0;
}

/*
 * Output:
 * read 8: Parent
 * written 8
 * the child has: poked
 */
