/*
 * Memory: mapping it, protecting, locking and advising on it, memory files, NUMA placement, other processes' memory.
 *
 * Where a call maps, unmaps, protects, seals, advises on or asks about a range, its address is a multiple of the page
 * size, or the call fails with -EINVAL; a length is rounded up to one.
 */
#ifndef LX_MM_H
#define LX_MM_H

#include "base.h"
#include "uapi/file.h"
#include "uapi/mm.h"

/* UffdioApi: the handshake that a userfaultfd starts with, LX_UFFDIO_API. struct uffdio_api. */
typedef struct UffdioApi {
	unsigned long api; /* LX_UFFD_API */
	unsigned long features; /* in: wanted; out: had */
	unsigned long ioctls;
} UffdioApi;

/* UffdioRange: addresses for LX_UFFDIO_UNREGISTER and LX_UFFDIO_WAKE. struct uffdio_range. */
typedef struct UffdioRange {
	unsigned long start;
	unsigned long len;
} UffdioRange;

/* UffdioRegister: addresses whose faults a userfaultfd takes, LX_UFFDIO_REGISTER. struct uffdio_register. */
typedef struct UffdioRegister {
	UffdioRange range;
	unsigned long mode; /* LX_UFFDIO_REGISTER_MODE_* */
	unsigned long ioctls; /* out: bit n stands for request n on this range */
} UffdioRegister;

/* UffdioCopy: resolves missing pages by copying, LX_UFFDIO_COPY. struct uffdio_copy. */
typedef struct UffdioCopy {
	unsigned long dst;
	unsigned long src;
	unsigned long len;
	unsigned long mode; /* LX_UFFDIO_COPY_MODE_* */
	long copy; /* out: bytes copied, or -errno */
} UffdioCopy;

/* UffdioZeropage: resolves missing pages with zeros, LX_UFFDIO_ZEROPAGE. struct uffdio_zeropage. */
typedef struct UffdioZeropage {
	UffdioRange range;
	unsigned long mode; /* LX_UFFDIO_ZEROPAGE_MODE_* */
	long zeropage; /* out: bytes zeroed, or -errno */
} UffdioZeropage;

/* UffdioWriteprotect: write-protects pages or ends it, LX_UFFDIO_WRITEPROTECT. struct uffdio_writeprotect. */
typedef struct UffdioWriteprotect {
	UffdioRange range;
	unsigned long mode; /* LX_UFFDIO_WRITEPROTECT_MODE_* */
} UffdioWriteprotect;

/* UffdioContinue: resolves minor faults, LX_UFFDIO_CONTINUE. struct uffdio_continue. */
typedef struct UffdioContinue {
	UffdioRange range;
	unsigned long mode; /* LX_UFFDIO_CONTINUE_MODE_* */
	long mapped; /* out: bytes mapped, or -errno */
} UffdioContinue;

/* UffdioPoison: makes pages raise SIGBUS, LX_UFFDIO_POISON. struct uffdio_poison. */
typedef struct UffdioPoison {
	UffdioRange range;
	unsigned long mode; /* LX_UFFDIO_POISON_MODE_* */
	long updated; /* out: bytes poisoned, or -errno */
} UffdioPoison;

/* UffdioMove: resolves missing pages by moving, LX_UFFDIO_MOVE. struct uffdio_move. */
typedef struct UffdioMove {
	unsigned long dst;
	unsigned long src;
	unsigned long len;
	unsigned long mode; /* LX_UFFDIO_MOVE_MODE_* */
	long move; /* out: bytes moved, or -errno */
} UffdioMove;

/* UffdMsg: one event read from a userfaultfd. struct uffd_msg. */
typedef struct UffdMsg {
	unsigned char event; /* LX_UFFD_EVENT_*: which member of arg holds */
	unsigned char reserved1;
	unsigned short reserved2;
	unsigned int reserved3;
	union {
		struct {
			unsigned long flags; /* LX_UFFD_PAGEFAULT_FLAG_* */
			unsigned long address;
			unsigned int ptid; /* the thread, with LX_UFFD_FEATURE_THREAD_ID */
		} pagefault;
		struct {
			unsigned int ufd; /* a userfaultfd of the child */
		} fork;
		struct {
			unsigned long from;
			unsigned long to;
			unsigned long len;
		} remap;
		struct {
			unsigned long start;
			unsigned long end;
		} remove;
	} arg;
} __attribute__((__packed__)) UffdMsg;

#ifdef LX_LINK_NAMES
#include "extern/mm.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Mmap maps a file, or with LX_MAP_ANONYMOUS (fd -1) fresh zeroed memory. addr is a hint; LX_MAP_FIXED makes it the
 * address and replaces what is mapped there; LX_MAP_FIXED_NOREPLACE (Linux 4.17) fails with -EEXIST instead. An older
 * kernel, and qemu-user, take the latter for a hint: compare the result with addr. offset: a multiple of the page size.
 * Returns the address; IsErrPtr tells an error. mmap(2).
 */
