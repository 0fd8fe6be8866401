/* System V's commands: op/sysvipc.h. In a namespace of its own where that is allowed. */
#include "unit.h"

#include <barecall/op/sysvipc.h>

static void test_shared_memory(void **state)
{
	int id = SysvShmGet(LX_IPC_PRIVATE, 10000, 0600), i, highest, found = 0, result;
	ShmUsage usage;
	Shminfo limits;
	ShmidDs ds;

	(void)state;
	if (id < 0)
		SKIP("no System V memory here");
	SKIP_UNDER_QEMU("it knows few of these");
	memset(&ds, 0, sizeof(ds));
	assert_int_equal(SysvShmStat(id, &ds), 0);
	assert_int_equal(ds.segsz, 10000);
	assert_int_equal(SysvShmStat(-1, &ds), -EINVAL);
	ds.perm.mode = 0640;
	assert_int_equal(SysvShmSet(id, &ds), 0);
	assert_int_equal(SysvShmStat(id, &ds), 0);
	assert_int_equal(ds.perm.mode & 0777, 0640);
	result = SysvShmLock(id);
	assert_true(result == 0 || result == -EPERM || result == -ENOMEM);
	if (result == 0) {
		assert_int_equal(SysvShmStat(id, &ds), 0);
		assert_true(ds.perm.mode & LX_SHM_LOCKED);
		assert_int_equal(SysvShmUnlock(id), 0);
	}
	assert_true(SysvShmLimits(&limits) >= 0);
	assert_true(limits.shmmni > 0);
	highest = SysvShmUsage(&usage);
	assert_true(highest >= 0 && usage.used_ids > 0);
	for (i = 0; i <= highest; i++) {
		result = SysvShmStatIndex(i, &ds);
		if (result == id)
			found++;
		result = SysvShmStatAny(i, &ds);
		if (result == id)
			found++;
	}
	assert_true(found >= 1);
	assert_int_equal(SysvShmRemove(id), 0);
	assert_true(SysvShmRemove(id) < 0);
}

static void test_semaphores(void **state)
{
	unsigned short values[3] = { 4, 5, 6 };
	int id = SysvSemGet(LX_IPC_PRIVATE, 3, 0600), i, highest, found = 0;
	Seminfo info;
	SemidDs ds;

	(void)state;
	if (id < 0)
		SKIP("no System V semaphores here");
	SKIP_UNDER_QEMU("it knows few of these");
	assert_int_equal(SysvSemSetVal(id, 1, 40000), -ERANGE);
	assert_int_equal(SysvSemSetVal(id, 1, 9), 0);
	assert_int_equal(SysvSemGetVal(id, 1), 9);
	assert_int_equal(SysvSemGetVal(id, 3), -EINVAL);
	assert_int_equal(SysvSemGetPid(id, 1), getpid());
	assert_int_equal(SysvSemGetNcnt(id, 1), 0);
	assert_int_equal(SysvSemGetZcnt(id, 1), 0);
	assert_int_equal(SysvSemSetAll(id, values), 0);
	memset(values, 0, sizeof(values));
	assert_int_equal(SysvSemGetAll(id, values), 0);
	assert_int_equal(values[2], 6);
	memset(&ds, 0, sizeof(ds));
	assert_int_equal(SysvSemStat(id, &ds), 0);
	assert_int_equal(ds.nsems, 3);
	ds.perm.mode = 0640;
	assert_int_equal(SysvSemSet(id, &ds), 0);
	assert_int_equal(SysvSemStat(id, &ds), 0);
	assert_int_equal(ds.perm.mode & 0777, 0640);
	assert_true(SysvSemLimits(&info) >= 0);
	assert_int_equal(info.semvmx, 32767);
	highest = SysvSemUsage(&info);
	assert_true(highest >= 0);
	for (i = 0; i <= highest; i++)
		found += (SysvSemStatIndex(i, &ds) == id) + (SysvSemStatAny(i, &ds) == id);
	assert_true(found >= 1);
	assert_int_equal(SysvSemRemove(id), 0);
	assert_true(SysvSemGetVal(id, 1) == -EINVAL || SysvSemGetVal(id, 1) == -EIDRM);
}

static void test_messages(void **state)
{
	int id = SysvMsgGet(LX_IPC_PRIVATE, 0600), i, highest, found = 0;
	Msginfo info;
	MsqidDs ds;

	(void)state;
	if (id < 0)
		SKIP("no System V messages here");
	SKIP_UNDER_QEMU("it knows few of these");
	assert_int_equal(SysvMsgStat(-1, &ds), -EINVAL);
	assert_int_equal(SysvMsgStat(id, &ds), 0);
	assert_int_equal(ds.qnum, 0);
	ds.qbytes /= 2;
	assert_int_equal(SysvMsgSet(id, &ds), 0);
	i = (int)ds.qbytes;
	assert_int_equal(SysvMsgStat(id, &ds), 0);
	assert_int_equal(ds.qbytes, i);
	assert_true(SysvMsgLimits(&info) >= 0);
	assert_true(info.msgmax > 0);
	highest = SysvMsgUsage(&info);
	assert_true(highest >= 0 && info.msgpool > 0);
	for (i = 0; i <= highest; i++)
		found += (SysvMsgStatIndex(i, &ds) == id) + (SysvMsgStatAny(i, &ds) == id);
	assert_true(found >= 1);
	assert_int_equal(SysvMsgRemove(id), 0);
	assert_true(SysvMsgRemove(id) < 0);
}

UNIT_TESTS(unit_test(test_shared_memory), unit_test(test_semaphores), unit_test(test_messages));
