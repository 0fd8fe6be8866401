/* The vDSO: its parser with images made here, whole and broken, and the calls with the machine's own, or with none. */
#include "unit.h"

#include <elf.h>
#include <pthread.h>
#include <signal.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>

#include <barecall/auxv.h>
#include <barecall/vdso.h>

#if defined(__x86_64__)
#define MACHINE EM_X86_64
#define OTHER_MACHINE EM_AARCH64
#define PREFIX "__vdso_"
#define VERSION "LINUX_2.6"
#elif defined(__aarch64__)
#define MACHINE EM_AARCH64
#define OTHER_MACHINE EM_RISCV
#define PREFIX "__kernel_"
#define VERSION "LINUX_2.6.39"
#else
#define MACHINE EM_RISCV
#define OTHER_MACHINE EM_X86_64
#define PREFIX "__vdso_"
#define VERSION "LINUX_4.15"
#endif

/* ---- Images. These are all in one, and what its dynamic section does not name is not there. */

enum { SYSV = 1, GNU = 2, VERSYM = 4, VERDEF = 8, STRSZ = 16, ALL = 31 };
enum { UNDEFINED, LOCAL, OBJECT, ABSOLUTE, SECOND, FIRST, WEAK, UNTYPED, OLD, SYMBOLS };
enum { TEXT = 0x40 };

typedef struct Made {
	Elf64_Ehdr header;
	Elf64_Phdr segments[3];
	Elf64_Dyn dynamic[8];
	Elf64_Sym symbols[SYMBOLS + 1];
	Elf64_Half versym[SYMBOLS + 1];
	struct {
		Elf64_Verdef head;
		Elf64_Verdaux aux;
	} verdef[3];
	Elf64_Word hash[2 + 1 + SYMBOLS + 1];
	struct {
		Elf64_Word buckets, first, words, shift;
		Elf64_Xword bloom[1];
		Elf64_Word bucket[4];
		Elf64_Word chain[SYMBOLS];
	} gnu;
	char strings[128];
	unsigned char text[TEXT];
} Made;

static Made made;

#define AT(member) ((unsigned long)offsetof(Made, member))

static Elf64_Word string(const char *text)
{
	static Elf64_Word end;

	if (!made.strings[1])
		end = 1;
	strcpy(made.strings + end, text);
	end += (Elf64_Word)strlen(text) + 1;
	assert_true(end <= sizeof(made.strings));
	return end - (Elf64_Word)strlen(text) - 1;
}

static void symbol(int i, const char *name, int binding, int type, int section, unsigned long value, int version)
{
	Elf64_Sym *s = &made.symbols[i + 1];

	s->st_name = string(name);
	s->st_info = (unsigned char)ELF64_ST_INFO(binding, type);
	s->st_shndx = (Elf64_Section)section;
	s->st_value = value;
	made.versym[i + 1] = (Elf64_Half)version;
}

static void version(int i, int flags, int index, Elf64_Word name)
{
	made.verdef[i].head.vd_version = 1;
	made.verdef[i].head.vd_flags = (Elf64_Half)flags;
	made.verdef[i].head.vd_ndx = (Elf64_Half)index;
	made.verdef[i].head.vd_cnt = 1;
	made.verdef[i].head.vd_aux = sizeof(Elf64_Verdef);
	made.verdef[i].head.vd_next = i < 2 ? sizeof(made.verdef[0]) : 0;
	made.verdef[i].aux.vda_name = name;
}

/* make builds an image with those tables, linked to lie at base. */
static void make(int tables, unsigned long base)
{
	Elf64_Dyn *d = made.dynamic;
	int i;

	memset(&made, 0, sizeof(made));
	memcpy(made.header.e_ident, ELFMAG "\2\1\1", 7);
	made.header.e_type = ET_DYN;
	made.header.e_machine = MACHINE;
	made.header.e_phoff = AT(segments);
	made.header.e_phentsize = sizeof(Elf64_Phdr);
	made.header.e_phnum = 3;
	made.segments[0].p_type = PT_NOTE;
	made.segments[1].p_type = PT_LOAD;
	made.segments[1].p_vaddr = base;
	made.segments[1].p_filesz = made.segments[1].p_memsz = sizeof(made);
	made.segments[2].p_type = PT_DYNAMIC;
	made.segments[2].p_offset = AT(dynamic);
	made.segments[2].p_vaddr = base + AT(dynamic);
	made.segments[2].p_filesz = made.segments[2].p_memsz = sizeof(made.dynamic);

	string("linux-vdso.so.1");
	version(0, VER_FLG_BASE, 1, 1);
	version(1, 0, 2, string("V_2.6"));
	version(2, 0, 3, string("V_2.6.39"));
	symbol(UNDEFINED, "first", STB_GLOBAL, STT_FUNC, SHN_UNDEF, base + AT(text), 3);
	symbol(LOCAL, "first", STB_LOCAL, STT_FUNC, 1, base + AT(text), 3);
	symbol(OBJECT, "first", STB_GLOBAL, STT_OBJECT, 1, base + AT(text), 3);
	symbol(ABSOLUTE, "first", STB_GLOBAL, STT_FUNC, SHN_ABS, base + AT(text), 3);
	symbol(SECOND, "firs", STB_GLOBAL, STT_FUNC, 1, base + AT(text) + 8, 3);
	symbol(FIRST, "first", STB_GLOBAL, STT_FUNC, 1, base + AT(text) + 16, 3);
	symbol(WEAK, "weak", STB_WEAK, STT_FUNC, 1, base + AT(text) + 24, 3 | 0x8000);
	symbol(UNTYPED, "untyped", STB_GLOBAL, STT_NOTYPE, 1, base + AT(text) + 32, 3);
	symbol(OLD, "first", STB_GLOBAL, STT_FUNC, 1, base + AT(text) + 40, 2);

	/* DT_HASH: one bucket, and chains that go round, for nobody who looks at nchain alone to follow. */
	made.hash[0] = 1;
	made.hash[1] = SYMBOLS + 1;
	made.hash[2] = 1;
	for (i = 1; i <= SYMBOLS; i++)
		made.hash[3 + i] = (Elf64_Word)(i % SYMBOLS + 1);
	/* DT_GNU_HASH: from the second symbol on, in two chains. */
	made.gnu.buckets = 4;
	made.gnu.first = 2;
	made.gnu.words = 1;
	made.gnu.bucket[1] = 2;
	made.gnu.bucket[2] = 6;
	for (i = 2; i <= SYMBOLS; i++)
		made.gnu.chain[i - 2] = 0x1234560 | (i == 5 || i == SYMBOLS);

#define ENTRY(tag, value) *d++ = (Elf64_Dyn){ tag, { value } }
	if (tables & SYSV)
		ENTRY(DT_HASH, base + AT(hash));
	if (tables & GNU)
		ENTRY(DT_GNU_HASH, base + AT(gnu));
	if (tables & VERSYM)
		ENTRY(DT_VERSYM, base + AT(versym));
	if (tables & VERDEF)
		ENTRY(DT_VERDEF, base + AT(verdef));
	if (tables & STRSZ)
		ENTRY(DT_STRSZ, sizeof(made.strings));
	ENTRY(DT_STRTAB, base + AT(strings));
	ENTRY(DT_SYMTAB, base + AT(symbols));
	ENTRY(DT_NULL, 0);
}

