/*
 * Credentials of the whole process: by AllThreadsSyscall, or by the functions of a libc that were handed over.
 */
#include <barecall/allthreads.h>
#include <barecall/errno.h>

#include "allthreads.h"

#define LEAVE ((unsigned int)-1)

static const LibcSetids *libc;

int SetLibcSetids(const LibcSetids *f)
{
	if (f && (!f->setuid || !f->setgid || !f->setreuid || !f->setregid || !f->setresuid || !f->setresgid || !f->seteuid ||
		  !f->setegid || !f->setgroups || !f->errno_location))
		return -LX_EINVAL;
	libc = f;
	return 0;
}

/* translated returns what a function of the libc did as a system call would have. */
static int translated(int result)
{
	return result < 0 ? -*libc->errno_location() : result;
}

static __attribute__((__noinline__)) long in_others_too(long nr, long a1, long a2, long a3)
{
	const long call[7] = { nr, a1, a2, a3, 0, 0, 0 };

	return lx_allthreads(call);
}

/* in_all is AllThreadsSyscall without a function to return from: that takes as long as half of such a call. */
static __inline__ __attribute__((__always_inline__)) long in_all(long nr, long a1, long a2, long a3)
{
	return is_alone() ? lx_trap3(nr, a1, a2, a3) : in_others_too(nr, a1, a2, a3);
}

int Setuid(unsigned int uid)
{
	return libc ? translated(libc->setuid(uid)) : (int)in_all(LX_SYS_setuid, uid, 0, 0);
}

int Setgid(unsigned int gid)
{
	return libc ? translated(libc->setgid(gid)) : (int)in_all(LX_SYS_setgid, gid, 0, 0);
}

int Setreuid(unsigned int ruid, unsigned int euid)
{
	return libc ? translated(libc->setreuid(ruid, euid)) : (int)in_all(LX_SYS_setreuid, ruid, euid, 0);
}

int Setregid(unsigned int rgid, unsigned int egid)
{
	return libc ? translated(libc->setregid(rgid, egid)) : (int)in_all(LX_SYS_setregid, rgid, egid, 0);
}

int Setresuid(unsigned int ruid, unsigned int euid, unsigned int suid)
{
	return libc ? translated(libc->setresuid(ruid, euid, suid)) :
		      (int)in_all(LX_SYS_setresuid, ruid, euid, suid);
}

int Setresgid(unsigned int rgid, unsigned int egid, unsigned int sgid)
{
	return libc ? translated(libc->setresgid(rgid, egid, sgid)) :
		      (int)in_all(LX_SYS_setresgid, rgid, egid, sgid);
}

int Seteuid(unsigned int euid)
{
	return libc ? translated(libc->seteuid(euid)) :
		      (int)in_all(LX_SYS_setresuid, LEAVE, euid, LEAVE);
}

int Setegid(unsigned int egid)
{
	return libc ? translated(libc->setegid(egid)) :
		      (int)in_all(LX_SYS_setresgid, LEAVE, egid, LEAVE);
}

int Setgroups(int size, const unsigned int *list)
{
	if (libc && size < 0)
		return -LX_EINVAL;
	return libc ? translated(libc->setgroups((unsigned long)size, list)) :
		      (int)in_all(LX_SYS_setgroups, size, LX_PTR(list), 0);
}

long Setfsuid(unsigned int fsuid)
{
	return in_all(LX_SYS_setfsuid, fsuid, 0, 0);
}

long Setfsgid(unsigned int fsgid)
{
	return in_all(LX_SYS_setfsgid, fsgid, 0, 0);
}
