/*
 * What ethtool asks and sets, as messages of the family "ethtool" of genetlink.h: commands LX_ETHTOOL_MSG_*, of answers
 * LX_ETHTOOL_MSG_*_REPLY, attributes LX_ETHTOOL_A_*: constants alone. Each request has a nested LX_ETHTOOL_A_*_HEADER in which
 * LX_ETHTOOL_A_HEADER_DEV_NAME or _DEV_INDEX tells the interface; in a dump it tells none. ethtool.h has the ioctl from
 * before, which not everything is added to any more. Since Linux 5.6.
 */
#ifndef LX_DEV_ETHTOOL_NETLINK_H
#define LX_DEV_ETHTOOL_NETLINK_H

#include "genetlink.h"
#include "../uapi/dev/ethtool_netlink.h"

#endif
