/*
 * Bpf's commands, one function each: BpfMapFreeze is BPF_MAP_FREEZE. Those with few arguments take them; the others
 * take a BpfAttr, all zero but for the named member, and see to the size. What makes or finds something returns a
 * descriptor, close-on-exec.
 *
 * All of them: -EPERM: without CAP_BPF, or more by command and type; -EINVAL: also of a kernel that lacks the command.
 */
#ifndef LX_OP_BPF_H
#define LX_OP_BPF_H

#include "../base.h"
#include "../bpf.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/bpf.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * BpfMapCreate makes a map: attr->map_create. Returns its descriptor. -EINVAL: the sizes do not suit the type. Since
 * Linux 3.18. bpf(2).
 */
LX_API int BpfMapCreate(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_CREATE, LX_PTR(attr), sizeof(attr->map_create), 0, 0);
}

/*
 * BpfMapLookupElem copies the value of a key; of a map for each processor one value, rounded up to 8 bytes, for each
 * possible one. flags: LX_BPF_F_LOCK or 0. Returns 0. -ENOENT: there is none. Since Linux 3.18. bpf(2).
 */
LX_API int BpfMapLookupElem(int map_fd, const void *key, void *value, unsigned long flags)
{
	BpfAttr attr;

	attr.map_elem.map_fd = (unsigned int)map_fd;
	attr.map_elem.pad = 0;
	attr.map_elem.key = (unsigned long)key;
	attr.map_elem.u.value = (unsigned long)value;
	attr.map_elem.flags = flags;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_LOOKUP_ELEM, LX_PTR(&attr), sizeof(attr.map_elem), 0, 0);
}

/*
 * BpfMapUpdateElem sets the value of a key. flags: LX_BPF_ANY, LX_BPF_NOEXIST (-EEXIST), LX_BPF_EXIST (-ENOENT), and
 * LX_BPF_F_LOCK. Returns 0. -E2BIG: the map is full. Since Linux 3.18. bpf(2).
 */
LX_API int BpfMapUpdateElem(int map_fd, const void *key, const void *value, unsigned long flags)
{
	BpfAttr attr;

	attr.map_elem.map_fd = (unsigned int)map_fd;
	attr.map_elem.pad = 0;
	attr.map_elem.key = (unsigned long)key;
	attr.map_elem.u.value = (unsigned long)value;
	attr.map_elem.flags = flags;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_UPDATE_ELEM, LX_PTR(&attr), sizeof(attr.map_elem), 0, 0);
}

/* BpfMapDeleteElem deletes a key. Returns 0. -ENOENT: there is none. Since Linux 3.18. bpf(2). */
LX_API int BpfMapDeleteElem(int map_fd, const void *key)
{
	BpfAttr attr;

	attr.map_elem.map_fd = (unsigned int)map_fd;
	attr.map_elem.pad = 0;
	attr.map_elem.key = (unsigned long)key;
	attr.map_elem.u.value = 0;
	attr.map_elem.flags = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_DELETE_ELEM, LX_PTR(&attr), sizeof(attr.map_elem), 0, 0);
}

/*
 * BpfMapGetNextKey copies the key that follows another; the first one where key is NULL (Linux 4.12) or is not there.
 * Returns 0. -ENOENT: key is the last. Since Linux 3.18. bpf(2).
 */
LX_API int BpfMapGetNextKey(int map_fd, const void *key, void *next_key)
{
	BpfAttr attr;

	attr.map_elem.map_fd = (unsigned int)map_fd;
	attr.map_elem.pad = 0;
	attr.map_elem.key = (unsigned long)key;
	attr.map_elem.u.next_key = (unsigned long)next_key;
	attr.map_elem.flags = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_GET_NEXT_KEY, LX_PTR(&attr), sizeof(attr.map_elem), 0, 0);
}

/*
 * BpfMapLookupAndDeleteElem is BpfMapLookupElem that deletes the key, at once; it takes the head of a queue or stack,
 * where key is NULL. Since Linux 4.20. bpf(2).
 */
LX_API int BpfMapLookupAndDeleteElem(int map_fd, const void *key, void *value, unsigned long flags)
{
	BpfAttr attr;

	attr.map_elem.map_fd = (unsigned int)map_fd;
	attr.map_elem.pad = 0;
	attr.map_elem.key = (unsigned long)key;
	attr.map_elem.u.value = (unsigned long)value;
	attr.map_elem.flags = flags;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_LOOKUP_AND_DELETE_ELEM, LX_PTR(&attr), sizeof(attr.map_elem), 0, 0);
}

