/* traits: what prctl and its like say of a process: its name, whether it may be traced, who hears of its end. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	char name[16] = "";
	int sig = 0, pid, cleared = 1;
	long n;

	Print(1, "name: %pe ", ErrPtr(Prctl(LX_PR_SET_NAME, (unsigned long)"a name that is too long", 0, 0, 0)));
	Prctl(LX_PR_GET_NAME, (unsigned long)name, 0, 0, 0);
	Print(1, "%s\n", name);
	Print(1, "dumped: %d, ", GetDumpable() >= 0);
	n = SetDumpable(0); /* nor traced by its own user; /proc/PID is root's */
	Print(1, "%pe, now %d\n", ErrPtr(n), GetDumpable());
	Print(1, "its parent's end: %pe, ", ErrPtr(Prctl(LX_PR_SET_PDEATHSIG, LX_SIGTERM, 0, 0, 0)));
	Prctl(LX_PR_GET_PDEATHSIG, (unsigned long)&sig, 0, 0, 0);
	Print(1, "%d\n", sig == LX_SIGTERM);
	Print(1, "no more rights: %ld ", Prctl(LX_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
	Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	Print(1, "%ld\n", Prctl(LX_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)); /* for good */
	Print(1, "personality: %d\n", (Personality(0xffffffff) & 0xff) == LX_PER_LINUX); /* asks alone */

	pid = Fork();
	if (pid == 0) {
		n = Kcmp(Getpid(), Getppid(), LX_KCMP_FILE, 1, 1); /* the same open file: 0; -ENOSYS: not built in */
		Exit(n <= 0 && SetTidAddress(&cleared) == Gettid() ? 0 : 1);
	}
	Wait4(pid, &sig, 0, LX_NULL);
	Print(1, "the child's: %d\n", WaitStatusExitStatus(sig));
	return 0;
}

/*
 * Output:
 * name: 0 a name that is 
 * dumped: 1, 0, now 0
 * its parent's end: 0, 1
 * no more rights: 0 1
 * personality: 1
 * the child's: 0
 */
