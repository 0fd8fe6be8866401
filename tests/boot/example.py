"""What the boots of examples have in common: their programs, their kernels."""
import concurrent.futures
import os
import sys

import boot
import tap
import toolchain


def build(arch, examples, programs):
    """Builds examples of these names, and programs, {name: paths of sources}: ({name: content}, the compilers' complaint)."""
    where = os.path.join(toolchain.BUILD, arch)
    made = tap.command(["make", "-s", "-C", toolchain.ROOT, "ARCH=" + arch, "O=" + toolchain.BUILD] +
                       [os.path.join(where, "examples", name) for name in examples],
                       timeout=300, env=toolchain.outside_make())
    if made.returncode:
        return {}, made.stdout or "make failed"
    paths = {name: os.path.join(where, "examples", name) for name in examples}
    for name, sources in programs.items():
        folder = os.path.basename(os.path.dirname(sources[0]))
        paths[name] = os.path.join(toolchain.scratch("boot/%s-%s" % (folder, arch)), name)
        words = toolchain.compiler("gcc", arch) + toolchain.WARNINGS + ["-O2", "-std=c11", "-ffreestanding", "-static"]
        words += ["-fno-pie", "-fno-stack-protector", "-nostdlib", "-I" + toolchain.INCLUDE] + list(sources)
        words += ["-mno-outline-atomics"] if arch == "aarch64" else []
        words += [os.path.join(where, "libbarecall%s.a" % part) for part in ("", "_mem")]
        compiled = tap.command(words + ["-o", paths[name]])
        if compiled.returncode:
            return {}, compiled.stdout or "gcc failed"
    files = {}
    for name, path in paths.items():
        with open(path, "rb") as program:
            files[name] = program.read()
    return files, ""


def main(what, test, at_once=1):
    """Has test(kernel) give [(function of tap, its arguments)] for the kernels that are named, or the newest, and prints them."""
    kernels = sys.argv[1:] or list(toolchain.ARCHES)
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        tests = {name: pool.submit(test, name) for name in kernels if not boot.missing(name)}
        for name in kernels:
            if name not in tests:
                tap.skip("boot %s %s" % (name, what), boot.missing(name))
                continue
            for function, arguments in tests[name].result():
                function(*arguments)
    tap.done()
