#!/usr/bin/env python3
"""Compares examples/ip.c with iproute2's ip and tc, line by line, in network namespaces of its own; prints TAP.

    tests/examples/ip.py [case ...]

A case makes links, addresses and routes by ip's own commands, or tc's, and then both list them. Other architectures' programs
run under qemu-user. What counts time (lifetimes, addresses that are not yet certain) is compared again until both
happened in one moment."""
import ctypes
import os
import re
import resource
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../lib"))
import examples
import tap
import toolchain

CLONE_NEWNET = 0x40000000
LISTS = ["link", "addr", "route", "-4 link", "-4 addr", "-4 route", "-6 link", "-6 addr", "-6 route"]
libc = ctypes.CDLL(None, use_errno=True)

PAIR = ["link add v0 type veth peer name v1", "link set v0 up", "link set v1 up"]
# name, what is compared, commands
CASES = [
    ("nothing", LISTS, []),
    ("loopback", LISTS, ["link set lo up"]),
    ("links", ["link", "addr", "-6 addr"], [
        "link add v0 type veth peer name v1", "link set v1 address 02:00:00:00:00:0f", "link set v0 up",
        "link set v0 alias a_name", "link set v1 group 42", "link set v1 txqueuelen 7 mtu 900 promisc on",
        "link property add dev v0 altname longer-name-than-usual altname another",
        "link set v1 arp off multicast off allmulticast on"]),
    ("links without an end", ["link", "addr"], [
        "tuntap add t0 mode tun", "tuntap add t1 mode tap", "link set t0 up", "link set t1 txqueuelen 0",
        "addr add 10.9.0.1 peer 10.9.0.2/32 dev t0"]),
    ("a bridge", ["link", "addr"], PAIR + ["link add br0 type bridge", "link set v1 master br0", "link set br0 up"]),
    ("a dummy", ["link", "addr"], ["link add d0 type dummy", "link set d0 up", "addr add 10.1.1.1/24 dev d0"]),
    ("a vlan", ["link"], PAIR + ["link add link v0 name v0.7 type vlan id 7"]),
    ("tunnels", ["link", "addr"], ["link add g0 type gre local 10.0.0.1 remote 10.0.0.2", "link add s0 type sit"]),
    ("another namespace", ["link", "addr"], ["link add v0 type veth peer name v1", "link set v1 netns {other}"]),
    ("IPv4 addresses", ["addr", "-4 addr", "-6 addr", "route"], PAIR + [
        "addr add 10.1.2.3/24 brd + dev v0", "addr add 10.1.2.4/24 dev v0 label v0:a", "addr add 10.1.2.5 dev v1",
        "addr add 10.1.3.4/24 dev v0 valid_lft 1000 preferred_lft 500",
        "addr add 10.1.5.4/24 dev v0 valid_lft 1000 preferred_lft 0",
        "addr add 10.1.4.4/24 dev v0 scope link metric 77 noprefixroute",
        "addr add 10.1.6.4/24 dev v0 scope site", "addr add 10.1.7.4/24 dev v0 scope 77",
        "addr add 10.9.0.1 peer 10.9.0.2/24 dev v1"]),
    ("IPv6 addresses", ["addr", "-4 addr", "-6 addr", "-6 route"], PAIR + [
        "addr add fd00:1::1/64 dev v0 nodad valid_lft 1000 preferred_lft 500", "addr add ::1:2/64 dev v0 nodad",
        "addr add fd00:2::1/64 dev v0 nodad noprefixroute", "addr add fd00:3::1/64 dev v0",
        "addr add fd00:4::1 peer fd00:4::2 dev v0", "addr add ::ffff:1.2.3.4/128 dev v0 nodad",
        "addr add 1:0:0:2:0:0:0:3/64 dev v0 nodad", "addr add 1:0:2:3:4:5:6:7/64 dev v0 nodad",
        "addr add 1:0:0:2:3:0:0:4/64 dev v0 nodad", "addr add 1:2:3:4:5:6:0:0/64 dev v0 nodad mngtmpaddr home",
        "addr add 0:0:3:4:5:6:7:8/64 dev v0 nodad", "addr add 1:2:3:4:5:0:0:8/64 dev v0 nodad"]),
    ("IPv4 routes", ["route", "-4 route"], PAIR + [
        "addr add 10.1.2.3/24 dev v0", "addr add 10.1.2.4/24 dev v0", "route add default via 10.1.2.1",
        "route add default via 10.1.2.9 metric 50 src 10.1.2.4 proto static", "route add blackhole 10.2.0.0/16",
        "route add unreachable 10.3.0.0/16 metric 5", "route add prohibit 10.3.1.0/24",
        "route add throw 10.3.2.0/24", "route add 10.4.0.0/16 via 192.0.2.7 dev v0 onlink",
        "route add 10.5.0.0/16 dev v0 scope link mtu 1300 tos 8 advmss 1200",
        "route add 10.5.1.1 dev v0 mtu lock 1300 window 9 initcwnd 8 quickack 1",
        "route add 10.6.0.0/16 dev v0 proto 77 scope 100", "route add 10.6.1.0/24 dev v0 proto ra",
        "route add local 10.7.0.0/16 dev lo proto dhcp scope host", "route add 10.7.0.0/16 via inet6 fe80::5 dev v0",
        "route add 10.8.0.0/16 via 10.1.2.5 table 99", "route add 10.8.0.0/16 via 10.1.2.5 table 9999"]),
    ("several ways", ["route", "-6 route"], PAIR + [
        "addr add 10.1.2.3/24 dev v0", "addr add fd00:1::1/64 dev v0 nodad", "link set v1 down",
        "route add 10.6.0.0/16 nexthop via 10.1.2.5 dev v0 weight 3 nexthop dev v0",
        "route add 10.7.0.0/16 nexthop dev v0 weight 1 nexthop via 192.0.2.4 dev v0 onlink weight 200",
        "route add 10.8.0.0/16 nexthop via inet6 fe80::7 dev v0 nexthop via 10.1.2.5",
        "-6 route add fd00:8::/64 nexthop via fd00:1::5 weight 2 nexthop via fd00:1::6"]),
    ("next hops apart", ["route"], PAIR + ["addr add 10.1.2.3/24 dev v0", "nexthop add id 5 via 10.1.2.9 dev v0",
                                          "route add 10.3.0.0/16 nhid 5"]),
    ("IPv6 routes", ["-6 route"], PAIR + [
        "addr add fd00:1::1/64 dev v0 nodad", "-6 route add default via fd00:1::9 metric 5",
        "-6 route add blackhole fd00:9::/32", "-6 route add unreachable fd00:5::/64",
        "-6 route add fd00:7::/64 via fd00:1::5 expires 100",
        "-6 route add fd00:7:1::1 dev v0 proto bird src fd00:1::1",
        "-6 route add fd00:6::/64 via fe80::5 dev v0 pref high mtu 1400", "-6 route add fd00:6:1::/64 dev v0 pref low",
        "-6 route add fd00:4::/64 via fd00:1::5 table 99"]),
    ("IPv6 routes by source", ["-6 route"], PAIR + ["-6 route add fd00:6::/64 from fd00:1::/64 dev v0"]),
    ("rules", ["rule", "-4 rule", "-6 rule"], PAIR + [
        "rule add from 10.1.0.0/16 to 10.2.3.4 iif v0 fwmark 1/0xff table 99 pref 100", "rule add fwmark 7 table 254",
        "rule add not from 10.1.0.0/16 oif v0 tos 8 blackhole", "rule add goto 32766 pref 50", "rule add goto 777 pref 51",
        "rule add iif no-such to 1.2.3.4 prohibit pref 60", "rule add nop pref 61", "rule add unreachable pref 63",
        "rule add table 1000 pref 62 proto static suppress_prefixlength 0", "-6 rule add from fd00::/16 table 7",
        "-6 rule add to fd00::1 prohibit"]),
    ("queueing disciplines", ["qdisc"], PAIR + [
        "tc qdisc add dev v0 root handle 1: htb default 1", "tc class add dev v0 parent 1: classid 1:a htb rate 1mbit",
        "tc qdisc add dev v0 parent 1:a handle a1: pfifo limit 9", "tc qdisc add dev lo ingress",
        "tc qdisc add dev v1 root tbf rate 1mbit burst 10k limit 30k"]),
    # More than fit into one datagram.
    ("many", ["link", "addr", "route", "-6 route"],
     PAIR + ["link add w%d type veth peer name x%d" % (i, i) for i in range(20)] +
     ["addr add 10.%d.%d.1/24 dev v0" % (10 + i % 4, i) for i in range(250)] +
     ["-6 route add fd00:%x::/64 dev v0" % i for i in range(1, 200)]),
]
# What emulated programs are compared with, too: long lists, and lists of much in little; rules and queueing disciplines are
# nothing that qemu-user passes on.
EMULATED = ("links", "several ways", "many")


