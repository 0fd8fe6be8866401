"""The modules of a kernel, for an initramfs: what `make setup` leaves in build/deps/modules-<kernel>."""
import glob
import os

import toolchain

MISSING = "the modules of this kernel are not here; `make setup` brings those of x86_64 and aarch64, `make setup-kernels` riscv64's"


def name(file):
    """The module's name that is in this file."""
    return os.path.basename(file).partition(".")[0].replace("-", "_")


def of(kernel, wanted):
    """({path in the initramfs: content}, {module: those that it needs}): the files of the modules of these names, those that
    they need, and depmod's lists, which have all modules; nothing when the kernel's are not here."""
    root = os.path.join(toolchain.DEPS, "modules-" + kernel)
    found = glob.glob(os.path.join(root, "lib/modules/*"))
    if not found:
        return {}, {}
    with open(os.path.join(found[0], "modules.dep"), encoding="ascii") as lines:
        files = {file: needs.split() for file, _, needs in (line.partition(":") for line in lines)}
    paths = {"modules.alias", "modules.dep"}
    for file, needs in files.items():
        if name(file) in wanted:
            paths.update([file] + needs)
    contents = {}
    for path in paths:
        with open(os.path.join(found[0], path), "rb") as file:
            contents[os.path.join("lib/modules", os.path.basename(found[0]), path)] = file.read()
    return contents, {name(file): [name(needed) for needed in needs] for file, needs in files.items()}
