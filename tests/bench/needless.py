"""Counts the needless instructions of a function that makes one system call.

The code is followed by values from the function's start through its trap to its return. A register holds what it held
at entry (the register's own name), the result of an operation on values (a tuple), or the trap's result. From what the
trap is given, what is stored and what is returned follows how few instructions would have done: each operation once, a
copy for each register that has to hold what another one came with, one more where such registers form a circle. What
the code has beyond that is needless: a parameter saved because it is about to be overwritten, a push and a pop."""
import re

# A register by its full name: what the trap is given, where the result is, the stack.
TRAP = {"x86_64": ("syscall", "rax rdi rsi rdx r10 r8 r9".split(), "rax", "rsp"),
        "aarch64": ("svc", ["x8"] + ["x%d" % n for n in range(6)], "x0", "sp"),
        "riscv64": ("ecall", ["a7"] + ["a%d" % n for n in range(6)], "a0", "sp")}
X86 = {alias: names.split()[0] for names in (
    "rax eax ax al", "rbx ebx bx bl", "rcx ecx cx cl", "rdx edx dx dl", "rsi esi si sil", "rdi edi di dil",
    "rbp ebp bp bpl", "rsp esp sp spl") for alias in names.split()}
REGISTER = {"x86_64": r"%(\w+)", "aarch64": r"\b(sp|[xw](?:\d+|zr)|[qdv]\d+)\b", "riscv64": r"\b([ats]\d+|sp|ra|zero)\b"}
BRANCH = re.compile(r"j\w*$|call$|b(l|r|\..*)?$|[ct]bn?z$|b(eq|ne|lt|ge|gt|le)[uz]*$")
STORE = re.compile(r"st[rpu]|s[dwhb]$")
COMPARE = re.compile(r"cmp|test|tst|ccmp|cmn|ccmn")
PADDING = re.compile(r"nop|bti|endbr|cs$|data16|unimp|xchg$")


def full(arch, name):
    """The full name of the register that is called name."""
    if arch == "x86_64":
        return X86.get(name) or re.sub(r"^(r\d+)[dwb]$", r"\1", name)
    return re.sub(r"^w(\d+|zr)$", r"x\1", name) if arch == "aarch64" else name


class Branches(Exception):
    """The code branches before its trap: there is no one path to count."""


class Code:
    """The values of a straight piece of code."""

    def __init__(self, arch):
        self.arch = arch
        self.trap, self.given, self.result, self.stack = TRAP[arch]
        self.values, self.stores, self.count, self.frame = {}, [], 0, 0

    def value(self, register):
        return "0" if register in ("xzr", "zero") else self.values.get(register, register)

    def step(self, text):
        """Follows one instruction other than the trap."""
        operation, _, operands = text.partition(" ")
        names = [full(self.arch, n) for n in re.findall(REGISTER[self.arch], operands)]
        self.count += 1
        if operation in ("push", "pop"):
            return
        last = self.arch == "x86_64"
        written = operands.rsplit(",", 1)[-1] if last else operands.split(",")[0]
        written = operands if "," not in operands else written
        if STORE.match(operation) and not last or last and operands.endswith(")") and operation != "lea":
            self.stores.append((text,) + tuple(self.value(n) for n in names))
            return
        if COMPARE.match(operation):
            # aarch64's ccmp and ccmn compare where the flags say so.
            self.values["flags"] = (text,) + tuple(self.value(n) for n in names + ["flags"] * operation.startswith("cc"))
            return
        if operation in ("cltq", "cqto", "cltd"):
            written = "%rax" if operation == "cltq" else "%rdx"
            names = ["rax", written[1:]]
        target = full(self.arch, (re.findall(REGISTER[self.arch], written) or [text])[0])
        if target == self.stack:
            self.frame += 1
            return
        wide = re.fullmatch(r"%r\w+,%r\w+" if last else r"(x\d+|sp), ?(x\d+|sp)" if self.arch == "aarch64"
                            else r"\w+, ?\w+", operands) and not re.search(r"%r\d+[dwb]\b", operands)
        if operation in ("mov", "mv") and wide and self.stack not in names:
            self.values[target] = self.value(names[0] if last else names[1])
            return
        sources = names[:-1] if last else names[1:]
        if last and operation == "xor" and names[0] == target and len(names) == 2:
            sources = []
        elif last and not operation.startswith(("mov", "lea", "set")) or operation in ("movk", "bfi", "bfxil"):
            sources = sources + [target]
        if re.match(r"cmov|set|cs|cset|cinc|cneg", operation):
            sources = sources + ["flags"]
        # The registers' names are no part of the operation: the same one twice gives the same value.
        shape = re.sub(REGISTER[self.arch], "", operands)
        self.values[target] = (operation + shape,) + tuple(self.value(n) for n in sources)


