/* dev/fs.h, dev/ns.h, dev/pidfd.h, dev/procmap.h: requests of files, namespaces and processes. */
#include "unit.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <barecall/dev/fs.h>
#include <barecall/dev/ns.h>
#include <barecall/dev/pidfd.h>
#include <barecall/dev/procmap.h>

/* An ioctl that this kernel, its file system or an emulator does not know. */
static int unknown(int ret)
{
	return ret == -LX_ENOTTY || ret == -LX_ENOSYS || ret == -LX_EOPNOTSUPP || ret == -LX_EINVAL;
}

static void test_extents(void **state)
{
	struct {
		Fiemap map;
		FiemapExtent extents[8];
	} got;
	char block[65536];
	int fd = open("file", O_RDWR | O_CREAT | O_CLOEXEC, 0600), ret;

	(void)state;
	assert_true(fd >= 0);
	memset(block, 'x', sizeof(block));
	assert_int_equal(write(fd, block, sizeof(block)), sizeof(block));
	memset(&got, 0, sizeof(got));
	got.map.length = LX_FIEMAP_MAX_OFFSET;
	got.map.flags = LX_FIEMAP_FLAG_SYNC;
	got.map.extent_count = 8;
	ret = IoctlFiemap(fd, &got.map);
	close(fd);
	if (unknown(ret))
		SKIP("this file system tells no extents");
	assert_int_equal(ret, 0);
	assert_true(got.map.mapped_extents >= 1 && got.map.mapped_extents <= 8);
	assert_true(got.extents[0].logical == 0 && got.extents[0].length > 0);
	assert_true(got.extents[got.map.mapped_extents - 1].flags & LX_FIEMAP_EXTENT_LAST);
}

static void test_attributes(void **state)
{
	Fsxattr x;
	FsUuid2 uuid;
	int fd = open("attributes", O_RDWR | O_CREAT | O_CLOEXEC, 0600), flags = 0, ret;

	(void)state;
	assert_true(fd >= 0);
	ret = IoctlFsGetXattr(-1, &x);
	assert_true(ret == -LX_EBADF || (unit_under_qemu() && unknown(ret)));
	memset(&x, 0x55, sizeof(x));
	ret = IoctlFsGetXattr(fd, &x);
	if (unknown(ret))
		SKIP("this file system has no such attributes");
	assert_int_equal(ret, 0);
	assert_int_equal(x.pad[7], 0);
	x.xflags |= LX_FS_XFLAG_NODUMP;
	ret = IoctlFsSetXattr(fd, &x);
	if (ret == 0) { /* the same bit by the other request */
		assert_int_equal(IoctlGetInt(fd, LX_FS_IOC_GETFLAGS, &flags), 0);
		assert_true(flags & LX_FS_NODUMP_FL);
	}
	ret = IoctlFsGetUuid(fd, &uuid);
	assert_true(unknown(ret) || (ret == 0 && uuid.len <= 16));
	close(fd);
}

static void test_sharing(void **state)
{
	struct {
		FileDedupeRange range;
		FileDedupeRangeInfo other;
	} same;
	int a = open("a", O_RDWR | O_CREAT | O_CLOEXEC, 0600), b = open("b", O_RDWR | O_CREAT | O_CLOEXEC, 0600), fds[2], ret;

	(void)state;
	SKIP_UNDER_QEMU("no FICLONE");
	assert_true(a >= 0 && b >= 0);
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(IoctlFileClone(a, -1), -LX_EBADF);
	assert_true(IoctlFileClone(a, fds[0]) < 0);
	ret = IoctlFileClone(a, b);
	assert_true(ret == 0 || ret == -LX_EOPNOTSUPP || ret == -LX_EXDEV || ret == -LX_EINVAL);
	memset(&same, 0, sizeof(same));
	same.range.src_length = 4096;
	same.range.dest_count = 1;
	same.other.dest_fd = -1;
	ret = IoctlFileDedupeRange(a, &same.range);
	assert_true(ret == 0 ? same.other.status == -LX_EBADF : ret == -LX_EOPNOTSUPP || ret == -LX_EINVAL);
	close(a);
	close(b);
	close(fds[0]);
	close(fds[1]);
}

static void test_namespaces(void **state)
{
	struct stat told, owner;
	unsigned int uid = 77;
	unsigned long id = 0;
	int fd = open("/proc/self/ns/user", O_RDONLY | O_CLOEXEC), net, ret;

	(void)state;
	SKIP_UNDER_QEMU("no requests of namespaces");
	if (fd < 0)
		SKIP("no /proc/self/ns");
	assert_int_equal(IoctlNsGetType(fd), LX_CLONE_NEWUSER);
	assert_int_equal(IoctlNsGetOwnerUid(fd, &uid), 0);
	assert_int_not_equal(uid, 77);
	net = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	assert_int_equal(IoctlNsGetType(net), LX_CLONE_NEWNET);
	assert_int_equal(IoctlNsGetParent(net), -LX_EINVAL);
	assert_int_equal(IoctlNsGetOwnerUid(net, &uid), -LX_EINVAL);
	ret = IoctlNsGetUserns(net);
	if (ret >= 0) { /* the one of this process, unless it joined another's network */
		assert_int_equal(IoctlNsGetType(ret), LX_CLONE_NEWUSER);
		assert_int_equal(fcntl(ret, F_GETFD), FD_CLOEXEC);
		assert_int_equal(fstat(ret, &owner), 0);
		assert_int_equal(fstat(fd, &told), 0);
		assert_int_equal(owner.st_dev, told.st_dev);
		close(ret);
	} else {
		assert_int_equal(ret, -LX_EPERM);
	}
	ret = IoctlNsGetId(fd, &id);
	assert_true(ret == 0 ? id != 0 : unknown(ret));
	ret = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	id = 0;
	uid = (unsigned int)IoctlNsGetMntnsId(ret, &id);
	assert_true(uid == 0 ? id != 0 : unknown((int)uid));
	close(ret);
	close(net);
	close(fd);
}

