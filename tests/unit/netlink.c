/* Netlink messages, built and walked, and sockets: netlink.h. */
#include "unit.h"

#include <fcntl.h>
#include <ifaddrs.h>
#include <linux/if_addr.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <barecall/netlink.h>

static unsigned char buffer[65536 * 2];
static char received[32768];

/* Writes a message's head at offset. */
static void put_message(unsigned long offset, unsigned int len, unsigned short type, unsigned short flags)
{
	NlMsghdr header = { len, type, flags, 7, 8 };

	memcpy(buffer + offset, &header, sizeof(header));
}

static void put_attr(unsigned char *at, unsigned short len, unsigned short type)
{
	NlAttr header = { len, type };

	memcpy(at, &header, sizeof(header));
}

static void test_malformed_messages_are_refused(void **state)
{
	static const unsigned int wrong[] = { 0, 1, 15, 25, 28, 0x7fffffff, 0x80000000, 0xffffffff };
	NetlinkMessage message;
	unsigned long i, len, offset = 0;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		put_message(0, wrong[i], 20, 0);
		assert_int_equal(NlmsgNext(buffer, 24, &offset, &message), -EBADMSG);
		assert_int_equal(offset, 0);
	}
	/* Too short for a head; a tail of some bytes. */
	for (len = 1; len < 40; len++) {
		put_message(0, 16, 20, 0);
		put_message(16, 24, 20, 0);
		offset = 0;
		assert_int_equal(NlmsgNext(buffer, len, &offset, &message), len < 16 ? -EBADMSG : 1);
		assert_int_equal(offset, len < 16 ? 0 : 16);
		if (offset)
			assert_int_equal(NlmsgNext(buffer, len, &offset, &message), len > 16 ? -EBADMSG : 0);
	}
	/* Beyond the end, and an error in the place of a length. */
	offset = 32;
	assert_int_equal(NlmsgNext(buffer, 16, &offset, &message), -EBADMSG);
	offset = 0;
	assert_int_equal(NlmsgNext(buffer, (unsigned long)-ENOBUFS, &offset, &message), -EBADMSG);
	offset = (unsigned long)-ENOBUFS;
	assert_int_equal(NlmsgNext(buffer, (unsigned long)-ENOBUFS, &offset, &message), -EBADMSG);
	offset = 0;
	assert_int_equal(NlmsgNext(NULL, 0, &offset, &message), 0);
}

static void test_messages_come_in_order(void **state)
{
	NetlinkMessage message;
	unsigned long offset = 0;
	unsigned char *odd = buffer + 1;
	NlMsghdr first = { 17, 20, 2, 3, 4 }, second = { 22, 21, 0, 0, 0 };

	(void)state;
	memset(buffer, 0x55, 64);
	memcpy(odd, &first, 16);
	odd[16] = 0xaa;
	memcpy(odd + 20, &second, 16);
	/* The second lacks its padding: 20 + 22. */
	assert_int_equal(NlmsgNext(odd, 42, &offset, &message), 1);
	assert_int_equal(offset, 20);
	assert_memory_equal(&message.header, &first, sizeof(first));
	assert_int_equal(message.len, 1);
	assert_ptr_equal(message.data, odd + 16);
	assert_int_equal(NlmsgNext(odd, 42, &offset, &message), 1);
	assert_int_equal(offset, 42);
	assert_int_equal(message.header.type, 21);
	assert_int_equal(message.len, 6);
	assert_int_equal(NlmsgNext(odd, 42, &offset, &message), 0);
	assert_int_equal(offset, 42);
}

static void test_the_fixed_part_is_copied(void **state)
{
	NetlinkMessage message = { { 24, 16, 0, 0, 0 }, buffer + 1, 8 };
	unsigned char fixed[12] = "untouched..";

	(void)state;
	memcpy(buffer + 1, "abcdefghijkl", 12);
	assert_int_equal(NlmsgGet(&message, fixed, 9), -EBADMSG);
	assert_string_equal((char *)fixed, "untouched..");
	assert_int_equal(NlmsgGet(&message, fixed, 8), 8);
	assert_memory_equal(fixed, "abcdefgh", 8);
	assert_int_equal(NlmsgGet(&message, fixed, 5), 8);
	assert_int_equal(NlmsgGet(&message, fixed, 1), 4);
	/* Without the padding: the attributes, of which there are none, begin where the message ends. */
	message.len = 5;
	assert_int_equal(NlmsgGet(&message, fixed, 5), 5);
	assert_int_equal(NlmsgGet(&message, fixed, 0), 0);
}

static void test_malformed_attributes_are_refused(void **state)
{
	static const unsigned short wrong[] = { 0, 1, 3, 9, 12, 0x8000, 0xffff };
	NetlinkAttr attr;
	unsigned long i, len, offset = 0;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		put_attr(buffer, wrong[i], 1);
		assert_int_equal(NlaNext(buffer, 8, &offset, &attr), -EBADMSG);
		assert_int_equal(offset, 0);
	}
	for (len = 1; len < 8; len++) {
		put_attr(buffer, 4, 1);
		put_attr(buffer + 4, 4, 1);
		offset = 0;
		assert_int_equal(NlaNext(buffer, len, &offset, &attr), len < 4 ? -EBADMSG : 1);
		assert_int_equal(offset, len < 4 ? 0 : 4);
		if (offset)
			assert_int_equal(NlaNext(buffer, len, &offset, &attr), len > 4 ? -EBADMSG : 0);
	}
	offset = (unsigned long)-EBADMSG;
	assert_int_equal(NlaNext(buffer, 8, &offset, &attr), -EBADMSG);
}

static void test_attributes_come_in_order(void **state)
{
	unsigned char *odd = buffer + 3;
	unsigned long offset = 0, inner = 0;
	NetlinkAttr attr, nested;

	(void)state;
	memset(buffer, 0x55, 64);
	put_attr(odd, 4, 1);
	put_attr(odd + 4, 5, 2 | LX_NLA_F_NET_BYTEORDER);
	put_attr(odd + 12, 13, 0x3fff | LX_NLA_F_NESTED);
	put_attr(odd + 16, 9, 5);
	assert_int_equal(NlaNext(odd, 25, &offset, &attr), 1);
	assert_int_equal(attr.type, 1);
	assert_int_equal(attr.flags, 0);
	assert_int_equal(attr.len, 0);
	assert_ptr_equal(attr.data, odd + 4);
	assert_int_equal(NlaNext(odd, 25, &offset, &attr), 1);
	assert_int_equal(attr.type, 2);
	assert_int_equal(attr.flags, LX_NLA_F_NET_BYTEORDER);
	assert_int_equal(attr.len, 1);
	assert_int_equal(offset, 12);
	assert_int_equal(NlaNext(odd, 25, &offset, &attr), 1);
	assert_int_equal(attr.type, 0x3fff);
	assert_int_equal(attr.flags, LX_NLA_F_NESTED);
	assert_int_equal(offset, 25);
	assert_int_equal(NlaNext(odd, 25, &offset, &nested), 0);
	assert_int_equal(NlaNext(attr.data, attr.len, &inner, &nested), 1);
	assert_int_equal(nested.type, 5);
	assert_int_equal(nested.len, 5);
	assert_ptr_equal(nested.data, odd + 20);
	assert_int_equal(NlaNext(attr.data, attr.len, &inner, &nested), 0);
}

