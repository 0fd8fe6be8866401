#!/usr/bin/env python3
"""Writes Rust's declarations of functions, types and constants: tools/docs/rust.py API-JSON NAME ...

What a function or type needs is declared with it. C's char is u8, whose sign differs between the architectures, and a layout
that differs is declared for each of them. A type of which Rust has no such fields (bits, unions without a name) is its bytes. Names are
barecall's own, results too: a negative one of -4095 to -1 is an error."""
import json
import re
import sys

PLAIN = {"void": "core::ffi::c_void", "char": "u8", "signed char": "i8", "unsigned char": "u8", "short": "i16", "unsigned short": "u16", "int": "i32",
         "unsigned int": "u32", "long": "i64", "unsigned long": "u64", "long long": "i64", "unsigned long long": "u64"}
SIZES = {"u8": 1, "i8": 1, "i16": 2, "u16": 2, "i32": 4, "u32": 4, "i64": 8, "u64": 8}
KEYWORDS = {"type", "ref", "in", "where", "move", "match", "mod", "fn", "loop", "use", "impl", "self", "dyn", "box", "priv", "final", "become", "do"}


class Untold(Exception):
    """What Rust cannot be told."""


def name_of(word):
    return "r#" + word if word in KEYWORDS and word != "self" else word


class Bindings:
    def __init__(self, api):
        self.api, self.types = api, {}

    def type(self, words):
        """Rust's words for a C type; what it names is declared."""
        words = re.sub(r"\b(restrict|volatile) ?|\b(struct|union) ", "", words).strip()
        called = re.match(r"([^(]*?)\s*\(\*\)\s*\(([^()]*)\)$", words)
        if called:
            arguments = ", ".join(self.type(a) for a in called[2].split(",") if a.strip() not in ("", "void"))
            return "Option<unsafe extern \"C\" fn(%s)%s>" % (arguments, "" if called[1] == "void" else " -> " + self.type(called[1]))
        array = re.match(r"(.*?)\[(\d+)\]((?:\[\d+\])*)$", words)
        if array:
            return "[%s; %s]" % (self.type(array[1] + array[3]), array[2])
        pointer = re.match(r"(.*?)\s*\*\s*(const)?$", words)
        if pointer:
            constant = re.match(r"const\s+(.*)|(.*?)\s*const$", pointer[1]) if "*" not in pointer[1] else re.match(r"(.*\*)\s*const()$", pointer[1])
            return "*%s %s" % ("const" if constant else "mut", self.type((constant[1] or constant[2]) if constant else pointer[1]))
        if words in PLAIN:
            return PLAIN[words]
        if words not in self.api["types"]:
            raise Untold("no type %r" % words)
        self.declare(words)
        return words

    def declare(self, name):
        if name in self.types:
            return
        self.types[name] = ""  # it may point to itself
        entry, groups = self.api["types"][name], []
        for arch in self.api["architectures"]:
            if arch in entry["on"]:
                body = self.body(name, entry, arch)
                same = next((arches for arches, other in groups if other == body), None)
                if same:
                    same.append(arch)
                else:
                    groups.append(([arch], body))
        self.types[name] = "".join(self.only(arches) + body for arches, body in groups)

    def only(self, arches):
        """What stands before a declaration that is not for all architectures."""
        if len(arches) == len(self.api["architectures"]):
            return ""
        return "#[cfg(any(%s))]\n" % ", ".join('target_arch = "%s"' % a for a in arches)

    def body(self, name, entry, arch):
        layout = entry["on"][arch]
        if entry["kind"] == "enum":
            return "pub type %s = i32;\n" % name
        if entry["kind"] == "name":
            return "pub type %s = %s;\n" % (name, self.type(entry["is"]))
        if layout["size"] < 0:  # only the library knows what is in it
            return "#[repr(C)]\npub struct %s([u8; 0]);\n" % name
        try:
            representation, fields = self.fields(layout, arch, entry["kind"] == "union")
        except Untold:
            return "#[repr(C, align(%d))]\n#[derive(Clone, Copy)]\npub struct %s(pub [u8; %d]);\n" % (layout["align"], name, layout["size"])
        members = "".join("    pub %s: %s,\n" % (name_of(n), t) for n, t in fields)
        return "#[repr(C%s)]\n#[derive(Clone, Copy)]\npub %s %s {\n%s}\n" % (representation, entry["kind"], name, members)

    def alignment(self, words, arch):
        words = re.sub(r"\[.*|\b(const|volatile|struct|union) ", "", words).strip()
        if "*" in words:
            return 8
        return SIZES[PLAIN[words]] if words in PLAIN else self.api["types"][words]["on"][arch]["align"]

    def fields(self, layout, arch, union):
        """What repr(C) needs besides, and [name, type] of each member, if it lays them out as they are in C."""
        found, end, largest, align = [], 0, 1, layout["align"]
        for name, words, offset, size, depth, _ in layout["fields"]:
            if depth or not name or size < 0 or words.endswith("[]"):
                raise Untold(name)
            found.append([name, self.type(words)])
            natural = self.alignment(words, arch)
            largest, step = max(largest, natural), min(natural, align)
            if offset != (0 if union else -(-end // step) * step) or natural > align and "align(" in self.types.get(words, ""):
                raise Untold(name)
            end = max(end, offset + size)
        if not found or -(-end // align) * align != layout["size"]:
            raise Untold("its end")
        return ", packed(%d)" % align if largest > align else ", align(%d)" % align if largest < align else "", found

    def function(self, name):
        f = self.api["functions"].get(name)
        if not f or not f["symbol"] or "..." in f["prototype"] or "va_list" in f["prototype"]:
            sys.exit("tools/docs/rust.py: there is no function %s that another language can call" % name)
        try:
            parameters = ", ".join("%s: %s" % (name_of(n), self.type(re.sub(r"\[\d*\]$", " *", t))) for n, t in f["parameters"])
            result = "!" if "LX_NORETURN" in f["prototype"] else self.type(f["returns"]) if f["returns"] != "void" else ""
        except Untold as what:
            sys.exit("tools/docs/rust.py: %s: %s" % (name, what))
        return '    /// %s\n    #[link_name = "%s"]\n    pub fn %s(%s)%s;\n' % (f["summary"], f["symbol"], name, parameters, " -> " + result if result else "")

    def constant(self, name):
        values = self.api["constants"][name]["on"]
        if not all(isinstance(v, int) for v in values.values()):
            sys.exit("tools/docs/rust.py: %s is no number" % name)
        least, most = min(values.values()), max(values.values())
        kind = ("i32" if -2 ** 31 <= least and most < 2 ** 31 else "u32" if least >= 0 and most < 2 ** 32 else
                "i64" if most < 2 ** 63 else "u64")
        lines = {v: [a for a in self.api["architectures"] if values.get(a) == v] for v in values.values()}
        return "".join(self.only(arches) + "pub const %s: %s = %d;\n" % (name, kind, v) for v, arches in lines.items())

    def sizes(self):
        """Rust is asked whether it lays types out as C does."""
        lines = []
        for name in self.types:
            for arch, layout in self.api["types"][name]["on"].items():
                if layout["size"] > 0:
                    lines.append('#[cfg(target_arch = "%s")]\nconst _: () = assert!(core::mem::size_of::<%s>() == %d);\n' % (arch, name, layout["size"]))
                for field, _, offset, size, depth, _ in layout["fields"]:
                    if depth == 0 and "pub %s:" % name_of(field) in self.types[name] and size > 0:
                        lines.append('#[cfg(target_arch = "%s")]\nconst _: () = assert!(core::mem::offset_of!(%s, %s) == %d);\n' % (arch, name, name_of(field), offset))
        return "".join(lines)


def main():
    path, *names = sys.argv[1:]
    with open(path) as file:
        bindings = Bindings(json.load(file))
    unknown = [n for n in names if not any(n in bindings.api[k] for k in ("functions", "types", "constants"))]
    if unknown:
        sys.exit("tools/docs/rust.py: there is no %s" % ", ".join(unknown))
    functions = "".join(bindings.function(n) for n in names if n in bindings.api["functions"])
    constants = "".join(bindings.constant(n) for n in names if n in bindings.api["constants"])
    for name in names:
        if name in bindings.api["types"]:
            bindings.declare(name)
    print("// Written by tools/docs/rust.py from api.json: %s.\n#![allow(dead_code, non_camel_case_types, non_snake_case, non_upper_case_globals)]\n" % " ".join(names))
    print("%s\n%s\nextern \"C\" {\n%s}\n\n%s" % (constants, "\n".join(bindings.types.values()), functions, bindings.sizes()), end="")


main()
