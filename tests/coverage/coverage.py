"""What of Linux barecall has, counted from the headers, the lists and the tests.

An item is a system call, an operation of a call that has many, a request of ioctl, a constant, a structure. Of each is told,
for each architecture that has it, how far it is:

    wrapped     a function issues it; a constant, a structure is in the headers
    documented  the function has a comment of its own; a constant stands below a heading, a structure has a comment
    proved      a row of the seam tier has its number and arguments; the abi tier holds a constant, a structure against UAPI
    real        a test that runs on a kernel of that architecture names the function: unit tests natively, boot tests anywhere,
                and of other architectures those unit tests that passed on their booted kernels, by tests/real/made.tsv

A call or operation that is not real is explained: by the tests that name it and were skipped there, or in explained.txt.
What cannot be, by LX_UNAVAILABLE, does not count."""
import glob
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, folder) for folder in ("../lib", "../real", "../seam")]
import made
import model
from toolchain import ARCHES, INCLUDE, NATIVE, ROOT, UAPI, domains

PUBLIC = os.path.join(INCLUDE, "barecall")
STEPS = ("wrapped", "documented", "proved", "real")

# call -> (list, heading of its operations there, names below it that are none).
OPERATIONS = {
    "arch_prctl": (("process", "ArchPrctl options", "ARCH_XCOMP_TILECFG ARCH_XCOMP_TILEDATA ARCH_SHSTK_SHSTK ARCH_SHSTK_WRSS"),),
    "bpf": (("bpf", "Bpf commands", "BPF_PROG_RUN"),),
    "fcntl": (("file", "FcntlInt, FcntlFlock and FcntlPtr commands", "F_GETOWN"),),  # whose result is ambiguous: F_GETOWN_EX
    "fsconfig": (("mount", "fsconfig commands; each Fsconfig function issues one", ""),),
    "futex": (("futex", "Futex operations", "FUTEX_FD"),),
    "io_uring_register": (("aio", "IoUringRegister opcode", ""),),
    "ioctl": (("security", "Ioctl requests of a listener", "SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP"),
              ("perf", "Ioctl requests of an event, and their flag", "PERF_IOC_FLAG_GROUP"),
              ("mm", "Ioctl requests of a userfaultfd, and of /dev/userfaultfd", "")),
    "kcmp": (("process", "Kcmp types", ""),),
    "keyctl": (("security", "Keyctl operations", ""),),
    "landlock_add_rule": (("security", "LandlockAddRule rule_type", ""),),
    "membarrier": (("futex", "Membarrier commands", "MEMBARRIER_CMD_SHARED"),),
    "msgctl": (("ipc", "SysvShmCtl, SysvSemCtl and SysvMsgCtl commands", ""), ("ipc", "SysvMsgCtl commands", "")),
    "prctl": (("process", "Prctl options", ""),),
    "ptrace": (("ptrace", "requests; the functions of ptrace.h make most of them", ""),
               ("ptrace", "requests that some architectures have", "PTRACE_GETFDPIC")),
    "quotactl": (("mount", "QuotaCmd commands", ""), ("dev/fs", None, "")),
    "seccomp": (("security", "Seccomp operations", ""),),
    "semctl": (("ipc", "SysvShmCtl, SysvSemCtl and SysvMsgCtl commands", ""), ("ipc", "SysvSemCtl commands", "")),
    "shmctl": (("ipc", "SysvShmCtl, SysvSemCtl and SysvMsgCtl commands", ""), ("ipc", "SysvShmCtl commands", "")),
}
# Of lists without a heading for them.
NAMED = {"dev/fs": r"Q_X\w+"}
# Helpers of src/linux that issue an operation in several ways.
HELPERS = {"PTRACE_PEEKDATA": "PtracePeekWord", "PTRACE_POKEDATA": "PtracePokeWord", "PTRACE_PEEKTEXT": "PtracePeekText",
           "PTRACE_POKETEXT": "PtracePokeText"}


class Item:
    def __init__(self, kind, domain, name, arches):
        self.kind, self.domain, self.name, self.arches = kind, domain, name, set(arches)
        self.done = {step: set() for step in STEPS}  # the architectures on which it is
        self.why = {}  # architecture: why it is not real there


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def squash(name):
    return name.replace("_", "").lower()


def groups(name):
    """heading -> names of a list."""
    found, heading = {}, None
    for line in read(os.path.join(ROOT, "tools/lists", name + ".txt")).splitlines():
        words = line.split()
        if line.startswith("# "):
            heading = line[2:].strip()
        elif words and words[0] not in ("header", "internal", "base", "only") and re.fullmatch(r"\w+( \S+)?", line.strip()):
            found.setdefault(heading, []).append(words[0])
    return found


