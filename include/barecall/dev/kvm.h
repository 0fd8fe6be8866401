/*
 * Virtual machines: /dev/kvm makes a machine (IoctlKvmCreateVm), that memory and processors (IoctlKvmCreateVcpu); a processor's
 * descriptor is mapped, IoctlKvmGetVcpuMmapSize bytes, and shows a KvmRun. IoctlKvmRun then runs it until something is left to
 * the program: KvmRun's exit_reason. What differs from one architecture to the other, registers above all, is by number with
 * IoctlKvmGetOneReg, but for x86_64, which has structures of its own.
 */
#ifndef LX_DEV_KVM_H
#define LX_DEV_KVM_H

#include "../ioctl.h"
#include "../uapi/dev/kvm.h"

/* KvmUserspaceMemoryRegion: memory of the program that is the machine's. struct kvm_userspace_memory_region. */
typedef struct KvmUserspaceMemoryRegion {
	unsigned int slot;
	unsigned int flags; /* LX_KVM_MEM_LOG_DIRTY_PAGES, LX_KVM_MEM_READONLY */
	unsigned long guest_phys_addr;
	unsigned long memory_size; /* bytes, whole pages; 0: the slot is emptied */
	void *userspace_addr;
} KvmUserspaceMemoryRegion;

/* KvmOneReg: a register by number, LX_KVM_REG_*; its value at addr. struct kvm_one_reg. */
typedef struct KvmOneReg {
	unsigned long id;
	void *addr;
} KvmOneReg;

/* KvmMpState: whether a processor runs. struct kvm_mp_state. */
typedef struct KvmMpState {
	unsigned int mp_state; /* LX_KVM_MP_STATE_* */
} KvmMpState;

/* KvmIrqfd: an eventfd that interrupts the machine. struct kvm_irqfd. */
typedef struct KvmIrqfd {
	unsigned int fd;
	unsigned int gsi;
	unsigned int flags; /* LX_KVM_IRQFD_FLAG_* */
	unsigned int resamplefd;
	unsigned char pad[16];
} KvmIrqfd;

/* KvmIoeventfd: an eventfd that a write of the machine tells. struct kvm_ioeventfd. */
typedef struct KvmIoeventfd {
	unsigned long datamatch; /* with LX_KVM_IOEVENTFD_FLAG_DATAMATCH what must be written */
	unsigned long addr;
	unsigned int len; /* 1, 2, 4, 8; 0: any */
	int fd;
	unsigned int flags; /* LX_KVM_IOEVENTFD_FLAG_* */
	unsigned char pad[36];
} KvmIoeventfd;

/* KvmDeviceAttr: a property of a device, a machine or a processor. struct kvm_device_attr. */
typedef struct KvmDeviceAttr {
	unsigned int flags;
	unsigned int group;
	unsigned long attr;
	void *addr;
} KvmDeviceAttr;

/* KvmCreateDevice: a device of the kernel's. struct kvm_create_device. */
typedef struct KvmCreateDevice {
	unsigned int type; /* LX_KVM_DEV_TYPE_* */
	unsigned int fd; /* out */
	unsigned int flags; /* LX_KVM_CREATE_DEVICE_TEST */
} KvmCreateDevice;

/* KvmEnableCap: something switched on. struct kvm_enable_cap. */
typedef struct KvmEnableCap {
	unsigned int cap; /* LX_KVM_CAP_* */
	unsigned int flags;
	unsigned long args[4];
	unsigned char pad[64];
} KvmEnableCap;

/*
 * KvmRun: what a processor is about; the beginning of struct kvm_run, which is longer: of the union what machines without
 * a firmware's help use.
 */
