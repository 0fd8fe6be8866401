/*
 * Classic BPF: types of lsf.h, security.h, sockopt.h and ptrace.h.
 */
#ifndef LX_TYPES_FILTER_H
#define LX_TYPES_FILTER_H

/* SockFilter: one instruction of a classic BPF program, for sockets and seccomp. struct sock_filter. */
typedef struct SockFilter {
	unsigned short code; /* LX_BPF_* */
	unsigned char jt; /* a jump skips so many instructions when true */
	unsigned char jf; /* and so many when false */
	unsigned int k;
} SockFilter;

/* SockFprog: a classic BPF program. struct sock_fprog. */
typedef struct SockFprog {
	unsigned short len; /* instructions, at most LX_BPF_MAXINSNS */
	const SockFilter *filter;
} SockFprog;

#endif