def explained():
    """{(kind, name, architecture): why} of explained.txt."""
    found = {}
    for line in read(os.path.join(HERE, "explained.txt")).splitlines():
        if line and not line.startswith("#"):
            kind, name, arches, why = (part.strip() for part in line.split("|"))
            found.update({(kind, name, arch): why for arch in (ARCHES if arches == "all" else arches.split())})
    return found


class Tree:
    """The headers, the rows and the tests."""

    def __init__(self):
        self.text = {d: read(os.path.join(PUBLIC, d + ".h")) for d in domains() if d not in ("names", "arch")}
        self.home, self.documented, self.impossible = {}, set(), set()
        for domain, text in self.text.items():
            for comment, name in re.findall(r"(\*/\n)?(?:#[^\n]*\n)*LX_API [^;{}()]*?\b([A-Z]\w*)\(", text):
                self.home[name] = domain
                if comment:
                    self.documented.add(name)
            for comment, name in re.findall(r"(\*/\n)?[\w *]*?\b([A-Z]\w*)\([^;{}]*\)\s+LX_SYMBOL", text):
                self.home.setdefault(name, domain)
                if comment:
                    self.documented.add(name)
            # Without a condition around: on no architecture.
            text = re.sub(r"^#ifndef LX_(?:SYS|PTRACE)_\w+\n.*?^#endif", "", text, flags=re.M | re.S)
            self.impossible |= set(re.findall(r"^\w[\w *]*?\b(\w+)\([^()]*\)\s+LX_UNAVAILABLE\(", text, re.M))
        paths = [p for folder in ("", "dev", "op") for p in glob.glob(os.path.join(HERE, "../seam", folder, "*.txt"))]
        self.rows = model.rows(sorted(paths), ROOT)
        self.numbers = {arch: set(re.findall(r"#define LX_SYS_(\w+)", read(os.path.join(PUBLIC, "arch", arch, "sysnum.h"))))
                        for arch in ARCHES}
        boot = self.words("boot/*.c") | self.words("boot/*/*.c")
        self.tested, self.skipped = {NATIVE: boot | self.words("unit/*.c")}, {NATIVE: []}
        for arch in set(ARCHES) - {NATIVE}:
            self.tested[arch] = boot.union(*(made.words(program, tests, arch) for program, tests in made.passed(arch).items()))
            self.skipped[arch] = [(made.words(program, [test], arch), why) for program, tests in made.skipped(arch).items()
                                  for test, why in tests.items()]
        self.explained = explained()
        self.constants = {arch: set() for arch in ARCHES}
        for arch in ARCHES:
            both = [os.path.join(PUBLIC, "uapi", d + ".h") for d in domains("uapi")]
            for path in both + [os.path.join(PUBLIC, "arch", arch, "const.h")]:
                self.constants[arch] |= set(re.findall(r"^#define LX_(\w+)[ \t]+\S", read(path), re.M))

    @staticmethod
    def words(pattern):
        text = "".join(read(p) for p in glob.glob(os.path.join(HERE, "..", pattern)))
        return set(re.findall(r"\w+", re.sub(r'"(?:\\.|[^"\\\n])*"|/\*.*?\*/', " ", text, flags=re.S)))

    def fill(self, item, functions, proved=None):
        """functions: architecture -> those that issue the item there."""
        for arch in item.arches:
            functions[arch] = functions.get(arch, set()) & set(self.home)
            if functions[arch]:
                item.done["wrapped"].add(arch)
                if functions[arch] & self.documented:
                    item.done["documented"].add(arch)
                if functions[arch] & (functions[arch] if proved is None else proved):
                    item.done["proved"].add(arch)
            if functions[arch] & self.tested[arch]:
                item.done["real"].add(arch)
            else:
                reasons = sorted({why for words, why in self.skipped[arch] if functions[arch] & words})
                item.why[arch] = self.explained.get((item.kind, item.name, arch)) or "; ".join(reasons)


def calls(tree):
    """Every system call that a kernel lets a program make, by the function that issues it or bears its name."""
    rows = {}
    for row in tree.rows:
        for arch in ARCHES:
            if row.syscall(arch) not in (None, "-"):
                rows.setdefault((row.syscall(arch), arch), set()).add(row.wrapper)
    proved = {row.wrapper for row in tree.rows}
    by_name = {}
    for name in tree.home:
        by_name.setdefault(squash(name), set()).add(name)
    gone = {squash(name) for name in tree.impossible}
    for name in sorted(set().union(*tree.numbers.values())):
        if squash(name) in gone:
            continue
        functions = {arch: rows.get((name, arch), set()) | by_name.get(squash(name), set()) for arch in ARCHES}
        home = sorted(tree.home[f] for f in set().union(*functions.values()) if f in tree.home and "/" not in tree.home[f])
        item = Item("calls", home[0] if home else "none", name, [a for a in ARCHES if name in tree.numbers[a]])
        # vfork's and other calls' functions are no inline ones: their tests prove them.
        tree.fill(item, functions, proved | set().union(*functions.values()) - set(re.findall(r"LX_API [^;{}()]*?\b([A-Z]\w*)\(",
                                                                                                  "".join(tree.text.values()))))
        yield item


