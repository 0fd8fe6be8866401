/* The entries of a directory, checked: file.h. */
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <barecall/file.h>

static _Alignas(8) char buffer[4096];

/* Writes an entry at offset; returns its reclen. */
static unsigned long put(unsigned long offset, unsigned short reclen, const char *name)
{
	Dirent entry = { 1, 2, reclen, LX_DT_REG };

	memcpy(buffer + offset, &entry, 19);
	strcpy(buffer + offset + 19, name);
	return reclen;
}

static const Dirent *first(unsigned long len)
{
	unsigned long offset = 0;
	const Dirent *entry = DirentNext(buffer, len, &offset);

	assert_int_equal(offset, entry ? entry->reclen : 0);
	return entry;
}

static void test_nothing_is_an_end(void **state)
{
	unsigned long offset = 0;

	(void)state;
	assert_null(DirentNext(NULL, 0, &offset));
	assert_int_equal(offset, 0);
	offset = 24;
	assert_null(DirentNext(buffer, 24, &offset));
	assert_int_equal(offset, 24);
	offset = 32;
	assert_null(DirentNext(buffer, 24, &offset));
	assert_int_equal(offset, 32);
}

static void test_malformed_entries_are_refused(void **state)
{
	static const unsigned short wrong[] = { 0, 1, 8, 16, 19, 20, 23, 25, 28, 31, 33, 40, 48, 4096, 65528, 65535 };
	unsigned long i, len;

	(void)state;
	memset(buffer, 0, sizeof(buffer));
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		put(0, wrong[i], "abc");
		assert_null(first(32));
	}
	for (len = 0; len < 32; len++) {
		put(0, 32, "abc");
		assert_null(first(len));
	}
	assert_non_null(first(32));
	/* A name without its NUL; a NUL beyond the entry does not count. */
	memset(buffer + 19, 'x', 13);
	buffer[32] = 0;
	assert_null(first(40));
	buffer[31] = 0;
	assert_non_null(first(40));
	/* An error in the place of a length. */
	assert_null(first((unsigned long)-ENOENT));
}

static void test_a_misaligned_buffer_is_refused(void **state)
{
	unsigned long offset = 4;

	(void)state;
	memset(buffer, 0, sizeof(buffer));
	put(4, 24, "abc");
	assert_null(DirentNext(buffer, 28, &offset));
	assert_int_equal(offset, 4);
	offset = 0;
	assert_null(DirentNext(buffer + 4, 24, &offset));
}

static void test_entries_come_in_order(void **state)
{
	unsigned long len = 0, offset = 0;
	const Dirent *entry;

	(void)state;
	memset(buffer, 0x55, sizeof(buffer));
	len += put(len, 24, "");
	len += put(len, 24, "four");
	len += put(len, 40, "longer");
	len += put(len, 24, "x");
	entry = DirentNext(buffer, len, &offset);
	assert_non_null(entry);
	assert_int_equal(DirentNameLen(entry), 0);
	entry = DirentNext(buffer, len, &offset);
	assert_string_equal(DirentName(entry), "four");
	assert_int_equal(DirentNameLen(entry), 4);
	assert_int_equal(entry->ino, 1);
	assert_int_equal(entry->type, LX_DT_REG);
	entry = DirentNext(buffer, len, &offset);
	assert_string_equal(DirentName(entry), "longer");
	assert_int_equal(offset, 88);
	assert_non_null(DirentNext(buffer, len, &offset));
	assert_int_equal(offset, len);
	assert_null(DirentNext(buffer, len, &offset));
	assert_int_equal(offset, len);
}

static void test_what_follows_a_good_entry_is_checked_too(void **state)
{
	unsigned long len = 0, offset = 0;

	(void)state;
	memset(buffer, 0, sizeof(buffer));
	len += put(len, 24, "good");
	len += put(len, 30, "bad");
	assert_non_null(DirentNext(buffer, len, &offset));
	assert_null(DirentNext(buffer, len, &offset));
	assert_int_equal(offset, 24);
}

/* A NUL proves a name wherever it stands, and nothing else does: not a zero in reclen or type, nor one behind reclen. */
static void test_each_place_of_the_nul(void **state)
{
	unsigned long reclen, at;

	(void)state;
	for (reclen = 24; reclen <= 48; reclen += 8) {
		for (at = 19; at <= reclen; at++) {
			memset(buffer, 'x', sizeof(buffer));
			put(0, (unsigned short)reclen, "");
			buffer[18] = LX_DT_UNKNOWN;
			memset(buffer + 19, at % 2 ? '\x80' : '\x81', reclen - 19);
			buffer[at] = 0;
			if (at == reclen) {
				assert_null(first(reclen + 8));
			} else {
				assert_non_null(first(reclen));
				assert_int_equal(DirentNameLen((const Dirent *)(const void *)buffer), at - 19);
			}
		}
	}
}

static void test_an_offset_beyond_all_is_an_end(void **state)
{
	unsigned long back;

	(void)state;
	memset(buffer, 0, sizeof(buffer));
	for (back = 8; back <= 4096; back += 8) {
		unsigned long offset = (back == 4096 ? 1UL << 63 : 0) - back;

		put(0, 24, "abc");
		assert_null(DirentNext(buffer + 2048, 1024, &offset));
	}
}