static void test_parse_stores_by_type(void **state)
{
	NetlinkAttr attrs[4];
	unsigned int i;

	(void)state;
	memset(attrs, 0xff, sizeof(attrs));
	put_attr(buffer, 4, 9);
	put_attr(buffer + 4, 8, 1);
	put_attr(buffer + 12, 4, 4);
	put_attr(buffer + 16, 4, 3 | LX_NLA_F_NESTED);
	put_attr(buffer + 20, 5, 1);
	assert_int_equal(NlaParse(buffer, 25, 4, attrs, 4), 0);
	assert_null(attrs[0].data);
	assert_ptr_equal(attrs[1].data, buffer + 24);
	assert_int_equal(attrs[1].len, 1);
	assert_null(attrs[2].data);
	assert_ptr_equal(attrs[3].data, buffer + 20);
	/* What follows is malformed, or the beginning is an error: there is nothing. */
	assert_int_equal(NlaParse(buffer, 24, 4, attrs, 4), -EBADMSG);
	for (i = 0; i < 4; i++)
		assert_null(attrs[i].data);
	assert_int_equal(NlaParse(buffer, 25, (unsigned long)-EBADMSG, attrs, 4), -EBADMSG);
	assert_int_equal(NlaParse(buffer, 25, 4, attrs, 0), 0);
}

static void test_values_have_their_size(void **state)
{
	NetlinkAttr attr = { 1, 0, 0, buffer + 1 };
	unsigned char u8 = 1;
	unsigned short u16 = 1;
	unsigned int u32 = 1;
	unsigned long u64 = 1;

	(void)state;
	memcpy(buffer + 1, "\1\2\3\4\5\6\7\10\11", 9);
	for (attr.len = 0; attr.len < 10; attr.len++) {
		assert_int_equal(NlaGetU8(&attr, &u8), attr.len == 1 ? 0 : -EBADMSG);
		assert_int_equal(NlaGetU16(&attr, &u16), attr.len == 2 ? 0 : -EBADMSG);
		assert_int_equal(NlaGetU32(&attr, &u32), attr.len == 4 ? 0 : -EBADMSG);
		assert_int_equal(NlaGetU64(&attr, &u64), attr.len == 8 ? 0 : -EBADMSG);
		assert_int_equal(u32, attr.len < 4 ? 1 : 0x4030201);
	}
	assert_int_equal(u8, 1);
	assert_int_equal(u16, 0x201);
	assert_true(u64 == 0x0807060504030201);
	attr.data = NULL;
	attr.len = 0;
	assert_int_equal(NlaGetU32(&attr, &u32), -ENODATA);
	assert_int_equal(NlaGet(&attr, &u32, 0), -ENODATA);
	assert_null(NlaGetString(&attr));
	attr.data = "text";
	attr.len = 4;
	assert_null(NlaGetString(&attr));
	attr.len = 5;
	assert_string_equal(NlaGetString(&attr), "text");
	attr.len = 0;
	assert_null(NlaGetString(&attr));
}

static void test_next_hops(void **state)
{
	RtNexthop first = { 16, 1, 2, 3 }, second = { 8, 0, 0, 4 };
	NetlinkNexthop hop;
	NetlinkAttr attr;
	unsigned long offset = 0, inner = 0;

	(void)state;
	memcpy(buffer, &first, 8);
	put_attr(buffer + 8, 8, LX_RTA_GATEWAY);
	memcpy(buffer + 16, &second, 8);
	assert_int_equal(RtnhNext(buffer, 24, &offset, &hop), 1);
	assert_memory_equal(&hop.hop, &first, 8);
	assert_int_equal(hop.len, 8);
	assert_int_equal(NlaNext(hop.data, hop.len, &inner, &attr), 1);
	assert_int_equal(attr.type, LX_RTA_GATEWAY);
	assert_int_equal(RtnhNext(buffer, 24, &offset, &hop), 1);
	assert_int_equal(hop.hop.ifindex, 4);
	assert_ptr_equal(hop.data, buffer + 24);
	assert_int_equal(hop.len, 0);
	assert_int_equal(RtnhNext(buffer, 24, &offset, &hop), 0);
	offset = 0;
	assert_int_equal(RtnhNext(buffer, 15, &offset, &hop), -EBADMSG);
	assert_int_equal(RtnhNext(buffer, 7, &offset, &hop), -EBADMSG);
	buffer[0] = 7;
	assert_int_equal(RtnhNext(buffer, 24, &offset, &hop), -EBADMSG);
	assert_int_equal(offset, 0);
}

/* A message of this type, flags and payload. */
static NetlinkMessage message_of(unsigned short type, unsigned short flags, unsigned long len)
{
	NetlinkMessage message = { { (unsigned int)(16 + len), type, flags, 7, 8 }, buffer, len };

	return message;
}

static void test_acknowledgements(void **state)
{
	NlMsgerr error = { -ENODEV, { 32, 18, 1, 7, 8 } };
	NetlinkMessage message;
	NetlinkAck ack;

	(void)state;
	memset(buffer, 0, 128);
	message = message_of(LX_RTM_NEWLINK, 0, 20);
	assert_int_equal(NlmsgAck(&message, &ack), -EINVAL);
	/* The whole request follows, and two attributes. */
	memcpy(buffer, &error, 20);
	put_attr(buffer + 36, 9, LX_NLMSGERR_ATTR_MSG);
	memcpy(buffer + 40, "hush", 5);
	put_attr(buffer + 48, 8, LX_NLMSGERR_ATTR_OFFS);
	buffer[52] = 28;
	put_attr(buffer + 56, 8, LX_NLMSGERR_ATTR_MISS_TYPE);
	buffer[60] = 3;
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_ACK_TLVS, 64);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_int_equal(ack.error, -ENODEV);
	assert_memory_equal(&ack.request, &error.msg, 16);
	assert_string_equal(ack.text, "hush");
	assert_int_equal(ack.offset, 28);
	assert_int_equal(ack.missing, 3);
	message = message_of(LX_NLMSG_ERROR, 0, 64);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_null(ack.text);
	assert_int_equal(ack.offset, 0);
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_ACK_TLVS, 60);
	assert_int_equal(NlmsgAck(&message, &ack), -EBADMSG);
	assert_int_equal(ack.error, 0);
	assert_null(ack.text);
	/* The request does not follow although it must, or is shorter than its head. */
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_ACK_TLVS, 32);
	assert_int_equal(NlmsgAck(&message, &ack), -EBADMSG);
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_ACK_TLVS, 20);
	assert_int_equal(NlmsgAck(&message, &ack), -EBADMSG);
	/* Before Linux 4.12 it need not, and no flag tells. */
	message = message_of(LX_NLMSG_ERROR, 0, 20);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_int_equal(ack.error, -ENODEV);
	message = message_of(LX_NLMSG_ERROR, 0, 19);
	assert_int_equal(NlmsgAck(&message, &ack), -EBADMSG);
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_CAPPED, 20);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_CAPPED, 19);
	assert_int_equal(NlmsgAck(&message, &ack), -EBADMSG);
	buffer[4] = 15;
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_ACK_TLVS, 64);
	assert_int_equal(NlmsgAck(&message, &ack), -EBADMSG);
	/* A request without its padding, after which there is some. */
	buffer[4] = 30;
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_ACK_TLVS, 64);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_string_equal(ack.text, "hush");
	buffer[4] = 32;
	/* The request follows, and nothing else. */
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_ACK_TLVS, 36);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_int_equal(ack.error, -ENODEV);
	/* Text without an end is none. */
	put_attr(buffer + 36, 8, LX_NLMSGERR_ATTR_MSG);
	put_attr(buffer + 44, 4, 0);
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_ACK_TLVS, 64);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_null(ack.text);
	/* What is no error number. */
	error.error = 1;
	memcpy(buffer, &error, 20);
	message = message_of(LX_NLMSG_ERROR, LX_NLM_F_CAPPED, 20);
	assert_int_equal(NlmsgAck(&message, &ack), -EBADMSG);
	error.error = -4096;
	memcpy(buffer, &error, 20);
	assert_int_equal(NlmsgAck(&message, &ack), -EBADMSG);
	error.error = 0;
	memcpy(buffer, &error, 20);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_int_equal(ack.error, 0);
}

