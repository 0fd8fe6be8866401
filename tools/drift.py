#!/usr/bin/env python3
"""Tells what another kernel's headers have otherwise than the pinned ones, and which file that concerns.

    tools/drift.py --uapi DIR OTHER

DIR holds the headers of tools/linux-version, OTHER another kernel's, as linux-libc-dev installs them: linux/ and, for each
architecture that is to be compared, <triplet>/asm/; or the name of a suite among the roots of make worlds. With OTHER/syscalls.h, the kernel's include/linux/syscalls.h, prototypes
are compared, too. A line is

    new|changed|gone   number|constant|structure|member|prototype|header   name   what it was and is   the file to touch

Numbers are evaluated by clang for each architecture, and so are constants that are in tools/lists; a constant is new where a
header that a list names defines it. Structures are compared member by member, as they are declared. Nothing is written."""
import argparse
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate

ARCHES = generate.ARCHES


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


# What of /usr/include is the kernel's.
FOLDERS = "linux asm-generic cxl drm fwctl misc mtd rdma regulator scsi sound video xen".split()


class Headers:
    """One kernel's headers: links to them, so that a libc's beside them are not taken."""

    def __init__(self, root, scratch):
        self.root = scratch
        for folder in FOLDERS + [os.path.join(triplet, "asm") for triplet in ARCHES.values()]:
            if os.path.isdir(os.path.join(root, folder)):
                os.makedirs(os.path.dirname(os.path.join(scratch, folder)), exist_ok=True)
                os.symlink(os.path.abspath(os.path.join(root, folder)), os.path.join(scratch, folder))
        self.unread = set()
        self.arches = [a for a, triplet in ARCHES.items() if os.path.exists(os.path.join(root, triplet, "asm/unistd.h"))]

    def has(self, arch, header):
        return any(os.path.exists(os.path.join(self.root, folder, header)) for folder in (ARCHES[arch], ""))

    def text(self, header):
        for folder in ("", *ARCHES.values()):
            path = os.path.join(self.root, folder, header)
            if os.path.exists(path):
                return read(path)
        return ""

    def clang(self, arch, *options, text):
        words = ["clang", "--target=" + ARCHES[arch], "-std=gnu11", "-ffreestanding", "-nostdinc", "-w", "-ferror-limit=0", "-I",
                 os.path.join(generate.ROOT, "tools/shim"), "-I", os.path.join(self.root, ARCHES[arch]), "-I", self.root]
        return subprocess.run(words + list(options) + ["-x", "c", "-"], input=text, capture_output=True, text=True)

    def numbers(self, arch):
        run = self.clang(arch, "-E", "-dM", text="#include <asm/unistd.h>\n")
        names = [n for n in re.findall(r"^#define __NR_(\w+) ", run.stdout, re.M)
                 if not re.match(r"syscalls$|arch_specific_syscall$|\w+_bits$", n)]
        return self.values(arch, ("asm/unistd.h",), ["__NR_" + n for n in names])

    def values(self, arch, headers, names):
        """name -> value, of those that these headers define."""
        headers = [h for h in headers if self.has(arch, h)]
        names, found = list(names) if headers else [], {}
        while names:
            lines = [generate.PRELUDE] + ["#include <%s>" % h for h in headers] + ["void values(void) {"] + [
                '#line 1 "%s"\n__asm__(".ascii \\"->%s %%c0\\"" : : "i"((long)(%s)));' % (n, n, n) for n in names]
            run = self.clang(arch, "-S", "-o", "-", text="\n".join(lines + ["}"]))
            if run.returncode == 0:
                found = {n: int(v) for n, v in re.findall(r"->(\w+) [#$]?(-?\d+)", run.stdout)}
                break
            bad = set(re.findall(r"^(\w+):1:\d+: error:", run.stderr, re.M)) & set(names)
            if not bad:
                self.unread.add((arch, headers[0], next((l for l in run.stderr.splitlines() if "error:" in l), "")))
                return None
            names = [n for n in names if n not in bad]
        return found

    def defined(self, header):
        """The names of constants in a header's text."""
        text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", self.text(header), flags=re.S)
        names = set(re.findall(r"^[ \t]*#[ \t]*define[ \t]+([A-Z]\w*)[ \t]+[^\s/]", text, re.M))
        for body in re.findall(r"\benum\b[^{};()]*\{([^{}]*)\}", text):
            names |= set(re.findall(r"(?:^|,)\s*([A-Z]\w*)\s*(?=[=,]|$)", re.sub(r"^#.*", "", body, flags=re.M)))
        return {n for n in names if not re.search(r"_H_*$|^__", n)}

    def structures(self, header):
        """struct or union name -> its members, as they are declared."""
        text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", self.text(header), flags=re.S)
        text = re.sub(r"^[ \t]*#(?:.*\\\n)*.*$", "", text, flags=re.M)
        found = {}
        for match in re.finditer(r"\b(struct|union)\s+(\w+)\s*\{", text):
            depth, end = 0, match.end() - 1
            while end < len(text):
                depth += (text[end] == "{") - (text[end] == "}")
                if depth == 0:
                    break
                end += 1
            members, part, depth = [], "", 0
            for c in text[match.end():end]:
                depth += (c == "{") - (c == "}")
                part += c
                if c == ";" and depth == 0:
                    members.append(" ".join(part[:-1].split()))
                    part = ""
            found["%s %s" % match.groups()] = [m for m in members if m]
        return found


