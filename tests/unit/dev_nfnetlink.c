/* dev/nfnetlink.h, dev/nftables.h, dev/connector.h: a rule that stops packets, and processes that come and go. */
#include "unit.h"

#include <arpa/inet.h>
#include <linux/cn_proc.h>
#include <linux/connector.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

#include <barecall/dev/connector.h>
#include <barecall/dev/netif.h>
#include <barecall/dev/nftables.h>

#define NO_NFTABLES 253 /* what a child ends with */
#define PORT 4444
#define SUBSYS LX_NFNL_SUBSYS_NFTABLES

static char received[32768], room[4096];

static void begin(NetlinkBuilder *batch)
{
	NetlinkBuild(batch, room, sizeof(room));
	NfnlBatchBegin(batch, SUBSYS);
}

static int end(NetlinkSocket *nl, NetlinkBuilder *batch)
{
	NfnlBatchEnd(batch, SUBSYS);
	return NfnlExecute(nl, batch);
}

static void put_table(NetlinkBuilder *batch, unsigned char command, unsigned short flags)
{
	NfnlMsgPut(batch, SUBSYS, command, flags, LX_NFPROTO_INET);
	NlaPutString(batch, LX_NFTA_TABLE_NAME, "ours");
}

static void put_chain(NetlinkBuilder *batch)
{
	long hook;

	NfnlMsgPut(batch, SUBSYS, LX_NFT_MSG_NEWCHAIN, LX_NLM_F_CREATE, LX_NFPROTO_INET);
	NlaPutString(batch, LX_NFTA_CHAIN_TABLE, "ours");
	NlaPutString(batch, LX_NFTA_CHAIN_NAME, "in");
	NlaPutString(batch, LX_NFTA_CHAIN_TYPE, "filter");
	hook = NlaNestStart(batch, LX_NFTA_CHAIN_HOOK);
	NlaPutU32(batch, LX_NFTA_HOOK_HOOKNUM, Htonl(LX_NF_INET_LOCAL_IN));
	NlaPutU32(batch, LX_NFTA_HOOK_PRIORITY, Htonl(LX_NF_IP_PRI_FILTER));
	NlaNestEnd(batch, hook);
}

static long begin_expression(NetlinkBuilder *batch, const char *name, long *data)
{
	long element = NlaNestStart(batch, LX_NFTA_LIST_ELEM);

	NlaPutString(batch, LX_NFTA_EXPR_NAME, name);
	*data = NlaNestStart(batch, LX_NFTA_EXPR_DATA);
	return element;
}

static void end_expression(NetlinkBuilder *batch, long element, long data)
{
	NlaNestEnd(batch, data);
	NlaNestEnd(batch, element);
}

static void put_compare(NetlinkBuilder *batch, const void *value, unsigned long len)
{
	long data, element = begin_expression(batch, "cmp", &data), nest;

	NlaPutU32(batch, LX_NFTA_CMP_SREG, Htonl(LX_NFT_REG_1));
	NlaPutU32(batch, LX_NFTA_CMP_OP, Htonl(LX_NFT_CMP_EQ));
	nest = NlaNestStart(batch, LX_NFTA_CMP_DATA);
	NlaPut(batch, LX_NFTA_DATA_VALUE, value, len);
	NlaNestEnd(batch, nest);
	end_expression(batch, element, data);
}

