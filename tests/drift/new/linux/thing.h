/* As another kernel has it. */
#ifndef _LINUX_THING_H
#define _LINUX_THING_H
#define THING_SAME 0x1
#define THING_OTHER 3
#define THING_NEW 8
#define THING_REQUEST(x) (x)
enum thing_kind {
	THING_FIRST,
	THING_BETWEEN,
	THING_SECOND,
};
struct thing {
	unsigned int size;
	unsigned int flags : 3; /* the same */
	union {
		int a;
		long b;
	} u;
	char name[32];
	unsigned long added;
};
struct thing_new {
	int x;
};
#endif