static void test_the_end_of_a_dump(void **state)
{
	NetlinkMessage message;
	NetlinkAck ack;
	int error = -EMSGSIZE;

	(void)state;
	memset(buffer, 0, 64);
	message = message_of(LX_NLMSG_DONE, LX_NLM_F_MULTI, 0);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_int_equal(ack.error, 0);
	memcpy(buffer, &error, 4);
	message = message_of(LX_NLMSG_DONE, LX_NLM_F_MULTI, 3);
	assert_int_equal(NlmsgAck(&message, &ack), -EBADMSG);
	message = message_of(LX_NLMSG_DONE, LX_NLM_F_MULTI, 4);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_int_equal(ack.error, -EMSGSIZE);
	put_attr(buffer + 4, 6, LX_NLMSGERR_ATTR_MSG);
	buffer[8] = 'x';
	message = message_of(LX_NLMSG_DONE, LX_NLM_F_MULTI | LX_NLM_F_ACK_TLVS, 12);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_string_equal(ack.text, "x");
	error = 5;
	memcpy(buffer, &error, 4);
	assert_int_equal(NlmsgAck(&message, &ack), 0);
	assert_int_equal(ack.error, 0);
}

/* ---- Building */

static void test_a_message_is_built_as_the_kernel_has_it(void **state)
{
	struct {
		struct nlmsghdr nlh;
		struct ifaddrmsg ifa;
		struct rtattr label;
		char label_data[4];
		struct rtattr nest;
		struct rtattr u8;
		unsigned char u8_data[4];
		struct rtattr u16;
		unsigned short u16_data[2];
		struct rtattr u32;
		unsigned int u32_data;
		struct rtattr u64;
		unsigned int u64_data[2];
	} want;
	IfAddrmsg fixed = { AF_INET, 8, 1, 2, 3 };
	NetlinkBuilder builder;
	unsigned char *odd = buffer + 1;
	long nest;

	(void)state;
	memset(&want, 0, sizeof(want));
	want.nlh.nlmsg_len = sizeof(want);
	want.nlh.nlmsg_type = RTM_NEWADDR;
	want.nlh.nlmsg_flags = NLM_F_CREATE;
	want.ifa.ifa_family = AF_INET;
	want.ifa.ifa_prefixlen = 8;
	want.ifa.ifa_flags = 1;
	want.ifa.ifa_scope = 2;
	want.ifa.ifa_index = 3;
	want.label.rta_type = IFA_LABEL;
	want.label.rta_len = RTA_LENGTH(3);
	strcpy(want.label_data, "lo");
	want.nest.rta_type = 77 | NLA_F_NESTED;
	want.nest.rta_len = sizeof(want) - offsetof(__typeof__(want), nest);
	want.u8.rta_type = 1;
	want.u8.rta_len = RTA_LENGTH(1);
	want.u8_data[0] = 0xfe;
	want.u16.rta_type = 2;
	want.u16.rta_len = RTA_LENGTH(2);
	want.u16_data[0] = 0xfedc;
	want.u32.rta_type = 3;
	want.u32.rta_len = RTA_LENGTH(4);
	want.u32_data = 0xfedcba98;
	want.u64.rta_type = 4;
	want.u64.rta_len = RTA_LENGTH(8);
	want.u64_data[0] = 0x76543210;
	want.u64_data[1] = 0xfedcba98;

	memset(buffer, 0x55, 256);
	NetlinkBuild(&builder, odd, 256);
	assert_int_equal(NlmsgPut(&builder, LX_RTM_NEWADDR, LX_NLM_F_CREATE, &fixed, sizeof(fixed)), 0);
	assert_int_equal(NlaPutString(&builder, LX_IFA_LABEL, "lo"), 0);
	nest = NlaNestStart(&builder, 77);
	assert_int_equal(nest, 32);
	assert_int_equal(NlaPutU8(&builder, 1, 0xfe), 0);
	assert_int_equal(NlaPutU16(&builder, 2, 0xfedc), 0);
	assert_int_equal(NlaPutU32(&builder, 3, 0xfedcba98), 0);
	assert_int_equal(NlaPutU64(&builder, 4, 0xfedcba9876543210), 0);
	assert_int_equal(NlaNestEnd(&builder, nest), 0);
	assert_int_equal(builder.len, sizeof(want));
	assert_memory_equal(odd, &want, sizeof(want));
	assert_int_equal(odd[sizeof(want)], 0x55);
}

static void test_what_does_not_fit_changes_nothing(void **state)
{
	unsigned char before[64];
	NetlinkBuilder builder;
	unsigned long size;

	(void)state;
	for (size = 0; size <= 40; size++) {
		memset(buffer, 0x55, 64);
		NetlinkBuild(&builder, buffer, size);
		assert_int_equal(NlmsgPut(&builder, 16, 0, NULL, 1), size < 20 ? -EMSGSIZE : 0);
		assert_int_equal(builder.len, size < 20 ? 0 : 20);
		if (size < 20) {
			assert_int_equal(buffer[0], 0x55);
			/* And the error stays. */
			builder.size = 64;
			assert_int_equal(NlaPut(&builder, 1, NULL, 0), -EMSGSIZE);
			assert_int_equal(NlmsgPut(&builder, 16, 0, NULL, 1), -EMSGSIZE);
			assert_int_equal(builder.len, 0);
			continue;
		}
		assert_int_equal(buffer[0], 17);
		assert_int_equal(buffer[19], 0);
		memcpy(before, buffer, 64);
		assert_int_equal(NlaPut(&builder, 1, "abcde", 5), size < 32 ? -EMSGSIZE : 0);
		assert_int_equal(builder.len, size < 32 ? 20 : 32);
		if (size < 32)
			assert_memory_equal(buffer, before, 64);
		else
			assert_memory_equal(buffer + 20, "\11\0\1\0abcde\0\0\0", 12);
		assert_int_equal(buffer[size < 32 ? 20 : 32], 0x55);
		assert_int_equal(NlaPut(&builder, 1, NULL, 0), size < 32 ? -EMSGSIZE : size < 36 ? -EMSGSIZE : 0);
	}
	NetlinkBuild(&builder, buffer, sizeof(buffer));
	assert_int_equal(NlmsgPut(&builder, 16, 0, buffer, ~0UL), -EMSGSIZE);
	NetlinkBuild(&builder, buffer, sizeof(buffer));
	assert_int_equal(NlmsgPut(&builder, 16, 0, buffer, 0xfffffff0), -EMSGSIZE);
	/* A size that is not true, where only a message's own length is too small. */
	NetlinkBuild(&builder, buffer, ~0UL);
	assert_int_equal(NlmsgPut(&builder, 16, 0, buffer, 0xfffffff0), -EMSGSIZE);
	NetlinkBuild(&builder, buffer, sizeof(buffer));
	assert_int_equal(NlaPut(&builder, 1, NULL, 0), -EINVAL);
	assert_int_equal(builder.len, 0);
}

