/*
 * Pulse width modulation: numbers and constants of the requests, for Ioctl and its like.
 */
#ifndef LX_DEV_PWM_H
#define LX_DEV_PWM_H

#include "../ioctl.h"
#include "../uapi/dev/pwm.h"

#endif
