/*
 * What errors mean, in the words of strerror(3).
 */
#include <barecall/errno.h>
#include "errno-key.h"
#include "packed.h"

#define ALIAS(name, of)

static const struct {
#define E(name, message) PACKED_MEMBER(name, message)
#include "errno-list.h"
#undef E
} messages = {
#define E(name, message) ERRNO_KEY(LX_##name), message,
#include "errno-list.h"
};

const char *ErrnoMessage(int errnum)
{
	unsigned int key = errno_key(errnum);

	return key ? packed_text(&messages, sizeof(messages), key) : LX_NULL;
}