static void test_name_len_stays_within_reclen(void **state)
{
	(void)state;
	memset(buffer, 'x', sizeof(buffer));
	put(0, 24, "abcd");
	buffer[23] = 'e';
	assert_int_equal(DirentNameLen((const Dirent *)(const void *)buffer), 5);
	put(0, 8, "abcd");
	assert_int_equal(DirentNameLen((const Dirent *)(const void *)buffer), 0);
}

static void test_read_dirent_errors(void **state)
{
	int fd = open("file", O_RDWR | O_CREAT, 0600), dir = open(".", O_RDONLY | O_DIRECTORY);
	int n = ReadDirent(dir, buffer, 8);

	(void)state;
	assert_int_equal(ReadDirent(-1, buffer, sizeof(buffer)), -EBADF);
	assert_int_equal(ReadDirent(fd, buffer, sizeof(buffer)), -ENOTDIR);
	assert_int_equal(n, -EINVAL);
	assert_null(first((unsigned long)n));
	close(fd);
	close(dir);
	unlink("file");
}

static void test_a_directory_agrees_with_the_libc(void **state)
{
	char name[256];
	int i, n, fd, seen = 0;
	unsigned long offset;
	const Dirent *entry;
	struct dirent *theirs;
	struct stat st;
	DIR *dir;

	(void)state;
	assert_int_equal(mkdir("many", 0700), 0);
	for (i = 0; i < 300; i++) {
		memset(name, 'a' + i % 26, sizeof(name));
		snprintf(name, sizeof(name), "many/%03d", i);
		name[8] = 'z';
		name[8 + i % 240] = 0;
		close(open(name, O_CREAT | O_WRONLY, 0600));
	}
	dir = opendir("many");
	fd = open("many", O_RDONLY | O_DIRECTORY);
	while ((n = ReadDirent(fd, buffer, 1024)) > 0) {
		for (offset = 0; (entry = DirentNext(buffer, (unsigned long)n, &offset)) != NULL; seen++) {
			theirs = readdir(dir);
			assert_non_null(theirs);
			assert_string_equal(DirentName(entry), theirs->d_name);
			assert_int_equal(DirentNameLen(entry), strlen(theirs->d_name));
			assert_int_equal(entry->ino, theirs->d_ino);
			assert_int_equal(entry->type, theirs->d_type);
			if (strcmp(DirentName(entry), "..") != 0) {
				assert_int_equal(fstatat(fd, DirentName(entry), &st, 0), 0);
				assert_int_equal(entry->ino, st.st_ino);
			}
			if (DirentName(entry)[0] != '.')
				assert_int_equal(unlinkat(dirfd(dir), DirentName(entry), 0), 0);
		}
		assert_int_equal(offset, n);
	}
	assert_int_equal(n, 0);
	assert_int_equal(seen, 302);
	closedir(dir);
	close(fd);
	rmdir("many");
}

/*
 * Whatever the bytes are, nothing outside of them is read: they end where a page that may not be touched begins, and
 * begin where another ends.
 */
static void test_random_buffers_between_guard_pages(void **state)
{
	unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE), x = 88172645463325252, round, i, len, offset, end;
	unsigned long rounds = unit_under_qemu() ? 20000 : 300000, entries = 0;
	char *area = mmap(NULL, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	const Dirent *entry;
	char *p;

	(void)state;
	assert_ptr_not_equal(area, MAP_FAILED);
	assert_int_equal(mprotect(area + page, page, PROT_READ | PROT_WRITE), 0);
	for (round = 0; round < rounds; round++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		len = (x >> 20) % 129;
		p = round & 1 ? area + page : area + 2 * page - len;
		for (i = 0; i < len; i++) {
			x = x * 6364136223846793005 + 1442695040888963407;
			p[i] = (char)(x >> 56 & (x >> 48 & 1 ? 255 : 0));
		}
		/* Mostly with lengths that nearly fit. */
		for (i = 16; x & 3 && i + 2 <= len; i += 24 + (x >> 8 & 8)) {
			x = x * 6364136223846793005 + 1442695040888963407;
			p[i] = (char)(24 + (x >> 33 & 0x1f & (x >> 60 & 1 ? 255 : 8)));
			p[i + 1] = (char)(x >> 40 & 0xff & (x >> 62 ? 0 : 255));
		}
		for (offset = 0; (entry = DirentNext(p, len, &offset)) != NULL; entries++) {
			end = offset;
			assert_true((const char *)entry >= p && end <= len);
			assert_ptr_equal((const char *)entry + entry->reclen, p + end);
			assert_true(DirentNameLen(entry) == strlen(DirentName(entry)));
			assert_true(20 + DirentNameLen(entry) <= entry->reclen);
		}
		assert_true(offset <= len);
	}
	assert_true(entries > rounds / 10);
	munmap(area, 3 * page);
}

UNIT_TESTS(unit_test(test_nothing_is_an_end), unit_test(test_malformed_entries_are_refused),
	   unit_test(test_a_misaligned_buffer_is_refused), unit_test(test_entries_come_in_order),
	   unit_test(test_what_follows_a_good_entry_is_checked_too), unit_test(test_each_place_of_the_nul),
	   unit_test(test_an_offset_beyond_all_is_an_end), unit_test(test_name_len_stays_within_reclen),
	   unit_test(test_read_dirent_errors), unit_test(test_a_directory_agrees_with_the_libc),
	   unit_test(test_random_buffers_between_guard_pages));
