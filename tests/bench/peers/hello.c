/* The smallest program of a contestant; its header stands in front. */
int main(void)
{
	return peer_write(1, "hello world\n", 12) != 12;
}
