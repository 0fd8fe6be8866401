/*
 * What a process forbids itself, and keys: seccomp, Landlock, the attributes of security modules, the key service.
 */
#ifndef LX_SECURITY_H
#define LX_SECURITY_H

#include "base.h"
#include "types/filter.h"
#include "uapi/file.h"
#include "uapi/ptrace.h"
#include "uapi/security.h"

/* SeccompData: what a seccomp filter sees of a system call. struct seccomp_data. */
typedef struct SeccompData {
	int nr;
	unsigned int arch; /* LX_AUDIT_ARCH_*: compare it with LX_AUDIT_ARCH_NATIVE first, nr depends on it */
	unsigned long instruction_pointer;
	unsigned long args[6];
} SeccompData;

/* SeccompNotifSizes: the sizes of this kernel's SeccompNotif and its kin. struct seccomp_notif_sizes. */
typedef struct SeccompNotifSizes {
	unsigned short notif;
	unsigned short notif_resp;
	unsigned short data;
} SeccompNotifSizes;

/* SeccompNotif: a call that waits for an answer; all zero before LX_SECCOMP_IOCTL_NOTIF_RECV. struct seccomp_notif. */
typedef struct SeccompNotif {
	unsigned long id;
	unsigned int pid; /* the caller's thread id, 0: in no namespace of the listener's */
	unsigned int flags;
	SeccompData data;
} SeccompNotif;

/* SeccompNotifResp: the answer, for LX_SECCOMP_IOCTL_NOTIF_SEND. struct seccomp_notif_resp. */
typedef struct SeccompNotifResp {
	unsigned long id; /* the SeccompNotif's */
	long val; /* what the call returns, when error is 0 */
	int error; /* 0 or -errno */
	unsigned int flags; /* LX_SECCOMP_USER_NOTIF_FLAG_CONTINUE: make the call; val and error are 0 */
} SeccompNotifResp;

/*
 * SeccompNotifAddfd: a descriptor for the waiting caller, for LX_SECCOMP_IOCTL_NOTIF_ADDFD. struct
 * seccomp_notif_addfd.
 */
typedef struct SeccompNotifAddfd {
	unsigned long id; /* the SeccompNotif's */
	unsigned int flags; /* LX_SECCOMP_ADDFD_FLAG_* */
	unsigned int srcfd; /* here */
	unsigned int newfd; /* there, with LX_SECCOMP_ADDFD_FLAG_SETFD, else 0 */
	unsigned int newfd_flags; /* LX_O_CLOEXEC or 0 */
} SeccompNotifAddfd;

/*
 * LandlockRulesetAttr: what a ruleset forbids unless a rule allows it: LX_LANDLOCK_ACCESS_FS_*,
 * LX_LANDLOCK_ACCESS_NET_* and LX_LANDLOCK_SCOPE_*; the quiet ones are denied without a log record where a rule was
 * added with LX_LANDLOCK_ADD_RULE_QUIET. An older kernel refuses bits that it does not know. struct
 * landlock_ruleset_attr.
 */
typedef struct LandlockRulesetAttr {
	unsigned long handled_access_fs;
	unsigned long handled_access_net; /* Linux 6.7 */
	unsigned long scoped; /* Linux 6.12; no rule allows these */
	unsigned long quiet_access_fs;
	unsigned long quiet_access_net;
	unsigned long quiet_scoped;
} LandlockRulesetAttr;

/*
 * LandlockPathBeneathAttr: what is allowed of a file, or of a directory and all beneath it.
 * struct landlock_path_beneath_attr.
 */
typedef struct LandlockPathBeneathAttr {
	unsigned long allowed_access; /* LX_LANDLOCK_ACCESS_FS_* */
	int parent_fd; /* LX_O_PATH is enough */
} __attribute__((__packed__)) LandlockPathBeneathAttr;

/* LandlockNetPortAttr: what is allowed of a port. struct landlock_net_port_attr. */
typedef struct LandlockNetPortAttr {
	unsigned long allowed_access; /* LX_LANDLOCK_ACCESS_NET_* */
	unsigned long port; /* in the machine's byte order */
} LandlockNetPortAttr;

/*
 * LsmCtx: the head of what a security module says of a thread; ctx_len bytes of context follow, and the next one is len
 * bytes on. struct lsm_ctx.
 */
