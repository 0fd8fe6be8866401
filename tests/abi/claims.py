"""Translation units full of assertions, and what compilers say to them."""
import concurrent.futures
import os
import re
import shutil

import generate
import tap
from toolchain import INCLUDE, ROOT, UAPI, compiler

FAILED = re.compile(r"""static_?\s?assert(?:ion)? failed(?: due to requirement '.*?')?:? (?=["\w])""")


def kernel_flags(arch):
    """What a compiler needs to find the kernel's headers for arch, and no others."""
    return ["-ffreestanding", "-nostdinc", "-I", os.path.join(ROOT, "tools/shim"),
            "-I", os.path.join(UAPI, generate.ARCHES[arch]), "-I", UAPI]


def preprocess(arch, text, flags):
    """The preprocessed text, and the messages if there was an error; both empty without a compiler for arch."""
    kind = next((k for k in ("gcc", "clang") if shutil.which(compiler(k, arch)[0])), None)
    if kind is None:
        return "", ""
    words = compiler(kind, arch) + ["-std=gnu11", "-E", "-P", "-x", "c", "-"] + flags
    run = tap.subprocess.run(words, input=text, capture_output=True, text=True)
    return run.stdout, run.stderr if run.returncode else ""


class Claims:
    """The units to be compiled. An error's file and line lead back to the row that caused it."""

    def __init__(self):
        self.units = []

    def add(self, arch, text, names, flags=(), kinds=("gcc", "clang")):
        """text must compile for arch. names: (path, line) or path -> the result that an error there belongs to.
        flags: in place of those that find the kernel's headers."""
        self.units += [(kind, arch, text, names, flags) for kind in kinds]

    def prove(self, directory, builds):
        """name -> what was said against it, by any of the builds."""
        messages = {name: [] for _, _, _, names, _ in self.units for name in names.values()}
        live = [(i, unit) for i, unit in enumerate(self.units) if unit[:2] in builds]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for (_, unit), run in zip(live, pool.map(lambda job: self.compile(directory, *job), live)):
                self.sort(unit[0], unit[3], errors(run), messages)
        return messages

    @staticmethod
    def sort(kind, names, found, messages):
        """Puts each error under the name it belongs to, under all names if it belongs to none."""
        found = [(names.get(e[:2]) or names.get(e[0]), e) for e in found]
        # What only follows from another error, or stands in a macro, says nothing where a row is known to be wrong.
        known = [f for f in found if f[0] and "is not an integer" not in f[1][2]]
        for owner, (path, line, message) in known or found:
            said = "%s:%d: %s" % (path, line, message)
            for name in [owner] if owner else set(names.values()):
                if said not in messages[name] and said + " (gcc)" not in messages[name]:
                    messages[name].append(said + " (%s)" % kind)

    @staticmethod
    def compile(directory, number, unit):
        kind, arch, text, _, flags = unit
        path = os.path.join(directory, "%d.c" % number)
        with open(path, "w") as file:
            file.write(text)
        words = compiler(kind, arch) + ["-std=gnu11", "-w", "-fsyntax-only", "-I", INCLUDE]
        words += ["-fmax-errors=0"] if kind == "gcc" else ["-ferror-limit=0"]
        return tap.command(words + list(flags or kernel_flags(arch)) + [path], 60, cwd=ROOT)


def errors(run):
    """(path, line, message) of each error of a compilation."""
    if run.returncode == 0:
        return []
    found = [(path, int(line), message) for path, line, message in re.findall(
        r"^([^\s:]+):(\d+):(?:\d+:)? (?:fatal )?error: (.*)", FAILED.sub("differs: ", run.stdout), re.M)]
    # gcc and older clangs quote the assertion's text.
    found = [(path, line, message.replace('"', "")) for path, line, message in found]
    return found or [("?", 0, run.stdout.strip()[-600:] or "exit status %d" % run.returncode)]
