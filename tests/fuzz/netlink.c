/*
 * Netlink messages (barecall/netlink.h): the first byte chooses whether what follows was received, or says what is to
 * be built and then read again.
 */
#include "kernel.h"
#include "../../src/linux/netlink.c"

static long kernel(long nr, const long *a)
{
	(void)a;
	CHECK(nr < 0);
	return -LX_ENOSYS;
}

/* total returns the length that a head of size bytes tells, in width bytes, or 0: it is not sound, or the end. */
static unsigned long total(const unsigned char *buf, unsigned long len, unsigned long offset, unsigned long size,
			   unsigned long width)
{
	unsigned long told = 0;

	if (len - offset < size)
		return 0;
	memcpy(&told, buf + offset, width);
	return told < size || told > len - offset ? 0 : told;
}

/* after gives where the next one begins: the last may lack its padding. */
static unsigned long after(unsigned long offset, unsigned long told, unsigned long len)
{
	unsigned long next = offset + (told + 3) / 4 * 4;

	return next < len ? next : len;
}

/* The result of a walk from here. */
static int expected(unsigned long len, unsigned long offset, unsigned long told)
{
	return offset == len ? 0 : told ? 1 : -LX_EBADMSG;
}

MODEL static void values(const NetlinkAttr *attr)
{
	unsigned char *value = malloc(attr->len + 1);
	unsigned long size;
	const char *text;

	CHECK(value);
	for (size = 1; size <= 8; size *= 2) {
		memset(value, 0xee, attr->len + 1);
		if (size > attr->len + 1u && size != attr->len) {
			unsigned char room[8];

			CHECK(NlaGet(attr, room, size) == -LX_EBADMSG);
			continue;
		}
		CHECK(NlaGet(attr, value, size) == (size == attr->len ? 0 : -LX_EBADMSG));
		CHECK(size != attr->len || !memcmp(value, attr->data, size));
	}
	CHECK(NlaGet(attr, value, attr->len) == 0);
	text = NlaGetString(attr);
	CHECK(!text == !memchr(attr->data, 0, attr->len) && (!text || text == attr->data));
	free(value);
}

enum { TYPES = 6 };

/* attributes walks over all from offset on, and over what may be in them. */
MODEL static void attributes(const unsigned char *buf, unsigned long len, unsigned long offset, int depth)
{
	NetlinkAttr attr, attrs[TYPES], last[TYPES];
	unsigned long told = 0, begin = offset, before;
	int result;

	memset(last, 0, sizeof(last));
	for (;;) {
		before = offset;
		told = total(buf, len, offset, sizeof(NlAttr), 2);
		result = NlaNext(buf, len, &offset, &attr);
		CHECK(result == expected(len, before, told));
		if (result <= 0)
			break;
		CHECK(offset == after(before, told, len));
		CHECK(attr.data == buf + before + 4 && attr.len == told - 4);
		CHECK(((attr.type | attr.flags) & 0xff) == buf[before + 2] && !(attr.type & 0xc000));
		CHECK((attr.type | attr.flags) >> 8 == buf[before + 3] && !(attr.flags & 0x3fff));
		if (attr.type < TYPES)
			last[attr.type] = attr;
		values(&attr);
		if (depth < 3)
			attributes(attr.data, attr.len, 0, depth + 1);
	}
	CHECK(offset == before);
	memset(attrs, 0xee, sizeof(attrs));
	CHECK(NlaParse(buf, len, begin, attrs, TYPES) == result);
	if (result)
		memset(last, 0, sizeof(last));
	for (offset = 0; offset < TYPES; offset++) {
		CHECK(attrs[offset].data == last[offset].data && attrs[offset].len == last[offset].len);
		CHECK(attrs[offset].type == last[offset].type && attrs[offset].flags == last[offset].flags);
	}
	if (!attrs[1].data) {
		CHECK(NlaGet(&attrs[1], last, 1) == -LX_ENODATA && !NlaGetString(&attrs[1]));
	} else {
		unsigned char u8;
		unsigned short u16;
		unsigned int u32;
		unsigned long u64;

		CHECK(NlaGetU8(&attrs[1], &u8) == (attrs[1].len == 1 ? 0 : -LX_EBADMSG));
		CHECK(NlaGetU16(&attrs[1], &u16) == (attrs[1].len == 2 ? 0 : -LX_EBADMSG));
		CHECK(NlaGetU32(&attrs[1], &u32) == (attrs[1].len == 4 ? 0 : -LX_EBADMSG));
		CHECK(NlaGetU64(&attrs[1], &u64) == (attrs[1].len == 8 ? 0 : -LX_EBADMSG));
	}
	CHECK(NlaParse(buf, len, begin, attrs, 0) == result);
	CHECK(NlaParse(buf, len, len + 1, attrs, TYPES) == -LX_EBADMSG);
}