typedef struct LsmCtx {
	unsigned long id; /* LX_LSM_ID_* */
	unsigned long flags;
	unsigned long len; /* of the whole record, a multiple of 8 */
	unsigned long ctx_len;
} LsmCtx;

/* KeyctlDHParams: the keys that hold a Diffie-Hellman exchange's numbers. struct keyctl_dh_params. */
typedef struct KeyctlDHParams {
	int priv;
	int prime;
	int base;
} KeyctlDHParams;

/* KeyctlKDFParams: how LX_KEYCTL_DH_COMPUTE hashes its result. struct keyctl_kdf_params. */
typedef struct KeyctlKDFParams {
	const char *hashname;
	const char *otherinfo;
	unsigned int otherinfolen;
	unsigned int unused[8]; /* zero */
} KeyctlKDFParams;

/* KeyctlPkeyQuery: what LX_KEYCTL_PKEY_QUERY tells of an asymmetric key. struct keyctl_pkey_query. */
typedef struct KeyctlPkeyQuery {
	unsigned int supported_ops; /* LX_KEYCTL_SUPPORTS_* */
	unsigned int key_size; /* bits */
	unsigned short max_data_size;
	unsigned short max_sig_size;
	unsigned short max_enc_size;
	unsigned short max_dec_size;
	unsigned int unused[10];
} KeyctlPkeyQuery;

/* KeyctlPkeyParams: the key and the sizes of an operation with it. struct keyctl_pkey_params. */
typedef struct KeyctlPkeyParams {
	int key_id;
	unsigned int in_len;
	union {
		unsigned int out_len; /* to encrypt, decrypt, sign */
		unsigned int in2_len; /* to verify */
	} u;
	unsigned int unused[7]; /* zero */
} KeyctlPkeyParams;

#ifdef LX_LINK_NAMES
#include "extern/security.h"
#endif
#ifndef BARECALL_EXTERN

/*
 * Seccomp restricts which system calls this thread, and what it starts, may make. operation: LX_SECCOMP_SET_MODE_FILTER
 * (args: a SockFprog, which the thread never gets rid of), SET_MODE_STRICT (only Read, Write, ExitThread and the
 * return from handlers), GET_ACTION_AVAIL (args: an unsigned int, LX_SECCOMP_RET_*) or GET_NOTIF_SIZES (args: a
 * SeccompNotifSizes). Returns 0, or with LX_SECCOMP_FILTER_FLAG_NEW_LISTENER a descriptor, close-on-exec. With
 * LX_SECCOMP_FILTER_FLAG_TSYNC all threads get the filter or none, and a result above 0 is the thread that could not
 * take it. -EACCES: neither CAP_SYS_ADMIN nor no_new_privs (Prctl). Since Linux 3.17. seccomp(2).
 */
LX_API int Seccomp(unsigned int operation, unsigned int flags, void *args)
{
	return (int)lx_trap3(LX_SYS_seccomp, operation, flags, LX_PTR(args));
}

/*
 * LandlockCreateRuleset makes a ruleset that forbids what attr names. Returns its descriptor, close-on-exec; with attr NULL, size 0
 * and flags LX_LANDLOCK_CREATE_RULESET_VERSION the version of Landlock, and with ERRATA what was repaired in it.
 * size: sizeof(LandlockRulesetAttr), or less for an older version's. -E2BIG: attr has something that the kernel does
 * not know. -EOPNOTSUPP: Landlock was not enabled when the machine started. Since Linux 5.13.
 * landlock_create_ruleset(2).
 */
LX_API int LandlockCreateRuleset(const LandlockRulesetAttr *attr, unsigned long size, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_landlock_create_ruleset, LX_PTR(attr), LX_PTR(size), flags);
}

/*
 * LandlockAddRule allows something. rule_type: LX_LANDLOCK_RULE_PATH_BENEATH (rule_attr: a LandlockPathBeneathAttr) or
 * NET_PORT (a LandlockNetPortAttr; Linux 6.7). Returns 0. -EINVAL: the ruleset does not handle such an access.
 * -ENOMSG: nothing is allowed. Since Linux 5.13. landlock_add_rule(2).
 */
LX_API int LandlockAddRule(int ruleset_fd, unsigned int rule_type, const void *rule_attr, unsigned int flags)
{
	return (int)lx_trap4(LX_SYS_landlock_add_rule, ruleset_fd, rule_type, LX_PTR(rule_attr), flags);
}

