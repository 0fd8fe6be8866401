/* riscv64 alone has this header; for the others it is empty. */
#if __has_include_next(<asm/hwprobe.h>)
#include_next <asm/hwprobe.h>
#endif