/* dynamic returns the value of an entry of the dynamic section, to be changed. */
static Elf64_Xword *dynamic(Elf64_Sxword tag)
{
	unsigned long i;

	for (i = 0; i < sizeof(made.dynamic) / sizeof(made.dynamic[0]); i++)
		if (made.dynamic[i].d_tag == tag)
			return &made.dynamic[i].d_un.d_val;
	fail_msg("no entry %ld", (long)tag);
	return NULL;
}

/*
 * look finds a function in size bytes of an image that lies between pages that cannot be read: first at the end, but
 * for what 8 leaves of the size, then at the beginning. Returns its offset, or 0; anything else of either is an error.
 */
static unsigned long look(const void *bytes, unsigned long size, const char *name, const char *ver)
{
	static unsigned char *room;
	static const unsigned long page = 0x10000;
	const unsigned char *found[2];
	unsigned char *place[2];
	int i;

	if (!room) {
		room = mmap(NULL, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		assert_ptr_not_equal(room, MAP_FAILED);
		assert_int_equal(mprotect(room + page, page, PROT_READ | PROT_WRITE), 0);
	}
	assert_true(size <= page);
	place[0] = room + 2 * page - (size + 7) / 8 * 8;
	place[1] = room + page;
	for (i = 0; i < 2; i++) {
		memset(room + 2 * page - 8, 0xff, 8);
		memcpy(place[i], bytes, size);
		found[i] = VdsoLookup(place[i], size, name, ver);
		assert_true(!found[i] || (found[i] > place[i] && found[i] < place[i] + size));
	}
	assert_int_equal(found[0] ? found[0] - place[0] : 0, found[1] ? found[1] - place[1] : 0);
	return found[0] ? (unsigned long)(found[0] - place[0]) : 0;
}

static unsigned long find(const char *name, const char *ver)
{
	return look(&made, sizeof(made), name, ver);
}

#define TEXT_AT(n) (AT(text) + (n))

/* What must be found in an image that has nothing wrong, for whatever reason it is whole. */
static void expect_all_found(void)
{
	assert_int_equal(find("first", "V_2.6.39"), TEXT_AT(16));
	assert_int_equal(find("firs", "V_2.6.39"), TEXT_AT(8));
	assert_int_equal(find("weak", "V_2.6.39"), TEXT_AT(24));
	assert_int_equal(find("untyped", "V_2.6.39"), TEXT_AT(32));
	assert_int_equal(find("first", NULL), TEXT_AT(16));
	assert_int_equal(find("fir", NULL), 0);
	assert_int_equal(find("first2", NULL), 0);
	assert_int_equal(find("", NULL), 0);
}

static void test_lookup_of_what_is_not_there(void **state)
{
	static unsigned char zero[sizeof(Made)];

	(void)state;
	make(ALL, 0);
	assert_null(VdsoLookup(NULL, 0, "first", NULL));
	assert_null(VdsoLookup(NULL, 1 << 20, "first", NULL));
	assert_null(VdsoLookup(&made, sizeof(made), NULL, NULL));
	assert_null(VdsoLookup(&made, 0, "first", NULL));
	assert_int_equal(look(zero, sizeof(zero), "first", NULL), 0);
	assert_int_equal(find("second", NULL), 0);
	assert_int_equal(find("first", ""), 0);
	assert_int_equal(find("first", "V_2"), 0);
	assert_int_equal(find("first", "V_2.6.39.1"), 0);
	assert_int_equal(find("first", "linux-vdso.so.1"), 0);
	assert_int_equal(find("weak", "V_2.6"), 0);
	made.versym[WEAK + 1] = VER_NDX_GLOBAL; /* no version, although there is one of that number: the base */
	assert_int_equal(find("weak", "linux-vdso.so.1"), 0);
	assert_int_equal(find("weak", NULL), TEXT_AT(24));
}

static void test_lookup_by_every_hash_table(void **state)
{
	static const int hashes[] = { SYSV, GNU, SYSV | GNU };
	static unsigned long big[1 << 18];
	static const unsigned long bases[] = { 0, 0x1000, 0xffffffffff700000 }; /* the last: Linux before 3.16 */
	unsigned long i, j;

	(void)state;
	for (i = 0; i < 3; i++) {
		for (j = 0; j < 3; j++) {
			make(hashes[i] | VERSYM | VERDEF | STRSZ, bases[j]);
			expect_all_found();
			assert_int_equal(find("first", "V_2.6"), TEXT_AT(40));
			make(hashes[i] | VERSYM | VERDEF, bases[j]);
			expect_all_found();
		}
	}
	make(VERSYM | VERDEF | STRSZ, 0);
	assert_int_equal(find("first", NULL), 0);
	/* Large enough for its header to be a DT_HASH of 0x10102 symbols. */
	memcpy(big, &made, sizeof(made));
	assert_null(VdsoLookup(big, sizeof(big), "first", NULL));
	make(SYSV | VERSYM | VERDEF | STRSZ, 0);
	memcpy(big, &made, sizeof(made));
	assert_ptr_equal(VdsoLookup(big, sizeof(big), "first", NULL), (char *)big + TEXT_AT(16));
	/* Two segments: the first is the one at the beginning. */
	make(ALL, 0x1000);
	made.segments[0] = made.segments[1];
	made.segments[1].p_vaddr = 0x5000;
	made.segments[1].p_offset = sizeof(made);
	expect_all_found();
	make(ALL, 0x1000);
	made.segments[1].p_vaddr += 64;
	made.segments[1].p_offset += 64;
	expect_all_found();
}

static void test_lookup_without_versions_takes_any(void **state)
{
	static const int tables[] = { 0, VERSYM, VERDEF };
	unsigned long base;
	int i;

	(void)state;
	for (base = 0; base <= 0x1000; base += 0x1000) {
		for (i = 0; i < 3; i++) {
			make(SYSV | GNU | tables[i], base);
			expect_all_found();
			assert_int_equal(find("first", "V_9"), TEXT_AT(16));
		}
		make(ALL, base);
		*dynamic(DT_VERSYM) = 0;
		assert_int_equal(find("first", "V_9"), TEXT_AT(16));
		make(ALL, base);
		*dynamic(DT_VERDEF) = 0;
		assert_int_equal(find("first", "V_9"), TEXT_AT(16));
	}
}

static void test_lookup_refuses_other_images(void **state)
{
	static Made space[2];
	unsigned long i;

	(void)state;
	for (i = 0; i < 4; i++) {
		make(ALL, 0);
		made.header.e_ident[i]++;
		assert_int_equal(find("first", NULL), 0);
	}
	make(ALL, 0);
	made.header.e_ident[EI_CLASS] = ELFCLASS32;
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	made.header.e_ident[EI_DATA] = ELFDATA2MSB;
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	made.header.e_machine = OTHER_MACHINE;
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	made.header.e_phentsize = sizeof(Elf32_Phdr);
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	made.header.e_phnum = 2;
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	made.segments[1].p_type = PT_NULL;
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	made.segments[2].p_filesz -= 2 * sizeof(Elf64_Dyn); /* without the symbols */
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	made.dynamic[3].d_tag = DT_NULL;
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	for (i = 1; i < 8; i++) {
		memcpy((char *)space + i, &made, sizeof(made));
		assert_null(VdsoLookup((char *)space + i, sizeof(made), "first", NULL));
	}
}

static void test_lookup_with_tables_missing_or_outside(void **state)
{
	static const Elf64_Sxword needed[] = { DT_STRTAB, DT_SYMTAB };
	static const Elf64_Sxword hashes[] = { DT_HASH, DT_GNU_HASH };
	const unsigned long outside[] = { sizeof(Made), sizeof(Made) - 8, sizeof(Made) + 8, 1UL << 31, 1UL << 63,
					  -8UL, 12, ~0UL };
	unsigned long i, j;

	(void)state;
	for (i = 0; i < 2; i++) {
		make(ALL, 0);
		*dynamic(needed[i]) = 0;
		assert_int_equal(find("first", NULL), 0);
		for (j = 0; j < 8; j++) {
			make(ALL, 0);
			*dynamic(needed[i]) = outside[j];
			assert_int_equal(find("first", NULL), 0);
			/* The hash tables do for each other. */
			make(ALL, 0);
			*dynamic(hashes[i]) = outside[j] == 12 ? 0 : outside[j];
			expect_all_found();
			*dynamic(hashes[!i]) = outside[j] == 12 ? 0 : outside[j];
			assert_int_equal(find("first", NULL), 0);
		}
	}
	for (j = 0; j < 8; j++) {
		make(ALL, 0);
		*dynamic(DT_VERSYM) = outside[j] == 12 ? 13 : outside[j];
		assert_int_equal(find("first", "V_2.6.39"), 0);
		assert_int_equal(find("first", NULL), TEXT_AT(16));
		make(ALL, 0);
		*dynamic(DT_VERDEF) = outside[j] == 12 ? 13 : outside[j];
		assert_int_equal(find("first", "V_2.6.39"), 0);
	}
	/* Names that can be read where the strings are said to be nowhere, or before the beginning. */
	make(SYSV, 0);
	*dynamic(DT_STRTAB) = 0;
	made.symbols[FIRST + 1].st_name += (Elf64_Word)AT(strings);
	assert_int_equal(find("first", NULL), 0);
	*dynamic(DT_STRTAB) = -0x1000UL;
	made.symbols[FIRST + 1].st_name += 0x1000;
	assert_int_equal(find("first", NULL), 0);
	/* Symbols that can be counted from the beginning, or are not aligned. */
	make(SYSV, 0);
	assert_int_equal(AT(symbols) % sizeof(Elf64_Sym), 0);
	*dynamic(DT_SYMTAB) = 0;
	made.hash[1] += (Elf64_Word)(AT(symbols) / sizeof(Elf64_Sym));
	assert_int_equal(find("first", NULL), 0);
	make(SYSV, 0);
	memmove((char *)made.symbols + 4, made.symbols, sizeof(made.symbols));
	*dynamic(DT_SYMTAB) += 4;
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	*dynamic(DT_STRSZ) = made.symbols[FIRST + 1].st_name + 5; /* without the zero byte */
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	made.symbols[FIRST + 1].st_value = sizeof(made);
	assert_int_equal(find("first", "V_2.6.39"), 0);
	made.symbols[FIRST + 1].st_value = 0;
	assert_int_equal(find("first", "V_2.6.39"), 0);
}

static void test_lookup_with_corrupt_chains(void **state)
{
	unsigned long i;

	(void)state;
	make(SYSV, 0);
	made.hash[1] = 0xffffffff;
	assert_int_equal(find("first", NULL), 0);
	made.hash[1] = FIRST + 1; /* the one that is looked for is the first that is not counted */
	assert_int_equal(find("first", NULL), 0);
	make(GNU, 0);
	for (i = 0; i < SYMBOLS; i++)
		made.gnu.chain[i] = 2; /* nowhere an end, not even in what follows */
	memset(made.strings, 2, sizeof(made.strings));
	memset(made.text, 2, sizeof(made.text));
	assert_int_equal(find("first", NULL), 0);
	make(GNU, 0);
	made.gnu.bucket[0] = 0xffffffff;
	assert_int_equal(find("first", NULL), 0);
	make(GNU, 0);
	made.gnu.bucket[2] = 2; /* the last chain ends right before the one that is looked for */
	assert_int_equal(find("first", NULL), 0);
	make(GNU, 0);
	made.gnu.buckets = 0xffffffff;
	assert_int_equal(find("first", NULL), 0);
	make(GNU, 0);
	made.gnu.buckets = 0;
	assert_int_equal(find("first", NULL), 0);
	make(GNU, 0);
	made.gnu.words = 0xffffffff;
	assert_int_equal(find("first", NULL), 0);
	make(GNU, 0);
	made.gnu.first = 0xffffffff;
	assert_int_equal(find("first", NULL), 0);
	make(ALL, 0);
	made.verdef[1].head.vd_next = 0; /* the version that is looked for comes after */
	assert_int_equal(find("first", "V_2.6.39"), 0);
	made.verdef[1].head.vd_next = 1;
	assert_int_equal(find("first", "V_2.6.39"), 0);
	made.verdef[1].head.vd_next = 0xfffffff0;
	assert_int_equal(find("first", "V_2.6.39"), 0);
	make(ALL, 0);
	made.verdef[2].head.vd_aux = 0xfffffff0;
	assert_int_equal(find("first", "V_2.6.39"), 0);
	made.verdef[2].head.vd_aux = sizeof(Elf64_Verdef);
	made.verdef[2].aux.vda_name = 0xffffffff;
	assert_int_equal(find("first", "V_2.6.39"), 0);
}

/* Whatever is wrong, nothing outside is read and an end is reached; look sees to it. */

static const int variants[] = { ALL, SYSV, GNU, GNU | VERSYM | VERDEF };

static void test_lookup_in_images_cut_anywhere(void **state)
{
	unsigned long i, size, found = 0;

	(void)state;
	for (i = 0; i < 4; i++) {
		make(variants[i], 0);
		for (size = 0; size < sizeof(made); size++)
			found += look(&made, size, "first", "V_2.6.39") != 0;
	}
	assert_true(found > 0 && found < 4 * TEXT); /* only what is cut behind the function is of no concern */
}

static void test_lookup_with_each_word_wrong(void **state)
{
	static const unsigned long values[] = { 0, 1, 2, 8, 0x7f, sizeof(Made) - 8, sizeof(Made), sizeof(Made) + 8,
						0x7fff, 0xffff, 0x7fffffff, 0xfffffff8, 0xffffffff, 0x100000000,
						1UL << 63, -8UL, ~0UL };
	unsigned long i, j, offset, length;

	(void)state;
	for (i = 0; i < 4; i++) {
		for (length = 2; length <= 8; length *= 2) {
			make(variants[i], 0);
			for (offset = 0; offset + length <= sizeof(made); offset += length) {
				unsigned char saved[8];

				memcpy(saved, (char *)&made + offset, length);
				for (j = 0; j < sizeof(values) / sizeof(*values); j++) {
					memcpy((char *)&made + offset, &values[j], length);
					find("first", "V_2.6.39");
				}
				memcpy((char *)&made + offset, saved, length);
			}
		}
	}
}

static void test_lookup_with_many_words_wrong(void **state)
{
	unsigned long random = 88172645463325252UL;
	int i, j;

	(void)state;
	for (i = 0; i < 20000; i++) {
		make(variants[i % 4], 0);
		for (j = 0; j < 6; j++) {
			random ^= random << 13;
			random ^= random >> 7;
			random ^= random << 17;
			((Elf64_Half *)&made)[random % (sizeof(made) / 2)] ^=
				(Elf64_Half)(random >> 40 & (random >> 20 & 1 ? 0xffff : 0x0101));
		}
		find("first", "V_2.6.39");
	}
}

/* ---- What a hostile image can cost */

enum { HOSTILE = 8192 };

static union {
	Elf64_Ehdr header;
	Elf64_Word words[HOSTILE / 4];
	unsigned char bytes[HOSTILE];
} hostile;

/* An image of symbols that all have the name that is looked for, and of versions that each leads to the next, 4 bytes on. */
static void make_hostile(void)
{
	enum { SEGMENTS = 64, DYNAMIC = 256, NAME = 384, TABLE = 512, VERSYMS = 4608, VERSIONS = 5120, COUNT = 160 };
	Elf64_Phdr *segment = (Elf64_Phdr *)(void *)(hostile.bytes + SEGMENTS);
	Elf64_Dyn *dynamic = (Elf64_Dyn *)(void *)(hostile.bytes + DYNAMIC);
	Elf64_Sym *symbols = (Elf64_Sym *)(void *)(hostile.bytes + TABLE);
	Elf64_Half *versyms = (Elf64_Half *)(void *)(hostile.bytes + VERSYMS);
	const Elf64_Dyn entries[] = {
		{ DT_STRTAB, { NAME } },   { DT_SYMTAB, { TABLE } },	{ DT_HASH, { NAME + 64 } },
		{ DT_VERSYM, { VERSYMS } }, { DT_VERDEF, { VERSIONS } }, { DT_NULL, { 0 } },
	};
	unsigned int i;

	memcpy(hostile.header.e_ident, ELFMAG, SELFMAG);
	hostile.header.e_ident[EI_CLASS] = ELFCLASS64;
	hostile.header.e_ident[EI_DATA] = ELFDATA2LSB;
	hostile.header.e_machine = MACHINE;
	hostile.header.e_phoff = SEGMENTS;
	hostile.header.e_phnum = 2;
	hostile.header.e_phentsize = sizeof(*segment);
	segment[0].p_type = PT_LOAD;
	segment[0].p_filesz = segment[0].p_memsz = HOSTILE;
	segment[1].p_type = PT_DYNAMIC;
	segment[1].p_offset = DYNAMIC;
	segment[1].p_filesz = sizeof(entries);
	memcpy(dynamic, entries, sizeof(entries));
	strcpy((char *)hostile.bytes + NAME, "x");
	hostile.words[(NAME + 64) / 4 + 1] = COUNT;
	for (i = 0; i < COUNT; i++) {
		symbols[i].st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
		symbols[i].st_shndx = 1;
		symbols[i].st_value = 8;
		versyms[i] = 5;
	}
	for (i = VERSIONS; i < HOSTILE; i += 4)
		hostile.words[i / 4] = 4;
}

static void test_lookup_costs_no_more_than_the_image_is_long(void **state)
{
	long steps = 0;
	int status;
	pid_t pid;

	(void)state;
	SKIP_UNDER_QEMU("no ptrace");
	if (MACHINE == EM_RISCV)
		SKIP("riscv64 cannot step");
	make_hostile();
	assert_null(VdsoLookup(&hostile, HOSTILE, "y", NULL));
	assert_non_null(VdsoLookup(&hostile, HOSTILE, "x", NULL)); /* the image is sound enough to be read to its end */
	pid = fork();
	if (pid == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		raise(SIGSTOP);
		_exit(VdsoLookup(&hostile, HOSTILE, "x", "LINUX") != NULL);
	}
	while (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status)) {
		if (++steps > 100L * HOSTILE)
			ptrace(PTRACE_KILL, pid, NULL, NULL);
		else
			ptrace(PTRACE_SINGLESTEP, pid, NULL, NULL);
	}
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* ---- The calls. The children of the first two tests are to make the first ones: this process itself makes none before. */

static struct lx_vdso first;

static int found_nothing_yet(void)
{
	return memcmp(&first, &lx_vdso, sizeof(first)) == 0;
}

static int is_monotonic(int (*gettime)(int, Timespec *))
{
	struct timespec before, after;
	Timespec ts;

	syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &before);
	if (gettime(LX_CLOCK_MONOTONIC, &ts))
		return 0;
	syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &after);
	return (before.tv_sec < ts.sec || (before.tv_sec == ts.sec && before.tv_nsec <= ts.nsec)) &&
	       (ts.sec < after.tv_sec || (ts.sec == after.tv_sec && ts.nsec <= after.tv_nsec));
}

