/*
 * Keyctl's operations, one function each: KeyctlRevoke is KEYCTL_REVOKE. A key is its number, or an LX_KEY_SPEC_* for a
 * keyring. security.h has the raw call, and KeyctlGetKeyringID, KeyctlJoinSessionKeyring, KeyctlSetperm, KeyctlSearch,
 * KeyctlInstantiateIOV, KeyctlDHCompute and KeyctlRestrictKeyring.
 *
 * All of them: -ENOKEY: there is no such key; -EACCES: its permissions forbid it; -EKEYREVOKED, -EKEYEXPIRED,
 * -EKEYREJECTED: it cannot be used any more; -EOPNOTSUPP: the kernel, or the key's type, has none of it.
 */
#ifndef LX_OP_KEYCTL_H
#define LX_OP_KEYCTL_H

#include "../base.h"
#include "../security.h"

#ifdef LX_LINK_NAMES
#include "../extern/op/keyctl.h"
#endif
#ifndef BARECALL_EXTERN

/* KeyctlUpdate gives a key another payload. Returns 0. Since Linux 2.6.10. keyctl(2). */
LX_API int KeyctlUpdate(int id, const void *payload, unsigned long plen)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_UPDATE, id, LX_PTR(payload), LX_PTR(plen), 0);
}

/* KeyctlRevoke makes a key useless: -EKEYREVOKED from then on. Returns 0. Since Linux 2.6.10. keyctl(2). */
LX_API int KeyctlRevoke(int id)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_REVOKE, id, 0, 0, 0);
}

/*
 * KeyctlChown gives a key to another user and group; (unsigned)-1: as it is. Returns 0. -EACCES: without CAP_SYS_ADMIN,
 * but for a group of one's own. -EDQUOT: the user has too many. Since Linux 2.6.10. keyctl(2).
 */
LX_API int KeyctlChown(int id, unsigned int uid, unsigned int gid)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_CHOWN, id, uid, gid, 0);
}

/*
 * KeyctlDescribe writes type;uid;gid;permissions;description and a NUL, if it fits; the permissions are hexadecimal.
 * Returns the size of that with its NUL. Since Linux 2.6.10. keyctl(2).
 */
LX_API long KeyctlDescribe(int id, char *buffer, unsigned long size)
{
	return lx_trap5(LX_SYS_keyctl, LX_KEYCTL_DESCRIBE, id, LX_PTR(buffer), LX_PTR(size), 0);
}

/*
 * KeyctlClear unlinks all that a keyring holds. Returns 0. -ENOTDIR: it is no keyring. Since Linux 2.6.10. keyctl(2).
 */
LX_API int KeyctlClear(int keyring)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_CLEAR, keyring, 0, 0, 0);
}

/*
 * KeyctlLink puts a key into a keyring, in place of one with its type and description. Returns 0. -EDEADLK: the keyring
 * would hold itself; -ELOOP: too deep; -EDQUOT, -ENFILE: it is full. Since Linux 2.6.10. keyctl(2).
 */
LX_API int KeyctlLink(int id, int keyring)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_LINK, id, keyring, 0, 0);
}

/*
 * KeyctlUnlink takes a key out of a keyring; one that is in none is gone. Returns 0. -ENOENT: it is not in it. Since
 * Linux 2.6.10. keyctl(2).
 */
LX_API int KeyctlUnlink(int id, int keyring)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_UNLINK, id, keyring, 0, 0);
}

/*
 * KeyctlRead writes a key's payload, of a keyring the numbers of its keys, if size is enough; since Linux 5.5 nothing
 * where it is not. Returns the size of the whole. Since Linux 2.6.10. keyctl(2).
 */
LX_API long KeyctlRead(int id, void *buffer, unsigned long size)
{
	return lx_trap5(LX_SYS_keyctl, LX_KEYCTL_READ, id, LX_PTR(buffer), LX_PTR(size), 0);
}

/*
 * KeyctlInstantiate gives the key that /sbin/request-key is to make its payload, and links it to a keyring (0: to
 * none). Returns 0. -EBUSY: it has one. -EPERM: without the authority (KeyctlAssumeAuthority). Since Linux 2.6.10.
 * keyctl(2).
 */
