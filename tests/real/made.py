"""made.tsv: which of the unit tests passed on the kernels that tests/real boots, and why others were skipped."""
import functools
import glob
import os
import re

from toolchain import INCLUDE, NATIVE

HERE = os.path.dirname(os.path.abspath(__file__))
UNIT = os.path.join(HERE, "../unit")
KEPT = os.path.join(HERE, "made.tsv")
HEAD = "# Written by tests/real/run --keep: architecture, program and test of tests/unit; and why it was skipped, or nothing: it passed.\n"


def kept():
    """{(architecture, program, test): why it was skipped, "" when it passed}"""
    if not os.path.exists(KEPT):
        return {}
    with open(KEPT, encoding="utf-8") as table:
        rows = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
    return {tuple(row[:3]): row[3] for row in rows}


def keep(results):
    """Writes anew what is known of the programs that were run, and leaves the rest."""
    run = {key[:2] for key in results}
    rows = {key: reason for key, reason in kept().items() if key[:2] not in run}
    rows.update(results)
    with open(KEPT, "w", encoding="utf-8") as table:
        table.write(HEAD)
        table.writelines("\t".join(key + (rows[key],)) + "\n" for key in sorted(rows))


def differences(results):
    """In words, how results of all programs of some architectures differ from what is kept of these."""
    arches = {key[0] for key in results}
    before = {key: reason for key, reason in kept().items() if key[0] in arches}
    return ["%s %s %s: %s, it was %s" % (key + tuple("not there" if reason is None else reason or "made" for reason in
                                                   (results.get(key), before.get(key))))
            for key in sorted(set(results) | set(before)) if results.get(key) != before.get(key)]


CONDITION = re.compile(r"#\s*(if|ifdef|ifndef|elif|else|endif)\b\s*(?:defined\()?(\w+)?\)?$")


@functools.lru_cache(maxsize=None)
def macros(arch):
    """The macros of an architecture that tests ask for."""
    places = glob.glob(os.path.join(INCLUDE, "barecall/uapi", "**/*.h"), recursive=True)
    places += glob.glob(os.path.join(INCLUDE, "barecall/arch", arch, "*.h"))
    found = {"__riscv" if arch == "riscv64" else "__%s__" % arch}
    for path in places:
        with open(path, encoding="utf-8") as file:
            found |= set(re.findall(r"^#define (LX_\w+)", file.read(), re.M))
    return found


def seen(text, arch):
    """The lines of a test's source that a compiler of this architecture sees; conditions are of one name each."""
    lines, stack = [], [(True, True)]  # whether this part is seen, and whether one of its condition was
    for line in text.splitlines():
        match = CONDITION.match(line)
        if not match:
            lines.append(line if all(part for part, _ in stack) else "")
            continue
        kind, name = match.groups()
        if kind in ("elif", "else", "endif"):
            before = stack.pop()[1]
        if kind != "endif":
            holds = kind == "else" or (name in macros(arch)) == (kind != "ifndef")
            stack.append((holds and not before, holds or before) if kind in ("elif", "else") else (holds, holds))
    return "\n".join(lines) + "\n"


@functools.lru_cache(maxsize=None)
def definitions(path, arch):
    """{name: words} of the functions, variables and macros that a file of tests and those beside it that it includes define:
    the words that stand in each."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        text = file.read()
    found = {}
    for beside in re.findall(r'^#include "(\w+\.h)"', text, re.M):
        found.update(definitions(os.path.join(UNIT, beside), arch))
    text = seen(re.sub(r'"(?:\\.|[^"\\\n])*"|/\*.*?\*/', " ", text, flags=re.S), arch)
    # A definition begins at the left margin, and so does its end.
    for piece in re.findall(r"^#define (?:.*\\\n)*.*|^\w.*\n(?:(?![\w#}]).*\n)*\}?", text, re.M):
        name = re.match(r"#define (\w+)|[A-Z_]+\((\w+), |[^=({;]*?(\w+)(?:\[.*?\])? =|[^({;]*?\b(\w+)\(", piece)
        if name:
            found.setdefault(next(filter(None, name.groups())), set()).update(re.findall(r"\w+", piece))
    return found


def words(program, tests, arch):
    """The words of these tests of a program, and of what they use of it."""
    there = definitions(os.path.join(UNIT, program + ".c"), arch)
    found, new = set(), set(tests)
    while new:
        found |= new
        new = set().union(*(there[name] for name in new if name in there)) - found
    return found


def passed(arch):
    """{program: its tests that passed on the kernel of this architecture}"""
    found = {}
    for (where, program, test), reason in kept().items():
        if where == arch and not reason:
            found.setdefault(program, set()).add(test)
    return found


def skipped(arch):
    """{program: {test: why}} of those that were skipped there."""
    found = {}
    for (where, program, test), reason in kept().items():
        if where == arch and reason:
            found.setdefault(program, {})[test] = reason
    return found


def lost():
    """[(program, test)] that are kept and that tests/unit has no more."""
    return sorted({(program, test) for _, program, test in kept()
                   if test not in definitions(os.path.join(UNIT, program + ".c"), NATIVE)})
