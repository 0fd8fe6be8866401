/* special: device numbers, a FIFO, and file systems. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	unsigned long dev = Mkdev(1, 3);
	Statfs_t fs, same;
	Stat_t st;
	int fd, reader;

	Print(1, "device %u:%u is %#lx\n", Major(dev), Minor(dev), dev);
	if (Stat("/dev/null", &st) < 0) {
		Print(1, "there is no /dev/null\n");
		return 77;
	}
	Print(1, "/dev/null: %d %d\n", ModeIsChr(st.mode) && !ModeIsBlk(st.mode), st.rdev == dev);
	Print(1, "mkfifo: %pe ", ErrPtr(Mkfifo("special.a", 0600)));
	Print(1, "%pe ", ErrPtr(Mkfifoat(LX_AT_FDCWD, "special.a", 0600)));
	Print(1, "%pe\n", ErrPtr(Mknod("special.b", LX_S_IFIFO | 0600, 0)));
	Stat("special.b", &st);
	Print(1, "a fifo: %d\n", ModeIsFifo(st.mode));

	/* To write without waiting there must be who reads. */
	Print(1, "writer alone: %pe\n", ErrPtr(Open("special.a", LX_O_WRONLY | LX_O_NONBLOCK, 0)));
	reader = Open("special.a", LX_O_RDONLY | LX_O_NONBLOCK, 0);
	fd = Open("special.a", LX_O_WRONLY | LX_O_NONBLOCK, 0);
	Print(1, "both: %d\n", fd >= 0 && Write(fd, "x", 1) == 1);

	Print(1, "file system: %pe ", ErrPtr(Statfs(".", &fs)));
	Print(1, "%pe, ", ErrPtr(Fstatfs(fd, &same)));
	Print(1, "the same: %d\n", fs.type == same.type && fs.bsize == same.bsize);
	Close(fd);
	Close(reader);
	Unlink("special.a");
	return Unlink("special.b") < 0;
}

/*
 * Output:
 * device 1:3 is 0x103
 * /dev/null: 1 1
 * mkfifo: 0 EEXIST 0
 * a fifo: 1
 * writer alone: ENXIO
 * both: 1
 * file system: 0 0, the same: 1
 */
