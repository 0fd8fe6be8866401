/* Bpf's commands: op/bpf.h. */
#include "unit.h"

#include <barecall/op/bpf.h>

static int make_map(unsigned int type, unsigned int entries)
{
	BpfAttr attr;

	memset(&attr, 0, sizeof(attr));
	attr.map_create.map_type = type;
	attr.map_create.key_size = 4;
	attr.map_create.value_size = 8;
	attr.map_create.max_entries = entries;
	return BpfMapCreate(&attr);
}

#define SKIP_WITHOUT_BPF()                                                 \
	do {                                                               \
		int fd_ = make_map(LX_BPF_MAP_TYPE_HASH, 1);               \
		if (fd_ == -EPERM || fd_ == -ENOSYS)                       \
			SKIP("no bpf here");                               \
		close(fd_);                                                \
	} while (0)

static int make_program(int returns)
{
	static const char license[] = "GPL";
	BpfInsn insns[2];
	BpfAttr attr;

	memset(insns, 0, sizeof(insns));
	insns[0].code = LX_BPF_ALU64 | LX_BPF_MOV | LX_BPF_K;
	insns[0].imm = returns;
	insns[1].code = LX_BPF_JMP | LX_BPF_EXIT;
	memset(&attr, 0, sizeof(attr));
	attr.prog_load.prog_type = LX_BPF_PROG_TYPE_SOCKET_FILTER;
	attr.prog_load.insn_cnt = 2;
	attr.prog_load.insns = (unsigned long)insns;
	attr.prog_load.license = (unsigned long)license;
	return BpfProgLoad(&attr);
}

static void test_elements(void **state)
{
	unsigned int key = 5, next = 0;
	unsigned long value = 77, got = 0;
	int fd;

	(void)state;
	SKIP_WITHOUT_BPF();
	fd = make_map(LX_BPF_MAP_TYPE_HASH, 2);
	assert_true(fd >= 0);
	assert_int_equal(BpfMapLookupElem(fd, &key, &got, 0), -ENOENT);
	assert_int_equal(BpfMapUpdateElem(fd, &key, &value, LX_BPF_EXIST), -ENOENT);
	assert_int_equal(BpfMapUpdateElem(fd, &key, &value, LX_BPF_NOEXIST), 0);
	assert_int_equal(BpfMapUpdateElem(fd, &key, &value, LX_BPF_NOEXIST), -EEXIST);
	assert_int_equal(BpfMapLookupElem(fd, &key, &got, 0), 0);
	assert_int_equal(got, 77);
	assert_int_equal(BpfMapGetNextKey(fd, NULL, &next), 0);
	assert_int_equal(next, 5);
	assert_int_equal(BpfMapGetNextKey(fd, &key, &next), -ENOENT);
	got = 0;
	assert_int_equal(BpfMapLookupAndDeleteElem(fd, &key, &got, 0), 0);
	assert_int_equal(got, 77);
	assert_int_equal(BpfMapDeleteElem(fd, &key), -ENOENT);
	assert_int_equal(BpfMapUpdateElem(fd, &key, &value, 0), 0);
	assert_int_equal(BpfMapDeleteElem(fd, &key), 0);
	assert_int_equal(BpfMapFreeze(fd), 0);
	assert_int_equal(BpfMapUpdateElem(fd, &key, &value, 0), -EPERM);
	assert_int_equal(BpfMapFreeze(-1), -EBADF);
	close(fd);
}

