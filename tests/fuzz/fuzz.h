/*
 * What the targets share: how they take an input apart, and how they say that a property does not hold. A target is one
 * program: it includes the sources of the library that it tests, so that these are instrumented as it is itself. What
 * the library calls the kernel with ends in the target's seam_trap (tests/seam/recorder.h), which is the kernel.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <barecall/base.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition) ((condition) ? (void)0 : fuzz_failed(__FILE__, __LINE__, #condition))

static inline void fuzz_failed(const char *file, int line, const char *condition)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

/* MODEL begins a function of a target that has long loops: they are not to be counted as what the library does. */
#define MODEL __attribute__((no_sanitize("coverage")))

/* Input: what is left of an input. Behind its end all is zero. */
typedef struct Input {
	const uint8_t *at;
	size_t left;
} Input;

static inline void take(Input *in, void *to, size_t size)
{
	size_t n = size < in->left ? size : in->left;

	memset(to, 0, size);
	if (n)
		memcpy(to, in->at, n);
	in->at += n;
	in->left -= n;
}

static inline unsigned int take_byte(Input *in)
{
	uint8_t value;

	take(in, &value, 1);
	return value;
}

static inline unsigned long take_word(Input *in)
{
	unsigned long value;

	take(in, &value, sizeof(value));
	return value;
}

/* exact copies bytes into memory of exactly their size, so that reading one more is noticed; free it. */
static inline void *exact(const void *data, size_t size)
{
	unsigned char *copy = malloc(size ? size : 1);

	CHECK(copy);
	if (!size)
		return copy; /* a byte more than asked for, but nothing may be read from it */
	memcpy(copy, data, size);
	return copy;
}

/* exact_string is exact with a NUL behind it. */
static inline char *exact_string(const void *data, size_t size)
{
	char *copy = malloc(size + 1);

	CHECK(copy);
	if (size)
		memcpy(copy, data, size);
	copy[size] = 0;
	return copy;
}

#endif
