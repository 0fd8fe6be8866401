/* shared: memory that two processes have, of a file that has no name, sealed against changes. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	unsigned long size = 65536; /* any page's multiple */
	int pid, fd = MemfdCreate("shared", LX_MFD_CLOEXEC | LX_MFD_ALLOW_SEALING);
	char *memory;
	long n;

	if (fd < 0 || Ftruncate(fd, (long)size) < 0)
		return 1;
	memory = Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_SHARED, fd, 0);
	if (IsErrPtr(memory))
		return 1;
	n = Mlock(memory, size); /* never swapped out; the limit is LX_RLIMIT_MEMLOCK */
	Print(1, "locked, or too much: %d\n", n == 0 || n == -LX_ENOMEM || n == -LX_EPERM);
	Munlock(memory, size);

	pid = Fork();
	if (pid == 0) {
		memory[0] = 'c';
		Exit(0);
	}
	Wait4(pid, LX_NULL, 0, LX_NULL);
	Print(1, "the child wrote: %c\n", memory[0]);
	Print(1, "to the file: %pe\n", ErrPtr(Msync(memory, size, LX_MS_SYNC)));

	Print(1, "not while it is mapped: %pe\n", ErrPtr(FcntlInt(fd, LX_F_ADD_SEALS, LX_F_SEAL_WRITE)));
	Munmap(memory, size);
	Print(1, "sealed: %pe\n", ErrPtr(FcntlInt(fd, LX_F_ADD_SEALS, LX_F_SEAL_WRITE | LX_F_SEAL_SHRINK)));
	Print(1, "write: %pe\n", ErrPtr(Write(fd, "x", 1)));
	Print(1, "cut: %pe\n", ErrPtr(Ftruncate(fd, 0)));
	Print(1, "its seals: %d\n", FcntlInt(fd, LX_F_GET_SEALS, 0) == (LX_F_SEAL_WRITE | LX_F_SEAL_SHRINK));
	return 0;
}

/*
 * Output:
 * locked, or too much: 1
 * the child wrote: c
 * to the file: 0
 * not while it is mapped: EBUSY
 * sealed: 0
 * write: EPERM
 * cut: EPERM
 * its seals: 1
 */
