/* ipc.h: System V shared memory, semaphores, message queues; POSIX message queues. */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>

#include <barecall/ipc.h>

static void test_shm_is_shared(void **state)
{
	ShmidDs ds;
	char *a, *b;
	int id;

	(void)state;
	assert_int_equal(SysvShmGet(0x6c780001, 4096, 0600), -ENOENT);
	assert_int_equal(SysvShmGet(LX_IPC_PRIVATE, 0, 0600), -EINVAL);
	assert_true(IsErrPtr(SysvShmAttach(-1, LX_NULL, 0)));
	assert_int_equal(SysvShmDetach((void *)64), -EINVAL);
	id = SysvShmGet(LX_IPC_PRIVATE, 5000, LX_IPC_CREAT | 0640);
	assert_true(id >= 0);
	a = (char *)SysvShmAttach(id, LX_NULL, 0);
	b = (char *)SysvShmAttach(id, LX_NULL, LX_SHM_RDONLY);
	assert_false(IsErrPtr(a) || IsErrPtr(b));
	a[4999] = 'x';
	assert_int_equal(b[4999], 'x');
	assert_int_equal(SysvShmCtl(id, LX_IPC_STAT, &ds), 0);
	assert_true(ds.segsz == 5000 && (ds.perm.mode & 0777) == 0640);
	assert_true(ds.perm.uid == geteuid() && ds.cpid == getpid() && ds.nattch == 2);
	assert_true(ds.ctime >= time(NULL) - 60 && ds.atime >= ds.ctime && ds.dtime == 0);
	ds.perm.mode = 0600;
	assert_int_equal(SysvShmCtl(id, LX_IPC_SET, &ds), 0);
	assert_int_equal(SysvShmCtl(id, LX_IPC_STAT, &ds), 0);
	assert_int_equal(ds.perm.mode & 0777, 0600);
	assert_int_equal(SysvShmCtl(id, LX_IPC_RMID, LX_NULL), 0);
	assert_int_equal(SysvShmDetach(a), 0);
	assert_int_equal(SysvShmDetach(a), -EINVAL);
	assert_int_equal(SysvShmDetach(b), 0);
	assert_int_equal(SysvShmCtl(id, LX_IPC_STAT, &ds), -EINVAL);
}

static void test_shm_tells_its_limits(void **state)
{
	Shminfo limits;
	ShmUsage usage;
	int id;

	(void)state;
	id = SysvShmGet(LX_IPC_PRIVATE, 4096, 0600);
	assert_true(id >= 0);
	assert_true(SysvShmCtl(0, LX_IPC_INFO, (ShmidDs *)(void *)&limits) >= 0);
	assert_true(limits.shmmin == 1 && limits.shmmni > 0 && limits.shmmax >= 4096);
	assert_true(SysvShmCtl(0, LX_SHM_INFO, (ShmidDs *)(void *)&usage) >= 0);
	assert_true(usage.used_ids >= 1 && usage.shm_tot >= 1);
	assert_int_equal(SysvShmCtl(id, LX_IPC_RMID, LX_NULL), 0);
}

static void test_sem_counts(void **state)
{
	Sembuf ops[2] = { { 0, -2, LX_IPC_NOWAIT }, { 1, 1, 0 } };
	Timespec moment = { 0, 1000000 };
	unsigned short values[3] = { 7, 8, 9 };
	SemidDs ds;
	int id;

	(void)state;
	assert_int_equal(SysvSemGet(0x6c780001, 1, 0600), -ENOENT);
	assert_int_equal(SysvSemGet(LX_IPC_PRIVATE, -1, 0600), -EINVAL);
	assert_int_equal(SysvSemOp(-1, ops, 2), -EINVAL);
	id = SysvSemGet(LX_IPC_PRIVATE, 3, 0600);
	assert_true(id >= 0);
	assert_int_equal(SysvSemCtl(id, 3, LX_GETVAL, 0), -EINVAL);
	assert_int_equal(SysvSemCtl(id, 0, LX_SETVAL, 1), 0);
	assert_int_equal(SysvSemOp(id, ops, 2), -EAGAIN);
	assert_int_equal(SysvSemCtl(id, 1, LX_GETVAL, 0), 0);
	assert_int_equal(SysvSemCtl(id, 0, LX_SETVAL, 2), 0);
	assert_int_equal(SysvSemOp(id, ops, 2), 0);
	assert_int_equal(SysvSemCtl(id, 0, LX_GETVAL, 0), 0);
	assert_int_equal(SysvSemCtl(id, 1, LX_GETVAL, 0), 1);
	assert_int_equal(SysvSemCtl(id, 1, LX_GETPID, 0), getpid());
	ops[0].flg = 0;
	assert_int_equal(SysvSemTimedOp(id, ops, 1, &moment), -EAGAIN);
	assert_int_equal(moment.nsec, 1000000);
	assert_int_equal(SysvSemCtlPtr(id, 0, LX_SETALL, values), 0);
	memset(values, 0, sizeof(values));
	assert_int_equal(SysvSemCtlPtr(id, 0, LX_GETALL, values), 0);
	assert_true(values[0] == 7 && values[1] == 8 && values[2] == 9);
	memset(&ds, 0xff, sizeof(ds));
	assert_int_equal(SysvSemCtlPtr(id, 0, LX_IPC_STAT, &ds), 0);
	assert_true(ds.nsems == 3 && (ds.perm.mode & 0777) == 0600 && ds.perm.uid == geteuid());
	assert_true(ds.otime >= time(NULL) - 60 && ds.ctime >= time(NULL) - 60);
	assert_int_equal(SysvSemCtl(id, 0, LX_IPC_RMID, 0), 0);
	assert_int_equal(SysvSemOp(id, ops, 1), -EINVAL);
}

