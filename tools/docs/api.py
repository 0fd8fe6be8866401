#!/usr/bin/env python3
"""Reads the public headers by libclang, and writes what they say: tools/docs/api.py VERSION BUILD OUTPUT

The output is JSON: domains, functions, types and constants, their comments, and what each is on the three
architectures. Sizes in instructions are there for each architecture whose libbarecall.a is in BUILD."""
import json
import os
import re
import subprocess
import sys

sys.path.append("/usr/lib/python3/dist-packages")  # where Debian has it, for a python3 that is not Debian's
from clang import cindex

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INCLUDE = os.path.join(ROOT, "include")
ARCHES = ("x86_64", "aarch64", "riscv64")
# Not part of what a program includes for itself: plain names, and what takes a trap's place.
LEFT_OUT = r"names|.*-trap\.h$|arch\.h$"
OBJDUMP = {"x86_64": "objdump"}


def public():
    """Every header that a program may include, barecall.h first."""
    found = []
    for folder in ("", "dev", "op"):
        path = os.path.join(INCLUDE, "barecall", folder)
        names = sorted(os.listdir(path)) if os.path.isdir(path) else []
        found += [os.path.join("barecall", folder, n) for n in names if n.endswith(".h") and not re.match(LEFT_OUT, n)]
    return ["barecall.h"] + found


def parse(arch, text):
    """The translation unit that includes all headers, and text behind them."""
    source = "".join("#include <%s>\n" % name for name in public()) + text
    words = ["-I" + INCLUDE, "--target=%s-linux-gnu" % arch, "-std=c11", "-ffreestanding", "-nostdinc", "-fparse-all-comments", "-w",
             "-ferror-limit=0"]
    options = cindex.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD
    return cindex.Index.create().parse("all.c", args=words, unsaved_files=[("all.c", source)], options=options)


def plain(comment):
    """The words of a comment: paragraphs, with lists and programs kept in their lines."""
    text = re.sub(r"^/\*+ ?|\s*\*/$", "", comment.strip())
    lines = [re.sub(r"^\s*\* ?", "", line) if n else line for n, line in enumerate(text.splitlines())]
    return "\n".join(lines).strip()


def header_of(cursor):
    """The header below include/ in which something stands, or None."""
    file = cursor.location.file
    if not file:
        return None
    name = os.path.relpath(os.path.normpath(file.name), INCLUDE)
    return None if name.startswith("..") or name == "all.c" else name


# Types that some domains share: whose page has them.
SHARED = {"epoll": "event", "filter": "security", "ipc": "ipc", "siginfo": "signal", "signal": "signal", "socket": "net"}


def domain_of(header):
    """The domain that a header belongs to: path for barecall/path.h and barecall/uapi/path.h, dev-tun for barecall/dev/tun.h."""
    shared = re.match(r"barecall/(?:types|arch/\w+)/(\w+)\.h$", header)
    if shared and shared[1] in SHARED:
        return SHARED[shared[1]]
    if "/arch/" in header or header in ("barecall.h", "barecall/types.h"):
        return "base"
    return re.sub(r"^barecall/(uapi/)?|\.h$", "", header).replace("/", "-")


def errors_of(text):
    """[name, when] of each error that a comment tells of: -ENAME, maybe others, a colon, and what it means."""
    found = []
    for names, when in re.findall(r"(?<!\w)(-E[A-Z0-9]{2,}(?:(?:, | or | and )-?E[A-Z0-9]{2,})*): (.*?)(?=;? -?E[A-Z0-9]{2,}\b[^;]*?:|;|(?<!\be\.g)\.(?:\s|$))",
                                  " ".join(text.split())):
        found += [[name, when.strip()] for name in re.findall(r"E[A-Z0-9]{2,}", names)]
    named = {name for name, _ in found}
    found += [[name, ""] for name in dict.fromkeys(re.findall(r"(?<!\w)-(E[A-Z0-9]{2,})\b", text)) if name not in named]
    return found