/* UDP to the port is dropped. */
static void put_rule(NetlinkBuilder *batch)
{
	unsigned short port = Htons(PORT);
	unsigned char udp = LX_IPPROTO_UDP;
	long list, data, element, nest, verdict;

	NfnlMsgPut(batch, SUBSYS, LX_NFT_MSG_NEWRULE, LX_NLM_F_CREATE | LX_NLM_F_APPEND, LX_NFPROTO_INET);
	NlaPutString(batch, LX_NFTA_RULE_TABLE, "ours");
	NlaPutString(batch, LX_NFTA_RULE_CHAIN, "in");
	list = NlaNestStart(batch, LX_NFTA_RULE_EXPRESSIONS);
	element = begin_expression(batch, "meta", &data);
	NlaPutU32(batch, LX_NFTA_META_DREG, Htonl(LX_NFT_REG_1));
	NlaPutU32(batch, LX_NFTA_META_KEY, Htonl(LX_NFT_META_L4PROTO));
	end_expression(batch, element, data);
	put_compare(batch, &udp, sizeof(udp));
	element = begin_expression(batch, "payload", &data);
	NlaPutU32(batch, LX_NFTA_PAYLOAD_DREG, Htonl(LX_NFT_REG_1));
	NlaPutU32(batch, LX_NFTA_PAYLOAD_BASE, Htonl(LX_NFT_PAYLOAD_TRANSPORT_HEADER));
	NlaPutU32(batch, LX_NFTA_PAYLOAD_OFFSET, Htonl(2)); /* the destination */
	NlaPutU32(batch, LX_NFTA_PAYLOAD_LEN, Htonl(2));
	end_expression(batch, element, data);
	put_compare(batch, &port, sizeof(port));
	element = begin_expression(batch, "immediate", &data);
	NlaPutU32(batch, LX_NFTA_IMMEDIATE_DREG, Htonl(LX_NFT_REG_VERDICT));
	nest = NlaNestStart(batch, LX_NFTA_IMMEDIATE_DATA);
	verdict = NlaNestStart(batch, LX_NFTA_DATA_VERDICT);
	NlaPutU32(batch, LX_NFTA_VERDICT_CODE, Htonl(LX_NF_DROP));
	NlaNestEnd(batch, verdict);
	NlaNestEnd(batch, nest);
	end_expression(batch, element, data);
	NlaNestEnd(batch, list);
}

/* How many tables of this name are listed, or chains or rules that are in it. */
static int count(NetlinkSocket *nl, unsigned char command, unsigned int attribute, const char *name)
{
	NetlinkAttr attrs[LX_NFTA_RULE_EXPRESSIONS + 1];
	NetlinkBuilder request;
	NetlinkMessage message;
	char small[64];
	int result, n = 0;

	NetlinkBuild(&request, small, sizeof(small));
	NfnlMsgPut(&request, SUBSYS, command, LX_NLM_F_DUMP, LX_NFPROTO_UNSPEC);
	result = NetlinkSend(nl, &request);
	while (result == 0 && (result = NetlinkReceive(nl, &message)) > 0) {
		result = NlaParse(message.data, message.len, sizeof(Nfgenmsg), attrs, LX_NFTA_RULE_EXPRESSIONS + 1);
		n += NlaGetString(&attrs[attribute]) && strcmp(NlaGetString(&attrs[attribute]), name) == 0;
	}
	return result < 0 ? result : n;
}

/* Whether a datagram to this port arrives. */
static int arrives(unsigned short port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int in = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), out = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), got;
	char byte = 7;

	if (bind(in, (struct sockaddr *)&to, sizeof(to)) || sendto(out, &byte, 1, 0, (struct sockaddr *)&to, sizeof(to)) > 1)
		return -1;
	/* What is sent over the loopback has arrived, or will not. */
	got = (int)recv(in, &byte, 1, MSG_DONTWAIT);
	close(in);
	close(out);
	return got == 1;
}

