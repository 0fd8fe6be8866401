#!/usr/bin/env python3
"""Writes every generated header of barecall from lists of names and the kernel's UAPI headers.

    tools/generate.py --uapi DIR [--out DIR] [--check]

DIR holds the headers of the version in tools/linux-version: linux/, asm-generic/ and
<triplet>/asm/, as linux-libc-dev installs them. Each name of tools/lists/*.txt is compiled for each
architecture, its value and type are read back from the assembly, and what is equal everywhere goes
to include/barecall/uapi/<domain>.h, the rest to include/barecall/arch/<arch>/const.h, but of a
device's (tools/lists/dev) all to uapi/dev/<domain>.h. Numbers of system calls go to
arch/<arch>/sysnum.h, their names to src/arch/<arch>/sysname-list.h, link names of the hand-written
headers' wrappers to extern/<domain>.h, unprefixed names to names/<domain>.h.

A list is one domain's constants. Its lines:
    header linux/fcntl.h    the header that defines the following names; several may be given
    internal linux/fs.h     the following lines are NAME VALUE: in the kernel, but not in its UAPI
    base oct|hex|dec        how the following values are written
    only x86_64,...|all     the following names are defined elsewhere, too, but of a structure that only these have
    # text                  a comment, copied into the header
    NAME                    a constant; where an architecture lacks it, that architecture has none
"""
import argparse
import concurrent.futures
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ARCHES = {"x86_64": "x86_64-linux-gnu", "aarch64": "aarch64-linux-gnu", "riscv64": "riscv64-linux-gnu"}
PRELUDE = "typedef unsigned long size_t; typedef _Bool bool;"
MACROS = {"x86_64": "__x86_64__", "aarch64": "__aarch64__", "riscv64": "__riscv"}
TYPES = {"int": "", "unsigned int": "U", "long": "L", "unsigned long": "UL",
         "long long": "L", "unsigned long long": "UL"}
BY_HAND = {"libc.h"}  # in a directory of generated headers
BASES = {"dec": lambda v: str(v), "hex": lambda v: hex(v), "oct": lambda v: "0%o" % v if v else "0"}


class Entry:
    def __init__(self, kind, text, base=None, headers=(), value=None, only=tuple(ARCHES)):
        self.kind, self.text, self.base = kind, text, base
        self.headers, self.value, self.only = headers, value, only


def read_list(path):
    entries, headers, base, internal = [], [], "dec", False
    fresh, only = True, tuple(ARCHES)
    for number, line in enumerate(open(path), 1):
        line = line.strip()
        word, _, rest = line.partition(" ")
        if not line:
            entries.append(Entry("blank", ""))
        elif word == "#":
            entries.append(Entry("comment", rest))
        elif word == "header":
            headers = headers + [rest] if fresh and not internal else [rest]
            fresh, internal = True, False
        elif word == "internal":
            internal = True
        elif word == "base" and rest in BASES:
            base = rest
        elif word == "only" and (rest == "all" or set(rest.split(",")) <= set(ARCHES)):
            only = tuple(ARCHES) if rest == "all" else tuple(rest.split(","))
        elif internal and re.fullmatch(r"\w+ (-?[1-9]\d*|0|0x[0-9a-f]+|0o[0-7]+)", line) and is_int(int(rest, 0)):
            entries.append(Entry("name", word, base, value=int(rest, 0)))
        elif not internal and headers and re.fullmatch(r"\w+", line):
            fresh = False
            entries.append(Entry("name", line, base, tuple(headers), only=only))
        else:
            sys.exit("%s:%d: not understood: %s" % (path, number, line))
    return entries


def is_int(value):
    """Whether a literal of this value is an int in C, whatever its base."""
    return -2**31 <= value < 2**31


def refuse_twins(names, path):
    twins = sorted({n for n in names if names.count(n) > 1})
    if twins:
        sys.exit("%s: more than once: %s" % (path, " ".join(twins)))