def member_name(declaration):
    """The name of a member, which its last declarator has."""
    plain = re.sub(r"__attribute__\s*\(\(.*?\)\)|:\s*\d+|\[[^]]*\]", "", re.sub(r"\{.*\}", "", declaration, flags=re.S))
    function = re.search(r"\(\s*\*\s*(\w+)\s*\)", plain)
    words = re.findall(r"\w+", plain)
    return function[1] if function else words[-1] if words else declaration


def headers_of(root):
    return {os.path.relpath(p, root) for p in glob.glob(os.path.join(root, "linux/**/*.h"), recursive=True)}


class Drift:
    def __init__(self, pinned, other, root, scratch):
        self.pinned, self.other = (Headers(of, os.path.join(scratch, name)) for of, name in ((pinned, "pinned"), (other, "other")))
        self.root, self.given, self.lines = root, other, []
        folder = os.path.join(root, "tools/lists")
        self.lists = {os.path.relpath(p, folder)[:-4]: generate.read_list(p) for p in
                      sorted(glob.glob(os.path.join(folder, "**/*.txt"), recursive=True)) if os.path.basename(p) != "syscalls.txt"}
        self.owner = {}
        for domain, entries in self.lists.items():
            for e in entries:
                for header in e.headers:
                    self.owner.setdefault(header, domain)
        self.arches = [a for a in self.pinned.arches if a in self.other.arches]

    def say(self, how, what, name, detail, file):
        self.lines.append((how, what, name, detail, file))

    def list_of(self, header):
        return "tools/lists/%s.txt" % self.owner[header] if header in self.owner else "tools/lists (none has %s yet)" % header

    def numbers(self):
        seen = {}
        for arch in self.arches:
            old, new = self.pinned.numbers(arch) or {}, self.other.numbers(arch) or {}
            for name in sorted(set(old) | set(new)):
                if old.get(name) != new.get(name):
                    how = "new" if name not in old else "gone" if name not in new else "changed"
                    seen.setdefault((how, name[len("__NR_"):]), []).append("%s %s" % (arch, {
                        "new": new.get(name), "gone": old.get(name), "changed": "%s -> %s" % (old.get(name), new.get(name))}[how]))
        for (how, name), where in sorted(seen.items()):
            self.say(how, "number", name, ", ".join(where), "tools/lists/syscalls.txt, a function and its row in tests/seam"
                     if how == "new" else "tools/lists/syscalls.txt")

    def constants(self):
        jobs = []
        for domain, entries in self.lists.items():
            groups = {}
            for e in entries:
                if e.kind == "name" and e.value is None:
                    groups.setdefault(e.headers, []).append(e.text)
            jobs += [(domain, headers, names, arch) for headers, names in groups.items() for arch in self.arches]

        def both(job):
            return [side.values(job[3], job[1], job[2]) for side in (self.pinned, self.other)]

        seen = {}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for (domain, headers, names, arch), (old, new) in zip(jobs, pool.map(both, jobs)):
                for name in names if old is not None and new is not None else ():
                    if name in old and old[name] != new.get(name):
                        how = "changed" if name in new else "gone"
                        detail = "%d -> %d" % (old[name], new[name]) if how == "changed" else "was %d" % old[name]
                        seen.setdefault((how, name, detail, domain), []).append(arch)
        for (how, name, detail, domain), where in sorted(seen.items()):
            self.say(how, "constant", name, detail + ("" if len(where) == len(self.arches) else " on " + ", ".join(where)),
                     "tools/lists/%s.txt" % domain)
        listed = {e.text for entries in self.lists.values() for e in entries if e.kind == "name"}
        for header in sorted(self.owner):
            for name in sorted(self.other.defined(header) - self.pinned.defined(header) - listed):
                self.say("new", "constant", name, header, self.list_of(header))
        for header in sorted(headers_of(self.other.root) - headers_of(self.pinned.root)):
            self.say("new", "header", header, "%d constants" % len(self.other.defined(header)), self.list_of(header))
        for header in sorted(headers_of(self.pinned.root) - headers_of(self.other.root)):
            if header in self.owner:
                self.say("gone", "header", header, "", self.list_of(header))

    def layouts(self):
        """struct name -> the file of tests/abi/layouts that maps it, and the header that has it."""
        found, folder = {}, os.path.join(self.root, "tests/abi/layouts")
        for path in sorted(glob.glob(os.path.join(folder, "**/*.txt"), recursive=True)):
            domain = os.path.relpath(path, folder)[:-4]
            for ours, theirs in re.findall(r"^(?:@\S+ )?(\w+) = ((?:struct|union) \w+)", read(path), re.M):
                homes = [os.path.relpath(p, self.root) for p in sorted(glob.glob(os.path.join(
                    self.root, "include/barecall/**/*.h"), recursive=True)) if re.search(r"\} (?:__attribute__\S+ )?%s;" % ours, read(p))]
                found[theirs] = ", ".join((homes or ["include/barecall/%s.h" % domain])[:1] + ["tests/abi/layouts/%s.txt" % domain])
        return found

    def structures(self):
        ours = self.layouts()
        for header in sorted(self.owner):
            old, new = self.pinned.structures(header), self.other.structures(header)
            domain = "include/barecall/%s.h, tests/abi/layouts/%s.txt" % ((self.owner[header],) * 2)
            for name in sorted(set(old) | set(new)):
                where = ours.get(name, domain)
                if not self.other.text(header):
                    continue
                if name not in old or name not in new:
                    self.say("new" if name not in old else "gone", "structure", name, header, where)
                    continue
                before = {member_name(m): m for m in old[name]}
                after = {member_name(m): m for m in new[name]}
                for member in [*before, *(m for m in after if m not in before)]:
                    full = "%s.%s" % (name, member)
                    if member not in before:
                        self.say("new", "member", full, after[member], where)
                    elif member not in after:
                        self.say("gone", "member", full, before[member], where)
                    elif before[member] != after[member]:
                        self.say("changed", "member", full, "%s -> %s" % (before[member], after[member]), where)

    def prototypes(self):
        path = os.path.join(self.given, "syscalls.h")
        if not os.path.exists(path):
            print("# prototypes are not compared: no %s" % path)
            return
        theirs = {}
        for name, arguments in re.findall(r"asmlinkage\s+\w+\s+sys_(\w+)\s*\(([^;]*?)\)\s*;", read(path)):
            kinds = [" ".join(re.sub(r"\b__user\b|\b\w+$", "", a).split()) if "*" in a or len(a.split()) > 1 else a.strip()
                     for a in re.split(r",", arguments) if a.strip() != "void"]
            theirs[name] = kinds
        mine = {}
        for line in read(os.path.join(self.root, "tests/seam/prototypes.tsv")).splitlines():
            cells = line.split("\t")
            if not line.startswith("#") and cells[2] != "-":
                mine.setdefault(cells[0], cells[3:])
        for name in sorted(set(theirs) & set(mine)):
            if len(theirs[name]) != len(mine[name]):
                self.say("changed", "prototype", name, "%d arguments -> %d" % (len(mine[name]), len(theirs[name])),
                         "tests/seam/prototypes.tsv and the function's row")

    def run(self):
        self.numbers()
        self.constants()
        self.structures()
        self.prototypes()
        return self.lines


