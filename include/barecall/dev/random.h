/*
 * The random number device, /dev/random: what only an init or a rescue tool asks of it. Getrandom is in system.h.
 */
#ifndef LX_DEV_RANDOM_H
#define LX_DEV_RANDOM_H

#include "../ioctl.h"
#include "../system.h"

/* RandPoolInfo: entropy that is added; its buf_size bytes are behind it. struct rand_pool_info. */
typedef struct RandPoolInfo {
	int entropy_count; /* bits that they are worth */
	int buf_size;
} RandPoolInfo;

#ifdef LX_LINK_NAMES
#include "../extern/dev/random.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlRandomGetEntropy gives the bits of entropy that the kernel counts. LX_RNDGETENTCNT. random(4). */
LX_API int IoctlRandomGetEntropy(int fd, int *bits)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RNDGETENTCNT, LX_PTR(bits));
}

/*
 * IoctlRandomAddEntropy adds a saved seed, and counts its bits: what a write alone does not. Needs CAP_SYS_ADMIN.
 * LX_RNDADDENTROPY. random(4).
 */
LX_API int IoctlRandomAddEntropy(int fd, const RandPoolInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RNDADDENTROPY, LX_PTR(info));
}

/*
 * IoctlRandomReseed has the generator seeded anew at once. Needs CAP_SYS_ADMIN. -ENODATA: it was never seeded yet.
 * LX_RNDRESEEDCRNG. Since Linux 4.17.
 */
LX_API int IoctlRandomReseed(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_RNDRESEEDCRNG, 0);
}

#endif /* BARECALL_EXTERN */
#endif