static void test_sem_tells_its_limits(void **state)
{
	Seminfo info;

	(void)state;
	assert_true(SysvSemCtlPtr(0, 0, LX_IPC_INFO, &info) >= 0);
	assert_true(info.semmni > 0 && info.semmsl > 0 && info.semvmx == 32767);
}

static void test_msg_queues_by_type(void **state)
{
	struct {
		long type;
		char text[16];
	} m = { 2, "two" };
	MsqidDs ds;
	int id;

	(void)state;
	assert_int_equal(SysvMsgGet(0x6c780001, 0600), -ENOENT);
	assert_int_equal(SysvMsgSend(-1, &m, 4, 0), -EINVAL);
	id = SysvMsgGet(LX_IPC_PRIVATE, 0600);
	assert_true(id >= 0);
	assert_int_equal(SysvMsgReceive(id, &m, sizeof(m.text), 0, LX_IPC_NOWAIT), -ENOMSG);
	m.type = 2; /* qemu-user wrote to it */
	assert_int_equal(SysvMsgSend(id, &m, 4, 0), 0);
	m.type = 0;
	assert_int_equal(SysvMsgSend(id, &m, 4, 0), -EINVAL);
	m.type = 1;
	strcpy(m.text, "one");
	assert_int_equal(SysvMsgSend(id, &m, 4, 0), 0);
	assert_int_equal(SysvMsgCtl(id, LX_IPC_STAT, &ds), 0);
	assert_true(ds.qnum == 2 && ds.lspid == getpid() && ds.lrpid == 0 && ds.stime >= time(NULL) - 60);
	memset(&m, 0, sizeof(m));
	assert_int_equal(SysvMsgReceive(id, &m, 3, 1, 0), -E2BIG);
	assert_int_equal(SysvMsgReceive(id, &m, 3, 1, LX_MSG_NOERROR), 3);
	assert_true(m.type == 1 && memcmp(m.text, "one", 3) == 0);
	assert_int_equal(SysvMsgReceive(id, &m, sizeof(m.text), -5, 0), 4);
	assert_true(m.type == 2 && strcmp(m.text, "two") == 0);
	assert_int_equal(SysvMsgCtl(id, LX_IPC_RMID, LX_NULL), 0);
	assert_int_equal(SysvMsgSend(id, &m, 4, 0), -EINVAL);
}

static void test_msg_tells_its_limits(void **state)
{
	Msginfo info;

	(void)state;
	assert_true(SysvMsgCtl(0, LX_IPC_INFO, (MsqidDs *)(void *)&info) >= 0);
	assert_true(info.msgmni > 0 && info.msgmax > 0);
}

/* Behind a slash: qemu-user takes the character before a name for one. */
static char slash_and_queue[32];
static const char *const queue = slash_and_queue + 1;

/* A queue for two messages of 8 bytes, whose name is gone already; some machines have none. */
static int open_queue(void)
{
	MqAttr attr;
	int fd;

	memset(&attr, 0, sizeof(attr));
	attr.maxmsg = 2;
	attr.msgsize = 8;
	snprintf(slash_and_queue, sizeof(slash_and_queue), "/barecall-%d", (int)getpid());
	fd = MqOpen(queue, LX_O_RDWR | LX_O_CREAT | LX_O_EXCL | LX_O_NONBLOCK | LX_O_CLOEXEC, 0600, &attr);
	if (fd >= 0)
		assert_int_equal(MqUnlink(queue), 0);
	return fd;
}

