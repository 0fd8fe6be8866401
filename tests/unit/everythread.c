/*
 * A call in all threads: each makes it once, whoever comes and goes; what cannot be asked leaves all as it was; and the
 * child of a vfork leaves its parent alone. allthreads.h, beside allthreads.c.
 */
#include "unit.h"

#include <dirent.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sys/prctl.h>

#include <barecall/allthreads.h>

#define LOAD(p) __atomic_load_n(p, __ATOMIC_SEQ_CST)
#define STORE(p, v) __atomic_store_n(p, v, __ATOMIC_SEQ_CST)

static int stop;
static int ready;

/* The number after key in the status of each thread, if all have the same; how many threads there are goes to count. */
static long in_all(const char *key, int *count)
{
	DIR *tasks = opendir("/proc/self/task");
	struct dirent *entry;
	long value = -1;

	*count = 0;
	while ((entry = readdir(tasks)) != NULL) {
		char path[64], line[256];
		FILE *status;

		snprintf(path, sizeof(path), "/proc/self/task/%.20s/status", entry->d_name);
		status = entry->d_name[0] == '.' ? NULL : fopen(path, "re");
		if (!status)
			continue; /* it has ended */
		while (fgets(line, sizeof(line), status))
			if (strncmp(line, key, strlen(key)) == 0) {
				long here = atol(line + strlen(key));

				value = ++*count == 1 || value == here ? here : -2;
			}
		fclose(status);
	}
	closedir(tasks);
	return value;
}

/* A thread that was joined may still be on its way out of the kernel: waits until this one is listed alone. */
static void wait_alone(void)
{
	int count;

	while (in_all("Uid:", &count) != -1 && count > 1)
		usleep(1000);
}

static void *nothing(void *arg)
{
	return arg;
}

static void *make_others(void *arg)
{
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	while (!LOAD(&stop)) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, nothing, NULL) == 0)
			pthread_join(thread, NULL);
	}
	return arg;
}

static void *wait_on(void *arg)
{
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	while (!LOAD(&stop))
		usleep(1000);
	return arg;
}

static int start(pthread_t *threads, int n, void *(*function)(void *))
{
	STORE(&ready, 0);
	for (int i = 0; i < n; i++)
		if (pthread_create(&threads[i], NULL, function, NULL) != 0)
			return 0;
	while (LOAD(&ready) < n)
		usleep(100);
	return 1;
}

/* A filter more for each thread, each time: who makes the call twice has one too many, who is missed one too few. */
static int count_filters(void)
{
	static struct sock_filter allow[] = { BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) };
	static struct sock_fprog program = { 1, allow };
	enum { ROUNDS = 40 };
	pthread_t makers[3], waiters[5];
	int count, again = 0;
	long before = in_all("Seccomp_filters:", &count);

	if (before < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return 77;
	EXPECT(start(waiters, 5, wait_on) && start(makers, 3, make_others));
	for (int i = 0; i < ROUNDS; i++) {
		long result;

		while ((result = AllThreadsSyscall6(LX_SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (long)&program, 0, 0,
						    0)) == -EAGAIN && again < 5)
			again++; /* nothing was done */
		EXPECT(result == 0);
	}
	STORE(&stop, 1);
	for (int i = 0; i < 3; i++)
		EXPECT(pthread_join(makers[i], NULL) == 0);
	for (int i = 0; i < 5; i++)
		EXPECT(pthread_join(waiters[i], NULL) == 0);
	wait_alone();
	EXPECT(in_all("Seccomp_filters:", &count) == before + ROUNDS && count == 1);
	return 0;
}

/* The same, seen in the threads themselves while they wait. */
static int count_filters_of_each(void)
{
	static struct sock_filter allow[] = { BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) };
	static struct sock_fprog program = { 1, allow };
	pthread_t makers[3], waiters[5];
	int count;
	long before = in_all("Seccomp_filters:", &count);

	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(start(waiters, 5, wait_on) && start(makers, 3, make_others));
	for (int i = 1; i <= 5; i++) {
		EXPECT(AllThreadsSyscall(LX_SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (long)&program) == 0);
		EXPECT(in_all("Seccomp_filters:", &count) == before + i && count >= 9);
	}
	return 0;
}

