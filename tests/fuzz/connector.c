/*
 * Events of processes (barecall/dev/connector.h). An input is a message without its head; what is read of it lies within
 * it, and is what it says.
 */
#include "fuzz.h"
#include "../seam/recorder.h"
#include "../../src/linux/netlink.c"
#define copy copy_of_connector
#include "../../src/linux/connector.c"

/* Nothing reaches a kernel. */
long seam_trap(long nr, int count, long a, long b, long c, long d, long e, long f)
{
	CHECK(nr < 0 && count < 0 && !(a | b | c | d | e | f));
	return -LX_ENOSYS;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned char *bytes = exact(data, size), zeroes[sizeof(ProcEvent)] = { 0 };
	NetlinkMessage message;
	ProcEvent event;
	CnMsg head = { { 0, 0 }, 0, 0, 0, 0 };
	unsigned long len;
	int result;

	memset(&message, 0, sizeof(message));
	message.data = bytes;
	message.len = size;
	result = ProcEventParse(&message, &event);
	if (size >= sizeof(head))
		memcpy(&head, bytes, sizeof(head));
	if (size >= sizeof(head) && (head.id.idx != LX_CN_IDX_PROC || head.id.val != LX_CN_VAL_PROC))
		CHECK(result == -LX_EINVAL);
	else
		CHECK(result == (size < sizeof(head) || head.len > size - sizeof(head) || head.len < 16 ? -LX_EBADMSG : 0));
	len = result < 0 ? 0 : head.len < sizeof(event) ? head.len : sizeof(event);
	if (len)
		CHECK(!memcmp(&event, bytes + sizeof(head), len));
	CHECK(!memcmp((char *)&event + len, zeroes, sizeof(event) - len));
	free(bytes);
	return 0;
}