/*
 * BpfMapFreeze keeps Bpf from changing a map for good; programs still may. Returns 0. -EBUSY: somebody is at it, or has
 * it mapped for writing. Since Linux 5.2. bpf(2).
 */
LX_API int BpfMapFreeze(int map_fd)
{
	BpfAttr attr;

	attr.map_elem.map_fd = (unsigned int)map_fd;
	attr.map_elem.pad = 0;
	attr.map_elem.key = 0;
	attr.map_elem.u.value = 0;
	attr.map_elem.flags = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_FREEZE, LX_PTR(&attr), sizeof(attr.map_elem), 0, 0);
}

/*
 * BpfMapLookupBatch does it with up to attr->batch.count keys; count is set to how many were done, even where it fails.
 * out_batch gets where to go on, which is the next in_batch (NULL: begin). Returns 0. -ENOENT: that was the last. Since
 * Linux 5.6. bpf(2).
 */
LX_API int BpfMapLookupBatch(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_LOOKUP_BATCH, LX_PTR(attr), sizeof(attr->batch), 0, 0);
}

/*
 * BpfMapLookupAndDeleteBatch does it with up to attr->batch.count keys; count is set to how many were done, even where
 * it fails. out_batch gets where to go on, which is the next in_batch (NULL: begin). Returns 0. -ENOENT: that was the
 * last. Since Linux 5.6. bpf(2).
 */
LX_API int BpfMapLookupAndDeleteBatch(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_LOOKUP_AND_DELETE_BATCH, LX_PTR(attr), sizeof(attr->batch), 0, 0);
}

/*
 * BpfMapUpdateBatch does it with up to attr->batch.count keys; count is set to how many were done, even where it fails.
 * Returns 0. Since Linux 5.6. bpf(2).
 */
LX_API int BpfMapUpdateBatch(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_UPDATE_BATCH, LX_PTR(attr), sizeof(attr->batch), 0, 0);
}

/*
 * BpfMapDeleteBatch does it with up to attr->batch.count keys; count is set to how many were done, even where it fails.
 * Returns 0. Since Linux 5.6. bpf(2).
 */
LX_API int BpfMapDeleteBatch(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_DELETE_BATCH, LX_PTR(attr), sizeof(attr->batch), 0, 0);
}

/*
 * BpfProgLoad gives the kernel a program: attr->prog_load. Returns its descriptor. -EINVAL, -EACCES: the verifier
 * refuses it, and tells why at log_buf; -ENOSPC: what it tells does not fit. Since Linux 3.18. bpf(2).
 */
LX_API int BpfProgLoad(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_PROG_LOAD, LX_PTR(attr), sizeof(attr->prog_load), 0, 0);
}

/*
 * BpfObjPin gives a map, program or link a name in a bpf file system, which keeps it. Returns 0. -EPERM: pathname is in
 * no such file system. Since Linux 4.4. bpf(2).
 */
LX_API int BpfObjPin(int fd, const char *pathname)
{
	BpfAttr attr;

	attr.obj.pathname = (unsigned long)pathname;
	attr.obj.bpf_fd = (unsigned int)fd;
	attr.obj.file_flags = 0;
	attr.obj.path_fd = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_OBJ_PIN, LX_PTR(&attr),
			     __builtin_offsetof(BpfAttr, obj.path_fd) + sizeof(int), 0, 0);
}

/*
 * BpfObjGet opens what BpfObjPin pinned. flags: LX_BPF_F_RDONLY, LX_BPF_F_WRONLY or 0. Returns a descriptor. -ENOENT.
 * Since Linux 4.4. bpf(2).
 */
LX_API int BpfObjGet(const char *pathname, unsigned int flags)
{
	BpfAttr attr;

	attr.obj.pathname = (unsigned long)pathname;
	attr.obj.bpf_fd = 0;
	attr.obj.file_flags = flags;
	attr.obj.path_fd = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_OBJ_GET, LX_PTR(&attr),
			     __builtin_offsetof(BpfAttr, obj.path_fd) + sizeof(int), 0, 0);
}

/*
 * BpfProgAttach has a program run at something, attr->prog_attach. Returns 0. It stays when its descriptor is closed;
 * what BpfLinkCreate attaches does not. Since Linux 4.10. bpf(2).
 */
LX_API int BpfProgAttach(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_PROG_ATTACH, LX_PTR(attr), sizeof(attr->prog_attach), 0, 0);
}

