/*
 * Values that live in registers across an inlined call. A program of its own, compiled for SVE, RVV or AVX2 at -O2, and
 * built twice: with the real traps every value must be kept, and with trap_without_clobbers.h those must be lost that
 * the real traps' clobbers protect, which proves that this test can fail. Only a real kernel shows it: qemu-user
 * preserves all registers.
 */
#ifdef WITHOUT_CLOBBERS
#define BARECALL_TRAP "trap_without_clobbers.h" /* in this file alone: check.c's values are not to be lost */
#endif
#include "check.h"

#ifndef WITHOUT_CLOBBERS
#include "filled.h"
#endif

#if defined(__ARM_FEATURE_SVE)
#include <arm_sve.h>
#elif defined(__riscv_vector)
#include <riscv_vector.h>
/* Before clang 16 the intrinsics have no prefix. */
#if defined(__clang__) && __clang_major__ < 16
#define RVV(name) name
#else
#define RVV(name) __riscv_##name
#endif
#endif

/*
 * Not all zero: Linux 5.10 executes no program whose data take no room in the file and begin within a page, as GNU ld for
 * aarch64 lays them out.
 */
static volatile long seed[28] = { 1 };
static long numbers[256];

static __attribute__((unused)) long sum_of_numbers(void)
{
	long sum = 0;

	for (int i = 0; i < 256; i++)
		sum += *(volatile long *)&numbers[i];
	return sum;
}

/*
 * Each function below returns 1 if the call cost it a value. What a value is compared with comes from volatile memory:
 * the compiler could otherwise take both from before the call, or use vectors in between.
 */

/* More values than there are registers, so that each register holds one during the call. */
#define EACH(x)                                                                                            \
	x(0) x(1) x(2) x(3) x(4) x(5) x(6) x(7) x(8) x(9) x(10) x(11) x(12) x(13) x(14) x(15) x(16) x(17)  \
	x(18) x(19) x(20) x(21) x(22) x(23) x(24) x(25) x(26) x(27)

#define LOAD(n) long v##n = seed[n];
#define COMPARE(n) wrong |= v##n ^ seed[n];

/* One for each number of arguments, which are values to be kept, too; getppid looks at none. */
#define LOSES_GENERAL(name, call)      \
	static int name(void)          \
	{                              \
		long wrong = 0;        \
		EACH(LOAD)             \
		(void)call;            \
		EACH(COMPARE)          \
		return wrong != 0;     \
	}

LOSES_GENERAL(loses_general0, lx_trap0(LX_SYS_getppid))
LOSES_GENERAL(loses_general1, lx_trap1(LX_SYS_getppid, v0))
LOSES_GENERAL(loses_general2, lx_trap2(LX_SYS_getppid, v0, v1))
LOSES_GENERAL(loses_general3, lx_trap3(LX_SYS_getppid, v0, v1, v2))
LOSES_GENERAL(loses_general4, lx_trap4(LX_SYS_getppid, v0, v1, v2, v3))
LOSES_GENERAL(loses_general5, lx_trap5(LX_SYS_getppid, v0, v1, v2, v3, v4))
LOSES_GENERAL(loses_general6, lx_trap6(LX_SYS_getppid, v0, v1, v2, v3, v4, v5))

#if defined(__ARM_FEATURE_SVE)

static int loses_z(void)
{
	svbool_t all = svptrue_b64();
	svint64_t sum = svdup_s64(0);
	unsigned long step = svcntd();

	for (unsigned long i = 0; i < 256; i += step) {
		sum = svadd_s64_x(all, sum, svld1_s64(all, numbers + i));
		Getppid();
	}
	return svaddv_s64(svptrue_b64(), sum) != sum_of_numbers();
}

static int loses_p(void)
{
	svbool_t odd;
	unsigned long count = 0;

	for (unsigned long i = 0; i < svcntd(); i++)
		count += *(volatile long *)&numbers[i] & 1;
	odd = svcmpne_n_s64(svptrue_b64(), svand_n_s64_x(svptrue_b64(), svld1_s64(svptrue_b64(), numbers), 1), 0);
	Getppid();
	return count == 0 || svcntp_b64(svptrue_b64(), odd) != count;
}

#elif defined(__riscv_vector)

static int loses_v(void)
{
	unsigned long step = RVV(vsetvlmax_e64m1)();
	vint64m1_t sum = RVV(vmv_v_x_i64m1)(0, step);
	static long parts[256];
	long total = 0;

	for (unsigned long i = 0; i < 256; i += step) {
		sum = RVV(vadd_vv_i64m1)(sum, RVV(vle64_v_i64m1)(numbers + i, step), step);
		Getppid();
	}
	RVV(vse64_v_i64m1)(parts, sum, step);
	for (unsigned long i = 0; i < step; i++)
		total += *(volatile long *)&parts[i];
	return total != sum_of_numbers();
}