def lists():
    """domain -> its list; the domains of devices are dev/<name>."""
    directory = os.path.join(ROOT, "tools/lists")
    files = sorted(f for f in os.listdir(directory) if f.endswith(".txt") and f != "syscalls.txt")
    files += ["dev/" + f for f in sorted(os.listdir(os.path.join(directory, "dev")))]
    return {f[:-4]: read_list(os.path.join(directory, f)) for f in files}


def is_device(domain):
    return domain.startswith("dev/")


def enumerator_suffix(value, negative):
    """The suffix of an enumerator by its value: compilers differ in its type where one of its enum is no int. value is
    what it is as a long."""
    if negative:
        return "" if value >= -2**31 else "L"
    value &= 2**64 - 1
    return next((suffix for bits, suffix in ((31, ""), (32, "U"), (63, "L")) if value < 2**bits), "UL")


def evaluate(arch, uapi, headers, names):
    """The (value, suffix) of each of the names that these headers define on arch."""
    triplet = ARCHES[arch]
    source = [PRELUDE] + ["#include <%s>" % h for h in headers]
    compiler = ["clang", "--target=" + triplet, "-std=gnu11", "-ffreestanding", "-nostdinc", "-w", "-ferror-limit=0", "-S", "-o", "-",
                "-I", os.path.join(ROOT, "tools/shim"), "-I", os.path.join(uapi, triplet), "-I", uapi, "-x", "c", "-"]

    def compile_with(wanted):
        text = list(source) + ["void values(void) {"]
        for name in wanted:
            kinds = ("_Generic((%s), int: 0, unsigned int: 1, long: 2, unsigned long: 3, long long: 4, "
                     "unsigned long long: 5)" % name, "((%s) < 0 ? 6 : 7)" % name)
            text += ["#ifdef " + name, "#define KIND " + kinds[0], "#else", "#define KIND " + kinds[1], "#endif",
                     '#line 1 "%s"' % name,
                     '__asm__(".ascii \\"->%s %%c0 %%c1\\"" : : "i"((long)(%s)), "i"(KIND));' % (name, name),
                     "#undef KIND"]
        text.append("}")
        return subprocess.run(compiler, input="\n".join(text), capture_output=True, text=True)

    wanted = list(names)
    while True:
        run = compile_with(wanted)
        if run.returncode == 0:
            break
        missing = set(re.findall(r"^(\w+):1:\d+: error: use of undeclared identifier '\1'", run.stderr, re.M))
        if not missing:
            sys.exit("%s %s: %s" % (arch, " ".join(headers), run.stderr))
        wanted = [n for n in wanted if n not in missing]
    suffixes = list(TYPES.values())
    result = {}
    for name, value, kind in re.findall(r"->(\w+) [#$]?(-?\d+) [#$]?(\d)", run.stdout):
        suffix = suffixes[int(kind)] if int(kind) < 6 else enumerator_suffix(int(value), kind == "6")
        result[name] = (int(value) & (2**64 - 1) if suffix == "UL" else int(value), suffix)
    if set(result) != set(wanted):
        sys.exit("%s: not read back: %s" % (arch, set(wanted) - set(result)))
    return result


def literal(value, suffix, base):
    if value == (-2**63 if suffix else -2**31):
        return "(%d%s - 1)" % (value + 1, suffix)
    if value < 0:
        return "(%d%s)" % (value, suffix)
    return BASES[base](value) + suffix