/* BpfProgDetach undoes BpfProgAttach. Returns 0. -ENOENT: none is attached. Since Linux 4.10. bpf(2). */
LX_API int BpfProgDetach(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_PROG_DETACH, LX_PTR(attr), sizeof(attr->prog_attach), 0, 0);
}

/*
 * BpfProgTestRun runs a program on what attr->test gives, and writes there what it returned and left. Returns 0.
 * -ENOSPC: the result does not fit; -524: not of this type. Since Linux 4.12. bpf(2).
 */
LX_API int BpfProgTestRun(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_PROG_TEST_RUN, LX_PTR(attr), sizeof(attr->test), 0, 0);
}

/*
 * BpfProgGetNextID returns the lowest id above start of the kernel's programs. -ENOENT: there is none; -EPERM: without
 * CAP_SYS_ADMIN. Since Linux 4.13. bpf(2).
 */
LX_API long BpfProgGetNextID(unsigned int start)
{
	BpfAttr attr;
	int ret;

	attr.get_id.id.start_id = start;
	attr.get_id.next_id = 0;
	attr.get_id.open_flags = 0;
	attr.get_id.fd_by_id_token_fd = 0;
	ret = (int)lx_trap5(LX_SYS_bpf, LX_BPF_PROG_GET_NEXT_ID, LX_PTR(&attr), sizeof(attr.get_id), 0, 0);
	return IsErr(ret) ? ret : (long)attr.get_id.next_id;
}

/*
 * BpfMapGetNextID returns the lowest id above start of the kernel's maps. -ENOENT: there is none; -EPERM: without
 * CAP_SYS_ADMIN. Since Linux 4.13. bpf(2).
 */
LX_API long BpfMapGetNextID(unsigned int start)
{
	BpfAttr attr;
	int ret;

	attr.get_id.id.start_id = start;
	attr.get_id.next_id = 0;
	attr.get_id.open_flags = 0;
	attr.get_id.fd_by_id_token_fd = 0;
	ret = (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_GET_NEXT_ID, LX_PTR(&attr), sizeof(attr.get_id), 0, 0);
	return IsErr(ret) ? ret : (long)attr.get_id.next_id;
}

/*
 * BpfBtfGetNextID returns the lowest id above start of the kernel's types. -ENOENT: there is none; -EPERM: without
 * CAP_SYS_ADMIN. Since Linux 5.4. bpf(2).
 */
LX_API long BpfBtfGetNextID(unsigned int start)
{
	BpfAttr attr;
	int ret;

	attr.get_id.id.start_id = start;
	attr.get_id.next_id = 0;
	attr.get_id.open_flags = 0;
	attr.get_id.fd_by_id_token_fd = 0;
	ret = (int)lx_trap5(LX_SYS_bpf, LX_BPF_BTF_GET_NEXT_ID, LX_PTR(&attr), sizeof(attr.get_id), 0, 0);
	return IsErr(ret) ? ret : (long)attr.get_id.next_id;
}

/*
 * BpfLinkGetNextID returns the lowest id above start of the kernel's links. -ENOENT: there is none; -EPERM: without
 * CAP_SYS_ADMIN. Since Linux 5.8. bpf(2).
 */
LX_API long BpfLinkGetNextID(unsigned int start)
{
	BpfAttr attr;
	int ret;

	attr.get_id.id.start_id = start;
	attr.get_id.next_id = 0;
	attr.get_id.open_flags = 0;
	attr.get_id.fd_by_id_token_fd = 0;
	ret = (int)lx_trap5(LX_SYS_bpf, LX_BPF_LINK_GET_NEXT_ID, LX_PTR(&attr), sizeof(attr.get_id), 0, 0);
	return IsErr(ret) ? ret : (long)attr.get_id.next_id;
}

/* BpfProgGetFdByID opens the program with an id. Returns a descriptor. -ENOENT. Since Linux 4.13. bpf(2). */
LX_API int BpfProgGetFdByID(unsigned int id)
{
	BpfAttr attr;

	attr.get_id.id.prog_id = id;
	attr.get_id.next_id = 0;
	attr.get_id.open_flags = 0;
	attr.get_id.fd_by_id_token_fd = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_PROG_GET_FD_BY_ID, LX_PTR(&attr), sizeof(attr.get_id), 0, 0);
}

/*
 * BpfMapGetFdByID opens the map with an id. flags: LX_BPF_F_RDONLY, LX_BPF_F_WRONLY or 0. Returns a descriptor.
 * -ENOENT. Since Linux 4.13. bpf(2).
 */
