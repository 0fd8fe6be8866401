#!/usr/bin/env python3
"""Writes barecall-all.h, all of barecall in one header: tools/single.py VERSION OUTPUT

The public headers come as they are, one after another. Behind them, for the one file that defines
BARECALL_IMPLEMENTATION, come the sources of libbarecall.a and, for programs without a libc, of libbarecall_mem.a. What
is private to a source gets that file's name before its own, and what is assembly becomes text of the compiler's."""
import functools
import glob
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INCLUDE = os.path.join(ROOT, "include")
LINUX = os.path.join(ROOT, "src/linux")
ARCHES = {"x86_64": "defined(__x86_64__)", "aarch64": "defined(__aarch64__)", "riscv64": "defined(__riscv)"}
# A program's start: nothing for who has a libc.
START = ("start.c",)
# Not parts of it: plain names of constants, prototypes of the archive's symbols, what stands in place of a trap.
LEFT_OUT = ("names.h", "runtime-trap.h", "analyser-trap.h")
# Functions that are inline where it pays, and linked where not, begin with these.
BOTH = ("LX_LOCK_API", "LX_PTRACE_API", "LX_THREAD_API", "LX_VDSO_API")
# What assembly has for programs that do not link another one, which is in the file, too.
OWN = ("lx_start_auxv", "lx_thread_robust")
HEAD = """/*
 * barecall %s in one header, made by `make single`: the Linux system calls for C programs without a libc.
 *
 * Include it wherever barecall.h would be; lock.h, thread.h, text.h, string.h and op/ are in it, too. One file, in C, defines
 * BARECALL_IMPLEMENTATION first, and gets the functions that are linked. Compiled with -ffreestanding, or with
 * BARECALL_START defined as well, that file has _start, lx_start and memcpy and its like, for a program without a libc:
 *
 *   #define BARECALL_IMPLEMENTATION
 *   #include "barecall-all.h"
 *
 *   cc -Os -ffreestanding -fno-stack-protector -fno-builtin -fno-jump-tables -ffunction-sections -c barecall.c
 *   cc -nostdlib -static -Wl,--gc-sections program.o barecall.o -o program
 *
 * BARECALL_EXTERN, <barecall/names.h> and dev/, stack protectors and what C++ programs call need the library as it is installed.
 *
%s */
"""


def read(path):
    with open(path) as file:
        return file.read()


def without_comments(text):
    return re.sub(r"/\*.*?\*/", lambda m: " " if "\n" not in m[0] else "\n" * m[0].count("\n"), text, flags=re.S)


# ---- public headers

def headers():
    """All public headers. What stands in a branch for an architecture is there in each; guards keep the first."""
    done = set()

    def flat(path, in_branch):
        name = os.path.relpath(path, INCLUDE)
        if not in_branch:
            if name in done:
                return ""
            done.add(name)
        lines, depth = [], 0
        text = re.sub(r'#ifdef LX_LINK_NAMES\n#include "(?:\.\./)?extern/[\w/]+\.h"\n#endif\n', "", read(path))
        for line in text.splitlines(keepends=True):
            included = re.match(r'#include "(.*)"', line)
            if re.match(r"#if", line):
                depth += 1
            elif re.match(r"#endif", line):
                depth -= 1
            if included and included[1] != "unsupported-architecture":
                line = flat(os.path.normpath(os.path.join(os.path.dirname(path), included[1])), in_branch or depth > 1)
            lines.append(line)
        return "".join(lines)

    public = ["barecall.h"] + sorted(os.path.join("barecall", folder, f) for folder in ("", "op")
                                     for f in os.listdir(os.path.join(INCLUDE, "barecall", folder))
                                     if f.endswith(".h") and f not in LEFT_OUT)
    # Of devices, which are many, what the sources themselves have to know.
    sources = "".join(read(f) for f in sorted(glob.glob(os.path.join(LINUX, "*.[ch]"))))
    public += sorted(set(re.findall(r"#include <(barecall/dev/\w+\.h)>", sources)))
    text = "".join(flat(os.path.join(INCLUDE, h), False) for h in public)
    # Who watches memory is told what a call writes by a header that stands where base.h includes it.
    ours = '#define BARECALL_TRAP "analyser-trap.h"\n'
    theirs = "#ifdef BARECALL_TRAP\n#include BARECALL_TRAP\n#endif\n"
    if text.count(ours) != 2 or text.count(theirs) != 1:
        sys.exit("tools/single.py: base.h includes traps in another way")
    text = text.replace(ours, "#define BARECALL_TRAP\n#define LX_ANALYSER\n")
    analyser = flat(os.path.join(INCLUDE, "barecall/analyser-trap.h"), True)
    return text.replace(theirs, "#if defined(LX_ANALYSER)\n%s#elif defined(BARECALL_TRAP)\n#include BARECALL_TRAP\n#endif\n"
                        % analyser)


