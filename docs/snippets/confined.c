/* confined: Landlock, by which any process gives up files: only what lies below one directory can be read. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	LandlockRulesetAttr attr = { LX_LANDLOCK_ACCESS_FS_READ_FILE | LX_LANDLOCK_ACCESS_FS_WRITE_FILE, 0, 0, 0, 0, 0 };
	LandlockPathBeneathAttr rule = { LX_LANDLOCK_ACCESS_FS_READ_FILE, -1 };
	int version = LandlockCreateRuleset(LX_NULL, 0, LX_LANDLOCK_CREATE_RULESET_VERSION), rules, fd;

	if (version < 0) { /* -ENOSYS before Linux 5.13, -EOPNOTSUPP where it is off */
		Print(1, "no Landlock here: %pe\n", ErrPtr(version));
		return 77;
	}
	Mkdir("confined.tmp", 0700);
	Close(Creat("confined.tmp/inside", 0600));
	Close(Creat("confined.out", 0600));

	rules = LandlockCreateRuleset(&attr, 8, 0); /* so much of it as the first version has */
	rule.parent_fd = Open("confined.tmp", LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	Print(1, "rule: %pe\n", ErrPtr(LandlockAddRule(rules, LX_LANDLOCK_RULE_PATH_BENEATH, &rule, 0)));
	Print(1, "without: %d\n", LandlockRestrictSelf(rules, 0) == -LX_EPERM || Geteuid() == 0);
	Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	Print(1, "confined: %pe\n", ErrPtr(LandlockRestrictSelf(rules, 0)));

	fd = Open("confined.tmp/inside", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	Print(1, "inside: %d\n", fd >= 0);
	Print(1, "to write: %pe\n", ErrPtr(Open("confined.tmp/inside", LX_O_WRONLY | LX_O_CLOEXEC, 0)));
	Print(1, "outside: %pe\n", ErrPtr(Open("confined.out", LX_O_RDONLY | LX_O_CLOEXEC, 0)));

	Unlink("confined.out"); /* removing was not among what the rules handle */
	Unlink("confined.tmp/inside");
	return Rmdir("confined.tmp") < 0;
}

/*
 * Output:
 * rule: 0
 * without: 1
 * confined: 0
 * inside: 1
 * to write: EACCES
 * outside: EACCES
 */