LX_API void *Mmap(void *addr, unsigned long length, int prot, int flags, int fd, long offset)
{
	return (void *)lx_trap6(LX_SYS_mmap, LX_PTR(addr), LX_PTR(length), prot, flags, fd, offset);
}

/* Munmap unmaps every page of a range, mapped or not. Returns 0. munmap(2). */
LX_API int Munmap(void *addr, unsigned long length)
{
	return (int)lx_trap2(LX_SYS_munmap, LX_PTR(addr), LX_PTR(length));
}

/*
 * Mremap grows, shrinks or moves a mapping. It moves only with LX_MREMAP_MAYMOVE: with LX_MREMAP_FIXED to new_address,
 * where it replaces what is mapped; with LX_MREMAP_DONTUNMAP (Linux 5.7), which leaves an empty mapping behind,
 * new_address is a hint, NULL for none; else it does not count. Returns the address; IsErrPtr tells an error. -ENOMEM:
 * no room to grow in place. mremap(2).
 */
LX_API void *Mremap(void *old_address, unsigned long old_size, unsigned long new_size, int flags, void *new_address)
{
	return (void *)lx_trap5(LX_SYS_mremap, LX_PTR(old_address), LX_PTR(old_size), LX_PTR(new_size), flags,
				LX_PTR(new_address));
}

/* Mprotect sets what may be done with pages: LX_PROT_*. Returns 0. -ENOMEM: a part is not mapped. mprotect(2). */
LX_API int Mprotect(void *addr, unsigned long len, int prot)
{
	return (int)lx_trap3(LX_SYS_mprotect, LX_PTR(addr), LX_PTR(len), prot);
}

/*
 * Madvise tells how a range will be used (LX_MADV_*). Some advice is a command: LX_MADV_DONTNEED drops the contents.
 * Returns 0. -EINVAL: this kernel does not know the advice. madvise(2).
 */
LX_API int Madvise(void *addr, unsigned long length, int advice)
{
	return (int)lx_trap3(LX_SYS_madvise, LX_PTR(addr), LX_PTR(length), advice);
}

/* Msync writes a shared mapping's changes to its file: LX_MS_SYNC waits for that. Returns 0. msync(2). */
LX_API int Msync(void *addr, unsigned long length, int flags)
{
	return (int)lx_trap3(LX_SYS_msync, LX_PTR(addr), LX_PTR(length), flags);
}

/*
 * Mincore tells which pages are in memory: one byte of vec for each page, of which bit 0 counts. Returns 0.
 * -ENOMEM: a part is not mapped. mincore(2).
 */
LX_API int Mincore(void *addr, unsigned long length, unsigned char *vec)
{
	return (int)lx_trap3(LX_SYS_mincore, LX_PTR(addr), LX_PTR(length), LX_PTR(vec));
}

/*
 * Mlock keeps pages in memory, and brings them there first. Locks do not nest, and a child has none. Returns 0.
 * -ENOMEM: over RLIMIT_MEMLOCK, or a part is not mapped. mlock(2).
 */
LX_API int Mlock(const void *addr, unsigned long len)
{
	return (int)lx_trap2(LX_SYS_mlock, LX_PTR(addr), LX_PTR(len));
}

/*
 * Mlock2 is Mlock, which with LX_MLOCK_ONFAULT locks a page only once it is touched. Since Linux 4.4. mlock2(2).
 */
LX_API int Mlock2(const void *addr, unsigned long len, int flags)
{
	return (int)lx_trap3(LX_SYS_mlock2, LX_PTR(addr), LX_PTR(len), flags);
}

/* Munlock ends what Mlock did. Returns 0. munlock(2). */
LX_API int Munlock(const void *addr, unsigned long len)
{
	return (int)lx_trap2(LX_SYS_munlock, LX_PTR(addr), LX_PTR(len));
}

/* Mlockall locks all of the process's memory: what is there, what will come, or both (LX_MCL_*). mlockall(2). */
LX_API int Mlockall(int flags)
{
	return (int)lx_trap1(LX_SYS_mlockall, flags);
}

/* Munlockall ends what Mlockall and Mlock did. Returns 0. munlockall(2). */
LX_API int Munlockall(void)
{
	return (int)lx_trap0(LX_SYS_munlockall);
}

/*
 * Brk moves the end of the heap to addr and returns where it is then, never an errno: the call failed when that is not
 * addr. Brk(0) asks. brk(2), whose libc function returns another thing.
 */
LX_API void *Brk(void *addr)
{
	return (void *)lx_trap1(LX_SYS_brk, LX_PTR(addr));
}

