/* dev/genetlink.h, dev/sockdiag.h: families found by name, and the sockets that this process has. */
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <barecall/dev/genetlink.h>
#include <barecall/dev/sockdiag.h>

static char received[32768], room[4096];

/* A message that tells of a family, of which parts may be left out; bad is a group's last attribute. */
static NetlinkMessage family_message(NetlinkBuilder *builder, int with_id, int with_name, unsigned int bad)
{
	static const GenlMsghdr header = { LX_CTRL_CMD_NEWFAMILY, 2, 0 };
	NetlinkMessage message;
	unsigned long offset = 0;
	long groups, group;

	NetlinkBuild(builder, room, sizeof(room));
	NlmsgPut(builder, LX_GENL_ID_CTRL, 0, &header, sizeof(header));
	if (with_id)
		NlaPutU16(builder, LX_CTRL_ATTR_FAMILY_ID, 0x1234);
	if (with_name)
		NlaPutString(builder, LX_CTRL_ATTR_FAMILY_NAME, "acme");
	NlaPutU32(builder, LX_CTRL_ATTR_VERSION, 3);
	NlaPutU32(builder, LX_CTRL_ATTR_MAXATTR, 77);
	groups = NlaNestStart(builder, LX_CTRL_ATTR_MCAST_GROUPS);
	group = NlaNestStart(builder, 1);
	NlaPutU32(builder, LX_CTRL_ATTR_MCAST_GRP_ID, 5);
	NlaPutString(builder, LX_CTRL_ATTR_MCAST_GRP_NAME, "one");
	NlaNestEnd(builder, group);
	group = NlaNestStart(builder, 2);
	if (bad == 1)
		NlaPutU16(builder, LX_CTRL_ATTR_MCAST_GRP_ID, 6);
	else
		NlaPutU32(builder, LX_CTRL_ATTR_MCAST_GRP_ID, 0x80000006U);
	NlaPut(builder, LX_CTRL_ATTR_MCAST_GRP_NAME, "two", bad == 2 ? 3 : 4);
	NlaNestEnd(builder, group);
	assert_int_equal(NlaNestEnd(builder, groups), 0);
	assert_int_equal(NlmsgNext(room, builder->len, &offset, &message), 1);
	return message;
}

static void test_read_family(void **state)
{
	static const GenlFamily zeroes;
	NetlinkBuilder builder;
	NetlinkMessage message = family_message(&builder, 1, 1, 0);
	GenlFamily family;
	const char *name;
	unsigned int bad;

	(void)state;
	assert_int_equal(GenlReadFamily(&message, &family, &name), 0);
	assert_true(family.id == 0x1234 && family.version == 3 && family.hdrsize == 0 && family.maxattr == 77);
	assert_string_equal(name, "acme");
	assert_int_equal(GenlReadFamily(&message, &family, NULL), 0);
	assert_int_equal(GenlReadGroup(&message, "one"), 5);
	assert_int_equal(GenlReadGroup(&message, "two"), 0x80000006UL);
	assert_int_equal(GenlReadGroup(&message, "on"), -LX_ENOENT);
	assert_int_equal(GenlReadGroup(&message, "twoo"), -LX_ENOENT);
	for (bad = 1; bad <= 2; bad++) {
		message = family_message(&builder, 1, 1, bad);
		assert_int_equal(GenlReadGroup(&message, "one"), 5);
		assert_int_equal(GenlReadGroup(&message, "two"), -LX_EBADMSG);
	}
	message = family_message(&builder, 0, 1, 0);
	assert_int_equal(GenlReadFamily(&message, &family, NULL), -LX_EBADMSG);
	message = family_message(&builder, 1, 0, 0);
	assert_int_equal(GenlReadFamily(&message, &family, NULL), -LX_EBADMSG);
	assert_memory_equal(&family.version, &zeroes.version, sizeof(unsigned int));
	message = family_message(&builder, 1, 1, 0);
	message.header.type = LX_GENL_ID_CTRL + 1;
	memset(&family, 0x55, sizeof(family));
	assert_int_equal(GenlReadFamily(&message, &family, NULL), -LX_EINVAL);
	assert_true(family.id == 0 && family.version == 0 && family.hdrsize == 0 && family.maxattr == 0);
	assert_int_equal(GenlReadGroup(&message, "one"), -LX_EINVAL);
	message.header.type = LX_GENL_ID_CTRL;
	room[sizeof(NlMsghdr)] = LX_CTRL_CMD_DELFAMILY;
	assert_int_equal(GenlReadFamily(&message, &family, NULL), -LX_EINVAL);
}

