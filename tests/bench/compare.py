#!/usr/bin/env python3
"""barecall beside what a user would take instead: tests/bench/compare.py [--rounds N] [--write]

Every file of tests/bench/peers but peer.c, hello.c and libc.h is a contestant: its first comment is its name and the
command that builds it, so that one more is one file more. A contestant whose tools are not here is left out, and said to
be. Each row runs in a process of its own, all rows of all contestants in a new order each round; what counts is the
median, over the rounds, of the ratio to the row's limit: assembly by hand where that has the row, else the fastest.
Sizes, and instructions that an emulator counts, are exact.

It prints the table and writes build/bench.json; --write also puts the table into docs/book/speed.md with docs/bench.svg, and
some of it into README.md.
NOLIBC= names the directory of nolibc.h (default: what `make setup-bench` fetched)."""
import argparse
import datetime
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../lib"))
import tap
import toolchain

PEERS = os.path.join(HERE, "peers")
SCRATCH = toolchain.scratch("compare")
NOLIBC = os.environ.get("NOLIBC", os.path.join(toolchain.DEPS, "nolibc"))
NATIVE = toolchain.NATIVE
ENTRIES = 20000
# row: (what it is, the peer's arguments, the most that barecall may take of the limit)
ROWS = {
    "getppid": ("a call that does nothing", ["getppid", "4000"], 1.02),
    "write": ("a call with 3 arguments", ["write", "4000"], 1.02),
    "close": ("a call that fails", ["close", "4000"], 1.02),
    "futex": ("a call with 6 arguments", ["futex", "4000"], 1.02),
    "clock": ("the time", ["clock", "20000"], 1.05),
    "walk": ("a directory of %d files" % ENTRIES, ["walk", "2"], 1.05),
    "spawn": ("start a program and wait", ["spawn", "20"], 1.05),
    "spawn-large": ("the same with 512 MiB in use", ["spawn-large", "20"], 1.05),
}
EXACT = {
    "size": "bytes of hello",
    "hello": "instructions of hello",
    "call": "instructions of a write in a loop",
    "failing": "instructions of a failing close in one",
}
ORDER = ["by hand", "barecall"]


class Peer:
    def __init__(self, file):
        self.file = os.path.join(PEERS, file)
        with open(self.file) as text:
            head = text.read(2000)
        self.name, self.command = re.match(r"(?:/\* |// )([^:]+): (.*?)(?: \*/)?\n", head).groups()
        link = re.search(r"^/\* link: (.*) \*/$", head, re.M)
        self.link = link.group(1) if link else ""
        self.version = ""

    def words(self, text):
        return text.format(include=toolchain.INCLUDE, archives=os.path.join(SCRATCH, NATIVE), nolibc=NOLIBC).split()

    def program(self, name):
        return os.path.join(SCRATCH, "%s-%s" % (self.name.replace(" ", "-"), name))

    def build(self):
        """Builds peer and hello; returns why that cannot be, or nothing."""
        words = self.words(self.command)
        if not shutil.which(words[0]):
            return "there is no " + words[0]
        if "{nolibc}" in self.command and not os.path.exists(os.path.join(NOLIBC, "nolibc.h")):
            return "there is no nolibc.h in " + NOLIBC
        if self.file.endswith(".go"):
            made = tap.command(words + ["-o", self.program("peer"), self.file], timeout=600)
            if not made.returncode:
                shutil.copy(self.program("peer"), self.program("hello"))
        else:
            for name, flags in (("peer", ["-O2"]), ("hello", ["-Os", "-s", "-ffunction-sections", "-fdata-sections",
                                                              "-Wl,--gc-sections,--build-id=none,-z,noseparate-code"])):
                made = tap.command(words + flags + ["-include", self.file, os.path.join(PEERS, name + ".c"), "-o",
                                                    self.program(name)] + self.words(self.link), timeout=300)
                if made.returncode:
                    break
        return made.stdout if made.returncode else None


def find():
    peers = [Peer(f) for f in sorted(os.listdir(PEERS)) if f not in ("peer.c", "hello.c", "libc.h")]
    return sorted(peers, key=lambda p: (ORDER.index(p.name) if p.name in ORDER else len(ORDER), p.name.lower()))


def nanoseconds():
    """How long a tick of peer.c's is, in nanoseconds, by which Go's rows are told."""
    source = os.path.join(SCRATCH, "tick.c")
    with open(source, "w") as text:
        text.write('#define peer_write(a, b, c) 0\n#define main unused\n#define peer_getppid() 0\n#define peer_close(a) 0\n'
                   '#include "%s"\n#undef main\n#include <stdio.h>\n#include <time.h>\nint main(void)\n{\n'
                   'struct timespec a, b; unsigned long from = ticks(), to; struct timespec nap = {0, 200000000};\n'
                   'clock_gettime(CLOCK_MONOTONIC, &a); from = ticks(); nanosleep(&nap, 0); clock_gettime(CLOCK_MONOTONIC, &b);\n'
                   'to = ticks(); printf("%%.9f", ((b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec)) / (to - from));\n'
                   'return 0;\n}\n' % os.path.join(PEERS, "peer.c"))
    must(["gcc", "-O1", "-w", source, "-o", os.path.join(SCRATCH, "tick")])
    return float(must([os.path.join(SCRATCH, "tick")]))


