/* dev/loop.h, dev/block.h, dev/dm.h: a file as a disk, its size and its partitions, and tables of device-mapper. */
#include "unit.h"

#include <fcntl.h>

#include <barecall/dev/block.h>
#include <barecall/dev/dm.h>
#include <barecall/dev/loop.h>
#include <barecall/dev/md.h>

static void test_what_is_no_disk(void **state)
{
	LoopInfo64 info;
	unsigned long bytes, range[2] = { 0, 512 };
	int fds[2], ret;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(IoctlBlkGetSize64(-1, &bytes), -LX_EBADF);
	ret = unit_under_qemu() ? -LX_ENOTTY : IoctlBlkDiscard(fds[0], range);
	assert_int_equal(ret, -LX_ENOTTY);
	if (!unit_under_qemu()) {
		assert_int_equal(IoctlBlkGetSize64(fds[0], &bytes), -LX_ENOTTY);
		assert_int_equal(IoctlLoopGetStatus64(fds[0], &info), -LX_ENOTTY);
		assert_int_equal(IoctlLoopGetFree(fds[0]), -LX_ENOTTY);
		assert_int_equal(IoctlBlkReadPartitions(fds[0]), -LX_ENOTTY);
	}
	close(fds[0]);
	close(fds[1]);
}

static void test_what_is_no_array(void **state)
{
	MdArrayInfo array = { 0 };
	MdDiskInfo disk = { 0 };
	MdVersion version;
	int fds[2];

	(void)state;
	SKIP_UNDER_QEMU("no requests of arrays");
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(IoctlMdVersion(fds[0], &version), -LX_ENOTTY);
	assert_int_equal(IoctlMdGetArrayInfo(fds[0], &array), -LX_ENOTTY);
	assert_int_equal(IoctlMdGetDiskInfo(fds[0], &disk), -LX_ENOTTY);
	assert_int_equal(IoctlMdSetArrayInfo(fds[0], &array), -LX_ENOTTY);
	assert_int_equal(IoctlMdAddNewDisk(fds[0], &disk), -LX_ENOTTY);
	assert_int_equal(IoctlMdHotRemoveDisk(fds[0], 0), -LX_ENOTTY);
	assert_int_equal(IoctlMdSetDiskFaulty(fds[0], 0), -LX_ENOTTY);
	assert_int_equal(IoctlMdRun(fds[0]), -LX_ENOTTY);
	assert_int_equal(IoctlMdStop(-1), -LX_EBADF);
	close(fds[0]);
	close(fds[1]);
}

