/*
 * I2C and SMBus: /dev/i2c-N. IoctlI2CSetSlave names the device that reads and writes then go to; IoctlI2CRdwr needs none.
 */
#ifndef LX_DEV_I2C_H
#define LX_DEV_I2C_H

#include "../ioctl.h"
#include "../uapi/dev/i2c.h"

/* I2CMsg: one message of a transfer. struct i2c_msg. */
typedef struct I2CMsg {
	unsigned short addr;
	unsigned short flags; /* LX_I2C_M_*: LX_I2C_M_RD reads */
	unsigned short len;
	unsigned char *buf;
} I2CMsg;

/* I2CRdwrData: messages with no stop between. struct i2c_rdwr_ioctl_data. */
typedef struct I2CRdwrData {
	I2CMsg *msgs;
	unsigned int nmsgs; /* up to LX_I2C_RDWR_IOCTL_MAX_MSGS */
} I2CRdwrData;

/* I2CSmbusData: what an SMBus transfer carries. union i2c_smbus_data. */
typedef union I2CSmbusData {
	unsigned char byte;
	unsigned short word;
	unsigned char block[34]; /* block[0] bytes behind it */
} I2CSmbusData;

/* I2CSmbusIoctlData: one SMBus transfer. struct i2c_smbus_ioctl_data. */
typedef struct I2CSmbusIoctlData {
	unsigned char read_write; /* LX_I2C_SMBUS_READ, LX_I2C_SMBUS_WRITE */
	unsigned char command;
	unsigned int size; /* LX_I2C_SMBUS_* kind */
	I2CSmbusData *data;
} I2CSmbusIoctlData;

#ifdef LX_LINK_NAMES
#include "../extern/dev/i2c.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlI2CSetSlave names the device. -EBUSY: a driver has it; LX_I2C_SLAVE_FORCE as request takes it all the same.
 * request: LX_I2C_SLAVE.
 */
LX_API int IoctlI2CSetSlave(int fd, unsigned int request, unsigned int addr)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, (long)addr);
}

/* IoctlI2CGetFuncs tells what the bus can do, LX_I2C_FUNC_*. LX_I2C_FUNCS. */
LX_API int IoctlI2CGetFuncs(int fd, unsigned long *funcs)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_I2C_FUNCS, LX_PTR(funcs));
}

/*
 * IoctlI2CRdwr makes a transfer, and returns how many messages went. -ENXIO, -EREMOTEIO: nobody answered. LX_I2C_RDWR.
 */
LX_API int IoctlI2CRdwr(int fd, I2CRdwrData *data)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_I2C_RDWR, LX_PTR(data));
}

/* IoctlI2CSmbus makes an SMBus transfer. LX_I2C_SMBUS. */
LX_API int IoctlI2CSmbus(int fd, I2CSmbusIoctlData *data)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_I2C_SMBUS, LX_PTR(data));
}

#endif /* BARECALL_EXTERN */
#endif