static void test_batches(void **state)
{
	unsigned int keys[4] = { 1, 2, 3, 4 }, out[4], cursor;
	unsigned long values[4] = { 10, 20, 30, 40 }, read[4], sum = 0;
	BpfAttr attr;
	int fd, i;

	(void)state;
	SKIP_WITHOUT_BPF();
	fd = make_map(LX_BPF_MAP_TYPE_HASH, 8);
	memset(&attr, 0, sizeof(attr));
	attr.batch.map_fd = (unsigned int)fd;
	attr.batch.keys = (unsigned long)keys;
	attr.batch.values = (unsigned long)values;
	attr.batch.count = 4;
	assert_int_equal(BpfMapUpdateBatch(&attr), 0);
	assert_int_equal(attr.batch.count, 4);
	memset(&attr, 0, sizeof(attr));
	attr.batch.map_fd = (unsigned int)fd;
	attr.batch.keys = (unsigned long)out;
	attr.batch.values = (unsigned long)read;
	attr.batch.out_batch = (unsigned long)&cursor;
	attr.batch.count = 4;
	i = BpfMapLookupBatch(&attr);
	assert_true(i == 0 || i == -ENOENT || i == -ENOSPC);
	attr.batch.keys = (unsigned long)keys;
	attr.batch.values = 0;
	attr.batch.out_batch = 0;
	attr.batch.count = 2;
	assert_int_equal(BpfMapDeleteBatch(&attr), 0);
	assert_int_equal(BpfMapDeleteElem(fd, &keys[1]), -ENOENT);
	attr.batch.keys = (unsigned long)out;
	attr.batch.values = (unsigned long)read;
	attr.batch.out_batch = (unsigned long)&cursor;
	attr.batch.count = 4;
	i = BpfMapLookupAndDeleteBatch(&attr);
	assert_true(i == 0 || i == -ENOENT);
	for (i = 0; i < (int)attr.batch.count; i++)
		sum += read[i];
	assert_int_equal(sum, 70);
	assert_int_equal(BpfMapGetNextKey(fd, NULL, out), -ENOENT);
	close(fd);
}

static void test_programs(void **state)
{
	char packet[64] = { 0 }, info[256];
	unsigned int own;
	long id, n;
	BpfAttr attr;
	int fd, again, map;

	(void)state;
	SKIP_WITHOUT_BPF();
	if (!unit_may(LX_CAP_SYS_ADMIN))
		SKIP("the ids of programs and maps are for CAP_SYS_ADMIN");
	fd = make_program(3);
	assert_true(fd >= 0);
	memset(&attr, 0, sizeof(attr));
	attr.test.prog_fd = (unsigned int)fd;
	attr.test.data_in = (unsigned long)packet;
	attr.test.data_size_in = sizeof(packet);
	assert_int_equal(BpfProgTestRun(&attr), 0);
	assert_int_equal(attr.test.retval, 3);
	memset(info, 0, sizeof(info));
	n = BpfObjGetInfoByFd(fd, info, sizeof(info));
	assert_true(n > 8 && n <= (long)sizeof(info));
	memcpy(&own, info + 4, sizeof(own)); /* type, id */
	assert_int_equal(BpfObjGetInfoByFd(-1, info, sizeof(info)), -EBADFD);
	again = BpfProgGetFdByID(own);
	assert_true(again >= 0);
	close(again);
	assert_int_equal(BpfProgGetFdByID(0xfffffff0), -ENOENT);
	id = BpfProgGetNextID(own - 1);
	assert_int_equal(id, own);
	assert_int_equal(BpfProgGetNextID(0x7ffffff0), -ENOENT);
	map = make_map(LX_BPF_MAP_TYPE_ARRAY, 1);
	memset(info, 0, sizeof(info));
	assert_true(BpfObjGetInfoByFd(map, info, sizeof(info)) > 0);
	memcpy(&own, info + 4, sizeof(own));
	assert_int_equal(BpfMapGetNextID(own - 1), own);
	again = BpfMapGetFdByID(own, LX_BPF_F_RDONLY);
	assert_true(again >= 0);
	assert_int_equal(BpfMapDeleteElem(again, &own), -EPERM);
	close(again);
	assert_int_equal(BpfProgBindMap(fd, map), 0);
	assert_int_equal(BpfProgBindMap(-1, map), -EBADF);
	close(map);
	close(fd);
}

