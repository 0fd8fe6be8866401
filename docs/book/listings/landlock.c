/* landlock: a program that may read below /proc from now on, and nowhere else, whatever user it is. */
#include <barecall.h>
#include <barecall/op/landlock.h>
#include <barecall/op/prctl.h>
#include <barecall/text.h>

int main(void)
{
	unsigned long reading = LX_LANDLOCK_ACCESS_FS_READ_FILE | LX_LANDLOCK_ACCESS_FS_READ_DIR;
	LandlockRulesetAttr attr = { 0 };
	int rules, proc, result;

	/* What is not named here stays allowed, whatever the rules say. */
	attr.handled_access_fs = reading;
	result = rules = LandlockCreateRuleset(&attr, sizeof(attr.handled_access_fs), 0);
	proc = Open("/proc", LX_O_PATH | LX_O_CLOEXEC, 0);
	if (result >= 0)
		result = LandlockAddPathBeneath(rules, reading, proc, 0);
	if (result == 0)
		result = PrctlSetNoNewPrivs();
	if (result == 0)
		result = LandlockRestrictSelf(rules, 0);
	if (result < 0) {
		Print(2, "landlock: %pe\n", ErrPtr(result));
		return 77;
	}
	result = Open("/proc/self/stat", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	Print(1, "/proc/self/stat: %s\n", result >= 0 ? "opened" : "refused");
	Print(1, "/: %pe\n", ErrPtr(Open("/", LX_O_RDONLY | LX_O_DIRECTORY | LX_O_CLOEXEC, 0)));
	return 0;
}