static void test_a_length_that_16_bits_cannot_tell(void **state)
{
	NetlinkBuilder builder;
	NetlinkAttr attr;
	unsigned long offset = 0;
	long nest;

	(void)state;
	NetlinkBuild(&builder, buffer, sizeof(buffer));
	assert_int_equal(NlmsgPut(&builder, 16, 0, NULL, 0), 0);
	assert_int_equal(NlaPut(&builder, 1, NULL, 65532), -EMSGSIZE);
	assert_int_equal(builder.len, 16);
	builder.error = 0;
	assert_int_equal(NlaPut(&builder, 1, NULL, 65531), 0);
	assert_int_equal(NlaNext(buffer + 16, builder.len - 16, &offset, &attr), 1);
	assert_int_equal(attr.len, 65531);
	assert_int_equal(offset, 65536);

	/* Nothing but a nest, with nothing in it. */
	NetlinkBuild(&builder, buffer, sizeof(buffer));
	assert_int_equal(NlmsgPut(&builder, 16, 0, NULL, 0), 0);
	nest = NlaNestStart(&builder, 1);
	assert_int_equal(NlaNestEnd(&builder, nest), 0);
	assert_int_equal(builder.len, 20);
	NetlinkBuild(&builder, buffer, sizeof(buffer));
	assert_int_equal(NlmsgPut(&builder, 16, 0, NULL, 0), 0);
	nest = NlaNestStart(&builder, 1);
	assert_int_equal(NlaPut(&builder, 2, NULL, 65524), 0);
	assert_int_equal(NlaNestEnd(&builder, nest), 0);
	assert_int_equal(buffer[16] | buffer[17] << 8, 65532);
	assert_int_equal(NlaPut(&builder, 2, NULL, 0), 0);
	assert_int_equal(NlaNestEnd(&builder, nest), -EMSGSIZE);
	assert_int_equal(buffer[16] | buffer[17] << 8, 65532);
	assert_int_equal(NlaPutU32(&builder, 2, 0), -EMSGSIZE);
	builder.len -= 4;
	assert_int_equal(NlaNestEnd(&builder, nest), -EMSGSIZE);
	assert_int_equal(NlaNestCancel(&builder, nest), 0);
	assert_int_equal(builder.len, 16);
	assert_int_equal(buffer[0] | buffer[1] << 8 | buffer[2] << 16, 16);
	assert_int_equal(NlaPutU32(&builder, 2, 0), 0);
}

static void test_nests_that_are_none(void **state)
{
	static const long wrong[] = { -1, -EMSGSIZE, 0, 4, 12, 21, 22, 32, 33, 36, 100, (long)1 << 62 };
	NetlinkBuilder builder;
	unsigned int i;
	long outer, inner;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		NetlinkBuild(&builder, buffer, 64);
		NlmsgPut(&builder, 16, 0, NULL, 4);
		outer = NlaNestStart(&builder, 1);
		inner = NlaNestStart(&builder, 2);
		assert_int_equal(outer, 20);
		assert_int_equal(inner, 24);
		assert_int_equal(NlaPutU8(&builder, 3, 0), 0);
		builder.len = 32;
		assert_int_equal(NlaNestCancel(&builder, wrong[i]), -EINVAL);
		assert_int_equal(builder.error, 0);
		assert_int_equal(NlaNestEnd(&builder, wrong[i]), -EINVAL);
		assert_int_equal(builder.error, -EINVAL);
		assert_int_equal(builder.len, 32);
	}
	NetlinkBuild(&builder, buffer, 64);
	assert_int_equal(NlaNestCancel(&builder, 16), -EINVAL);
	/* A nest of an earlier message. */
	NlmsgPut(&builder, 16, 0, NULL, 0);
	outer = NlaNestStart(&builder, 1);
	NlmsgPut(&builder, 16, 0, NULL, 0);
	assert_int_equal(NlaNestCancel(&builder, outer), -EINVAL);
	assert_int_equal(NlaNestEnd(&builder, outer), -EINVAL);
}

static void test_several_messages_in_one_buffer(void **state)
{
	NetlinkBuilder builder;
	NetlinkMessage message;
	unsigned long offset = 0;

	(void)state;
	NetlinkBuild(&builder, buffer, 128);
	NlmsgPut(&builder, 16, 0, "a", 1);
	NlmsgPut(&builder, 17, 0, "bc", 2);
	assert_int_equal(NlaPutU16(&builder, 1, 1), 0);
	assert_int_equal(NlmsgNext(buffer, builder.len, &offset, &message), 1);
	assert_int_equal(message.header.len, 17);
	assert_int_equal(NlmsgNext(buffer, builder.len, &offset, &message), 1);
	assert_int_equal(message.header.type, 17);
	assert_int_equal(message.header.len, 28);
	assert_int_equal(NlmsgNext(buffer, builder.len, &offset, &message), 0);
}

/*
 * Whatever the bytes are, nothing outside of them is read: they end where a page that may not be touched begins, and
 * begin where another ends.
 */
static void test_random_buffers_between_guard_pages(void **state)
{
	unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE), x = 88172645463325252, round, i, len, offset, inner;
	unsigned long rounds = unit_under_qemu() ? 10000 : 200000, found = 0, acks = 0;
	char *area = mmap(NULL, 3 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), *p;
	NetlinkMessage message;
	NetlinkNexthop hop;
	NetlinkAttr attr, attrs[8];
	NetlinkAck ack;
	int result;

	(void)state;
	assert_ptr_not_equal(area, MAP_FAILED);
	assert_int_equal(mprotect(area + page, page, PROT_READ | PROT_WRITE), 0);
	for (round = 0; round < rounds; round++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		len = (x >> 20) % 97;
		p = round & 1 ? area + page : area + 2 * page - len;
		for (i = 0; i < len; i++) {
			x = x * 6364136223846793005 + 1442695040888963407;
			p[i] = (char)(x >> 56 & (x >> 48 & 3 ? 0 : i < 16 ? 63 : 15));
		}
		if (len >= 16 && x & 1 << 20) { /* as an acknowledgement */
			p[0] = (char)(x >> 21 & 127);
			p[1] = p[2] = p[3] = 0;
			p[4] = (char)(2 + (x >> 30 & 1));
			p[5] = 0;
			p[7] = (char)(x >> 32 & 3);
		}
		for (offset = 0; (result = NlmsgNext(p, len, &offset, &message)) > 0; found++) {
			assert_true((const char *)message.data >= p + 16);
			assert_true((const char *)message.data + message.len <= p + offset);
			assert_true(offset <= len);
			acks += NlmsgAck(&message, &ack) == 0;
			assert_true(!ack.text || strlen(ack.text) < message.len);
			for (inner = 0; NlaNext(message.data, message.len, &inner, &attr) > 0;) {
				assert_true((const char *)attr.data + attr.len <= p + offset);
				NlaGetString(&attr);
			}
			for (inner = 0; RtnhNext(message.data, message.len, &inner, &hop) > 0;)
				assert_true((const char *)hop.data + hop.len <= p + offset);
			NlaParse(message.data, message.len, (unsigned long)NlmsgGet(&message, &ack, 8), attrs, 8);
		}
		assert_true(offset <= len && (result < 0) == (offset < len));
	}
	assert_true(found > rounds / 20);
	assert_true(acks > rounds / 100);
	munmap(area, 3 * page);
}

/* ---- Asking */

/* Begins a request in buffer. */
static NetlinkBuilder request(unsigned short type, unsigned short flags, const void *fixed, unsigned long size)
{
	NetlinkBuilder builder;

	NetlinkBuild(&builder, buffer, 4096);
	NlmsgPut(&builder, type, flags, fixed, size);
	return builder;
}

static const IfInfomsg any_link;

static void test_a_protocol_that_there_is_not(void **state)
{
	NetlinkSocket nl;
	int fd = open("/dev/null", O_RDONLY);

	(void)state;
	close(fd);
	assert_int_equal(NetlinkOpen(&nl, 31, received, sizeof(received)), -EPROTONOSUPPORT);
	assert_true(nl.fd < 0);
	assert_int_equal(NetlinkOpen(&nl, -1, received, sizeof(received)), -EPROTONOSUPPORT);
	assert_int_equal(open("/dev/null", O_RDONLY), fd);
	close(fd);
}

