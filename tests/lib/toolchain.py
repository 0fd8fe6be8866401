"""The compilers, emulators and directories of the tests."""
import os
import platform

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build"))
DEPS = os.path.join(BUILD, "deps")
UAPI = os.path.join(DEPS, "linux-libc-dev/include")
INCLUDE = os.path.join(ROOT, "include")
ARCHES = ("x86_64", "aarch64", "riscv64")
NATIVE = platform.machine()
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


def scratch(tier):
    """A directory of the tier's own under the build directory."""
    path = os.path.join(BUILD, "tests", tier)
    os.makedirs(path, exist_ok=True)
    return path