LX_API int KeyctlInstantiate(int id, const void *payload, unsigned long plen, int keyring)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_INSTANTIATE, id, LX_PTR(payload), LX_PTR(plen), keyring);
}

/*
 * KeyctlNegate tells those who wait for the key that there is none, and those who ask in the next timeout seconds:
 * -ENOKEY. Returns 0. Since Linux 2.6.10. keyctl(2).
 */
LX_API int KeyctlNegate(int id, unsigned int timeout, int keyring)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_NEGATE, id, timeout, keyring, 0);
}

/*
 * KeyctlReject is KeyctlNegate with an error, as a positive number: LX_EKEYREJECTED, LX_EKEYEXPIRED and so on. Returns
 * 0. Since Linux 2.6.39. keyctl(2).
 */
LX_API int KeyctlReject(int id, unsigned int timeout, unsigned int error, int keyring)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_REJECT, id, timeout, error, keyring);
}

/*
 * KeyctlSetReqkeyKeyring sets where keys go that this thread requests: LX_KEY_REQKEY_DEFL_*,
 * LX_KEY_REQKEY_DEFL_NO_CHANGE just asks. Returns the LX_KEY_REQKEY_DEFL_* before. Since Linux 2.6.13. keyctl(2).
 */
LX_API int KeyctlSetReqkeyKeyring(int destination)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_SET_REQKEY_KEYRING, destination, 0, 0, 0);
}

/* KeyctlSetTimeout makes a key expire so many seconds from now; 0: never. Returns 0. Since Linux 2.6.16. keyctl(2). */
LX_API int KeyctlSetTimeout(int id, unsigned int seconds)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_SET_TIMEOUT, id, seconds, 0, 0);
}

/*
 * KeyctlAssumeAuthority takes the authority to make the key id, as /sbin/request-key does; 0: gives it back. Returns
 * the authority's number, or 0. Since Linux 2.6.16. keyctl(2).
 */
LX_API int KeyctlAssumeAuthority(int id)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_ASSUME_AUTHORITY, id, 0, 0, 0);
}

/*
 * KeyctlGetSecurity writes the security module's label of a key, with its NUL. Returns the size of the whole. Since
 * Linux 2.6.26. keyctl(2).
 */
LX_API long KeyctlGetSecurity(int id, char *buffer, unsigned long size)
{
	return lx_trap5(LX_SYS_keyctl, LX_KEYCTL_GET_SECURITY, id, LX_PTR(buffer), LX_PTR(size), 0);
}

/*
 * KeyctlSessionToParent gives the parent process the caller's session keyring. Returns 0. -EPERM: it has several
 * threads, or other ids. Since Linux 2.6.32. keyctl(2).
 */
LX_API int KeyctlSessionToParent(void)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_SESSION_TO_PARENT, 0, 0, 0, 0);
}

/*
 * KeyctlInvalidate removes a key from all keyrings at once: nobody finds it any more. Returns 0. Since Linux 3.5.
 * keyctl(2).
 */
LX_API int KeyctlInvalidate(int id)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_INVALIDATE, id, 0, 0, 0);
}

/*
 * KeyctlGetPersistent links the persistent keyring of a user, (unsigned)-1 being the caller's, to a keyring and starts
 * its time to live anew. Returns its number. -EPERM: another's, without CAP_SETUID. -EOPNOTSUPP: built without it.
 * Since Linux 3.13. keyctl(2).
 */
LX_API int KeyctlGetPersistent(unsigned int uid, int keyring)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_GET_PERSISTENT, uid, keyring, 0, 0);
}

/*
 * KeyctlDHComputeKDF is KeyctlDHCompute whose result is hashed to size bytes. Returns how many. Since Linux 4.12.
 * keyctl(2).
 */
LX_API long KeyctlDHComputeKDF(const KeyctlDHParams *params, void *buffer, unsigned long size,
			       const KeyctlKDFParams *kdf)
{
	return lx_trap5(LX_SYS_keyctl, LX_KEYCTL_DH_COMPUTE, LX_PTR(params), LX_PTR(buffer), LX_PTR(size), LX_PTR(kdf));
}

