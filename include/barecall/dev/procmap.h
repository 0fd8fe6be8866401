/*
 * Mappings and pages of processes, through files of /proc.
 */
#ifndef LX_DEV_PROCMAP_H
#define LX_DEV_PROCMAP_H

#include "../ioctl.h"
#include "../uapi/dev/procmap.h"

/* ProcmapQuery: a mapping that is looked for, and what was found; of /proc/PID/maps. struct procmap_query. */
typedef struct ProcmapQuery {
	unsigned long size; /* in: sizeof(ProcmapQuery) */
	unsigned long query_flags; /* in: LX_PROCMAP_QUERY_*: what it must be, and whether the next one will do */
	unsigned long query_addr; /* in */
	unsigned long vma_start;
	unsigned long vma_end; /* the first address behind it */
	unsigned long vma_flags; /* LX_PROCMAP_QUERY_VMA_* */
	unsigned long vma_page_size;
	unsigned long vma_offset; /* in its file, bytes */
	unsigned long inode;
	unsigned int dev_major;
	unsigned int dev_minor;
	unsigned int vma_name_size; /* in: the room at vma_name_addr, 0: not asked; out: bytes written with the 0, 0: no name */
	unsigned int build_id_size; /* likewise */
	void *vma_name_addr;
	void *build_id_addr;
} ProcmapQuery;

/* PageRegion: pages one after the other of the same categories. struct page_region. */
typedef struct PageRegion {
	unsigned long start;
	unsigned long end;
	unsigned long categories; /* LX_PAGE_IS_* */
} PageRegion;

/*
 * PmScanArg: which pages of /proc/PID/pagemap are looked for: those with (categories ^ category_inverted) & category_mask
 * whole, and of category_anyof_mask at least one, if it is not 0. struct pm_scan_arg.
 */
typedef struct PmScanArg {
	unsigned long size; /* sizeof(PmScanArg) */
	unsigned long flags; /* LX_PM_SCAN_* */
	unsigned long start; /* addresses */
	unsigned long end;
	unsigned long walk_end; /* out: where it ended */
	PageRegion *vec; /* where it tells; LX_NULL: nowhere */
	unsigned long vec_len;
	unsigned long max_pages; /* 0: no limit */
	unsigned long category_inverted;
	unsigned long category_mask;
	unsigned long category_anyof_mask;
	unsigned long return_mask; /* what is told of them, LX_PAGE_IS_* */
} PmScanArg;

#ifdef LX_LINK_NAMES
#include "../extern/dev/procmap.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlProcmapQuery finds the mapping that covers an address, or with LX_PROCMAP_QUERY_COVERING_OR_NEXT_VMA the next.
 * fd is of /proc/PID/maps. -ENOENT: there is none. -ENAMETOOLONG: no room for its name. Since Linux 6.11.
 * PROCMAP_QUERY.
 */
LX_API int IoctlProcmapQuery(int fd, ProcmapQuery *query)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PROCMAP_QUERY, LX_PTR(query));
}

/*
 * IoctlPagemapScan tells of pages, and returns how many PageRegions that are; with LX_PM_SCAN_WP_MATCHING it
 * write-protects them again, to see later which were written. fd is of /proc/PID/pagemap. Since Linux 6.7.
 * PAGEMAP_SCAN(2const).
 */
LX_API int IoctlPagemapScan(int fd, PmScanArg *arg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_PAGEMAP_SCAN, LX_PTR(arg));
}

#endif /* BARECALL_EXTERN */
#endif
