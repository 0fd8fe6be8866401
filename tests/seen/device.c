/* Requests whose numbers tell no size, and one whose number does; those that a machine may lack are let be. */
#include <barecall.h>
#include <barecall/dev/block.h>
#include <barecall/dev/cdrom.h>
#include <barecall/dev/fb.h>
#include <barecall/dev/fs.h>
#include <barecall/dev/i2c.h>
#include <barecall/dev/loop.h>
#include <barecall/dev/netif.h>
#include <barecall/dev/ns.h>
#include <barecall/dev/pps.h>
#include <barecall/dev/procmap.h>
#include <barecall/dev/tty.h>
#include <barecall/dev/tun.h>
#include <barecall/dev/usb.h>
#include <barecall/dev/vt.h>
#include <barecall/dev/watchdog.h>

#ifdef LX_MEMORY_SANITIZER
/* What the sanitizer is told of requests, most of which do not tell it themselves. */
static const struct {
	unsigned int request;
	unsigned long size;
} gives[] = {
	{ LX_FS_IOC_GETVERSION, sizeof(int) },
	{ LX_NS_GET_OWNER_UID, sizeof(int) },
	{ LX_VT_OPENQRY, sizeof(int) },
	{ LX_PPS_GETCAP, sizeof(int) },
	{ LX_I2C_FUNCS, sizeof(long) },
	{ LX_USBDEVFS_REAPURB, sizeof(UsbUrb *) },
	{ LX_USBDEVFS_REAPURBNDELAY, sizeof(UsbUrb *) },
	{ LX_CDROMREADTOCHDR, sizeof(CdromTochdr) },
	{ LX_KDKBDREP, sizeof(KbdRepeat) },
	{ LX_VT_GETMODE, sizeof(VtMode) },
	{ LX_SIOCGMIIPHY, sizeof(Ifreq) },
	{ LX_SIOCGMIIREG, sizeof(Ifreq) },
	{ LX_TUNSETIFF, sizeof(Ifreq) },
	{ LX_TUNGETIFF, sizeof(Ifreq) },
	{ LX_SIOCGIFVLAN, sizeof(VlanIoctlArgs) },
	{ LX_LOOP_GET_STATUS64, sizeof(LoopInfo64) },
	{ LX_HDIO_GETGEO, sizeof(HDGeometry) },
	{ LX_VT_GETSTATE, sizeof(VtStat) },
	{ LX_VT_WAITEVENT, sizeof(VtEvent) },
	{ LX_KDGKBENT, sizeof(Kbentry) },
	{ LX_KDGKBSENT, sizeof(Kbsentry) },
	{ LX_KDGKBMODE, sizeof(int) },
	{ LX_FBIOGET_VSCREENINFO, sizeof(FbVarScreeninfo) },
	{ LX_FBIOPUT_VSCREENINFO, sizeof(FbVarScreeninfo) },
	{ LX_FBIOPAN_DISPLAY, sizeof(FbVarScreeninfo) },
	{ LX_FBIOGET_FSCREENINFO, sizeof(FbFixScreeninfo) },
	{ LX_USBDEVFS_GETDRIVER, sizeof(UsbGetDriver) },
	{ LX_PPS_GETPARAMS, sizeof(PPSKParams) },
	{ LX_PPS_FETCH, sizeof(PPSFData) },
	{ LX_TIOCGSERIAL, sizeof(SerialStruct) },
	{ LX_TIOCGICOUNT, sizeof(SerialIcounter) },
	{ LX_TIOCGRS485, sizeof(SerialRS485) },
	{ LX_TIOCSRS485, sizeof(SerialRS485) },
	{ LX_WDIOC_GETSUPPORT, sizeof(WatchdogInfo) },
	{ LX_PROCMAP_QUERY, sizeof(ProcmapQuery) },
	{ LX_TIOCSCTTY, 0 },
};
#endif

int main(void)
{
	Ifreq ifr;
	Termios t;
	unsigned int uid;
	unsigned long id;
	int fd = Socket(LX_AF_UNIX, LX_SOCK_DGRAM | LX_SOCK_CLOEXEC, 0), discipline, i;

#ifdef LX_MEMORY_SANITIZER
	for (i = 0; i < (int)(sizeof(gives) / sizeof(gives[0])); i++)
		if (lx_ioctl_gives(gives[i].request) != gives[i].size)
			return 100 + i;
#endif
	if (fd < 0)
		return 1;
	for (i = 0; i < 16; i++)
		ifr.name[i] = "lo\0\0\0\0\0\0\0\0\0\0\0\0\0"[i];
	if (IoctlIfreq(fd, LX_SIOCGIFFLAGS, &ifr) == 0 && !(ifr.u.flags & LX_IFF_LOOPBACK))
		return 2;
	if (IoctlIfreq(fd, LX_SIOCGIFMTU, &ifr) == 0 && ifr.u.ivalue < 0)
		return 3;
	Close(fd);
	fd = Openat(LX_AT_FDCWD, "/proc/self/ns/user", LX_O_RDONLY | LX_O_CLOEXEC, 0);
	if (fd >= 0) {
		if (IoctlNsGetOwnerUid(fd, &uid) == 0 && uid == 0x12345)
			return 4;
		if (IoctlNsGetId(fd, &id) == 0 && id == 0)
			return 5;
		Close(fd);
	}
	fd = Openpt(LX_O_RDWR | LX_O_NOCTTY | LX_O_CLOEXEC);
	if (fd >= 0) {
		if (IoctlGetTermios(fd, LX_TCGETS, &t) == 0 && t.lflag == 0x12345)
			return 6;
		if (IoctlGetLineDiscipline(fd, &discipline) == 0 && discipline != LX_N_TTY)
			return 7;
		Close(fd);
	}
	return 0;
}
