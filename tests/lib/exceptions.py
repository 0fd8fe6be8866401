"""tests/lint/exceptions.txt: what analysers and sanitizers say that is not so, and why."""
import os

from toolchain import ROOT

SANITIZERS = ("AddressSanitizer", "MemorySanitizer", "ThreadSanitizer")


def rows():
    """[(tool, path, words of what it says or a test's name, reason)]"""
    found = []
    with open(os.path.join(ROOT, "tests/lint/exceptions.txt"), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                found.append(tuple(field.strip() for field in line.split(" @ ")))
    return found
