"""The table of calls, as C: each wrapper, and the system call that its row in tests/seam says it is.

The number is the kernel's, from <asm/unistd.h>, as the constants are from its headers; the order of arguments is the
row's. A value goes to syscall() with all its 64 bits, whatever type the wrapper's parameter has, but for the parameters
that the row excepts."""
import glob
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, folder) for folder in ("../seam", "../lib", "../abi", "../../tools")]
import generate
import model
import pointers
import program
from toolchain import INCLUDE, NATIVE, ROOT, domains

SEAM = os.path.join(HERE, "../seam")
SIZES = {"long": "long", "int": "int", "short": "short", "char": "char"}

# What a parameter is, by its type and name: the first that fits.
KINDS = [(re.compile(kind), re.compile(name), what) for kind, name, what in (
    (r".*\*$", r"sigmask|sig", "SIGSET"),
    (r".*Sigset_t \*", r".*", "SIGSET"),
    (r"const Rlimit \*", r".*", "LIMIT"),
    (r"const Sigaction_t \*", r".*", "ACTION"),
    (r"(const )?Timespec \*", r".*", "TIMESPEC"),
    (r"(const )?(Timeval|Utimbuf) \*", r".*", "TIMEVAL"),
    (r"const (ItimerSpec|Itimerval) \*", r".*", "TIMER"),
    (r"(const )?Iovec \*", r".*", "VECTOR"),
    (r"(const )?Mm?s?g?hdr \*|(const )?Mmsghdr \*", r".*", "MESSAGE"),
    (r"const void \*", r".*addr", "SOCKADDR"),
    (r"unsigned int \*", r"addrlen|optlen", "LENGTH"),
    (r"const char \*", r".*path.*|target|source|filename|special|new_root|put_old|linkpath|.*_path", "PATH"),
    (r"const char \*", r".*", "TEXT"),
    (r"(const )?(void|char|unsigned char) \*", r"buf|buffer|value|payload|data|dirp|list|msg_ptr", "BYTES"),
    (r".*\*.*", r".*", "STRUCTURE"),
    (r"Sighandler_t", r".*", "HANDLER"),
    (r"int", r"sockfd", "SOCKET"),
    (r"int", r"epfd", "EPOLL"),
    (r"int", r"pidfd", "PIDFD"),
    (r"int", r"fanotify_fd", "FANOTIFY"),
    (r"int", r"fsfd", "CONTEXT"),
    (r".*", r"(old|new|map_|prog_|link_|pid|sock|e?p|fanotify_|mount_|group_|in_|out_|fs|ruleset_|target|dev_|parent_|bpffs_|"
            r"kernel_|initrd_)?fd(1|2|_in|_out)?|mqdes|ctl|sock|file|src|other", "FD"),
    (r".*", r"(old|new|from_|to_)?dirfd", "DIRECTORY"),
    (r".*", r".*flags?|flg|.*flg|options|mask|prot|oflag|bits|events|event_f_flags|seals", "FLAGS"),
    (r".*", r"[res]?[ug]id|fs[ug]id|owner|group", "ID"),
    (r".*", r"pid\d?|pgid|pgrp|t?gid|tid|who", "PROCESS"),
    (r".*", r"sig|signum", "SIGNAL"),
    (r".*", r"mode", "MODE"),
    (r"unsigned long|void \*", r"addr|start", "ADDRESS"),
    (r".*", r"clockid|clock", "CLOCK"),
    (r"int", r"timeout", "MILLISECONDS"),
    (r".*", r"offset|length|nbytes", "OFFSET"),
    (r".*", r"cpusetsize", "PROCESSORS"),
    (r".*", r"iovcnt|vlen|n|nr|nfds|.*liovcnt|riovcnt|nr_segs|nsops|maxevents|nr_.*|count|size_common", "SHORT_SIZE"),
    (r".*", r"count|.*size|.*len|msgsz|sz|bytes|bufsiz", "SIZE"),
    (r".*", r"level", "OPTION_LEVEL"),
    (r".*", r"optname", "OPTION_NAME"),
    (r".*", r"domain", "FAMILY"),
    (r".*", r"op|operation|cmd|opcode|resource|whence|how|which|advice|option|advice|idtype|func|policy", "CODE"),
)]
# Where the name misleads.
SPECIAL = {("Socket", "type"): "SOCKET_TYPE", ("Socketpair", "type"): "SOCKET_TYPE", ("Read", "count"): "SIZE",
           ("Write", "count"): "SIZE", ("Pread", "count"): "SIZE", ("Pwrite", "count"): "SIZE", ("Getdents", "count"): "SIZE",
           ("Sendfile", "count"): "SIZE", ("Readahead", "count"): "SIZE", ("ReadDirent", "count"): "SIZE",
           ("EpollCtl", "op"): "SHORT_SIZE", ("TimerfdSettime", "fd"): "TIMERFD", ("TimerfdGettime", "fd"): "TIMERFD",
           ("InotifyAddWatch", "fd"): "INOTIFY", ("InotifyRmWatch", "fd"): "INOTIFY", ("InotifyRmWatch", "wd"): "SHORT_SIZE",
           # Else all of the caller's own memory could be taken, the tester's.
           ("Madvise", "length"): "PAGES",
           ("Mount", "data"): "TEXT", ("BindToDevice", "device"): "TEXT", ("SetsockoptString", "value"): "TEXT"}
