// C++ objects that live as long as the program: constructed before main in order, or at first use, destroyed in reverse.
#include "check.h"

namespace
{

struct Object {
	const char *name;

	explicit Object(const char *text) : name(text) { say(name); }
	~Object() { say(name); }
};

// More than the archive has room for without mapping some.
int counted;
struct Counter {
	int number;

	explicit Counter(int n) : number(n) {}
	~Counter()
	{
		if (counted != number)
			Exit(1);
		counted--;
	}
};

struct Base {
	virtual int value() const = 0;

protected:
	~Base() {}
};
struct Derived final : Base {
	int value() const override { return 42; }
};

Object first("first");
Object second("second");

Object &third()
{
	static Object object("third");
	return object;
}

template <int N> struct Many {
	static void use()
	{
		Many<N - 1>::use();
		static Counter counter(N);
		counted = N;
	}
};
template <> struct Many<0> {
	static void use() {}
};

}

// Freestanding, clang takes main for any function, and mangles its name.
extern "C" int main()
{
	static Derived derived;
	const Base *volatile base = &derived;

	say("main");
	third();
	third();
	Many<300>::use();
	return base->value();
}
