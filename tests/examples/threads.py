#!/usr/bin/env python3
"""examples/threads on every architecture: as many primes as there are, whatever the number of threads."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../lib"))
import tap
import toolchain

# The number of primes below 10, 100, 1000 ...: it is in every table.
PRIMES = {2: 0, 3: 1, 10: 4, 100: 25, 1000: 168, 1001: 168, 10000: 1229, 100000: 9592}


def main():
    for arch in toolchain.ARCHES:
        program = os.path.join(toolchain.BUILD, arch, "examples/threads")
        made = tap.command(["make", "-s", "-C", toolchain.ROOT, "ARCH=" + arch, "O=" + toolchain.BUILD, program], timeout=600)
        if not tap.check("threads for %s is built" % arch, made.returncode == 0, made.stdout):
            continue
        words = toolchain.emulator(arch)[:1] + [program]
        for number, primes in PRIMES.items():
            for threads in ("1", "4", "64") if number in (3, 1001) else ("7",):
                result = toolchain.emulated(arch, lambda: tap.command(words + [str(number), threads], timeout=60))
                tap.check("%s: primes below %d by %s threads" % (arch, number, threads),
                          result.returncode == 0 and result.stdout == "%d primes below %d\n" % (primes, number), result.stdout)
        for wrong in (["x"], ["1"], ["10", "0"], ["10", "65"], ["-5"]):
            result = tap.command(words + wrong, timeout=60)
            tap.check("%s: %s is refused" % (arch, " ".join(wrong)), result.returncode == 2 and "usage" in result.stdout, result.stdout)
    tap.done()


if __name__ == "__main__":
    main()