MEMORY = {"Mmap", "Munmap", "Mremap", "Mprotect", "Madvise", "Msync", "Mincore", "Mlock", "Mlock2", "Munlock", "PkeyMprotect", "Mseal",
          "RemapFilePages", "Mbind", "SetMemPolicyHomeNode", "MapShadowStack", "SysvShmAttach", "SysvShmDetach", "Brk"}
NEVER_NULL = {("Getpriority", "nice"), ("SetsockoptString", "value"), ("BindToDevice", "device")}


def what(wrapper, parameter):
    """The kind of a parameter, as C."""
    if (wrapper, parameter.name) in SPECIAL:
        kind = SPECIAL[wrapper, parameter.name]
    elif "xattr" in wrapper and parameter.name == "name":
        kind = "ATTRIBUTE"
    elif wrapper.startswith("Fsconfig") and parameter.name == "fd":
        kind = "CONTEXT"
    elif wrapper in MEMORY and (parameter.pointer and parameter.name != "vec" or parameter.name == "addr"):
        kind = "ADDRESS"
    elif wrapper in MEMORY and parameter.name in ("length", "len", "size", "old_size", "new_size"):
        kind = "SIZE"
    else:
        kind = next((k for t, n, k in KINDS if t.fullmatch(parameter.type) and n.fullmatch(parameter.name)), "WORD")
    touched = (wrapper, parameter.name) in pointers.TOUCH or wrapper == "SchedGetaffinity" and parameter.name == "mask"
    if (wrapper, parameter.name) in NEVER_NULL:
        touched = 2
    return kind + (" | TOUCHED", " | TOUCHED | THERE")[touched - 1] if touched else kind


def listed(name):
    """The lines of a list here: a regular expression and what follows."""
    for line in open(os.path.join(HERE, name)):
        if line.strip() and not line.startswith("#"):
            pattern, *rest = re.split(r"\t+", line.rstrip("\n"))
            yield re.compile(pattern), rest


def constants():
    """name -> the headers that define it, or its value where none does."""
    table = {}
    for path in glob.glob(os.path.join(ROOT, "tools/lists/**/*.txt"), recursive=True):
        if os.path.basename(path) == "syscalls.txt":
            continue
        for entry in generate.read_list(path):
            if entry.kind == "name":
                table.setdefault(entry.text, entry.value if entry.value is not None else tuple(entry.headers))
    return table


