/* Files, memory, the environment and the vDSO: path.h, mapper.h, env.h, auxv.h, vdso.h, op/perf.h. */
#include "faults.h"

#include <grp.h>
#include <sys/fsuid.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <barecall/op/perf.h>

/* ---- Access */

enum { READ_IT = 4, WRITE_IT = 2, EXECUTE_IT = 1, EFFECTIVE = 8, LINK = 16, OTHER_USER = 32, MANY_GROUPS = 64, EMPTY = 128, OVERFLOWING = 256 };

static int file;

static void access_setup(int variant)
{
	gid_t groups[100];
	int i;

	unlink("file");
	unlink("link");
	file = open("file", O_RDWR | O_CREAT | O_CLOEXEC, 0770);
	fchmod(file, 0770);
	if (symlink("file", "link"))
		abort();
	for (i = 0; i < 100; i++)
		groups[i] = (gid_t)(100 + i);
	if (variant & MANY_GROUPS)
		setgroups(100, groups);
	if ((variant & (MANY_GROUPS | OVERFLOWING)) &&
	    fchown(file, variant & OVERFLOWING ? 65534 : 0, variant & OVERFLOWING ? 65534 : 199))
		abort();
	if (variant & OTHER_USER) {
		if (chmod(".", 0755) || setegid(55) || seteuid(77))
			abort();
	}
}

static long access_run(int variant)
{
	int flags = (variant & EFFECTIVE ? LX_AT_EACCESS : 0) | (variant & LINK ? LX_AT_SYMLINK_NOFOLLOW : 0) |
		    (variant & EMPTY ? LX_AT_EMPTY_PATH : 0);
	long result = FaccessatEmulated(variant & EMPTY ? file : LX_AT_FDCWD, variant & EMPTY ? "" : variant & LINK ? "link" : "file",
					variant & 7, flags);

	/* That it is not allowed is an answer, too. */
	out->error.index = (unsigned int)(result == -LX_EACCES);
	return result == -LX_EACCES && (variant & OTHER_USER) && !(variant & MANY_GROUPS) ? 1 : result;
}

static void access_after(int variant, long result)
{
	(void)variant;
	(void)result;
}

/* ---- Paths, the auxiliary vector, the vDSO */

enum { GETWD, AUXVAL, VDSO_SYMBOL };

static void no_setup(int variant)
{
	(void)variant;
}

static long text_run(int variant)
{
	static char path[4096];

	switch (variant) {
	case GETWD:
		return Getwd(path, sizeof(path));
	case AUXVAL:
		return Getpagesize();
	default:
		return VdsoSym("__vdso_clock_gettime", "LINUX_2.6") ? 1 : 0;
	}
}

static void no_after(int variant, long result)
{
	(void)variant;
	(void)result;
}

/* ---- Environments */

enum { COPY, SET, SET_MORE };

static EnvVars env;

static void env_setup(int variant)
{
	static char *const few[] = { (char *)"A=1", (char *)"B=2", LX_NULL };

	env.vars = NULL;
	env.count = env.size = env.strings = 0;
	if (variant == SET_MORE)
		Copyenv(&env, few);
}

static long env_run(int variant)
{
	static char *const few[] = { (char *)"A=1", (char *)"B=2", (char *)"A=3", LX_NULL };
	static char large[6000];

	memset(large, 'x', sizeof(large) - 1);
	if (variant == COPY)
		return Copyenv(&env, few);
	return Setenv(&env, "A", variant == SET ? "new" : large);
}

static void env_after(int variant, long result)
{
	char *const *vars;

	for (vars = Environ(&env); *vars; vars++)
		told("%.20s %zu\n", *vars, strlen(*vars));
	if (variant != SET_MORE)
		Clearenv(&env);
	else if (result < 0)
		told("kept\n");
	else
		Clearenv(&env);
}

/* ---- Mappings that are kept count of */

enum { MAP, MAP_MORE, MAP_FIXED_THERE, UNMAP, REMAP, REMAP_KEEPING, UNMAP_ALL };

static Mapper mapper;
static void *held[200];

