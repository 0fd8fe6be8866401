/* mqueue: messages with priorities, the highest first, and a signal when one comes. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	MqAttr attr = { 0, 4, 16, 0, { 0 } }, now;
	Sigevent event = { 0 };
	Timespec past = { 0, 0 };
	unsigned int priority;
	char name[32], text[16];
	int fd;
	long n;

	Format(name, sizeof(name), "barecall-%d", Getpid()); /* without mq_open(3)'s slash */
	fd = MqOpen(name, LX_O_RDWR | LX_O_CREAT | LX_O_EXCL | LX_O_CLOEXEC, 0600, &attr);
	if (fd < 0) {
		Print(1, "no queue of such a name here: %pe\n", ErrPtr(fd));
		return 77;
	}
	MqUnlink(name); /* it is there as long as fd is open */
	event.notify = LX_SIGEV_NONE;
	n = MqNotify(fd, &event);
	Print(1, "to be told: %d\n", n == 0 || n == -LX_ENOSYS);
	Print(1, "send: %pe ", ErrPtr(MqTimedsend(fd, "low", 3, 1, LX_NULL)));
	Print(1, "%pe ", ErrPtr(MqTimedsend(fd, "high", 4, 9, LX_NULL)));
	Print(1, "%pe\n", ErrPtr(MqTimedsend(fd, "longer than a message", 21, 1, LX_NULL)));
	Print(1, "getattr: %pe, ", ErrPtr(MqGetsetattr(fd, LX_NULL, &now)));
	Print(1, "%ld of %ld\n", now.curmsgs, now.maxmsg);
	while ((n = MqTimedreceive(fd, text, sizeof(text), &priority, &past)) >= 0)
		Print(1, "%.*s, %u\n", (int)n, text, priority);
	Print(1, "then: %pe\n", ErrPtr(n)); /* a deadline, not a time to wait */
	return 0;
}

/*
 * Output:
 * to be told: 1
 * send: 0 0 EMSGSIZE
 * getattr: 0, 2 of 4
 * high, 9
 * low, 1
 * then: ETIMEDOUT
 */