static int forbid(const SockFilter *code, unsigned short length)
{
	SockFprog program;

	program.len = length;
	program.filter = code;
	return Prctl(LX_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       Prctl(LX_PR_SET_SECCOMP, LX_SECCOMP_MODE_FILTER, (unsigned long)&program, 0, 0) == 0;
}

#define LOAD_NUMBER { LX_BPF_LD | LX_BPF_W | LX_BPF_ABS, 0, 0, 0 }
#define IF_NUMBER(n, skip) { LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, 0, skip, n }
#define ANSWER(errno_) { LX_BPF_RET | LX_BPF_K, 0, 0, LX_SECCOMP_RET_ERRNO | (errno_) }
#define ALLOW { LX_BPF_RET | LX_BPF_K, 0, 0, LX_SECCOMP_RET_ALLOW }

static int find_late(void)
{
	static const SockFilter no_prctl[] = { LOAD_NUMBER, IF_NUMBER(SYS_prctl, 1), ANSWER(LX_EINVAL), ALLOW };
	struct rlimit limit, none = { 0, 0 };
	int i;

	EXPECT(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	none.rlim_max = limit.rlim_max;
	EXPECT(setrlimit(RLIMIT_NOFILE, &none) == 0);
	EXPECT(forbid(no_prctl, 4));
	EXPECT(Getauxval(LX_AT_PAGESZ) == 0);
	for (i = 0; i < 5; i++)
		EXPECT(is_monotonic(VdsoClockGettime));
	EXPECT(found_nothing_yet());
	EXPECT(VdsoSym(PREFIX "clock_gettime", VERSION) == NULL);
	EXPECT(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	for (i = 5; i < 8; i++)
		EXPECT(is_monotonic(VdsoClockGettime));
	EXPECT(!found_nothing_yet());
	return 0;
}

static void test_calls_find_the_vdso_when_auxv_can_be_read_at_last(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	if (!getauxval(AT_SYSINFO_EHDR))
		SKIP("no vDSO");
	first = lx_vdso;
	assert_int_equal(in_child(find_late), 0);
}

static pthread_barrier_t start;

static void *run_first_calls(void *bad)
{
	Timespec ts;
	Timeval tv;
	unsigned int cpu;

	pthread_barrier_wait(&start);
	if (!is_monotonic(VdsoClockGettime) || VdsoClockGetres(LX_CLOCK_MONOTONIC, &ts) ||
	    VdsoGettimeofday(&tv, NULL) || VdsoGetcpu(&cpu, NULL))
		__atomic_add_fetch((int *)bad, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

static int find_in_threads(void)
{
	pthread_t threads[8];
	int bad = 0, i;

	EXPECT(found_nothing_yet());
	EXPECT(pthread_barrier_init(&start, NULL, 8) == 0);
	for (i = 0; i < 8; i++)
		EXPECT(pthread_create(&threads[i], NULL, run_first_calls, &bad) == 0);
	for (i = 0; i < 8; i++)
		EXPECT(pthread_join(threads[i], NULL) == 0);
	EXPECT(bad == 0);
	EXPECT(found_nothing_yet() == (getauxval(AT_SYSINFO_EHDR) == 0));
	return 0;
}

static void test_calls_find_the_vdso_in_many_threads_at_once(void **state)
{
	int i;

	(void)state;
	first = lx_vdso;
	for (i = 0; i < 20; i++)
		assert_int_equal(in_child(find_in_threads), 0);
}

/* What the image's section headers, which the parser does not read, tell of a function; NULL: there is none. */
static const void *by_section(const char *image, const char *name)
{
	const Elf64_Ehdr *header = (const Elf64_Ehdr *)image;
	const Elf64_Shdr *section = (const Elf64_Shdr *)(image + header->e_shoff);
	unsigned long i, j;

	for (i = 0; i < header->e_shnum; i++) {
		const Elf64_Sym *s = (const Elf64_Sym *)(image + section[i].sh_offset);

		if (section[i].sh_type != SHT_DYNSYM)
			continue;
		for (j = 0; j < section[i].sh_size / sizeof(*s); j++)
			if (!strcmp(image + section[section[i].sh_link].sh_offset + s[j].st_name, name))
				/* qemu-user moves the addresses in the image to where it has put that. */
				return image + (section[i].sh_offset - section[i].sh_addr + s[j].st_value);
	}
	return NULL;
}

static void test_sym_agrees_with_the_section_headers(void **state)
{
	static const char *const names[] = { PREFIX "clock_gettime", PREFIX "clock_getres", PREFIX "gettimeofday" };
	const char *image = (const char *)getauxval(AT_SYSINFO_EHDR);
	unsigned long i;

	(void)state;
	if (!image) {
		assert_null(VdsoSym(names[0], NULL));
		assert_null(VdsoSym(names[0], VERSION));
		SKIP("no vDSO; VdsoSym says so");
	}
	for (i = 0; i < 3; i++) {
		const void *there = by_section(image, names[i]);

		assert_non_null(there);
		assert_ptr_equal(VdsoSym(names[i], VERSION), there);
		assert_ptr_equal(VdsoSym(names[i], NULL), there);
		assert_null(VdsoSym(names[i], "LINUX_1.0"));
	}
	assert_null(VdsoSym(PREFIX "clock_gettim", VERSION));
	assert_null(VdsoSym(VERSION, NULL)); /* the version is a symbol, too, but no function */
}

static void test_calls_go_to_the_vdso(void **state)
{
	Timespec ts;

	(void)state;
	first = lx_vdso;
	assert_int_equal(VdsoClockGettime(LX_CLOCK_MONOTONIC, &ts), 0);
	if (!getauxval(AT_SYSINFO_EHDR)) {
		assert_memory_equal(&first, &lx_vdso, sizeof(first));
		SKIP("no vDSO");
	}
	assert_ptr_equal((void *)(unsigned long)lx_vdso.gettime, VdsoSym(PREFIX "clock_gettime", VERSION));
	assert_ptr_equal((void *)(unsigned long)lx_vdso.getres, VdsoSym(PREFIX "clock_getres", VERSION));
	assert_ptr_equal((void *)(unsigned long)lx_vdso.timeofday, VdsoSym(PREFIX "gettimeofday", VERSION));
#ifdef __x86_64__
	assert_ptr_equal((void *)(unsigned long)lx_vdso.cpu, VdsoSym(PREFIX "getcpu", VERSION));
#endif
}

static void test_clock_gettime_refuses_no_clock(void **state)
{
	Timespec ts;
	static const int none[] = { 9999, 0x7fffffff, -1 };
	unsigned long i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_int_equal(VdsoClockGettime(none[i], &ts), -LX_EINVAL);
		assert_int_equal(VdsoClockGetres(none[i], &ts), -LX_EINVAL);
		assert_int_equal(VdsoClockGetres(none[i], NULL), -LX_EINVAL);
	}
}

static const int clocks[] = { LX_CLOCK_REALTIME, LX_CLOCK_MONOTONIC, LX_CLOCK_REALTIME_COARSE,
			      LX_CLOCK_MONOTONIC_COARSE, LX_CLOCK_BOOTTIME, LX_CLOCK_MONOTONIC_RAW, LX_CLOCK_TAI, LX_CLOCK_PROCESS_CPUTIME_ID,
			      LX_CLOCK_THREAD_CPUTIME_ID };

static void test_clock_gettime_is_between_two_system_calls(void **state)
{
	unsigned long i;
	int round;

	(void)state;
	for (i = 0; i < sizeof(clocks) / sizeof(*clocks); i++) {
		for (round = 0; round < 100; round++) {
			Timespec before, ts, after;

			assert_int_equal(ClockGettime(clocks[i], &before), 0);
			assert_int_equal(VdsoClockGettime(clocks[i], &ts), 0);
			assert_int_equal(ClockGettime(clocks[i], &after), 0);
			if (TimespecToNsec(before) > TimespecToNsec(after))
				continue; /* somebody has set the clock */
			assert_in_range(TimespecToNsec(ts), TimespecToNsec(before), TimespecToNsec(after));
			assert_in_range(ts.nsec, 0, 999999999);
		}
	}
}

static void test_clock_getres_agrees_with_the_system_call(void **state)
{
	unsigned long i;

	(void)state;
	for (i = 0; i < sizeof(clocks) / sizeof(*clocks); i++) {
		Timespec raw, ts;

		assert_int_equal(ClockGetres(clocks[i], &raw), 0);
		assert_int_equal(VdsoClockGetres(clocks[i], &ts), 0);
		assert_int_equal(TimespecToNsec(ts), TimespecToNsec(raw));
		assert_int_equal(VdsoClockGetres(clocks[i], NULL), 0);
	}
}

static void test_gettimeofday_and_time(void **state)
{
	struct timespec before, after;
	Timezone raw, tz = { 77, 77 };
	Timeval tv;
	long seconds, now;

	(void)state;
	syscall(SYS_gettimeofday, NULL, &raw);
	syscall(SYS_clock_gettime, CLOCK_REALTIME, &before);
	assert_int_equal(VdsoGettimeofday(&tv, &tz), 0);
	syscall(SYS_clock_gettime, CLOCK_REALTIME, &after);
	assert_in_range(tv.sec * 1000000 + tv.usec, before.tv_sec * 1000000 + before.tv_nsec / 1000,
			after.tv_sec * 1000000 + after.tv_nsec / 1000);
	assert_int_equal(tz.minuteswest, raw.minuteswest);
	assert_int_equal(tz.dsttime, raw.dsttime);
	assert_int_equal(VdsoGettimeofday(NULL, NULL), 0);

	syscall(SYS_clock_gettime, CLOCK_REALTIME_COARSE, &before);
	now = VdsoTime(&seconds);
	syscall(SYS_clock_gettime, CLOCK_REALTIME_COARSE, &after);
	assert_int_equal(now, seconds);
	assert_in_range(now, before.tv_sec, after.tv_sec);
	assert_in_range(VdsoTime(NULL), now, now + 60);
}

static int on_one_cpu(void)
{
	unsigned long set[16] = { 0 };
	unsigned int cpu, node, raw_cpu, raw_node;

	EXPECT(syscall(SYS_getcpu, &cpu, NULL, NULL) == 0);
	EXPECT(cpu < 1024);
	set[cpu / 64] = 1UL << cpu % 64;
	EXPECT(syscall(SYS_sched_setaffinity, 0, sizeof(set), set) == 0);
	EXPECT(syscall(SYS_getcpu, &raw_cpu, &raw_node, NULL) == 0);
	cpu = node = 12345;
	EXPECT(VdsoGetcpu(&cpu, &node) == 0);
	EXPECT(cpu == raw_cpu && node == raw_node);
	EXPECT(VdsoGetcpu(NULL, NULL) == 0);
	return 0;
}

static void test_getcpu_agrees_with_the_system_call(void **state)
{
	(void)state;
	assert_int_equal(in_child(on_one_cpu), 0);
}

static int read_clocks_without_system_calls(void)
{
	static const SockFilter no_clocks[] = {
		LOAD_NUMBER,
		IF_NUMBER(SYS_clock_gettime, 1),
		ANSWER(LX_EPERM),
		IF_NUMBER(SYS_clock_getres, 1),
		ANSWER(LX_EPERM),
		IF_NUMBER(SYS_gettimeofday, 1),
		ANSWER(LX_EPERM),
		IF_NUMBER(SYS_getcpu, 1),
		ANSWER(LX_EPERM),
		ALLOW,
	};
	Timespec ts;
	unsigned int cpu = 0;

	EXPECT(VdsoClockGettime(LX_CLOCK_MONOTONIC, &ts) == 0);
	EXPECT(forbid(no_clocks, sizeof(no_clocks) / sizeof(*no_clocks)));
	EXPECT(ClockGettime(LX_CLOCK_MONOTONIC, &ts) == -LX_EPERM);
	/* Even where programs cannot read the time source. */
	EXPECT(VdsoClockGettime(LX_CLOCK_MONOTONIC_COARSE, &ts) == 0 && ts.sec + ts.nsec > 0);
	EXPECT(VdsoClockGetres(LX_CLOCK_MONOTONIC, &ts) == 0 && ts.nsec > 0);
	EXPECT(VdsoTime(NULL) > 0);
	EXPECT(VdsoGettimeofday(NULL, NULL) == 0);
#ifdef __x86_64__
	EXPECT(VdsoGetcpu(&cpu, NULL) == 0);
#else
	EXPECT(cpu == 0);
#endif
	EXPECT(VdsoClockGettime(LX_CLOCK_PROCESS_CPUTIME_ID, &ts) == -LX_EPERM);
	return 0;
}

static void test_calls_make_no_system_call(void **state)
{
	(void)state;
	SKIP_UNDER_QEMU("no seccomp");
	if (!getauxval(AT_SYSINFO_EHDR))
		SKIP("no vDSO");
	assert_int_equal(in_child(read_clocks_without_system_calls), 0);
}

/* ---- vDSOs that are not as they should be. */

static int answer;

static int fake_gettime(int clockid, Timespec *tp)
{
	tp->sec = 1000 + clockid;
	tp->nsec = 5;
	return answer;
}

static int fake_getres(int clockid, Timespec *res)
{
	return fake_gettime(clockid, res);
}

static int fake_timeofday(Timeval *tv, Timezone *tz)
{
	(void)tz;
	tv->sec = 1000;
	return answer;
}

static long fake_cpu(unsigned int *cpu, unsigned int *node, void *unused)
{
	(void)node;
	assert_null(unused);
	*cpu = 1000;
	return answer;
}

static void test_enosys_of_the_vdso_becomes_the_system_call(void **state)
{
	struct lx_vdso saved = lx_vdso;
	Timespec ts, res;
	Timeval tv;
	unsigned int cpu;

	(void)state;
	lx_vdso.gettime = fake_gettime;
	lx_vdso.getres = fake_getres;
	lx_vdso.timeofday = fake_timeofday;
	lx_vdso.cpu = fake_cpu;
	answer = 0;
	assert_int_equal(VdsoClockGettime(3, &ts), 0);
	assert_int_equal(ts.sec, 1003);
	assert_int_equal(VdsoClockGetres(4, &ts), 0);
	assert_int_equal(ts.sec, 1004);
	assert_int_equal(VdsoGettimeofday(&tv, NULL), 0);
	assert_int_equal(tv.sec, 1000);
	assert_int_equal(VdsoTime(NULL), 1000 + LX_CLOCK_REALTIME_COARSE);
	assert_int_equal(VdsoGetcpu(&cpu, NULL), 0);
	assert_int_equal(cpu, 1000);
	answer = -LX_EINVAL;
	assert_int_equal(VdsoClockGettime(LX_CLOCK_MONOTONIC, &ts), -LX_EINVAL);
	assert_int_equal(VdsoClockGetres(LX_CLOCK_MONOTONIC, &ts), -LX_EINVAL);
	assert_int_equal(VdsoGettimeofday(&tv, NULL), -LX_EINVAL);
	assert_int_equal(VdsoTime(&ts.sec), -LX_EINVAL);
	assert_int_equal(ts.sec, 1000 + LX_CLOCK_MONOTONIC); /* not written */
	assert_int_equal(VdsoGetcpu(&cpu, NULL), -LX_EINVAL);
	answer = -LX_ENOSYS;
	assert_true(is_monotonic(VdsoClockGettime));
	assert_int_equal(VdsoClockGettime(9999, &ts), -LX_EINVAL);
	assert_int_equal(ClockGetres(LX_CLOCK_MONOTONIC, &res), 0);
	assert_int_equal(VdsoClockGetres(LX_CLOCK_MONOTONIC, &ts), 0);
	assert_int_equal(ts.nsec, res.nsec);
	assert_int_equal(VdsoGettimeofday(&tv, NULL), 0);
	assert_true(tv.sec > 1000000000);
	assert_true(VdsoTime(NULL) > 1000000000);
	assert_int_equal(VdsoGetcpu(&cpu, NULL), 0);
	assert_true(cpu != 1000);
	lx_vdso = saved;
}

#ifdef LX_SYS_riscv_hwprobe
static int fake_hwprobe(RISCVHWProbePairs *pairs, unsigned long pair_count, unsigned long cpusetsize,
			unsigned long *cpus, unsigned int flags)
{
	pairs->value = pair_count * 1000 + cpusetsize * 100 + flags;
	*cpus = 17;
	return answer;
}

static void test_hwprobe(void **state)
{
	RISCVHWProbePairs raw = { LX_RISCV_HWPROBE_KEY_BASE_BEHAVIOR, 0 }, pair = raw;
	struct lx_vdso saved = lx_vdso;
	unsigned long cpus = 0;
	int expected = RISCVHWProbe(&raw, 1, 0, NULL, 0);

	(void)state;
	assert_int_equal(VdsoRISCVHWProbe(&pair, 1, 0, NULL, 0), expected);
	assert_memory_equal(&pair, &raw, sizeof(pair));
	lx_vdso.hwprobe = fake_hwprobe;
	answer = 0;
	assert_int_equal(VdsoRISCVHWProbe(&pair, 1, 2, &cpus, 3), 0);
	assert_int_equal(pair.value, 1203);
	assert_int_equal(cpus, 17);
	answer = -LX_ENOSYS;
	assert_int_equal(VdsoRISCVHWProbe(&pair, 1, 0, &cpus, 0), RISCVHWProbe(&raw, 1, 0, &cpus, 0));
	lx_vdso = saved;
}
#else
static void test_hwprobe(void **state)
{
	(void)state;
	SKIP("riscv64 only");
}
#endif

UNIT_TESTS(unit_test(test_lookup_of_what_is_not_there), unit_test(test_lookup_by_every_hash_table),
	   unit_test(test_lookup_without_versions_takes_any), unit_test(test_lookup_refuses_other_images),
	   unit_test(test_lookup_with_tables_missing_or_outside), unit_test(test_lookup_with_corrupt_chains),
	   unit_test(test_lookup_in_images_cut_anywhere), unit_test(test_lookup_with_each_word_wrong),
	   unit_test(test_lookup_costs_no_more_than_the_image_is_long),
	   unit_test(test_lookup_with_many_words_wrong),
	   unit_test(test_calls_find_the_vdso_when_auxv_can_be_read_at_last),
	   unit_test(test_calls_find_the_vdso_in_many_threads_at_once),
	   unit_test(test_sym_agrees_with_the_section_headers), unit_test(test_calls_go_to_the_vdso),
	   unit_test(test_clock_gettime_refuses_no_clock), unit_test(test_clock_gettime_is_between_two_system_calls),
	   unit_test(test_clock_getres_agrees_with_the_system_call), unit_test(test_gettimeofday_and_time),
	   unit_test(test_getcpu_agrees_with_the_system_call), unit_test(test_calls_make_no_system_call),
	   unit_test(test_hwprobe), unit_test(test_enosys_of_the_vdso_becomes_the_system_call));
