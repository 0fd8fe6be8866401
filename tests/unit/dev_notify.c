/* dev/notify.h: events of inotify and fanotify, as the kernel gives them and as none could be. */
#include "unit.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <barecall/dev/notify.h>

static _Alignas(8) char buf[4096];

static void test_inotify(void **state)
{
	static const char *const names[] = { "a", "of_sixteen_bytes", "a name that is longer than that" };
	int fd = InotifyInit1(LX_IN_CLOEXEC | LX_IN_NONBLOCK), wd, file;
	unsigned long offset = 0, len = 0, cut, exact = 0;
	InotifyEvent event;
	const char *name;
	unsigned int i;
	long n;

	(void)state;
	mkdir("watched", 0700);
	wd = InotifyAddWatch(fd, "watched", LX_IN_CREATE);
	if (wd == -ENOSYS)
		SKIP("no inotify here");
	assert_true(wd >= 0 && chdir("watched") == 0);
	for (i = 0; i < 3; i++) {
		file = open(names[i], O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
		assert_true(file >= 0);
		close(file);
	}
	assert_int_equal(InotifyRmWatch(fd, wd), 0);
	while ((n = Read(fd, buf + len, sizeof(buf) - len)) > 0)
		len += (unsigned long)n;
	for (i = 0; i < 3; i++) {
		assert_int_equal(InotifyNext(buf, len, &offset, &event, &name), 1);
		assert_true(event.wd == wd && event.mask == LX_IN_CREATE);
		assert_string_equal(name, names[i]);
		if (i == 0)
			exact = offset;
		unlink(names[i]);
	}
	assert_int_equal(InotifyNext(buf, len, &offset, &event, &name), 1);
	assert_true(event.mask == LX_IN_IGNORED && event.len == 0 && !name);
	assert_int_equal(InotifyNext(buf, len, &offset, &event, &name), 0);
	assert_true(offset == len);

	/* What is cut, or says that it is longer, is no event. */
	for (cut = 1; cut < exact; cut++) {
		offset = 0;
		assert_int_equal(InotifyNext(buf, cut, &offset, &event, &name), -EBADMSG);
		assert_true(offset == 0);
	}
	memset(buf + sizeof(event), 'x', exact - sizeof(event));
	assert_int_equal(InotifyNext(buf, exact, &offset, &event, &name), -EBADMSG);
	offset = exact + 1;
	assert_int_equal(InotifyNext(buf, exact, &offset, &event, &name), -EBADMSG);
	/* Lengths are not cut to 32 bits. */
	buf[sizeof(event)] = 0;
	offset = 0;
	assert_int_equal(InotifyNext(buf, 1UL << 32, &offset, &event, &name), 1);
	close(fd);
	assert_true(chdir("..") == 0 && rmdir("watched") == 0);
}

static void test_fanotify(void **state)
{
	unsigned long offset = 0, at = 0, len;
	FanotifyRecord record;
	FanotifyEvent event;
	int fd, file, again;
	struct stat made, found;

	(void)state;
	SKIP_UNDER_QEMU("no fanotify_init");
	fd = FanotifyInit(LX_FAN_CLASS_NOTIF | LX_FAN_CLOEXEC | LX_FAN_NONBLOCK | LX_FAN_REPORT_DFID_NAME | LX_FAN_REPORT_FID |
				  LX_FAN_REPORT_TARGET_FID, O_RDONLY);
	if (fd == -ENOSYS || fd == -EPERM || fd == -EINVAL)
		SKIP("no fanotify, or an older one, or it is forbidden");
	assert_true(fd >= 0);
	mkdir("watched", 0700);
	again = FanotifyMark(fd, LX_FAN_MARK_ADD, LX_FAN_CREATE | LX_FAN_ONDIR, AT_FDCWD, "watched");
	if (again == -EOPNOTSUPP || again == -ENODEV || again == -EXDEV)
		SKIP("no handles of files on this file system");
	assert_int_equal(again, 0);
	file = open("watched/born", O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	assert_true(file >= 0 && fstat(file, &made) == 0 && mkdir("watched/folder", 0700) == 0);
	len = (unsigned long)Read(fd, buf, sizeof(buf));
	assert_true(!IsErr((long)len));

	assert_int_equal(FanotifyNext(buf, len, &offset, &event), 1);
	assert_true(event.metadata.mask == LX_FAN_CREATE && event.metadata.fd == LX_FAN_NOFD);
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 1);
	assert_int_equal(record.info_type, LX_FAN_EVENT_INFO_TYPE_DFID_NAME);
	assert_string_equal(record.name, "born");
	assert_true(record.handle->bytes > 0);
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 1);
	assert_int_equal(record.info_type, LX_FAN_EVENT_INFO_TYPE_FID);
	assert_null(record.name);
	again = OpenByHandleAt(AT_FDCWD, record.handle, O_PATH | O_CLOEXEC); /* which root may */
	if (again >= 0) {
		assert_true(fstat(again, &found) == 0 && found.st_ino == made.st_ino);
		close(again);
	} else {
		assert_true(again == -EPERM || again == -ESTALE);
	}
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 0);
	assert_true(at == event.records_len);
	at++;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), -EBADMSG);

	assert_int_equal(FanotifyNext(buf, len, &offset, &event), 1);
	assert_true(event.metadata.mask == (LX_FAN_CREATE | LX_FAN_ONDIR));
	at = 0;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 1);
	assert_string_equal(record.name, "folder");
	assert_int_equal(FanotifyNext(buf, len, &offset, &event), 0);
	assert_true(offset == len);
	close(file);
	close(fd);
	unlink("watched/born");
	rmdir("watched/folder");
	rmdir("watched");
}

