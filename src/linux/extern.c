/*
 * Compiled once for each domain header (LX_DOMAIN): every wrapper in it becomes a link symbol, lx_Openat for
 * Openat, for assembly, other languages and builds with BARECALL_EXTERN.
 */
#define BARECALL_ARCHIVE
#include LX_DOMAIN
