/* Where neither the fault's error nor the same as without it is right, and why. */
#include "faults.h"

const Allowed allowed[] = {
	{ "ForkExec unshare user", LX_SYS_openat, FAIL, LX_ENOENT, -LX_EPERM, "",
	  "a kernel that has no /proc/PID/setgroups needs no permission for gid_map; this one then refuses it" },
	{ "ForkExec pidfd", LX_SYS_clone, FAIL, LX_EINVAL, ANY_RESULT, NULL,
	  "a kernel before 5.2 has no pidfd, which the caller gets as -1" },
	{ "Ptrace p", LX_SYS_ptrace, FAIL, 0, ANY_RESULT, "a part, right\n",
	  "a transfer tells how much it has copied before it could not go on" },
	{ "Getpagesize", LX_SYS_openat, FAIL, 0, 0, NULL, "0 says that there is no telling" },
	{ "Getpagesize", LX_SYS_read, FAIL, 0, 0, NULL, "0 says that there is no telling" },
	{ "Getpagesize", LX_SYS_read, SHORT, 0, 0, NULL, "of the vector a kernel gives all that there is room for" },
	{ NULL, 0, 0, 0, 0, NULL, NULL },
};