static void test_a_request_is_one_good_message(void **state)
{
	NetlinkSocket nl;
	NetlinkBuilder builder;
	NetlinkMessage message;

	(void)state;
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)), 0);
	assert_true(fcntl(nl.fd, F_GETFD) & FD_CLOEXEC);
	assert_int_equal(NetlinkReceive(&nl, &message), 0);
	NetlinkBuild(&builder, buffer, 64);
	assert_int_equal(NetlinkSend(&nl, &builder), -EINVAL);
	assert_int_equal(NetlinkReceive(&nl, &message), -EINVAL);
	NlmsgPut(&builder, 16, 0, NULL, 0);
	NlmsgPut(&builder, 16, 0, NULL, 0);
	assert_int_equal(NetlinkSend(&nl, &builder), -EINVAL);
	NetlinkBuild(&builder, buffer, 64);
	NlmsgPut(&builder, 16, 0, NULL, 0);
	NlaPut(&builder, 1, NULL, 60);
	assert_int_equal(NetlinkSend(&nl, &builder), -EMSGSIZE);
	assert_int_equal(NetlinkExecute(&nl, &builder), -EMSGSIZE);
	close(nl.fd);
	builder = request(LX_RTM_GETLINK, LX_NLM_F_DUMP, &any_link, sizeof(any_link));
	assert_int_equal(NetlinkSend(&nl, &builder), -EBADF);
	assert_int_equal(NetlinkReceive(&nl, &message), -EBADF);
}

static void test_a_request_that_the_kernel_does_not_take(void **state)
{
	NetlinkBuilder builder;
	NetlinkMessage message;
	NetlinkSocket nl;
	int small = 1;

	(void)state;
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)), 0);
	assert_int_equal(setsockopt(nl.fd, SOL_SOCKET, SO_SNDBUF, &small, sizeof(small)), 0);
	NetlinkBuild(&builder, buffer, sizeof(buffer));
	NlmsgPut(&builder, LX_RTM_GETLINK, 0, &any_link, sizeof(any_link));
	assert_int_equal(NlaPut(&builder, 1, NULL, 60000), 0);
	assert_int_equal(NetlinkSend(&nl, &builder), -EMSGSIZE);
	assert_int_equal(NetlinkReceive(&nl, &message), -EMSGSIZE);
	close(nl.fd);
}

static void test_an_error_does_not_repeat_the_request(void **state)
{
	NetlinkBuilder builder;
	NetlinkSocket nl;
	IfInfomsg link = { 0, 0, 0, 0x7ffffff0, 0, 0 };

	(void)state;
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, 128), 0);
	builder = request(LX_RTM_GETLINK, 0, &link, sizeof(link));
	assert_int_equal(NlaPut(&builder, LX_IFLA_IFALIAS, NULL, 200), 0);
	assert_int_equal(NetlinkExecute(&nl, &builder), -ENODEV);
	close(nl.fd);
}

static void test_a_request_begins_anew(void **state)
{
	NetlinkBuilder builder = request(LX_RTM_GETLINK, LX_NLM_F_DUMP, &any_link, sizeof(any_link));
	NetlinkSocket nl;

	(void)state;
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)), 0);
	/* What is left of an answer that was malformed, and interrupted. */
	nl.result = -EBADMSG;
	nl.len = 5;
	nl.interrupted = 1;
	nl.ack.error = -EBADMSG;
	nl.ack.text = received;
	assert_int_equal(NetlinkExecute(&nl, &builder), 0);
	assert_null(nl.ack.text);
	/* No request has the number of events. */
	nl.seq = ~0U;
	assert_int_equal(NetlinkExecute(&nl, &builder), 0);
	assert_int_equal(nl.seq, 1);
	close(nl.fd);
}

static void test_links_are_those_of_the_libc(void **state)
{
	struct if_nameindex *names = if_nameindex(), *name;
	NetlinkAttr attrs[LX_IFLA_TXQLEN + 1];
	NetlinkBuilder builder = request(LX_RTM_GETLINK, LX_NLM_F_DUMP, &any_link, sizeof(any_link));
	NetlinkMessage message;
	NetlinkSocket nl;
	IfInfomsg link;
	unsigned int mtu;
	long offset;
	int result, count = 0;

	(void)state;
	if (!names)
		SKIP("the libc gives no names of interfaces");
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)), 0);
	assert_int_equal(NetlinkSend(&nl, &builder), 0);
	while ((result = NetlinkReceive(&nl, &message)) > 0) {
		assert_int_equal(message.header.type, LX_RTM_NEWLINK);
		offset = NlmsgGet(&message, &link, sizeof(link));
		assert_int_equal(offset, 16);
		assert_int_equal(NlaParse(message.data, message.len, (unsigned long)offset, attrs, LX_IFLA_TXQLEN + 1), 0);
		for (name = names; name->if_index && name->if_index != (unsigned int)link.index; name++)
			;
		assert_string_equal(NlaGetString(&attrs[LX_IFLA_IFNAME]), name->if_name);
		assert_int_equal(NlaGetU32(&attrs[LX_IFLA_MTU], &mtu), 0);
		if (link.flags & LX_IFF_LOOPBACK)
			assert_string_equal(name->if_name, "lo");
		count++;
	}
	assert_int_equal(result, 0);
	assert_int_equal(NetlinkReceive(&nl, &message), 0);
	for (name = names; name->if_index; name++)
		count--;
	assert_int_equal(count, 0);
	if_freenameindex(names);
	close(nl.fd);
}

static void test_a_link_that_there_is_not(void **state)
{
	NetlinkBuilder builder;
	NetlinkMessage message;
	NetlinkSocket nl;
	IfInfomsg link = { 0, 0, 0, 0x7ffffff0, 0, 0 };

	(void)state;
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)), 0);
	builder = request(LX_RTM_GETLINK, 0, &link, sizeof(link));
	assert_int_equal(NetlinkExecute(&nl, &builder), -ENODEV);
	assert_int_equal(NetlinkReceive(&nl, &message), -ENODEV);
	assert_int_equal(nl.ack.error, -ENODEV);
	assert_int_equal(nl.ack.request.type, LX_RTM_GETLINK);
	assert_int_equal(nl.ack.request.seq, nl.seq);
	/* The socket goes on to serve: the loopback is the first link of every namespace. */
	link.index = 1;
	builder = request(LX_RTM_GETLINK, 0, &link, sizeof(link));
	assert_int_equal(NetlinkSend(&nl, &builder), 0);
	assert_int_equal(NetlinkReceive(&nl, &message), 1);
	assert_int_equal(message.header.type, LX_RTM_NEWLINK);
	assert_int_equal(NetlinkReceive(&nl, &message), 0);
	close(nl.fd);
}

static void test_errors_in_words(void **state)
{
	NetlinkBuilder builder;
	NetlinkSocket nl;
	IfAddrmsg address = { AF_INET, 77, 0, 0, 1 };
	unsigned int loopback = 0x0100007f;

	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)), 0);
	builder = request(LX_RTM_NEWADDR, LX_NLM_F_CREATE | LX_NLM_F_EXCL, &address, sizeof(address));
	NlaPutU32(&builder, LX_IFA_LOCAL, loopback);
	assert_int_equal(NetlinkExecute(&nl, &builder), -EINVAL);
	assert_true(!nl.ack.text || strlen(nl.ack.text) > 5); /* older kernels have no words for this */
	/* An attribute that is too short: the kernel says so, and tells where it is. */
	address.prefixlen = 8;
	builder = request(LX_RTM_NEWADDR, LX_NLM_F_CREATE | LX_NLM_F_EXCL, &address, sizeof(address));
	NlaPutString(&builder, LX_IFA_LABEL, "l");
	NlaPutU8(&builder, LX_IFA_LOCAL, 1);
	assert_true(NetlinkExecute(&nl, &builder) < 0);
	assert_int_equal(nl.ack.offset, 24 + 8);
	assert_non_null(nl.ack.text);
	assert_true(nl.ack.text > received && nl.ack.text < received + sizeof(received));
	assert_true(strlen(nl.ack.text) > 5);
	close(nl.fd);
}