/*
 * KeyctlQueryPkey, which is KEYCTL_PKEY_QUERY, tells what an asymmetric key can do. info: words such as "enc=pkcs1
 * hash=sha256", or "". Returns 0. Since Linux 4.20. keyctl(2).
 */
LX_API int KeyctlQueryPkey(int id, const char *info, KeyctlPkeyQuery *result)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_PKEY_QUERY, id, 0, LX_PTR(info), LX_PTR(result));
}

/*
 * KeyctlPkeyEncrypt encrypts params->in_len bytes with an asymmetric key into params->u.out_len. info as in
 * KeyctlQueryPkey. Returns how many bytes out has. Since Linux 4.20. keyctl(2).
 */
LX_API long KeyctlPkeyEncrypt(const KeyctlPkeyParams *params, const char *info, const void *in, void *out)
{
	return lx_trap5(LX_SYS_keyctl, LX_KEYCTL_PKEY_ENCRYPT, LX_PTR(params), LX_PTR(info), LX_PTR(in), LX_PTR(out));
}

/*
 * KeyctlPkeyDecrypt decrypts what KeyctlPkeyEncrypt made. Returns how many bytes out has. Since Linux 4.20. keyctl(2).
 */
LX_API long KeyctlPkeyDecrypt(const KeyctlPkeyParams *params, const char *info, const void *in, void *out)
{
	return lx_trap5(LX_SYS_keyctl, LX_KEYCTL_PKEY_DECRYPT, LX_PTR(params), LX_PTR(info), LX_PTR(in), LX_PTR(out));
}

/*
 * KeyctlPkeySign signs a hash of params->in_len bytes. Returns how many bytes the signature has. Since Linux 4.20.
 * keyctl(2).
 */
LX_API long KeyctlPkeySign(const KeyctlPkeyParams *params, const char *info, const void *in, void *out)
{
	return lx_trap5(LX_SYS_keyctl, LX_KEYCTL_PKEY_SIGN, LX_PTR(params), LX_PTR(info), LX_PTR(in), LX_PTR(out));
}

/*
 * KeyctlPkeyVerify tells whether the signature in2, params->u.in2_len bytes, is that of the hash in. Returns 0.
 * -EKEYREJECTED: it is not. Since Linux 4.20. keyctl(2).
 */
LX_API int KeyctlPkeyVerify(const KeyctlPkeyParams *params, const char *info, const void *in, const void *in2)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_PKEY_VERIFY, LX_PTR(params), LX_PTR(info), LX_PTR(in),
			     LX_PTR(in2));
}

/*
 * KeyctlMove takes a key from one keyring to another. flags: LX_KEYCTL_MOVE_EXCL, -EEXIST where that has one of its
 * type and description. Returns 0. Since Linux 5.3. keyctl(2).
 */
LX_API int KeyctlMove(int id, int from, int to, unsigned int flags)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_MOVE, id, from, to, flags);
}

/*
 * KeyctlCapabilities writes what the kernel's key service has: LX_KEYCTL_CAPS0_* in the first byte, LX_KEYCTL_CAPS1_*
 * in the second, 0 in more. Returns how many bytes it knows. Since Linux 5.3. keyctl(2).
 */
LX_API int KeyctlCapabilities(unsigned char *buffer, unsigned long size)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_CAPABILITIES, LX_PTR(buffer), LX_PTR(size), 0, 0);
}

/*
 * KeyctlWatchKey has a notification queue, a pipe made with LX_O_NOTIFICATION_PIPE, told of changes to a key or
 * keyring, with watch, 0 to 255, in each notification; -1: no longer. Returns 0. -EOPNOTSUPP: built without it. Since
 * Linux 5.8. keyctl(2).
 */
LX_API int KeyctlWatchKey(int id, int queue, int watch)
{
	return (int)lx_trap5(LX_SYS_keyctl, LX_KEYCTL_WATCH_KEY, id, queue, watch, 0);
}

#endif /* BARECALL_EXTERN */
#endif
