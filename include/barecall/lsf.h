/*
 * Linux socket filters: classic BPF programs that choose what a socket receives. The codes are uapi/security.h's
 * LX_BPF_*, and the same instructions make a filter for Seccomp.
 */
#ifndef LX_LSF_H
#define LX_LSF_H

#include "base.h"
#include "types/filter.h"
#include "uapi/net.h"
#include "uapi/security.h"

/*
 * LsfSocket makes a packet socket that receives whole frames of protocol proto (LX_ETH_P_ALL, 3, for all) from the
 * interface with number ifindex (0: from all). proto is in the host's byte order. Returns the descriptor. -EPERM:
 * without CAP_NET_RAW; -ENODEV: no such interface. It receives nothing before it is bound to the interface. Linked from
 * libbarecall.a; issues socket and bind. packet(7).
 */
int LsfSocket(int ifindex, int proto) LX_SYMBOL("lx_LsfSocket");

/*
 * SetLsfPromisc makes the interface called name receive frames for others too (m is not 0), or ends that. Whoever uses
 * the interface shares this; LX_PACKET_ADD_MEMBERSHIP with LX_PACKET_MR_PROMISC counts its users and ends with the
 * socket. Returns 0. -EPERM: without CAP_NET_ADMIN; -ENODEV: no such interface; -EINVAL: name has more than 15 bytes.
 * Linked from libbarecall.a; makes a socket and issues ioctl twice. netdevice(7).
 */
int SetLsfPromisc(const char *name, int m) LX_SYMBOL("lx_SetLsfPromisc");

/*
 * LX_BPF_STMT and LX_BPF_JUMP are LsfStmt and LsfJump as initialisers of a SockFilter, constant where their arguments
 * are, for a program that is a static table. BPF_STMT and BPF_JUMP of linux/filter.h.
 */
#define LX_BPF_STMT(code, k) { (unsigned short)(code), 0, 0, (unsigned int)(k) }
#define LX_BPF_JUMP(code, k, jt, jf) \
	{ (unsigned short)(code), (unsigned char)(jt), (unsigned char)(jf), (unsigned int)(k) }

#ifdef LX_LINK_NAMES
#include "extern/lsf.h"
#endif
#ifndef BARECALL_EXTERN

/* LsfStmt returns an instruction that is no conditional jump: LX_BPF_RET | LX_BPF_K and how many bytes to take, say. */
LX_API SockFilter LsfStmt(unsigned short code, unsigned int k)
{
	SockFilter filter;

	filter.code = code;
	filter.jt = 0;
	filter.jf = 0;
	filter.k = k;
	return filter;
}

/* LsfJump returns a conditional jump, LX_BPF_JMP | LX_BPF_JEQ say: over jt instructions when it holds, else over jf. */
LX_API SockFilter LsfJump(unsigned short code, unsigned int k, unsigned char jt, unsigned char jf)
{
	SockFilter filter;

	filter.code = code;
	filter.jt = jt;
	filter.jf = jf;
	filter.k = k;
	return filter;
}

/*
 * AttachLsf lets a program of len instructions choose what fd receives: it returns how many bytes of a packet to keep,
 * 0 to drop it. The program is copied, and replaces an earlier one; packets that wait already are not asked about.
 * Returns 0. -EINVAL: len is 0, or not a valid program. Issues setsockopt. socket(7).
 */
LX_API int AttachLsf(int fd, const SockFilter *filter, unsigned short len)
{
	SockFprog prog;

	prog.len = len;
	prog.filter = filter;
	return (int)lx_trap5(LX_SYS_setsockopt, fd, LX_SOL_SOCKET, LX_SO_ATTACH_FILTER, LX_PTR(&prog), sizeof(prog));
}

/* DetachLsf takes the program of fd away. Returns 0. -ENOENT: it has none. Issues setsockopt. socket(7). */
LX_API int DetachLsf(int fd)
{
	int unused = 0;

	return (int)lx_trap5(LX_SYS_setsockopt, fd, LX_SOL_SOCKET, LX_SO_DETACH_FILTER, LX_PTR(&unused),
			     sizeof(unused));
}

#endif /* BARECALL_EXTERN */
#endif