# ---- sources

def private_names(text):
    """What a source or a private header defines for itself at file scope."""
    text = without_comments(text).replace("\\\n", " ")
    names = set(re.findall(r"^#define (?!LX_)(\w+)", text, re.M))
    names |= set(re.findall(r"^} (?:__attribute__\(\(.*\)\) )?(\w+)(?: = \{|;)", text, re.M))
    names |= set(re.findall(r"^typedef (?!struct \w+ \{|union \w+ \{|enum \w+ \{)[^;{]*?\b(\w+)(?:\(.*\))?;", text, re.M))
    names |= set(re.findall(r"^(?:typedef )?(?:struct|union|enum) (\w+) \{", text, re.M))
    for body in re.findall(r"^(?:typedef )?enum(?: \w+)? \{(.*?)\}", text, re.M | re.S):
        names |= set(re.findall(r"\b([A-Za-z_]\w*)\b(?=\s*(?:,|=|$))", body))
    # The declarator is the last word before a bracket, an initialiser or the end.
    for line in re.findall(r"^(?:static|extern)\b([^;{=]*)", text, re.M):
        line = re.sub(r"__attribute__\(\(.*?\)\)+|LX_SYMBOL\(.*", "", line)
        found = re.search(r"\(\*(?:const )?(\w+)", line) or re.search(r"(\w+)\s*(?:\(|\[)", line) or re.search(r"(\w+)\s*$", line)
        names.add(found[1])
    return {n for n in names - opaque() if not re.match(r"LX_|lx_|__\w+__$|(main|struct|union)$", n)}


@functools.lru_cache(None)
def opaque():
    """What public headers declare and a source defines: such as Thread."""
    text = "".join(read(path) for path in glob.glob(os.path.join(INCLUDE, "barecall/*.h")))
    return set(re.findall(r"^typedef struct (\w+) \1;", text, re.M))


def prefix(path):
    return "lx_" + re.sub(r"\W", "_", os.path.splitext(os.path.basename(path))[0]) + "__"


def renamed(text, names):
    """The text with the private names' prefixes before them, but where they are members or in quotes."""
    if not names:
        return text
    skipped = r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|/\*.*?\*/|(?:\.|->)\w+|\b(?:%s)\b'
    pattern = skipped % "|".join(sorted(names))
    parts = re.split(r"^((?:typedef |static const )?(?:struct|union)(?: \w+)? \{\n.*?^\})", text, flags=re.M | re.S)
    for n, part in enumerate(parts):
        # In a structure what a declaration ends with is a member.
        behind = r"(?!\s*[;,:\[])" if n % 2 else ""
        parts[n] = re.sub(pattern + behind, lambda m: names.get(m[0], m[0]), part, flags=re.S)
    return "".join(parts)


def guarded(text):
    return re.search(r"^#ifndef (\w+)\n#define \1\n", text, re.M)


class Sources:
    """C sources, with what their private headers have in common written once."""

    def __init__(self):
        self.done = set()

    def find(self, name, path):
        """The files that an include is, one, or one for each architecture."""
        for folder in (os.path.dirname(path), LINUX):
            found = os.path.normpath(os.path.join(folder, name))
            if os.path.exists(found):
                return [found]
        return [os.path.join(ROOT, "src/arch", arch, name) for arch in ARCHES]

    def included(self, name, path, names):
        files = self.find(name, path)
        texts = [self.flat(file, names) for file in files]
        if guarded(read(files[0])) or len(files) > 1 and name != "sysname-list.h":
            if files[0] in self.done:
                return ""
            self.done.add(files[0])
        if len(files) == 1:
            return texts[0]
        return "".join("#%s %s\n%s" % ("elif" if n else "if", condition, text)
                       for n, (condition, text) in enumerate(zip(ARCHES.values(), texts))) + "#endif\n"

    def flat(self, path, names):
        """A source with its private headers in it; names gets what these define."""
        text = read(path)
        if not os.path.basename(path).endswith("-list.h"):
            names.update((n, prefix(path) + n) for n in private_names(text))
        lines = []
        for line in text.splitlines(keepends=True):
            included = re.match(r'#include "(.*)"', line)
            if line == "#include SYSCALLS\n":
                line = self.included("sysname-list.h", path, names)
            elif included:
                line = self.included(included[1], path, names)
            if not re.match("#include <barecall|#define (%s)$" % "|".join(BOTH), line):
                lines.append(line)
        return "".join(lines)

    def source(self, path):
        names = {}
        text = self.flat(path, names)
        return "\n/* ---- %s */\n%s" % (os.path.relpath(path, ROOT), renamed(text, names))