def theirs_of(words):
    """The system's command for words of ours or its own."""
    return (["tc"] if words[0] == "qdisc" else [] if words[0] == "tc" else ["ip"]) + words


def configure(commands):
    """Makes a new namespace what commands say; returns the first complaint, or None."""
    if libc.unshare(CLONE_NEWNET):
        return "no network namespace: " + os.strerror(ctypes.get_errno())
    for command in commands:
        run = tap.command(theirs_of(command.split()))
        if run.returncode:
            return "%s: %s" % (" ".join(run.args), " ".join(run.stdout.split()) or "exit status %d" % run.returncode)
    return None


def other_namespace():
    """A process in a network namespace of its own."""
    return subprocess.Popen(["sleep", "300"], preexec_fn=lambda: libc.unshare(CLONE_NEWNET))


def text(run):
    """The lines of a list, without what only some versions of ip tell: which part of the kernel made an address, a queue
    of no length, and the queue of a link in the list of IPv6 addresses; and without tc's options of disciplines."""
    if run.args[0] == "tc":
        return re.findall(r"^(qdisc \S+ \S+ dev \S+(?: root| parent \S+)?(?: refcnt \d+)?)", run.stdout, re.M)
    lines = [re.sub(r"^( +inet6? .*) proto kernel_\w+", r"\1", re.sub(r" (qlen 0)?$", "", line))
             for line in run.stdout.splitlines()]
    return [re.sub(r" (qlen \d+)?$", "", line) for line in lines] if "-6" in run.args and "addr" in run.args else lines


