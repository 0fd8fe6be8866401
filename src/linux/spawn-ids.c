/* The ids of a new user namespace: written by the caller for a clone, by the child for unshare. */
#include "proc-whose.h"
#include "spawn-parts.h"

#include <barecall/errno.h>
#include <barecall/file.h>

/* Both end what they write with a zero byte, and return where it is. */
static char *put_text(char *to, const char *text)
{
	while (*text) {
		*to++ = *text++;
		__asm__("" ::: "memory"); /* not to become a call of strcpy */
	}
	*to = 0;
	return to;
}

static char *put_number(char *to, unsigned int number)
{
	unsigned int divisor = 1000000000;

	while (divisor > 1 && number < divisor)
		divisor /= 10;
	for (; divisor; divisor /= 10)
		*to++ = (char)('0' + number / divisor % 10);
	*to = 0;
	return to;
}

/* Writes text to /proc/PID/name, pid 0 being the caller. */
static long write_proc(int pid, const char *name, const char *text, unsigned long length)
{
	char path[48];
	char *end = put_text(path, "/proc/");
	long result;
	int fd;

	end = pid ? put_number(end, (unsigned int)pid) : put_text(end, "self");
	put_text(end, name);
	fd = Openat(LX_AT_FDCWD, path, LX_O_WRONLY | LX_O_CLOEXEC, 0);
	if (fd < 0)
		return fd;
	result = Write(fd, text, length);
	Close(fd);
	return result;
}

static long write_mappings(int pid, const char *name, const SysProcIDMap *map, unsigned int n, char *text)
{
	char *end = text;
	unsigned int i;

	for (i = 0; i < n; i++) {
		end = put_text(put_number(end, map[i].container_id), " ");
		end = put_text(put_number(end, map[i].host_id), " ");
		end = put_text(put_number(end, map[i].size), "\n");
	}
	return write_proc(pid, name, text, (unsigned long)(end - text));
}

int lx_spawn_map_ids(Spawn *a, int pid, SpawnError *error)
{
	const SysProcAttr *sys = a->sys;
	long whose = pid && (sys->nuid_mappings || sys->ngid_mappings) ? lx_check_proc() : 0;

	if (whose < 0 && whose != -LX_ENODATA && failed(error, sys->nuid_mappings ? LX_SPAWN_UID_MAP : LX_SPAWN_GID_MAP, 0, whose))
		return -1;
	if (sys->nuid_mappings && failed(error, LX_SPAWN_UID_MAP, 0,
					 write_mappings(pid, "/uid_map", sys->uid_mappings, sys->nuid_mappings, a->text)))
		return -1;
	if (sys->ngid_mappings) {
		const char *allow = sys->gid_mappings_enable_setgroups ? "allow" : "deny";
		long result = write_proc(pid, "/setgroups", allow, allow[0] == 'a' ? 5 : 4);

		/* -ENOENT: before Linux 3.19 there was nothing to be denied. */
		if (result != -LX_ENOENT && failed(error, LX_SPAWN_GID_SETGROUPS, 0, result))
			return -1;
		if (failed(error, LX_SPAWN_GID_MAP, 0,
			   write_mappings(pid, "/gid_map", sys->gid_mappings, sys->ngid_mappings, a->text)))
			return -1;
	}
	return 0;
}