typedef struct KvmRun {
	unsigned char request_interrupt_window; /* in */
	unsigned char immediate_exit; /* in: IoctlKvmRun returns at once with -EINTR; for signal handlers */
	unsigned char padding1[6];
	unsigned int exit_reason; /* LX_KVM_EXIT_* */
	unsigned char ready_for_interrupt_injection;
	unsigned char if_flag;
	unsigned short flags;
	unsigned long cr8;
	unsigned long apic_base;
	union {
		struct {
			unsigned long hardware_exit_reason;
		} hw; /* LX_KVM_EXIT_UNKNOWN */
		struct {
			unsigned long hardware_entry_failure_reason;
			unsigned int cpu;
		} fail_entry;
		struct {
			unsigned char direction; /* LX_KVM_EXIT_IO_IN, LX_KVM_EXIT_IO_OUT */
			unsigned char size; /* bytes */
			unsigned short port;
			unsigned int count;
			unsigned long data_offset; /* of the data, from the KvmRun's beginning on */
		} io;
		struct {
			unsigned long phys_addr;
			unsigned char data[8];
			unsigned int len;
			unsigned char is_write;
		} mmio;
		struct {
			unsigned int suberror; /* LX_KVM_INTERNAL_ERROR_* */
			unsigned int ndata;
			unsigned long data[16];
		} internal;
		struct {
			unsigned int type; /* LX_KVM_SYSTEM_EVENT_* */
			unsigned int ndata;
			unsigned long data[16];
		} system_event;
		unsigned char padding[256];
	} u;
} KvmRun;

/* x86_64 alone has its registers in structures. */
#ifdef LX_KVM_GET_SREGS2
/* KvmRegs: general registers. struct kvm_regs. */
typedef struct KvmRegs {
	unsigned long rax, rbx, rcx, rdx;
	unsigned long rsi, rdi, rsp, rbp;
	unsigned long r8, r9, r10, r11;
	unsigned long r12, r13, r14, r15;
	unsigned long rip, rflags;
} KvmRegs;

/* KvmSegment: a segment. struct kvm_segment. */
typedef struct KvmSegment {
	unsigned long base;
	unsigned int limit;
	unsigned short selector;
	unsigned char type;
	unsigned char present, dpl, db, s, l, g, avl;
	unsigned char unusable;
	unsigned char padding;
} KvmSegment;

/* KvmDtable: a table of descriptors. struct kvm_dtable. */
typedef struct KvmDtable {
	unsigned long base;
	unsigned short limit;
	unsigned short padding[3];
} KvmDtable;

/* KvmSregs: segments and control registers. struct kvm_sregs. */
typedef struct KvmSregs {
	KvmSegment cs, ds, es, fs, gs, ss;
	KvmSegment tr, ldt;
	KvmDtable gdt, idt;
	unsigned long cr0, cr2, cr3, cr4, cr8;
	unsigned long efer;
	unsigned long apic_base;
	unsigned long interrupt_bitmap[4];
} KvmSregs;
#endif

#ifdef LX_LINK_NAMES
#include "../extern/dev/kvm.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * IoctlKvmGetApiVersion returns LX_KVM_API_VERSION, 12: all else is not to be used. fd: /dev/kvm.
 * LX_KVM_GET_API_VERSION.
 */
LX_API int IoctlKvmGetApiVersion(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_GET_API_VERSION, 0);
}

/*
 * IoctlKvmCheckExtension returns what of LX_KVM_CAP_* there is: 0 nothing. fd: /dev/kvm or a machine.
 * LX_KVM_CHECK_EXTENSION.
 */
LX_API int IoctlKvmCheckExtension(int fd, unsigned int cap)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_CHECK_EXTENSION, (long)cap);
}

/*
 * IoctlKvmCreateVm makes a machine without memory and processors, and returns its descriptor, close-on-exec. type: 0,
 * as a rule. LX_KVM_CREATE_VM.
 */
LX_API int IoctlKvmCreateVm(int fd, unsigned long type)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_CREATE_VM, (long)type);
}

/*
 * IoctlKvmGetVcpuMmapSize returns how many bytes of a processor's descriptor are to be mapped. fd: /dev/kvm.
 * LX_KVM_GET_VCPU_MMAP_SIZE.
 */
LX_API int IoctlKvmGetVcpuMmapSize(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_GET_VCPU_MMAP_SIZE, 0);
}

/* IoctlKvmSetUserMemoryRegion gives a machine memory. LX_KVM_SET_USER_MEMORY_REGION. */
LX_API int IoctlKvmSetUserMemoryRegion(int fd, const KvmUserspaceMemoryRegion *region)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_SET_USER_MEMORY_REGION, LX_PTR(region));
}

