/* vectors: one read or write of several pieces, at a place, and with flags of its own. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	char head[4], body[8];
	Iovec out[] = { { (char[]){ "head" }, 4 }, { (char[]){ "the body" }, 8 } };
	Iovec in[] = { { head, sizeof(head) }, { body, sizeof(body) } };
	int fd = MemfdCreate("vectors", LX_MFD_CLOEXEC);
	long n;

	if (fd < 0)
		return 1;
	Print(1, "written: %ld\n", Pwritev(fd, out, 2, 0));
	Print(1, "read: %ld\n", Preadv(fd, in, 2, 0));
	Print(1, "\"%.4s\" \"%.8s\"\n", head, body);
	Print(1, "read: %ld\n", Readv(fd, in, 1)); /* at its position, which it moves */
	Print(1, "its position: %ld\n", Seek(fd, 0, LX_SEEK_CUR));

	n = Pwritev2(fd, out, 1, -1, LX_RWF_APPEND); /* offset -1: at its position; LX_RWF_APPEND: at the end. Linux 4.16 */
	if (n == -LX_ENOSYS || n == -LX_EOPNOTSUPP)
		n = Pwritev(fd, out, 1, 12);
	Print(1, "at the end: %ld\n", n);
	n = Preadv2(fd, in, 1, 12, LX_RWF_NOWAIT); /* only what is in memory already */
	if (n == -LX_ENOSYS || n == -LX_EOPNOTSUPP || n == -LX_EAGAIN)
		n = Preadv(fd, in, 1, 12);
	Print(1, "there: %.*s\n", n > 0 ? (int)n : 0, head);
	return 0;
}

/*
 * Output:
 * written: 12
 * read: 12
 * "head" "the body"
 * read: 4
 * its position: 4
 * at the end: 4
 * there: head
 */
