/* x86_64 alone has this header; for the others it is empty. */
#if __has_include_next(<asm/prctl.h>)
#include_next <asm/prctl.h>
#endif