/*
 * MemfdCreate makes an empty file in memory. name, of at most 249 bytes, only shows in /proc. flags: LX_MFD_*.
 * Returns the descriptor. Since Linux 3.17. memfd_create(2).
 */
LX_API int MemfdCreate(const char *name, unsigned int flags)
{
	return (int)lx_trap2(LX_SYS_memfd_create, LX_PTR(name), flags);
}

/*
 * MemfdSecret makes a file in memory that not even the kernel maps. flags: LX_O_CLOEXEC. Returns the descriptor.
 * -ENOSYS: switched off at boot. Since Linux 5.14. memfd_secret(2).
 */
LX_API int MemfdSecret(unsigned int flags)
{
	return (int)lx_trap1(LX_SYS_memfd_secret, flags);
}

/*
 * PkeyAlloc takes a protection key and sets this thread's rights to pages that have it (LX_PKEY_DISABLE_*); flags is 0.
 * Returns the key. -ENOSPC: none is free. A processor without keys gives -ENOSPC or -EINVAL. Since Linux 4.9, on
 * aarch64 6.12. pkey_alloc(2).
 */
LX_API int PkeyAlloc(unsigned long flags, unsigned long access_rights)
{
	return (int)lx_trap2(LX_SYS_pkey_alloc, LX_PTR(flags), LX_PTR(access_rights));
}

/* PkeyFree gives a protection key back; pages keep it. Returns 0. Since Linux 4.9, on aarch64 6.12. pkey_free(2). */
LX_API int PkeyFree(int pkey)
{
	return (int)lx_trap1(LX_SYS_pkey_free, pkey);
}

/*
 * PkeyMprotect is Mprotect that also gives the pages a key (-1: none). Since Linux 4.9, on aarch64 6.12.
 * pkey_mprotect(2).
 */
LX_API int PkeyMprotect(void *addr, unsigned long len, int prot, int pkey)
{
	return (int)lx_trap4(LX_SYS_pkey_mprotect, LX_PTR(addr), LX_PTR(len), prot, pkey);
}

/*
 * ProcessMadvise gives advice on n ranges of the memory of a pidfd's process; flags is 0. Returns how many bytes were
 * advised on, which may be fewer than asked. Since Linux 5.10. process_madvise(2).
 */
LX_API long ProcessMadvise(int pidfd, const Iovec *iovec, unsigned long n, int advice, unsigned int flags)
{
	return lx_trap5(LX_SYS_process_madvise, pidfd, LX_PTR(iovec), LX_PTR(n), advice, flags);
}

/*
 * ProcessMrelease frees the memory of a process that is dying; flags is 0. Returns 0. -EINVAL: it is not dying.
 * Since Linux 5.15. No man page: mm/oom_kill.c.
 */
LX_API int ProcessMrelease(int pidfd, unsigned int flags)
{
	return (int)lx_trap2(LX_SYS_process_mrelease, pidfd, flags);
}

/*
 * Mseal forbids for good that a range be unmapped, moved, replaced or protected otherwise; flags is 0. Returns 0.
 * Since Linux 6.10. No man page: Documentation/userspace-api/mseal.rst.
 */
LX_API int Mseal(void *addr, unsigned long size, unsigned long flags)
{
	return (int)lx_trap3(LX_SYS_mseal, LX_PTR(addr), LX_PTR(size), LX_PTR(flags));
}

/*
 * Userfaultfd makes a descriptor through which a program resolves page faults itself. flags: LX_O_CLOEXEC,
 * LX_O_NONBLOCK, LX_UFFD_USER_MODE_ONLY. Returns the descriptor. -EPERM: only user-mode faults, unless privileged.
 * Since Linux 4.3. userfaultfd(2).
 */
LX_API int Userfaultfd(int flags)
{
	return (int)lx_trap1(LX_SYS_userfaultfd, flags);
}

/*
 * RemapFilePages maps other pages of its file, from page pgoff on, into a shared mapping; prot is 0. Returns 0. Since
 * Linux 4.0 it is Mmap in disguise. remap_file_pages(2).
 */
LX_API int RemapFilePages(void *addr, unsigned long size, int prot, unsigned long pgoff, int flags)
{
	return (int)lx_trap5(LX_SYS_remap_file_pages, LX_PTR(addr), LX_PTR(size), prot, LX_PTR(pgoff), flags);
}

/*
 * Mbind sets the NUMA policy of a range: mode is one of LX_MPOL_* with LX_MPOL_F_* flags, nodemask a bit for each node,
 * of which the kernel reads maxnode - 1. flags: LX_MPOL_MF_*. Returns 0. Since Linux 2.6.7. mbind(2).
 */
LX_API int Mbind(void *addr, unsigned long len, int mode, const unsigned long *nodemask, unsigned long maxnode,
		 unsigned int flags)
{
	return (int)lx_trap6(LX_SYS_mbind, LX_PTR(addr), LX_PTR(len), mode, LX_PTR(nodemask), LX_PTR(maxnode), flags);
}

