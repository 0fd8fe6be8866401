/* What processors have against attacks, and what barecall makes of it, where they have it: BTI and MTE of aarch64. */
#include <barecall/op/prctl.h>
#include "check.h"
#include "topics.h"

#if defined(__aarch64__)

enum { HWCAP2_BTI = 1 << 17, HWCAP2_MTE = 1 << 18, PAGE = 65536 };

/* A jump to where no instruction says that one may end. */
static int jump(void)
{
	__asm__ __volatile__("adr x9, 1f\n\tbr x9\n1:\n\tnop" : : : "x9");
	return 0;
}

static volatile int seen_signo, seen_code;

static void on_fault(int sig, Siginfo *info, void *context)
{
	(void)sig;
	(void)context;
	seen_signo = info->signo;
	seen_code = info->code;
	PrctlSetTaggedAddrCtrl(LX_PR_TAGGED_ADDR_ENABLE); /* the access is made again, and goes well now */
}

/* tag_first gives p's first 16 bytes a tag, and returns p with it. */
static char *tag_first(char *p)
{
	__asm__ __volatile__(".arch armv8.5-a+memtag\n\tirg %0, %0\n\tstg %0, [%0]" : "+r"(p) : : "memory");
	return p;
}

/* The kernel takes an address with its tag, refuses another tag's, and tells of an access by that: Siginfo. */
static int memory_tags(void)
{
	const Sigaction_t action = handling_info(on_fault, 0);
	char *memory = Mmap(LX_NULL, PAGE, LX_PROT_READ | LX_PROT_WRITE | LX_PROT_MTE, LX_MAP_PRIVATE | LX_MAP_ANONYMOUS, -1, 0);
	char *tagged;
	int ends[2];

	/* Tags 1 to 15: the memory has 0. */
	EXPECT(!IsErrPtr(memory) && Pipe2(ends, LX_O_CLOEXEC) == 0 && Sigaction(LX_SIGSEGV, &action, LX_NULL) == 0);
	EXPECT(PrctlSetTaggedAddrCtrl(LX_PR_TAGGED_ADDR_ENABLE | LX_PR_MTE_TCF_SYNC | 0xfffeUL << LX_PR_MTE_TAG_SHIFT) == 0);
	EXPECT(((unsigned long)PrctlGetTaggedAddrCtrl() & LX_PR_MTE_TCF_SYNC) != 0);
	tagged = tag_first(memory);
	EXPECT(tagged != memory);
	tagged[0] = 'a';
	EXPECT(Write(ends[1], tagged, 1) == 1 && Read(ends[0], tagged + 1, 1) == 1 && tagged[1] == 'a');
	EXPECT(Write(ends[1], memory, 1) == -LX_EFAULT && seen_signo == 0);
	*(volatile char *)memory = 'b';
	EXPECT(seen_signo == LX_SIGSEGV && seen_code == LX_SEGV_MTESERR);
	return Munmap(tagged, PAGE);
}

void hardening(void)
{
	unsigned long features = Getauxval(LX_AT_HWCAP2);

#if defined(__ARM_FEATURE_BTI_DEFAULT)
	if (features & HWCAP2_BTI)
		check_equal("a jump that nothing allows is SIGILL: this program runs under BTI", wait_for(start_child(jump)), LX_SIGILL);
	else
		skip("a jump that nothing allows", "this processor has no BTI");
#else
	check_equal("a program not built for BTI may jump anywhere", wait_for(start_child(jump)), 0);
#endif
	if (features & HWCAP2_MTE)
		check_child("addresses with tags", memory_tags);
	else
		skip("addresses with tags", "this processor has no MTE");
}

#else

void hardening(void)
{
	skip("what processors have against attacks", "only aarch64 has it under this emulator");
}

#endif
