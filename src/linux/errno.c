/*
 * The names of errors. Their messages are in errmsg.c, so that a program links only what it asks for.
 */
#include <barecall/errno.h>
#include <barecall/text.h>
#include "errno-key.h"
#include "packed.h"

#define LX_ENOTSUP LX_EOPNOTSUPP

static const struct {
#define E(name, message) PACKED_MEMBER(name, #name)
#define ALIAS(name, of) PACKED_MEMBER(name, #name)
#include "errno-list.h"
#undef E
#undef ALIAS
} names = {
#define E(name, message) ERRNO_KEY(LX_##name), #name,
#define ALIAS(name, of) ERRNO_KEY(LX_##name), #name,
#include "errno-list.h"
};

const char *ErrnoName(int errnum)
{
	unsigned int key = errno_key(errnum);

	return key ? packed_text(&names, sizeof(names), key) : LX_NULL;
}

int ErrnoByName(const char *name)
{
	int key = packed_key(&names, sizeof(names), 0, name);

	return key ? ERRNO_OF_KEY(key) : -LX_EINVAL;
}

void *ErrPtr(long result)
{
	return (void *)result;
}
