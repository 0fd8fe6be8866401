#!/usr/bin/env python3
"""Runs test tiers and counts their TAP lines: tests/run.py [tier ...]

A tier is a folder here with an executable `run` that prints TAP. A tier that ends badly, or prints no result, is
one failure more. The last line is `N passed, N failed, N skipped`."""
import os
import re
import selectors
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TIERS = ("unit", "seam", "abi", "headers", "link", "seed", "bench", "examples", "fuzz", "boot")
ARGUMENTS = {"fuzz": ["--quick"]}
DEADLINE = 40 * 60


def run(tier):
    """Runs one tier, passes its lines on and returns its (passed, failed, skipped)."""
    passed = failed = skipped = 0
    print("== " + tier, flush=True)
    command = [os.path.join(HERE, tier, "run")] + ARGUMENTS.get(tier, [])
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, errors="replace",
                               start_new_session=True)
    end = time.monotonic() + DEADLINE
    selector = selectors.DefaultSelector()
    selector.register(process.stdout, selectors.EVENT_READ)
    late = False
    while True:
        if not selector.select(max(0, end - time.monotonic())):
            late = True
            os.killpg(process.pid, 9)
        line = process.stdout.readline()
        if not line:
            break
        if re.match(r"ok\b.*# ?SKIP", line, re.I):
            skipped += 1
            print("skipped " + line[3:].strip(" -\n"), flush=True)
        elif re.match(r"ok\b", line):
            passed += 1
        elif re.match(r"not ok\b", line):
            failed += 1
            print("FAILED " + line[7:].strip(), flush=True)
        elif line.strip() and not re.match(r"\d+\.\.\d+|# (ok|not ok|TAP|Tests) ?", line):
            print("  " + line.rstrip(), flush=True)
    status = process.wait()
    if late or (status != 0 and not failed) or not passed + failed + skipped:
        failed += 1
        print("FAILED %s: %s" % (tier, "no end after %d s" % DEADLINE if late else "exit status %d" % status))
    return passed, failed, skipped


def main():
    tiers = sys.argv[1:] or [t for t in TIERS if os.path.exists(os.path.join(HERE, t, "run"))]
    totals = [0, 0, 0]
    for tier in tiers:
        start = time.monotonic()
        counts = run(tier)
        totals = [a + b for a, b in zip(totals, counts)]
        print("   %s: %d passed, %d failed, %d skipped in %d s" % ((tier,) + counts + (time.monotonic() - start,)))
    print("%d passed, %d failed, %d skipped" % tuple(totals))
    return 1 if totals[1] else 0


if __name__ == "__main__":
    sys.exit(main())