static void test_mq_orders_by_priority(void **state)
{
	Timespec past = { 1, 0 };
	unsigned int prio = 99;
	MqAttr attr, old;
	char buffer[8];
	int fd = open_queue();

	(void)state;
	if (fd == -ENOSYS)
		SKIP("a kernel without message queues");
	assert_true(fd >= 0);
	assert_int_equal(MqOpen(queue, LX_O_RDWR, 0, LX_NULL), -ENOENT);
	assert_int_equal(MqUnlink(queue), -ENOENT);
	assert_int_equal(MqTimedreceive(fd, buffer, 8, &prio, LX_NULL), -EAGAIN);
	assert_int_equal(MqTimedreceive(fd, buffer, 7, &prio, LX_NULL), -EMSGSIZE);
	assert_int_equal(MqTimedsend(fd, "123456789", 9, 0, LX_NULL), -EMSGSIZE);
	assert_int_equal(MqTimedsend(fd, "low", 3, 1, LX_NULL), 0);
	assert_int_equal(MqTimedsend(fd, "high!", 5, 32767, LX_NULL), 0);
	assert_int_equal(MqTimedsend(fd, "full", 4, 0, LX_NULL), -EAGAIN);
	memset(&attr, 0, sizeof(attr));
	assert_int_equal(MqGetsetattr(fd, &attr, &old), 0);
	assert_true(old.flags == LX_O_NONBLOCK && old.maxmsg == 2 && old.msgsize == 8 && old.curmsgs == 2);
	assert_int_equal(MqTimedsend(fd, "full", 4, 0, &past), -ETIMEDOUT);
	assert_int_equal(MqTimedreceive(fd, buffer, 8, &prio, LX_NULL), 5);
	assert_true(prio == 32767 && memcmp(buffer, "high!", 5) == 0);
	assert_int_equal(MqTimedreceive(fd, buffer, 8, LX_NULL, &past), 3);
	assert_memory_equal(buffer, "low", 3);
	assert_int_equal(MqTimedreceive(fd, buffer, 8, LX_NULL, &past), -ETIMEDOUT);
	assert_int_equal(close(fd), 0);
	assert_int_equal(MqTimedsend(fd, "x", 1, 0, LX_NULL), -EBADF);
}

static void test_mq_names_have_no_slash(void **state)
{
	int fd;

	(void)state;
	SKIP_UNDER_QEMU("takes names as mq_open(3) does");
	fd = MqOpen("/barecall", LX_O_RDWR | LX_O_CREAT, 0600, LX_NULL);
	if (fd == -ENOSYS)
		SKIP("a kernel without message queues");
	assert_int_equal(fd, -EACCES);
}

static int notified(void)
{
	Sigevent event;
	siginfo_t info;
	sigset_t set;
	struct timespec second = { 5, 0 };
	int fd = open_queue();

	EXPECT(fd >= 0);
	memset(&event, 0, sizeof(event));
	event.notify = LX_SIGEV_SIGNAL;
	event.signo = SIGUSR1;
	event.value.integer = 4711;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	EXPECT(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
	EXPECT(MqNotify(fd, &event) == 0);
	EXPECT(MqNotify(fd, &event) == -EBUSY);
	EXPECT(MqTimedsend(fd, "x", 1, 0, LX_NULL) == 0);
	EXPECT(sigtimedwait(&set, &info, &second) == SIGUSR1);
	EXPECT(info.si_code == SI_MESGQ && info.si_value.sival_int == 4711 && info.si_pid == getpid());
	EXPECT(MqNotify(fd, &event) == 0);
	EXPECT(MqNotify(fd, LX_NULL) == 0);
	EXPECT(MqNotify(fd, &event) == 0);
	return 0;
}

static void test_mq_notifies(void **state)
{
	int fd;

	(void)state;
	SKIP_UNDER_QEMU("no mq_notify");
	assert_int_equal(MqNotify(-1, LX_NULL), -EBADF);
	fd = open_queue();
	if (fd == -ENOSYS)
		SKIP("a kernel without message queues");
	close(fd);
	assert_int_equal(in_child(notified), 0);
}

UNIT_TESTS(unit_test(test_shm_is_shared), unit_test(test_shm_tells_its_limits), unit_test(test_sem_counts),
	   unit_test(test_sem_tells_its_limits), unit_test(test_msg_queues_by_type),
	   unit_test(test_msg_tells_its_limits), unit_test(test_mq_orders_by_priority),
	   unit_test(test_mq_names_have_no_slash), unit_test(test_mq_notifies));
