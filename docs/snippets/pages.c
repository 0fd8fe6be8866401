/* pages: memory from the kernel: made, protected, grown, given back in part. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	unsigned long page = (unsigned long)Getpagesize();
	unsigned char there[2] = { 0 };
	char *memory = Mmap(LX_NULL, 2 * page, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);

	if (IsErrPtr(memory)) {
		Print(2, "mmap: %pe\n", ErrPtr((long)memory));
		return 1;
	}
	memory[0] = 'a';
	memory[page] = 'b';
	Print(1, "only to read: %pe\n", ErrPtr(Mprotect(memory, page, LX_PROT_READ)));
	Print(1, "written there: %pe\n", ErrPtr(Getrandom(memory, 1, 0))); /* the program itself would get SIGSEGV */
	Print(1, "both: %pe\n", ErrPtr(Mprotect(memory, 2 * page, LX_PROT_READ | LX_PROT_WRITE)));

	memory = Mremap(memory, 2 * page, 64 * page, LX_MREMAP_MAYMOVE, LX_NULL);
	if (IsErrPtr(memory))
		return 1;
	Print(1, "grown, with what was in it: %c%c\n", memory[0], memory[page]);
	if (Mincore(memory, 2 * page, there) == 0)
		Print(1, "in memory: %d %d\n", there[0] & 1, there[1] & 1);
	Print(1, "not needed: %pe\n", ErrPtr(Madvise(memory, page, LX_MADV_DONTNEED)));
	Print(1, "zeroes now: %d\n", memory[0]);
	Print(1, "a part back: %pe\n", ErrPtr(Munmap(memory + 2 * page, 62 * page)));
	Print(1, "of nothing: %pe\n", ErrPtr(Munmap(memory, 0)));
	Print(1, "the rest: %pe\n", ErrPtr(Munmap(memory, 2 * page)));
	Print(1, "a break that moves: %d\n", (unsigned long)Brk(LX_NULL) > page);
	return 0;
}

/*
 * Output:
 * only to read: 0
 * written there: EFAULT
 * both: 0
 * grown, with what was in it: ab
 * in memory: 1 1
 * not needed: 0
 * zeroes now: 0
 * a part back: 0
 * of nothing: EINVAL
 * the rest: 0
 * a break that moves: 1
 */