/*
 * LandlockRestrictSelf holds this thread, and what it starts, to a ruleset, for good and on top of others: 16 at most
 * (-E2BIG). flags: LX_LANDLOCK_RESTRICT_SELF_*, of which TSYNC holds every thread of the process to it. Returns 0.
 * -EPERM: neither CAP_SYS_ADMIN nor no_new_privs (Prctl). Since Linux 5.13. landlock_restrict_self(2).
 */
LX_API int LandlockRestrictSelf(int ruleset_fd, unsigned int flags)
{
	return (int)lx_trap2(LX_SYS_landlock_restrict_self, ruleset_fd, flags);
}

/*
 * LsmGetSelfAttr gives what the security modules say of this thread. attr: LX_LSM_ATTR_*. size is that of the
 * buffer ctx, and is set to what is needed. flags: 0, or LX_LSM_FLAG_SINGLE for the module whose id stands in ctx.
 * Returns how many records were written. -E2BIG: the buffer is too small; -EOPNOTSUPP: no module knows the attribute.
 * Since Linux 6.8. No man page: Documentation/userspace-api/lsm.rst.
 */
LX_API int LsmGetSelfAttr(unsigned int attr, LsmCtx *ctx, unsigned int *size, unsigned int flags)
{
	return (int)lx_trap4(LX_SYS_lsm_get_self_attr, attr, LX_PTR(ctx), LX_PTR(size), flags);
}

/*
 * LsmSetSelfAttr asks one security module to change an attribute of this thread. size: of ctx with what follows it.
 * Returns 0. -EOPNOTSUPP: the module has no such attribute. Since Linux 6.8. No man page:
 * Documentation/userspace-api/lsm.rst.
 */
LX_API int LsmSetSelfAttr(unsigned int attr, const LsmCtx *ctx, unsigned int size, unsigned int flags)
{
	return (int)lx_trap4(LX_SYS_lsm_set_self_attr, attr, LX_PTR(ctx), size, flags);
}

/*
 * LsmListModules gives the LX_LSM_ID_* of the security modules that are active. size is that of ids in bytes, and is
 * set to what is needed. Returns how many there are. -E2BIG: ids is too small. Since Linux 6.8. No man page:
 * Documentation/userspace-api/lsm.rst.
 */
LX_API int LsmListModules(unsigned long *ids, unsigned int *size, unsigned int flags)
{
	return (int)lx_trap3(LX_SYS_lsm_list_modules, LX_PTR(ids), LX_PTR(size), flags);
}

/*
 * AddKey makes a key of plen bytes and links it to a keyring, or updates the one of that type and description there.
 * type: "user", "logon", "keyring" (then payload is NULL)...; keyring: its number or LX_KEY_SPEC_*. Returns the key's
 * number. -EDQUOT: the user has too many. -ENODEV: no such type. Since Linux 2.6.10. add_key(2).
 */
LX_API int AddKey(const char *type, const char *description, const void *payload, unsigned long plen, int keyring)
{
	return (int)lx_trap5(LX_SYS_add_key, LX_PTR(type), LX_PTR(description), LX_PTR(payload), LX_PTR(plen), keyring);
}

/*
 * RequestKey finds a key in the thread's, process's and session's keyrings, and links it to dest_keyring (0: to none).
 * If there is none and callout_info is not NULL, the kernel runs /sbin/request-key to make it. Returns the key's
 * number. -ENOKEY: there is none; -EKEYREVOKED, -EKEYEXPIRED, -EKEYREJECTED: it cannot be used. Since Linux 2.6.10.
 * request_key(2).
 */
LX_API int RequestKey(const char *type, const char *description, const char *callout_info, int dest_keyring)
{
	return (int)lx_trap4(LX_SYS_request_key, LX_PTR(type), LX_PTR(description), LX_PTR(callout_info),
			     dest_keyring);
}

/*
 * Keyctl is any operation on keys, with arguments that depend on it. operation: LX_KEYCTL_*. Since Linux 2.6.10.
 * keyctl(2).
 */
LX_API long Keyctl(int operation, unsigned long arg2, unsigned long arg3, unsigned long arg4, unsigned long arg5)
{
	return lx_trap5(LX_SYS_keyctl, operation, LX_PTR(arg2), LX_PTR(arg3), LX_PTR(arg4), LX_PTR(arg5));
}