/*
 * GetMemPolicy gives this thread's NUMA policy, or with LX_MPOL_F_ADDR that of the page at addr. mode and nodemask may
 * be NULL; nodemask takes maxnode - 1 bits, rounded up to 64, which must cover every node the kernel could have, or
 * -EINVAL. Returns 0. Since Linux 2.6.7. get_mempolicy(2).
 */
LX_API int GetMemPolicy(int *mode, unsigned long *nodemask, unsigned long maxnode, void *addr, unsigned long flags)
{
	return (int)lx_trap5(LX_SYS_get_mempolicy, LX_PTR(mode), LX_PTR(nodemask), LX_PTR(maxnode), LX_PTR(addr),
			     LX_PTR(flags));
}

/*
 * SetMemPolicy sets this thread's NUMA policy, as Mbind does a range's. Returns 0. Since Linux 2.6.7. set_mempolicy(2).
 */
LX_API int SetMemPolicy(int mode, const unsigned long *nodemask, unsigned long maxnode)
{
	return (int)lx_trap3(LX_SYS_set_mempolicy, mode, LX_PTR(nodemask), LX_PTR(maxnode));
}

/*
 * SetMemPolicyHomeNode names the node that a range with LX_MPOL_BIND or LX_MPOL_PREFERRED_MANY tries first; flags is 0.
 * Returns 0. Since Linux 5.17. No man page: Documentation/admin-guide/mm/numa_memory_policy.rst.
 */
LX_API int SetMemPolicyHomeNode(void *addr, unsigned long len, unsigned long home_node, unsigned long flags)
{
	return (int)lx_trap4(LX_SYS_set_mempolicy_home_node, LX_PTR(addr), LX_PTR(len), LX_PTR(home_node),
			     LX_PTR(flags));
}

/*
 * MigratePages moves all of a process's pages (0: the caller's) from some nodes to others. Returns how many could not
 * be moved. Since Linux 2.6.16. migrate_pages(2).
 */
LX_API long MigratePages(int pid, unsigned long maxnode, const unsigned long *old_nodes,
			 const unsigned long *new_nodes)
{
	return lx_trap4(LX_SYS_migrate_pages, pid, LX_PTR(maxnode), LX_PTR(old_nodes), LX_PTR(new_nodes));
}

/*
 * MovePages moves count pages of a process (0: the caller's) each to its node of nodes; NULL moves none and only asks.
 * status takes each page's node, or -errno. Returns how many were not moved. Since Linux 2.6.18. move_pages(2).
 */
LX_API long MovePages(int pid, unsigned long count, void *const *pages, const int *nodes, int *status, int flags)
{
	return lx_trap6(LX_SYS_move_pages, pid, LX_PTR(count), LX_PTR(pages), LX_PTR(nodes), LX_PTR(status), flags);
}

/*
 * MapShadowStack maps a shadow stack, for a processor that keeps return addresses twice. Returns its lowest address;
 * IsErrPtr tells an error. -EOPNOTSUPP: there are none here. Since Linux 6.6, on aarch64 6.13, on riscv64 7.0. No man
 * page: Documentation/arch/x86/shstk.rst.
 */
LX_API void *MapShadowStack(void *addr, unsigned long size, unsigned int flags)
{
	return (void *)lx_trap3(LX_SYS_map_shadow_stack, LX_PTR(addr), LX_PTR(size), flags);
}

/*
 * ProcessVMReadv copies another process's memory at remote_iov to this one's at local_iov; flags is 0. Returns how many
 * bytes, which may be fewer than asked. -EPERM: it takes the right to ptrace. Since Linux 3.2. process_vm_readv(2).
 */
LX_API long ProcessVMReadv(int pid, const Iovec *local_iov, unsigned long liovcnt, const Iovec *remote_iov,
			   unsigned long riovcnt, unsigned long flags)
{
	return lx_trap6(LX_SYS_process_vm_readv, pid, LX_PTR(local_iov), LX_PTR(liovcnt), LX_PTR(remote_iov),
			LX_PTR(riovcnt), LX_PTR(flags));
}

/* ProcessVMWritev is ProcessVMReadv in the other direction. Since Linux 3.2. process_vm_writev(2). */
LX_API long ProcessVMWritev(int pid, const Iovec *local_iov, unsigned long liovcnt, const Iovec *remote_iov,
			    unsigned long riovcnt, unsigned long flags)
{
	return lx_trap6(LX_SYS_process_vm_writev, pid, LX_PTR(local_iov), LX_PTR(liovcnt), LX_PTR(remote_iov),
			LX_PTR(riovcnt), LX_PTR(flags));
}

#endif /* BARECALL_EXTERN */
#endif