static int pids_of_a_namespace(void)
{
	int ret, fds[2], child, outer, ns, inner = 0;
	char path[40], byte;

	EXPECT(pipe(fds) == 0 && Unshare(LX_CLONE_NEWPID) == 0);
	child = fork();
	if (child == 0) {
		close(fds[1]);
		_exit((int)read(fds[0], &byte, 1));
	}
	snprintf(path, sizeof(path), "/proc/%d/ns/pid", child);
	ns = open(path, O_RDONLY | O_CLOEXEC);
	EXPECT(ns >= 0);
	outer = IoctlNsTranslatePid(ns, LX_NS_GET_PID_FROM_PIDNS, 1);
	if (!unknown(outer)) {
		inner = IoctlNsTranslatePid(ns, LX_NS_GET_PID_IN_PIDNS, child);
		EXPECT(outer == child && inner == 1);
	}
	ret = IoctlNsGetParent(ns);
	EXPECT(ret >= 0 && IoctlNsGetType(ret) == LX_CLONE_NEWPID);
	close(fds[1]);
	return 0;
}

static void test_pids_of_a_namespace(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no requests of namespaces");
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(pids_of_a_namespace), 0);
}

static void test_pidfd(void **state)
{
	PidfdInfo info;
	int fd = PidfdOpen(getpid(), 0), ret;

	(void)state;
	if (fd < 0)
		SKIP("no pidfd_open here");
	memset(&info, 0, sizeof(info));
	info.mask = LX_PIDFD_INFO_PID | LX_PIDFD_INFO_CREDS;
	ret = IoctlPidfdGetInfo(fd, &info);
	if (unknown(ret))
		SKIP("a pidfd tells nothing of its process here");
	assert_int_equal(ret, 0);
	assert_true(info.mask & LX_PIDFD_INFO_PID);
	assert_int_equal(info.pid, getpid());
	assert_int_equal(info.ppid, getppid());
	assert_int_equal(info.ruid, getuid());
	ret = IoctlPidfdGetNamespace(fd, LX_PIDFD_GET_NET_NAMESPACE);
	assert_true(ret >= 0 || unknown(ret) || ret == -LX_EPERM);
	if (ret >= 0) {
		assert_int_equal(IoctlNsGetType(ret), LX_CLONE_NEWNET);
		close(ret);
	}
	close(fd);
}

static void test_a_mapping(void **state)
{
	ProcmapQuery query;
	char name[256], *page = mmap(NULL, 65536, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC), ret;

	(void)state;
	assert_true(page != MAP_FAILED && fd >= 0);
	SKIP_UNDER_QEMU("no such file of /proc");
	memset(&query, 0, sizeof(query));
	query.size = sizeof(query);
	query.query_addr = (unsigned long)page + 1;
	ret = IoctlProcmapQuery(fd, &query);
	if (unknown(ret))
		SKIP("/proc/self/maps answers no questions");
	assert_int_equal(ret, 0);
	assert_true(query.vma_start <= (unsigned long)page && query.vma_end >= (unsigned long)page + 65536);
	assert_int_equal(query.vma_flags & 7, LX_PROCMAP_QUERY_VMA_READABLE);
	query.query_addr = (unsigned long)&test_a_mapping;
	query.vma_name_addr = name;
	query.vma_name_size = sizeof(name);
	assert_int_equal(IoctlProcmapQuery(fd, &query), 0);
	assert_true(query.vma_flags & LX_PROCMAP_QUERY_VMA_EXECUTABLE);
	assert_true(query.vma_name_size > 1 && name[0] == '/' && name[query.vma_name_size - 1] == 0);
	munmap(page, 65536);
	query.query_addr = 0;
	query.vma_name_size = 0;
	query.vma_name_addr = NULL;
	assert_int_equal(IoctlProcmapQuery(fd, &query), -LX_ENOENT);
	close(fd);
}

static void test_pages(void **state)
{
	PageRegion regions[4];
	PmScanArg scan;
	long size = sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, (size_t)(4 * size), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC), ret;

	(void)state;
	SKIP_UNDER_QEMU("no such file of /proc");
	if (fd < 0)
		SKIP("no /proc/self/pagemap that may be read");
	assert_true(pages != MAP_FAILED);
	madvise(pages, (size_t)(4 * size), MADV_NOHUGEPAGE); /* or one write could bring all */
	pages[size] = 1;
	memset(&scan, 0, sizeof(scan));
	scan.size = sizeof(scan);
	scan.start = (unsigned long)pages;
	scan.end = (unsigned long)pages + (unsigned long)(4 * size);
	scan.vec = regions;
	scan.vec_len = 4;
	scan.category_mask = LX_PAGE_IS_PRESENT;
	scan.return_mask = LX_PAGE_IS_PRESENT;
	ret = IoctlPagemapScan(fd, &scan);
	if (unknown(ret))
		SKIP("/proc/self/pagemap is not to be scanned");
	assert_int_equal(ret, 1);
	assert_true(regions[0].start == (unsigned long)(pages + size) && regions[0].end == (unsigned long)(pages + 2 * size));
	assert_true(regions[0].categories == LX_PAGE_IS_PRESENT && scan.walk_end == scan.end);
	munmap(pages, (size_t)(4 * size));
	close(fd);
}

UNIT_TESTS(unit_test(test_extents), unit_test(test_attributes), unit_test(test_sharing), unit_test(test_namespaces),
	   unit_test(test_pids_of_a_namespace), unit_test(test_pidfd), unit_test(test_a_mapping), unit_test(test_pages));
