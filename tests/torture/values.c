/* The random arguments. A call is given by the program's seed and its place alone, so that others can be left out. */
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

#include "torture.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define PICK(state, list) ((list)[random_from(state) % COUNT(list)])

uint64_t random_from(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static int one_in(uint64_t *state, unsigned n)
{
	return random_from(state) % n == 0;
}

/* A program likes some of the calls, so that those that belong together meet. */
const struct call *choose(uint64_t seed, int i)
{
	uint64_t state = seed * 31 + (uint64_t)i * 0x10001 + 1, liking = seed;
	uint64_t start = random_from(&liking), width = 16 + random_from(&liking) % 48;
	uint64_t other = random_from(&liking);

	switch (random_from(&state) % 4) {
	case 0:
		return &calls[(start + random_from(&state) % width) % (unsigned)call_count];
	case 1:
		return &calls[(other + random_from(&state) % width) % (unsigned)call_count];
	default:
		return &calls[random_from(&state) % (unsigned)call_count];
	}
}

static long word(uint64_t *state)
{
	static const long edges[] = { INT_MAX, INT_MIN, UINT_MAX, LONG_MAX, LONG_MIN, 1L << 32, 0x100000001, -1, -2, 4096,
				      255, 256, 65535 };

	switch (random_from(state) % 8) {
	case 0:
	case 1:
		return 0;
	case 2:
	case 3:
		return (long)(random_from(state) % 16);
	case 4:
		return 1L << random_from(state) % 32;
	case 5:
		return PICK(state, edges);
	case 6:
		return 1L << random_from(state) % 64 | 1L << random_from(state) % 64;
	default:
		return (long)random_from(state);
	}
}

static long flags(uint64_t *state)
{
	switch (random_from(state) % 8) {
	case 0:
	case 1:
	case 2:
		return 0;
	case 3:
		return 1L << random_from(state) % 8;
	case 4:
		return 1L << random_from(state) % 24;
	case 5:
		return O_CREAT | O_RDWR;
	case 6:
		return 1L << random_from(state) % 8 | 1L << random_from(state) % 24;
	default:
		return word(state);
	}
}

static long descriptor(uint64_t *state)
{
	static const long odd[] = { -1, AT_FDCWD, 63, 64, 1000, INT_MAX, INT_MIN, 0x100000003 };

	return one_in(state, 12) ? PICK(state, odd) : (long)(random_from(state) % 40);
}

/* The descriptor of the right kind, as sandbox.c has opened it, or any. */
static long likely(uint64_t *state, long fd)
{
	return one_in(state, 4) ? descriptor(state) : fd;
}

static long size(uint64_t *state)
{
	static const long sizes[] = { 0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 88, 100, 128, 256, 1000, 4095, 4096, 4097, 20000 };

	return one_in(state, 8) ? word(state) : PICK(state, sizes);
}

static long offset(uint64_t *state)
{
	static const long offsets[] = { 0, 1, 5, 4096, 8191, 8192, 10000, 65536, 0x100000000, 0x180000005, 0x7fffffff, 0x80000000,
					-1, -5, -4096, LONG_MAX, LONG_MIN, 0x1000000000 };

	return one_in(state, 8) ? word(state) : PICK(state, offsets);
}

static long address(uint64_t *state)
{
	static const long odd[] = { 0, 1, 4096, 0x7ffffffff000, -4096, LONG_MIN };

	if (one_in(state, 6))
		return PICK(state, odd);
	return (long)playground + (long)(random_from(state) % 20) * 4096 + (one_in(state, 8) ? 8 : 0);
}

static unsigned char *slot(int k)
{
	return arena + k * SLOT_SIZE;
}

static long number(unsigned kind, uint64_t *state)
{
	static const long ids[] = { 0, 1, 2, 3, 100, 1000, 65533, 65534, 65535, 65536, -1, 0xfffffffe };
	static const long processes[] = { 0, 0, 1, 1, 2, 3, 4, 99, -1, -2, INT_MAX, INT_MIN };
	static const long milliseconds[] = { 0, 0, 0, 1, INT_MIN };
	static const long levels[] = { SOL_SOCKET, SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6, IPPROTO_TCP, IPPROTO_UDP, SOL_RAW, 263,
				       270 };
	static const long families[] = { AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_ALG, AF_VSOCK };
	static const long types[] = { SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET, SOCK_STREAM | SOCK_NONBLOCK,
				      SOCK_DGRAM | SOCK_CLOEXEC };

	static const long sockets[] = { 8, 9, 10, 11, 23, 24, 25, 29 };

	switch (kind) {
	case FLAGS:
		return flags(state);
	case SIZE:
		return size(state);
	case SHORT_SIZE:
		return one_in(state, 10) ? word(state) : (long)(random_from(state) % 5);
	case OFFSET:
		return offset(state);
	case FD:
		return descriptor(state);
	case DIRECTORY:
		return one_in(state, 3) ? descriptor(state) : one_in(state, 2) ? AT_FDCWD : 5;
	case ID:
		return PICK(state, ids);
	case PROCESS:
		return PICK(state, processes);
	case SIGNAL:
		return one_in(state, 10) ? word(state) & ~64L : (long)(random_from(state) % SIGWAKE);
	case MODE:
		return one_in(state, 8) ? word(state) : (long)(random_from(state) % 010000);
	case ADDRESS:
		return address(state);
	case CLOCK:
		return one_in(state, 8) ? word(state) : (long)(random_from(state) % 12);
	case MILLISECONDS:
		return PICK(state, milliseconds);
	case OPTION_LEVEL:
		return one_in(state, 10) ? word(state) : PICK(state, levels);
	case OPTION_NAME:
	case CODE:
		return one_in(state, 10) ? word(state) : (long)(random_from(state) % 80);
	case FAMILY:
		return one_in(state, 6) ? word(state) : PICK(state, families);
	case SOCKET_TYPE:
		return one_in(state, 6) ? word(state) : PICK(state, types);
	case PROCESSORS: /* the bytes of a set of them, which the wrapper fills up */
		return (long)(random_from(state) % 33) * 8;
	case PAGES: /* a length that reaches from no low address to the tester */
		return one_in(state, 8) ? -(long)(random_from(state) % 5000) : (long)(random_from(state) % 24) * 4096 +
		       (one_in(state, 4) ? 100 : 0);
	case SOCKET:
		return likely(state, PICK(state, sockets));
	case EPOLL:
		return likely(state, 13);
	case TIMERFD:
		return likely(state, 14);
	case INOTIFY:
		return likely(state, 16);
	case PIDFD:
		return likely(state, 18);
	case FANOTIFY:
		return likely(state, 20);
	case CONTEXT:
		return likely(state, 27);
	case HANDLER:
		return (long)(random_from(state) % 2);
	default:
		return word(state);
	}
}

/* A word of a structure: most are 0, and some lead somewhere. */
static long member(uint64_t *state)
{
	switch (random_from(state) % 8) {
	case 0:
	case 1:
	case 2:
		return 0;
	case 3:
		return (long)slot((int)(random_from(state) % 12));
	case 4:
		return descriptor(state);
	case 5:
		return size(state);
	case 6:
		return (long)(random_from(state) % 8 | random_from(state) % 8 << 32);
	default:
		return word(state);
	}
}

static void text(char *to, uint64_t *state, unsigned kind)
{
	static const char *const paths[] = { "a", "b", "c", "new", "new2", "dir", "dir/a", "dir/new", "dir/sub", "link", "gone",
					     "fifo", "socket", "", ".", "..", "/", "/a", "dir/../a", "dir/", "a/b", "old/../b",
					     "nowhere/new" };
	static const char *const names[] = { "user.a", "user.b", "trusted.a", "security.a", "tmpfs", "proc", "user", "keyring",
					     "size", "mode", "lo", "eth0", "x", "", "name", "a", "/queue", "source" };

	static const char *const attributes[] = { "user.a", "user.a", "user.b", "trusted.a", "security.a", "a", "" };

	if (one_in(state, 24)) {
		memset(to, 'n', 300);
		to[300] = 0;
	} else {
		strcpy(to, kind == PATH ? PICK(state, paths) : kind == TEXT ? PICK(state, names) : PICK(state, attributes));
	}
}

/* Times are short, or far beyond the test, so that none is over at one time and not at another. */
static void moment(long *to, uint64_t *state)
{
	static const long moments[][2] = { { 0, 0 }, { 0, 0 }, { 0, 1000 }, { 0, 999999 }, { 0, 1000000000 }, { -1, 0 }, { 0, -1 } };

	memcpy(to, PICK(state, moments), 16);
}

static void interval(long *to, uint64_t *state)
{
	static const long intervals[] = { 0, 0, 5000, 100000, 1L << 40, -1 };

	to[0] = PICK(state, intervals);
	to[1] = one_in(state, 8) ? word(state) : 0;
	if (to[0] == 0 && to[1] > 0 && to[1] < 1000000000)
		to[0] = 5000;
}

static void socket_address(unsigned char *to, uint64_t *state)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons((uint16_t)(1000 + random_from(state) % 3)) };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)(1000 + random_from(state) % 3)) };
	struct sockaddr_un un = { .sun_family = AF_UNIX };

	in.sin_addr.s_addr = htonl(one_in(state, 2) ? INADDR_LOOPBACK : INADDR_ANY);
	if (one_in(state, 2))
		in6.sin6_addr = in6addr_loopback;
	switch (random_from(state) % 3) {
	case 0:
		memcpy(to, &in, sizeof(in));
		break;
	case 1:
		memcpy(to, &in6, sizeof(in6));
		break;
	default:
		text(un.sun_path + one_in(state, 2), state, PATH);
		memcpy(to, &un, 64);
	}
}

