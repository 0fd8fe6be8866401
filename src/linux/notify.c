/*
 * Events of inotify and fanotify (barecall/dev/notify.h).
 */
#include <barecall/dev/notify.h>

#include "copy.h"
#include "string-end.h"

int InotifyNext(const void *buf, unsigned long len, unsigned long *offset, InotifyEvent *event, const char **name)
{
	unsigned long left = len - *offset;
	const char *at;

	if (left == 0)
		return 0;
	if (*offset > len || left < sizeof(*event))
		return -LX_EBADMSG;
	at = (const char *)buf + *offset;
	lx_copy(event, at, sizeof(*event));
	at += sizeof(*event);
	if (event->len > left - sizeof(*event) || (event->len > 0 && lx_string_end(at, event->len, 0) == event->len))
		return -LX_EBADMSG;
	*name = event->len > 0 ? at : LX_NULL;
	*offset += sizeof(*event) + event->len;
	return 1;
}

int FanotifyNext(const void *buf, unsigned long len, unsigned long *offset, FanotifyEvent *event)
{
	FanotifyEventMetadata *head = &event->metadata;
	unsigned long left = len - *offset;
	const unsigned char *at;

	if (left == 0)
		return 0;
	if (*offset > len || left < sizeof(*head))
		return -LX_EBADMSG;
	at = (const unsigned char *)buf + *offset;
	lx_copy(head, at, sizeof(*head));
	if (head->vers != LX_FANOTIFY_METADATA_VERSION || head->event_len > left || head->metadata_len < sizeof(*head) ||
	    head->metadata_len > head->event_len)
		return -LX_EBADMSG;
	event->records = at + head->metadata_len;
	event->records_len = head->event_len - head->metadata_len;
	*offset += head->event_len;
	return 1;
}

/* What follows the head of a record: 1 a file's handle, 2 a directory's and a name. */
static int follows(unsigned char info_type)
{
	switch (info_type) {
	case LX_FAN_EVENT_INFO_TYPE_FID:
	case LX_FAN_EVENT_INFO_TYPE_DFID:
		return 1;
	case LX_FAN_EVENT_INFO_TYPE_DFID_NAME:
	case LX_FAN_EVENT_INFO_TYPE_OLD_DFID_NAME:
	case LX_FAN_EVENT_INFO_TYPE_NEW_DFID_NAME:
		return 2;
	default:
		return 0;
	}
}

int FanotifyRecordNext(const FanotifyEvent *event, unsigned long *offset, FanotifyRecord *record)
{
	unsigned long left = event->records_len - *offset, size;
	const unsigned char *at;
	const char *name = LX_NULL;
	FanotifyEventInfoHeader head;
	FileHandle handle;
	int has;

	if (left == 0)
		return 0;
	if (*offset > event->records_len || left < sizeof(head))
		return -LX_EBADMSG;
	at = (const unsigned char *)event->records + *offset;
	lx_copy(&head, at, sizeof(head));
	if (head.len < sizeof(head) || head.len > left)
		return -LX_EBADMSG;
	has = follows(head.info_type);
	if (has) {
		size = sizeof(FanotifyEventInfoFid) + sizeof(handle);
		if (head.len < size)
			return -LX_EBADMSG;
		lx_copy(&handle, at + sizeof(FanotifyEventInfoFid), sizeof(handle));
		if (handle.bytes > head.len - size)
			return -LX_EBADMSG;
		size += handle.bytes;
		name = (const char *)at + size;
		if (has == 2 && lx_string_end(name, head.len - size, 0) == head.len - size)
			return -LX_EBADMSG;
	}
	record->info_type = head.info_type;
	record->data = at;
	record->len = head.len;
	record->handle = has ? (const FileHandle *)(const void *)(at + sizeof(FanotifyEventInfoFid)) : LX_NULL;
	record->name = has == 2 ? name : LX_NULL;
	*offset += head.len;
	return 1;
}
