/* Compiled with -fstack-protector-all. Without an argument it prints its canary, with one it overwrites it. */
#include "check.h"

static unsigned long canary(void)
{
#if defined(__x86_64__)
	unsigned long value;

	__asm__ __volatile__("mov %%fs:0x28, %0" : "=r"(value));
	return value;
#else
	extern unsigned long __stack_chk_guard;

	return __stack_chk_guard;
#endif
}

static __attribute__((__noinline__)) void overwrite(int length)
{
	volatile char bytes[8];
	volatile char *pointer = bytes;
	int i;

	for (i = 0; i < length; i++)
		pointer[i] = 'A';
}

int main(int argc, char **argv)
{
	unsigned long value = canary();
	char text[17] = { 0 };
	int i;

	(void)argv;
	if (argc > 1) {
		overwrite(64);
		say("survived");
		return 1;
	}
	for (i = 15; i >= 0; i--, value >>= 4)
		text[i] = "0123456789abcdef"[value & 15];
	say(text);
	return 42;
}
