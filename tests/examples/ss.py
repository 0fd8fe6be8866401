#!/usr/bin/env python3
"""Compares examples/ss.c with iproute2's ss, line by line, in a network namespace of its own; prints TAP.

The sockets are those of this process: TCP in several states, UDP, Unix sockets with and without names, and enough of
them for several datagrams. Columns are compared by their words, for ss makes them as wide as its terminal is. Other
architectures' programs run under qemu-user."""
import ctypes
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../lib"))
import examples
import tap
import toolchain

CLONE_NEWNET = 0x40000000
LISTS = ("-tanu", "-tuanx", "-tan", "-uan", "-xan", "-tnu", "-tnlu", "-xln")
libc = ctypes.CDLL(None, use_errno=True)


def words(run):
    """The lines. Some versions of ss have a title for the processes that it was not asked for."""
    return [re.sub(r"Port *Process *$", "Port", line).split() for line in run.stdout.splitlines()]


def sockets(directory):
    """The sockets to list, as (list to keep them open, how many lines there must be at least)."""
    made = []

    def make(family, kind, bound=None, listens=None, protocol=0):
        made.append(socket.socket(family, kind, protocol))
        if bound is not None:
            made[-1].bind(bound)
        if listens is not None:
            made[-1].listen(listens)
        return made[-1]

    listener = make(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0), 7)
    for _ in range(3):
        make(socket.AF_INET, socket.SOCK_STREAM).connect(listener.getsockname())
    made.append(listener.accept()[0])
    made[-1].sendall(b"to be read")
    make(socket.AF_INET, socket.SOCK_STREAM).connect(listener.getsockname())
    half = listener.accept()[0]
    half.close()
    make(socket.AF_INET, socket.SOCK_STREAM, ("0.0.0.0", 0), 5)
    make(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 4000))
    make(socket.AF_INET, socket.SOCK_DGRAM, ("0.0.0.0", 4001))
    make(socket.AF_INET, socket.SOCK_DGRAM).connect(("127.0.0.1", 4000))
    made[-1].send(b"twelve bytes")
    bound = make(socket.AF_INET, socket.SOCK_DGRAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo\0")
    bound.bind(("127.0.0.1", 4002))
    if os.path.exists("/proc/sys/net/ipv6/conf/lo"):
        both = make(socket.AF_INET6, socket.SOCK_STREAM, ("::", 0), 9)
        make(socket.AF_INET, socket.SOCK_STREAM).connect(("127.0.0.1", both.getsockname()[1]))
        only = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
        only.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        only.bind(("::", 0))
        only.listen(1)
        made.append(only)
        make(socket.AF_INET6, socket.SOCK_DGRAM, ("::1", 4003))
        make(socket.AF_INET6, socket.SOCK_STREAM).connect(("::1", only.getsockname()[1]))
    path = make(socket.AF_UNIX, socket.SOCK_STREAM, os.path.join(directory, "a_socket"), 3)
    make(socket.AF_UNIX, socket.SOCK_STREAM).connect(path.getsockname())
    make(socket.AF_UNIX, socket.SOCK_DGRAM, "\0abstract\0name")
    make(socket.AF_UNIX, socket.SOCK_SEQPACKET, "\0seq", 2)
    for _ in range(150):
        made.extend(socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM))
        make(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
    return made, 150 * 3


def compare(name, program, option):
    """Both list the same; tried again while something changes (connections end)."""
    for _ in range(8):
        theirs, ours = tap.command(["ss", option]), tap.command(program + [option])
        if ours.returncode == 0 and words(theirs) == words(ours):
            break
        time.sleep(0.3)
    a, b = words(theirs), words(ours)
    wrong = ["- " + " ".join(line) for line in a if line not in b] + ["+ " + " ".join(line) for line in b if line not in a]
    tap.check(name, theirs.returncode == 0 and ours.returncode == 0 and a == b, "\n".join(wrong[:20] or ["another order"]))
    return len(b)


def errors(program):
    for option in ("", "-", "-tz", "t"):
        run = tap.command(program + [option])
        tap.check("ss: %r is not understood" % option, run.returncode == 1 and run.stdout.startswith("usage:"), run.stdout)
    run = tap.command(program, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3)))
    tap.check("ss: no descriptor for a socket", run.returncode == 2 and run.stdout.startswith("ss: netlink: EMFILE: "),
              run.stdout)
    with open("/dev/full", "w") as full:
        run = subprocess.run(program, stdout=full, stderr=subprocess.DEVNULL, timeout=60)
    tap.check("ss: nowhere to write to", run.returncode == 1, "exit status %d" % run.returncode)


def main():
    if not shutil.which("ss"):
        tap.skip("ss", "there is no ss; `make setup` brings iproute2")
        tap.done()
    ours = list(examples.programs("ss"))
    if ours:
        errors(ours[0][1])
    if os.geteuid() or libc.unshare(CLONE_NEWNET):
        tap.skip("ss: compared with the system's", "no network namespace")
        tap.done()
    if tap.command(["ip", "link", "set", "lo", "up"]).returncode:
        tap.skip("ss: compared with the system's", "no loopback in a network namespace")
        tap.done()
    with tempfile.TemporaryDirectory() as directory:
        kept, least = sockets(directory)
        for arch, program in ours:
            if arch != toolchain.NATIVE and "EPROTONOSUPPORT" in tap.command(program).stdout:
                tap.skip("ss: " + arch, "the emulator has no NETLINK_SOCK_DIAG")
                continue
            for option in LISTS if arch == toolchain.NATIVE else LISTS[:2]:
                lines = compare("ss: %s: ss %s" % (arch, option), program, option)
                if option == "-tuanx":
                    tap.check("ss: %s: it has all of them" % arch, lines > least, "%d lines" % lines)
        for one in kept:
            one.close()
    tap.done()


if __name__ == "__main__":
    main()