MODEL static void nexthops(const unsigned char *buf, unsigned long len)
{
	unsigned long offset = 0, before, told;
	NetlinkNexthop hop;
	int result;

	do {
		before = offset;
		told = total(buf, len, offset, sizeof(RtNexthop), 2);
		result = RtnhNext(buf, len, &offset, &hop);
		CHECK(result == expected(len, before, told));
		if (result > 0) {
			CHECK(offset == after(before, told, len) && hop.hop.len == told);
			CHECK(hop.data == buf + before + 8 && hop.len == told - 8);
			attributes(hop.data, hop.len, 0, 3);
		}
	} while (result > 0);
	CHECK(offset == before);
}

static void acknowledgement(const NetlinkMessage *message)
{
	static const NetlinkAck none;
	NetlinkAck ack;
	int result, number = 0;

	memset(&ack, 0xee, sizeof(ack));
	result = NlmsgAck(message, &ack);
	if (message->header.type != LX_NLMSG_ERROR && message->header.type != LX_NLMSG_DONE) {
		CHECK(result == -LX_EINVAL);
	} else if (result) {
		CHECK(result == -LX_EBADMSG);
	} else if (message->len) {
		CHECK(message->len >= (message->header.type == LX_NLMSG_DONE ? 4u : sizeof(NlMsgerr)));
		memcpy(&number, message->data, 4);
		CHECK(ack.error == number || (number > 0 && ack.error == 0));
		if (message->header.type == LX_NLMSG_ERROR)
			CHECK(!memcmp(&ack.request, (const char *)message->data + 4, sizeof(ack.request)));
		if (ack.text) {
			const char *begin = message->data;

			CHECK(message->header.flags & LX_NLM_F_ACK_TLVS);
			CHECK(ack.text >= begin + 4 && ack.text + strlen(ack.text) < begin + message->len);
		}
	}
	if (result)
		CHECK(ack.error == none.error && !ack.text && !ack.offset && !ack.missing && !ack.request.len);
}

/* messages walks over all and all that is in them, and returns how many. */
MODEL static int messages(const unsigned char *buf, unsigned long len, unsigned long fixed)
{
	unsigned long offset = 0, before, told;
	unsigned char *copied;
	NetlinkMessage message;
	int result, count = 0;
	long attrs;

	for (;; count++) {
		before = offset;
		told = total(buf, len, offset, sizeof(NlMsghdr), 4);
		result = NlmsgNext(buf, len, &offset, &message);
		CHECK(result == expected(len, before, told));
		if (result <= 0)
			break;
		CHECK(offset == after(before, told, len) && !memcmp(&message.header, buf + before, 16));
		CHECK(message.data == buf + before + 16 && message.len == told - 16);
		copied = malloc(fixed + !fixed);
		CHECK(copied);
		memset(copied, 0xee, fixed);
		attrs = NlmsgGet(&message, copied, fixed);
		if (message.len < fixed) {
			CHECK(attrs == -LX_EBADMSG && (!fixed || copied[0] == 0xee));
		} else {
			CHECK(!fixed || !memcmp(copied, message.data, fixed));
			CHECK(attrs == (long)after(0, fixed, message.len));
		}
		free(copied);
		if (attrs >= 0)
			attributes(message.data, message.len, (unsigned long)attrs, 0);
		else
			CHECK(NlaParse(message.data, message.len, (unsigned long)attrs, NULL, 0) == -LX_EBADMSG);
		nexthops(message.data, message.len);
		acknowledgement(&message);
	}
	CHECK(offset == before);
	return result < 0 ? result : count;
}

/* ---- building */

enum { ROOM = 140000, NESTS = 16 };

static unsigned char model[ROOM];

static struct {
	unsigned long size, len, start;
	int error, count;
	long nests[NESTS];
	int depth;
} m;

static void model_len(void)
{
	unsigned int len = (unsigned int)(m.len - m.start);

	memcpy(model + m.start, &len, 4);
}

/* model_put writes what a message or attribute is, and returns what the library is to answer. */
static int model_put(int is_message, unsigned int type, unsigned int flags, const void *data, unsigned long len)
{
	unsigned long head_size = is_message ? 16 : 4;
	unsigned long padded = len <= ROOM ? (len + 3) / 4 * 4 : ROOM;

	if (m.error)
		return m.error;
	if (!is_message && !m.len)
		return m.error = -LX_EINVAL;
	if ((!is_message && len > 65531) || head_size + padded > m.size - m.len)
		return m.error = -LX_EMSGSIZE;
	memset(model + m.len, 0, head_size + padded);
	if (is_message) {
		m.start = m.len;
		m.depth = 0;
		m.count++;
		memcpy(model + m.len + 4, &type, 2);
		memcpy(model + m.len + 6, &flags, 2);
	} else {
		unsigned long told = len + 4;

		memcpy(model + m.len, &told, 2);
		memcpy(model + m.len + 2, &type, 2);
	}
	if (data && len)
		memcpy(model + m.len + head_size, data, len);
	m.len += head_size + padded;
	model_len();
	if (is_message) {
		unsigned int exactly = (unsigned int)(head_size + len);

		memcpy(model + m.start, &exactly, 4);
	}
	return 0;
}

