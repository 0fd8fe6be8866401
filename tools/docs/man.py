#!/usr/bin/env python3
"""Writes man pages of section 3bc from api.json, one for each function: tools/docs/man.py API-JSON OUTPUT-DIRECTORY DATE"""
import json
import os
import re
import sys
import textwrap


def escaped(text):
    """Text as roff takes it."""
    for plain, roff in (("\\", "\\e"), ("-", "\\-"), ("'", "\\(aq"), ("`", "\\(ga"), ("^", "\\(ha"), ("~", "\\(ti"), ('"', "\\(dq")):
        text = text.replace(plain, roff)
    return text


def wrapped(text):
    """Lines of roff; one that begins with a dot is no request. A sentence begins a line, as man pages have it."""
    lines = []
    for sentence in re.split(r"(?<=[.?]) (?=[A-Z0-9(])", " ".join(text.split())):
        lines += textwrap.wrap(escaped(sentence), 78, break_long_words=False, break_on_hyphens=False)
    return "\n".join("\\&" + line if line.startswith(".") else line for line in lines)


def paragraphs(comment):
    parts = []
    for part in re.split(r"\n\s*\n", comment):
        lines = [line.expandtabs(4).rstrip() for line in part.splitlines() if line.strip()]
        if any(line.startswith("  ") for line in lines):
            parts.append(".PP\n.nf\n%s\n.fi" % "\n".join(("\\&" if line.startswith(".") else "") + escaped(line) for line in lines))
        else:
            parts.append(".PP\n" + wrapped(part))
    return re.sub(r"^\.PP\n", "", "\n".join(parts))


def declared(prototype):
    """A prototype in bold, in lines that are not too long."""
    lines, line = [], ""
    for part in re.split(r"(?<=,) ", prototype + ";"):
        if line and len(line) + len(part) > 64:
            lines.append(line)
            line = "        " + part
        else:
            line += (" " if line else "") + part
    return "\n".join('.B "%s"' % escaped(l) for l in lines + [line])


def page(f, api, date):
    header = f["header"] if f["header"] in api["apart"] else "barecall.h"
    summary = re.sub(r"^%s (tells |is |)" % re.escape(f["name"]), "", f["summary"]).rstrip(".")
    lines = ['.TH %s 3bc %s "barecall %s" "System calls without a libc"' % (f["name"].upper(), date, api["version"]),
             ".SH NAME", wrapped(f["name"] + " NAME_DASH " + summary).replace("NAME_DASH", "\\-"),
             ".SH SYNOPSIS", ".nf", ".B #include <%s>" % header, ".PP", declared(f["prototype"]), ".fi",
             ".SH DESCRIPTION", paragraphs(f["comment"])]
    lines += [".SH ERRORS"]
    for name, when in f["errors"]:
        lines += [".TP", ".B \\-%s" % name, wrapped(when) if when else "See above."]
    for name, when, where in f["further"]:
        lines += [".TP", ".B \\-%s" % name, wrapped("%s; see %s." % (when, where))]
    if not f["errors"] and not f["further"]:
        lines += ["Any that the kernel answers, as \\-errno." if f["calls"] else "It makes no system call of its own, and tells of none."]
    if f["since"]:
        lines += [".SH VERSIONS", "Linux %s." % f["since"]]
    if f["calls"]:
        lines += [".SH NOTES", wrapped("System call numbers: " + "; ".join(
            "%s %s" % (call, ", ".join("%s %s" % (a, f["on"][a]["numbers"][call]) for a in api["architectures"]
                                       if call in f["on"].get(a, {}).get("numbers", {}))) for call in f["calls"]) + ".")]
    if f["manual"]:
        lines += [".SH SEE ALSO", ",\n".join(".BR %s (%s)" % (escaped(n), s) for n, s in f["manual"]).replace(",\n", " ,\n")]
    return "\n".join(line for line in lines if line) + "\n"


def main():
    source, output, date = sys.argv[1:]
    with open(source) as file:
        api = json.load(file)
    folder = os.path.join(output, "man3")
    os.makedirs(folder, exist_ok=True)
    for f in api["functions"].values():
        with open(os.path.join(folder, f["name"] + ".3bc"), "w") as file:
            file.write(page(f, api, date))


main()
