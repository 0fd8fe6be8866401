/* addresses: from text to the kernel's bytes and back, checked on the way. */
#include <barecall.h>
#include <barecall/text.h>

static void both_ways(const Sockaddr *sa)
{
	RawSockaddrAny raw;
	Sockaddr back;
	char text[46];
	int n = SockaddrEncode(sa, &raw); /* how many bytes Bind and Connect are given */

	Print(1, "%d bytes, ", n);
	if (n < 0 || AnyToSockaddr(&raw, (unsigned int)n, &back) < 0)
		return;
	if (back.family == LX_AF_INET)
		FormatInet4(text, sizeof(text), back.u.inet4.addr);
	else if (back.family == LX_AF_INET6)
		FormatInet6(text, sizeof(text), back.u.inet6.addr);
	Print(1, "%s\n", back.family == LX_AF_UNIX ? back.u.un.name : text);
}

int main(void)
{
	Sockaddr sa = { 0 };
	RawSockaddrAny raw;

	sa.family = LX_AF_INET;
	Print(1, "%pe ", ErrPtr(ParseInet4(TextOf("192.0.2.256"), sa.u.inet4.addr)));
	Print(1, "%pe\n", ErrPtr(ParseInet4(TextOf("192.0.2.1"), sa.u.inet4.addr)));
	sa.u.inet4.port = 65536;
	Print(1, "no such port: %pe\n", ErrPtr(SockaddrEncode(&sa, &raw)));
	sa.u.inet4.port = 80;
	both_ways(&sa);
	sa.family = LX_AF_INET6;
	sa.u.inet6 = (SockaddrInet6){ 443, 0, 0, { 0 } };
	Print(1, "%pe\n", ErrPtr(ParseInet6(TextOf("2001:DB8:0::1"), sa.u.inet6.addr)));
	both_ways(&sa);
	Print(1, "%pe\n", ErrPtr(SockaddrSetUnix(&sa, "/run/a.socket")));
	both_ways(&sa);
	SockaddrSetUnix(&sa, "@abstract");
	Print(1, "abstract: %d\n", sa.u.un.name[0] == 0 && sa.u.un.len == 9);
	Print(1, "on the wire: %d\n", *(const unsigned char *)&(unsigned short){ Htons(0x1234) });
	return 0;
}

/*
 * Output:
 * EINVAL 0
 * no such port: EINVAL
 * 16 bytes, 192.0.2.1
 * 0
 * 28 bytes, 2001:db8::1
 * 0
 * 16 bytes, /run/a.socket
 * abstract: 1
 * on the wire: 18
 */
