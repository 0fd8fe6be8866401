/*
 * Landlock's operations, one function each, beside the raw calls in security.h.
 */
#ifndef LX_OP_LANDLOCK_H
#define LX_OP_LANDLOCK_H

#include "../base.h"
#include "../security.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/landlock.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * LandlockABI returns the version of Landlock, from 1 on, which tells what LandlockCreateRuleset knows. -EOPNOTSUPP: it
 * was not enabled when the machine started. Since Linux 5.13. landlock_create_ruleset(2).
 */
LX_API int LandlockABI(void)
{
	return (int)lx_trap3(LX_SYS_landlock_create_ruleset, 0, 0, LX_LANDLOCK_CREATE_RULESET_VERSION);
}

/*
 * LandlockErrata returns what was mended in this version of Landlock, a bit each. -EINVAL: the kernel cannot tell.
 * Since Linux 6.15. landlock_create_ruleset(2).
 */
LX_API int LandlockErrata(void)
{
	return (int)lx_trap3(LX_SYS_landlock_create_ruleset, 0, 0, LX_LANDLOCK_CREATE_RULESET_ERRATA);
}

/*
 * LandlockAddPathBeneath allows LX_LANDLOCK_ACCESS_FS_* of a file, or of a directory and all beneath it. flags: 0 or
 * LX_LANDLOCK_ADD_RULE_QUIET. Returns 0. -EINVAL: the ruleset does not handle it, or it is not for files; -ENOMSG:
 * nothing is allowed. Since Linux 5.13. landlock_add_rule(2).
 */
LX_API int LandlockAddPathBeneath(int ruleset_fd, unsigned long allowed_access, int parent_fd, unsigned int flags)
{
	LandlockPathBeneathAttr attr;

	attr.allowed_access = allowed_access;
	attr.parent_fd = parent_fd;
	return (int)lx_trap4(LX_SYS_landlock_add_rule, ruleset_fd, LX_LANDLOCK_RULE_PATH_BENEATH, LX_PTR(&attr), flags);
}

/*
 * LandlockAddNetPort allows LX_LANDLOCK_ACCESS_NET_* of a port, in the machine's byte order. flags: as above. Returns
 * 0. -EAFNOSUPPORT: the kernel has no TCP. Since Linux 6.7. landlock_add_rule(2).
 */
LX_API int LandlockAddNetPort(int ruleset_fd, unsigned long allowed_access, unsigned short port, unsigned int flags)
{
	LandlockNetPortAttr attr;

	attr.allowed_access = allowed_access;
	attr.port = port;
	return (int)lx_trap4(LX_SYS_landlock_add_rule, ruleset_fd, LX_LANDLOCK_RULE_NET_PORT, LX_PTR(&attr), flags);
}

#endif /* BARECALL_EXTERN */
#endif