class Call:
    """A wrapper and its row."""

    def __init__(self, wrapper, rows, index):
        self.wrapper, self.rows, self.index = wrapper, rows, index
        self.row = next((r for r in rows if not (r.values or r.condition or r.result)), rows[0])
        self.names = [p.name for p in wrapper.parameters]

    def words(self, text, used, excepted=None):
        """An expression of the row, in terms of v, the values, and the kernel's constants."""
        def word(match):
            name = match.group(0)
            if name in self.names:
                parameter = self.wrapper.parameters[self.names.index(name)]
                value = "v[%d]" % self.names.index(name)
                narrow = name in (excepted or ()) and not parameter.pointer
                return "(%s)%s" % (parameter.type, value) if narrow else value
            if name.startswith("LX_"):
                used.add(name[3:])
                return "torture_" + name[3:]
            if name in SIZES:
                return name
            raise ValueError("%s: %s is not understood" % (self.row.where, name))
        return re.sub(r"\b[A-Za-z_]\w*", word, text)

    def exact(self):
        """The size that a getsockopt has to answer, for wrappers that refuse another."""
        lengths = [re.fullmatch(r"\[int:(\d+)\]", r.arguments[4]) for r in self.rows
                   if r.call == "getsockopt" and len(r.arguments) == 5]
        return int(lengths[0].group(1)) if lengths and lengths[0] and any(r.result == "-22" for r in self.rows) else 0

    def libc(self, used):
        """The body of the function that makes the call through syscall()."""
        size = self.exact()
        if size:
            return ("int size = %d; long r = result(syscall(__NR_getsockopt, v[0], v[1], v[2], v[3], &size)); "
                    "return r < 0 ? r : size == %d ? r : -22;" % (size, size))
        if self.row.values and not (len(self.rows) == 1 and self.row.call == "-"):
            raise ValueError("%s: the row holds for some values alone" % self.row.where)
        if self.row.result not in (None, "r", "0") or self.row.condition:
            raise ValueError("%s: the row has a result of its own" % self.row.where)
        before, passed = [], []
        for i, argument in enumerate(self.row.arguments):
            if argument.startswith(("=", "&", "*")) or "->" in argument and "sizeof" not in argument:
                raise ValueError("%s: %s is memory of the wrapper's own" % (self.row.where, argument))
            if argument.startswith("["):
                fields, values = [], []
                for j, part in enumerate(model.split(argument[1:-1])):
                    match = re.match(r"(long|int|short|char):", part)
                    kind = match.group(1) if match else "long"
                    fields.append("%s m%d;" % (kind, j))
                    values.append("(%s)(%s)" % (kind, self.words(part[match.end():] if match else part, used)))
                before.append("struct __attribute__((packed, aligned(8))) { %s } a%d = { %s };"
                              % (" ".join(fields), i, ", ".join(values)))
                passed.append("&a%d" % i)
            elif "sizeof" in argument:
                passed.append("torture_size_%d_%d" % (self.index, i))
                before.append("extern const long torture_size_%d_%d;" % (self.index, i))
            else:
                passed.append("(long)(%s)" % self.words(argument, used, self.row.exceptions))
        number = "__NR_" + self.row.syscall(NATIVE)
        return "%s long r = result(syscall(%s)); return (%s)r;" % (" ".join(before), ", ".join([number] + passed),
                                                                 "long" if "*" in self.wrapper.result else self.wrapper.result)

    def sizes(self):
        """C that tells how large the types in the row are."""
        parameters = {p.name: p for p in self.wrapper.parameters}
        for i, argument in enumerate(self.row.arguments):
            if "sizeof" in argument:
                text = re.sub(r"\b(\w+)->", lambda m: "((%s)0)->" % parameters[m.group(1)].type, argument)
                yield "const long torture_size_%d_%d = (long)(%s);" % (self.index, i, text)


def headers():
    return ["barecall/%s.h" % d for d in domains()
            if d != "base" and "LX_API" in open(os.path.join(INCLUDE, "barecall", d + ".h")).read()]


