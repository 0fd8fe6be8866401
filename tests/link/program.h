/* What the three source files of the test program know of each other. */
#define POINTERS 128

extern _Thread_local int shared_tls;
extern int *const shared_table[POINTERS];
extern int shared_values[POINTERS];

struct Large {
	char bytes[300];
};

int from_second(int fd);
int from_third(int fd);
struct Large copy_large(const struct Large *large);
int never_defined(void) __attribute__((__weak__));
