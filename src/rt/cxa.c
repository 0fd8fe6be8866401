/*
 * What a C++ compiler calls without being asked: for the destructors of static objects, for static objects of functions,
 * and for a call of a pure virtual function. The Itanium C++ ABI, 3.3.4 to 3.3.6 and 2.3.4. A C++ library's own take the
 * place of these weak ones.
 */
#include <barecall/futex.h>
#include <barecall/lock.h>
#include <barecall/mm.h>
#include "cxa.h"

typedef void Destructor(void *object);

typedef struct Entry {
	Destructor *destructor;
	void *object;
} Entry;

/* Where the entries are: the first block is here, so that most programs need no more; each further one is mapped. */
enum { FIRST = 16, MORE = 255 };

typedef struct Block {
	struct Block *before;
	unsigned long used;
	Entry entry[MORE];
} Block;

static Entry first[FIRST];
static unsigned long used;
static Block *block;

/* Tells the program from shared libraries, of which there are none. */
__attribute__((__weak__)) void *__dso_handle;

__attribute__((__weak__)) int __cxa_atexit(Destructor *destructor, void *object, void *dso);
__attribute__((__weak__)) int __cxa_guard_acquire(unsigned int guard[2]);
__attribute__((__weak__)) void __cxa_guard_release(unsigned int guard[2]);
__attribute__((__weak__)) void __cxa_guard_abort(unsigned int guard[2]);
__attribute__((__weak__, __noreturn__)) void __cxa_pure_virtual(void);

/* Constructors run one after the other, before there are threads; a function's static object may come later. */
static Mutex lock;

/* place returns where the next entry goes, NULL when there is no memory for it. */
static Entry *place(void)
{
	Block *more;

	if (used < FIRST)
		return &first[used++];
	if (!block || block->used == MORE) {
		more = Mmap(LX_NULL, sizeof(Block), LX_PROT_READ | LX_PROT_WRITE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
		if (IsErrPtr(more))
			return LX_NULL;
		more->before = block;
		block = more;
	}
	return &block->entry[block->used++];
}

int __cxa_atexit(Destructor *destructor, void *object, void *dso)
{
	Entry *entry;

	(void)dso;
	MutexLock(&lock);
	entry = place();
	if (entry) {
		entry->destructor = destructor;
		entry->object = object;
	}
	MutexUnlock(&lock);
	return entry ? 0 : -1;
}

/* last takes the entry that was made last; a destructor may make new ones. */
static int last(Entry *to)
{
	Entry *entry = LX_NULL;

	MutexLock(&lock);
	while (block && block->used == 0)
		block = block->before;
	if (block)
		entry = &block->entry[--block->used];
	else if (used)
		entry = &first[--used];
	if (entry) {
		to->destructor = entry->destructor;
		to->object = entry->object;
	}
	MutexUnlock(&lock);
	return entry != LX_NULL;
}

void (*lx_cxa_thread_end)(void);

/* _start calls this behind main. */
__attribute__((__destructor__)) static void destroy_all(void)
{
	void (*thread_end)(void) = __atomic_load_n(&lx_cxa_thread_end, __ATOMIC_RELAXED);
	Entry entry;

	if (thread_end)
		thread_end();
	while (last(&entry))
		entry.destructor(entry.object);
}

/* A guard's first byte is the compiler's: 1 when the object is there. The second word: 0, 1 being made, 2 and waited for. */
int __cxa_guard_acquire(unsigned int guard[2])
{
	unsigned int state = 0;

	while (!(__atomic_load_n(&guard[0], __ATOMIC_ACQUIRE) & 0xff)) {
		state = 0;
		if (__atomic_compare_exchange_n(&guard[1], &state, 1U, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
			if (!(__atomic_load_n(&guard[0], __ATOMIC_ACQUIRE) & 0xff))
				return 1;
			__cxa_guard_abort(guard);
			return 0;
		}
		if (state == 1 &&
		    !__atomic_compare_exchange_n(&guard[1], &state, 2U, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
			continue;
		Futex(&guard[1], LX_FUTEX_WAIT_PRIVATE, 2, LX_NULL, LX_NULL, 0);
	}
	return 0;
}

void __cxa_guard_release(unsigned int guard[2])
{
	__atomic_store_n(&guard[0], 1U, __ATOMIC_RELEASE);
	__cxa_guard_abort(guard);
}

void __cxa_guard_abort(unsigned int guard[2])
{
	if (__atomic_exchange_n(&guard[1], 0U, __ATOMIC_RELEASE) == 2)
		Futex(&guard[1], LX_FUTEX_WAKE_PRIVATE, 0x7fffffff, LX_NULL, LX_NULL, 0);
}

void __cxa_pure_virtual(void)
{
	__builtin_trap();
}