static void test_a_datagram_that_does_not_fit(void **state)
{
	NetlinkBuilder builder = request(LX_RTM_GETLINK, LX_NLM_F_DUMP, &any_link, sizeof(any_link));
	NetlinkMessage message;
	NetlinkSocket nl;

	(void)state;
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, 40), 0);
	assert_int_equal(NetlinkSend(&nl, &builder), 0);
	assert_int_equal(NetlinkReceive(&nl, &message), -EMSGSIZE);
	assert_int_equal(NetlinkReceive(&nl, &message), -EMSGSIZE);
	close(nl.fd);
}

static void test_an_unread_answer_is_left_out(void **state)
{
	NetlinkBuilder builder;
	NetlinkMessage message;
	NetlinkSocket nl;
	IfInfomsg link = { 0, 0, 0, 1, 0, 0 };
	int result;

	(void)state;
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)), 0);
	builder = request(LX_RTM_GETLINK, 0, &link, sizeof(link));
	assert_int_equal(NetlinkSend(&nl, &builder), 0);
	link.index = 0x7ffffff0;
	builder = request(LX_RTM_GETLINK, 0, &link, sizeof(link));
	assert_int_equal(NetlinkExecute(&nl, &builder), -ENODEV);
	/* A dump that goes on is not interrupted by another. */
	builder = request(LX_RTM_GETLINK, LX_NLM_F_DUMP, &any_link, sizeof(any_link));
	assert_int_equal(NetlinkSend(&nl, &builder), 0);
	assert_int_equal(NetlinkSend(&nl, &builder), 0);
	result = NetlinkReceive(&nl, &message);
	if (result == 1) /* all links fit into the first datagram, and the dump had ended */
		while ((result = NetlinkReceive(&nl, &message)) > 0)
			;
	assert_true(result == -EBUSY || result == 0);
	close(nl.fd);
}

/* The answers that a kernel seldom gives are put where a datagram is received to. */
static int answer(NetlinkSocket *nl, unsigned long len, NetlinkMessage *message)
{
	memset(nl, 0, sizeof(*nl));
	nl->fd = -1;
	nl->seq = 7;
	nl->pid = 8;
	nl->result = 1;
	nl->buf = buffer;
	nl->size = sizeof(buffer);
	nl->len = len;
	return NetlinkReceive(nl, message);
}

static void test_an_interrupted_dump_is_told_at_its_end(void **state)
{
	NetlinkMessage message;
	NetlinkSocket nl;

	(void)state;
	memset(buffer, 0, 128);
	put_message(0, 16, 16, LX_NLM_F_MULTI | LX_NLM_F_DUMP_INTR);
	put_message(16, 16, 16, LX_NLM_F_MULTI);
	put_message(32, 20, LX_NLMSG_DONE, LX_NLM_F_MULTI);
	assert_int_equal(answer(&nl, 52, &message), 1);
	assert_int_equal(NetlinkReceive(&nl, &message), 1);
	assert_int_equal(NetlinkReceive(&nl, &message), -ESTALE);
	assert_int_equal(NetlinkReceive(&nl, &message), -ESTALE);
	/* Its last message may be the one to tell. */
	put_message(0, 16, 16, LX_NLM_F_MULTI);
	put_message(32, 20, LX_NLMSG_DONE, LX_NLM_F_MULTI | LX_NLM_F_DUMP_INTR);
	answer(&nl, 52, &message);
	assert_int_equal(NetlinkReceive(&nl, &message), 1);
	assert_int_equal(NetlinkReceive(&nl, &message), -ESTALE);
	/* An error says more. */
	put_message(0, 20, LX_NLMSG_DONE, LX_NLM_F_MULTI | LX_NLM_F_DUMP_INTR);
	memset(buffer + 16, 0xff, 4);
	assert_int_equal(answer(&nl, 20, &message), -EPERM);
	put_message(0, 20, LX_NLMSG_DONE, LX_NLM_F_MULTI);
	memset(buffer + 16, 0, 4);
	assert_int_equal(answer(&nl, 20, &message), 0);
}

static void test_what_answers_others_is_left_out(void **state)
{
	NlMsghdr seq = { 36, LX_NLMSG_ERROR, LX_NLM_F_CAPPED, 6, 8 }, pid = { 36, LX_NLMSG_ERROR, LX_NLM_F_CAPPED, 7, 9 };
	NetlinkMessage message;
	NetlinkSocket nl;

	(void)state;
	memset(buffer, 0xff, 128);
	memcpy(buffer, &seq, 16);
	memcpy(buffer + 36, &pid, 16);
	put_message(72, 16, LX_NLMSG_NOOP, 0);
	put_message(88, 16, LX_RTM_NEWLINK, 0);
	assert_int_equal(answer(&nl, 104, &message), 1);
	assert_int_equal(message.header.type, LX_RTM_NEWLINK);
	/* Then it goes on to receive, where there is no socket. */
	assert_int_equal(NetlinkReceive(&nl, &message), -EBADF);
}

static void test_an_answer_that_is_lost_or_malformed(void **state)
{
	NetlinkMessage message;
	NetlinkSocket nl;

	(void)state;
	put_message(0, 16, LX_NLMSG_OVERRUN, 0);
	assert_int_equal(answer(&nl, 16, &message), -ENOBUFS);
	put_message(0, 16, LX_RTM_NEWLINK, 0);
	put_message(16, 15, LX_RTM_NEWLINK, 0);
	assert_int_equal(answer(&nl, 32, &message), 1);
	assert_int_equal(NetlinkReceive(&nl, &message), -EBADMSG);
	assert_int_equal(NetlinkReceive(&nl, &message), -EBADMSG);
	put_message(0, 35, LX_NLMSG_ERROR, 0);
	assert_int_equal(answer(&nl, 36, &message), -EBADMSG);
}

/* A message that claims to be an answer, but whose sender is another socket. */
static void test_only_the_kernel_answers(void **state)
{
	struct sockaddr_nl to;
	struct {
		NlMsghdr header;
		NlMsgerr error;
	} lie;
	NetlinkBuilder builder;
	NetlinkSocket nl;
	IfInfomsg link = { 0, 0, 0, 1, 0, 0 };
	int liar;

	(void)state;
	SKIP_UNLESS_ROOT();
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)), 0);
	liar = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	memset(&to, 0, sizeof(to));
	to.nl_family = AF_NETLINK;
	to.nl_pid = nl.pid;
	memset(&lie, 0, sizeof(lie));
	lie.header.len = sizeof(lie);
	lie.header.type = LX_NLMSG_ERROR;
	lie.header.flags = LX_NLM_F_CAPPED;
	lie.header.seq = nl.seq + 1;
	lie.header.pid = nl.pid;
	lie.error.error = -EXDEV;
	assert_int_equal(sendto(liar, &lie, sizeof(lie), 0, (struct sockaddr *)&to, sizeof(to)), sizeof(lie));
	builder = request(LX_RTM_GETLINK, 0, &link, sizeof(link));
	assert_int_equal(NetlinkExecute(&nl, &builder), 0);
	close(liar);
	close(nl.fd);
}

static void on_alarm(int sig)
{
	(void)sig;
}

