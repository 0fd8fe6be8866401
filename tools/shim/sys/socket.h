/* For the UAPI headers that include a libc's <sys/socket.h>: what they take from it. */
#ifndef SHIM_SYS_SOCKET_H
#define SHIM_SYS_SOCKET_H

typedef unsigned short sa_family_t;

struct sockaddr {
	sa_family_t sa_family;
	char sa_data[14];
};

#endif
