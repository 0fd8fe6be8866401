"""The compilers, emulators, directories and tiers of the tests."""
import importlib.machinery
import importlib.util
import os
import platform
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build"))
DEPS = os.path.join(BUILD, "deps")
UAPI = os.path.join(DEPS, "linux-libc-dev/include")
INCLUDE = os.path.join(ROOT, "include")
ARCHES = ("x86_64", "aarch64", "riscv64")
NATIVE = platform.machine()
# How many programs run at once where they wait more than they compute.
AT_ONCE = (os.cpu_count() or 1) + 1
# Warnings are errors for who changes barecall; a newer compiler's must not stop anybody else's tests.
WERROR = ["-Werror"] if os.environ.get("WERROR") else []
WARNINGS = ("-Wall -Wextra -pedantic -Wconversion -Wsign-conversion -Wundef -Wshadow -Wcast-qual "
            "-Wstrict-prototypes").split() + WERROR


def domains(below=""):
    """The headers' names without .h, those in folders as dev/tty and op/prctl; below: a folder of generated ones."""
    top = os.path.join(INCLUDE, "barecall", below)
    return [os.path.join(folder, f)[:-2] for folder in ("", "dev", "op") if os.path.isdir(os.path.join(top, folder))
            for f in sorted(os.listdir(os.path.join(top, folder))) if f.endswith(".h")]


def prefix(arch):
    """What the names of an architecture's binutils and gcc begin with."""
    return "" if arch == NATIVE else arch + "-linux-gnu-"


def compiler(kind, arch):
    """The command of gcc or clang for arch."""
    if kind == "gcc":
        return [prefix(arch) + "gcc"]
    return [kind, "--target=%s-linux-gnu" % arch]


def emulator(arch):
    """What runs a program of arch here: nothing, or qemu-user."""
    return [] if arch == NATIVE else ["qemu-" + arch, "-L", "/usr/%s-linux-gnu" % arch]


def emulated(arch, run, output=lambda result: result.stdout):
    """run()'s result; output tells its text. An emulator that ended by an assertion of its own is asked twice more: qemu-user
    7.2 can give a thread that starts the number of one that is just ending, and then fails on it."""
    result = run()
    for _ in range(2):
        if arch == NATIVE or not re.search(r"^ERROR:\S+:\d+:\w+: assertion failed", output(result), re.M):
            break
        result = run()
    return result


def outside_make(*also):
    """The environment without what a make that runs the tests has put there, and without these."""
    return {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS") + also}


def scratch(tier):
    """A directory of the tier's own under the build directory."""
    path = os.path.join(BUILD, "tests", tier)
    os.makedirs(path, exist_ok=True)
    return path


def run_of(tier):
    """A tier's run, a module of which there may be several: it has no name of a module."""
    loader = importlib.machinery.SourceFileLoader(tier + "_run", os.path.join(ROOT, "tests", tier, "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module