def must(words, **options):
    result = tap.command(words, **options)
    if result.returncode:
        sys.exit("%s\n%s" % (" ".join(words), result.stdout))
    return result.stdout


def build_library():
    must(["make", "-s", "-C", toolchain.ROOT, "O=" + SCRATCH], timeout=600,
         env=toolchain.outside_make("CFLAGS"))


def once(peer, arguments, tick):
    """How many ticks each operation of a row took, or None where the contestant lacks it."""
    run = subprocess.run([peer.program("peer")] + arguments, stdout=subprocess.PIPE, timeout=300)
    if run.returncode:
        return None
    last = run.stdout.split(b"hello world\n")[-1].split()
    return float(last[-1]) / (tick if last[0] == b"ns" else 1)


def measure(peers, rounds):
    """row -> contestant -> the median of its ratios to the limit, and the quarter and three quarters of them."""
    tick = nanoseconds()
    with tempfile.TemporaryDirectory() as directory:
        for n in range(ENTRIES):
            open(os.path.join(directory, "file-%d" % n), "w").close()
        hello = next(p for p in peers if p.name == "barecall").program("hello")
        paths = {"walk": [directory], "spawn": [hello], "spawn-large": [hello]}
        times = {row: {p.name: [] for p in peers} for row in ROWS}
        jobs = [(row, p) for row in ROWS for p in peers]
        for number in range(rounds):
            random.shuffle(jobs)
            for row, peer in jobs:
                if times[row][peer.name] is not None:
                    taken = once(peer, ROWS[row][1] + paths.get(row, []), tick)
                    if taken is None:
                        times[row][peer.name] = None
                    else:
                        times[row][peer.name].append(taken)
            print("\rround %d of %d" % (number + 1, rounds), end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    result = {}
    for row, by_peer in times.items():
        here = {name: values for name, values in by_peer.items() if values}
        limit = "by hand" if "by hand" in here else min(here, key=lambda name: statistics.median(here[name]))
        result[row] = {"limit": limit}
        for name, values in here.items():
            ratios = sorted(v / base for v, base in zip(values, here[limit]))
            quarters = [ratios[len(ratios) // 4], statistics.median(ratios), ratios[len(ratios) * 3 // 4]]
            result[row][name] = [round(q, 3) for q in quarters]
    return result


def steps(words, arch=NATIVE, until=None):
    """How many instructions a program executes, one block of qemu each; until: those before this function, in an empty
    environment. None where it fails, or does not come there."""
    trace = os.path.join(SCRATCH, "trace")
    emulator = "qemu-" + arch
    # As this qemu calls it: -singlestep until 8.1.
    single = "-one-insn-per-tb" if "-one-insn-per-tb" in tap.command([emulator, "-help"]).stdout else "-singlestep"
    run = tap.command([shutil.which(emulator) or emulator, single, "-d", "exec,nochain", "-D", trace] + words, timeout=120,
                      env=os.environ if until is None else {})
    if run.returncode and until is None:
        return None
    with open(trace) as lines:
        functions = [line.split()[-1] for line in lines if line.startswith("Trace")]
    if until is None:
        return len(functions)
    return functions.index(until) if until in functions else None


def count(peers):
    """row of EXACT -> contestant -> what is the same on every machine."""
    result = {row: {} for row in EXACT}
    for peer in peers:
        result["size"][peer.name] = os.path.getsize(peer.program("hello"))
        if not shutil.which("qemu-" + NATIVE) or peer.file.endswith(".go"):
            continue
        result["hello"][peer.name] = steps([peer.program("hello")])
        for row, call in (("call", "write"), ("failing", "close")):
            few, many = (steps([peer.program("peer"), call, str(n)]) for n in (100, 300))
            # The loop's own: its count, the comparison, the branch.
            result[row][peer.name] = round((many - few) / 200, 1)
    return result


def cell(values):
    return "%.2f" % values[1] if values else "-"


# What of it a newcomer wants to know: README.md's rows, and its columns.
FIRST_ROWS = ("write", "clock", "spawn", "spawn-large", "size")
FIRST_NAMES = ("by hand", "barecall", "glibc", "musl", "nolibc", "Go")


def table(found):
    """The lines of a Markdown table."""
    names = found["contestants"]
    lines = ["| ratio to the limit | goal | " + " | ".join(names) + " |", "|---" * (len(names) + 2) + "|"]
    for row, (what, _, goal) in ROWS.items():
        ours = found["ratios"][row]["barecall"][1]
        lines.append("| %s | %s | %s |" % (what, "%.2f%s" % (goal, "" if ours <= goal else ", missed"), cells(found, row, names)))
    return lines + ["| %s | | %s |" % (what, cells(found, row, names)) for row, what in EXACT.items()]


def first(found):
    """The same of FIRST_ROWS and FIRST_NAMES, without goals."""
    names = [n for n in FIRST_NAMES if n in found["contestants"]]
    lines = ["| ratio to the limit | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    return lines + ["| %s | %s |" % (ROWS[row][0] if row in ROWS else EXACT[row], cells(found, row, names)) for row in FIRST_ROWS]


def cells(found, row, names):
    if row in ROWS:
        return " | ".join(cell(found["ratios"][row].get(name)) for name in names)
    return " | ".join("%g" % found["exact"][row][n] if found["exact"][row].get(n) else "-" for n in names)


def chart(found, path):
    """Ratios to the limit on one axis, a line a row."""
    sys.path.append("/usr/lib/python3/dist-packages")  # of Debian, whichever python3 this is
    import matplotlib
    matplotlib.use("svg")
    from matplotlib import pyplot
    matplotlib.rcParams["svg.hashsalt"] = "barecall"
    names = [n for n in found["contestants"] if n != "by hand"]
    figure, axes = pyplot.subplots(figsize=(9, 4.2))
    rows = list(ROWS)
    for number, name in enumerate(names):
        ours = name == "barecall"
        points = [(found["ratios"][row][name], len(rows) - i) for i, row in enumerate(rows) if name in found["ratios"][row]]
        axes.scatter([p[0][1] for p in points], [p[1] for p in points], label=name, s=110 if ours else 45,
                     marker="D" if ours else "osv^<>P"[number % 7], zorder=3 if ours else 2,
                     color="black" if ours else None)
    axes.axvline(1, color="grey", linewidth=1)
    axes.set_xscale("log")
    axes.set_xticks([1, 1.5, 2, 3, 5, 10], ["1", "1.5", "2", "3", "5", "10"])
    axes.minorticks_off()
    axes.set_yticks(range(len(rows), 0, -1), [ROWS[row][0] for row in rows])
    axes.set_xlabel("time, as a ratio to the limit (log): left is faster")
    axes.grid(axis="x", linewidth=0.4)
    axes.legend(ncol=4, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.16), frameon=False)
    figure.savefig(path, bbox_inches="tight", metadata={"Date": None})


def write(found):
    chart(found, os.path.join(toolchain.ROOT, "docs/bench.svg"))
    told = "%s; Linux %s; %s; %d rounds." % (found["machine"], found["kernel"], ", ".join(
        "%s %s" % pair for pair in found["versions"].items()), found["rounds"])
    put("docs/book/speed.md", "--write, all", table(found) + ["", told])
    put("README.md", "--write", first(found))


def put(name, mark, lines):
    """Writes lines between the comments that tell where in a page they belong."""
    path = os.path.join(toolchain.ROOT, name)
    with open(path) as page:
        text = page.read()
    text, done = re.subn(r"(<!-- tests/bench/compare.py %s: -->\n).*?(<!-- \. -->)" % mark, lambda m: m[1] + "\n".join(lines) + "\n" + m[2], text, flags=re.S)
    if not done:
        sys.exit("%s has no place for the table" % name)
    with open(path, "w") as page:
        page.write(text)


def versions(peers):
    names = {p.name for p in peers}
    asked = {"gcc": ["gcc", "-dumpfullversion"], "Go": ["go", "env", "GOVERSION"]}
    packages = {"glibc": "libc6-dev", "musl": "musl-dev", "dietlibc": "dietlibc-dev", "klibc": "libklibc-dev"}
    found = {"gcc": must(asked["gcc"]).strip()}
    if "Go" in names:
        found["Go"] = must(asked["Go"]).strip().replace("go", "")
    for name, package in packages.items():
        shown = tap.command(["dpkg-query", "-W", "-f", "${Version}", package])
        if name in names and not shown.returncode:
            found[name] = shown.stdout
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    build_library()
    peers, absent = [], {}
    for peer in find():
        why = peer.build()
        if why:
            absent[peer.name] = why
        else:
            peers.append(peer)
    for name, why in absent.items():
        print("%s is left out: %s" % (name, why))
    with open("/proc/cpuinfo") as info:
        model = re.search(r"^(?:model name|Processor|uarch)\s*: (.*)", info.read(), re.M)
    found = {"contestants": [p.name for p in peers], "left out": absent, "rounds": options.rounds,
             "machine": "%d x %s" % (os.cpu_count(), model.group(1) if model else NATIVE),
             "kernel": re.match(r"[\d.]+", os.uname().release)[0], "date": datetime.date.today().isoformat(), "versions": versions(peers),
             "command": "tests/bench/compare.py --rounds %d" % options.rounds,
             "exact": count(peers), "ratios": measure(peers, options.rounds)}
    with open(os.path.join(toolchain.BUILD, "bench.json"), "w") as out:
        json.dump(found, out, indent=1)
    print("\n".join(table(found)))
    if options.write:
        write(found)


if __name__ == "__main__":
    main()
