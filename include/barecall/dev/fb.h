/*
 * Frame buffers: /dev/fb0 and its like; their memory is mapped with Mmap, from 0 on.
 */
#ifndef LX_DEV_FB_H
#define LX_DEV_FB_H

#include "../ioctl.h"
#include "../uapi/dev/fb.h"

/* FbBitfield: where a colour lies in a pixel, in bits. struct fb_bitfield. */
typedef struct FbBitfield {
	unsigned int offset;
	unsigned int length;
	unsigned int msb_right;
} FbBitfield;

/* FbVarScreeninfo: what can be changed of a frame buffer. struct fb_var_screeninfo. */
typedef struct FbVarScreeninfo {
	unsigned int xres; /* pixels that are seen */
	unsigned int yres;
	unsigned int xres_virtual; /* pixels that there are */
	unsigned int yres_virtual;
	unsigned int xoffset; /* where the seen ones begin */
	unsigned int yoffset;
	unsigned int bits_per_pixel;
	unsigned int grayscale;
	FbBitfield red;
	FbBitfield green;
	FbBitfield blue;
	FbBitfield transp;
	unsigned int nonstd;
	unsigned int activate; /* LX_FB_ACTIVATE_* */
	unsigned int height; /* millimetres */
	unsigned int width;
	unsigned int accel_flags;
	unsigned int pixclock; /* picoseconds */
	unsigned int left_margin; /* pixels and lines from here on */
	unsigned int right_margin;
	unsigned int upper_margin;
	unsigned int lower_margin;
	unsigned int hsync_len;
	unsigned int vsync_len;
	unsigned int sync; /* LX_FB_SYNC_* */
	unsigned int vmode; /* LX_FB_VMODE_* */
	unsigned int rotate; /* counterclockwise */
	unsigned int colorspace;
	unsigned int reserved[4];
} FbVarScreeninfo;

/* FbFixScreeninfo: what cannot. struct fb_fix_screeninfo. */
typedef struct FbFixScreeninfo {
	char id[16];
	unsigned long smem_start; /* physical address */
	unsigned int smem_len; /* bytes */
	unsigned int type; /* LX_FB_TYPE_* */
	unsigned int type_aux;
	unsigned int visual; /* LX_FB_VISUAL_* */
	unsigned short xpanstep;
	unsigned short ypanstep;
	unsigned short ywrapstep;
	unsigned int line_length; /* bytes */
	unsigned long mmio_start;
	unsigned int mmio_len;
	unsigned int accel;
	unsigned short capabilities;
	unsigned short reserved[2];
} FbFixScreeninfo;

/* FbCmap: colours of a palette. struct fb_cmap. */
typedef struct FbCmap {
	unsigned int start;
	unsigned int len;
	unsigned short *red;
	unsigned short *green;
	unsigned short *blue;
	unsigned short *transp; /* LX_NULL: all opaque */
} FbCmap;

#ifdef LX_LINK_NAMES
#include "../extern/dev/fb.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlFbGetVar tells a frame buffer's mode. LX_FBIOGET_VSCREENINFO. */
LX_API int IoctlFbGetVar(int fd, FbVarScreeninfo *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FBIOGET_VSCREENINFO, LX_PTR(value));
}

/* IoctlFbSetVar sets it, and gives back what the driver made of it. LX_FBIOPUT_VSCREENINFO. */
LX_API int IoctlFbSetVar(int fd, FbVarScreeninfo *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FBIOPUT_VSCREENINFO, LX_PTR(value));
}

/* IoctlFbGetFix tells of its memory. LX_FBIOGET_FSCREENINFO. */
LX_API int IoctlFbGetFix(int fd, FbFixScreeninfo *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FBIOGET_FSCREENINFO, LX_PTR(value));
}

/* IoctlFbPan shows another part of it. LX_FBIOPAN_DISPLAY. */
LX_API int IoctlFbPan(int fd, FbVarScreeninfo *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FBIOPAN_DISPLAY, LX_PTR(value));
}

/* IoctlFbBlank turns the screen on or off, LX_FB_BLANK_*. LX_FBIOBLANK. */
LX_API int IoctlFbBlank(int fd, int blank)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FBIOBLANK, blank);
}

/* IoctlFbGetCmap gives the palette. LX_FBIOGETCMAP. */
LX_API int IoctlFbGetCmap(int fd, FbCmap *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FBIOGETCMAP, LX_PTR(value));
}

/* IoctlFbSetCmap sets it. LX_FBIOPUTCMAP. */
LX_API int IoctlFbSetCmap(int fd, const FbCmap *value)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_FBIOPUTCMAP, LX_PTR(value));
}

#endif /* BARECALL_EXTERN */
#endif