static void vector(long *to, int count, uint64_t *state)
{
	for (int i = 0; i < count; i++) {
		to[2 * i] = one_in(state, 10) ? word(state) : (long)slot(8 + (int)(random_from(state) % 4)) + 64;
		to[2 * i + 1] = one_in(state, 10) ? word(state) : size(state) & 4095;
	}
}

/* The memory that pointer argument k leads to. */
static void fill(unsigned kind, unsigned char *to, uint64_t *state)
{
	static const long hard[] = { 64, 4096, 1 << 20, 1 << 29, -1 };
	long *words = (long *)(void *)to;

	memset(to, 0, 512);
	switch (kind) {
	case BYTES:
		for (int i = 0; i < 64; i++)
			words[i] = (long)random_from(state);
		break;
	case PATH:
	case TEXT:
	case ATTRIBUTE:
		text((char *)to, state, kind);
		break;
	case TIMESPEC:
	case TIMEVAL:
		moment(words, state);
		moment(words + 2, state);
		break;
	case TIMER:
		interval(words, state);
		interval(words + 2, state);
		break;
	case SIGSET:
		words[0] = (one_in(state, 2) ? 1L << random_from(state) % 63 : (long)random_from(state)) & LONG_MAX;
		break;
	case ACTION: /* the kernel's struct sigaction: handler, flags, restorer where there is one, mask */
		words[0] = (long)(random_from(state) % 2);
		words[1] = flags(state) & ~0x04000000L;
		words[2] = words[3] = (long)random_from(state) & LONG_MAX;
		break;
	case LIMIT: /* a hard limit of seconds of a processor that is over would end the process at any time */
		words[0] = one_in(state, 2) ? size(state) : word(state);
		words[1] = PICK(state, hard);
		break;
	case SOCKADDR:
		socket_address(to, state);
		break;
	case LENGTH:
		*(int *)(void *)to = (int)size(state);
		break;
	case VECTOR:
		vector(words, 5, state);
		break;
	case MESSAGE: /* struct msghdr: name, its length, vector, its count, control, its length, flags */
		words[0] = one_in(state, 2) ? 0 : (long)slot(8);
		words[1] = words[0] ? 16 : 0;
		socket_address(slot(8), state);
		words[2] = (long)slot(9);
		words[3] = (long)(random_from(state) % 4);
		vector((long *)(void *)slot(9), 4, state);
		words[4] = one_in(state, 2) ? 0 : (long)slot(10);
		words[5] = words[4] ? size(state) & 255 : 0;
		break;
	default:
		if (one_in(state, 4))
			break;
		for (int i = 0; i < 32; i++)
			words[i] = member(state);
	}
}

static long pointer(unsigned kind, int k, unsigned marks, uint64_t *state)
{
	static const long bad[] = { 8, -1, -4096, LONG_MIN, 0x7ffffffff000 };
	unsigned char *to = slot(k);

	fill(kind, to, state);
	if (one_in(state, 12) && !(marks & THERE))
		return 0;
	if (marks & TOUCHED)
		return (long)to;
	if (one_in(state, 20))
		return PICK(state, bad);
	if (one_in(state, 20))
		return (long)(arena + ARENA_SIZE - 8); /* what is behind it is not there */
	return (long)to;
}

void arguments(const struct call *call, uint64_t seed, int i, long *v)
{
	uint64_t state = seed ^ (uint64_t)i * 0x9e3779b97f4a7c15;

	for (int k = 0; k < ARGUMENTS; k++) {
		unsigned kind = call->kinds[k] & ~(unsigned)(TOUCHED | THERE);

		v[k] = kind < BYTES || kind > MESSAGE ? number(kind, &state) : pointer(kind, k, call->kinds[k], &state);
		if (kind == END)
			break;
	}
}