def define(name, value, entry):
    head = "#define LX_" + name
    tabs = "\t" * max(1, (40 - len(head) + 7) // 8)
    return head + tabs + literal(value[0], value[1], entry.base)


def values_of(domain, entries, uapi):
    """name -> {arch: (value, suffix)} for one list."""
    found = {e.text: {a: (e.value, "") for a in ARCHES} if e.value is not None else {}
             for e in entries if e.kind == "name"}
    groups = {}
    for e in entries:
        if e.kind == "name" and e.value is None:
            groups.setdefault(e.headers, []).append(e)
    for headers, some in groups.items():
        for arch in ARCHES:
            names = [e.text for e in some if arch in e.only]
            for name, value in evaluate(arch, uapi, headers, names).items() if names else ():
                found[name][arch] = value
    for name, per_arch in found.items():
        if not per_arch:
            sys.exit("tools/lists/%s.txt: %s is defined nowhere" % (domain, name))
    return found


def is_common(per_arch):
    return len(per_arch) == len(ARCHES) and len(set(per_arch.values())) == 1


def banner(source, version):
    return "/* Generated by tools/generate.py from %s and the headers of Linux %s: do not edit. */\n" % (source, version)


def common_header(domain, entries, values, version):
    lines = [banner("tools/lists/%s.txt" % domain, version).rstrip("\n")]
    guard = "LX_UAPI_%s_H" % domain.upper().replace("/", "_")
    lines += ["#ifndef " + guard, "#define " + guard, ""]
    lines += body(entries, lambda e: values[e.text]["x86_64"] if is_common(values[e.text]) else None)
    for arch in ARCHES if is_device(domain) else ():
        own = body(entries, lambda e: None if is_common(values[e.text]) else values[e.text].get(arch))
        # In the umbrella this would stand in arch/<arch>/const.h, which a program reads that never opens a device.
        head = [""] if lines[-1] else []
        lines += head + ["/* what only %s has, or has otherwise */" % arch, "#ifdef " + MACROS[arch]] + own + ["#endif"] if own else []
    return "\n".join(lines + ["", "#endif"]) + "\n"


def body(entries, pick):
    """The lines of a list for which pick has a value; a comment stands only before such lines."""
    lines, pending = [], []
    for e in entries:
        if e.kind == "comment":
            pending.append("/* %s */" % e.text)
        elif e.kind == "blank":
            pending = [""] if not pending or pending == [""] else [""]
        else:
            value = pick(e)
            if value is not None:
                lines += pending + [define(e.text, value, e)]
                pending = []
    while lines and lines[0] == "":
        lines.pop(0)
    return lines


def arch_header(arch, domains, values, version):
    lines = [banner("tools/lists", version).rstrip("\n"), "#ifndef LX_CONST_H", "#define LX_CONST_H"]
    for domain, entries in domains.items():
        part = body(entries, lambda e: None if is_common(values[domain][e.text]) else values[domain][e.text].get(arch))
        if part:
            lines += ["", "/* %s */" % domain] + part
    return "\n".join(lines + ["", "#endif"]) + "\n"


def sysnum_header(names, found, version):
    lines = [banner("tools/lists/syscalls.txt", version).rstrip("\n"), "#ifndef LX_SYSNUM_H", "#define LX_SYSNUM_H", ""]
    for name in names:
        if name in found:
            head = "#define LX_SYS_" + name
            lines.append(head + "\t" * max(1, (40 - len(head) + 7) // 8) + str(found[name]))
    return "\n".join(lines + ["", "#endif"]) + "\n"


def sysname_list(found, version):
    """What src/linux/sysname.c makes a table of: the names of one architecture in the order of their numbers."""
    lines = [banner("tools/lists/syscalls.txt", version).rstrip("\n")]
    names = {number: name for name, number in found.items()}
    if len(names) != len(found):
        sys.exit("tools/lists/syscalls.txt: two names share a number")
    last = -1
    for number in sorted(names):
        if number > last + 1:
            lines.append("GAP(%d, %d)" % (last + 1, number - last - 1))
        lines.append("S(%d, %s)" % (number, names[number]))
        last = number
    return "\n".join(lines) + "\n"


PROTOTYPE = re.compile(r"^LX_API ([^{;]*?)\b(\w+)\(([^{;]*)\)\n\{", re.M)


def extern_header(domain, text):
    lines = ["/* Generated by tools/generate.py from include/barecall/%s.h: do not edit. */" % domain]
    wrappers = list(PROTOTYPE.finditer(text))
    if len(wrappers) != len(re.findall(r"\bLX_API\b", text)):
        sys.exit("include/barecall/%s.h: a wrapper is not LX_API type Name(...) and { on the next line" % domain)
    for wrapper in wrappers:
        result, name, parameters = wrapper.groups()
        parameters = re.sub(r"\s+", " ", parameters)
        # What an architecture lacks stands within #ifdef of its number, and is not declared there either.
        condition = re.search(r".*^#(ifdef LX_(?!LINK_NAMES)\w+|endif)$", text[:wrapper.start()], re.M | re.S)
        condition = condition.group(1) if condition else "endif"
        line = '%s%s(%s) LX_SYMBOL("lx_%s");' % (result, name, parameters, name)
        lines += [line] if condition == "endif" else ["#" + condition, line, "#endif"]
    return "\n".join(lines) + "\n"


# Constants that no list can hold, being pointers: signal.h defines them.
POINTERS = {"signal": ["SIG_DFL", "SIG_IGN"]}


def enumerators(directory, deep=True):
    """The names that a header in (deep: below) a directory has as enumerators: before its enum, a macro of the name breaks
    it."""
    names = set()
    for path, folders, files in os.walk(directory):
        folders[:] = folders if deep else []
        for file in files:
            with open(os.path.join(path, file), errors="replace") as header:
                text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", header.read(), flags=re.S).replace("\\\n", " ")
            text = re.sub(r"^[ \t]*#.*", "", text, flags=re.M)
            for listing in re.findall(r"\benum\b[^{};()]*\{([^{}]*)\}", text):
                names.update(re.findall(r"(?:^|,)\s*(\w+)", listing))
    return names


def libc_enumerators():
    """The names of tools/libc-enumerators.txt."""
    with open(os.path.join(ROOT, "tools/libc-enumerators.txt")) as words:
        return {word for line in words if not line.startswith("#") for word in line.split()}


def names_header(domain, entries, values, kernels, libcs):
    """The unprefixed names of one list: those that are macros everywhere, those that some libc or the kernel has not so."""
    guard = "LX_NAMES_%s_H" % domain.upper()
    lines = ["/* Generated by tools/generate.py from tools/lists/%s.txt: do not edit. ../names.h says what this is. */" % domain,
             "#ifndef " + guard, "#define " + guard, "", "#ifdef LX_NAMES_LIBC", "#include \"libc.h\"", "#endif",
             "#include \"../%s.h\"" % domain]
    names = [e.text for e in entries if e.kind == "name"] + POINTERS.get(domain, [])
    for condition, some in (("", [n for n in names if n not in kernels | libcs]),
                            ("#if !__STDC_HOSTED__ || defined(LX_NAMES_ENUMERATORS)", [n for n in names if n in libcs - kernels]),
                            ("#ifdef LX_NAMES_ENUMERATORS", [n for n in names if n in kernels])):
        if not some:
            continue
        lines += ["", condition] if condition else [""]
        for name in some:
            everywhere = len(values.get(name, ARCHES)) == len(ARCHES)
            lines += ["#ifndef " + name if everywhere else "#if defined(LX_%s) && !defined(%s)" % (name, name),
                      "#define %s LX_%s" % (name, name), "#endif"]
        lines += ["#endif"] if condition else []
    return "\n".join(lines + ["", "#endif"]) + "\n"


def generate(uapi):
    """path -> text of every generated file."""
    version = open(os.path.join(ROOT, "tools/linux-version")).read().strip()
    header = open(os.path.join(uapi, "linux/version.h")).read()
    theirs = ".".join(re.findall(r"#define LINUX_VERSION_(?:MAJOR|PATCHLEVEL) (\d+)", header))
    if [int(n) for n in theirs.split(".")] < [int(n) for n in version.split(".")]:
        sys.exit("%s: headers of Linux %s, older than %s" % (uapi, theirs, version))
    if theirs != version:
        print("headers of Linux %s for lists of %s: a value never changes, what is new is not listed" % (theirs, version),
              file=sys.stderr)
    files, domains = {}, lists()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        values = dict(zip(domains, pool.map(lambda item: values_of(*item, uapi), domains.items())))
    umbrella = {d: e for d, e in domains.items() if not is_device(d)}
    owner = {}
    for domain, entries in domains.items():
        refuse_twins([e.text for e in entries if e.kind == "name"], "tools/lists/%s.txt" % domain)
        files["include/barecall/uapi/%s.h" % domain] = common_header(domain, entries, values[domain], version)
        for e in entries:
            if e.kind == "name" and owner.setdefault(e.text, domain) != domain:
                sys.exit("%s stands in tools/lists/%s.txt and in %s.txt" % (e.text, owner[e.text], domain))
    numbers = open(os.path.join(ROOT, "tools/lists/syscalls.txt")).read().split()
    refuse_twins(numbers, "tools/lists/syscalls.txt")
    found = {}
    for arch in ARCHES:
        found[arch] = {name[len("__NR_"):]: value for name, (value, _) in
                       evaluate(arch, uapi, ["asm/unistd.h"], ["__NR_" + n for n in numbers]).items()}
        files["include/barecall/arch/%s/const.h" % arch] = arch_header(arch, umbrella, values, version)
        files["include/barecall/arch/%s/sysnum.h" % arch] = sysnum_header(numbers, found[arch], version)
        files["src/arch/%s/sysname-list.h" % arch] = sysname_list(found[arch], version)
    unknown = [n for n in numbers if not any(n in found[arch] for arch in ARCHES)]
    if unknown:
        sys.exit("tools/lists/syscalls.txt: defined nowhere: %s" % " ".join(unknown))
    public = os.path.join(ROOT, "include/barecall")
    for header in sorted(os.listdir(public)) + [folder + "/" + f for folder in ("dev", "op")
                                                for f in sorted(os.listdir(os.path.join(public, folder)))]:
        if header.endswith(".h"):
            text = open(os.path.join(public, header)).read()
            if re.search(r"^LX_API\b", text, re.M):
                files["include/barecall/extern/" + header] = extern_header(header[:-2], text)
    libcs = libc_enumerators()
    kernels = enumerators(uapi)
    for domain, entries in umbrella.items():
        files["include/barecall/names/%s.h" % domain] = names_header(domain, entries, values[domain], kernels, libcs)
    return files


def main():
    options = argparse.ArgumentParser(description="Writes barecall's generated headers.")
    options.add_argument("--uapi", required=True, help="the kernel's UAPI headers")
    options.add_argument("--out", default=ROOT, help="where to write (default: this repository)")
    options.add_argument("--check", action="store_true", help="write nothing; fail where a checked-in file differs")
    arguments = options.parse_args()
    stale = []
    files = generate(arguments.uapi)
    for directory in ("include/barecall/" + d for d in ("uapi", "uapi/dev", "extern", "extern/dev", "extern/op", "names")):
        target = os.path.join(arguments.out, directory)
        for name in sorted(os.listdir(target)) if os.path.isdir(target) else []:
            if name.endswith(".h") and directory + "/" + name not in files and name not in BY_HAND:
                stale.append(directory + "/" + name)
                if not arguments.check:
                    os.remove(os.path.join(target, name))
    for path, text in files.items():
        target = os.path.join(arguments.out, path)
        if os.path.exists(target) and open(target).read() == text:
            continue
        stale.append(path)
        if not arguments.check:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target + ".new", "w") as file:
                file.write(text)
            os.replace(target + ".new", target)
    for path in stale:
        print(("differs: " if arguments.check else "wrote " if path in files else "removed ") + path)
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
