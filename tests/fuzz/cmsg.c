/*
 * Control messages (barecall/cmsg.h). The first byte chooses: what follows is a buffer that Recvmsg filled, or says
 * which messages are put together.
 */
#include "fuzz.h"
#include <barecall/cmsg.h>
#include <barecall/net.h>

/* read_as_all_types lets every reader have the message; each must say no, or stay within it. */
static void read_as_all_types(const Cmsghdr *cmsg, unsigned long datalen)
{
	const unsigned char *data = (const unsigned char *)(cmsg + 1);
	Inet4Pktinfo info4;
	Inet6Pktinfo info6;
	Timespec ts;
	Ucred ucred;
	const int *fds;
	int rights = cmsg->level == LX_SOL_SOCKET && cmsg->type == LX_SCM_RIGHTS;
	int credentials = cmsg->level == LX_SOL_SOCKET && cmsg->type == LX_SCM_CREDENTIALS;
	int pktinfo4 = cmsg->level == LX_SOL_IP && cmsg->type == LX_IP_PKTINFO;
	int pktinfo6 = cmsg->level == LX_SOL_IPV6 && cmsg->type == LX_IPV6_PKTINFO;
	int micro = cmsg->type == LX_SO_TIMESTAMP_OLD || cmsg->type == LX_SO_TIMESTAMP_NEW;
	int nano = cmsg->type == LX_SO_TIMESTAMPNS_OLD || cmsg->type == LX_SO_TIMESTAMPNS_NEW;
	int count, i;

	count = ParseUnixRights(cmsg, &fds);
	CHECK(count == (rights ? (int)(datalen / sizeof(*fds)) : -LX_EINVAL));
	for (i = 0; i < count; i++)
		CHECK(!memcmp(&fds[i], data + 4 * i, 4));

	CHECK(ParseUnixCredentials(cmsg, &ucred) == (credentials && datalen >= sizeof(ucred) ? 0 : -LX_EINVAL));
	if (credentials && datalen >= sizeof(ucred))
		CHECK(!memcmp(&ucred, data, sizeof(ucred)));

	CHECK(ParsePktInfo4(cmsg, &info4) == (pktinfo4 && datalen >= sizeof(info4) ? 0 : -LX_EINVAL));
	if (pktinfo4 && datalen >= sizeof(info4))
		CHECK(!memcmp(&info4, data, sizeof(info4)));

	CHECK(ParsePktInfo6(cmsg, &info6) == (pktinfo6 && datalen >= sizeof(info6) ? 0 : -LX_EINVAL));
	if (pktinfo6 && datalen >= sizeof(info6))
		CHECK(!memcmp(&info6, data, sizeof(info6)));

	micro = micro && cmsg->level == LX_SOL_SOCKET && datalen >= sizeof(ts);
	nano = nano && cmsg->level == LX_SOL_SOCKET && datalen >= sizeof(ts);
	CHECK(ParseTimestamp(cmsg, &ts) == (micro || nano ? 0 : -LX_EINVAL));
	if (nano)
		CHECK(!memcmp(&ts, data, sizeof(ts)));
	if (micro)
		CHECK(!memcmp(&ts.sec, data, 8) && ts.nsec % 8 == 0);
}

/* length returns that of the message at offset, or 0: there is none, or it goes past the end. */
static unsigned long length(const Msghdr *msg, unsigned long offset)
{
	unsigned long len;

	if (!msg->control || offset > msg->controllen || msg->controllen - offset < sizeof(Cmsghdr))
		return 0;
	memcpy(&len, (const char *)msg->control + offset, sizeof(len));
	return len < sizeof(Cmsghdr) || len > msg->controllen - offset ? 0 : len;
}

/* walk visits all messages, and returns how many. */
static int walk(const Msghdr *msg)
{
	unsigned long offset = 0, len = length(msg, 0);
	const Cmsghdr *cmsg;
	int count = 0;

	for (cmsg = CmsgFirst(msg); cmsg; cmsg = CmsgNext(msg, cmsg)) {
		CHECK(len && (const char *)cmsg == (const char *)msg->control + offset);
		CHECK(CmsgDataLen(cmsg) == len - sizeof(*cmsg));
		read_as_all_types(cmsg, len - sizeof(*cmsg));
		count++;
		len = length(msg, offset += (len + 7) & ~7UL);
	}
	CHECK(!len);
	return count;
}