static void test_waiting_ends_and_goes_on(void **state)
{
	struct sigaction action = { .sa_handler = on_alarm }, old;
	struct itimerval soon = { { 0, 50000 }, { 0, 50000 } }, never = { { 0, 0 }, { 0, 0 } };
	struct timeval limit = { 0, 20000 }, none = { 0, 0 };
	NetlinkMessage message;
	NetlinkSocket nl;

	(void)state;
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)), 0);
	nl.result = 1;
	nl.seq = 7;
	setsockopt(nl.fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	assert_int_equal(NetlinkReceive(&nl, &message), -EAGAIN);
	assert_int_equal(NetlinkReceive(&nl, &message), -EAGAIN);
	setsockopt(nl.fd, SOL_SOCKET, SO_RCVTIMEO, &none, sizeof(none));
	sigaction(SIGALRM, &action, &old);
	setitimer(ITIMER_REAL, &soon, NULL);
	assert_int_equal(NetlinkReceive(&nl, &message), -EINTR);
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &old, NULL);
	assert_int_equal(nl.result, 1);
	close(nl.fd);
}

/* Whether the libc sees this IPv4 address. */
static int libc_sees(unsigned int wanted)
{
	struct ifaddrs *all, *a;
	struct sockaddr_in in;
	int seen = 0;

	if (getifaddrs(&all))
		return -1;
	for (a = all; a; a = a->ifa_next)
		if (a->ifa_addr && a->ifa_addr->sa_family == AF_INET) {
			memcpy(&in, a->ifa_addr, sizeof(in));
			seen |= in.sin_addr.s_addr == wanted;
		}
	freeifaddrs(all);
	return seen;
}

/* Counts this type of message of a dump whose attribute has this value. */
static int count_in_dump(NetlinkSocket *nl, NetlinkBuilder *builder, unsigned long size, unsigned short type,
			 unsigned int value)
{
	unsigned char fixed[32];
	NetlinkMessage message;
	NetlinkAttr attrs[8];
	unsigned int found;
	int result, count = 0;

	if (NetlinkSend(nl, builder))
		return -1;
	while ((result = NetlinkReceive(nl, &message)) > 0) {
		NlaParse(message.data, message.len, (unsigned long)NlmsgGet(&message, fixed, size), attrs, 8);
		count += NlaGetU32(&attrs[type], &found) == 0 && found == value;
	}
	return result < 0 ? -1 : count;
}

#define NO_NAMESPACE 255 /* no line's number */

static void check_in_a_namespace(int (*run)(void))
{
	int result;

	SKIP_UNLESS_ROOT();
	result = in_child(run);
	if (result == NO_NAMESPACE)
		SKIP("no network namespaces here");
	assert_int_equal(result, 0);
}

/* Links are made of what is nested in their attributes, where the kernel has their kind. */
static int make_link(void)
{
	NetlinkAttr attr, attrs[LX_IFLA_LINKINFO + 1];
	IfInfomsg link = { 0, 0, 0, 0, 0, 0 };
	NetlinkMessage message;
	NetlinkBuilder builder;
	NetlinkSocket nl;
	unsigned int time;
	long info, data;
	int result;

	if (unshare(CLONE_NEWNET))
		return NO_NAMESPACE;
	EXPECT(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)) == 0);
	builder = request(LX_RTM_NEWLINK, LX_NLM_F_CREATE | LX_NLM_F_EXCL, &any_link, sizeof(any_link));
	NlaPutString(&builder, LX_IFLA_IFNAME, "ours");
	info = NlaNestStart(&builder, LX_IFLA_LINKINFO);
	NlaPutString(&builder, LX_IFLA_INFO_KIND, "bridge");
	data = NlaNestStart(&builder, LX_IFLA_INFO_DATA);
	NlaPutU32(&builder, IFLA_BR_AGEING_TIME, 4400);
	NlaNestEnd(&builder, data);
	NlaNestEnd(&builder, info);
	result = NetlinkExecute(&nl, &builder);
	if (result == -EOPNOTSUPP)
		return 0;
	EXPECT(result == 0);
	EXPECT(NetlinkExecute(&nl, &builder) == -EEXIST);
	link.index = (int)if_nametoindex("ours");
	EXPECT(link.index > 1);
	builder = request(LX_RTM_GETLINK, 0, &link, sizeof(link));
	EXPECT(NetlinkSend(&nl, &builder) == 0 && NetlinkReceive(&nl, &message) == 1);
	EXPECT(NlaParse(message.data, message.len, sizeof(link), attrs, LX_IFLA_LINKINFO + 1) == 0);
	attr = attrs[LX_IFLA_LINKINFO];
	EXPECT(NlaParse(attr.data, attr.len, 0, attrs, LX_IFLA_INFO_DATA + 1) == 0);
	EXPECT(strcmp(NlaGetString(&attrs[LX_IFLA_INFO_KIND]), "bridge") == 0);
	attr = attrs[LX_IFLA_INFO_DATA];
	EXPECT(NlaParse(attr.data, attr.len, 0, attrs, IFLA_BR_AGEING_TIME + 1) == 0);
	EXPECT(NlaGetU32(&attrs[IFLA_BR_AGEING_TIME], &time) == 0 && time == 4400);
	return 0;
}

static void test_a_link_is_made_of_nests(void **state)
{
	(void)state;
	check_in_a_namespace(make_link);
}

/* In a network namespace of its own. */
static int change_and_list(void)
{
	IfInfomsg up = { 0, 0, 0, 1, LX_IFF_UP, LX_IFF_UP };
	IfAddrmsg address = { AF_INET, 24, 0, 0, 1 }, inet = { AF_INET, 0, 0, 0, 0 };
	RtMsg route = { AF_INET, 24, 0, 0, LX_RT_TABLE_MAIN, LX_RTPROT_STATIC, LX_RT_SCOPE_LINK, LX_RTN_UNICAST, 0 };
	RtMsg routes = { AF_INET, 0, 0, 0, 0, 0, 0, 0, 0 };
	unsigned int ours = 0x0102030a, destination = 0x0004030a; /* 10.3.2.1, 10.3.4.0 */
	NetlinkBuilder builder;
	NetlinkSocket nl;

	if (unshare(CLONE_NEWNET))
		return NO_NAMESPACE;
	EXPECT(NetlinkOpen(&nl, LX_NETLINK_ROUTE, received, sizeof(received)) == 0);
	builder = request(LX_RTM_NEWLINK, 0, &up, sizeof(up));
	EXPECT(NetlinkExecute(&nl, &builder) == 0);
	builder = request(LX_RTM_NEWADDR, LX_NLM_F_CREATE | LX_NLM_F_EXCL, &address, sizeof(address));
	NlaPutU32(&builder, LX_IFA_LOCAL, ours);
	NlaPutU32(&builder, LX_IFA_ADDRESS, ours);
	NlaPutString(&builder, LX_IFA_LABEL, "lo:ours");
	EXPECT(NetlinkExecute(&nl, &builder) == 0);
	EXPECT(NetlinkExecute(&nl, &builder) == -EEXIST);
	EXPECT(libc_sees(ours) == 1);
	builder = request(LX_RTM_GETADDR, LX_NLM_F_DUMP, &inet, sizeof(inet));
	EXPECT(count_in_dump(&nl, &builder, sizeof(inet), LX_IFA_LOCAL, ours) == 1);

	builder = request(LX_RTM_NEWROUTE, LX_NLM_F_CREATE | LX_NLM_F_EXCL, &route, sizeof(route));
	NlaPutU32(&builder, LX_RTA_DST, destination);
	NlaPutU32(&builder, LX_RTA_OIF, 1);
	EXPECT(NetlinkExecute(&nl, &builder) == 0);
	builder = request(LX_RTM_GETROUTE, LX_NLM_F_DUMP, &routes, sizeof(routes));
	EXPECT(count_in_dump(&nl, &builder, sizeof(routes), LX_RTA_DST, destination) == 1);

	builder = request(LX_RTM_DELADDR, 0, &address, sizeof(address));
	NlaPutU32(&builder, LX_IFA_LOCAL, ours);
	EXPECT(NetlinkExecute(&nl, &builder) == 0);
	EXPECT(NetlinkExecute(&nl, &builder) == -EADDRNOTAVAIL);
	EXPECT(libc_sees(ours) == 0);
	return 0;
}

