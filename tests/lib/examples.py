"""The programs of examples/, built for their tests."""
import os
import shutil

import tap
import toolchain


def programs(name):
    """(architecture, command) of each build of an example that can be made and run here."""
    for arch in sorted(toolchain.ARCHES, key=lambda a: a != toolchain.NATIVE):
        tools = toolchain.compiler("gcc", arch) + toolchain.emulator(arch)[:1]
        missing = [t for t in tools if not shutil.which(t)]
        if missing:
            tap.skip("%s: %s" % (name, arch), "no " + missing[0])
            continue
        path = os.path.join(toolchain.BUILD, arch, "examples", name)
        made = tap.command(["make", "-s", "-C", toolchain.ROOT, "ARCH=" + arch, "O=" + toolchain.BUILD, path],
                           timeout=300, env=toolchain.outside_make())
        if tap.check("%s: %s builds" % (name, arch), made.returncode == 0, made.stdout):
            yield arch, toolchain.emulator(arch) + [path]