static void received(Input *in, unsigned int cut)
{
	Msghdr msg;

	memset(&msg, 0, sizeof(msg));
	msg.controllen = in->left;
	msg.control = exact(in->at, in->left);
	walk(&msg);
	/* Each shorter buffer may cut off the last message, not more. */
	if (cut < msg.controllen) {
		void *whole = msg.control;

		msg.controllen = cut;
		msg.control = exact(in->at, cut);
		walk(&msg);
		free(msg.control);
		msg.control = whole;
	}
	free(msg.control);
	msg.control = NULL;
	CHECK(!CmsgFirst(&msg));
}

enum { MOST = 16, DATA = 64 };

typedef struct Message {
	int level;
	int type;
	unsigned long len;
	unsigned char data[DATA];
} Message;

/* append lets the function that what chooses append a message, and fills in w, what it is to be read as. */
static int append(Input *in, unsigned int what, Msghdr *msg, unsigned long size, Message *w)
{
	const void *data = w->data;

	memset(w->data, 0, DATA);
	w->len = take_byte(in) % DATA;
	w->level = LX_SOL_SOCKET;
	switch (what % 8) {
	case 0:
		w->type = LX_SCM_RIGHTS;
		w->len = w->len / 4 * 4;
		take(in, w->data, w->len);
		return UnixRights(msg, size, data, (unsigned int)w->len / 4);
	case 1:
		w->type = LX_SCM_CREDENTIALS;
		w->len = sizeof(Ucred);
		take(in, w->data, w->len);
		return UnixCredentials(msg, size, data);
	case 2:
		w->level = LX_SOL_IP;
		w->type = LX_IP_PKTINFO;
		w->len = sizeof(Inet4Pktinfo);
		take(in, w->data, w->len);
		return PktInfo4(msg, size, data);
	case 3:
		w->level = LX_SOL_IPV6;
		w->type = LX_IPV6_PKTINFO;
		w->len = sizeof(Inet6Pktinfo);
		take(in, w->data, w->len);
		return PktInfo6(msg, size, data);
	case 4:
		w->len = take_word(in); /* also what cannot be */
		data = NULL;
		break;
	case 5:
		data = NULL;
		break;
	default:
		take(in, w->data, w->len);
		break;
	}
	take(in, &w->level, sizeof(w->level));
	take(in, &w->type, sizeof(w->type));
	return CmsgAppend(msg, size, w->level, w->type, data, w->len) ? 0 : -LX_ENOBUFS;
}

/* built puts messages together and checks that they are read as they were written. */
static void built(Input *in)
{
	Message wrote[MOST];
	unsigned long size = take_byte(in) * 2, used, begin, i;
	unsigned char *control = malloc(size + !size);
	const Cmsghdr *cmsg;
	Msghdr msg;
	int count = 0, n;

	CHECK(control);
	memset(control, 0xff, size);
	memset(&msg, 0, sizeof(msg));
	CHECK(!CmsgAppend(&msg, size, 0, 0, NULL, 0));
	msg.control = control;
	while (in->left && count < MOST) {
		Message *w = &wrote[count];
		unsigned int what = take_byte(in);
		unsigned long told = what & 16 ? take_byte(in) % (size + 1) : size; /* a part of it, or less than is used */
		int result, room;

		used = msg.controllen;
		begin = (used + 7) / 8 * 8;
		result = append(in, what, &msg, told, w);
		room = w->len <= told && begin + CmsgSpace(w->len) <= told;
		CHECK(result == (room ? 0 : -LX_ENOBUFS));
		CHECK(msg.controllen == (room ? begin + CmsgSpace(w->len) : used));
		if (!room)
			continue;
		count++;
		for (i = begin + CmsgLen(w->len); i < msg.controllen; i++)
			CHECK(control[i] == 0);
		if (what & 8)
			msg.controllen = begin + CmsgLen(w->len); /* as some count it */
	}
	CHECK(walk(&msg) == count);
	cmsg = CmsgFirst(&msg);
	for (n = 0; n < count; n++) {
		CHECK(cmsg->level == wrote[n].level && cmsg->type == wrote[n].type);
		CHECK(cmsg->len == CmsgLen(wrote[n].len));
		for (i = 0; i < wrote[n].len; i++)
			CHECK(((const unsigned char *)(cmsg + 1))[i] == (i < DATA ? wrote[n].data[i] : 0));
		cmsg = CmsgNext(&msg, cmsg);
	}
	CHECK(!cmsg);
	free(control);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input in = { data, size };
	unsigned int first = take_byte(&in);

	if (first & 128)
		built(&in);
	else
		received(&in, first);
	return 0;
}
