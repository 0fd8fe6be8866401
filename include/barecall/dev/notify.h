/*
 * Events of inotify and fanotify, of which a read gives several, of different lengths:
 *
 *	len = Read(fd, buf, sizeof(buf));
 *	for (offset = 0; InotifyNext(buf, len, &offset, &event, &name) > 0;)
 *
 * event.h has their structures and the calls. buf is at a multiple of 8. Linked from libbarecall.a; no system calls.
 */
#ifndef LX_DEV_NOTIFY_H
#define LX_DEV_NOTIFY_H

#include "../base.h"
#include "../event.h"
#include "../path.h"

/*
 * InotifyNext finds the event that begins at buf + *offset and moves *offset to the next one; buf has the len bytes of a
 * read. name, in buf, is what in the watched directory it is about; NULL: the watched file itself. Returns 1; 0: there are
 * no more; -EBADMSG: what stands there is no event, *offset stays, and event means nothing. Of LX_IN_Q_OVERFLOW wd is -1,
 * and events are lost.
 */
int InotifyNext(const void *buf, unsigned long len, unsigned long *offset, InotifyEvent *event, const char **name)
	LX_SYMBOL("lx_InotifyNext");

/* FanotifyEvent: an event as FanotifyNext finds it. Its records stay in the buffer. */
typedef struct FanotifyEvent {
	FanotifyEventMetadata metadata; /* metadata.fd, unless LX_FAN_NOFD, is open, and to be closed */
	const void *records; /* for FanotifyRecordNext */
	unsigned long records_len; /* in bytes */
} FanotifyEvent;

/*
 * FanotifyNext does the same with what a fanotify descriptor gives. Returns 1, 0 and -EBADMSG as InotifyNext; -EBADMSG is
 * also of a kernel whose events have another LX_FANOTIFY_METADATA_VERSION.
 */
int FanotifyNext(const void *buf, unsigned long len, unsigned long *offset, FanotifyEvent *event)
	LX_SYMBOL("lx_FanotifyNext");

/* FanotifyRecord: what FanotifyInit's flags add to an event, as FanotifyRecordNext finds it. */
typedef struct FanotifyRecord {
	unsigned char info_type; /* LX_FAN_EVENT_INFO_TYPE_* */
	const void *data; /* len bytes: a FanotifyEventInfoFid, FanotifyEventInfoPidfd, ... */
	unsigned long len;
	const FileHandle *handle; /* of those with FID: for OpenByHandleAt; else NULL */
	const char *name; /* of those with NAME: what in the directory of handle; else NULL */
} FanotifyRecord;

/*
 * FanotifyRecordNext finds the record that begins at event->records + *offset and moves *offset, which begins as 0, to the
 * next one. Returns 1, 0 and -EBADMSG as InotifyNext. Records of a type that is newer than these headers are found as well,
 * without handle and name.
 */
int FanotifyRecordNext(const FanotifyEvent *event, unsigned long *offset, FanotifyRecord *record)
	LX_SYMBOL("lx_FanotifyRecordNext");

#endif