static void test_a_namespace_is_changed_and_listed(void **state)
{
	(void)state;
	check_in_a_namespace(change_and_list);
}

static void open_for(NetlinkSocket *nl, int protocol)
{
	Timeval ten = { 10, 0 };

	assert_int_equal(NetlinkOpen(nl, protocol, received, sizeof(received)), 0);
	assert_int_equal(Setsockopt(nl->fd, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &ten, sizeof(ten)), 0);
}

/* The answer of audit names no port, and comes after the acknowledgement. */
static void test_an_answer_after_the_acknowledgement(void **state)
{
	enum { AUDIT_GET = 1000 };
	NetlinkSocket nl;
	NetlinkBuilder builder;
	NetlinkMessage message;
	char room[64];
	int result;

	(void)state;
	SKIP_UNDER_QEMU("no audit");
	result = NetlinkOpen(&nl, LX_NETLINK_AUDIT, received, sizeof(received));
	if (result < 0)
		SKIP("no audit here");
	Close(nl.fd);
	open_for(&nl, LX_NETLINK_AUDIT);
	NetlinkBuild(&builder, room, sizeof(room));
	NlmsgPut(&builder, AUDIT_GET, 0, NULL, 0);
	result = NetlinkExecute(&nl, &builder);
	if (result < 0) {
		Close(nl.fd);
		SKIP("audit does not answer here");
	}
	do
		result = NetlinkReceiveEvent(&nl, &message);
	while (result > 0 && message.header.seq != nl.seq);
	assert_int_equal(result, 1);
	assert_int_equal(message.header.type, AUDIT_GET);
	assert_true(message.len >= 32);
	Close(nl.fd);
}

/* Messages without an end: an acknowledgement is one of them, and each error leaves the socket in use. */
static void test_events_come_without_an_end(void **state)
{
	NetlinkSocket nl;
	NetlinkBuilder builder;
	NetlinkMessage message;
	NetlinkAck ack;
	char room[64];
	int i;

	(void)state;
	SKIP_UNDER_QEMU("no multicast groups");
	open_for(&nl, LX_NETLINK_ROUTE);
	assert_int_equal(NetlinkJoin(&nl, 1000000), -EINVAL);
	assert_int_equal(NetlinkJoin(&nl, LX_RTNLGRP_LINK), 0);
	for (i = 0; i < 3; i++) {
		NetlinkBuild(&builder, room, sizeof(room));
		NlmsgPut(&builder, 0x7ff0, 0, NULL, 1);
		assert_int_equal(NetlinkSend(&nl, &builder), 0);
		do
			assert_int_equal(NetlinkReceiveEvent(&nl, &message), 1);
		while (message.header.seq != nl.seq);
		assert_int_equal(message.header.type, LX_NLMSG_ERROR);
		assert_int_equal(NlmsgAck(&message, &ack), 0);
		assert_int_equal(ack.error, -EOPNOTSUPP);
	}
	/* A rest that is malformed is dropped. */
	memset(received, 0xff, 32);
	nl.len = 32;
	nl.offset = 0;
	assert_int_equal(NetlinkReceiveEvent(&nl, &message), -EBADMSG);
	assert_int_equal(fcntl(nl.fd, F_SETFL, O_NONBLOCK), 0);
	assert_int_equal(NetlinkReceiveEvent(&nl, &message), -EAGAIN);
	assert_int_equal(NetlinkReceiveDatagram(&nl), -EAGAIN);
	Close(nl.fd);
}

static int is_told_of_a_link(void)
{
	NetlinkSocket nl;
	NetlinkMessage message;
	IfInfomsg link;
	struct ifreq ifr;
	int fd;

	EXPECT(unshare(CLONE_NEWNET) == 0);
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	open_for(&nl, LX_NETLINK_ROUTE);
	EXPECT(NetlinkJoin(&nl, LX_RTNLGRP_LINK) == 0);
	memset(&ifr, 0, sizeof(ifr));
	strcpy(ifr.ifr_name, "lo");
	ifr.ifr_flags = IFF_UP;
	EXPECT(ioctl(fd, SIOCSIFFLAGS, &ifr) == 0);
	EXPECT(NetlinkReceiveEvent(&nl, &message) == 1);
	EXPECT(message.header.type == LX_RTM_NEWLINK && message.header.pid == 0 && message.header.seq == 0);
	EXPECT(NlmsgGet(&message, &link, sizeof(link)) > 0 && link.index == 1 && link.flags & LX_IFF_UP);
	return 0;
}

static void test_a_link_that_changes_is_told(void **state)
{
	(void)state;
	SKIP_UNLESS_ROOT();
	SKIP_UNDER_QEMU("no network namespaces");
	assert_int_equal(in_child(is_told_of_a_link), 0);
}

/* Strings and no messages: what the kernel tells of a device when it is asked to. */
static void test_a_device_is_told_in_strings(void **state)
{
	NetlinkSocket nl;
	int fd = open("/sys/class/mem/null/uevent", O_WRONLY);
	long len;

	(void)state;
	if (fd < 0)
		SKIP("no device may be asked about");
	SKIP_UNDER_QEMU("no such protocol");
	open_for(&nl, LX_NETLINK_KOBJECT_UEVENT);
	if (NetlinkJoin(&nl, 1) != 0 || write(fd, "change", 6) != 6) {
		close(fd);
		Close(nl.fd);
		SKIP("no device may be asked about");
	}
	close(fd);
	len = NetlinkReceiveDatagram(&nl);
	Close(nl.fd);
	if (len == -EAGAIN)
		SKIP("no events of devices reach this namespace");
	assert_true(len > 20 && received[len - 1] == 0);
	assert_non_null(strchr(received, '@'));
}

UNIT_TESTS(unit_test(test_an_answer_after_the_acknowledgement), unit_test(test_events_come_without_an_end),
	   unit_test(test_a_link_that_changes_is_told), unit_test(test_a_device_is_told_in_strings),
	   unit_test(test_malformed_messages_are_refused), unit_test(test_messages_come_in_order),
	   unit_test(test_the_fixed_part_is_copied), unit_test(test_malformed_attributes_are_refused),
	   unit_test(test_attributes_come_in_order), unit_test(test_parse_stores_by_type),
	   unit_test(test_values_have_their_size), unit_test(test_next_hops), unit_test(test_acknowledgements),
	   unit_test(test_the_end_of_a_dump), unit_test(test_a_message_is_built_as_the_kernel_has_it),
	   unit_test(test_what_does_not_fit_changes_nothing), unit_test(test_a_length_that_16_bits_cannot_tell),
	   unit_test(test_nests_that_are_none), unit_test(test_several_messages_in_one_buffer),
	   unit_test(test_random_buffers_between_guard_pages), unit_test(test_a_protocol_that_there_is_not),
	   unit_test(test_a_request_is_one_good_message), unit_test(test_a_request_that_the_kernel_does_not_take),
	   unit_test(test_an_error_does_not_repeat_the_request), unit_test(test_a_request_begins_anew),
	   unit_test(test_links_are_those_of_the_libc),
	   unit_test(test_a_link_that_there_is_not), unit_test(test_errors_in_words),
	   unit_test(test_a_datagram_that_does_not_fit), unit_test(test_an_unread_answer_is_left_out),
	   unit_test(test_an_interrupted_dump_is_told_at_its_end), unit_test(test_what_answers_others_is_left_out),
	   unit_test(test_an_answer_that_is_lost_or_malformed), unit_test(test_only_the_kernel_answers),
	   unit_test(test_waiting_ends_and_goes_on), unit_test(test_a_link_is_made_of_nests),
	   unit_test(test_a_namespace_is_changed_and_listed));
