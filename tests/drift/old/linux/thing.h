/* A header as the pinned kernel has it. */
#ifndef _LINUX_THING_H
#define _LINUX_THING_H
#define THING_SAME 1
#define THING_OTHER 2
#define THING_GONE 4
#define THING_REQUEST(x) (x)
enum thing_kind {
	THING_FIRST,
	THING_SECOND,
};
struct thing {
	unsigned int size;
	unsigned int flags : 3; /* flags : 3 */
	union {
		int a;
		long b;
	} u;
	char name[16];
	int gone;
};
struct thing_gone {
	int x;
};
#endif
