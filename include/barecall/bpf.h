/*
 * Programs that run in the kernel: bpf, its maps, links and types.
 */
#ifndef LX_BPF_HEADER /* LX_BPF_H is a constant */
#define LX_BPF_HEADER

#include "base.h"
#include "uapi/bpf.h"
#include "uapi/security.h"

/* BpfInsn: one instruction; LX_BPF_LD | LX_BPF_DW | LX_BPF_IMM takes two. struct bpf_insn. */
typedef struct BpfInsn {
	unsigned char code; /* LX_BPF_* */
	unsigned char regs; /* the destination's number in the low four bits, the source's in the high four */
	short off;
	int imm;
} BpfInsn;

/*
 * BpfAttr: what Bpf is asked; the member depends on the command. What is not used is zero, to the last byte that size
 * covers. Addresses are numbers: (unsigned long)pointer. union bpf_attr.
 */
typedef union BpfAttr {
	struct {
		unsigned int map_type; /* LX_BPF_MAP_TYPE_* */
		unsigned int key_size;
		unsigned int value_size;
		unsigned int max_entries;
		unsigned int map_flags; /* LX_BPF_F_* */
		unsigned int inner_map_fd;
		unsigned int numa_node; /* with LX_BPF_F_NUMA_NODE */
		char map_name[16];
		unsigned int map_ifindex;
		unsigned int btf_fd;
		unsigned int btf_key_type_id;
		unsigned int btf_value_type_id;
		unsigned int btf_vmlinux_value_type_id;
		unsigned long map_extra;
		int value_type_btf_obj_fd;
		int map_token_fd; /* with LX_BPF_F_TOKEN_FD */
		unsigned long excl_prog_hash;
		unsigned int excl_prog_hash_size;
	} map_create;
	/* LX_BPF_MAP_*_ELEM, LX_BPF_MAP_GET_NEXT_KEY and LX_BPF_MAP_FREEZE */
	struct {
		unsigned int map_fd;
		unsigned int pad;
		unsigned long key;
		union {
			unsigned long value;
			unsigned long next_key;
		} u;
		unsigned long flags; /* LX_BPF_ANY, LX_BPF_NOEXIST, LX_BPF_EXIST... */
	} map_elem;
	/* LX_BPF_MAP_*_BATCH */
	struct {
		unsigned long in_batch;
		unsigned long out_batch;
		unsigned long keys;
		unsigned long values;
		unsigned int count;
		unsigned int map_fd;
		unsigned long elem_flags;
		unsigned long flags;
	} batch;
	struct {
		unsigned int prog_type; /* LX_BPF_PROG_TYPE_* */
		unsigned int insn_cnt;
		unsigned long insns; /* of BpfInsn */
		unsigned long license; /* a string; "GPL" and its like may call more */
		unsigned int log_level; /* 0: log_size and log_buf are 0 */
		unsigned int log_size;
		unsigned long log_buf; /* for what the verifier says */
		unsigned int kern_version; /* not looked at since Linux 5.0 */
		unsigned int prog_flags; /* LX_BPF_F_* */
		char prog_name[16];
		unsigned int prog_ifindex; /* of the device that is to run it; 0: the processor */
		unsigned int expected_attach_type; /* LX_BPF_* that some types need to be verified */
		unsigned int prog_btf_fd; /* its types, from LX_BPF_BTF_LOAD; what func_info and line_info refer to */
		unsigned int func_info_rec_size; /* bytes of one record, as the other rec_size */
		unsigned long func_info; /* addresses of records, as line_info and core_relos */
		unsigned int func_info_cnt;
		unsigned int line_info_rec_size;
		unsigned long line_info;
		unsigned int line_info_cnt;
		unsigned int attach_btf_id; /* the type of the function or structure that it is to be attached to */
		union {
			unsigned int attach_prog_fd; /* the program that it is in */
			unsigned int attach_btf_obj_fd; /* the types that it is in; 0: the kernel's own */
		} u;
		unsigned int core_relo_cnt;
		unsigned long fd_array; /* address of the descriptors that instructions name by index */
		unsigned long core_relos;
		unsigned int core_relo_rec_size;
		unsigned int log_true_size; /* written */
		int prog_token_fd; /* of LX_BPF_TOKEN_CREATE, with LX_BPF_F_TOKEN_FD in prog_flags */
		unsigned int fd_array_cnt; /* 0: as far as instructions reach */
		unsigned long signature; /* address */
		unsigned int signature_size; /* bytes */
		int keyring_id; /* with whose keys it is verified */
	} prog_load;
	/* LX_BPF_OBJ_PIN and LX_BPF_OBJ_GET */
	struct {
		unsigned long pathname; /* address */
		unsigned int bpf_fd; /* what is pinned */
		unsigned int file_flags; /* LX_BPF_F_* */
		int path_fd; /* with LX_BPF_F_PATH_FD */
	} obj;
	/* LX_BPF_PROG_ATTACH and LX_BPF_PROG_DETACH */
	struct {
		union {
			unsigned int target_fd;
			unsigned int target_ifindex;
		} target;
		unsigned int attach_bpf_fd; /* the program */
		unsigned int attach_type; /* LX_BPF_* */
		unsigned int attach_flags; /* LX_BPF_F_* */
		unsigned int replace_bpf_fd; /* the program that goes, with LX_BPF_F_REPLACE */
		union {
			unsigned int relative_fd; /* before or after which program it goes, with LX_BPF_F_BEFORE or AFTER */
			unsigned int relative_id; /* the same by id, with LX_BPF_F_ID */
		} relative;
		unsigned long expected_revision; /* 0, or what LX_BPF_PROG_QUERY told: -ESTALE when it has changed */
	} prog_attach;
	/* LX_BPF_PROG_TEST_RUN */
	struct {
		unsigned int prog_fd;
		unsigned int retval; /* written: what it returned */
		unsigned int data_size_in; /* bytes at data_in, the packet */
		unsigned int data_size_out; /* of the buffer; written */
		unsigned long data_in;
		unsigned long data_out;
		unsigned int repeat; /* how often; 0: once */
		unsigned int duration; /* written: nanoseconds of one run */
		unsigned int ctx_size_in; /* bytes at ctx_in, the context; ctx_size_out as data_size_out */
		unsigned int ctx_size_out;
		unsigned long ctx_in;
		unsigned long ctx_out;
		unsigned int flags;
		unsigned int cpu; /* that runs it, with LX_BPF_F_TEST_RUN_ON_CPU */
		unsigned int batch_size; /* packets at a time, with LX_BPF_F_TEST_XDP_LIVE_FRAMES */
	} test;
	/* LX_BPF_*_GET_NEXT_ID and LX_BPF_*_GET_FD_BY_ID */
	struct {
		union {
			unsigned int start_id;
			unsigned int prog_id;
			unsigned int map_id;
			unsigned int btf_id;
			unsigned int link_id;
		} id;
		unsigned int next_id; /* written */
		unsigned int open_flags; /* of a map: LX_BPF_F_RDONLY, LX_BPF_F_WRONLY */
		int fd_by_id_token_fd; /* of LX_BPF_TOKEN_CREATE, with LX_BPF_F_TOKEN_FD in open_flags */
	} get_id;
	/* LX_BPF_OBJ_GET_INFO_BY_FD */
	struct {
		unsigned int bpf_fd;
		unsigned int info_len; /* bytes at info; written: of what the kernel knows */
		unsigned long info; /* address */
	} info;
	/* LX_BPF_PROG_QUERY */
	struct {
		union {
			unsigned int target_fd;
			unsigned int target_ifindex;
		} target;
		unsigned int attach_type;
		unsigned int query_flags; /* LX_BPF_F_QUERY_EFFECTIVE: also those of the cgroups above */
		unsigned int attach_flags; /* written */
		unsigned long prog_ids; /* addresses of arrays that are written, as the three below */
		union {
			unsigned int prog_cnt; /* room in the arrays; written: how many there are */
			unsigned int count;
		} cnt;
		unsigned int pad;
		unsigned long prog_attach_flags;
		unsigned long link_ids;
		unsigned long link_attach_flags;
		unsigned long revision; /* written */
	} query;
	struct {
		unsigned long name; /* address of the tracepoint's */
		unsigned int prog_fd;
		unsigned int pad;
		unsigned long cookie; /* what the program can ask for, as all cookies */
	} raw_tracepoint;
	struct {
		unsigned long btf; /* address, of btf_size bytes */
		unsigned long btf_log_buf; /* as log_buf */
		unsigned int btf_size;
		unsigned int btf_log_size;
		unsigned int btf_log_level;
		unsigned int btf_log_true_size; /* written */
		unsigned int btf_flags;
		int btf_token_fd;
	} btf_load;
	struct {
		unsigned int pid; /* whose descriptor fd is asked about */
		unsigned int fd;
		unsigned int flags; /* 0 */
		unsigned int buf_len; /* bytes at buf; written: of the name */
		unsigned long buf; /* the name of the tracepoint, function or file is written there */
		unsigned int prog_id; /* this and the rest are written */
		unsigned int fd_type; /* 0 raw tracepoint, 1 tracepoint, 2 kprobe, 3 kretprobe, 4 uprobe, 5 uretprobe */
		unsigned long probe_offset;
		unsigned long probe_addr;
	} task_fd_query;
	struct {
		union {
			unsigned int prog_fd;
			unsigned int map_fd;
		} source;
		union {
			unsigned int target_fd;
			unsigned int target_ifindex;
		} target;
		unsigned int attach_type; /* on which u depends */
		unsigned int flags;
		union {
			unsigned int target_btf_id;
			struct {
				unsigned long iter_info;
				unsigned int iter_info_len;
			} iter;
			struct {
				unsigned long bpf_cookie;
			} perf_event;
			struct {
				unsigned int flags;
				unsigned int cnt;
				unsigned long syms;
				unsigned long addrs;
				unsigned long cookies;
			} kprobe_multi;
			struct {
				unsigned int target_btf_id;
				unsigned int pad;
				unsigned long cookie;
			} tracing;
			struct {
				unsigned int pf;
				unsigned int hooknum;
				int priority;
				unsigned int flags;
			} netfilter;
			/* tcx, netkit and cgroup in the kernel's union */
			struct {
				union {
					unsigned int relative_fd;
					unsigned int relative_id;
				} relative;
				unsigned int pad;
				unsigned long expected_revision;
			} tcx;
			struct {
				unsigned long path;
				unsigned long offsets;
				unsigned long ref_ctr_offsets;
				unsigned long cookies;
				unsigned int cnt;
				unsigned int flags;
				unsigned int pid;
				unsigned int path_fd;
			} uprobe_multi;
			struct {
				unsigned long ids;
				unsigned long cookies;
				unsigned int cnt;
			} tracing_multi;
		} u;
	} link_create;
	struct {
		unsigned int link_fd;
		union {
			unsigned int new_prog_fd;
			unsigned int new_map_fd;
		} now;
		unsigned int flags;
		union {
			unsigned int old_prog_fd; /* with LX_BPF_F_REPLACE */
			unsigned int old_map_fd;
		} old;
	} link_update;
	struct {
		unsigned int link_fd;
	} link_detach;
	struct {
		unsigned int type;
	} enable_stats;
	struct {
		unsigned int link_fd;
		unsigned int flags;
	} iter_create;
	struct {
		unsigned int prog_fd;
		unsigned int map_fd;
		unsigned int flags;
	} prog_bind_map;
	struct {
		unsigned int flags;
		unsigned int bpffs_fd;
	} token_create;
	struct {
		unsigned long stream_buf;
		unsigned int stream_buf_len;
		unsigned int stream_id;
		unsigned int prog_fd;
	} prog_stream_read;
	struct {
		unsigned int map_fd;
		unsigned int prog_fd;
		unsigned int flags;
	} prog_assoc_struct_ops;
} BpfAttr;

