/*
 * Settings of network devices, by LX_SIOCETHTOOL of any socket: each request is a structure that begins with its number,
 * LX_ETHTOOL_*.
 */
#ifndef LX_DEV_ETHTOOL_H
#define LX_DEV_ETHTOOL_H

#include "netif.h"
#include "../uapi/dev/ethtool.h"

/* EthtoolDrvinfo: a device's driver; LX_ETHTOOL_GDRVINFO. struct ethtool_drvinfo. */
typedef struct EthtoolDrvinfo {
	unsigned int cmd;
	char driver[32];
	char version[32];
	char fw_version[32];
	char bus_info[32]; /* where the device is, as a PCI address */
	char erom_version[32];
	char reserved2[12];
	unsigned int n_priv_flags;
	unsigned int n_stats;
	unsigned int testinfo_len;
	unsigned int eedump_len;
	unsigned int regdump_len;
} EthtoolDrvinfo;

/* EthtoolValue: one number; LX_ETHTOOL_GLINK and others. struct ethtool_value. */
typedef struct EthtoolValue {
	unsigned int cmd;
	unsigned int data;
} EthtoolValue;

/* EthtoolTsInfo: what time stamps a device makes; LX_ETHTOOL_GET_TS_INFO. struct ethtool_ts_info. */
typedef struct EthtoolTsInfo {
	unsigned int cmd;
	unsigned int so_timestamping;
	int phc_index; /* N of /dev/ptpN; -1: none */
	unsigned int tx_types;
	unsigned int tx_reserved[3];
	unsigned int rx_filters;
	unsigned int rx_reserved[3];
} EthtoolTsInfo;

/*
 * Ethtool asks or sets what command's first word tells, of the interface of this name. Returns what the kernel does. -ENODEV: there
 * is none of this name. -EOPNOTSUPP: its driver does not know. -EINVAL: no name can be that. Linked from libbarecall.a.
 */
int Ethtool(int fd, const char *name, void *command) LX_SYMBOL("lx_Ethtool");

/* IoctlGetEthtoolDrvinfo tells of a device's driver. Returns 0, or errors as Ethtool. Linked from libbarecall.a. */
int IoctlGetEthtoolDrvinfo(int fd, const char *name, EthtoolDrvinfo *value) LX_SYMBOL("lx_IoctlGetEthtoolDrvinfo");

/* IoctlGetEthtoolTsInfo tells of time stamps. Returns 0, or errors as Ethtool. Linked from libbarecall.a. */
int IoctlGetEthtoolTsInfo(int fd, const char *name, EthtoolTsInfo *value) LX_SYMBOL("lx_IoctlGetEthtoolTsInfo");

/* IoctlGetEthtoolLink returns 1 where the link is up (a cable, and its other side), 0 where not. Errors as Ethtool. Linked. */
int IoctlGetEthtoolLink(int fd, const char *name) LX_SYMBOL("lx_IoctlGetEthtoolLink");

#endif