def text_of(cursor, sources):
    name = cursor.extent.start.file.name
    if name not in sources:
        with open(name) as file:
            sources[name] = file.read().splitlines()
    return "\n".join(sources[name][cursor.extent.start.line - 1:cursor.extent.end.line])


def function(cursor, sources):
    comment = plain(cursor.raw_comment or "")
    body = text_of(cursor, sources)
    refused = re.search(r'LX_UNAVAILABLE\("(.*)"\)', body)
    if refused:  # what is declared so that its use is an error which says more
        comment = "%s cannot be called. %s." % (cursor.spelling, refused[1])
    prototype = re.sub(r"\s*(LX_SYMBOL|LX_FORMAT|LX_UNAVAILABLE)\(.*", "", body.split("{")[0].strip().rstrip(";"), flags=re.S)
    prototype = re.sub(r"^(LX_API|LX_TRAP|LX_VDSO_API|LX_LOCK_API|LX_PTRACE_API|LX_NORETURN) ", "", prototype)
    since = None if refused else re.search(r"Since Linux (\d+\.\d+(?:\.\d+)?)", comment)
    first = re.split(r"(?<=\.)\s", " ".join(comment.split("\n\n")[0].split()), maxsplit=1)[0]
    return {
        "name": cursor.spelling, "domain": domain_of(header_of(cursor)), "header": header_of(cursor), "line": cursor.location.line, "prototype": " ".join(prototype.split()),
        "returns": cursor.result_type.spelling, "parameters": [[a.spelling, a.type.spelling] for a in cursor.get_arguments()],
        "comment": comment, "summary": first, "since": since[1] if since else None, "errors": errors_of(comment),
        "inline": "{" in body, "unavailable": bool(refused), "symbol": None if refused or domain_of(header_of(cursor)) in ("base", "string") else "lx_" + cursor.spelling,
        "calls": sorted(set(re.findall(r"\bLX_SYS_(\w+)", body))),
        "manual": sorted(set(re.findall(r"\b([a-z_][\w.-]*)\((\d\w*)\)", comment)))}


def fields(record, depth=0):
    """[name, type, offset, size, depth] of each member, those of members without a name after them."""
    found = []
    for field in record.get_fields():
        declaration = field.type.get_declaration()
        found.append([field.spelling, field.type.spelling, record.get_offset(field.spelling) // 8 if field.spelling else 0,
                      field.type.get_size(), depth, plain(field.raw_comment or "")])
        if declaration.is_anonymous() and field.type.kind == cindex.TypeKind.ELABORATED or "(anonymous" in field.type.spelling:
            found[-1][1] = "union" if declaration.kind == cindex.CursorKind.UNION_DECL else "struct"
            base = found[-1][2]
            found += [[n, t, o + base, s, d, c] for n, t, o, s, d, c in fields(field.type.get_canonical(), depth + 1)]
    return found


def numbers(arch):
    with open(os.path.join(INCLUDE, "barecall/arch", arch, "sysnum.h")) as file:
        return {name: int(number) for name, number in re.findall(r"#define LX_SYS_(\w+)\s+(\d+)", file.read())}


def instructions(arch, build):
    """How many instructions each function of libbarecall.a has; nothing where there is none, or no tool for it."""
    archive = os.path.join(build, arch, "libbarecall.a")
    command = [OBJDUMP.get(arch, arch + "-linux-gnu-objdump") if arch != os.uname().machine else "objdump", "-d", "--no-show-raw-insn", archive]
    try:
        listing = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    counts, name = {}, None
    for line in listing.splitlines():
        start = re.match(r"[0-9a-f]+ <(\w+)>:", line)
        if start:
            name = start[1]
            counts[name] = 0
        elif re.match(r"\s+[0-9a-f]+:\s+\w", line) and name and not re.search(r"\t(nop|xchg +%ax,%ax|cs nop|data16|unimp)", line):
            counts[name] += 1
    return counts