/* BpfCommonAttr: a log for any command that has LX_BPF_COMMON_ATTRS. struct bpf_common_attr. */
typedef struct BpfCommonAttr {
	unsigned long log_buf;
	unsigned int log_size;
	unsigned int log_level;
	unsigned int log_true_size; /* written */
} BpfCommonAttr;

#ifdef LX_LINK_NAMES
#include "extern/bpf.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Bpf does anything with programs, maps, links and types. cmd: LX_BPF_MAP_CREATE and so on, which reads, and may
 * write, its member of attr; size: sizeof(BpfAttr), or less. Returns 0 or, where the command makes or finds
 * something, a descriptor, close-on-exec. -EPERM: without CAP_BPF, or more by command and type. -E2BIG: attr has
 * something beyond what the kernel knows. -EINVAL, -EACCES from LX_BPF_PROG_LOAD: the verifier's log tells. Since
 * Linux 3.18. bpf(2).
 */
LX_API int Bpf(int cmd, BpfAttr *attr, unsigned int size)
{
	return (int)lx_trap5(LX_SYS_bpf, cmd, LX_PTR(attr), size, 0, 0);
}

/*
 * BpfCommon is Bpf with a log for any command; cmd must have LX_BPF_COMMON_ATTRS added. An older kernel takes that
 * for an unknown command: -EINVAL. size_common: sizeof(BpfCommonAttr). Since Linux 7.2. bpf(2).
 */
LX_API int BpfCommon(int cmd, BpfAttr *attr, unsigned int size, BpfCommonAttr *attr_common, unsigned int size_common)
{
	return (int)lx_trap5(LX_SYS_bpf, cmd, LX_PTR(attr), size, LX_PTR(attr_common), size_common);
}

#endif /* BARECALL_EXTERN */
#endif