static int rules(void)
{
	NetlinkBuilder batch, request;
	NetlinkSocket nl;
	unsigned int seq;
	char small[64];
	int fd, result;

	EXPECT(Unshare(LX_CLONE_NEWNET) == 0);
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	EXPECT(IfChangeFlags(fd, "lo", LX_IFF_UP, 0) == 0);
	result = NetlinkOpen(&nl, LX_NETLINK_NETFILTER, received, sizeof(received));
	if (result == -LX_EPROTONOSUPPORT)
		return NO_NFTABLES;
	EXPECT(result == 0);

	/* Nothing that is wrong reaches the kernel. */
	NetlinkBuild(&batch, room, sizeof(room));
	seq = nl.seq;
	EXPECT(NfnlExecute(&nl, &batch) == -LX_EINVAL);
	begin(&batch);
	EXPECT(room[18] == 0 && room[19] == SUBSYS); /* in the network's order, though the kernel bears the other */
	EXPECT(end(&nl, &batch) == -LX_EINVAL && nl.seq == seq);
	NetlinkBuild(&batch, room, 30);
	NfnlBatchBegin(&batch, SUBSYS);
	put_table(&batch, LX_NFT_MSG_NEWTABLE, LX_NLM_F_CREATE);
	EXPECT(end(&nl, &batch) == -LX_EMSGSIZE && nl.seq == seq);

	begin(&batch);
	put_table(&batch, LX_NFT_MSG_NEWTABLE, LX_NLM_F_CREATE);
	result = end(&nl, &batch);
	if (result == -LX_EINVAL || result == -LX_EOPNOTSUPP)
		return NO_NFTABLES;
	EXPECT(result == 0);
	EXPECT(count(&nl, LX_NFT_MSG_GETTABLE, LX_NFTA_TABLE_NAME, "ours") == 1);
	EXPECT(count(&nl, LX_NFT_MSG_GETTABLE, LX_NFTA_TABLE_NAME, "others") == 0);
	EXPECT(count(&nl, LX_NFT_MSG_GETCHAIN, LX_NFTA_CHAIN_TABLE, "ours") == 0);
	EXPECT(arrives(PORT) == 1 && arrives(PORT + 1) == 1);

	/* One that fails undoes all: the table is there already. */
	begin(&batch);
	put_chain(&batch);
	put_table(&batch, LX_NFT_MSG_NEWTABLE, LX_NLM_F_CREATE | LX_NLM_F_EXCL);
	put_rule(&batch);
	EXPECT(end(&nl, &batch) == -LX_EEXIST);
	EXPECT(nl.seq - nl.ack.request.seq == 2 && nl.ack.request.type == (SUBSYS << 8 | LX_NFT_MSG_NEWTABLE));
	EXPECT(count(&nl, LX_NFT_MSG_GETCHAIN, LX_NFTA_CHAIN_TABLE, "ours") == 0);
	/* What failed is answered beyond that, and mixes with nothing that comes later. */
	begin(&batch);
	put_table(&batch, LX_NFT_MSG_NEWTABLE, LX_NLM_F_CREATE | LX_NLM_F_EXCL);
	put_table(&batch, LX_NFT_MSG_NEWTABLE, LX_NLM_F_CREATE | LX_NLM_F_EXCL);
	EXPECT(end(&nl, &batch) == -LX_EEXIST && nl.seq - nl.ack.request.seq == 2);

	nl.seq = ~0U - 3; /* no message of a batch has the number 0, an event's */
	begin(&batch);
	put_chain(&batch);
	put_rule(&batch);
	EXPECT(end(&nl, &batch) == 0 && nl.seq == 4 && nl.ack.error == 0);
	EXPECT(count(&nl, LX_NFT_MSG_GETCHAIN, LX_NFTA_CHAIN_TABLE, "ours") == 1);
	EXPECT(count(&nl, LX_NFT_MSG_GETRULE, LX_NFTA_RULE_TABLE, "ours") == 1);
	EXPECT(arrives(PORT) == 0 && arrives(PORT + 1) == 1);

	begin(&batch);
	put_table(&batch, LX_NFT_MSG_DELTABLE, 0);
	EXPECT(end(&nl, &batch) == 0);
	EXPECT(count(&nl, LX_NFT_MSG_GETTABLE, LX_NFTA_TABLE_NAME, "ours") == 0);
	EXPECT(arrives(PORT) == 1);
	begin(&batch);
	put_table(&batch, LX_NFT_MSG_DELTABLE, 0);
	EXPECT(end(&nl, &batch) == -LX_ENOENT && nl.seq - nl.ack.request.seq == 1);

	/* Who may not is told so of the batch as a whole. */
	EXPECT(setuid(65534) == 0);
	begin(&batch);
	put_table(&batch, LX_NFT_MSG_NEWTABLE, LX_NLM_F_CREATE);
	result = end(&nl, &batch);
	EXPECT(result == -LX_EPERM && nl.seq - nl.ack.request.seq == 2);
	NetlinkBuild(&request, small, sizeof(small));
	NfnlMsgPut(&request, SUBSYS, LX_NFT_MSG_GETTABLE, LX_NLM_F_DUMP, LX_NFPROTO_UNSPEC);
	EXPECT(NetlinkExecute(&nl, &request) == -LX_EPERM);
	return 0;
}

static void test_a_rule_stops_packets(void **state)
{
	int ret;

	(void)state;
	SKIP_UNDER_QEMU("no sockets of netfilter");
	SKIP_UNLESS_ROOT();
	ret = in_child(rules);
	if (ret == NO_NFTABLES)
		SKIP("no nftables in this kernel");
	assert_int_equal(ret, 0);
}

/* ---- processes */