/* getppid has no use for arguments, but a filter of each thread has: it answers EINVAL where one is not whole. */
static int arguments_are_whole(void)
{
	static struct sock_filter code[29];
	static struct sock_fprog program = { 29, code };
	pthread_t waiters[3];
	unsigned short n = 0, word;
	int parent = getppid();

	code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0);
	code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_getppid, 0, 26);
	for (word = 0; word < 12; word++) {
		code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 16U + 4U * word);
		code[n] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x10U + word, 0, (unsigned char)(26 - n));
		n++;
	}
	code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0);
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL);
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(start(waiters, 3, wait_on));
	EXPECT(AllThreadsSyscall(LX_SYS_prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (long)&program) == 0);
	EXPECT(AllThreadsSyscall6(LX_SYS_getppid, 0x1100000010, 0x1300000012, 0x1500000014, 0x1700000016, 0x1900000018,
				  0x1b0000001b) == -EINVAL);
	EXPECT(AllThreadsSyscall6(LX_SYS_getppid, 0x1100000010, 0x1300000012, 0x1500000014, 0x1700000016, 0x1900000018,
				  0x1b0000001a) == parent);
	return 0;
}

static void test_arguments_are_whole_in_each_thread(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	assert_int_equal(in_child(arguments_are_whole), 0);
}

static void test_each_thread_makes_the_call_once(void **state)
{
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	result = in_child(count_filters);
	if (result == 77)
		SKIP("this kernel does not tell how many filters a thread has");
	assert_int_equal(result, 0);
	assert_int_equal(in_child(count_filters_of_each), 0);
}

/* A caller who may not signal the others, as one in another Landlock domain before Linux 6.15. */
static int may_not_signal(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LX_SYS_rt_tgsigqueueinfo, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { 4, code };
	pthread_t waiters[3];
	int count;

	EXPECT(start(waiters, 3, wait_on));
	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
	EXPECT(Setresuid(5, 0, 5) == -EPERM);
	EXPECT(in_all("Uid:", &count) == 0 && count == 4);
	STORE(&stop, 1);
	for (int i = 0; i < 3; i++)
		EXPECT(pthread_join(waiters[i], NULL) == 0); /* they were let go */
	wait_alone();
	EXPECT(Setresuid(5, 0, 5) == 0 && Getuid() == 5); /* one thread needs no signal */
	return 0;
}

static void test_who_may_not_signal_changes_nothing(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(may_not_signal), 0);
}

/* In the parent's memory, in which there are four threads. */
static __attribute__((noinline)) void change_and_exit(void)
{
	Exit(Setresuid(5, 5, 5) == 0 && Getuid() == 5 && Setgid(1) == -EPERM ? 0 : 1);
}

static __attribute__((noinline)) int vfork_and_change(void)
{
	int pid = Vfork();

	if (pid == 0)
		change_and_exit();
	return pid;
}

static int child_of_vfork(void)
{
	pthread_t waiters[3];
	int count, status;

	EXPECT(start(waiters, 3, wait_on));
	for (int i = 0; i < 20; i++) {
		int pid = vfork_and_change();

		EXPECT(pid > 0 && waitpid(pid, &status, 0) == pid && status == 0);
		EXPECT(in_all("Uid:", &count) == 0 && count == 4);
	}
	/* Nothing of it has stayed in the memory that they shared. */
	EXPECT(Setresuid(7, 0, 7) == 0 && in_all("Uid:", &count) == 7 && count == 4);
	STORE(&stop, 1);
	for (int i = 0; i < 3; i++)
		EXPECT(pthread_join(waiters[i], NULL) == 0);
	return 0;
}

static void test_a_vfork_child_changes_itself_alone(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("vfork is fork, and a thread of the emulator is listed");
	SKIP_UNLESS_ROOT();
	assert_int_equal(in_child(child_of_vfork), 0);
}

UNIT_TESTS(unit_test(test_each_thread_makes_the_call_once), unit_test(test_arguments_are_whole_in_each_thread),
	   unit_test(test_who_may_not_signal_changes_nothing),
	   unit_test(test_a_vfork_child_changes_itself_alone));