def calls():
    """The calls of this machine, and (wrapper, reason) of those that are left out."""
    files = sorted(os.path.join(SEAM, folder, f) for folder in ("", "dev", "op")
                   for f in os.listdir(os.path.join(SEAM, folder)) if f.endswith(".txt"))
    text, messages = program.preprocess("gcc", NATIVE, headers())
    if text is None:
        sys.exit(messages)
    wrappers, by_wrapper = model.wrappers(text), {}
    for row in model.rows(files, ROOT):
        if row.wrapper in wrappers and row.syscall(NATIVE) not in (None, "-"):
            by_wrapper.setdefault(row.wrapper, []).append(row)
    return [Call(wrappers[name], rows, i) for i, (name, rows) in enumerate(by_wrapper.items())]


def write(directory, only=None):
    """Writes bare.c, libc.c and constantsN.c there; only: the names of the wrappers wanted. Returns why others are left
    out, by name, and the files."""
    byhand = set(re.findall(r"^long by_(\w+)\(", open(os.path.join(HERE, "byhand.c")).read(), re.M))
    left, differs = list(listed("left-out.txt")), list(listed("differs.txt"))
    out, used, libc, bare, table = {}, set(), [], [], []
    for call in calls():
        name = call.wrapper.name
        why = next((rest[0] for pattern, rest in left if pattern.fullmatch(name)), None)
        if only is not None and name not in only or why:
            out[name] = why
            continue
        try:
            body = "return by_%s(v);" % name if name in byhand else call.libc(used)
        except ValueError as error:
            out[name] = str(error)
            continue
        bare += list(call.sizes())
        passed = ", ".join("(%s)v[%d]" % (p.type if p.type != "function *" else "void *", i)
                           for i, p in enumerate(call.wrapper.parameters))
        bare.append("static long bare_%d(const long *v) { (void)v; return (long)%s(%s); }" % (call.index, name, passed))
        libc.append("long libc_%d(const long *v);\nlong libc_%d(const long *v) { (void)v; %s }" % (call.index, call.index, body))
        marks = {"FORKS"} if name == "Fork" else set()
        for pattern, rest in differs:
            if pattern.fullmatch(name):
                marks |= {mark.upper() for mark in rest[0].split(",")}
        kinds = ", ".join([what(name, p) for p in call.wrapper.parameters] + ["END"])
        table.append((call.index, '{ "%s", bare_%d, libc_%d, { %s }, %s },'
                      % (name, call.index, call.index, kinds, " | ".join(sorted(marks)) or "0")))
    known, groups = constants(), {}
    for name in sorted(used):
        groups.setdefault(known[name], []).append(name)
    files = {}
    files["bare.c"] = ["#include <%s>" % h for h in headers()] + ['#include "torture.h"'] + bare
    files["bare.c"] += ["long libc_%d(const long *v);" % i for i, _ in table]
    files["bare.c"] += ["const struct call calls[] = {"] + [line for _, line in table] + ["};"]
    files["bare.c"] += ["const int call_count = sizeof(calls) / sizeof(*calls);"]
    files["libc.c"] = ["#include <asm/unistd.h>", "#include <errno.h>", "long syscall(long, ...);"]
    files["libc.c"] += ["static long result(long r) { return r == -1 ? -errno : r; }"]
    files["libc.c"] += ["long by_%s(const long *v);" % name for name in sorted(byhand)]
    files["libc.c"] += ["extern const long torture_%s;" % name for name in sorted(used)] + libc
    for number, (place, names) in enumerate(sorted(groups.items(), key=str)):
        text = [generate.PRELUDE] + ["#include <%s>" % h for h in (place if isinstance(place, tuple) else ())]
        text += ["const long torture_%s = (long)(%s);" % (n, n if isinstance(place, tuple) else place) for n in names]
        files["constants%d.c" % number] = text
    for name, lines in files.items():
        with open(os.path.join(directory, name), "w") as file:
            file.write("\n".join(lines) + "\n")
    return out, sorted(files)
