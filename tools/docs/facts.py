#!/usr/bin/env python3
"""Writes what others have of each system call, and the errors man(2) lists: tools/docs/facts.py PACKAGES [NOLIBC VERSION]

PACKAGES is a directory with Debian's libc6-dev, musl-dev, dietlibc-dev, golang-golang-x-sys-dev, librust-rustix-dev,
manpages-dev and liburing-dev (`apt-get download` brings them), NOLIBC the folder of that name below the tools of a Linux of VERSION. The
result is peers.tsv and errors.tsv beside this file: names alone, each told with the version that it comes from."""
import glob
import gzip
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# A libc's function whose name is not its call's; what drops rt_ or 64 needs no row. exit is another thing in a libc, and so is syslog.
LIBC_NAMES = {"eventfd2": "eventfd", "exit": "", "exit_group": "_exit", "faccessat2": "faccessat", "fadvise64": "posix_fadvise",
              "fchmodat2": "fchmodat", "futimesat": "futimesat", "newfstatat": "fstatat", "pselect6": "pselect", "signalfd4": "signalfd",
              "syslog": "klogctl", "umount2": "umount2", "mq_getsetattr": "mq_getattr"}
# Calls whose page is another one's, or says that the errors are another page's.
PAGES = {"fchmodat2": "fchmodat", "futex_requeue": "futex", "futex_wait": "futex", "futex_wake": "futex", "getxattrat": "getxattr",
         "io_pgetevents": "io_getevents", "listxattrat": "listxattr", "pread64": "read", "pwrite64": "write", "removexattrat": "removexattr",
         "sendmmsg": "sendmsg", "setxattrat": "setxattr", "vfork": "fork", "wait4": "wait"}
LIBCS = (("glibc", "libc6-dev"), ("musl", "musl-dev"), ("dietlibc", "dietlibc-dev"))


def calls():
    names = set()
    for path in glob.glob(os.path.join(ROOT, "include/barecall/arch/*/sysnum.h")):
        with open(path) as file:
            names |= set(re.findall(r"#define LX_SYS_(\w+)", file.read()))
    return sorted(names)


def unpacked(packages, name, top):
    """The folder that a package is unpacked to, and its version."""
    found = glob.glob(os.path.join(packages, name + "_*.deb"))
    if len(found) != 1:
        sys.exit("tools/docs/facts.py: %d packages %s in %s" % (len(found), name, packages))
    to = os.path.join(top, name)
    subprocess.run(["dpkg-deb", "-x", found[0], to], check=True)
    return to, subprocess.run(["dpkg-deb", "-f", found[0], "Version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def functions(folder):
    """What a libc's archive defines."""
    archive = next(p for p in glob.glob(os.path.join(folder, "**/libc.a"), recursive=True))
    listed = subprocess.run(["nm", "-g", "--defined-only", archive], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return set(re.findall(r" [TWi] (\w+)$", listed.stdout, re.M))


def of_libc(call, defined):
    """The function for a call, or nothing."""
    names = [LIBC_NAMES[call]] if call in LIBC_NAMES else [call, re.sub("^rt_", "", call), re.sub("64$", "", call)]
    return next((n for n in names if n in defined), "")


def named(pattern, *paths):
    """What a pattern finds in files."""
    found = set()
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            found |= {name.lower() for name in re.findall(pattern, file.read())}
    return found


def listed_errors(page, known, folders):
    """The errors below ERRORS of a page, which may be another one's name."""
    path = next((p for p in (os.path.join(f, page + ".2.gz") for f in folders) if os.path.exists(p)), None)
    if not path:
        return []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        text = file.read()
    other = re.search(r"^\.so man2/(\w+)\.2", text, re.M)
    if other:
        return listed_errors(other[1], known, folders)
    section = re.search(r"^\.SH ERRORS\n(.*?)(?=^\.SH |\Z)", text, re.M | re.S)
    heads = re.findall(r"^\.T[PQ].*\n(?:\.\\\".*\n)*\.BR? (.*)$", section[1], re.M) if section else []
    return sorted({e for head in heads for e in re.findall(r"\bE[A-Z0-9]+\b", head)} & known)


def table(name, first, rows):
    with open(os.path.join(HERE, name), "w") as file:
        file.writelines("\t".join(row) + "\n" for row in first + rows)


def main():
    packages, *nolibc = sys.argv[1:]
    with tempfile.TemporaryDirectory() as top:
        have, versions = {}, []
        for peer, package in LIBCS:
            folder, version = unpacked(packages, package, top)
            defined = functions(folder)
            have[peer] = {call: of_libc(call, defined) for call in calls()}
            versions.append((peer, version, "functions that %s defines" % package))
        if nolibc:
            found = named(r"\b__NR_(\w+)", *glob.glob(os.path.join(nolibc[0], "**/*.h"), recursive=True))
            have["nolibc"] = {call: "yes" if call in found else "" for call in calls()}
            versions.append(("nolibc", nolibc[1], "calls that its headers make"))
        for peer, package, pattern, where in (
                ("Go", "golang-golang-x-sys-dev", r"\bSYS_(\w+)", "usr/share/gocode/src/golang.org/x/sys/unix/*linux*.go"),
                ("rustix", "librust-rustix-dev", r"\b__NR_(\w+)", "usr/share/cargo/registry/*/src/backend/linux_raw/**/*.rs")):
            folder, version = unpacked(packages, package, top)
            paths = [p for p in glob.glob(os.path.join(folder, where), recursive=True) if "zsysnum" not in p]
            found = named(pattern, *paths)
            have[peer] = {call: "yes" if call in found else "" for call in calls()}
            versions.append((peer, version, "calls that %s makes" % package))
        table("peers.tsv", [("# Written by tools/docs/facts.py from:",)] + [("# " + name, version, what) for name, version, what in versions] +
              [("call",) + tuple(have)], [(call,) + tuple(have[peer][call] or "-" for peer in have) for call in calls()])
        with open(os.path.join(ROOT, "src/linux/errno-list.h")) as file:
            known = {e for e in re.findall(r"^(?:E|ALIAS)\((\w+)", file.read(), re.M) if not e.startswith("ERESTART")}  # no program sees those
        manuals = {p: unpacked(packages, p, top) for p in ("manpages-dev", "liburing-dev")}
        folders = [os.path.join(folder, "usr/share/man/man2") for folder, _ in manuals.values()]
        rows = [(call, " ".join(listed_errors(PAGES.get(call, call), known, folders))) for call in calls()]
        table("errors.tsv", [("# Written by tools/docs/facts.py from:",)] + [("# man(2)", v, "errors that pages of %s list" % p) for p, (_, v) in manuals.items()],
              [row for row in rows if row[1]])


main()
