/* machine: randomness, memory and load of the machine, and what the kernel told the program at its start. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	unsigned char a[16] = { 0 }, b[16] = { 0 };
	unsigned long page = Getauxval(LX_AT_PAGESZ);
	Sysinfo_t info;
	int i, same = 1;

	Print(1, "random: %ld ", Getrandom(a, sizeof(a), 0));
	Print(1, "%ld\n", VdsoGetrandom(b, sizeof(b), 0)); /* without entering the kernel, where it has that */
	for (i = 0; i < 16; i++)
		same &= a[i] == b[i];
	Print(1, "the same: %d\n", same);
	Print(1, "sysinfo: %pe\n", ErrPtr(Sysinfo(&info)));
	Print(1, "up for a while: %d, processes: %d\n", info.uptime > 0, info.procs > 0);
	Print(1, "memory in bytes: %d\n", SysinfoBytes(&info, info.totalram) > SysinfoBytes(&info, info.freeram));
	Print(1, "load, in thousandths: %d\n", SysinfoLoad(&info, 0) >= 0);

	Print(1, "page: %d, program's name: %d\n", page == (unsigned long)Getpagesize(), Getauxval(LX_AT_EXECFN) != 0);
	Print(1, "nothing of this kind: %lu\n", Getauxval(9999));
	Print(1, "more rights than its user: %lu\n", Getauxval(LX_AT_SECURE));
	Print(1, "a function of the vDSO: %d, of no such name: %d\n", VdsoSym("none", "LINUX_2.6") != LX_NULL,
	      VdsoLookup(a, sizeof(a), "clock_gettime", "LINUX_2.6") != LX_NULL);
	return 0;
}

/*
 * Output:
 * random: 16 16
 * the same: 0
 * sysinfo: 0
 * up for a while: 1, processes: 1
 * memory in bytes: 1
 * load, in thousandths: 1
 * page: 1, program's name: 1
 * nothing of this kind: 0
 * more rights than its user: 0
 * a function of the vDSO: 0, of no such name: 0
 */
