"""The types of the headers, the rows that map them to the kernel's, and the assertions that follow."""
import os
import re

from claims import preprocess
from toolchain import ARCHES, INCLUDE

# Fields that hold nothing: a row may leave them out.
EMPTY = re.compile(r"(pad|unused|reserved)\w*")

# 1 signed, 2 unsigned, 0 neither: so that a field's sign is compared where it is a plain number.
PRELUDE = """typedef unsigned long size_t;
#define LX_SIGN(e) _Generic((e), short: 1, int: 1, long: 1, long long: 1, unsigned short: 2, unsigned int: 2, \\
	unsigned long: 2, unsigned long long: 2, default: 0)
#define LX_SIGN_AGREES(a, b) (LX_SIGN(a) == LX_SIGN(b) || LX_SIGN(a) == 0 || LX_SIGN(b) == 0)
"""


def types(preprocessed):
    """name -> list of the paths of its fields, for each `typedef struct NAME {...} NAME;` in preprocessed text."""
    text = without_attributes(preprocessed)
    found = {}
    for match in re.finditer(r"\btypedef\s+(?:struct|union)\b\s*\w*\s*\{", text):
        end = closing(text, match.end() - 1)
        name = re.match(r"\s*(\w+)\s*;", text[end + 1:])
        if name:
            found[name.group(1)] = fields(text[match.end():end])
    return found


def without_attributes(text):
    while True:
        match = re.search(r"__attribute__\s*\(", text)
        if not match:
            return text
        text = text[:match.start()] + text[closing(text, match.end() - 1) + 1:]


def closing(text, start):
    """Where the bracket that opens at start closes."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] in "({") - (text[i] in ")}")
        if depth == 0:
            return i
    raise ValueError("unbalanced: " + text[start:start + 60])


def fields(body):
    """The paths of the members of a struct's body; members of a struct without a name of its own are followed."""
    paths, i = [], 0
    while i < len(body):
        nested = re.compile(r"\s*(?:struct|union)\s*\w*\s*\{").match(body, i)
        if nested:
            end = closing(body, nested.end() - 1)
            stop = body.index(";", end)
            name = re.match(r"\s*(\w+)\s*((?:\[[^]]*\])*)", body[end + 1:stop])
            inner = fields(body[nested.end():end])
            if name:
                inner = [name.group(1) + ("[0]" if name.group(2) else "") + "." + p for p in inner]
            paths += inner
            i = stop + 1
            continue
        stop = body.find(";", i)
        if stop < 0:
            break
        for declarator in re.sub(r"\([^()]*\)$", "", body[i:stop].strip()).split(","):
            name = re.search(r"(\w+)\s*\)?\s*(?:\[[^]]*\]\s*)*(?::\s*\d+\s*)?$", declarator)
            if name:
                paths.append(name.group(1))
        i = stop + 1
    return paths


class Block:
    """The rows of one type."""

    def __init__(self, path, line, arches, name, headers, kernel, size):
        self.path, self.line, self.arches, self.name = path, line, arches, name
        self.headers, self.kernel, self.size = headers, kernel, size
        self.fields = []  # (line, our path, the kernel's path or (offset, size), reason why signs differ or None)

    @property
    def where(self):
        return "%s:%d" % (self.path, self.line)

    def assertions(self):
        """The C text that proves the rows, each assertion under its row's line."""
        lines = []

        def claim(line, condition, what):
            lines.extend(['#line %d "%s"' % (line, self.path), '_Static_assert(%s, "%s");' % (condition, what)])

        ours, kernel = self.name, self.kernel
        if kernel:
            claim(self.line, "sizeof(%s) == sizeof(%s)" % (ours, kernel), "size of " + ours)
            claim(self.line, "_Alignof(%s) == _Alignof(%s)" % (ours, kernel), "alignment of " + ours)
        else:
            claim(self.line, "sizeof(%s) == %s" % (ours, self.size), "size of " + ours)
        for line, our, their, reason in self.fields:
            ours_member = "((%s *)0)->%s" % (ours, our)
            name = "%s.%s" % (ours, our)
            if isinstance(their, tuple):
                claim(line, "__builtin_offsetof(%s, %s) == %s" % (ours, our, their[0]), "offset of " + name)
                claim(line, "sizeof(%s) == %s" % (ours_member, their[1]), "size of " + name)
                continue
            their_member = "((%s *)0)->%s" % (kernel, their)
            claim(line, "__builtin_offsetof(%s, %s) == __builtin_offsetof(%s, %s)" % (ours, our, kernel, their),
                  "offset of " + name)
            claim(line, "sizeof(%s) == sizeof(%s)" % (ours_member, their_member), "size of " + name)
            if not reason:
                claim(line, "LX_SIGN_AGREES(%s, %s)" % (ours_member, their_member), "sign of " + name)
        return lines


