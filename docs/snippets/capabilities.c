/* capabilities: the rights of root in pieces, given up for good; and the ids, of all threads at once. */
#include <barecall.h>
#include <barecall/text.h>

static unsigned int effective(void)
{
	CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
	CapUserData data[2] = { { 0, 0, 0 }, { 0, 0, 0 } };

	Capget(&header, data);
	return data[0].effective;
}

int main(void)
{
	CapUserHeader header = { LX__LINUX_CAPABILITY_VERSION_3, 0 };
	CapUserData none[2] = { { 0, 0, 0 }, { 0, 0, 0 } };
	unsigned int uid = 1000, ruid, euid, suid;

	if (Geteuid() != 0)
		uid = Geteuid(); /* to what one is, anybody may change */
	else if (Setgroups(0, LX_NULL) < 0 || Setresgid(uid, uid, uid) < 0 || Setresuid(uid, 0, 0) < 0) {
		Print(1, "this root may not change its ids\n");
		return 77;
	}
	Print(1, "capset: %pe\n", ErrPtr(Capset(&header, none)));
	Print(1, "left: %#x\n", effective());
	Print(1, "another host name: %pe\n", ErrPtr(Sethostname("x", 1)));
	Print(1, "setresuid: %pe\n", ErrPtr(Setresuid((unsigned int)-1, uid, (unsigned int)-1)));
	Print(1, "setuid: %pe\n", ErrPtr(Setreuid(uid, uid)));
	Print(1, "root again: %pe ", ErrPtr(Setuid(0)));
	Print(1, "%pe ", ErrPtr(Seteuid(0)));
	Print(1, "%pe\n", ErrPtr(SetuidThread(0))); /* of the calling thread alone, the kernel's own call */
	Getresuid(&ruid, &euid, &suid);
	Print(1, "ids: %d\n", ruid == uid && euid == uid);
	Print(1, "for its files: %d\n", Setfsuid(0) == (long)uid); /* what it was; it does not say that it failed */
	return 0;
}

/*
 * Output:
 * capset: 0
 * left: 0
 * another host name: EPERM
 * setresuid: 0
 * setuid: 0
 * root again: EPERM EPERM EPERM
 * ids: 1
 * for its files: 1
 */