/* However a message is cut, what it lacks is told and nothing beyond it is read. */
static void test_cut_messages(void **state)
{
	NetlinkBuilder builder;
	NetlinkMessage message = family_message(&builder, 1, 1, 0), cut;
	unsigned long len;
	GenlFamily family;
	int result;
	char *copy;

	(void)state;
	for (len = 0; len < message.len; len++) {
		copy = malloc(len + !len);
		memcpy(copy, message.data, len);
		cut = message;
		cut.data = copy;
		cut.len = len;
		result = GenlReadFamily(&cut, &family, NULL);
		assert_true(result == -LX_EBADMSG || result == 0);
		assert_int_equal(family.id, result ? 0 : 0x1234);
		assert_true(GenlReadGroup(&cut, "two") < 0);
		free(copy);
	}
}

static void test_families_of_this_kernel(void **state)
{
	GenlFamily family;
	NetlinkSocket nl;
	int result = NetlinkOpen(&nl, LX_NETLINK_GENERIC, received, sizeof(received));

	(void)state;
	if (unit_under_qemu() && result == -LX_EPROTONOSUPPORT)
		SKIP("qemu-user: no NETLINK_GENERIC");
	assert_int_equal(result, 0);
	assert_int_equal(GenlGetFamily(&nl, "nlctrl", &family), 0);
	assert_int_equal(family.id, LX_GENL_ID_CTRL);
	assert_true(family.version >= 1);
	assert_int_equal(GenlGetGroup(&nl, "nlctrl", "notify"), LX_GENL_ID_CTRL);
	assert_int_equal(NetlinkJoin(&nl, LX_GENL_ID_CTRL), 0);
	assert_int_equal(GenlGetGroup(&nl, "nlctrl", "nothing"), -LX_ENOENT);
	assert_int_equal(GenlGetGroup(&nl, "no family", "notify"), -LX_ENOENT);
	assert_int_equal(GenlGetFamily(&nl, "no family", &family), -LX_ENOENT);
	assert_int_equal(family.id, 0);
	assert_int_equal(GenlGetFamily(&nl, "", &family), -LX_EINVAL);
	assert_int_equal(GenlGetFamily(&nl, "0123456789abcdef", &family), -LX_EINVAL);
	assert_int_equal(GenlGetFamily(&nl, "0123456789abcde", &family), -LX_ENOENT);
	assert_int_equal(GenlGetFamily(&nl, "nlctrl", &family), 0);
	assert_int_equal(Close(nl.fd), 0);
	assert_int_equal(GenlGetFamily(&nl, "nlctrl", &family), -LX_EBADF);
	assert_int_equal(GenlGetGroup(&nl, "nlctrl", "notify"), -LX_EBADF);
}

/* Asks for one TCP socket by its ends, and finds its inode as fstat tells it. */
static void test_socket_by_its_ends(void **state)
{
	InetDiagReqV2 wanted = { LX_AF_INET, LX_IPPROTO_TCP, 0, 0, ~0U, { 0, 0, { 0 }, { 0 }, 0, { ~0U, ~0U } } };
	struct sockaddr_in own = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof(own);
	int fd = socket(AF_INET, SOCK_STREAM, 0), result;
	InetDiagMsg told = { 0 };
	NetlinkBuilder request;
	NetlinkMessage message;
	struct stat status;
	NetlinkSocket nl;

	(void)state;
	result = NetlinkOpen(&nl, LX_NETLINK_SOCK_DIAG, received, sizeof(received));
	if (unit_under_qemu() && result == -LX_EPROTONOSUPPORT)
		SKIP("qemu-user: no NETLINK_SOCK_DIAG");
	assert_int_equal(result, 0);
	if (bind(fd, (struct sockaddr *)&own, sizeof(own)) < 0 || listen(fd, 6) < 0)
		SKIP("no loopback to listen at");
	assert_int_equal(getsockname(fd, (struct sockaddr *)&own, &len), 0);
	assert_int_equal(fstat(fd, &status), 0);
	wanted.id.sport = own.sin_port;
	wanted.id.src[0] = own.sin_addr.s_addr;
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_SOCK_DIAG_BY_FAMILY, 0, &wanted, sizeof(wanted));
	result = NetlinkSend(&nl, &request);
	while (result == 0 && (result = NetlinkReceive(&nl, &message)) > 0)
		result = NlmsgGet(&message, &told, sizeof(told)) < 0 ? -EBADMSG : 0;
	if (result == -LX_ENOENT)
		SKIP("this kernel tells nothing of TCP sockets");
	assert_int_equal(result, 0);
	assert_int_equal(told.inode, status.st_ino);
	assert_int_equal(told.state, LX_TCP_LISTEN);
	assert_int_equal(told.wqueue, 6);
	assert_int_equal(told.uid, geteuid());
	close(fd);
	NetlinkBuild(&request, room, sizeof(room));
	NlmsgPut(&request, LX_SOCK_DIAG_BY_FAMILY, 0, &wanted, sizeof(wanted));
	assert_int_equal(NetlinkExecute(&nl, &request), -LX_ENOENT);
	Close(nl.fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_family),
		cmocka_unit_test(test_cut_messages),
		cmocka_unit_test(test_families_of_this_kernel),
		cmocka_unit_test(test_socket_by_its_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
