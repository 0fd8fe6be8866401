#include "check.h"

static const char *program;
static int checks;
static int failures;

static unsigned long length(const char *text)
{
	unsigned long n = 0;

	while (text[n])
		n++;
	return n;
}

/* One write per line, so that lines of several processes do not mix. */
static void print(const char *a, const char *b, const char *c, const char *d)
{
	const char *parts[] = {a, b, c, d, "\n"};
	char line[256];
	unsigned long n = 0;

	for (int i = 0; i < 5; i++)
		for (const char *p = parts[i]; *p && n < sizeof(line); p++)
			line[n++] = *p;
	Write(1, line, n);
}

static const char *decimal(long value, char text[24])
{
	unsigned long rest = value < 0 ? -(unsigned long)value : (unsigned long)value;
	char *p = text + 23;

	*p = 0;
	do
		*--p = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		*--p = '-';
	return p;
}

void begin(int argc, char **argv)
{
	program = argc > 0 ? argv[0] : "?";
	for (const char *p = program; *p; p++)
		if (*p == '/')
			program = p + 1;
}

int end(void)
{
	char text[24];

	print("# ", program, ": 1..", decimal(checks, text));
	return failures != 0;
}

void check(const char *name, int condition)
{
	checks++;
	failures += !condition;
	print(condition ? "ok - " : "not ok - ", program, ": ", name);
}

void check_equal(const char *name, long got, long want)
{
	char text[24];

	check(name, got == want);
	if (got == want)
		return;
	print("# got  ", decimal(got, text), "", "");
	print("# want ", decimal(want, text), "", "");
}

void skip(const char *name, const char *why)
{
	char line[128];
	const char *parts[] = {name, " # SKIP ", why};
	unsigned long n = 0;

	for (int i = 0; i < 3; i++)
		for (const char *p = parts[i]; *p && n < sizeof(line) - 1; p++)
			line[n++] = *p;
	line[n] = 0;
	check(line, 1);
}

/* The number at *text, and the next after its dot. */
static int next_number(const char **text)
{
	int value = 0;

	while (**text >= '0' && **text <= '9')
		value = value * 10 + *(*text)++ - '0';
	if (**text == '.')
		++*text;
	return value;
}

int linux_is(int major, int minor)
{
	Utsname self;
	const char *release = self.release;
	int running;

	if (Uname(&self))
		return 0;
	running = next_number(&release);
	return running > major || (running == major && next_number(&release) >= minor);
}

int since(int major, int minor, const char *name, int there)
{
	char why[32] = "since Linux ", text[24];
	unsigned long n = length(why);

	if (there)
		return 1;
	if (linux_is(major, minor)) {
		check(name, 0);
		return 0;
	}
	for (const char *p = decimal(major, text); *p; p++)
		why[n++] = *p;
	why[n++] = '.';
	for (const char *p = decimal(minor, text); *p; p++)
		why[n++] = *p;
	why[n] = 0;
	skip(name, why);
	return 0;
}

void check_child(const char *name, int (*function)(void))
{
	int fds[2], pid, status;
	int line = -1;

	if (Pipe2(fds, LX_O_CLOEXEC | LX_O_NONBLOCK)) {
		check(name, 0);
		return;
	}
	pid = Fork();
	if (pid == 0) {
		Alarm(60);
		line = function();
		Write(fds[1], &line, sizeof(line));
		Exit(0);
	}
	status = wait_for(pid);
	if (Read(fds[0], &line, sizeof(line)) != sizeof(line))
		line = status ? -status : -1;
	check_equal(name, line, 0);
	Close(fds[0]);
	Close(fds[1]);
}

int wait_for(int pid)
{
	int status = 0;
	int waited;

	do
		waited = Wait4(pid, &status, 0, LX_NULL);
	while (waited == -LX_EINTR);
	return waited < 0 ? waited : status;
}

int start_child(int (*function)(void))
{
	int pid = Fork();

	if (pid == 0) {
		Alarm(10);
		Exit(function());
	}
	return pid;
}

void sleep_ms(long ms)
{
	Timespec rest;

	rest.sec = ms / 1000;
	rest.nsec = ms % 1000 * 1000000;
	while (Nanosleep(&rest, &rest) == -LX_EINTR)
		;
}

int run_program(const char *path, const char *word1, const char *word2)
{
	int pid = Fork();

	if (pid == 0) {
		char terminal[] = "TERM=linux"; /* as the kernel gives it to PID 1 */
		char *argv[4];
		char *envp[2];

		argv[0] = (char *)(long)path;
		argv[1] = (char *)(long)word1;
		argv[2] = (char *)(long)word2;
		argv[3] = LX_NULL;
		envp[0] = terminal;
		envp[1] = LX_NULL;
		Exec(path, argv, envp);
		Exit(127);
	}
	return wait_for(pid);
}

Sigaction_t handling(void (*handler)(int), unsigned long flags)
{
	static const Sigaction_t none;
	Sigaction_t action = none;

	action.u.handler = handler;
	action.flags = flags;
	return action;
}

Sigaction_t handling_info(void (*function)(int, Siginfo *, void *), unsigned long flags)
{
	Sigaction_t action = handling(LX_NULL, flags | LX_SA_SIGINFO);

	action.u.action = function;
	return action;
}

int same_text(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

long read_text(const char *path, char *text, unsigned long size)
{
	int fd = Openat(LX_AT_FDCWD, path, LX_O_RDONLY | LX_O_CLOEXEC, 0);
	unsigned long n = 0;
	long got;

	text[0] = 0;
	if (fd < 0)
		return fd;
	while (n < size - 1 && (got = Read(fd, text + n, size - 1 - n)) > 0)
		n += (unsigned long)got;
	Close(fd);
	text[n] = 0;
	return (long)n;
}

int write_text(const char *path, const char *text)
{
	int fd = Openat(LX_AT_FDCWD, path, LX_O_WRONLY | LX_O_CLOEXEC, 0), good;

	good = Write(fd, text, length(text)) == (long)length(text);
	Close(fd);
	return good;
}

const char *find_line(const char *text, const char *key)
{
	unsigned long n = length(key);

	while (*text) {
		unsigned long i = 0;

		while (i < n && text[i] == key[i])
			i++;
		if (i == n)
			return text + n;
		while (*text && *text++ != '\n')
			;
	}
	return LX_NULL;
}

int has_vectors(void)
{
#if defined(__x86_64__)
	unsigned int eax = 1, ebx, ecx, edx;

	__asm__("cpuid" : "+a"(eax), "=b"(ebx), "=c"(ecx), "=d"(edx));
	return ecx >> 27 & 1;
#elif defined(__aarch64__)
	return Getauxval(LX_AT_HWCAP) >> 22 & 1;
#else
	return Getauxval(LX_AT_HWCAP) >> ('V' - 'A') & 1;
#endif
}