static void test_a_loop_device(void **state)
{
	LoopConfig config;
	LoopInfo64 info;
	HDGeometry geometry;
	unsigned long bytes = 0, range[2] = { 4096, 4096 }, seq;
	char path[40], buf[8192];
	int ctl = open("/dev/loop-control", O_RDWR | O_CLOEXEC), file, disk = -1, number, tries, ret = -1, size = 0;

	(void)state;
	SKIP_UNDER_QEMU("no loop devices");
	if (ctl < 0)
		SKIP("no /dev/loop-control that may be opened");
	file = open("image", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	assert_true(file >= 0);
	memset(buf, 'x', sizeof(buf));
	assert_int_equal(write(file, buf, 8192), 8192);
	assert_int_equal(ftruncate(file, 1 << 20), 0);
	memset(&config, 0, sizeof(config));
	config.fd = (unsigned int)file;
	config.info.flags = LX_LO_FLAGS_AUTOCLEAR;
	config.info.offset = 4096;
	strcpy((char *)config.info.file_name, "a name");
	for (tries = 0; tries < 20; tries++) {
		number = IoctlLoopGetFree(ctl);
		assert_true(number >= 0);
		snprintf(path, sizeof(path), "/dev/loop%d", number);
		disk = open(path, O_RDWR | O_CLOEXEC);
		if (disk < 0)
			SKIP("loop devices cannot be opened here");
		ret = IoctlLoopConfigure(disk, &config);
		if (ret != -LX_EBUSY)
			break;
		close(disk);
	}
	if (ret == -LX_EINVAL || ret == -LX_EPERM || ret == -LX_EACCES)
		SKIP("loop devices cannot be set up here");
	assert_int_equal(ret, 0);
	memset(&info, 0x55, sizeof(info));
	assert_int_equal(IoctlLoopGetStatus64(disk, &info), 0);
	assert_true(info.offset == 4096 && info.flags & LX_LO_FLAGS_AUTOCLEAR);
	assert_string_equal((char *)info.file_name, "a name");
	assert_int_equal(IoctlBlkGetSize64(disk, &bytes), 0);
	assert_true(bytes == (1 << 20) - 4096);
	assert_int_equal(IoctlGetInt(disk, LX_BLKSSZGET, &size), 0);
	assert_true(size >= 512);
	assert_int_equal(IoctlHDGetGeo(disk, &geometry), -LX_ENOTTY);
	ret = IoctlBlkGetDiskseq(disk, &seq);
	assert_true(ret == 0 || ret == -LX_ENOTTY);
	assert_int_equal(pread(disk, buf, 4, 0), 4);
	assert_memory_equal(buf, "xxxx", 4);
	range[0] = 0;
	assert_int_equal(IoctlBlkZeroout(disk, range), 0);
	assert_int_equal(pread(file, buf, 4, 4096), 4);
	assert_memory_equal(buf, "\0\0\0\0", 4);
	assert_int_equal(ftruncate(file, 2 << 20), 0);
	assert_int_equal(IoctlLoopSetCapacity(disk), 0);
	assert_int_equal(IoctlBlkGetSize64(disk, &bytes), 0);
	assert_true(bytes == (2 << 20) - 4096);
	ret = IoctlBlkSetReadOnly(disk, 1);
	assert_int_equal(ret, unit_may(LX_CAP_SYS_ADMIN) ? 0 : -LX_EACCES);
	assert_int_equal(IoctlGetInt(disk, LX_BLKROGET, &size), 0);
	IoctlBlkSetReadOnly(disk, 0); /* or it stays so for its next file */
	assert_int_equal(size, ret == 0);
	assert_int_equal(IoctlLoopConfigure(disk, &config), -LX_EBUSY);
	assert_int_equal(IoctlLoopClrFd(disk), 0);
	close(disk);
	close(file);
	close(ctl);
}

static void test_tables(void **state)
{
	struct {
		DmIoctl dm;
		unsigned char room[96];
	} request;
	const DmTargetSpec *first, *second;
	char longest[129];

	(void)state;
	memset(&request, 0x55, sizeof(request));
	memset(longest, 'n', sizeof(longest));
	longest[128] = 0;
	assert_int_equal(DmIoctlInit(&request.dm, sizeof(request.dm) - 1, "x"), -LX_EINVAL);
	assert_int_equal(DmIoctlInit(&request.dm, 1UL << 32, "x"), -LX_EINVAL);
	assert_int_equal(DmIoctlInit(&request.dm, sizeof(request), longest), -LX_EINVAL);
	assert_int_equal(request.dm.version[0], 0x55555555); /* untouched */
	assert_int_equal(DmIoctlInit(&request.dm, (1UL << 32) - 1, "x"), 0);
	assert_int_equal(DmIoctlInit(&request.dm, sizeof(request), longest + 1), 0);
	assert_int_equal(DmIoctlInit(&request.dm, sizeof(request), "name"), 0);
	assert_true(request.dm.version[0] == 4 && request.dm.data_size == sizeof(request) && request.dm.data_start == 312);
	assert_string_equal(request.dm.name, "name");
	assert_int_equal(DmAddTarget(&request.dm, 0, 8, "sixteen bytes it", ""), -LX_EINVAL);
	assert_int_equal(DmAddTarget(&request.dm, 0, 8, "zero", ""), 0);
	assert_int_equal(DmAddTarget(&request.dm, 8, 16, "error", "1234567"), 0); /* 40 + 8, and 48 bytes are left */
	assert_int_equal(DmAddTarget(&request.dm, 24, 1, "zero", ""), -LX_ENOBUFS);
	assert_int_equal(request.dm.target_count, 2);
	first = (const DmTargetSpec *)(const void *)((const char *)&request + 312);
	assert_true(first->sector_start == 0 && first->length == 8 && first->next == 48);
	assert_string_equal(first->target_type, "zero");
	second = (const DmTargetSpec *)(const void *)((const char *)first + first->next);
	assert_true(second->sector_start == 8 && second->length == 16 && second->next == 48);
	assert_string_equal((const char *)(second + 1), "1234567");
	assert_int_equal(((const char *)(first + 1))[0] | ((const char *)(first + 1))[7], 0); /* the end of "" and what fills */
	request.dm.target_count = 1000; /* more than there are, which a copy of a kernel's answer may say */
	assert_int_equal(DmAddTarget(&request.dm, 24, 1, "zero", ""), -LX_ENOBUFS);
}

static void test_device_mapper(void **state)
{
	struct {
		DmIoctl dm;
		unsigned char room[200];
	} request;
	char name[40];
	int fd = open("/dev/mapper/control", O_RDWR | O_CLOEXEC);

	(void)state;
	SKIP_UNDER_QEMU("no device-mapper");
	if (fd < 0)
		SKIP("no /dev/mapper/control that may be opened");
	snprintf(name, sizeof(name), "barecall-%d", getpid());
	DmIoctlInit(&request.dm, sizeof(request), LX_NULL);
	if (IoctlDm(fd, LX_DM_VERSION, &request.dm) != 0)
		SKIP("no device-mapper for this user");
	assert_int_equal(request.dm.version[0], 4);
	DmIoctlInit(&request.dm, sizeof(request), name);
	assert_int_equal(IoctlDm(fd, LX_DM_DEV_STATUS, &request.dm), -LX_ENXIO);
	DmIoctlInit(&request.dm, sizeof(request), name);
	assert_int_equal(IoctlDm(fd, LX_DM_DEV_CREATE, &request.dm), 0);
	DmIoctlInit(&request.dm, sizeof(request), name);
	assert_int_equal(DmAddTarget(&request.dm, 0, 64, "error", ""), 0);
	assert_int_equal(DmAddTarget(&request.dm, 64, 64, "error", ""), 0);
	assert_int_equal(IoctlDm(fd, LX_DM_TABLE_LOAD, &request.dm), 0);
	DmIoctlInit(&request.dm, sizeof(request), name);
	assert_int_equal(IoctlDm(fd, LX_DM_DEV_SUSPEND, &request.dm), 0);
	DmIoctlInit(&request.dm, sizeof(request), name);
	assert_int_equal(IoctlDm(fd, LX_DM_TABLE_STATUS, &request.dm), 0);
	assert_int_equal(request.dm.target_count, 2);
	DmIoctlInit(&request.dm, sizeof(request), name);
	assert_int_equal(IoctlDm(fd, LX_DM_DEV_REMOVE, &request.dm), 0);
	close(fd);
}

UNIT_TESTS(unit_test(test_what_is_no_disk), unit_test(test_what_is_no_array), unit_test(test_a_loop_device),
	   unit_test(test_tables), unit_test(test_device_mapper));