def read_architecture(arch, build, api):
    unit = parse(arch, "")
    bad = [d for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Error]
    if bad:
        sys.exit("tools/docs/api.py: %s: %s" % (arch, bad[0]))
    sources, macros = {}, {}
    counts, calls = instructions(arch, build), numbers(arch)
    for cursor in unit.cursor.get_children():
        header = header_of(cursor)
        if not header:
            continue
        kind, name = cursor.kind, cursor.spelling
        if kind == cindex.CursorKind.FUNCTION_DECL and re.match(r"[A-Z]", name) or header == "barecall/string.h" and kind == cindex.CursorKind.FUNCTION_DECL:
            entry = api["functions"].get(name)
            if entry is None or (cursor.raw_comment and not entry["comment"]):
                entry = api["functions"][name] = dict(function(cursor, sources), on={})
            entry["on"].setdefault(arch, {"numbers": {c: calls[c] for c in entry["calls"] if c in calls},
                                          "instructions": counts.get("lx_" + name)})
        elif kind == cindex.CursorKind.TYPEDEF_DECL and re.match(r"[A-Z]", name):
            record = cursor.underlying_typedef_type.get_canonical()
            entry = api["types"].setdefault(name, {"name": name, "domain": domain_of(header), "header": header, "line": cursor.location.line,
                                                   "comment": plain(cursor.raw_comment or ""), "on": {}})
            declaration = record.get_declaration()
            values = [[c.spelling, c.enum_value, plain(c.raw_comment or "")] for c in declaration.get_children()
                      if c.kind == cindex.CursorKind.ENUM_CONSTANT_DECL]
            entry["kind"] = {cindex.CursorKind.STRUCT_DECL: "struct", cindex.CursorKind.UNION_DECL: "union",
                             cindex.CursorKind.ENUM_DECL: "enum"}.get(declaration.kind, "name")
            entry["is"] = cursor.underlying_typedef_type.spelling
            entry["on"][arch] = {"size": record.get_size(), "align": record.get_align(), "values": values,
                                 "fields": fields(record) if entry["kind"] in ("struct", "union") else []}
        elif kind == cindex.CursorKind.MACRO_DEFINITION and re.match(r"LX_\w+$", name):
            words = [t.spelling for t in cursor.get_tokens()][1:]
            if words and not re.match(r"LX_(SYS_\w+|API|\w+_H_API|(VDSO|LOCK|THREAD)_API|TRAP(_\w+)?|SYMBOL|NORETURN|FORMAT|UNAVAILABLE|PTR|NULL|LINK_NAMES)$", name):
                macros[name] = (header, " ".join(words), cursor.location.line)
    # What a constant is worth: as an enumerator, which takes any integer; what is none stays as it is written.
    names = sorted(macros)
    values = {}
    unit = parse(arch, "".join("enum { value_of_%s = (%s) };\n" % (n, n) for n in names))
    for cursor in unit.cursor.get_children():
        if cursor.kind == cindex.CursorKind.ENUM_DECL:
            for constant in cursor.get_children():
                if constant.spelling.startswith("value_of_"):
                    values[constant.spelling[9:]] = constant.enum_value
    wrong = set()
    for diagnostic in unit.diagnostics:
        if diagnostic.severity >= cindex.Diagnostic.Error and diagnostic.location.file and diagnostic.location.file.name == "all.c":
            wrong.add(names[diagnostic.location.line - 1 - len(public())])
    for name in names:
        header, words, line = macros[name]
        entry = api["constants"].setdefault(name, {"name": name, "domain": domain_of(header), "header": header, "line": line, "on": {}})
        entry["on"][arch] = words if name in wrong else values[name]


def rows_of(name):
    """The cells of a table's lines beside this file."""
    with open(os.path.join(ROOT, "tools/docs", name)) as file:
        return [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]


def sources_of(name):
    """What a table says it was written from: [name, version, what it is]."""
    with open(os.path.join(ROOT, "tools/docs", name)) as file:
        return [line[2:].rstrip("\n").split("\t") for line in file if line.startswith("# ") and "\t" in line]