/*
 * KeyctlInt is an operation that takes numbers only, such as LX_KEYCTL_REVOKE (key), LX_KEYCTL_LINK (key, keyring) or
 * LX_KEYCTL_SET_TIMEOUT (key, seconds). Unused ones are 0. Since Linux 2.6.10. keyctl(2).
 */
LX_API int KeyctlInt(int operation, int arg2, int arg3, int arg4, int arg5)
{
	return (int)lx_trap5(LX_SYS_keyctl, operation, arg2, arg3, arg4, arg5);
}

/*
 * KeyctlBuffer is an operation with key arg2 and a buffer: LX_KEYCTL_READ, LX_KEYCTL_DESCRIBE and
 * LX_KEYCTL_GET_SECURITY fill it, LX_KEYCTL_UPDATE and LX_KEYCTL_INSTANTIATE (arg5: the keyring) read it. Returns the
 * size of the whole, which may be more than was written, or 0. Since Linux 2.6.10. keyctl(2).
 */
LX_API long KeyctlBuffer(int operation, int arg2, void *buffer, unsigned long size, int arg5)
{
	return lx_trap5(LX_SYS_keyctl, operation, arg2, LX_PTR(buffer), LX_PTR(size), arg5);
}

/*
 * KeyctlGetKeyringID gives the number of an LX_KEY_SPEC_* keyring, made if need be when create is 1. Since Linux
 * 2.6.10. keyctl(2).
 */
LX_API int KeyctlGetKeyringID(int id, int create)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_GET_KEYRING_ID, id, create, 0, 0);
}

/*
 * KeyctlSetperm sets who may do what with a key: six bits (view, read, write, search, link, set attributes from bit 0)
 * for others, and from bits 8, 16 and 24 on for its group, its user and who possesses it. Returns 0. Since Linux
 * 2.6.10. keyctl(2).
 */
LX_API int KeyctlSetperm(int id, unsigned int perm)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_SETPERM, id, perm, 0, 0);
}

/*
 * KeyctlJoinSessionKeyring makes the named keyring the session's; NULL: a new one without a name. Returns its number.
 * Since Linux 2.6.10. keyctl(2).
 */
LX_API int KeyctlJoinSessionKeyring(const char *name)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_JOIN_SESSION_KEYRING, LX_PTR(name), 0, 0, 0);
}

/*
 * KeyctlSearch finds a key in a keyring and those linked to it, and links it to dest_keyring (0: to none). Returns its
 * number. -ENOKEY: there is none. Since Linux 2.6.10. keyctl(2).
 */
LX_API int KeyctlSearch(int keyring, const char *type, const char *description, int dest_keyring)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_SEARCH, keyring, LX_PTR(type), LX_PTR(description), dest_keyring);
}

/*
 * KeyctlInstantiateIOV gives the key that /sbin/request-key is to make its payload, from iovcnt buffers, and links it
 * to a keyring (0: to none). Returns 0. Since Linux 2.6.39. keyctl(2).
 */
LX_API int KeyctlInstantiateIOV(int id, const Iovec *iov, unsigned int iovcnt, int keyring)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_INSTANTIATE_IOV, id, LX_PTR(iov), iovcnt, keyring);
}

/*
 * KeyctlDHCompute raises a base to a private number modulo a prime, which three keys hold, into buffer. Returns the
 * size of the result; with size 0 nothing is written. -EOPNOTSUPP: the kernel has none of it. Since Linux 4.7.
 * keyctl(2).
 */
LX_API long KeyctlDHCompute(const KeyctlDHParams *params, void *buffer, unsigned long size)
{
	return lx_trap5(LX_SYS_keyctl, LX_KEYCTL_DH_COMPUTE, LX_PTR(params), LX_PTR(buffer), LX_PTR(size), 0);
}

/*
 * KeyctlRestrictKeyring limits for good which keys may be linked to a keyring: by the restriction of a key type
 * ("asymmetric" has some), or with type NULL none at all. Returns 0. Since Linux 4.12. keyctl(2).
 */
LX_API int KeyctlRestrictKeyring(int keyring, const char *type, const char *restriction)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_RESTRICT_KEYRING, keyring, LX_PTR(type), LX_PTR(restriction), 0);
}

#endif /* BARECALL_EXTERN */
#endif
