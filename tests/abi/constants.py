"""Constants and system-call numbers: what is listed, what the kernel's headers say, what libcs say."""
import os
import re
import shutil

import generate
from claims import kernel_flags, preprocess
from toolchain import ARCHES, INCLUDE, NATIVE, ROOT, UAPI, compiler

# Constants to which a libc gives a value of its own, and what that is.
LIBC_DIFFERS = {("musl", "SOMAXCONN"): "128, as before Linux 5.4", ("glibc", "SIGRTMAX"): "a function call",
                ("musl", "SIGRTMAX"): "a function call"}


def listed(domain):
    """name -> (line, UAPI headers; None for a kernel-internal name, the architectures asked) of one list."""
    path = os.path.join(ROOT, "tools/lists", domain + ".txt")
    lines = {line.split()[0]: number for number, line in enumerate(open(path), 1) if line.split()}
    return {e.text: (lines[e.text], None if e.value is not None else e.headers, e.only)
            for e in generate.read_list(path) if e.kind == "name"}


def claim(name, path, line):
    """LX_<name> is what the kernel's name is, and is there where that is. The type of an enumerator whose enum does not
    fit an int is the compiler's choice (gcc's since 13, clang's since 21, C23's: that of the enum; before, of its
    value), so of enumerators the value is what counts."""
    at = '#line %d "%s"' % (line, path)

    def claims(conditions):
        return [text for what, condition in conditions
                for text in (at, '_Static_assert(%s, "%s of %s");' % (condition.format(name), what, name))]

    value = [("value", "LX_{0} == ({0})")]
    macro = [("width", "sizeof(LX_{0}) == sizeof({0})"),
             ("sign", "((__typeof__(LX_{0}))-1 < 0) == ((__typeof__({0}))-1 < 0)")]
    enumerator = [("sign", "(LX_{0} < 0) == (({0}) < 0)")]
    return (["#ifdef LX_" + name] + claims(value) +
            ["#ifdef " + name] + claims(macro) + ["#else"] + claims(enumerator) + ["#endif"] +
            ["#elif defined(%s)" % name, at, '#error "the kernel has %s here, our headers do not"' % name, "#endif"])


def against_kernel(claims, domain, names, ours):
    """Adds the claims of a domain's constants; ours is the C text that defines them, ARCH in it the architecture."""
    path = "tools/lists/%s.txt" % domain
    groups = {}
    for name, (line, headers, only) in names.items():
        if headers is not None:
            groups.setdefault(headers, []).append((name, line, only))
    for headers, members in groups.items():
        for arch in ARCHES:
            text = [generate.PRELUDE] + ["#include <%s>" % h for h in headers] + [ours.replace("ARCH", arch)]
            mine = [(name, line) for name, line, only in members if arch in only]
            for name, line in mine:
                text += claim(name, path, line)
            if mine:
                claims.add(arch, "\n".join(text) + "\n", {path: "constants %s %s" % (domain, arch)})


def libcs():
    """(name, arch, compiler flags) of each libc whose headers are here."""
    found = []
    for arch in ARCHES:
        places = ["/usr/include/%s-linux-gnu" % arch, "/usr/%s-linux-gnu/include" % arch]
        places += ["/usr/include"] if arch == NATIVE else []
        if any(os.path.exists(place + "/gnu/libc-version.h") for place in places):
            found.append(("glibc", arch, ["-D_GNU_SOURCE"]))
    musl = "/usr/include/%s-linux-musl" % NATIVE
    if os.path.exists(musl):
        found.append(("musl", NATIVE, ["-D_GNU_SOURCE", "-nostdinc", "-isystem", musl]))
    return found


def against_libcs(claims, lists):
    """Adds the claims of the names that the kernel keeps to itself; returns those that no libc here has."""
    names = [(name, domain, line) for domain, members in lists.items() for name, (line, headers, _) in members.items()
             if headers is None]
    unknown = {name for name, _, _ in names}
    includes = "#include <barecall/names/libc.h>\n"
    includes += "".join("#include <barecall/uapi/%s.h>\n" % d for d in lists)
    for libc, arch, flags in libcs():
        if not names or not shutil.which(compiler("gcc", arch)[0]):
            continue
        text = includes + "#include <barecall/arch/%s/const.h>\n" % arch
        probe = "".join("#ifdef %s\nlx_has \"%s\"\n#endif\n" % (n, n) for n, _, _ in names)
        unknown -= set(re.findall(r'lx_has "(\w+)"', preprocess(arch, text + probe, flags + ["-I", INCLUDE])[0]))
        owners = {}
        for name, domain, line in names:
            if (libc, name) not in LIBC_DIFFERS:
                path = "tools/lists/%s.txt" % domain
                owners[path] = "constants %s %s" % (domain, arch)
                text += '#if defined({0}) && defined(LX_{0})\n#line {1} "{2}"\n'.format(name, line, path)
                text += '_Static_assert((unsigned int)({0}) == (unsigned int)LX_{0}, "value of {0} in {1}");\n'.format(
                    name, libc) + "#endif\n"
        claims.add(arch, text, owners, flags, ("gcc",))
    return unknown


def version():
    """The (major, minor) of the UAPI headers."""
    text = open(os.path.join(UAPI, "linux/version.h")).read()
    return tuple(int(re.search(r"LINUX_VERSION_%s\s+(\d+)" % part, text).group(1)) for part in ("MAJOR", "PATCHLEVEL"))


def pinned():
    """The (major, minor) that the generated headers are made from."""
    return tuple(int(part) for part in open(os.path.join(ROOT, "tools/linux-version")).read().split(".")[:2])


def called():
    """arch -> names of system calls, as kernels had them."""
    result = {arch: set() for arch in ARCHES}
    for line in open(os.path.join(ROOT, "tests/seam/prototypes.tsv")):
        if not line.startswith("#"):
            for arch in line.split("\t")[1].split(","):
                result[arch].add(line.split("\t")[0])
    return result


def kernel_numbers(arch):
    """name -> number (as written) of each system call in <asm/unistd.h>."""
    table, _ = preprocess(arch, "#include <asm/unistd.h>\n", ["-dM"] + kernel_flags(arch))
    found = dict(re.findall(r"^#define __NR_(\w+)\s+(.*)", table, re.M))
    return {name: number for name, number in found.items() if name not in ("syscalls", "arch_specific_syscall")}


def numbers(mine, kernels, theirs, newer):
    """What is wrong with an architecture's numbers. mine, theirs: name -> number; kernels: the names that
    prototypes.tsv has; newer: whether theirs may have more than mine."""
    problems = []
    for what, names in (("no LX_SYS_ for", set() if newer else set(theirs) - set(mine)),
                        ("not in the kernel's headers", set(mine) - set(theirs)),
                        ("in one of sysnum.h and tests/seam/prototypes.tsv only", set(mine) ^ kernels),
                        ("another number", {name for name in mine if theirs.get(name, mine[name]) != mine[name]})):
        if names:
            problems.append("%s: %s" % (what, " ".join(sorted(names))))
    return problems