class Proof:
    """A condition of our macros and the kernel's, which names no type of ours."""
    fields = ()

    def __init__(self, path, line, arches, headers, condition):
        self.path, self.line, self.arches, self.headers, self.condition = path, line, arches, headers, condition
        self.name = os.path.basename(path)[:-4] + " macros"

    def assertions(self):
        return ['#line %d "%s"' % (self.line, self.path), '_Static_assert(%s, "is not so");' % self.condition]


def blocks(path, root):
    """The blocks of one file; a line that is not understood raises ValueError."""
    result, headers, fresh, block = [], (), True, None
    shown = os.path.relpath(path, root)
    for number, line in enumerate(open(path), 1):
        line = re.sub(r"(^|\s)#.*", "", line.rstrip("\n"))
        if not line.strip():
            continue
        if line[0].isspace():
            marker = re.search(r"\s!(\S.*)$", line)
            words = (line[:marker.start()] if marker else line).split()
            if block is None or len(words) not in (2, 3) or (len(words) == 2 and block.kernel is None):
                raise ValueError("%s:%d: not understood: %s" % (shown, number, line.strip()))
            their = words[1] if len(words) == 2 else (words[1], words[2])
            block.fields.append((number, words[0], their, marker and marker.group(1)))
            continue
        if line.startswith("header "):
            headers = (headers if fresh else ()) + tuple(line.split()[1:])
            fresh = True
            continue
        match = re.fullmatch(r"(?:@(\S+)\s+)?prove\s+(.*)", line)
        if match:
            fresh, block = False, None
            result.append(Proof(shown, number, tuple(match.group(1).split(",")) if match.group(1) else ARCHES, headers,
                                match.group(2).strip()))
            continue
        match = re.fullmatch(r"(?:@(\S+)\s+)?(\w+)\s*=\s*(?:size\s+(\w+)|(\w[\w ]*?))\s*", line)
        if not match:
            raise ValueError("%s:%d: not understood: %s" % (shown, number, line.strip()))
        fresh = False
        arches = tuple(match.group(1).split(",")) if match.group(1) else ARCHES
        block = Block(shown, number, arches, match.group(2), headers, match.group(4), match.group(3))
        result.append(block)
    return result


def uncovered(paths, blocks_of_type):
    """The fields for which no row stands."""
    named = {our for b in blocks_of_type for _, our, _, _ in b.fields}
    named |= {our.split(".")[0] for our in named if our.split(".")[0] in paths}
    return [p for p in paths if p not in named and p.replace("[0]", "") not in named
            and not any(EMPTY.fullmatch(part) for part in p.split("."))]


def declared(path):
    """The structs and unions that a header's own text declares."""
    return set(re.findall(r"^typedef (?:struct|union) (\w+) \{", open(path).read(), re.M))


def against_kernel(claims, headers, blocks, results, wanted):
    """Adds the claims of blocks, and to results what types and rows lack. headers: ours, which hold the types; wanted:
    whether a type without rows is to be told."""
    for arch in ARCHES:
        include = "".join("#include <%s>\n" % h for h in headers)
        text, wrong = preprocess(arch, include, ["-DBARECALL_EXTERN", "-I", INCLUDE])
        if wrong:
            results.setdefault("layout %s" % arch, []).append(wrong)
            continue
        if not text:
            continue
        ours = types(text)
        mine = [b for b in blocks if arch in b.arches]
        groups = {}
        for block in mine:
            name = "layout %s %s" % (block.name, arch)
            results.setdefault(name, [])
            if isinstance(block, Proof):
                groups.setdefault(block.headers, []).append(block)
            elif block.name not in ours:
                results[name].append("%s: no such type in the headers" % block.where)
            else:
                groups.setdefault(block.headers if block.kernel else (), []).append(block)
        for name, paths in ours.items():
            rows = [b for b in mine if b.name == name and isinstance(b, Block)]
            if not rows and wanted(name):
                results["layout %s %s" % (name, arch)] = ["no rows in tests/abi/layouts/*.txt"]
            missing = uncovered(paths, rows) if rows else []
            if missing:
                results["layout %s %s" % (name, arch)].append("no row for: " + " ".join(missing))
        for kernel, members in groups.items():
            lines = ["#define BARECALL_EXTERN", include, PRELUDE] + ["#include <%s>" % h for h in kernel]
            where = {}
            for block in members:
                lines += block.assertions()
                for line in [block.line] + [f[0] for f in block.fields]:
                    where[block.path, line] = "layout %s %s" % (block.name, arch)
            claims.add(arch, "\n".join(lines) + "\n", where)
