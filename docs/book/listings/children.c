/* children: three of them, and every one waited for, as a first process must, whoever made it. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	WaitStatus status;
	int i, pid, ended = 0, sum = 0;

	for (i = 1; i <= 3; i++) {
		pid = Fork();
		if (pid == 0)
			Exit(i);
		if (pid < 0)
			return 1;
	}
	/* -ECHILD, not 0, is the end: 0 says, with LX_WNOHANG, that children are left and none has ended. */
	while ((pid = Wait4(-1, &status, 0, LX_NULL)) != -LX_ECHILD) {
		if (pid < 0)
			continue; /* -EINTR */
		ended++;
		sum += WaitStatusExitStatus(status);
	}
	Print(1, "%d ended, their statuses together %d\n", ended, sum);
	return 0;
}