# ---- assembly

def expanded(path, arch):
    """The lines of an assembly file, its macros and constants written out."""
    numbers = {}
    for name in re.findall(r"#include <(.*)>", read(path)):
        numbers.update(re.findall(r"#define (LX_\w+)\s+(\w+)\n", read(os.path.join(INCLUDE, name))))
    function = read(os.path.join(ROOT, "src/arch", arch, "function.h"))
    numbers.update(re.findall(r"#define (ALIGNMENT|LANDING)(?: (.*))?\n", function))
    macros = {}
    text = read(os.path.join(ROOT, "src/arch/assembly.h")) + read(path)
    text = re.sub(r"^#.*\n", "", without_comments(text), flags=re.M)

    def take(match):
        words = re.split(r"[ ,]+", match[1].strip())
        macros[words[0]] = (words[1:], match[2])
        return ""

    text = re.sub(r"^\t\.macro (.*)\n((?:.*\n)*?)\t\.endm\n", take, text, flags=re.M)
    lines = []
    for line in text.splitlines():
        words = re.split(r"[ ,]+", line.strip())
        body = [line]
        if words[0] in ("HOOK", ".weak", ".size") and words[1] in OWN:
            continue
        if words[0] in macros:
            parameters, body = macros[words[0]]
            for parameter, word in zip(parameters, words[1:]):
                body = body.replace("\\" + parameter, word)
            body = body.splitlines()
        for part in body:
            part = re.sub(r"\b(LX_\w+|ALIGNMENT|LANDING)\b", lambda m: numbers[m[1]], part).rstrip()
            if part.strip() and not part.startswith("\t.cfi_sections"):
                lines.append(part)
    return lines


def assembly(path, arch):
    quoted = []
    for line in expanded(path, arch):
        text = line.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        quoted.append('\tLX_CFI("%s\\n")\n' % text if ".cfi_" in line else '\t"%s\\n"\n' % text)
    return "\n/* ---- %s */\n__asm__(\n%s\t\"\\t.text\\n\");\n" % (os.path.relpath(path, ROOT), "".join(quoted))


def by_architecture(wanted):
    """The assembly files whose names are wanted."""
    parts = []
    for arch, condition in ARCHES.items():
        files = sorted(glob.glob(os.path.join(ROOT, "src/arch", arch, "*.S")))
        parts.append("\n#%s %s\n" % ("elif" if parts else "if", condition))
        parts += [assembly(f, arch) for f in files if wanted(os.path.basename(f))]
    return parts + ["\n#endif\n"]


def implementation():
    parts = ["\n#ifdef BARECALL_IMPLEMENTATION\n"
             "#ifdef __cplusplus\n#error \"BARECALL_IMPLEMENTATION is for a file in C\"\n#endif\n"
             "#if !__STDC_HOSTED__ && !defined(BARECALL_START)\n#define BARECALL_START\n#endif\n"
             "/* Call frame information where the compiler writes such. */\n"
             "#ifdef __GCC_HAVE_DWARF2_CFI_ASM\n#define LX_CFI(text) text\n#else\n#define LX_CFI(text)\n#endif\n"]
    sources = Sources()
    linux = sorted(os.path.basename(f) for f in glob.glob(os.path.join(LINUX, "*.c")))
    parts += [sources.source(os.path.join(LINUX, name)) for name in linux if name not in START + ("extern.c",)]
    parts += by_architecture(lambda name: not name.startswith("entry"))
    parts.append("\n#ifdef BARECALL_START\n")
    parts += [sources.source(os.path.join(LINUX, name)) for name in START]
    parts += by_architecture(lambda name: name.startswith("entry"))
    parts += [sources.source(f) for f in sorted(glob.glob(os.path.join(ROOT, "src/mem/*.c")))]
    parts.append("\n#endif /* BARECALL_START */\n")
    return "".join(parts) + "\n#pragma GCC visibility pop\n#endif /* BARECALL_IMPLEMENTATION */\n"


def main():
    version, output = sys.argv[1:]
    licence = "".join((" * " + line).rstrip() + "\n" for line in read(os.path.join(ROOT, "LICENSE")).splitlines())
    text = HEAD % (version, licence)
    text += '#if defined(BARECALL_EXTERN)\n#error "barecall-all.h has no link symbols of wrappers: BARECALL_EXTERN needs libbarecall.a"\n#endif\n\n'
    text += "#ifdef BARECALL_IMPLEMENTATION\n%s#pragma GCC visibility push(hidden)\n#endif\n\n" % "".join("#define %s\n" % b for b in BOTH)
    text += headers() + implementation()
    with open(output, "w") as file:
        file.write(text)


main()