def entry_points(api):
    """{call: {architecture: the kernel's function}}: what symbolizers, kprobes and traces have."""
    prefixes = {"x86_64": "__x64_sys_", "aarch64": "__arm64_sys_", "riscv64": "__riscv_sys_"}
    other = {(call, arch): name for call, arches, name in rows_of("entries.tsv") for arch in arches.split(",")}
    found = {}
    for arch, calls in api["calls"].items():
        for call in calls:
            name = other.get((call, arch), call)
            if name != "-":
                found.setdefault(call, {})[arch] = prefixes[arch] + name
    return found


def proved(build):
    """{function: {architecture: [kernels that lack it, kernels that have it]}}, if the tier since has run here."""
    path, found = os.path.join(build, "since.txt"), {}
    if os.path.exists(path):
        with open(path) as file:
            for line in file:
                name, arch, _, _, lack, have = line.rstrip("\n").split("\t")
                sides = [re.sub(r"^(not )?in ?|^none is \w+$", "", side).split() for side in (lack, have)]
                if arch in ARCHES and any(sides):
                    found.setdefault(name, {})[arch] = sides
    return found


def further_errors(api):
    """Gives each function [error, its meaning, where that is told] of what its own comment leaves to others: the function
    that it is like, and man(2)."""
    listed = {call: errors.split() for call, errors in rows_of("errors.tsv")}
    functions = api["functions"]

    def meaning(error):
        return api["errors"][api["aliases"].get(error, error)]

    for f in functions.values():
        like = re.match(r"%s is ([A-Z]\w+)\b" % f["name"], f["comment"])
        like = functions.get(like[1]) if like else None
        told = [[e, when or meaning(e), like["name"]] for e, when in like["errors"]] if like else []
        told += [[api["aliases"].get(e, e), meaning(e), call + "(2)"] for call in f["calls"] for e in listed.get(call, [])]
        known, f["further"] = {e for e, _ in f["errors"]}, []
        for row in told:
            if row[0] not in known:
                known.add(row[0])
                f["further"].append(row)


def domains():
    """[name, first sentence, comment] of each header that people include, in the order of their names."""
    found = []
    for header in public()[1:]:
        if header == "barecall/types.h":
            continue
        with open(os.path.join(INCLUDE, header)) as file:
            comment = plain(re.match(r"/\*.*?\*/", file.read(), re.S)[0])
        found.append({"name": domain_of(header), "header": header, "comment": comment})
    return found


def main():
    version, build, output = sys.argv[1:]
    api = {"version": version, "architectures": ARCHES, "domains": domains(), "functions": {}, "types": {}, "constants": {}}
    with open(os.path.join(INCLUDE, "barecall.h")) as file:  # headers that have to be included by themselves
        umbrella = re.findall(r'#include "(.*)"', file.read())
    api["apart"] = [h for h in public()[1:] if h not in umbrella and h != "barecall/types.h"]
    with open(os.path.join(ROOT, "tools/linux-version")) as file:
        api["linux"] = file.read().strip()
    for arch in ARCHES:
        read_architecture(arch, build, api)
    api["calls"] = {arch: numbers(arch) for arch in ARCHES}
    with open(os.path.join(ROOT, "src/linux/errno-list.h")) as file:
        listed = file.read()
    api["errors"] = {name: message for name, message in re.findall(r'^E\((\w+), "(.*)"\)', listed, re.M)}
    api["aliases"] = dict(re.findall(r"^ALIAS\((\w+), (\w+)\)", listed, re.M))
    api["entries"] = entry_points(api)
    api["proved"] = proved(build)
    further_errors(api)
    (_, *peers), *rows = rows_of("peers.tsv")
    api["peers"] = {"sources": sources_of("peers.tsv"), "calls": {call: {p: h for p, h in zip(peers, have) if h != "-"} for call, *have in rows}}
    lacking = sorted(set(api["entries"]) - set(api["peers"]["calls"]))
    if lacking:
        sys.exit("tools/docs/api.py: tools/docs/peers.tsv has no %s; tools/docs/facts.py writes it" % ", ".join(lacking))
    with open(output, "w") as file:
        json.dump(api, file, indent=1, sort_keys=True)
        file.write("\n")


main()