/* A message of the connector, of len bytes behind its head, which tells of told. */
static NetlinkMessage connector_message(const void *data, unsigned long len, unsigned int idx, unsigned int told)
{
	CnMsg head = { { idx, LX_CN_VAL_PROC }, 1, 2, (unsigned short)told, 0 };
	NetlinkMessage message;

	memset(&message, 0, sizeof(message));
	memcpy(room + 1, &head, sizeof(head));
	memcpy(room + 1 + sizeof(head), data, len);
	message.data = room + 1; /* of no alignment */
	message.len = sizeof(head) + len;
	return message;
}

static void test_an_event_of_a_process(void **state)
{
	static const ProcEvent zeroes;
	ProcEvent sent, event;
	NetlinkMessage message;
	unsigned int len;

	(void)state;
	memset(&sent, 0x11, sizeof(sent));
	message = connector_message(&sent, sizeof(sent), LX_CN_IDX_PROC, sizeof(sent));
	assert_int_equal(ProcEventParse(&message, &event), 0);
	assert_memory_equal(&event, &sent, sizeof(event));
	message = connector_message(&sent, sizeof(sent), LX_CN_IDX_PROC + 1, sizeof(sent));
	assert_int_equal(ProcEventParse(&message, &event), -LX_EINVAL);
	assert_memory_equal(&event, &zeroes, sizeof(event));
	message = connector_message(&sent, sizeof(sent), LX_CN_IDX_PROC, sizeof(sent) + 1);
	assert_int_equal(ProcEventParse(&message, &event), -LX_EBADMSG);
	for (len = 0; len <= sizeof(sent); len++) {
		message = connector_message(&sent, len, LX_CN_IDX_PROC, len);
		assert_int_equal(ProcEventParse(&message, &event), len < 16 ? -LX_EBADMSG : 0);
		assert_memory_equal(&event, &sent, len < 16 ? 0 : len);
		assert_memory_equal((char *)&event + len, (const char *)&zeroes + len, sizeof(event) - len);
	}
	message.len = sizeof(CnMsg) - 1;
	assert_int_equal(ProcEventParse(&message, &event), -LX_EBADMSG);
}

/* Reads events until one is of this kind and process, or ten seconds have passed without any, or a minute. Returns 1 or an error. */
static int await(NetlinkSocket *nl, unsigned int what, int pid, ProcEvent *event)
{
	NetlinkMessage message;
	time_t end = time(NULL) + 60;
	int result = -LX_ETIMEDOUT;

	while (time(NULL) < end && ((result = NetlinkReceiveEvent(nl, &message)) > 0 || result == -LX_ENOBUFS)) {
		if (result > 0 && ProcEventParse(&message, event) == 0 && event->what == what &&
		    (what == LX_PROC_EVENT_FORK ? event->u.fork.child_pid : what ? event->u.exec.process_pid : pid) == pid)
			return 1;
	}
	return result > 0 ? -LX_ETIMEDOUT : result;
}

/*
 * Whether the kernel answers who asks for events of processes, which it does in its first namespaces alone. Events that
 * others have asked for come everywhere.
 */
static int is_told(void)
{
	static const struct timeval seconds = { 10, 0 };
	time_t end = time(NULL) + 10;
	struct sockaddr_nl address = { .nl_family = AF_NETLINK, .nl_groups = CN_IDX_PROC };
	struct {
		struct nlmsghdr head;
		char data[sizeof(struct cn_msg) + 4];
	} message = { .head = { sizeof(message), NLMSG_DONE, 0, 0, 0 } };
	struct cn_msg connector = { .id = { CN_IDX_PROC, CN_VAL_PROC }, .ack = (unsigned int)getpid(), .len = 4 }, answer;
	int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_CONNECTOR), listen = PROC_CN_MCAST_LISTEN, told;

	memcpy(message.data, &connector, sizeof(connector));
	memcpy(message.data + sizeof(connector), &listen, 4);
	told = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &seconds, sizeof(seconds)) == 0 &&
	       bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0 &&
	       send(fd, &message, sizeof(message), 0) == sizeof(message);
	answer.ack = 0; /* as events have it */
	while (told && answer.ack != connector.ack + 1) {
		ssize_t n = recv(fd, received, sizeof(received), 0);

		told = (n > 0 || (n < 0 && errno == ENOBUFS)) && time(NULL) < end;
		if (n >= (ssize_t)(sizeof(message.head) + sizeof(answer)))
			memcpy(&answer, received + sizeof(message.head), sizeof(answer));
	}
	close(fd);
	return told;
}

