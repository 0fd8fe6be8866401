#!/usr/bin/env python3
"""Runs test tiers and counts their TAP lines: tests/run.py [tier ...]

A tier is a folder here with an executable `run` that prints TAP, all of which is kept in build/tests/TIER.tap. Shown are
failures, how far a tier is, and what was skipped, by reason. A tier that ends badly, or prints no result, is one failure
more. The last line is `N passed, N failed, N skipped`. Exits 1 when anything failed, 3 when a tier could run nothing of
its own here, so that a run that proved nothing does not look like one that did, and 2 when there is no such tier."""
import collections
import os
import re
import selectors
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TIERS = ("make", "unit", "sanitized", "seam", "abi", "headers", "seen", "lint", "mutate", "link", "package", "docs", "book", "seed", "coverage", "drift", "bench", "examples", "fuzz", "faults", "hostile", "torture", "boot", "since")
ARGUMENTS = {"fuzz": ["--quick"], "faults": ["--quick"], "mutate": ["--seeds"],
             "hostile": ["procs", "limits", "sysctls"]}  # make hostile has its filters, too
DEADLINE = 40 * 60
SILENCE = 30  # seconds, then how far the tier is
REASONS = 12  # of skips, the most frequent ones


class Tier:
    """One run of a tier, and what came of it."""

    def __init__(self, name):
        self.name = name
        self.passed = self.failed = 0
        self.skips = collections.Counter()  # by reason
        self.showing = False  # the lines that say why something failed
        self.start = self.shown = time.monotonic()

    def show(self, text):
        print(text, flush=True)
        self.shown = time.monotonic()

    def counts(self):
        return self.passed, self.failed, sum(self.skips.values())

    def progress(self):
        self.show("   %s: %d passed, %d failed, %d skipped so far, %d s"
                  % ((self.name,) + self.counts() + (time.monotonic() - self.start,)))

    def take(self, line):
        """Counts one line of TAP, and shows it where somebody has to read it."""
        skipped = re.match(r"ok\b.*?# ?SKIP *(.*)", line, re.I)
        result = re.match(r"(not )?ok\b", line)
        if skipped:
            self.skips[skipped[1].strip() or "no reason given"] += 1
        elif result and result[1]:
            self.failed += 1
            self.show("FAILED " + line[7:].strip())
        elif result:
            self.passed += 1
        elif line.strip() and (self.showing or not re.match(r"#|\d+\.\.\d+", line)):
            self.show("  " + line.rstrip())
        if result:
            self.showing = bool(result[1])

    def run(self):
        """Runs it to its end, or to the deadline."""
        log = os.path.join(os.environ.get("BUILD", os.path.join(HERE, "../build")), "tests", self.name + ".tap")
        os.makedirs(os.path.dirname(log), exist_ok=True)
        process = subprocess.Popen([os.path.join(HERE, self.name, "run")] + ARGUMENTS.get(self.name, []),
                                   stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, start_new_session=True)
        late = False
        rest = b""
        with open(log, "w", encoding="utf-8") as kept, selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while True:
                left = self.start + DEADLINE - time.monotonic()
                if left <= 0 and not late:
                    late = True
                    os.killpg(process.pid, 9)
                if time.monotonic() - self.shown >= SILENCE:
                    self.progress()
                if not selector.select(max(0, min(left, self.shown + SILENCE - time.monotonic())) if not late else 10):
                    if late:
                        break  # somebody else holds the pipe open
                    continue
                piece = os.read(process.stdout.fileno(), 65536)
                lines = (rest + piece).split(b"\n")
                rest = lines.pop() if piece else b""
                for line in lines:
                    text = line.decode(errors="replace")
                    kept.write(text + "\n")
                    self.take(text)
                if not piece:
                    break
        status = process.wait()
        if late or (status != 0 and not self.failed) or not sum(self.counts()):
            self.failed += 1
            self.show("FAILED %s: %s" % (self.name, "no end after %d s" % DEADLINE if late else "exit status %d" % status))
        for reason, count in self.skips.most_common(REASONS):
            print("   skipped %d: %s" % (count, reason))
        if len(self.skips) > REASONS:
            print("   and for %d other reasons: tests/%s.tap in the build directory" % (len(self.skips) - REASONS, self.name))
        print("   %s: %d passed, %d failed, %d skipped in %d s"
              % ((self.name,) + self.counts() + (time.monotonic() - self.start,)), flush=True)


def main():
    here = [t for t in TIERS if os.path.exists(os.path.join(HERE, t, "run"))]
    unknown = [t for t in sys.argv[1:] if t not in here]
    if unknown:
        print("tests/run.py: there is no tier %s; there are %s" % (", ".join(unknown), " ".join(here)), file=sys.stderr)
        return 2
    tiers = [Tier(name) for name in sys.argv[1:] or here]
    for number, tier in enumerate(tiers, 1):
        print("== %s (%d of %d)" % (tier.name, number, len(tiers)), flush=True)
        tier.start = tier.shown = time.monotonic()
        tier.run()
    idle = [tier for tier in tiers if not tier.passed + tier.failed]
    for tier in idle:
        print("NOT RUN: %s: %s" % (tier.name, tier.skips.most_common(1)[0][0]))
    print("%d passed, %d failed, %d skipped" % tuple(map(sum, zip(*(tier.counts() for tier in tiers)))))
    return 1 if any(tier.failed for tier in tiers) else 3 if idle else 0


if __name__ == "__main__":
    sys.exit(main())