def compare(name, program, words):
    """Both list the same; tried again while time has passed between them."""
    for _ in range(8):
        theirs, ours = tap.command(theirs_of(words)), tap.command(program + words)
        if theirs.returncode == ours.returncode and text(theirs) == text(ours):
            break
        time.sleep(0.3)
    wrong = ["their exit status %d, ours %d" % (theirs.returncode, ours.returncode)] if ours.returncode else []
    wrong += ["- " + line for line in text(theirs) if line not in text(ours)]
    wrong += ["+ " + line for line in text(ours) if line not in text(theirs)]
    tap.check(name, ours.returncode == 0 and text(theirs) == text(ours), "\n".join(wrong or ["another order"]))


def errors(program):
    """What is not a list."""
    for words in ([], ["-4"], ["lunk"], [""], ["-5", "addr"], ["link", "link"]):
        run = tap.command(program + words)
        tap.check("ip: %r is not understood" % " ".join(words), run.returncode == 1 and run.stdout.startswith("usage:"),
                  run.stdout)
    run = tap.command(program + ["link"], preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3)))
    tap.check("ip: no descriptor for a socket", run.returncode == 2 and run.stdout.startswith("ip: netlink: EMFILE: "),
              run.stdout)
    with open("/dev/full", "w") as full:
        run = subprocess.run(program + ["link"], stdout=full, stderr=subprocess.DEVNULL, timeout=60)
    tap.check("ip: nowhere to write to", run.returncode == 1, "exit status %d" % run.returncode)