LX_API int BpfMapGetFdByID(unsigned int id, unsigned int flags)
{
	BpfAttr attr;

	attr.get_id.id.map_id = id;
	attr.get_id.next_id = 0;
	attr.get_id.open_flags = flags;
	attr.get_id.fd_by_id_token_fd = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_MAP_GET_FD_BY_ID, LX_PTR(&attr), sizeof(attr.get_id), 0, 0);
}

/* BpfBtfGetFdByID opens the types with an id. Returns a descriptor. -ENOENT. Since Linux 4.18. bpf(2). */
LX_API int BpfBtfGetFdByID(unsigned int id)
{
	BpfAttr attr;

	attr.get_id.id.btf_id = id;
	attr.get_id.next_id = 0;
	attr.get_id.open_flags = 0;
	attr.get_id.fd_by_id_token_fd = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_BTF_GET_FD_BY_ID, LX_PTR(&attr), sizeof(attr.get_id), 0, 0);
}

/* BpfLinkGetFdByID opens the link with an id. Returns a descriptor. -ENOENT. Since Linux 5.8. bpf(2). */
LX_API int BpfLinkGetFdByID(unsigned int id)
{
	BpfAttr attr;

	attr.get_id.id.link_id = id;
	attr.get_id.next_id = 0;
	attr.get_id.open_flags = 0;
	attr.get_id.fd_by_id_token_fd = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_LINK_GET_FD_BY_ID, LX_PTR(&attr), sizeof(attr.get_id), 0, 0);
}

/*
 * BpfObjGetInfoByFd copies what the kernel tells of a program, map, link or types, as far as len goes: a struct
 * bpf_prog_info and its kin, all zero before. Returns how many bytes it has. -EBADFD: fd is no such thing. Since Linux
 * 4.13. bpf(2).
 */
LX_API long BpfObjGetInfoByFd(int fd, void *info, unsigned int len)
{
	BpfAttr attr;
	int ret;

	attr.info.bpf_fd = (unsigned int)fd;
	attr.info.info_len = len;
	attr.info.info = (unsigned long)info;
	ret = (int)lx_trap5(LX_SYS_bpf, LX_BPF_OBJ_GET_INFO_BY_FD, LX_PTR(&attr), sizeof(attr.info), 0, 0);
	return IsErr(ret) ? ret : (long)attr.info.info_len;
}

/*
 * BpfProgQuery lists the programs that are attached to something, attr->query. Returns 0. -ENOSPC: there are more.
 * Since Linux 4.15. bpf(2).
 */
LX_API int BpfProgQuery(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_PROG_QUERY, LX_PTR(attr), sizeof(attr->query), 0, 0);
}

/*
 * BpfRawTracepointOpen has a program run at a tracepoint until its descriptor, the result, is closed. name is NULL
 * where the program names its place itself. -ENOENT: no such tracepoint. Since Linux 4.17. bpf(2).
 */
LX_API int BpfRawTracepointOpen(const char *name, int prog_fd)
{
	BpfAttr attr;

	attr.raw_tracepoint.name = (unsigned long)name;
	attr.raw_tracepoint.prog_fd = (unsigned int)prog_fd;
	attr.raw_tracepoint.pad = 0;
	attr.raw_tracepoint.cookie = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_RAW_TRACEPOINT_OPEN, LX_PTR(&attr), sizeof(attr.raw_tracepoint), 0, 0);
}

/* BpfBtfLoad gives the kernel types, attr->btf_load. Returns a descriptor. Since Linux 4.18. bpf(2). */
LX_API int BpfBtfLoad(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_BTF_LOAD, LX_PTR(attr), sizeof(attr->btf_load), 0, 0);
}

/*
 * BpfTaskFdQuery tells where a process's perf event or raw tracepoint is attached, in attr->task_fd_query. Returns 0.
 * -ENOSPC: the name was cut. Since Linux 4.18. bpf(2).
 */
LX_API int BpfTaskFdQuery(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_TASK_FD_QUERY, LX_PTR(attr), sizeof(attr->task_fd_query), 0, 0);
}

/*
 * BpfLinkCreate has a program run at something, attr->link_create, until the result, a descriptor, is closed and not
 * pinned. Since Linux 5.7. bpf(2).
 */
LX_API int BpfLinkCreate(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_LINK_CREATE, LX_PTR(attr), sizeof(attr->link_create), 0, 0);
}

