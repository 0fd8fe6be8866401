/*
 * Requests of device-mapper (barecall/dev/dm.h).
 */
#include <barecall/dev/dm.h>

static unsigned long length(const char *s)
{
	unsigned long n = 0;

	while (s[n])
		n++;
	return n;
}

int DmIoctlInit(DmIoctl *dm, unsigned long size, const char *name)
{
	unsigned char *bytes = (unsigned char *)dm;
	unsigned long i;

	if (size < sizeof(*dm) || size > 0xffffffffUL || (name && length(name) >= sizeof(dm->name)))
		return -LX_EINVAL;
	for (i = 0; i < sizeof(*dm); i++)
		bytes[i] = 0;
	dm->version[0] = 4;
	dm->data_size = (unsigned int)size;
	dm->data_start = sizeof(*dm);
	for (i = 0; name && name[i]; i++)
		dm->name[i] = name[i];
	return 0;
}

int DmAddTarget(DmIoctl *dm, unsigned long sector_start, unsigned long sectors, const char *type, const char *parameters)
{
	unsigned char *line = (unsigned char *)dm + dm->data_start;
	unsigned long used = dm->data_start, type_length = length(type), bytes = length(parameters) + 1, i;
	DmTargetSpec spec = { 0, 0, 0, 0, { 0 } };
	unsigned int n;

	if (type_length >= sizeof(spec.target_type))
		return -LX_EINVAL;
	for (n = 0; n < dm->target_count; n++) {
		unsigned int next = ((const DmTargetSpec *)(const void *)line)->next;

		line += next;
		used += next;
	}
	spec.sector_start = sector_start;
	spec.length = sectors;
	for (i = 0; i < type_length; i++)
		spec.target_type[i] = type[i];
	bytes += sizeof(spec);
	spec.next = (unsigned int)((bytes + 7) & ~7UL);
	if (used > dm->data_size || ((bytes + 7) & ~7UL) > dm->data_size - used)
		return -LX_ENOBUFS;
	for (i = 0; i < spec.next; i++)
		line[i] = i < sizeof(spec) ? ((const unsigned char *)&spec)[i] :
			  i < bytes ? (unsigned char)parameters[i - sizeof(spec)] : 0;
	dm->target_count++;
	return 0;
}
