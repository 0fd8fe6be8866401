/*
 * Wireless interfaces: messages of the family "nl80211" of genetlink.h, commands LX_NL80211_CMD_*, attributes
 * LX_NL80211_ATTR_*: constants alone. LX_NL80211_CMD_GET_INTERFACE as a dump lists the interfaces: each has a number
 * LX_NL80211_ATTR_IFINDEX, a name LX_NL80211_ATTR_IFNAME, and what it is, LX_NL80211_ATTR_IFTYPE, one of
 * LX_NL80211_IFTYPE_*. wireless.h has the ioctls from before.
 */
#ifndef LX_DEV_NL80211_H
#define LX_DEV_NL80211_H

#include "genetlink.h"
#include "../uapi/dev/nl80211.h"

#endif
