/* heap-buffer-overflow: a byte behind memory of malloc's is written. */
#include <stdlib.h>

int main(int argc, char **argv)
{
	char *memory = malloc(8 * (unsigned long)argc);

	(void)argv;
	memory[7 + argc] = 1; /* argc is 1 */
	return memory[7 + argc];
}