/*
 * BpfLinkUpdate puts another program in a link's place, attr->link_update, at once. Returns 0. Since Linux 5.7. bpf(2).
 */
LX_API int BpfLinkUpdate(BpfAttr *attr)
{
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_LINK_UPDATE, LX_PTR(attr), sizeof(attr->link_update), 0, 0);
}

/*
 * BpfEnableStats has the kernel count how long programs run, LX_BPF_STATS_RUN_TIME, until the result, a descriptor, is
 * closed. Since Linux 5.8. bpf(2).
 */
LX_API int BpfEnableStats(unsigned int type)
{
	BpfAttr attr;

	attr.enable_stats.type = type;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_ENABLE_STATS, LX_PTR(&attr), sizeof(attr.enable_stats), 0, 0);
}

/*
 * BpfIterCreate makes a file of a link of an iterator, whose program writes what Read gets. Returns its descriptor.
 * Since Linux 5.8. bpf(2).
 */
LX_API int BpfIterCreate(int link_fd)
{
	BpfAttr attr;

	attr.iter_create.link_fd = (unsigned int)link_fd;
	attr.iter_create.flags = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_ITER_CREATE, LX_PTR(&attr), sizeof(attr.iter_create), 0, 0);
}

/*
 * BpfLinkDetach ends what a link does, though it is open or pinned. Returns 0. -EOPNOTSUPP: not of this type. Since
 * Linux 5.9. bpf(2).
 */
LX_API int BpfLinkDetach(int link_fd)
{
	BpfAttr attr;

	attr.link_detach.link_fd = (unsigned int)link_fd;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_LINK_DETACH, LX_PTR(&attr), sizeof(attr.link_detach), 0, 0);
}

/* BpfProgBindMap has a program keep a map that its code does not use. Returns 0. Since Linux 5.10. bpf(2). */
LX_API int BpfProgBindMap(int prog_fd, int map_fd)
{
	BpfAttr attr;

	attr.prog_bind_map.prog_fd = (unsigned int)prog_fd;
	attr.prog_bind_map.map_fd = (unsigned int)map_fd;
	attr.prog_bind_map.flags = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_PROG_BIND_MAP, LX_PTR(&attr), sizeof(attr.prog_bind_map), 0, 0);
}

/*
 * BpfTokenCreate makes, from the root of a mounted bpf file system, a token that lends its delegated rights. Returns a
 * descriptor. -ENOENT: nothing is delegated; -EOPNOTSUPP: in the first user namespace. Since Linux 6.9. bpf(2).
 */
LX_API int BpfTokenCreate(int bpffs_fd)
{
	BpfAttr attr;

	attr.token_create.flags = 0;
	attr.token_create.bpffs_fd = (unsigned int)bpffs_fd;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_TOKEN_CREATE, LX_PTR(&attr), sizeof(attr.token_create), 0, 0);
}

/*
 * BpfProgStreamReadByFd takes what a program wrote to its stream LX_BPF_STREAM_STDOUT or LX_BPF_STREAM_STDERR. Returns
 * how many bytes, 0 being none. Since Linux 6.17. bpf(2).
 */
LX_API int BpfProgStreamReadByFd(int prog_fd, unsigned int stream_id, void *buf, unsigned int len)
{
	BpfAttr attr;

	attr.prog_stream_read.stream_buf = (unsigned long)buf;
	attr.prog_stream_read.stream_buf_len = len;
	attr.prog_stream_read.stream_id = stream_id;
	attr.prog_stream_read.prog_fd = (unsigned int)prog_fd;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_PROG_STREAM_READ_BY_FD, LX_PTR(&attr),
			     __builtin_offsetof(BpfAttr, prog_stream_read.prog_fd) + sizeof(int), 0, 0);
}

/*
 * BpfProgAssocStructOps ties a program to a map of struct operations, which its kernel functions then are given.
 * Returns 0. Since Linux 7.0. bpf(2).
 */
LX_API int BpfProgAssocStructOps(int prog_fd, int map_fd)
{
	BpfAttr attr;

	attr.prog_assoc_struct_ops.map_fd = (unsigned int)map_fd;
	attr.prog_assoc_struct_ops.prog_fd = (unsigned int)prog_fd;
	attr.prog_assoc_struct_ops.flags = 0;
	return (int)lx_trap5(LX_SYS_bpf, LX_BPF_PROG_ASSOC_STRUCT_OPS, LX_PTR(&attr), sizeof(attr.prog_assoc_struct_ops), 0, 0);
}

#endif /* BARECALL_EXTERN */
#endif
