/* datagrams: a filter that lets only some in, when each came, and where from. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	/* It sees the UDP header first, 8 bytes; then the data. 0: drop it. */
	SockFilter filter[] = {
		LsfStmt(LX_BPF_LD | LX_BPF_B | LX_BPF_ABS, 8),
		LsfJump(LX_BPF_JMP | LX_BPF_JEQ | LX_BPF_K, 'y', 0, 1),
		LsfStmt(LX_BPF_RET | LX_BPF_K, 65535),
		LsfStmt(LX_BPF_RET | LX_BPF_K, 0),
	};
	int a = Socket(LX_AF_INET, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0), b = Socket(LX_AF_INET, LX_SOCK_DGRAM, 0), n;
	Sockaddr here = { 0 }, from;
	char text[8];
	Iovec parts[2] = { { (char[]){ "ye" }, 2 }, { (char[]){ "s" }, 1 } }, room = { text, sizeof(text) };
	_Alignas(Cmsghdr) char control[64];
	unsigned long used = sizeof(control);
	Msghdr msg = { 0 };
	Timespec ts;

	here.family = LX_AF_INET;
	ParseInet4(TextOf("127.0.0.1"), here.u.inet4.addr);
	n = BindSockaddr(a, &here);
	GetsocknameSockaddr(a, &here);
	if (n == 0)
		n = AttachLsf(a, filter, 4);
	if (n == 0)
		n = (int)SendtoSockaddr(b, "no", 2, 0, &here);
	if (n < 0) {
		Print(1, "not here: %pe\n", ErrPtr(n));
		return 77;
	}
	SetsockoptInt(a, LX_SOL_SOCKET, LX_SO_TIMESTAMPNS_NEW, 1);
	Print(1, "sent: %ld\n", SendmsgBuffers(b, parts, 2, LX_NULL, 0, &here, 0));
	n = (int)RecvmsgBuffers(a, &room, 1, control, &used, 0, LX_NULL, &from);
	Print(1, "received: %.*s\n", n > 0 ? n : 0, text);
	msg.control = control;
	msg.controllen = used;
	Print(1, "when: %d\n", used == 0 || (ParseTimestamp(CmsgFirst(&msg), &ts) == 0 && ts.sec > 0));
	n = DetachLsf(a);
	Print(1, "detached: %s\n", n == 0 || n == -LX_ENOPROTOOPT ? "yes, or an emulator cannot" : "?");
	SendtoSockaddr(a, "back", 4, 0, &from);
	Print(1, "answered: %ld, ", RecvfromSockaddr(b, text, sizeof(text), 0, &from));
	Print(1, "from that port: %d\n", from.u.inet4.port == here.u.inet4.port);
	return 0;
}

/*
 * Output:
 * sent: 3
 * received: yes
 * when: 1
 * detached: yes, or an emulator cannot
 * answered: 4, from that port: 1
 */