def find(name, here):
    """A directory, or the headers of a Debian suite in one of tests/worlds' roots."""
    root = os.path.join(here, "worlds", name, "usr/include")
    return name if os.path.isdir(name) or not os.path.isdir(root) else root


def main():
    options = argparse.ArgumentParser(description="Compares another kernel's headers with the pinned ones.")
    options.add_argument("--uapi", required=True, help="the pinned kernel's headers")
    options.add_argument("--root", default=generate.ROOT, help="whose lists and layouts (default: this repository)")
    options.add_argument("other", help="another kernel's headers, or the name of a Debian suite among the roots of make worlds")
    arguments = options.parse_args()
    other = find(arguments.other, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(arguments.uapi)))))
    if not os.path.exists(os.path.join(other, "linux")):
        sys.exit("%s: no headers of a kernel: no linux/ in it" % other)
    with tempfile.TemporaryDirectory() as scratch:
        drift = Drift(arguments.uapi, other, arguments.root, scratch)
        if not drift.arches:
            sys.exit("%s: no <triplet>/asm of an architecture of ours" % other)
        lines = drift.run()
    for arch, header, why in sorted(drift.pinned.unread | drift.other.unread):
        print("# not compared on %s, what stands below %s: %s" % (arch, header, why))
    print("# architectures compared: %s" % " ".join(drift.arches))
    for line in lines:
        print("%-8s %-10s %s%s\t%s" % (line[0], line[1], line[2], " (%s)" % line[3] if line[3] else "", line[4]))
    count = {}
    for line in lines:
        count[line[:2]] = count.get(line[:2], 0) + 1
    print("# " + (", ".join("%d %s %s" % (n, how, what) for (how, what), n in sorted(count.items())) or "no difference"))


if __name__ == "__main__":
    main()
