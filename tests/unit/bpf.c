/* bpf.h: maps and programs of the kernel's machine. */
#include "unit.h"

#include <barecall/bpf.h>

static BpfAttr attr;

static BpfAttr *fresh(void)
{
	memset(&attr, 0, sizeof(attr));
	return &attr;
}

static int make_map(void)
{
	fresh()->map_create.map_type = LX_BPF_MAP_TYPE_HASH;
	attr.map_create.key_size = 4;
	attr.map_create.value_size = 8;
	attr.map_create.max_entries = 2;
	strcpy(attr.map_create.map_name, "barecall");
	return Bpf(LX_BPF_MAP_CREATE, &attr, offsetof(BpfAttr, map_create.map_ifindex));
}

static int element(int cmd, int fd, unsigned int *key, void *value, unsigned long flags)
{
	fresh()->map_elem.map_fd = (unsigned int)fd;
	attr.map_elem.key = (unsigned long)key;
	attr.map_elem.u.value = (unsigned long)value;
	attr.map_elem.flags = flags;
	return Bpf(cmd, &attr, sizeof(attr.map_elem));
}

static void test_bpf_map_holds_values(void **state)
{
	unsigned int key = 7, next = 0;
	unsigned long value = 0x123456789abcdefUL, got = 0;
	int fd;

	(void)state;
	SKIP_UNDER_QEMU("no bpf");
	fd = make_map();
	if (fd == -ENOSYS || fd == -EPERM)
		SKIP("bpf is forbidden here, or not in this kernel");
	assert_true(fd >= 0);
	assert_int_equal(Bpf(9999, fresh(), sizeof(attr)), -EINVAL);
	assert_int_equal(Bpf(LX_BPF_MAP_CREATE, fresh(), 40), -EINVAL);
	assert_int_equal(element(LX_BPF_MAP_LOOKUP_ELEM, fd, &key, &got, 0), -ENOENT);
	assert_int_equal(element(LX_BPF_MAP_UPDATE_ELEM, fd, &key, &value, LX_BPF_EXIST), -ENOENT);
	assert_int_equal(element(LX_BPF_MAP_UPDATE_ELEM, fd, &key, &value, LX_BPF_NOEXIST), 0);
	assert_int_equal(element(LX_BPF_MAP_UPDATE_ELEM, fd, &key, &value, LX_BPF_NOEXIST), -EEXIST);
	assert_int_equal(element(LX_BPF_MAP_LOOKUP_ELEM, fd, &key, &got, 0), 0);
	assert_true(got == value);
	assert_int_equal(element(LX_BPF_MAP_GET_NEXT_KEY, fd, LX_NULL, &next, 0), 0);
	assert_int_equal(next, 7);
	assert_int_equal(element(LX_BPF_MAP_DELETE_ELEM, fd, &key, LX_NULL, 0), 0);
	assert_int_equal(element(LX_BPF_MAP_DELETE_ELEM, fd, &key, LX_NULL, 0), -ENOENT);
	close(fd);
}

static int load(const BpfInsn *insns, unsigned int count, char *log, unsigned int size)
{
	fresh()->prog_load.prog_type = LX_BPF_PROG_TYPE_SOCKET_FILTER;
	attr.prog_load.insns = (unsigned long)insns;
	attr.prog_load.insn_cnt = count;
	attr.prog_load.license = (unsigned long)"MIT";
	attr.prog_load.log_level = size ? 1 : 0;
	attr.prog_load.log_buf = (unsigned long)log;
	attr.prog_load.log_size = size;
	return Bpf(LX_BPF_PROG_LOAD, &attr, offsetof(BpfAttr, prog_load.kern_version));
}

static void test_bpf_program_is_verified_and_runs(void **state)
{
	static const BpfInsn insns[] = {
		{ LX_BPF_ALU64 | LX_BPF_MOV | LX_BPF_K, 0, 0, 40 },
		{ LX_BPF_ALU64 | LX_BPF_MOV | LX_BPF_K, 2, 0, 2 },
		{ LX_BPF_ALU64 | LX_BPF_ADD | LX_BPF_X, 2 << 4 | 0, 0, 0 },
		{ LX_BPF_JMP | LX_BPF_EXIT, 0, 0, 0 },
	};
	static char log[4096];
	char packet[64] = "";
	int fd;

	(void)state;
	SKIP_UNDER_QEMU("no bpf");
	fd = load(insns, 4, LX_NULL, 0);
	if (fd == -ENOSYS || fd == -EPERM)
		SKIP("bpf is forbidden here, or not in this kernel");
	assert_true(fd >= 0);
	assert_int_equal(load(insns + 2, 2, log, sizeof(log)), -EACCES); /* reads registers that hold nothing */
	assert_non_null(strstr(log, "!read_ok"));
	fresh()->test.prog_fd = (unsigned int)fd;
	attr.test.data_in = (unsigned long)packet;
	attr.test.data_size_in = sizeof(packet);
	attr.test.repeat = 1;
	assert_int_equal(Bpf(LX_BPF_PROG_TEST_RUN, &attr, sizeof(attr.test)), 0);
	assert_int_equal(attr.test.retval, 42);
	close(fd);
}

static void test_bpf_common_logs(void **state)
{
	BpfCommonAttr common;
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no bpf");
	memset(&common, 0, sizeof(common));
	result = BpfCommon(9999 | LX_BPF_COMMON_ATTRS, fresh(), sizeof(attr), &common, sizeof(common));
	if (result == -ENOSYS || result == -EPERM)
		SKIP("bpf is forbidden here, or not in this kernel");
	assert_int_equal(result, -EINVAL);
}

UNIT_TESTS(unit_test(test_bpf_map_holds_values), unit_test(test_bpf_program_is_verified_and_runs),
	   unit_test(test_bpf_common_logs));