static void mapper_setup(int variant)
{
	int i, n = variant == MAP_MORE ? 192 : variant == MAP || variant == MAP_FIXED_THERE ? 0 : 3;

	memset(&mapper, 0, sizeof(mapper));
	for (i = 0; i < n; i++)
		held[i] = MapperMmap(&mapper, NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static long mapper_run(int variant)
{
	void *at = NULL;

	switch (variant) {
	case MAP:
	case MAP_MORE:
		at = MapperMmap(&mapper, NULL, 8192, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		break;
	case MAP_FIXED_THERE:
		at = MapperMmap(&mapper, (void *)0x7000000000, 8192, PROT_READ,
				MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
		break;
	case UNMAP:
		return MapperMunmap(&mapper, held[1], 8192);
	case REMAP:
		at = MapperMremap(&mapper, held[1], 8192, 65536, MREMAP_MAYMOVE, NULL);
		break;
	case REMAP_KEEPING:
		at = MapperMremap(&mapper, held[1], 8192, 8192, MREMAP_MAYMOVE | 4, NULL);
		break;
	default:
		return MapperUnmapAll(&mapper);
	}
	return IsErrPtr(at) ? (long)at : 0;
}

static void mapper_after(int variant, long result)
{
	(void)variant;
	(void)result;
	told("%lu kept\n", MapperCount(&mapper));
}

/* ---- The ring of an event: a file that looks like one, as not every machine lets events be made */

static PerfRing ring;

static void ring_setup(int variant)
{
	PerfEventMmapPage page;

	(void)variant;
	memset(&page, 0, sizeof(page));
	page.data_offset = 4096;
	page.data_size = 4096;
	file = memfd_create("ring", MFD_CLOEXEC);
	if (write(file, &page, sizeof(page)) != sizeof(page) || ftruncate(file, 8192))
		abort();
}

static long ring_run(int variant)
{
	(void)variant;
	return PerfRingMap(&ring, file, 4096);
}

static void ring_after(int variant, long result)
{
	(void)variant;
	if (result == 0) {
		told("%lu bytes\n", ring.size);
		munmap(ring.page, 8192);
	}
}

#define ACCESS(name, variant, flags, ...) { "FaccessatEmulated " name, access_setup, access_run, access_after, variant, flags, { __VA_ARGS__ } }
#define NO_FACCESSAT2 { LX_SYS_faccessat2, LX_ENOSYS }
#define TEXT(name, variant, ...) { name, no_setup, text_run, no_after, variant, 0, { __VA_ARGS__ } }
#define ENV(name, variant) { name, env_setup, env_run, env_after, variant, CHANGES | TELLS_ERRORS, { { 0, 0 } } }
#define MAPPER(name, variant) { "Mapper " name, mapper_setup, mapper_run, mapper_after, variant, CHANGES | TELLS_ERRORS, { { 0, 0 } } }

const Scenario file_scenarios[] = {
	ACCESS("plain", READ_IT, 0, { 0, 0 }),
	ACCESS("effective", READ_IT | WRITE_IT | EFFECTIVE, 0, { 0, 0 }),
	ACCESS("effective, emulated", READ_IT | WRITE_IT | EFFECTIVE, 0, NO_FACCESSAT2),
	ACCESS("link, emulated", WRITE_IT | LINK, 0, NO_FACCESSAT2),
	ACCESS("empty, emulated", WRITE_IT | EMPTY, 0, NO_FACCESSAT2),
	ACCESS("other user, emulated", EXECUTE_IT | EFFECTIVE | OTHER_USER, NEEDS_ROOT, NO_FACCESSAT2),
	ACCESS("groups, emulated", EXECUTE_IT | EFFECTIVE | OTHER_USER | MANY_GROUPS, NEEDS_ROOT, NO_FACCESSAT2),
	ACCESS("overflowing ids, emulated", WRITE_IT | EFFECTIVE | OVERFLOWING, NEEDS_ROOT, NO_FACCESSAT2),
	TEXT("Getwd", GETWD, { 0, 0 }),
	TEXT("Getpagesize", AUXVAL, { 0, 0 }),
	TEXT("Getpagesize, without PR_GET_AUXV", AUXVAL, { LX_SYS_prctl, LX_EINVAL }),
	TEXT("VdsoSym", VDSO_SYMBOL, { 0, 0 }),
	ENV("Copyenv", COPY),
	ENV("Setenv, first", SET),
	ENV("Setenv, more", SET_MORE),
	MAPPER("mmap", MAP),
	MAPPER("mmap, more", MAP_MORE),
	MAPPER("mmap, fixed", MAP_FIXED_THERE),
	MAPPER("munmap", UNMAP),
	MAPPER("mremap", REMAP),
	MAPPER("mremap, keeping", REMAP_KEEPING),
	MAPPER("unmap all", UNMAP_ALL),
	{ "PerfRingMap", ring_setup, ring_run, ring_after, 0, 0, { { 0, 0 } } },
	{ NULL, NULL, NULL, NULL, 0, 0, { { 0, 0 } } }
};
