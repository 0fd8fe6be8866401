/* A sandbox: namespaces of its own of every kind, a small tmpfs that is all of its files, limits. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "torture.h"

const unsigned long sandbox_flags = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS |
				    CLONE_NEWCGROUP | SIGCHLD;

/* Ids that are nobody's on a machine: what belongs to root outside does not belong to the sandbox's root. */
#define OUTSIDE 100000
#define IDS 65536

static int failed(const char *what)
{
	snprintf(shared->why, sizeof(shared->why), "%s: %s", what, strerror(errno));
	return -1;
}

static int put(int pid, const char *name, const char *text)
{
	char path[64];
	int fd;
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	fd = open(path, O_WRONLY);
	n = fd < 0 ? -1 : write(fd, text, strlen(text));
	if (fd >= 0)
		close(fd);
	return n < 0 ? failed(name) : 0;
}

/* Gives the sandbox its users: many for root, else the caller alone. Returns -1 where that may not be. */
int sandbox_ids(int pid)
{
	char users[64], groups[64];

	if (geteuid() == 0) {
		snprintf(users, sizeof(users), "0 %d %d\n", OUTSIDE, IDS);
		return put(pid, "uid_map", users) || put(pid, "gid_map", users) ? -1 : 0;
	}
	snprintf(users, sizeof(users), "0 %d 1\n", (int)geteuid());
	snprintf(groups, sizeof(groups), "0 %d 1\n", (int)getegid());
	return put(pid, "uid_map", users) || put(pid, "setgroups", "deny") || put(pid, "gid_map", groups) ? -1 : 0;
}

static void limit(int what, unsigned long most)
{
	struct rlimit l = { most, most }, now;

	getrlimit(what, &now);
	if (now.rlim_max >= most)
		setrlimit(what, &l);
}

static void file(const char *name, size_t size)
{
	char text[8192];
	int fd = open(name, O_CREAT | O_RDWR, 0644);

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + (i * 7 + i / 26) % 26);
	if (write(fd, text, size) < 0)
		abort();
	close(fd);
}

/* What the sandbox's first process does first: leaves all files of the machine behind. -1 and why: it may not. */
int sandbox_enter(void)
{
	setsid();
	if (setresgid(0, 0, 0) || setresuid(0, 0, 0))
		return failed("setresuid");
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* which other ids would end */
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return failed("mount /");
	if (mount("tmpfs", "/tmp", "tmpfs", MS_NODEV | MS_NOSUID, "size=8m,nr_inodes=400,mode=755"))
		return failed("mount tmpfs");
	if (chdir("/tmp") || mkdir("proc", 0755) || mkdir("pts", 0755))
		return failed("mkdir");
	if (mount("proc", "proc", "proc", MS_NODEV | MS_NOSUID | MS_NOEXEC, NULL))
		return failed("mount proc");
	if (mount("devpts", "pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0666"))
		return failed("mount devpts");
	if (syscall(SYS_pivot_root, ".", ".") || umount2(".", MNT_DETACH))
		return failed("pivot_root");
	if (chdir("/"))
		return failed("chdir");
	umask(022);
	file("std", 0);
	file("a", 8192);
	file("b", 100);
	file("c", 4096);
	mkdir("dir", 0755);
	mkdir("dir/sub", 0755);
	file("dir/a", 10);
	if (symlink("a", "link") || symlink("gone", "dir/link") || mkfifo("fifo", 0644))
		return failed("files");
	if (sethostname("torture", 7))
		return failed("sethostname");
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, 64);
	limit(RLIMIT_FSIZE, 1 << 20);
	limit(RLIMIT_AS, 1 << 29);
	limit(RLIMIT_MEMLOCK, 1 << 20);
	limit(RLIMIT_CPU, 20);
	limit(RLIMIT_RTPRIO, 0);
	limit(RLIMIT_NPROC, 4096);
	limit(RLIMIT_SIGPENDING, 256);
	return 0;
}

/* Puts what fd is to the next number, whether it could be opened or not. */
static void keep(int *next, int fd)
{
	if (fd >= 0 && fd != *next) {
		dup2(fd, *next);
		close(fd);
	}
	++*next;
}

/* One descriptor of each kind, from 0 on, always with the same numbers. */
void sandbox_descriptors(void)
{
	struct sockaddr_in here = { .sin_family = AF_INET, .sin_port = htons(1000), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	sigset_t set;
	int next = 0, pair[2], fd;

	syscall(SYS_close_range, 0, ~0U, 0);
	for (int i = 0; i < 3; i++)
		keep(&next, open("std", O_RDWR | O_APPEND));
	keep(&next, open("a", O_RDWR));
	keep(&next, open("b", O_RDONLY));
	keep(&next, open(".", O_RDONLY | O_DIRECTORY));
	if (pipe2(pair, O_NONBLOCK) == 0) {
		keep(&next, pair[0]);
		keep(&next, pair[1]);
	}
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair) == 0) {
		keep(&next, pair[0]);
		keep(&next, pair[1]);
	}
	keep(&next, socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0));
	fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	bind(fd, (struct sockaddr *)&here, sizeof(here));
	listen(fd, 4);
	keep(&next, fd);
	keep(&next, eventfd(3, EFD_NONBLOCK));
	keep(&next, epoll_create1(0));
	keep(&next, timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK));
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	keep(&next, signalfd(-1, &set, SFD_NONBLOCK));
	keep(&next, inotify_init1(IN_NONBLOCK));
	keep(&next, (int)syscall(SYS_memfd_create, "memory", 2));
	keep(&next, (int)syscall(SYS_pidfd_open, 1, 0));
	keep(&next, open("pts/ptmx", O_RDWR | O_NONBLOCK | O_NOCTTY));
	keep(&next, (int)syscall(SYS_fanotify_init, FAN_NONBLOCK | FAN_REPORT_FID, 0));
	keep(&next, open("a", O_PATH));
	keep(&next, open("proc/self/ns/uts", O_RDONLY));
	keep(&next, socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK, 0));
	keep(&next, socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK, 0));
	keep(&next, socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, 0));
	keep(&next, open("c", O_RDWR | O_NONBLOCK));
	keep(&next, (int)syscall(SYS_fsopen, "tmpfs", 0));
	keep(&next, open("fifo", O_RDWR | O_NONBLOCK));
	keep(&next, socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0));
}
