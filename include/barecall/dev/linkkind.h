/*
 * Kinds of links (bridge, VLAN, veth, bond, macvlan, VXLAN, ...), their attributes in LX_IFLA_INFO_DATA of an LX_RTM_NEWLINK
 * of netlink.h: constants alone. LX_VETH_INFO_PEER holds an IfInfomsg and attributes, as a message of the other end.
 */
#ifndef LX_DEV_LINKKIND_H
#define LX_DEV_LINKKIND_H

#include "../netlink.h"
#include "../uapi/dev/linkkind.h"

#endif
