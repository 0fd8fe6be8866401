/*
 * The strings of what Statmount tells (barecall/op/statmount.h).
 */
#include <barecall/op/statmount.h>

#include "string-end.h"

/* string_at returns the string offset bytes behind the structure, if it ends within len bytes, and its length. */
static const char *string_at(const Statmount_t *sm, unsigned long len, unsigned long offset, unsigned long *length)
{
	const char *text = (const char *)(const void *)(sm + 1);
	unsigned long room = len - sizeof(*sm), end = lx_string_end(text, room, offset);

	if (end >= room)
		return LX_NULL;
	*length = end - offset;
	return text + offset;
}

static int tells(const Statmount_t *sm, unsigned long len, unsigned long which)
{
	return !IsErr((long)len) && len >= sizeof(*sm) && (sm->mask & which) != 0;
}

const char *StatmountString(const Statmount_t *sm, unsigned long len, unsigned long which)
{
	unsigned long length;

	if (!tells(sm, len, which))
		return LX_NULL;
	switch (which) {
	case LX_STATMOUNT_FS_TYPE:
		return string_at(sm, len, sm->fs_type, &length);
	case LX_STATMOUNT_MNT_ROOT:
		return string_at(sm, len, sm->mnt_root, &length);
	case LX_STATMOUNT_MNT_POINT:
		return string_at(sm, len, sm->mnt_point, &length);
	case LX_STATMOUNT_MNT_OPTS:
		return string_at(sm, len, sm->mnt_opts, &length);
	case LX_STATMOUNT_FS_SUBTYPE:
		return string_at(sm, len, sm->fs_subtype, &length);
	case LX_STATMOUNT_SB_SOURCE:
		return string_at(sm, len, sm->sb_source, &length);
	default:
		return LX_NULL;
	}
}

const char *StatmountNext(const Statmount_t *sm, unsigned long len, unsigned long which, StatmountCursor *at)
{
	unsigned long start, length;
	unsigned int number;
	const char *string;

	if (!tells(sm, len, which))
		return LX_NULL;
	switch (which) {
	case LX_STATMOUNT_OPT_ARRAY:
		start = sm->opt_array;
		number = sm->opt_num;
		break;
	case LX_STATMOUNT_OPT_SEC_ARRAY:
		start = sm->opt_sec_array;
		number = sm->opt_sec_num;
		break;
	case LX_STATMOUNT_MNT_UIDMAP:
		start = sm->mnt_uidmap;
		number = sm->mnt_uidmap_num;
		break;
	case LX_STATMOUNT_MNT_GIDMAP:
		start = sm->mnt_gidmap;
		number = sm->mnt_gidmap_num;
		break;
	default:
		return LX_NULL;
	}
	if (at->index >= number)
		return LX_NULL;
	string = string_at(sm, len, start + at->offset, &length);
	/* What is longer than offset can count would begin anew. */
	if (!string || length + 1 > 0xffffffff - at->offset)
		return LX_NULL;
	at->index++;
	at->offset += (unsigned int)length + 1;
	return string;
}
