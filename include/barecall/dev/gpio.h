/*
 * Lines of GPIO chips, by the second interface, since Linux 5.10. A request of lines of /dev/gpiochipN (IoctlGPIOGetLine)
 * gives a descriptor that stands for them: values are got and set there, and events read.
 */
#ifndef LX_DEV_GPIO_H
#define LX_DEV_GPIO_H

#include "../ioctl.h"
#include "../uapi/dev/gpio.h"
#include "../uapi/time.h"

/* GPIOChipInfo: a chip. struct gpiochip_info. */
typedef struct GPIOChipInfo {
	char name[32];
	char label[32];
	unsigned int lines;
} GPIOChipInfo;

/* GPIOLineValues: values of requested lines, bit n that of the nth. struct gpio_v2_line_values. */
typedef struct GPIOLineValues {
	unsigned long bits;
	unsigned long mask; /* in: which of them */
} GPIOLineValues;

/* GPIOLineAttribute: what some lines have otherwise than the others. struct gpio_v2_line_attribute. */
typedef struct GPIOLineAttribute {
	unsigned int id; /* LX_GPIO_V2_LINE_ATTR_ID_* */
	unsigned int padding;
	union {
		unsigned long flags;
		unsigned long values;
		unsigned int debounce_period_us;
	} u;
} GPIOLineAttribute;

/* GPIOLineConfigAttribute: and which lines these are. struct gpio_v2_line_config_attribute. */
typedef struct GPIOLineConfigAttribute {
	GPIOLineAttribute attr;
	unsigned long mask;
} GPIOLineConfigAttribute;

/* GPIOLineConfig: how lines are used. struct gpio_v2_line_config. */
typedef struct GPIOLineConfig {
	unsigned long flags; /* LX_GPIO_V2_LINE_FLAG_* */
	unsigned int num_attrs;
	unsigned int padding[5];
	GPIOLineConfigAttribute attrs[10];
} GPIOLineConfig;

/* GPIOLineRequest: lines that are asked for. struct gpio_v2_line_request. */
typedef struct GPIOLineRequest {
	unsigned int offsets[64];
	char consumer[32]; /* who uses them, for the reader */
	GPIOLineConfig config;
	unsigned int num_lines;
	unsigned int event_buffer_size; /* events; 0: 16 a line */
	unsigned int padding[5];
	int fd; /* out */
} GPIOLineRequest;

/* GPIOLineInfo: a line. struct gpio_v2_line_info. */
typedef struct GPIOLineInfo {
	char name[32];
	char consumer[32]; /* who uses it */
	unsigned int offset; /* in */
	unsigned int num_attrs;
	unsigned long flags; /* LX_GPIO_V2_LINE_FLAG_* */
	GPIOLineAttribute attrs[10];
	unsigned int padding[4];
} GPIOLineInfo;

/* GPIOLineInfoChanged: what a read of a chip gives of lines that are watched. struct gpio_v2_line_info_changed. */
typedef struct GPIOLineInfoChanged {
	GPIOLineInfo info;
	unsigned long timestamp_ns; /* LX_CLOCK_MONOTONIC */
	unsigned int event_type; /* LX_GPIO_V2_LINE_CHANGED_* */
	unsigned int padding[5];
} GPIOLineInfoChanged;

/* GPIOLineEvent: what a read of lines gives. struct gpio_v2_line_event. */
typedef struct GPIOLineEvent {
	unsigned long timestamp_ns; /* LX_CLOCK_MONOTONIC unless a flag says otherwise */
	unsigned int id; /* LX_GPIO_V2_LINE_EVENT_* */
	unsigned int offset;
	unsigned int seqno; /* of all the request's lines, from 1 on */
	unsigned int line_seqno;
	unsigned int padding[6];
} GPIOLineEvent;

#ifdef LX_LINK_NAMES
#include "../extern/dev/gpio.h"
#endif
#ifndef BARECALL_EXTERN

/* IoctlGPIOGetChipInfo tells of a chip. LX_GPIO_GET_CHIPINFO_IOCTL. Since Linux 4.6. */
LX_API int IoctlGPIOGetChipInfo(int fd, GPIOChipInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GPIO_GET_CHIPINFO_IOCTL, LX_PTR(info));
}

/* IoctlGPIOGetLineInfo tells of line info->offset. LX_GPIO_V2_GET_LINEINFO_IOCTL. Since Linux 5.10. */
LX_API int IoctlGPIOGetLineInfo(int fd, GPIOLineInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GPIO_V2_GET_LINEINFO_IOCTL, LX_PTR(info));
}

/* IoctlGPIOWatchLineInfo does so, and has changes told, by reads of the chip. Since Linux 5.10. */
LX_API int IoctlGPIOWatchLineInfo(int fd, GPIOLineInfo *info)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GPIO_V2_GET_LINEINFO_WATCH_IOCTL, LX_PTR(info));
}

/* IoctlGPIOUnwatchLineInfo ends that. Since Linux 5.7. */
LX_API int IoctlGPIOUnwatchLineInfo(int fd, unsigned int offset)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GPIO_GET_LINEINFO_UNWATCH_IOCTL, LX_PTR(&offset));
}

/*
 * IoctlGPIOGetLine requests lines; request->fd is then their descriptor, close-on-exec. -EBUSY: one is in use.
 * LX_GPIO_V2_GET_LINE_IOCTL. Since Linux 5.10.
 */
LX_API int IoctlGPIOGetLine(int fd, GPIOLineRequest *request)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GPIO_V2_GET_LINE_IOCTL, LX_PTR(request));
}

/* IoctlGPIOSetConfig changes how requested lines are used. LX_GPIO_V2_LINE_SET_CONFIG_IOCTL. Since Linux 5.10. */
LX_API int IoctlGPIOSetConfig(int fd, const GPIOLineConfig *config)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GPIO_V2_LINE_SET_CONFIG_IOCTL, LX_PTR(config));
}

/* IoctlGPIOGetValues gives values of requested lines. LX_GPIO_V2_LINE_GET_VALUES_IOCTL. Since Linux 5.10. */
LX_API int IoctlGPIOGetValues(int fd, GPIOLineValues *values)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GPIO_V2_LINE_GET_VALUES_IOCTL, LX_PTR(values));
}

/* IoctlGPIOSetValues sets them. -EPERM: a line is no output. LX_GPIO_V2_LINE_SET_VALUES_IOCTL. Since Linux 5.10. */
LX_API int IoctlGPIOSetValues(int fd, const GPIOLineValues *values)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_GPIO_V2_LINE_SET_VALUES_IOCTL, LX_PTR(values));
}

#endif /* BARECALL_EXTERN */
#endif
