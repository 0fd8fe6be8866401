/*
 * What AllThreadsSyscall reads in /proc/self/task (barecall/allthreads.h): a thread's status and stat, and the listing.
 * The files arrive in pieces that the input chooses.
 */
#include "kernel.h"
#include "../../src/linux/allthreads.c"
#include <ctype.h>

/* The library's own is machine code, for handlers that are not called here. */
#ifdef LX_RESTORER
void LX_RESTORER(void)
{
	abort();
}
#endif

enum { FILE_FD = 8, TASKS = 9 };

static struct {
	Input file; /* what a file has */
	unsigned int piece; /* so much of it at most at once; 0: all */
	int open_error, read_error; /* negative, or 0 */
	int is_open;
	const char *opened; /* the name that is to be opened */
	Input listing; /* lengths of names and names */
	unsigned int listed, threads, signalled, gone;
	int seeks;
	int careful; /* each thread's status is read: it ends in the number that says what it is up to */
	char text[128];
} k;

/* What a thread is up to, by its number, where statuses are read. */
enum { SLEEPS, RUNS, ZOMBIE, WORKER, HAS_SIGNAL, BLOCKS_AND_HAS_SIGNAL, NO_STATUS, ENDS, STATES };

static void write_status(int tid)
{
	int is = tid % STATES;

	snprintf(k.text, sizeof(k.text), "State:\t%c (x)\nSigPnd:\t%016lx\nSigBlk:\t%016lx\n",
		 is == ZOMBIE ? 'Z' : is == RUNS || is == HAS_SIGNAL ? 'R' : 'S',
		 is == HAS_SIGNAL || is == BLOCKS_AND_HAS_SIGNAL ? BIT(SIGNAL) : 0UL,
		 is == WORKER ? ~(BIT(LX_SIGKILL) | BIT(LX_SIGSTOP)) : is == BLOCKS_AND_HAS_SIGNAL ? BIT(SIGNAL) : 0UL);
}

/* thread_file opens the status or stat of a thread, as a sweep asks for them. */
static long thread_file(const char *path)
{
	int tid = atoi(path);

	if (tid % STATES == NO_STATUS)
		return -LX_ENOENT;
	write_status(tid);
	if (strchr(path, '/')[5] != 'u') {
		CHECK(tid % STATES == WORKER && !strcmp(strchr(path, '/'), "/stat"));
		strcpy(k.text, "1 (iou-wrk-1) S 1 1 1 0 -1 16 0");
	}
	k.file.at = (const uint8_t *)k.text;
	k.file.left = strlen(k.text);
	k.is_open++;
	return FILE_FD;
}

/* list writes some entries as the kernel does, of the names in the listing. */
static long list(char *to, unsigned long size)
{
	unsigned long used = 0;

	while (k.listing.left && k.listed < 200) {
		Input before = k.listing;
		unsigned int len = take_byte(&k.listing) % 10; /* a thread has seven digits at most */
		unsigned short reclen = (unsigned short)((19 + len + 1 + 7) / 8 * 8);
		char name[16];

		if (used + reclen > size || (used && len == 9)) {
			k.listing = before;
			if (used)
				break;
		}
		memset(to + used, 0, reclen);
		memset(name, 0, sizeof(name));
		take(&k.listing, name, len);
		memcpy(to + used + 16, &reclen, 2);
		memcpy(to + used + 19, name, len);
		used += reclen;
		k.listed++;
		if (len && strspn(name, "0123456789") && atol(name))
			k.threads++;
	}
	return (long)used;
}

