/*
 * Wrappers with one mistake each, and some without: the seam tier's self-test expects every mistake to be found.
 */
LX_API int Right(int fd, const void *buf, unsigned long count)
{
	return (int)lx_trap3(LX_SYS_write, fd, LX_PTR(buf), LX_PTR(count));
}

LX_API int PointerCut(int fd, const void *buf, unsigned long count)
{
	return (int)lx_trap3(LX_SYS_write, fd, (int)LX_PTR(buf), LX_PTR(count));
}

LX_API int WrongNumber(int fd)
{
	return (int)lx_trap1(LX_SYS_fsync, fd);
}

LX_API int Swapped(unsigned int from, int to)
{
	return (int)lx_trap2(LX_SYS_dup2, to, from);
}

LX_API int ZeroExtended(int fd)
{
	return (int)lx_trap1(LX_SYS_close, (long)(unsigned int)fd);
}

LX_API int ArgumentMissing(int op, unsigned long a)
{
	return (int)lx_trap2(LX_SYS_prctl, op, LX_PTR(a));
}

LX_API int RowTooShort(int op)
{
	return (int)lx_trap1(LX_SYS_prctl, op);
}

LX_API int NoRow(void)
{
	return (int)lx_trap0(LX_SYS_getpid);
}

LX_API int TwoCalls(int fd)
{
	lx_trap1(LX_SYS_close, fd);
	return (int)lx_trap1(LX_SYS_close, fd);
}

LX_API int NoCall(int fd)
{
	return fd;
}

LX_API int CallsAfterAll(int fd)
{
	return (int)lx_trap1(LX_SYS_close, fd);
}

LX_API int ResultTruncated(int fd, long offset, int whence)
{
	return (int)lx_trap3(LX_SYS_lseek, fd, offset, whence);
}

LX_API long LongTruncated(int fd, long offset, int whence)
{
	return (int)lx_trap3(LX_SYS_lseek, fd, offset, whence);
}

LX_API long ErrorWiden(int fd, long offset, int whence)
{
	long r = lx_trap3(LX_SYS_lseek, fd, offset, whence);

	return r < 0 ? -1 : r;
}

LX_API int Narrow(int which, unsigned int size)
{
	return (int)lx_trap2(LX_SYS_getcwd, which, size);
}

LX_API int Excepted(void *buf, unsigned int size)
{
	return (int)lx_trap2(LX_SYS_getcwd, LX_PTR(buf), size);
}

LX_API int Scribbles(Timespec *request)
{
	request->sec = 0;
	return (int)lx_trap2(LX_SYS_nanosleep, LX_PTR(request), 0);
}

LX_API int Copies(const Timespec *request)
{
	Timespec copy = *request;

	return (int)lx_trap2(LX_SYS_nanosleep, LX_PTR(&copy), 0);
}

LX_API int CopiesNothing(const Timespec *request)
{
	return (int)lx_trap2(LX_SYS_nanosleep, LX_PTR(request), 0);
}

LX_API int Words(int ms)
{
	Timespec ts;

	ts.sec = ms / 1000;
	ts.nsec = ms % 1000 * 1000000L;
	return (int)lx_trap2(LX_SYS_nanosleep, LX_PTR(&ts), 0);
}

LX_API int WordsWrong(int ms)
{
	Timespec ts;

	ts.sec = ms / 1000;
	ts.nsec = ms % 1000 * 1000L;
	return (int)lx_trap2(LX_SYS_nanosleep, LX_PTR(&ts), 0);
}

LX_API long Written(void)
{
	Timespec ts;
	long r = lx_trap2(LX_SYS_clock_gettime, 1, LX_PTR(&ts));

	return r < 0 ? r : ts.sec + ts.nsec;
}

LX_API void Never(int status)
{
	for (;;)
		lx_trap1(LX_SYS_exit_group, status);
}

LX_API void ReturnsAfterAll(int status)
{
	lx_trap1(LX_SYS_exit_group, status);
}

LX_API int Crashes(int *pointer)
{
	return (int)lx_trap1(LX_SYS_close, **(int **)(void *)pointer);
}

LX_API int BadRow(int fd)
{
	return (int)lx_trap1(LX_SYS_close, fd);
}

LX_API int Converted(int which, int who)
{
	long r = lx_trap2(LX_SYS_getpriority, which, who);

	return r < 0 ? (int)r : 20 - (int)r;
}