/* Groups of eight registers and a mask. */
static int loses_v_groups(void)
{
	unsigned long step = RVV(vsetvlmax_e8m8)();
	const unsigned char *bytes = (const unsigned char *)numbers;
	vuint8m8_t a, b;
	vbool1_t odd;
	unsigned long count = 0;
	unsigned long wrong;

	for (unsigned long i = 0; i < step; i++)
		count += *(const volatile unsigned char *)&bytes[i] & 1U;
	a = RVV(vle8_v_u8m8)(bytes, step);
	b = RVV(vle8_v_u8m8)(bytes + 8, step);
	odd = RVV(vmsne_vx_u8m8_b1)(RVV(vand_vx_u8m8)(a, 1, step), 0, step);
	Getppid();
	wrong = RVV(vcpop_m_b1)(RVV(vmsne_vv_u8m8_b1)(a, RVV(vle8_v_u8m8)(bytes, step), step), step);
	wrong += RVV(vcpop_m_b1)(RVV(vmsne_vv_u8m8_b1)(b, RVV(vle8_v_u8m8)(bytes + 8, step), step), step);
	return wrong != 0 || count == 0 || RVV(vcpop_m_b1)(odd, step) != count;
}

#elif defined(__AVX2__) && !defined(WITHOUT_CLOBBERS)

typedef long Ymm __attribute__((vector_size(32)));

static int loses_ymm(void)
{
	Ymm sum = {0, 0, 0, 0};

	for (int i = 0; i < 256; i += 4) {
		sum += *(volatile Ymm *)&numbers[i];
		Getppid();
	}
	return sum[0] + sum[1] + sum[2] + sum[3] != sum_of_numbers();
}

#endif

#define EXPERIMENT(name, loses, clobbered)                                                                \
	{                                                                                                 \
		name " survive an inlined call", name " are lost without clobbers", loses, clobbered      \
	}

static const struct experiment {
	const char *survives;
	const char *lost;
	int (*loses)(void);
	int clobbered; /* the kernel destroys them: without clobbers they must be lost */
} experiments[] = {
#if defined(__x86_64__)
#define GENERAL(arguments) EXPERIMENT("rcx, r11 and the other general registers, " #arguments " arguments", loses_general##arguments, 1)
#else
#define GENERAL(arguments) EXPERIMENT("general registers, " #arguments " arguments", loses_general##arguments, 0)
#endif
	GENERAL(0), GENERAL(1), GENERAL(2), GENERAL(3), GENERAL(4), GENERAL(5), GENERAL(6),
#if defined(__ARM_FEATURE_SVE)
	EXPERIMENT("SVE sums", loses_z, 1),
	EXPERIMENT("SVE predicates", loses_p, 1),
#elif defined(__riscv_vector)
	EXPERIMENT("RVV sums", loses_v, 1),
	EXPERIMENT("RVV register groups and masks", loses_v_groups, 1),
#elif defined(__AVX2__) && !defined(WITHOUT_CLOBBERS)
	EXPERIMENT("AVX2 sums", loses_ymm, 0),
#endif
};

/* What the traps without clobbers do not tell of is lost where a kernel destroys a register that has a name. */
static void all_filled(void)
{
#ifndef WITHOUT_CLOBBERS
	const char *unsaid = LX_NULL;
	unsigned int lost = 0;

	for (unsigned long round = 0; round < 1000 && !unsaid; round++)
		unsaid = filled_loses(round, &lost);
	check(unsaid ? unsaid : "of all registers filled, what is lost is in the clobbers", !unsaid);
#if defined(__x86_64__)
	check("rcx and r11 are lost, the others not", lost == 2);
#else
	check("no general register is lost", lost == 0);
#endif
#endif
}

int main(int argc, char **argv)
{
	begin(argc, argv);
	for (int i = 0; i < 28; i++)
		seed[i] = 0x5eed00000000 + i * 0x10001;
	for (int i = 0; i < 256; i++)
		numbers[i] = i * i + 1;
#if defined(__ARM_FEATURE_SVE)
	if (svcntb() > 16)
		check("SVE vectors are longer than the 128 bits that a call keeps", 1);
	else
		skip("SVE vectors are longer than the 128 bits that a call keeps", NO_VECTORS);
#endif
	all_filled();
	for (unsigned int i = 0; i < sizeof(experiments) / sizeof(*experiments); i++) {
		const struct experiment *e = &experiments[i];
#ifdef WITHOUT_CLOBBERS
		int lost = e->clobbered;
#else
		int lost = 0;
#endif

		/* A child, since with values lost anything may happen. */
		check(lost ? e->lost : e->survives, (wait_for(start_child(e->loses)) != 0) == lost);
	}
	return end();
}