static long kernel(long nr, const long *a)
{
	const Siginfo *info;
	unsigned long n;

	switch (nr) {
	case LX_SYS_openat:
		if (k.opened)
			CHECK(!strcmp((const char *)a[1], k.opened));
		if (k.careful)
			return thread_file((const char *)a[1]);
		if (k.open_error)
			return k.open_error;
		k.is_open++;
		return FILE_FD;
	case LX_SYS_read:
		CHECK(a[0] == FILE_FD);
		n = (unsigned long)a[2];
		if (!k.file.left && k.read_error)
			return k.read_error;
		if (n > k.file.left)
			n = k.file.left;
		if (k.piece && n > k.piece)
			n = k.piece;
		take(&k.file, (void *)a[1], n);
		return (long)n;
	case LX_SYS_close:
		CHECK(a[0] == FILE_FD);
		k.is_open--;
		return 0;
	case LX_SYS_lseek:
		k.seeks++;
		return 0;
	case LX_SYS_getdents64:
		CHECK(a[0] == TASKS);
		return list((char *)a[1], (unsigned long)a[2]);
	case LX_SYS_rt_tgsigqueueinfo:
		info = (const Siginfo *)a[3];
		CHECK(a[0] == 77 && a[1] > 0 && a[1] != 88 && a[2] == SIGNAL && info->code == LX_SI_QUEUE);
		CHECK(info->u.rt.pid == a[1]);
		CHECK(!is_held((int)a[1]));
		if (k.careful)
			CHECK(a[1] % STATES == SLEEPS || a[1] % STATES == RUNS || a[1] % STATES == ENDS);
		if (a[1] % STATES == ENDS) {
			k.gone++;
			return -LX_ESRCH;
		}
		k.signalled++;
		return 0;
	case LX_SYS_getpid:
		return 77;
	default:
		CHECK(nr == LX_SYS_tgkill);
		return 0;
	}
}

/* number reads one of base 16 as read_status does, in a line's value. */
static unsigned long number(const char *value, const char *end)
{
	unsigned long n = 0;

	for (; value < end; value++)
		if (*value && strchr("0123456789abcdef", *value))
			n = n << 4 | (unsigned long)(strchr("0123456789abcdef", *value) - "0123456789abcdef");
	return n;
}

/* status checks read_status against one that has the whole file at once. */
static void status(void)
{
	char *text = exact_string(k.file.at, k.file.left), *line = text, *end = text + k.file.left, *eol, *colon;
	Status expected = { 0, 0, 0 }, got;
	int result, clean = !memchr(text, 0, k.file.left);

	for (; (eol = memchr(line, '\n', (size_t)(end - line))); line = eol + 1) {
		colon = memchr(line, ':', (size_t)(eol - line));
		if (!colon)
			colon = eol;
		if (colon - line == 6 && !memcmp(line, "SigBlk", 6))
			expected.blocked = number(colon, eol);
		else if (colon - line == 6 && !memcmp(line, "SigPnd", 6))
			expected.pending = number(colon, eol);
		else if (colon - line == 5 && !memcmp(line, "State", 5))
			for (; colon < eol && !expected.state; colon++)
				expected.state = *colon >= 'A' ? *colon : 0;
	}
	if (*line && (colon = strchr(line, ':')) && colon - line == 5 && !memcmp(line, "State", 5))
		for (; *colon && !expected.state; colon++)
			expected.state = *colon >= 'A' ? *colon : 0;
	k.opened = "123/status";
	result = read_status(TASKS, 123, &got);
	CHECK(result == (k.open_error ? k.open_error : k.read_error));
	if (k.open_error)
		CHECK(!got.state && !got.blocked && !got.pending);
	else if (clean)
		CHECK(got.state == expected.state && got.blocked == expected.blocked && got.pending == expected.pending);
	free(text);
}

/* worker checks is_worker, which takes the flags from the eighth field, counted from the end of the name. */
static void worker(unsigned int what)
{
	Status s = { 'S', ~(BIT(LX_SIGKILL) | BIT(LX_SIGSTOP)), 0 };
	size_t size = k.file.left;
	char *text = exact_string(k.file.at, size), *field;
	int result, i;

	if (what & 64)
		s.blocked = 0;
	k.opened = "2147483647/stat";
	result = is_worker(TASKS, 0x7fffffff, &s);
	CHECK(result == 0 || result == 1);
	if (what & 64 || k.open_error) {
		CHECK(result == 0);
	} else if (!k.piece && size < 256 && strlen(text) == size && (field = strrchr(text, ')'))) {
		for (i = 0; i < 7 && field; i++)
			field = strchr(field + 1, ' ');
		if (!field || !isdigit((unsigned char)field[1]))
			CHECK(result == 0);
		else if (strspn(field + 1, "0123456789") <= 9)
			CHECK(result == ((atol(field + 1) & WORKER_FLAGS) != 0));
	}
	free(text);
}

