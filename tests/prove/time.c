/* bits of a time: 64; loops: 1 */
#include "prove.h"
#include <barecall/time.h>

/* That is the sum and the order of any two times, to the last and the first that there is. */
int main(void)
{
	Timespec a, b, sum, difference;
	long second = 1000000000;

	a.sec = (long)nondet_long();
	a.nsec = (long)up_to(999999999);
	b.sec = (long)nondet_long();
	b.nsec = (long)up_to(999999999);
	sum = TimespecAdd(a, b);
	difference = TimespecSub(a, b);
	HOLDS(sum.nsec >= 0 && sum.nsec < second);
	HOLDS(difference.nsec >= 0 && difference.nsec < second);
	/* In 128 bits nothing overflows. */
	__int128 right = (__int128)a.sec + b.sec + (a.nsec + b.nsec >= second);
	__int128 last = 0x7fffffffffffffffL, first = -last - 1;
	long nsec = a.nsec + b.nsec >= second ? a.nsec + b.nsec - second : a.nsec + b.nsec;

	HOLDS(right > last || right < first || (sum.sec == (long)right && sum.nsec == nsec));
	HOLDS(right <= last || (sum.sec == (long)last && sum.nsec == second - 1));
	HOLDS(right >= first || (sum.sec == (long)first && sum.nsec == 0));
	right = (__int128)a.sec - b.sec - (a.nsec < b.nsec);
	nsec = a.nsec < b.nsec ? a.nsec - b.nsec + second : a.nsec - b.nsec;
	HOLDS(right > last || right < first || (difference.sec == (long)right && difference.nsec == nsec));
	HOLDS(TimespecCompare(a, b) == (a.sec != b.sec ? (a.sec > b.sec) - (a.sec < b.sec) : (a.nsec > b.nsec) - (a.nsec < b.nsec)));
	return 0;
}