/* An event with one record of a handle of 8 bytes and the name "name", in memory of exactly its size. */
static unsigned long make_event(unsigned char type)
{
	FanotifyEventMetadata head = { 0, LX_FANOTIFY_METADATA_VERSION, 0, sizeof(head), LX_FAN_CREATE, LX_FAN_NOFD, 1 };
	FanotifyEventInfoFid fid = { { type, 0, sizeof(fid) + sizeof(FileHandle) + 8 + 8 }, { 1, 2 } };
	FileHandle handle = { 8, 1 };

	memset(buf, 0, sizeof(buf));
	head.event_len = (unsigned int)(sizeof(head) + fid.hdr.len);
	memcpy(buf, &head, sizeof(head));
	memcpy(buf + sizeof(head), &fid, sizeof(fid));
	memcpy(buf + sizeof(head) + sizeof(fid), &handle, sizeof(handle));
	strcpy(buf + sizeof(head) + sizeof(fid) + sizeof(handle) + 8, "name");
	return head.event_len;
}

static void test_events_that_cannot_be(void **state)
{
	enum { HEAD = sizeof(FanotifyEventMetadata), HANDLE = HEAD + sizeof(FanotifyEventInfoFid) };
	unsigned long offset = 0, at = 0, len = make_event(LX_FAN_EVENT_INFO_TYPE_DFID_NAME), cut;
	FanotifyRecord record;
	FanotifyEvent event;

	(void)state;
	assert_int_equal(FanotifyNext(buf, len, &offset, &event), 1);
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 1);
	assert_string_equal(record.name, "name");
	assert_true(record.len == 36 && record.data == event.records && (const char *)record.handle == buf + HANDLE);
	for (cut = 1; cut < len; cut++) {
		offset = 0;
		assert_int_equal(FanotifyNext(buf, cut, &offset, &event), -EBADMSG);
		assert_true(offset == 0);
	}
	memcpy(buf + 64, buf, len); /* behind the end, whatever stands there */
	offset = 64;
	assert_int_equal(FanotifyNext(buf, len, &offset, &event), -EBADMSG);
	offset = 0;
	assert_int_equal(FanotifyNext(buf, 1UL << 32, &offset, &event), 1);
	offset = 0;
	buf[0] = HEAD; /* without records */
	assert_int_equal(FanotifyNext(buf, HEAD, &offset, &event), 1);
	assert_true(offset == HEAD && event.records_len == 0 && FanotifyRecordNext(&event, &at, &record) == -EBADMSG);
	at = 0;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 0);
	offset = 0;
	make_event(LX_FAN_EVENT_INFO_TYPE_DFID_NAME);
	buf[4]++; /* the version */
	assert_int_equal(FanotifyNext(buf, len, &offset, &event), -EBADMSG);
	make_event(1);
	buf[6] = HEAD - 1; /* metadata_len */
	assert_int_equal(FanotifyNext(buf, len, &offset, &event), -EBADMSG);
	buf[6] = (char)(len + 1);
	assert_int_equal(FanotifyNext(buf, len, &offset, &event), -EBADMSG);

	/* Records: each kind has what it should, and no more. */
	make_event(LX_FAN_EVENT_INFO_TYPE_FID);
	assert_int_equal(FanotifyNext(buf, len, &offset, &event), 1);
	at = 0;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 1);
	assert_true(record.handle && !record.name);
	make_event(LX_FAN_EVENT_INFO_TYPE_MNT);
	at = 0;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 1);
	assert_true(!record.handle && !record.name && record.data == event.records);
	make_event(LX_FAN_EVENT_INFO_TYPE_NEW_DFID_NAME);
	memset(buf + HANDLE + 16, 'x', 8); /* a name without an end */
	at = 0;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), -EBADMSG);
	make_event(LX_FAN_EVENT_INFO_TYPE_OLD_DFID_NAME);
	buf[HANDLE] = 16; /* its handle ends where it does */
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), -EBADMSG);
	buf[HANDLE] = 17;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), -EBADMSG);
	buf[HEAD] = LX_FAN_EVENT_INFO_TYPE_FID;
	buf[HANDLE] = 16;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 1);
	at = 0;
	buf[HEAD + 2] = 37; /* longer than all records */
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), -EBADMSG);
	buf[HANDLE] = 0; /* a handle of no bytes, as of an error that is of no file */
	buf[HEAD + 2] = 20;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 1);
	assert_true(at == 20 && record.handle->bytes == 0);
	at = 0;
	buf[HEAD + 2] = 19; /* no room for a handle */
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), -EBADMSG);
	buf[HEAD + 2] = 3;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), -EBADMSG);
	buf[HEAD] = 99; /* of a newer kernel, and nothing but a head */
	buf[HEAD + 2] = 4;
	event.records_len = 4;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), 1);
	assert_true(record.info_type == 99 && record.len == 4 && at == 4);
	at = 0;
	event.records_len = 3;
	assert_int_equal(FanotifyRecordNext(&event, &at, &record), -EBADMSG);
	assert_true(at == 0);
}

UNIT_TESTS(unit_test(test_inotify), unit_test(test_fanotify), unit_test(test_events_that_cannot_be));
