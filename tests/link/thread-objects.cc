// C++ objects of threads: constructed at first use in each, destroyed at its end in reverse; main's before the static ones.
#include "check.h"
#include <barecall/sched.h>
#include <barecall/thread.h>
#include <barecall/time.h>

namespace
{

struct Object {
	const char *name;

	explicit Object(const char *text) : name(text) {}
	~Object() { say(name); }
};

thread_local Object object("of the namespace");

// More in one thread than a page has room for. One destroys others that are constructed while it is.
int living;
thread_local int last;
struct Counter {
	int number;

	explicit Counter(int n) : number(n) { __atomic_add_fetch(&living, 1, __ATOMIC_SEQ_CST); }
	~Counter();
};

template <int N> struct Many {
	static void use()
	{
		Many<N - 1>::use();
		thread_local Counter counter(N);
		last = N;
	}
};
template <> struct Many<0> {
	static void use() {}
};

void construct_late()
{
	thread_local Counter late(1000);
	last = 1000;
}

Counter::~Counter()
{
	CHECK(last == number || number == 300);
	last = number - 1;
	__atomic_sub_fetch(&living, 1, __ATOMIC_SEQ_CST);
	if (number == 300) {
		construct_late(); // which is destroyed next
	} else if (number == 1000) {
		last = 299;
	}
}

void *use_many(void *arg)
{
	Many<300>::use();
	return arg;
}

void *use_objects(void *arg)
{
	thread_local Object other("of a function");

	object.name = "of a thread";
	return arg && other.name ? arg : 0;
}

void *exit_early(void *arg)
{
	use_many(arg);
	ThreadExit(arg);
}

struct End {
	~End()
	{
		CHECK(living == 0);
		say("static");
	}
};

char maps[2][65536];

void read_maps(char *text)
{
	int fd = Open("/proc/self/maps", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	long n, length = 0;

	while ((n = Read(fd, text + length, sizeof maps[0] - 1 - (unsigned long)length)) > 0)
		length += n;
	text[length] = 0;
	Close(fd);
}

void run(void *(*function)(void *), bool detached)
{
	Thread *thread;
	void *result = 0;

	CHECK(ThreadStart(&thread, 0, function, &living) == 0);
	if (detached)
		CHECK(ThreadDetach(thread) == 0);
	else
		CHECK(ThreadJoin(thread, &result) == 0 && result == &living);
}

// Detached threads are gone some time after they have been started.
bool nothing_is_left()
{
	for (int i = 0; i < 2000; i++) {
		Timespec until = { 0, 5000000 };

		read_maps(maps[1]);
		if (__atomic_load_n(&living, __ATOMIC_SEQ_CST) == 0 && same(maps[0], maps[1]))
			return true;
		Nanosleep(&until, 0);
	}
	return false;
}

}

extern "C" int main()
{
	read_maps(maps[0]);
	read_maps(maps[0]);
	for (int i = 0; i < 20; i++) {
		run(use_many, false);
		run(exit_early, false);
		run(use_many, true);
	}
	CHECK(nothing_is_left());
	run(use_objects, false);
	object.name = "of the namespace, main's";
	use_many(0);
	static End end;
	(void)end;
	return 42;
}