def nodes(value, found):
    """Adds to found the operations that value is made by."""
    if isinstance(value, tuple) and value not in found:
        found.add(value)
        for part in value[1:]:
            nodes(part, found)
    return found


def entries(value):
    """The registers whose values at entry value is made of."""
    if isinstance(value, tuple):
        return set().union(*(entries(part) for part in value[1:])) if len(value) > 1 else set()
    return {value}


def circles(wanted):
    """How many circles there are of registers, each of which has to be filled from the next one."""
    reached = {r: {e for e in entries(value) if e != r and e in wanted} for r, value in wanted.items()}
    for _ in wanted:
        for r in wanted:
            reached[r] = reached[r].union(*(reached[e] for e in reached[r]))
    return len({frozenset(reached[r]) for r in wanted if r in reached[r]})


def needless(arch, lines, arguments):
    """(instructions, those that are needed) of a function; None where it has no trap. Raises Branches."""
    code = Code(arch)
    given = code.given[:1 + arguments]
    lines = [l for l in lines if not PADDING.match(l.split()[0])]
    at = next((i for i, l in enumerate(lines) if l.split()[0] == code.trap), None)
    if at is None:
        return None
    if any(BRANCH.match(l.split()[0]) for l in lines[:at]):
        raise Branches
    for line in lines[:at]:
        code.step(line)
    wanted = {r: code.value(r) for r in given if code.value(r) != r}
    roots = list(wanted.values()) + code.stores
    rest, saved = lines[at + 1:], 0
    if any(BRANCH.match(l.split()[0]) for l in rest):
        # What follows depends on the result; what was computed for it is not told from what is not needed.
        kept = {v for r, v in code.values.items() if r not in given and r != code.result}
        roots += [v for v in kept if isinstance(v, tuple)]
        read = {full(arch, n) for l in rest for n in re.findall(REGISTER[arch], l)}
        saved = len({v for r, v in code.values.items() if r not in given and r in read and isinstance(v, str)})
        rest = []
    before = len(code.stores)
    code.values[code.result] = "result"
    for line in rest:
        if line.split()[0] in ("ret", "retq", "ud2", "brk", "ebreak"):
            break
        code.step(line)
    returned = code.value(code.result)
    roots += code.stores[before:] + [returned]
    found = set()
    for root in roots:
        nodes(root, found)
    for store in code.stores:
        found.discard(store)
    first, copies = set(), 0
    for value in wanted.values():
        copies += not isinstance(value, tuple) or value in first
        first.add(value)
    copies += not isinstance(returned, tuple) and returned != "result"
    frame = code.frame if any(code.stack in l for l in lines) else 0
    return code.count, len(found) + len(code.stores) + copies + circles(wanted) + frame + saved


def arguments(source):
    """name -> how many arguments its trap has, of each function in preprocessed source that makes one or calls one
    that does."""
    bodies = {}
    for name, body in re.findall(r"\b([A-Z]\w*)\([^;{}]*\)\s*\{(.*?)\n\}", source, re.S):
        bodies.setdefault(name, body)

    def count(name, callers=()):
        traps = [int(n) for n in re.findall(r"\blx_trap(\d)\(", bodies[name])]
        callees = set(re.findall(r"\b([A-Z]\w*)\(", bodies[name])) & set(bodies) - {name, *callers}
        return max(traps + [count(c, (name,) + callers) for c in callees if not traps], default=-1)
    return {name: count(name) for name in bodies if count(name) >= 0}
