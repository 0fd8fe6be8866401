/* nolibc: gcc -static -nostdlib -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -isystem {nolibc} */
#include <nolibc.h>

#define PEER_FUTEX
#define PEER_WALK
#define PEER_SPAWN

static __inline__ int peer_getppid(void)
{
	return getppid();
}

static __inline__ long peer_write(int fd, const void *buf, unsigned long n)
{
	return write(fd, buf, n);
}

static __inline__ int peer_close(int fd)
{
	return close(fd);
}

static __inline__ long peer_futex_wake(int *word)
{
	return my_syscall6(__NR_futex, word, 129, 1, 0, 0, 0);
}

static __inline__ unsigned long peer_walk(const char *path)
{
	static char buf[32768] __attribute__((__aligned__(8)));
	unsigned long sum = 0;
	int fd = open(path, O_RDONLY | O_DIRECTORY), n;

	while ((n = getdents64(fd, (struct linux_dirent64 *)(void *)buf, sizeof buf)) > 0)
		for (int at = 0; at < n;) {
			struct linux_dirent64 *entry = (struct linux_dirent64 *)(void *)(buf + at);

			sum += entry->d_ino;
			at += entry->d_reclen;
		}
	close(fd);
	return sum;
}

static __inline__ void *peer_map(unsigned long size)
{
	return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static __inline__ int peer_spawn(const char *path)
{
	char *argv[] = {(char *)path, NULL};
	int pid = fork();

	if (pid == 0) {
		execve(path, argv, argv + 1);
		exit(127);
	}
	return waitpid(pid, NULL, 0);
}
