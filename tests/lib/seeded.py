"""Errors put into the library on purpose, that a tier must find. A file of them has a line each:

    what it is | file | text that is there once | what stands in its place | what the tier is to be run with

A text may have \\n for the end of a line, and \\| for a bar."""
import os
import re
import shutil

from toolchain import ROOT


class Seed:
    """One error."""

    def __init__(self, line):
        fields = [field.strip(" ").replace("\\n", "\n").replace("\\|", "|") for field in re.split(r"(?<!\\)\|", line.rstrip("\n"))]
        self.name, self.file, self.old, self.new, self.words = fields

    def plant(self, directory):
        """Copies the sources, with the error in them, to directory. Returns why that cannot be, or None."""
        shutil.rmtree(directory, ignore_errors=True)
        for part in ("include", "src"):
            shutil.copytree(os.path.join(ROOT, part), os.path.join(directory, part))
        shutil.copy(os.path.join(ROOT, "Makefile"), directory)
        path = os.path.join(directory, self.file)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        count = text.count(self.old)
        if count != 1:
            return "%s has it %d times: %s" % (self.file, count, self.old)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(self.old, self.new))
        return None


def read(path):
    """The seeds of a file."""
    with open(path, encoding="utf-8") as file:
        return [Seed(line) for line in file if line.strip() and not line.startswith("#")]
