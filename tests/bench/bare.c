/* hello.c by hand: its own _start, argc, argv and envp for main, its own exit. */
#include "hand.h"
#include "start.h"

int main(void)
{
	return hand3(HAND_write, 1, (long)"hello world\n", 12) != 12;
}
