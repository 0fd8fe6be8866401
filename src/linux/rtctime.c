/*
 * Dates of real-time clocks as seconds (barecall/dev/rtc.h).
 */
#include <barecall/dev/rtc.h>

#define DAY 86400L
#define DAYS_OF_400_YEARS 146097L

/* The quotient that leaves a remainder >= 0. */
static long floor_divide(long a, long b)
{
	return a / b - (a % b < 0);
}

/* Days from 1970-01-01 to the first of a month; month 0 is March, so that a leap day is a year's last. */
static long days_before(long year, long month)
{
	long era = floor_divide(year, 400), of_era = year - era * 400;

	return era * DAYS_OF_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 - 719468;
}

long RTCTimeSeconds(const RTCTime *t)
{
	long month = t->mon - 2L, year = t->year + 1900L + floor_divide(month, 12);

	month -= floor_divide(month, 12) * 12;
	return (days_before(year, month) + t->mday - 1L) * DAY + t->hour * 3600L + t->min * 60L + t->sec;
}

void RTCTimeFromSeconds(RTCTime *t, long seconds)
{
	long days = floor_divide(seconds, DAY), rest = seconds - days * DAY;
	long era, of_era, year, day, month;

	t->hour = (int)(rest / 3600);
	t->min = (int)(rest / 60 % 60);
	t->sec = (int)(rest % 60);
	t->wday = (int)(days + 4 - floor_divide(days + 4, 7) * 7); /* 1970 began on a Thursday */
	era = floor_divide(days + 719468, DAYS_OF_400_YEARS);
	of_era = days + 719468 - era * DAYS_OF_400_YEARS;
	year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	day = of_era - (365 * year + year / 4 - year / 100);
	month = (5 * day + 2) / 153;
	year += era * 400 + (month >= 10);
	t->mday = (int)(day - (153 * month + 2) / 5 + 1);
	t->mon = (int)(month < 10 ? month + 2 : month - 10);
	t->year = (int)(year - 1900);
	t->yday = (int)(days - days_before(year - 1, 10));
	t->isdst = 0;
}