/* IoctlKvmCreateVcpu makes processor id of a machine, and returns its descriptor, close-on-exec. LX_KVM_CREATE_VCPU. */
LX_API int IoctlKvmCreateVcpu(int fd, unsigned long id)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_CREATE_VCPU, (long)id);
}

/*
 * IoctlKvmRun runs a processor until something is left to the program. -EINTR: a signal, or immediate_exit. LX_KVM_RUN.
 */
LX_API int IoctlKvmRun(int fd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_RUN, 0);
}

/* IoctlKvmGetOneReg gives a register. -ENOENT: there is none of this number. LX_KVM_GET_ONE_REG. */
LX_API int IoctlKvmGetOneReg(int fd, const KvmOneReg *reg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_GET_ONE_REG, LX_PTR(reg));
}

/* IoctlKvmSetOneReg sets it. LX_KVM_SET_ONE_REG. */
LX_API int IoctlKvmSetOneReg(int fd, const KvmOneReg *reg)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_SET_ONE_REG, LX_PTR(reg));
}

/* IoctlKvmGetMpState tells whether a processor runs. LX_KVM_GET_MP_STATE. */
LX_API int IoctlKvmGetMpState(int fd, KvmMpState *state)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_GET_MP_STATE, LX_PTR(state));
}

/* IoctlKvmSetMpState sets it. LX_KVM_SET_MP_STATE. */
LX_API int IoctlKvmSetMpState(int fd, const KvmMpState *state)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_SET_MP_STATE, LX_PTR(state));
}

/* IoctlKvmEnableCap switches something on, of a machine or a processor. LX_KVM_ENABLE_CAP. */
LX_API int IoctlKvmEnableCap(int fd, const KvmEnableCap *cap)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_ENABLE_CAP, LX_PTR(cap));
}

/* IoctlKvmIrqfd binds an eventfd to an interrupt. LX_KVM_IRQFD. */
LX_API int IoctlKvmIrqfd(int fd, const KvmIrqfd *irqfd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_IRQFD, LX_PTR(irqfd));
}

/* IoctlKvmIoeventfd binds one to an address. LX_KVM_IOEVENTFD. */
LX_API int IoctlKvmIoeventfd(int fd, const KvmIoeventfd *ioeventfd)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_IOEVENTFD, LX_PTR(ioeventfd));
}

/*
 * IoctlKvmCreateDevice makes a device; device->fd is its descriptor. -ENODEV: the kernel has none such.
 * LX_KVM_CREATE_DEVICE.
 */
LX_API int IoctlKvmCreateDevice(int fd, KvmCreateDevice *device)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_CREATE_DEVICE, LX_PTR(device));
}

/*
 * IoctlKvmDeviceAttr sets, gets or looks for a property. request: LX_KVM_SET_DEVICE_ATTR, LX_KVM_GET_DEVICE_ATTR,
 * LX_KVM_HAS_DEVICE_ATTR. -ENXIO: there is none such.
 */
LX_API int IoctlKvmDeviceAttr(int fd, unsigned int request, const KvmDeviceAttr *attr)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, request, LX_PTR(attr));
}


/* x86_64 alone. */
#ifdef LX_KVM_GET_SREGS2
/* IoctlKvmGetRegs gives general registers. x86_64 only. LX_KVM_GET_REGS. */
LX_API int IoctlKvmGetRegs(int fd, KvmRegs *regs)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_GET_REGS, LX_PTR(regs));
}

/* IoctlKvmSetRegs sets them. x86_64 only. LX_KVM_SET_REGS. */
LX_API int IoctlKvmSetRegs(int fd, const KvmRegs *regs)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_SET_REGS, LX_PTR(regs));
}

/* IoctlKvmGetSregs gives segments and control registers. x86_64 only. LX_KVM_GET_SREGS. */
LX_API int IoctlKvmGetSregs(int fd, KvmSregs *sregs)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_GET_SREGS, LX_PTR(sregs));
}

/* IoctlKvmSetSregs sets them. x86_64 only. LX_KVM_SET_SREGS. */
LX_API int IoctlKvmSetSregs(int fd, const KvmSregs *sregs)
{
	return (int)lx_trap3(LX_SYS_ioctl, fd, LX_KVM_SET_SREGS, LX_PTR(sregs));
}
#endif

#endif /* BARECALL_EXTERN */
#endif
