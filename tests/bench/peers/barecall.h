/* barecall: gcc -static -nostdlib -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -I{include} -Wl,-e,lx_start -Wl,--gc-sections */
/* link: -L{archives} -lbarecall -lbarecall_mem */
#include <barecall.h>

#define PEER_FUTEX
#define PEER_CLOCK
#define PEER_WALK
#define PEER_SPAWN

static __inline__ int peer_getppid(void)
{
	return Getppid();
}

static __inline__ long peer_write(int fd, const void *buf, unsigned long n)
{
	return Write(fd, buf, n);
}

static __inline__ int peer_close(int fd)
{
	return Close(fd);
}

static __inline__ long peer_futex_wake(int *word)
{
	return Futex((unsigned int *)word, LX_FUTEX_WAKE | LX_FUTEX_PRIVATE_FLAG, 1, LX_NULL, LX_NULL, 0);
}

static __inline__ long peer_clock(void)
{
	Timespec ts;

	VdsoClockGettime(LX_CLOCK_MONOTONIC, &ts);
	return ts.nsec;
}

static __inline__ unsigned long peer_walk(const char *path)
{
	unsigned long sum = 0, buf[4096];
	int fd = Open(path, LX_O_RDONLY | LX_O_DIRECTORY, 0), n;

	while ((n = Getdents(fd, buf, sizeof buf)) > 0) {
		const Dirent *entry;

		for (unsigned long at = 0; (entry = DirentNext(buf, (unsigned long)n, &at)) != LX_NULL;)
			sum += entry->ino;
	}
	Close(fd);
	return sum;
}

static __inline__ void *peer_map(unsigned long size)
{
	return Mmap(LX_NULL, size, LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
}

static __inline__ int peer_spawn(const char *path)
{
	char *argv[] = {(char *)path, LX_NULL};
	ProcAttr attr = {0};
	int pid = ForkExec(path, argv, &attr, LX_NULL);

	return Wait4(pid, LX_NULL, 0, LX_NULL);
}
