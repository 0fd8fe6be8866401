/*
 * The traps of the archive's wrappers, which extern.c puts in place of trap.h's.
 *
 * A wrapper that is a function of its own finds its parameters in registers that it has to fill with something else: a
 * constant in front moves each of them up by one. Done from the last to the first that takes a move each. Compilers extend
 * an int first, and load constants first, and then need one more register and one more move. Here all arguments are
 * evaluated, then each is extended when it is its turn, and empty assembly keeps the order. Where a wrapper is inlined its
 * arguments come from anywhere; trap.h leaves compilers their choice there.
 */
#ifndef LX_ARCHIVE_TRAP_H
#define LX_ARCHIVE_TRAP_H

#include <barecall/base.h>

#if !defined(BARECALL_TRAP) && !defined(__clang_analyzer__)

#if defined(__x86_64__)
#define LX_REGISTERS(n) LX_REGISTER##n
#define LX_REGISTER0 "rdi"
#define LX_REGISTER1 "rsi"
#define LX_REGISTER2 "rdx"
#define LX_REGISTER3 "r10"
#define LX_REGISTER4 "r8"
#define LX_REGISTER5 "r9"
#elif defined(__aarch64__)
#define LX_REGISTERS(n) "x" #n
#else
#define LX_REGISTERS(n) "a" #n
#endif

#define LX_HOLD(value) __asm__ __volatile__("" : "+r"(value) : : "memory")

/* gcc extends where it is told to. riscv64's callers have extended what is signed; clang would do it again, once it does
   not know that. */
#if !defined(__clang__)
#define LX_EXTENDS(value) 0
#elif defined(__riscv)
#define LX_EXTENDS(value) (sizeof(value) < sizeof(long) && (__typeof__(value))-1 > 0)
#else
#define LX_EXTENDS(value) (sizeof(value) < sizeof(long))
#endif

/* clang's later ones, for riscv64, load even constants before the parameter there has moved. */
#if defined(__clang__) && defined(__riscv)
#define LX_MOVES(value) 1
#define LX_NUMBER(nr)                                                                                   \
	register long lx_number __asm__("a7") = nr;                                                     \
	LX_HOLD(lx_number)
#else
#define LX_MOVES(value) !__builtin_constant_p(value)
#define LX_NUMBER(nr) const long lx_number = nr
#endif

/* LX_VALUE evaluates an argument, and LX_FILL puts it into its register, and holds it there if held. */
#define LX_VALUE(n, value) __typeof__(value) lx_value##n = (value)
#define LX_FILL(n, value, held)                                                                         \
	if (LX_EXTENDS(value) && !__builtin_constant_p(value))                                          \
		LX_HOLD(lx_value##n);                                                                   \
	register long lx_argument##n __asm__(LX_REGISTERS(n)) = (long)lx_value##n;                      \
	if (held)                                                                                       \
	LX_HOLD(lx_argument##n)
#define LX_FIRST(value) LX_FILL(0, value, !__builtin_constant_p(value))
#define LX_ARGUMENT(n, value) LX_FILL(n, value, LX_MOVES(value))
/* The last of five or six is in a register that no parameter has to leave; it may be the address of a variable, to which
   clang -Os would give another register. */
#define LX_LAST(n, value) LX_FILL(n, value, LX_MOVES(value) && sizeof(value) < sizeof(long))

#define lx_trap1(nr, a)                                                                                 \
	__extension__({                                                                                 \
		LX_VALUE(0, a);                                                                         \
		LX_NUMBER(nr);                                                                          \
		LX_FIRST(a);                                                                            \
		lx_trap1(lx_number, lx_argument0);                                                      \
	})
#define lx_trap2(nr, a, b)                                                                              \
	__extension__({                                                                                 \
		LX_VALUE(0, a);                                                                         \
		LX_VALUE(1, b);                                                                         \
		LX_NUMBER(nr);                                                                          \
		LX_ARGUMENT(1, b);                                                                      \
		LX_FIRST(a);                                                                            \
		lx_trap2(lx_number, lx_argument0, lx_argument1);                                        \
	})
#define lx_trap3(nr, a, b, c)                                                                           \
	__extension__({                                                                                 \
		LX_VALUE(0, a);                                                                         \
		LX_VALUE(1, b);                                                                         \
		LX_VALUE(2, c);                                                                         \
		LX_NUMBER(nr);                                                                          \
		LX_ARGUMENT(2, c);                                                                      \
		LX_ARGUMENT(1, b);                                                                      \
		LX_FIRST(a);                                                                            \
		lx_trap3(lx_number, lx_argument0, lx_argument1, lx_argument2);                          \
	})
#define lx_trap4(nr, a, b, c, d)                                                                        \
	__extension__({                                                                                 \
		LX_VALUE(0, a);                                                                         \
		LX_VALUE(1, b);                                                                         \
		LX_VALUE(2, c);                                                                         \
		LX_VALUE(3, d);                                                                         \
		LX_NUMBER(nr);                                                                          \
		LX_ARGUMENT(3, d);                                                                      \
		LX_ARGUMENT(2, c);                                                                      \
		LX_ARGUMENT(1, b);                                                                      \
		LX_FIRST(a);                                                                            \
		lx_trap4(lx_number, lx_argument0, lx_argument1, lx_argument2, lx_argument3);            \
	})
/* getsockopt's wrappers read parameters after the trap, too: behind the assembly no compiler knows that they are still in
   place. */
#define lx_trap5(nr, a, b, c, d, e)                                                                     \
	((nr) == LX_SYS_getsockopt ? lx_trap5(nr, a, b, c, d, e) : __extension__({                      \
		LX_VALUE(0, a);                                                                         \
		LX_VALUE(1, b);                                                                         \
		LX_VALUE(2, c);                                                                         \
		LX_VALUE(3, d);                                                                         \
		LX_VALUE(4, e);                                                                         \
		LX_NUMBER(nr);                                                                          \
		LX_LAST(4, e);                                                                          \
		LX_ARGUMENT(3, d);                                                                      \
		LX_ARGUMENT(2, c);                                                                      \
		LX_ARGUMENT(1, b);                                                                      \
		LX_FIRST(a);                                                                            \
		lx_trap5(lx_number, lx_argument0, lx_argument1, lx_argument2, lx_argument3, lx_argument4); \
	}))
#define lx_trap6(nr, a, b, c, d, e, f)                                                                  \
	__extension__({                                                                                 \
		LX_VALUE(0, a);                                                                         \
		LX_VALUE(1, b);                                                                         \
		LX_VALUE(2, c);                                                                         \
		LX_VALUE(3, d);                                                                         \
		LX_VALUE(4, e);                                                                         \
		LX_VALUE(5, f);                                                                         \
		LX_NUMBER(nr);                                                                          \
		LX_LAST(5, f);                                                                          \
		LX_ARGUMENT(4, e);                                                                      \
		LX_ARGUMENT(3, d);                                                                      \
		LX_ARGUMENT(2, c);                                                                      \
		LX_ARGUMENT(1, b);                                                                      \
		LX_FIRST(a);                                                                            \
		lx_trap6(lx_number, lx_argument0, lx_argument1, lx_argument2, lx_argument3, lx_argument4, lx_argument5); \
	})

#endif

#endif
