/*
 * WireGuard tunnels: messages of the family "wireguard" of genetlink.h, commands LX_WG_CMD_*, attributes LX_WGDEVICE_A_*, of
 * peers LX_WGPEER_A_*, and of the addresses that a peer may have LX_WGALLOWEDIP_A_*. Peers and addresses are lists:
 * attributes of any number in a nested one. The link is made as others are, its kind, LX_IFLA_INFO_KIND, is "wireguard". A
 * peer is set so:
 *
 *	GenlGetFamily(&nl, "wireguard", &family);
 *	NetlinkBuild(&request, room, sizeof(room));
 *	NlmsgPut(&request, family.id, 0, &header, sizeof(header)); (LX_WG_CMD_SET_DEVICE, LX_WG_GENL_VERSION)
 *	NlaPutString(&request, LX_WGDEVICE_A_IFNAME, "wg0");
 *	NlaPut(&request, LX_WGDEVICE_A_PRIVATE_KEY, key, LX_WG_KEY_LEN);
 *	peers = NlaNestStart(&request, LX_WGDEVICE_A_PEERS);
 *	peer = NlaNestStart(&request, 0);
 *	NlaPut(&request, LX_WGPEER_A_PUBLIC_KEY, theirs, LX_WG_KEY_LEN);
 *	NlaPut(&request, LX_WGPEER_A_ENDPOINT, &address, sizeof(address)); (a SockaddrIn or SockaddrIn6)
 *	NlaNestEnd(&request, peer);
 *	NlaNestEnd(&request, peers);
 *	NetlinkExecute(&nl, &request);
 *
 * Keys are 32 bytes of X25519, and a private one is told to who has CAP_NET_ADMIN. LX_WGPEER_A_LAST_HANDSHAKE_TIME is a
 * Timespec. More than a message holds is set by several, and comes in several of a dump: a peer is then told again, with
 * more addresses. Since Linux 5.6.
 */
#ifndef LX_DEV_WIREGUARD_H
#define LX_DEV_WIREGUARD_H

#include "genetlink.h"
#include "../uapi/dev/wireguard.h"

#endif