static void nest(NetlinkBuilder *builder, unsigned int op, unsigned int type)
{
	long wrong[4] = { 2, -1, (long)m.len + 4, (long)m.start + 18 };
	long at = m.depth ? m.nests[m.depth - 1] : wrong[op >> 6];
	unsigned long len = m.len - (unsigned long)at;

	if (op % 4 == 0 && m.depth < NESTS) {
		long result = NlaNestStart(builder, (unsigned short)type);
		int put;

		at = (long)m.len;
		put = model_put(0, type | LX_NLA_F_NESTED, 0, NULL, 0);
		CHECK(result == (put ? put : at));
		if (!put)
			m.nests[m.depth++] = at;
	} else if (op % 4 == 1) {
		int error = m.error ? m.error : !m.depth ? -LX_EINVAL : len > 65535 ? -LX_EMSGSIZE : 0;

		CHECK(NlaNestEnd(builder, at) == error);
		m.error = error;
		if (!error) {
			memcpy(model + at, &len, 2);
			m.depth--;
		}
	} else {
		CHECK(NlaNestCancel(builder, at) == (m.depth ? 0 : -LX_EINVAL));
		if (m.depth) {
			m.len = (unsigned long)at;
			m.error = 0;
			m.depth--;
			model_len();
		}
	}
}

/* number puts a number of this many bytes, or a string. */
static int number(NetlinkBuilder *builder, unsigned int bytes, unsigned short type, const void *value)
{
	unsigned short u16;
	unsigned int u32;
	unsigned long u64;

	memcpy(&u16, value, 2);
	memcpy(&u32, value, 4);
	memcpy(&u64, value, 8);
	switch (bytes) {
	case 1:
		return NlaPutU8(builder, type, *(const unsigned char *)value);
	case 2:
		return NlaPutU16(builder, type, u16);
	case 4:
		return NlaPutU32(builder, type, u32);
	default:
		return NlaPutU64(builder, type, u64);
	}
}

static void build(Input *in)
{
	NetlinkBuilder builder;
	unsigned int what = take_byte(in), shift = what & 3, steps = 0;
	unsigned char *memory, *buf, data[256];
	int walked;

	memset(&m, 0, sizeof(m));
	m.size = what >= 0xf8 ? ROOM - 4 : (what >> 2) * 16;
	memory = malloc(shift + m.size + 1);
	CHECK(memory);
	buf = memory + shift;
	buf[m.size] = 0xee;
	NetlinkBuild(&builder, buf, m.size);
	while (in->left && steps++ < 64) {
		unsigned int op = take_byte(in), type = take_byte(in), length = take_byte(in);
		char *text;

		type |= op & 128 ? 0x3f00 : 0;
		switch (op % 8) {
		case 0:
			take(in, data, length);
			CHECK(NlmsgPut(&builder, (unsigned short)type, (unsigned short)(type * 3), data, length) ==
			      model_put(1, type, type * 3, data, length));
			break;
		case 1:
		case 2:
			take(in, data, length);
			CHECK(NlaPut(&builder, (unsigned short)type, data, length) == model_put(0, type, 0, data, length));
			break;
		case 3: /* also what no length can tell */
			length = length << (op >> 3 & 15);
			CHECK(NlaPut(&builder, (unsigned short)type, NULL, length) == model_put(0, type, 0, NULL, length));
			break;
		case 4:
			length = 1u << length % 4;
			take(in, data, 8);
			CHECK(number(&builder, length, (unsigned short)type, data) == model_put(0, type, 0, data, length));
			break;
		case 5:
			text = exact_string(in->at, length < in->left ? length : in->left);
			CHECK(NlaPutString(&builder, (unsigned short)type, text) ==
			      model_put(0, type, 0, text, strlen(text) + 1));
			take(in, data, length < in->left ? length : in->left);
			free(text);
			break;
		default:
			nest(&builder, length, type);
			break;
		}
		CHECK(builder.len == m.len && builder.error == m.error && builder.buf == buf && builder.size == m.size);
	}
	CHECK(buf[m.size] == 0xee && !memcmp(buf, model, m.len));
	free(memory);
	buf = exact(model, m.len);
	if (m.len < 2000) { /* what was built is read as the same, but for nests that were not ended */
		walked = messages(buf, m.len, 0);
		CHECK(walked == m.count);
	}
	free(buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	unsigned int first = take_byte(&in), shift = first & 3;
	unsigned char *memory;

	if (first & 128) {
		build(&in);
		return 0;
	}
	memory = malloc(shift + in.left + !in.left);
	CHECK(memory);
	if (in.left)
		memcpy(memory + shift, in.at, in.left);
	if ((first & 0x7c) == 0x7c) /* an attribute's contents */
		attributes(memory + shift, in.left, 0, 0);
	else
		messages(memory + shift, in.left, first >> 2);
	if (in.left) {
		unsigned long offset = 0;
		NetlinkMessage message;

		CHECK(NlmsgNext(memory + shift, -(unsigned long)(first + 1), &offset, &message) == -LX_EBADMSG);
		CHECK(offset == 0);
		offset = in.left + 1;
		CHECK(NlmsgNext(memory + shift, in.left, &offset, &message) == -LX_EBADMSG);
	}
	free(memory);
	return 0;
}