# A command of ours, one of ip's or tc's whose output must then have (or, with '!', not have) the words.
CHANGES = [
    ("link add d0 type veth peer d1", "link show d1", "d1@d0"), ("link set d1 up", "link show d1", ",UP"),
    ("link set d0 up mtu 1400", "link show d0", "mtu 1400"), ("link set d0 up", "link show d0", ",UP"),
    ("link add y0 type dummy", "link show y0", "y0: <BROADCAST,NOARP>"),
    ("link add br0 type bridge", "-d link show br0", "bridge forward_delay"),
    ("link set d1 master br0", "link show d1", "master br0"), ("link set d1 nomaster", "link show d1", "!master"),
    ("link add d0.7 link d0 type vlan id 7", "-d link show d0.7", "vlan protocol 802.1Q id 7"),
    ("addr add 10.1.2.3/24 dev d0", "addr show d0", "inet 10.1.2.3/24 scope global d0"),
    ("addr add fd00:1::1/64 dev d0", "addr show d0", "inet6 fd00:1::1/64 scope global"),
    ("route add default via 10.1.2.1 metric 5", "route", "default via 10.1.2.1 dev d0 metric 5"),
    ("route add 10.9.0.0/16 dev d0", "route", "10.9.0.0/16 dev d0 scope link"),
    ("route add fd00:2::/64 via fd00:1::9", "-6 route", "fd00:2::/64 via fd00:1::9 dev d0"),
    ("route del fd00:2::/64", "-6 route", "!fd00:2::/64"), ("route del 10.9.0.0/16", "route", "!10.9.0.0/16"),
    ("route del default", "route", "!default"), ("addr del 10.1.2.3/24 dev d0", "addr show d0", "!10.1.2.3"),
    ("addr del fd00:1::1/64 dev d0", "addr show d0", "!fd00:1::1"), ("link set d0 down", "link show d0", "!,UP"),
    ("link add m0 link d0 type macvlan mode vepa", "-d link show m0", "macvlan mode vepa"),
    ("link add bo0 type bond mode 1", "-d link show bo0", "bond mode active-backup"),
    ("link set y0 master bo0", "link show y0", "master bo0"), ("link del bo0", "link", "!: bo0"),
    ("tuntap add t0 mode tun", "-d link show t0", "tun type tun pi off vnet_hdr off persist on"),
    ("tuntap del t0 mode tun", "link", "!: t0"), ("link set d0 up", "link show d0", ",UP"),
    ("route add 10.9.0.0/16 dev d0 table 77", "route show table 77", "10.9.0.0/16 dev d0 scope link"),
    ("rule add from 10.9.0.0/16 to 10.8.0.1 iif d0 pref 77 table 77", "rule", "77: from 10.9.0.0/16 to 10.8.0.1 iif d0 lookup 77"),
    ("rule add fwmark 5 pref 78", "rule", "78: from all fwmark 0x5 lookup main"),
    ("rule add to 10.7.0.0/16 prohibit pref 79", "rule", "79: from all to 10.7.0.0/16 prohibit"),
    ("rule add from fd00:9::/64 blackhole pref 80", "-6 rule", "80: from fd00:9::/64 blackhole"),
    ("rule del from fd00:9::/64", "-6 rule", "!fd00:9"), ("rule del pref 78 fwmark 5", "rule", "!78:"),
    ("rule del to 10.7.0.0/16 prohibit", "rule", "!79:"), ("rule del table 77 pref 77", "rule", "!77:"),
    ("qdisc add dev d0 root pfifo limit 7", "qdisc show dev d0", "limit 7p"),
    ("qdisc del dev d0 root", "qdisc show dev d0", "!pfifo"),
    ("qdisc add dev d0 root bfifo", "qdisc show dev d0", "qdisc bfifo"), ("qdisc del dev d0 root bfifo", "qdisc", "!bfifo"),
    ("link del d1", "link", "!: d0"),
]
# What the kernel refuses, and what is wrong before it is asked.
REFUSED = [
    ("link add e0 type nonsense", 2, "ip: link: EOPNOTSUPP: "), ("link add lo type dummy", 2, "ip: link: EEXIST: "),
    ("link del no-such", 2, "ip: no-such: ENODEV: "), ("addr add 10.1.2.3/24 dev no-such", 2, "ip: no-such: ENODEV: "),
    ("route del 10.77.0.0/16", 2, "ip: route: ESRCH: "), ("addr add 10.1.2.3/33 dev lo", 1, "usage: "),
    ("addr add 10.1.2/24 dev lo", 1, "usage: "), ("addr add 10.1.2.3/24", 1, "usage: "),
    ("link set lo mtu 4294967296", 1, "usage: "), ("link add 0123456789abcdef type dummy", 1, "usage: "),
    ("route add 10.1.2.3/24 via fd00::1", 1, "usage: "), ("link del lo more", 1, "usage: "), ("link add d0", 1, "usage: "),
    ("link add e0 link lo type macvlan mode none", 1, "usage: "), ("link add e0 type bond mode x", 1, "usage: "),
    ("rule add table 5 prohibit", 1, "usage: "), ("rule add from 10.0.0.0/8 to fd00::/8", 1, "usage: "),
    ("rule del pref 4711 table 5", 2, "ip: rule: ENOENT: "), ("rule add nonsense 5", 1, "usage: "),
    ("qdisc add dev lo root", 1, "usage: "), ("qdisc add dev lo root htb limit 5", 1, "usage: "),
    ("qdisc add dev lo parent pfifo", 1, "usage: "), ("qdisc add dev no-such root pfifo", 2, "ip: no-such: ENODEV: "),
    ("qdisc add dev lo root nonsense", 2, "ip: qdisc: ENOENT: "), ("tuntap add t1 mode tub", 1, "usage: "),
    ("tuntap add 0123456789abcdef mode tun", 1, "usage: "), ("tuntap add lo mode tun", 2, "ip: lo: EINVAL: "),
]


