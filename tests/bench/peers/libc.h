/* What the contestants that are a C library share; PEER_CLOCK, if they have it, is defined before. No contestant itself. */
#include <dirent.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

#ifdef PEER_CLOCK
static __inline__ long peer_clock(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_nsec;
}
#endif

static __inline__ unsigned long peer_walk(const char *path)
{
	unsigned long sum = 0;
	DIR *dir = opendir(path);
	struct dirent *entry;

	while ((entry = readdir(dir)) != NULL)
		sum += entry->d_ino;
	closedir(dir);
	return sum;
}

static __inline__ void *peer_map(unsigned long size)
{
	return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
