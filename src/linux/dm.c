/*
 * Requests of device-mapper (barecall/dev/dm.h).
 */
#include <barecall/dev/dm.h>

/* KEEP_LOOP keeps a loop from becoming a call of memset, memcpy or strlen. */
#define KEEP_LOOP() __asm__ __volatile__("" : : : "memory")

static unsigned long length(const char *s)
{
	unsigned long n = 0;

	while (s[n]) {
		n++;
		KEEP_LOOP();
	}
	return n;
}

int DmIoctlInit(DmIoctl *dm, unsigned long size, const char *name)
{
	unsigned char *bytes = (unsigned char *)dm;
	unsigned long i;

	if (size < sizeof(*dm) || size > 0xffffffffUL || (name && length(name) >= sizeof(dm->name)))
		return -LX_EINVAL;
	for (i = 0; i < sizeof(*dm); i++) {
		bytes[i] = 0;
		KEEP_LOOP();
	}
	dm->version[0] = 4;
	dm->data_size = (unsigned int)size;
	dm->data_start = sizeof(*dm);
	for (i = 0; name && name[i]; i++) {
		dm->name[i] = name[i];
		KEEP_LOOP();
	}
	return 0;
}

int DmAddTarget(DmIoctl *dm, unsigned long sector_start, unsigned long sectors, const char *type, const char *parameters)
{
	unsigned long used = dm->data_start, type_length = length(type), i;
	unsigned long next = (sizeof(DmTargetSpec) + length(parameters) + 1 + 7) & ~7UL;
	DmTargetSpec *spec;
	unsigned int n;
	char *rest;

	if (type_length >= sizeof(spec->target_type))
		return -LX_EINVAL;
	for (n = 0; n < dm->target_count; n++) {
		if (used > dm->data_size || sizeof(*spec) > dm->data_size - used)
			return -LX_ENOBUFS;
		used += ((const DmTargetSpec *)(const void *)((const char *)dm + used))->next;
	}
	if (used > dm->data_size || next > dm->data_size - used)
		return -LX_ENOBUFS;
	spec = (DmTargetSpec *)(void *)((char *)dm + used);
	spec->sector_start = sector_start;
	spec->length = sectors;
	spec->status = 0;
	spec->next = (unsigned int)next;
	for (i = 0; i < sizeof(spec->target_type); i++) {
		spec->target_type[i] = i < type_length ? type[i] : 0;
		KEEP_LOOP();
	}
	rest = (char *)(spec + 1);
	for (i = sizeof(*spec); i < next; i++) {
		*rest++ = *parameters;
		parameters += *parameters != 0;
		KEEP_LOOP();
	}
	dm->target_count++;
	return 0;
}
