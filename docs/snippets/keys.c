/* keys: secrets kept by the kernel, in keyrings, found by name. */
#include <barecall.h>
#include <barecall/text.h>

int main(void)
{
	char secret[16];
	int ring, key;
	long n;

	/* A ring of this process's own, which ends with it. */
	ring = KeyctlGetKeyringID(LX_KEY_SPEC_PROCESS_KEYRING, 1);
	if (ring < 0) {
		Print(1, "no keys here: %pe\n", ErrPtr(ring));
		return 77;
	}
	key = AddKey("user", "barecall:snippet", "opensesame", 10, ring);
	if (key < 0) {
		Print(1, "no keys here: %pe\n", ErrPtr(key)); /* -EDQUOT: this user has too many */
		return 77;
	}
	Print(1, "found: %d\n", KeyctlSearch(ring, "user", "barecall:snippet", 0) == key);
	Print(1, "none: %pe\n", ErrPtr(KeyctlSearch(ring, "user", "barecall:none", 0)));
	n = KeyctlBuffer(LX_KEYCTL_READ, key, secret, sizeof(secret), 0);
	Print(1, "%ld bytes: %.*s\n", n, n > 0 ? (int)n : 0, secret);
	Print(1, "asked for: %d\n", RequestKey("user", "barecall:snippet", LX_NULL, 0) == key);
	/* Of who has it in a ring: view 1, read 2, write 4, search 8, link 0x10, setattr 0x20. */
	Print(1, "permissions: %pe\n", ErrPtr(KeyctlSetperm(key, 0x29000000)));
	Print(1, "update: %pe\n", ErrPtr(KeyctlBuffer(LX_KEYCTL_UPDATE, key, secret, 1, 0)));
	Print(1, "revoked: %pe\n", ErrPtr(KeyctlInt(LX_KEYCTL_REVOKE, key, 0, 0, 0)));
	Print(1, "found: %pe\n", ErrPtr(KeyctlSearch(ring, "user", "barecall:snippet", 0)));
	Print(1, "the ring emptied: %pe\n", ErrPtr(Keyctl(LX_KEYCTL_CLEAR, (unsigned long)ring, 0, 0, 0)));
	return 0;
}

/*
 * Output:
 * found: 1
 * none: ENOKEY
 * 10 bytes: opensesame
 * asked for: 1
 * permissions: 0
 * update: EACCES
 * revoked: 0
 * found: EKEYREVOKED
 * the ring emptied: 0
 */
