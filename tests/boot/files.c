/* Calls on files that qemu-user lacks or does not do as the kernel does. */
#include "check.h"
#include "topics.h"

static const char *program;

static int execute_by_descriptor(void)
{
	char word[] = "exit-42";
	char *argv[] = {word, word, LX_NULL};
	char *envp[] = {LX_NULL};
	int fd = Openat(LX_AT_FDCWD, program, LX_O_PATH | LX_O_CLOEXEC, 0);

	return -Execveat(fd, "", argv, envp, LX_AT_EMPTY_PATH);
}

static void opens(void)
{
	OpenHow how = {0, 0, 0};
	int tmp = Openat(LX_AT_FDCWD, "/tmp", LX_O_PATH | LX_O_DIRECTORY | LX_O_CLOEXEC, 0);
	int fd;

	how.flags = LX_O_RDWR | LX_O_CREAT | LX_O_EXCL | LX_O_CLOEXEC;
	how.mode = 0640;
	how.resolve = LX_RESOLVE_BENEATH;
	fd = Openat2(tmp, "file", &how);
	check("Openat2 creates beneath a directory", fd >= 0);
	check_equal("Write", Write(fd, "contents", 8), 8);
	Close(fd);
	how.flags = LX_O_RDONLY | LX_O_CLOEXEC;
	how.mode = 0;
	check_equal("Openat2 of what is not beneath", Openat2(tmp, "../init", &how), -LX_EXDEV);
	check_equal("Symlinkat", Symlinkat("file", tmp, "link"), 0);
	how.resolve = LX_RESOLVE_NO_SYMLINKS;
	check_equal("Openat2 of a symbolic link", Openat2(tmp, "link", &how), -LX_ELOOP);
	how.flags = 1UL << 40;
	check_equal("Openat2 refuses an unknown flag", Openat2(tmp, "file", &how), -LX_EINVAL);
	Close(tmp);
}

static void attributes(void)
{
	Statx_t file;
	int result;

	check_equal("Statx", Statx(LX_AT_FDCWD, "/tmp/file", 0, LX_STATX_BASIC_STATS | LX_STATX_BTIME, &file), 0);
	check("Statx: size, mode, owner, links",
	      file.size == 8 && file.mode == (LX_S_IFREG | 0640) && file.uid == 0 && file.nlink == 1);
	if (since(5, 18, "Statx of tmpfs: when it was made", (file.mask & LX_STATX_BTIME) != 0))
		check("Statx: when it was made", file.btime.sec > 0);
	check_equal("Statx of a link itself",
		    Statx(LX_AT_FDCWD, "/tmp/link", LX_AT_SYMLINK_NOFOLLOW, LX_STATX_TYPE, &file), 0);
	check("it is a link", ModeIsLnk(file.mode));

	result = Fchmodat(LX_AT_FDCWD, "/tmp/file", 0200, LX_AT_SYMLINK_NOFOLLOW);
	if (since(6, 6, "Fchmodat with a flag", result != -LX_ENOSYS)) {
		check_equal("Fchmodat", result, 0);
		check_equal("Fchmodat of a link itself",
			    Fchmodat(LX_AT_FDCWD, "/tmp/link", 0600, LX_AT_SYMLINK_NOFOLLOW), -LX_EOPNOTSUPP);
	} else {
		check_equal("Fchmodat without flags", Fchmodat(LX_AT_FDCWD, "/tmp/file", 0200, 0), 0);
	}
	Statx(LX_AT_FDCWD, "/tmp/file", 0, LX_STATX_MODE, &file);
	check_equal("the mode has changed", file.mode & 07777, 0200);
	check_equal("Faccessat2: to write", Faccessat2(LX_AT_FDCWD, "/tmp/file", LX_W_OK, LX_AT_EACCESS), 0);
	check_equal("Faccessat2: to execute", Faccessat2(LX_AT_FDCWD, "/tmp/file", LX_X_OK, LX_AT_EACCESS), -LX_EACCES);
}

void files(const char *self)
{
	program = self;
	opens();
	attributes();
	check_equal("Execveat of a descriptor", wait_for(start_child(execute_by_descriptor)), 42 << 8);
}
