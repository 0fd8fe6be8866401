/* What makes one call or two: terminals, interfaces, families, the vDSO, text, locks: dev/tty.h, dev/netif.h, dev/genetlink.h, vdso.h, text.h, lock.h. */
#include "faults.h"

#include <barecall/dev/genetlink.h>
#include <barecall/dev/netif.h>
#include <barecall/dev/tty.h>
#include <barecall/lock.h>
#include <barecall/text.h>
#include <pthread.h>
#include <sys/ioctl.h>

enum { PTY, NAME_TO_INDEX, INDEX_TO_NAME, FAMILY, CLOCK, CPU_CLOCK, RANDOM, PRINT };

static Termios termios;
static Winsize size;
static int master, slave, null;
static char buffer[16384], name[16];
static NetlinkSocket nl;
static GenlFamily family;

static void setup(int variant)
{
	null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (variant == FAMILY && NetlinkOpen(&nl, LX_NETLINK_GENERIC, buffer, sizeof(buffer)))
		abort();
	if (variant == PTY) {
		int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

		IoctlPtr(fd, LX_TCGETS, &termios);
		close(fd);
		size.row = 7;
	}
	memset(name, 0, sizeof(name));
}

static long run(int variant)
{
	unsigned char random[8];
	Timespec now = { -1, -1 };
	long result;

	switch (variant) {
	case PTY:
		return Openpty(&master, &slave, &termios, &size);
	case NAME_TO_INDEX:
		return IfNameToIndex("lo");
	case INDEX_TO_NAME:
		result = IfIndexToName(1, name);
		if (result == 0)
			told("%.16s\n", name);
		return result;
	case FAMILY:
		result = GenlGetFamily(&nl, "nlctrl", &family);
		if (result == 0)
			told("%d\n", family.id);
		return result;
	case CLOCK:
	case CPU_CLOCK:
		result = VdsoClockGettime(variant == CLOCK ? LX_CLOCK_MONOTONIC : LX_CLOCK_PROCESS_CPUTIME_ID, &now);
		if (result == 0)
			told("%s\n", now.sec >= 0 && now.nsec >= 0 ? "a time" : "none");
		return result;
	case RANDOM:
		return VdsoGetrandom(random, sizeof(random), 0);
	default:
		return Print(null, "%s %d\n", "text", 12345);
	}
}

static void after(int variant, long result)
{
	if (variant == PTY && result == 0) {
		Winsize got;

		IoctlPtr(slave, LX_TIOCGWINSZ, &got);
		told("%u rows, %x %x\n", got.row, fcntl(master, F_GETFD), fcntl(slave, F_GETFD));
		close(master);
		close(slave);
	}
}

/* ---- Locks: what the caller waits for another thread gives, when it has begun to wait. */

enum { MUTEX, RWLOCK, COND, SEMAPHORE, EVENT, WAIT_GROUP };

static Mutex mutex;
static RWLock rwlock;
static Cond cond;
static Semaphore semaphore;
static Event event;
static WaitGroup group;
static volatile int ready, go, happened;

static void *give(void *variant)
{
	int what = *(int *)variant;

	if (what == MUTEX)
		MutexLock(&mutex);
	if (what == RWLOCK)
		RWLockWrite(&rwlock);
	if (what == WAIT_GROUP)
		WaitGroupAdd(&group, 1);
	ready = 1;
	while (!go)
		usleep(100);
	usleep(1000);
	happened = 1;
	switch (what) {
	case MUTEX:
		MutexUnlock(&mutex);
		break;
	case RWLOCK:
		RWLockWriteUnlock(&rwlock);
		break;
	case COND:
		MutexLock(&mutex);
		CondBroadcast(&cond);
		MutexUnlock(&mutex);
		break;
	case SEMAPHORE:
		SemaphorePost(&semaphore);
		break;
	case EVENT:
		EventSet(&event);
		break;
	default:
		WaitGroupDone(&group);
	}
	for (;;)
		pause();
	return NULL;
}

static void lock_setup(int variant)
{
	static int what;
	pthread_t thread;

	what = variant;
	pthread_create(&thread, NULL, give, &what);
	while (!ready)
		usleep(100);
}

static long lock_run(int variant)
{
	go = 1;
	switch (variant) {
	case MUTEX:
		MutexLock(&mutex);
		MutexUnlock(&mutex);
		break;
	case RWLOCK:
		RWLockRead(&rwlock);
		RWLockReadUnlock(&rwlock);
		break;
	case COND:
		MutexLock(&mutex);
		while (!happened)
			CondWait(&cond, &mutex);
		MutexUnlock(&mutex);
		break;
	case SEMAPHORE:
		SemaphoreWait(&semaphore);
		break;
	case EVENT:
		EventWait(&event);
		break;
	default:
		WaitGroupWait(&group);
	}
	told("%s\n", happened ? "it has happened" : "too early");
	return 0;
}

static void lock_after(int variant, long result)
{
	(void)variant;
	(void)result;
}

#define ROW(name, variant, flags) { name, setup, run, after, variant, flags, { { 0, 0 } } }
#define LOCK(name, variant) { "Lock " name, lock_setup, lock_run, lock_after, variant, 0, { { 0, 0 } } }

const Scenario small_scenarios[] = {
	ROW("Openpty", PTY, 0),
	ROW("IfNameToIndex", NAME_TO_INDEX, 0),
	ROW("IfIndexToName", INDEX_TO_NAME, 0),
	ROW("GenlGetFamily", FAMILY, 0),
	ROW("VdsoClockGettime", CLOCK, 0),
	ROW("VdsoClockGettime of the process", CPU_CLOCK, 0),
	ROW("VdsoGetrandom", RANDOM, KEEPS_MEMORY),
	ROW("Print", PRINT, 0),
	LOCK("Mutex", MUTEX),
	LOCK("RWLock", RWLOCK),
	LOCK("Cond", COND),
	LOCK("Semaphore", SEMAPHORE),
	LOCK("Event", EVENT),
	LOCK("WaitGroup", WAIT_GROUP),
	{ NULL, NULL, NULL, NULL, 0, 0, { { 0, 0 } } }
};