static void test_processes_of_this_kernel(void **state)
{
	static const Timeval seconds = { 10, 0 };
	NetlinkSocket nl;
	ProcEvent event;
	int size = 1 << 20, status;
	pid_t pid;

	(void)state;
	SKIP_UNDER_QEMU("no sockets of the connector");
	SKIP_UNLESS_ROOT();
	if (!is_told())
		SKIP("the kernel tells nobody of processes here");
	assert_int_equal(NetlinkOpen(&nl, LX_NETLINK_CONNECTOR, received, sizeof(received)), 0);
	assert_int_equal(Setsockopt(nl.fd, LX_SOL_SOCKET, LX_SO_RCVTIMEO, &seconds, sizeof(seconds)), 0);
	assert_int_equal(Setsockopt(nl.fd, LX_SOL_SOCKET, LX_SO_RCVBUFFORCE, &size, sizeof(size)), 0);
	assert_int_equal(ProcEventListen(&nl, LX_PROC_CN_MCAST_LISTEN), 0);
	assert_int_equal(await(&nl, LX_PROC_EVENT_NONE, 0, &event), 1);
	assert_int_equal(event.u.ack.err, 0);
	pid = fork();
	if (pid == 0)
		_exit(execl("/bin/true", "true", NULL) + 78);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(await(&nl, LX_PROC_EVENT_FORK, pid, &event), 1);
	assert_true(event.u.fork.parent_tgid == getpid() && event.u.fork.child_tgid == pid && event.timestamp_ns > 0);
	if (status == 0)
		assert_int_equal(await(&nl, LX_PROC_EVENT_EXEC, pid, &event), 1);
	assert_int_equal(await(&nl, LX_PROC_EVENT_EXIT, pid, &event), 1);
	assert_int_equal(event.u.exit.exit_code, status);
	assert_int_equal(event.u.exit.exit_signal, LX_SIGCHLD);
	assert_int_equal(ProcEventListen(&nl, LX_PROC_CN_MCAST_IGNORE), 0);
	assert_int_equal(close(nl.fd), 0);
}

static void test_messages(void **state)
{
	NetlinkBuilder batch;
	NetlinkMessage message;
	const Nfgenmsg *head;
	unsigned long offset = 0;

	(void)state;
	begin(&batch);
	assert_int_equal(NfnlMsgPut(&batch, SUBSYS, LX_NFT_MSG_NEWTABLE, LX_NLM_F_CREATE, LX_NFPROTO_INET), 0);
	assert_int_equal(NfnlBatchEnd(&batch, SUBSYS), 0);
	assert_int_equal(NlmsgNext(room, batch.len, &offset, &message), 1);
	assert_int_equal(message.header.type, LX_NFNL_MSG_BATCH_BEGIN);
	head = message.data;
	assert_true(head->family == LX_AF_UNSPEC && head->version == 0 && head->res_id == Htons(SUBSYS));
	assert_int_equal(NlmsgNext(room, batch.len, &offset, &message), 1);
	assert_int_equal(message.header.type, SUBSYS * 256 + LX_NFT_MSG_NEWTABLE);
	assert_int_equal(message.header.flags, LX_NLM_F_CREATE);
	head = message.data;
	assert_true(head->family == LX_NFPROTO_INET && head->version == 0 && head->res_id == 0);
	assert_int_equal(NlmsgNext(room, batch.len, &offset, &message), 1);
	assert_int_equal(message.header.type, LX_NFNL_MSG_BATCH_END);
	assert_int_equal(NlmsgNext(room, batch.len, &offset, &message), 0);
	/* No room. */
	NetlinkBuild(&batch, room, 30);
	assert_int_equal(NfnlBatchBegin(&batch, SUBSYS), 0);
	assert_int_equal(NfnlMsgPut(&batch, SUBSYS, LX_NFT_MSG_NEWTABLE, 0, LX_NFPROTO_INET), -EMSGSIZE);
}

UNIT_TESTS(unit_test(test_messages), unit_test(test_a_rule_stops_packets), unit_test(test_an_event_of_a_process),
	   unit_test(test_processes_of_this_kernel));
