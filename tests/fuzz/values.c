/*
 * Small values that are taken apart and put together: times (barecall/time.h), sets of descriptors (event.h), device
 * numbers (path.h), the kernel's version and sizes (system.h).
 */
#include "fuzz.h"
#include <barecall/event.h>
#include <barecall/path.h>
#include <barecall/system.h>
#include <barecall/time.h>
#include <ctype.h>
#include <sys/sysmacros.h>

static void times(Input *in)
{
	long nsec = (long)take_word(in), second = (long)take_word(in), part = (long)take_word(in);
	Timespec ts = NsecToTimespec(nsec);
	Timeval tv = NsecToTimeval(nsec);
	Timespec odd = { second, part };
	Timeval odd_tv = { second, part };
	__int128 micro = nsec, rounded;

	CHECK(ts.nsec >= 0 && ts.nsec < 1000000000 && (__int128)ts.sec * 1000000000 + ts.nsec == nsec);
	CHECK(TimespecToNsec(ts) == nsec);
	CHECK(tv.usec >= 0 && tv.usec < 1000000);
	rounded = ((__int128)tv.sec * 1000000 + tv.usec) * 1000;
	CHECK(rounded >= micro && rounded - micro < 1000);
	CHECK(TimevalToNsec(tv) == (long)(unsigned long)rounded);
	CHECK(TimespecToNsec(odd) == (long)(unsigned long)((__int128)second * 1000000000 + part));
	CHECK(TimevalToNsec(odd_tv) == (long)(unsigned long)((__int128)second * 1000000000 + (__int128)part * 1000));
}

/* nearest is a time of so many units of a second, or the last or first that there is. */
static Timespec nearest(__int128 time, long unit)
{
	__int128 last = (__int128)0x7fffffffffffffff * unit + unit - 1, first = -((__int128)1 << 63) * unit;
	Timespec ts;

	time = time > last ? last : time < first ? first : time;
	ts.sec = (long)(time / unit - (time % unit < 0));
	ts.nsec = (long)(time - (__int128)ts.sec * unit);
	return ts;
}

static void sums(Input *in)
{
	Timespec a = { (long)take_word(in), (long)(take_word(in) % 1000000000) };
	Timespec b = { (long)take_word(in), (long)(take_word(in) % 1000000000) };
	__int128 from = (__int128)a.sec * 1000000000 + a.nsec, by = (__int128)b.sec * 1000000000 + b.nsec;
	__int128 micro_from = (__int128)a.sec * 1000000 + a.nsec % 1000000;
	__int128 micro_by = (__int128)b.sec * 1000000 + b.nsec % 1000000;
	Timeval tva = { a.sec, a.nsec % 1000000 }, tvb = { b.sec, b.nsec % 1000000 }, tv;
	Timespec sum, right;

	sum = TimespecAdd(a, b);
	right = nearest(from + by, 1000000000);
	CHECK(sum.sec == right.sec && sum.nsec == right.nsec);
	sum = TimespecSub(a, b);
	right = nearest(from - by, 1000000000);
	CHECK(sum.sec == right.sec && sum.nsec == right.nsec);
	CHECK(TimespecCompare(a, b) == (from > by) - (from < by));
	tv = TimevalAdd(tva, tvb);
	right = nearest(micro_from + micro_by, 1000000);
	CHECK(tv.sec == right.sec && tv.usec == right.nsec);
	tv = TimevalSub(tva, tvb);
	right = nearest(micro_from - micro_by, 1000000);
	CHECK(tv.sec == right.sec && tv.usec == right.nsec);
	CHECK(TimevalCompare(tva, tvb) == (micro_from > micro_by) - (micro_from < micro_by));
	CHECK(TimevalToTimespec(tva).sec == tva.sec && TimevalToTimespec(tva).nsec == tva.usec * 1000);
	tv = TimespecToTimeval(a);
	right = nearest((__int128)a.sec * 1000000 + (a.nsec + 999) / 1000, 1000000);
	CHECK(tv.sec == right.sec && tv.usec == right.nsec);
}

/* release is any text, which the kernel ends. */
static void version(Input *in)
{
	Utsname *names = malloc(sizeof(*names));
	unsigned long part[3] = { 0, 0, 0 };
	char end[1] = "", *at;
	int result, n;
	Sysinfo_t info;

	CHECK(names);
	memset(names, '7', sizeof(*names));
	take(in, names->release, sizeof(names->release));
	names->release[sizeof(names->release) - 1] = 0;
	result = KernelVersion(names);
	CHECK(result == -LX_EINVAL || (result >= 0 && result < 1 << 24));
	at = names->release;
	for (n = 0; n < 3 && isdigit((unsigned char)*at); n++) {
		part[n] = strtoul(at, &at, 10);
		if (*at++ != '.')
			at = end;
	}
	if (n < 2 || part[0] > 255 || part[1] > 255)
		CHECK(result == -LX_EINVAL);
	else
		CHECK(result == (int)(part[0] << 16 | part[1] << 8 | (part[2] > 255 ? 255 : part[2])));
	free(names);
	take(in, &info, sizeof(info));
	CHECK(SysinfoBytes(&info, info.totalram) >= info.totalram || !info.unit);
	CHECK(SysinfoLoad(&info, 3) == -LX_EINVAL && SysinfoLoad(&info, info.procs % 3) >= 0);
}

static void descriptors(Input *in)
{
	FdSet *set = malloc(sizeof(*set));
	unsigned char model[1024];
	int fd, i, count = 0;

	CHECK(set);
	FdSetZero(set);
	memset(model, 0, sizeof(model));
	while (in->left) {
		unsigned int what = take_byte(in);

		fd = (int)(take_byte(in) | take_byte(in) << 8) - 0x4000;
		if (what & 64)
			take(in, &fd, sizeof(fd));
		else if (what & 128)
			fd &= 1023;
		if (what % 4 == 3)
			FdSetClear(set, fd);
		else
			FdSetSet(set, fd);
		if (fd >= 0 && fd < 1024)
			model[fd] = what % 4 != 3;
		CHECK(FdSetIsSet(set, fd) == (fd >= 0 && fd < 1024 && model[fd]));
	}
	for (i = 0; i < 1024; i++) {
		CHECK(FdSetIsSet(set, i) == model[i]);
		count += model[i];
	}
	for (i = 0; i < 16; i++)
		count -= __builtin_popcountl(set->bits[i]);
	CHECK(!count);
	free(set);
}

static void devices(Input *in)
{
	unsigned long dev = take_word(in);
	unsigned int ma = (unsigned int)take_word(in), mi = (unsigned int)take_word(in);

	CHECK(Major(dev) == gnu_dev_major(dev) && Minor(dev) == gnu_dev_minor(dev));
	CHECK(Mkdev(ma, mi) == gnu_dev_makedev(ma, mi));
	CHECK(Major(Mkdev(ma, mi)) == ma && Minor(Mkdev(ma, mi)) == mi);
	CHECK(Mkdev(Major(dev), Minor(dev)) == dev);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };

	switch (take_byte(&in) % 5) {
	case 0:
		times(&in);
		break;
	case 1:
		descriptors(&in);
		break;
	case 3:
		sums(&in);
		break;
	case 4:
		version(&in);
		break;
	default:
		devices(&in);
		break;
	}
	return 0;
}
