/*
 * What the parser of vDSO images knows beside VdsoLookup.
 */
#ifndef LX_VDSO_IMAGE_H
#define LX_VDSO_IMAGE_H

/*
 * lx_vdso_size returns how many bytes a vDSO that the kernel has mapped has, as its segments tell, which are the
 * kernel's word; 0: these are not to be found in its first 4096 bytes, or it is none of this architecture.
 */
unsigned long lx_vdso_size(const void *image) __attribute__((__visibility__("hidden")));

#endif
