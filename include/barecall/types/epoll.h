/*
 * What epoll tells: types of event.h.
 */
#ifndef LX_TYPES_EPOLL_H
#define LX_TYPES_EPOLL_H

/* EpollData: what EpollCtl stores with a descriptor and EpollWait hands back. union epoll_data. */
typedef union EpollData {
	void *ptr;
	int fd;
	unsigned int u32;
	unsigned long u64;
} EpollData;

/* EpollEvent: events and the caller's data. struct epoll_event, packed on x86_64 alone. */
typedef struct EpollEvent {
	unsigned int events;
	EpollData data;
#if defined(__x86_64__)
} __attribute__((__packed__)) EpollEvent;
#else
} EpollEvent;
#endif

#endif
