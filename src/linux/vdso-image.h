/*
 * What the parser of vDSO images knows beside VdsoLookup, and what their functions are called.
 */
#ifndef LX_VDSO_IMAGE_H
#define LX_VDSO_IMAGE_H

/*
 * lx_vdso_size returns how many bytes a vDSO that the kernel has mapped has, as its segments tell, which are the
 * kernel's word; 0: these are not to be found in its first 4096 bytes, or it is none of this architecture.
 */
unsigned long lx_vdso_size(const void *image) __attribute__((__visibility__("hidden")));

/* The architectures do not agree on what the functions are called, nor on their version. */
#if defined(__aarch64__)
#define FUNCTION(name) "__kernel_" name
#define VERSION "LINUX_2.6.39"
#elif defined(__riscv)
#define FUNCTION(name) "__vdso_" name
#define VERSION "LINUX_4.15"
#else
#define FUNCTION(name) "__vdso_" name
#define VERSION "LINUX_2.6"
#endif

#endif
