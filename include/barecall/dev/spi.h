/*
 * SPI: /dev/spidevB.C.
 */
#ifndef LX_DEV_SPI_H
#define LX_DEV_SPI_H

#include "../ioctl.h"
#include "../uapi/dev/spi.h"

/* LX_SPI_IOC_MESSAGE(n) is a transfer of n parts, for IoctlPtr with an array of SpiIocTransfer; it returns the bytes. */
#define LX_SPI_IOC_MESSAGE(n)	LX_IOW('k', 0, char[(n) * sizeof(SpiIocTransfer)])

/* SpiIocTransfer: one part of a transfer, both ways at once. struct spi_ioc_transfer. */
typedef struct SpiIocTransfer {
	const void *tx_buf; /* LX_NULL: zeros are sent */
	void *rx_buf; /* LX_NULL: what comes is dropped */
	unsigned int len; /* bytes */
	unsigned int speed_hz; /* 0: the device's */
	unsigned short delay_usecs;
	unsigned char bits_per_word; /* 0: the device's */
	unsigned char cs_change; /* the chip is let go behind it */
	unsigned char tx_nbits;
	unsigned char rx_nbits;
	unsigned char word_delay_usecs;
	unsigned char pad;
} SpiIocTransfer;

#ifdef LX_LINK_NAMES
#include "../extern/dev/spi.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlSpiTransfer makes a transfer of one part, and returns its bytes. */
LX_API int IoctlSpiTransfer(int fd, const SpiIocTransfer *transfer)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SPI_IOC_MESSAGE(1), LX_PTR(transfer));
}

/* IoctlSpiGetMode gives the mode, LX_SPI_MODE_* and others. LX_SPI_IOC_RD_MODE32. */
LX_API int IoctlSpiGetMode(int fd, unsigned int *mode)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SPI_IOC_RD_MODE32, LX_PTR(mode));
}

/* IoctlSpiSetMode sets it. -EINVAL: the controller cannot. LX_SPI_IOC_WR_MODE32. */
LX_API int IoctlSpiSetMode(int fd, unsigned int mode)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SPI_IOC_WR_MODE32, LX_PTR(&mode));
}

/* IoctlSpiSetSpeed sets the highest speed in Hz. LX_SPI_IOC_WR_MAX_SPEED_HZ. */
LX_API int IoctlSpiSetSpeed(int fd, unsigned int hz)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SPI_IOC_WR_MAX_SPEED_HZ, LX_PTR(&hz));
}

/* IoctlSpiSetBitsPerWord sets the bits of a word. LX_SPI_IOC_WR_BITS_PER_WORD. */
LX_API int IoctlSpiSetBitsPerWord(int fd, unsigned char bits)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_SPI_IOC_WR_BITS_PER_WORD, LX_PTR(&bits));
}

#endif /* BARECALL_EXTERN */
#endif
