/*
 * Compiled once for each domain header (LX_DOMAIN): every wrapper in it becomes a link symbol, lx_Openat for
 * Openat, for assembly, other languages and builds with BARECALL_EXTERN.
 */
#ifdef LX_BESIDE
/* The headers of op/ and dev/ include others, whose wrappers have objects of their own: those are declared only, here. */
#define BARECALL_EXTERN
#include <barecall.h>
#ifndef LX_OF_input
#include <barecall/dev/input.h>
#endif
#ifndef LX_OF_netif
#include <barecall/dev/netif.h>
#endif
#undef BARECALL_EXTERN
#undef LX_API
#define LX_API
#else
#define BARECALL_ARCHIVE
#endif
#include "archive-trap.h"
#include LX_DOMAIN
