/* musl: musl-gcc -static -D_GNU_SOURCE */
#define PEER_CLOCK
#include "libc.h"
#include <spawn.h>
#include <sys/syscall.h>

#define PEER_FUTEX

static __inline__ long peer_futex_wake(int *word)
{
	return syscall(SYS_futex, word, 129, 1, 0, 0, 0);
}

static __inline__ int peer_spawn(const char *path)
{
	char *argv[] = {(char *)path, NULL};
	pid_t pid;

	posix_spawn(&pid, path, NULL, NULL, argv, argv + 1);
	return waitpid(pid, NULL, 0);
}