def operations(tree):
    squashed = {squash(name) for name in tree.impossible}
    for call, places in OPERATIONS.items():
        for name, heading, none in places:
            there = groups(name)
            names = there[heading] if heading else [n for some in there.values() for n in some if re.fullmatch(NAMED[name], n)]
            for constant in names:
                alike = {squash(constant), squash(constant).replace("pr", "prctl", 1), squash("prctl" + constant[3:])}
                arches = [a for a in ARCHES if constant in tree.constants[a] and call in tree.numbers[a]]
                if constant in none.split() or not arches or alike & squashed:
                    continue
                pattern = re.compile(r"\bLX_%s\b" % constant)
                functions = {arch: {row.wrapper for row in tree.rows if row.syscall(arch) == call and
                                    any(pattern.search(a) for a in row.arguments)} for arch in arches}
                if constant in HELPERS:
                    functions = {arch: {HELPERS[constant]} for arch in arches}
                item = Item("operations", name if heading else "dev/fs", "%s %s" % (call, constant), arches)
                tree.fill(item, functions)
                yield item


REQUEST = re.compile(r"^#\s*define\s+(\w+)\s+\(?_?(?:_IO[RW]*|[A-Z]+_IO[RW]*)\s*\(", re.M)


def requests(tree):
    """Requests of ioctl: of each the number is a constant, and of some there is a function."""
    names = set()
    for path in glob.glob(os.path.join(UAPI, "**/*.h"), recursive=True):
        names |= set(REQUEST.findall(read(path)))
    owner = {n: d for d in domains("uapi") for n in re.findall(r"^#define LX_(\w+)", read(os.path.join(PUBLIC, "uapi", d + ".h")), re.M)}
    typed = {}
    for row in tree.rows:
        for arch in ARCHES:
            if row.syscall(arch) == "ioctl":
                for argument in row.arguments:
                    for constant in re.findall(r"\bLX_(\w+)", argument):
                        typed.setdefault((constant, arch), set()).add(row.wrapper)
    for name in sorted(names):
        arches = [a for a in ARCHES if name in tree.constants[a]]
        if not arches:
            continue
        item = Item("requests", owner.get(name, "arch"), name, arches)
        tree.fill(item, {arch: typed.get((name, arch), set()) for arch in arches})
        item.done["proved"] = set(arches)  # the number and, in it, the size of the structure: the abi tier
        yield item


def constants(tree):
    for domain in domains("uapi"):
        headed = {n for heading, names in groups(domain).items() if heading for n in names}
        for name in [n for names in groups(domain).values() for n in names]:
            arches = [a for a in ARCHES if name in tree.constants[a]]
            item = Item("constants", domain, name, arches)
            item.done["wrapped"] = item.done["proved"] = set(arches)
            item.done["documented"] = set(arches) if name in headed else set()
            yield item


def structures(tree):
    """Structures and unions of the headers, of which the abi tier's layouts name the kernel's."""
    rows = set()
    for folder in ("", "dev"):
        for path in glob.glob(os.path.join(HERE, "../abi/layouts", folder, "*.txt")):
            rows |= set(re.findall(r"^(?:@\S+ )?(\w+) = ", read(path), re.M))
    texts = dict(tree.text, types="".join(read(p) for p in glob.glob(os.path.join(PUBLIC, "types/*.h"))) + tree.text.get("types", ""))
    for arch in ARCHES:
        texts["arch/" + arch] = "".join(read(p) for p in glob.glob(os.path.join(PUBLIC, "arch", arch, "*.h")))
    for domain, text in texts.items():
        arches = [domain[5:]] if domain.startswith("arch/") else ARCHES
        for comment, name in re.findall(r"(\*/\n)?typedef (?:struct|union)\b[^;{}]*\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}"
                                        r"(?: __attribute__\(\(.*?\)\))? (\w+);", text):
            item = Item("structures", domain, name, arches)
            item.done["wrapped"] = set(arches)
            item.done["documented"] = set(arches) if comment else set()
            item.done["proved"] = set(arches) if name in rows else set()
            yield item


def items():
    tree = Tree()
    return [item for kind in (calls, operations, requests, constants, structures) for item in kind(tree)]


def totals(some):
    """(kind, step, architecture or all) -> how many; all: on every architecture that has it. step "there" is of how many."""
    count = {}
    for item in some:
        for arch in ARCHES + ("all",):
            if arch != "all" and arch not in item.arches:
                continue
            for step in ("there",) + STEPS:
                if step == "real" and item.kind in ("constants", "structures"):
                    continue
                done = step == "there" or (item.done[step] >= item.arches if arch == "all" else arch in item.done[step])
                count[item.kind, step, arch] = count.get((item.kind, step, arch), 0) + done
    return count
