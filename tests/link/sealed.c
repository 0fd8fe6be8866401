/*
 * What only relocation writes is read-only in main: a table of TABLE addresses, the arrays of functions, the GOT; and what
 * is the program's to write can be written, from the first byte of .data on. Returns 42.
 */
#include "check.h"

static int target;
extern int *const table[TABLE];
int *const table[TABLE] = { [0 ... TABLE - 1] = &target };
volatile int data[DATA + 1] = { 1 };
static volatile int bss[16];
static _Thread_local volatile int local = 5;
static int constructed;
extern void (*const init_array[])(void) __asm__("__init_array_start");

static __attribute__((__constructor__)) void construct(void)
{
	constructed = 1;
}

/* The kernel refuses to write where the program cannot. */
static int is_writable(const volatile void *address)
{
	volatile unsigned char *byte = (volatile unsigned char *)(unsigned long)address;
	long result = lx_trap3(LX_SYS_getrandom, LX_PTR((void *)byte), 1, 0);

	return result == 1;
}

int main(void)
{
	int i;

	CHECK(constructed == 1 && local == 5 && *table[TABLE - 1] == 0);
	local = 6;
	bss[0] = bss[15] = 1;
	target = 1;
	for (i = 0; i <= DATA; i++)
		data[i]++;
	CHECK(is_writable(&data[0]) && is_writable(&data[DATA]) && is_writable(&target) && is_writable(&bss[0]));
	CHECK(!is_writable(&table[0]));
	CHECK(!is_writable(&table[TABLE / 2]));
#ifndef LAST_PAGE_IN_DOUBT
	CHECK(!is_writable(&table[TABLE - 1]));
	CHECK(!is_writable(&init_array[0]));
#endif
	return 42;
}
