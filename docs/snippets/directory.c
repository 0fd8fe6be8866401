/* directory: where a program is, going elsewhere and back, and what the two calls for it tell. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	char before[4096], after[4096];
	int here = Open(".", LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	long n = Getwd(before, sizeof(before)); /* always from the root, or an error */

	if (here < 0 || n < 0)
		return 1;
	Print(1, "from the root: %d\n", before[0] == '/');
	Print(1, "too short: %pe\n", ErrPtr(Getwd(after, 1)));
	Print(1, "chdir: %pe\n", ErrPtr(Chdir("/")));
	Print(1, "%ld bytes: %s\n", Getcwd(after, sizeof(after)), after); /* with the zero byte */
	Print(1, "fchdir: %pe\n", ErrPtr(Fchdir(here)));
	Getwd(after, sizeof(after));
	Print(1, "as before: %d\n", TextIs(TextOf(after), before));
	Print(1, "nowhere: %pe\n", ErrPtr(Chdir("")));

	Print(1, "may be read: %pe, ", ErrPtr(Access("/", LX_R_OK | LX_X_OK)));
	/* By the ids that open files, also where the kernel has no Faccessat2. */
	Print(1, "%pe\n", ErrPtr(FaccessatEmulated(LX_AT_FDCWD, "/", LX_R_OK, LX_AT_EACCESS)));
	Close(here);
	return 0;
}

/*
 * Output:
 * from the root: 1
 * too short: ERANGE
 * chdir: 0
 * 2 bytes: /
 * fchdir: 0
 * as before: 1
 * nowhere: ENOENT
 * may be read: 0, 0
 */
