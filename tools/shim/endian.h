/* For the UAPI headers that include a libc's <endian.h>: what they take from it. */
#ifndef SHIM_ENDIAN_H
#define SHIM_ENDIAN_H

#define __BYTE_ORDER __BYTE_ORDER__
#define __LITTLE_ENDIAN __ORDER_LITTLE_ENDIAN__
#define __BIG_ENDIAN __ORDER_BIG_ENDIAN__

#endif