/* field returns one of a stat file as stat_field is to find it, in a text that has it whole. */
static const char *field_of(const char *text, int number)
{
	const char *at = strrchr(text, ')');

	for (int i = 2; at && i < number; i++)
		at = strchr(at + 1, ' ');
	return at && at[1] ? at + 1 : NULL;
}

/* threads checks how many threads are read from the process's stat. */
static void threads(void)
{
	size_t size = k.file.left;
	char *text = exact_string(k.file.at, size);
	int whole = !k.open_error && !k.piece && size < 512 && strlen(text) == size;
	const char *field = field_of(text, 20);
	int readable;
	unsigned int count;

	k.opened = "/proc/self/stat";
	count = own_count(&readable);
	if (k.open_error)
		CHECK(!readable);
	if (!readable)
		CHECK(count == 0);
	if (whole)
		CHECK(readable == (field != NULL));
	if (whole && field && strspn(field, "0123456789") <= 9)
		CHECK(count == (unsigned int)atol(isdigit((unsigned char)*field) ? field : "0"));
	free(text);
}

/* first_thread checks gone() of a process's first thread, which may be a zombie. */
static void first_thread(void)
{
	size_t size = k.file.left;
	char *text = exact_string(k.file.at, size);
	const char *state = field_of(text, 3);
	int result;

	k.opened = "/proc/self/stat";
	result = gone(77);
	CHECK(result == 0 || result == 1);
	if (k.open_error)
		CHECK(result == 0);
	else if (!k.piece && !k.file.left && size < 64 && strlen(text) == size)
		CHECK(result == (state && (*state == 'Z' || *state == 'X')));
	k.opened = NULL;
	CHECK(gone(78) == 0);
	free(text);
}

/* listing lets a sweep find these names; a careful one looks at each thread's state first. */
static void listing(Input *in, int careful)
{
	Held held[8];
	Sweep sweep;
	unsigned int i, count = take_byte(in) % 8;

	op->coordinator = 88;
	op->buckets = 16;
	for (i = 0; i < count; i++) {
		held[i].tid = (int)(take_byte(in) | (take_byte(in) << 8)) % 200;
		link_held(&held[i]);
	}
	k.listing = *in;
	k.careful = careful;
	CHECK(sweep_once(TASKS, !careful, &sweep) == 0);
	CHECK(k.seeks == !!careful && sweep.listed == k.threads && !k.is_open);
	CHECK(sweep.awaited >= k.signalled && sweep.gone >= k.gone);
	CHECK(sweep.awaited + sweep.gone + sweep.ignored + (unsigned int)sweep.self <= k.threads);
	CHECK(!sweep.runnable || sweep.awaited > k.signalled);
	if (!careful)
		CHECK(sweep.awaited == k.signalled && sweep.gone == k.gone && !sweep.ignored && !sweep.runnable);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Operation operation;
	Input in = { data, size };
	unsigned int what = take_byte(&in), how;

	memset(&k, 0, sizeof(k));
	memset(&operation, 0, sizeof(operation));
	op = &operation;
	op->pid = 77;
	if (what % 4 == 3) {
		listing(&in, what & 16);
		return 0;
	}
	how = take_byte(&in);
	k.piece = how % 32;
	k.open_error = (how & 0xe0) == 0xe0 ? -LX_ENOENT : 0;
	k.read_error = (how & 0xe0) == 0xc0 ? -LX_ESRCH : 0;
	k.file = in;
	if (what % 4 == 0)
		status();
	else if (what % 4 == 1)
		worker(what);
	else if (what & 128)
		threads();
	else
		first_thread();
	CHECK(!k.is_open);
	return 0;
}
