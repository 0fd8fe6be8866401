/*
 * Types with one mistake each: the abi tier's self-test expects every mistake to be found.
 */
#include <barecall/base.h>

typedef struct Right {
	int fd;
	short events;
	short revents;
} Right;

typedef struct WrongSize {
	int fd;
	int events;
	int revents;
} WrongSize;

typedef struct WrongOffset {
	int fd;
	short events;
	short revents;
} WrongOffset;

typedef struct WrongSign {
	unsigned int fd;
	short events;
	short revents;
} WrongSign;

typedef struct RowMissing {
	int fd;
	short events;
	short revents;
	union {
		char pad[8];
		struct {
			int pid;
			void (*handler)(int);
		} kill;
	} u;
} RowMissing;

typedef struct NoRows {
	int a;
} NoRows;

typedef struct WrongNumber {
	long a;
	int b, c;
} WrongNumber;

typedef struct Nested {
	int signo;
	int err;
	int code;
	int pad;
	union {
		char pad[112];
		struct {
			int pid;
			unsigned int uid;
		} kill;
	} u;
} Nested;
