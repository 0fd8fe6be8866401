/* A program of a libc with threads of the libc's own: a call in all of them, beside what the libc does itself. */
#include <barecall.h>

#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

int setresuid(uid_t, uid_t, uid_t);

enum { THREADS = 6 };

static int stop;
static int ready;
static unsigned int uid;
static int wrong;

static void *wait_and_look(void *arg)
{
	__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
	while (!__atomic_load_n(&stop, __ATOMIC_SEQ_CST))
		usleep(500);
	if (Getuid() != __atomic_load_n(&uid, __ATOMIC_SEQ_CST))
		__atomic_add_fetch(&wrong, 1, __ATOMIC_SEQ_CST);
	return arg;
}

int main(void)
{
	pthread_t threads[THREADS];
	char bytes[64];
	int fds[2], i;

	alarm(20);
	uid = Getuid();
	for (i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, wait_and_look, NULL) != 0)
			return 1;
	while (__atomic_load_n(&ready, __ATOMIC_SEQ_CST) < THREADS)
		usleep(500);
	if (Pipe2(fds, LX_O_NONBLOCK) != 0)
		return 2;
	for (i = 0; i < 50; i++)
		if (AllThreadsSyscall(LX_SYS_write, fds[1], (long)"x", 1) != 1 ||
		    Read(fds[0], bytes, sizeof(bytes)) != THREADS + 1)
			return 3;
	if (AllThreadsSyscall(LX_SYS_close, -1, 0, 0) != -LX_EBADF)
		return 4;
	/* As root: the libc's own change of all threads, and ours, in turn. */
	for (i = 0; uid == 0 && i < 20; i++)
		if (setresuid((uid_t)i + 1, 0, 0) != 0 || Setresuid((unsigned int)i + 100, 0, 0) != 0)
			return 5;
	if (uid == 0 && setresuid(30, 0, 0) != 0)
		return 6;
	uid = Getuid();
	__atomic_store_n(&stop, 1, __ATOMIC_SEQ_CST);
	for (i = 0; i < THREADS; i++)
		if (pthread_join(threads[i], NULL) != 0)
			return 7;
	if (wrong)
		return 8;
	printf("libc\n");
	return 42;
}