/* What needs more than a test should take, or a machine has, answers an error that is the command's own. */
static void test_errors(void **state)
{
	static BpfAttr attr;
	char buffer[8];
	long n;
	int fd, map;

	(void)state;
	SKIP_WITHOUT_BPF();
	if (!unit_may(LX_CAP_SYS_ADMIN))
		SKIP("the ids of programs and maps are for CAP_SYS_ADMIN");
	fd = make_program(0);
	map = make_map(LX_BPF_MAP_TYPE_ARRAY, 1);
	assert_int_equal(BpfObjPin(fd, "pinned"), -EPERM); /* no bpf file system */
	assert_int_equal(BpfObjGet("pinned", 0), -ENOENT);
	attr.prog_attach.attach_type = 9999;
	assert_int_equal(BpfProgAttach(&attr), -EINVAL);
	assert_int_equal(BpfProgDetach(&attr), -EINVAL);
	attr.prog_attach.attach_type = 0;
	attr.query.attach_type = 9999;
	assert_int_equal(BpfProgQuery(&attr), -EINVAL);
	memset(&attr, 0, sizeof(attr));
	assert_true(BpfRawTracepointOpen("no such tracepoint", fd) < 0);
	assert_int_equal(BpfRawTracepointOpen("x", -1), -EBADF);
	assert_true(BpfBtfLoad(&attr) < 0);
	attr.task_fd_query.pid = 0x7ffffff0;
	n = BpfTaskFdQuery(&attr);
	assert_true(n == -ENOENT || n == -ESRCH);
	memset(&attr, 0, sizeof(attr));
	attr.link_create.source.prog_fd = 9999;
	n = BpfLinkCreate(&attr);
	assert_true(n == -EBADF || n == -EINVAL);
	memset(&attr, 0, sizeof(attr));
	attr.link_update.link_fd = 9999;
	n = BpfLinkUpdate(&attr);
	assert_true(n == -EBADF || n == -EINVAL);
	n = BpfLinkDetach(fd);
	assert_true(n == -EINVAL || n == -EBADF);
	n = BpfIterCreate(map);
	assert_true(n == -EINVAL || n == -EBADF);
	assert_int_equal(BpfEnableStats(9999), -EINVAL);
	n = BpfEnableStats(LX_BPF_STATS_RUN_TIME);
	assert_true(n >= 0);
	close((int)n);
	n = BpfTokenCreate(fd);
	assert_true(n < 0);
	n = BpfProgStreamReadByFd(fd, 99, buffer, sizeof(buffer));
	assert_true(n == -ENOENT || n == -EINVAL);
	n = BpfProgAssocStructOps(fd, map);
	assert_true(n == -EINVAL);
	n = BpfBtfGetNextID(0xfffffff0);
	assert_true(n == -ENOENT || n == -EINVAL);
	n = BpfBtfGetFdByID(0xfffffff0);
	assert_true(n == -ENOENT || n == -EINVAL);
	n = BpfLinkGetNextID(0xfffffff0);
	assert_true(n == -ENOENT || n == -EINVAL);
	n = BpfLinkGetFdByID(0xfffffff0);
	assert_true(n == -ENOENT || n == -EINVAL);
	close(map);
	close(fd);
}

static int pins(void)
{
	int map, again;
	unsigned int key = 0;
	unsigned long value = 9;

	EXPECT(Mkdir("bpffs", 0700) == 0);
	if (Mount("none", "bpffs", "bpf", 0, NULL) != 0)
		return 0;
	map = make_map(LX_BPF_MAP_TYPE_ARRAY, 1);
	EXPECT(BpfMapUpdateElem(map, &key, &value, 0) == 0);
	EXPECT(BpfObjPin(map, "bpffs/map") == 0 && BpfObjPin(map, "bpffs/map") == -EEXIST);
	Close(map);
	again = BpfObjGet("bpffs/map", 0);
	value = 0;
	EXPECT(again >= 0 && BpfMapLookupElem(again, &key, &value, 0) == 0 && value == 9);
	EXPECT(Unlink("bpffs/map") == 0 && Unmount("bpffs", 0) == 0);
	return 0;
}

static void test_a_pinned_map_is_found(void **state)
{
	(void)state;
	SKIP_WITHOUT_BPF();
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(pins), 0);
	rmdir("bpffs");
}

UNIT_TESTS(unit_test(test_elements), unit_test(test_batches), unit_test(test_programs), unit_test(test_errors),
	   unit_test(test_a_pinned_map_is_found));
