/*
 * TPMs that a program serves: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_TPM_H
#define LX_DEV_TPM_H

#include "../ioctl.h"
#include "../uapi/dev/tpm.h"

#endif
