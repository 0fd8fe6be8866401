/* riscv64 alone lacks this header; there it is empty. */
#if __has_include_next(<asm/kvm_para.h>)
#include_next <asm/kvm_para.h>
#endif