def changes(arch, program):
    """Our changes, read back by ip; what this kernel's own ip cannot make is left out, and what builds on it."""
    if configure([]):
        return
    missing = [] if os.path.exists("/proc/sys/net/ipv6/conf/lo") else ["IPv6"]
    tap.command("ip link add p0 type veth peer name p1".split())
    for kind, words in (("dummy", "link add y9 type dummy"), ("bridge", "link add br9 type bridge"),
                        ("vlan", "link add link p0 name p0.9 type vlan id 9"), ("bond", "link add bo9 type bond"),
                        ("macvlan", "link add m9 link p0 type macvlan"), ("tun", "tuntap add t9 mode tun"),
                        ("rules", "rule add pref 9 table 9"), ("qdiscs", "qdisc add dev p1 root pfifo")):
        run = tap.command(theirs_of(words.split()))
        if re.search("not supported|Unknown device type|No such file|kind is unknown", run.stdout):
            missing.append(kind)
    parts = {"dummy": "y0", "bridge": "br0", "vlan": "d0.7", "IPv6": "fd00:", "bond": "bo0", "macvlan": "m0", "tun": "t0",
             "rules": "rule ", "qdiscs": "qdisc "}
    for words, question, wanted in CHANGES:
        lacks = [kind for kind in missing if parts[kind] in words]
        if lacks:
            tap.skip("ip: %s: %s" % (arch, words), "this kernel has no " + lacks[0])
            continue
        run = tap.command(program + words.split())
        answer = tap.command(theirs_of(question.split())).stdout
        there = wanted.lstrip("!") in " ".join(answer.split())
        tap.check("ip: %s: %s" % (arch, words), run.returncode == 0 and there != wanted.startswith("!"), run.stdout + answer)
    for words, status, begins in REFUSED:
        run = tap.command(program + words.split())
        tap.check("ip: %s: refused: %s" % (arch, words), run.returncode == status and run.stdout.startswith(begins), run.stdout)


def main():
    if not shutil.which("ip") or not shutil.which("tc"):
        tap.skip("ip", "there is no ip or tc; `make setup` brings iproute2")
        tap.done()
    ours = list(examples.programs("ip"))
    if ours:
        errors(ours[0][1])
    why = "needs root" if os.geteuid() else configure([])
    if why:
        tap.skip("ip: compared with the system's", why)
        tap.done()
    for arch, program in ours[:1] if not sys.argv[1:] or "changes" in sys.argv[1:] else []:
        changes(arch, program)
    for case, lists, commands in CASES:
        if sys.argv[1:] and case not in sys.argv[1:]:
            continue
        other = other_namespace() if "{other}" in "".join(commands) else None
        why = configure([c.format(other=other.pid if other else "") for c in commands])
        if why:
            tap.skip("ip: " + case, why)
        for arch, program in ours if not why else []:
            for words in lists if arch == toolchain.NATIVE or case in EMULATED else []:
                compare("ip: %s: %s: ip %s" % (arch, case, words), program, words.split())
        if other:
            other.kill()
            other.wait()
    tap.done()


if __name__ == "__main__":
    main()
