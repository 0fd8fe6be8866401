"""The program that runs the rows of one architecture: its C text, its compilation, its output."""
import os
import re

import model
import tap
from toolchain import INCLUDE, ROOT, compiler, emulator

HERE = os.path.dirname(os.path.abspath(__file__))
CFLAGS = ["-std=gnu11", "-ffreestanding", "-O2", "-w", "-I", INCLUDE, "-I", HERE, "-DBARECALL_TRAP=\"recorder.h\""]
NARROW = "0, 5, -1, -4095".split(", ")
WIDE = NARROW + "-4096, 0x7fff00000000, -9223372036854775807L - 1".split(", ")
WIDE_NEGATIVE = WIDE[4], WIDE[6]  # values, but a wrapper that computes with them need not bear them
WORD_SIZES = {"long": 8, "int": 4, "short": 2, "char": 1}


def preprocess(kind, arch, headers, include=()):
    """The text of headers for arch, as the compiler sees it; None and the messages when it does not."""
    command = compiler(kind, arch) + CFLAGS + ["-E", "-P", "-x", "c", "-"] + ["-I" + d for d in include]
    text = "".join("#include <%s>\n" % h for h in headers)
    run = tap.subprocess.run(command, input=text, capture_output=True, text=True)
    return (run.stdout, run.stderr) if run.returncode == 0 else (None, run.stderr)


def memory(text):
    """The seam_word list of `[e1,int:e2,...]`."""
    parts = []
    for part in model.split(text[1:-1]):
        match = re.match(r"(long|int|short|char):(?!:)", part)
        size = WORD_SIZES[match.group(1)] if match else 8
        parts.append("{ %d, (long)(%s) }" % (size, part[match.end():] if match else part))
    return len(parts), "(const struct seam_word[]){ %s }" % ", ".join(parts)


def argument(index, text):
    """The C statement that says what argument index must be."""
    if text == "*":
        return "seam_any(%d);" % index
    if text.startswith("="):
        return "seam_copy(%d, %s, sizeof(*%s));" % (index, text[1:], text[1:])
    if text.startswith("&["):
        return "seam_written(%d, %d, %s);" % ((index,) + memory(text[1:]))
    if text == "&":
        return "seam_written(%d, 0, 0);" % index
    if text.startswith("["):
        return "seam_memory(%d, %d, %s);" % ((index,) + memory(text))
    return "seam_value(%d, (long)(%s));" % (index, text)


def case(row, wrapper, call, name):
    """The function of a row, on one line, so that a message of the compiler names the row."""
    c = []
    for i, p in enumerate(wrapper.parameters):
        if p.pointer:
            c.append("%s = (void *)seam_buffer(%d);" % (p.declaration, i))
        else:
            c.append("%s; seam_fill(&%s, sizeof(%s), %d);" % (p.declaration, p.name, p.name, i))
            if call == "-" and model.kind(p.type)[0]:
                c.append("%s = %d;" % (p.name, i + 1))
    c += [v + ";" for v in row.values]
    never = row.result == "never"
    writes = bool(row.condition) or call == "-" or any(a.startswith("&") for a in row.arguments)
    number = "SEAM_NO_TRAP" if call == "-" else "LX_SYS_" + call
    c.append("seam_expect(%s, %d, %d, %d);" % (number, len(row.arguments), never, writes))
    c += [argument(i, a) for i, a in enumerate(row.arguments)]
    passed = "%s(%s)" % (wrapper.name, ", ".join(p.name for p in wrapper.parameters))
    results = WIDE if "long" in wrapper.result or "*" in wrapper.result else NARROW
    if call == "-" or never or wrapper.result == "void":
        results = ["5"]
    elif row.result or row.condition:
        results = [r for r in results if r not in WIDE_NEGATIVE]
    check = " seam_require(%s, \"%s\");" % (row.condition, row.condition.replace('"', "'")) if row.condition else ""
    if wrapper.result == "void" or never or (call == "-" and not row.result):
        body = "%s;%s seam_end(0, 0);" % (passed, check)
    else:
        wanted = "r" if not row.result else row.result if call == "-" else "SEAM_ERROR(r) ? r : (long)(%s)" % row.result
        body = ("%s got = %s;%s seam_end((long)got, (long)(%s)(%s));"
                % (wrapper.result, passed, check, wrapper.result, wanted))
    c.append("{ static const long results[] = { %s };" % ", ".join(results))
    c.append("for (int seam = 0; seam < %d; seam++) { long r = results[seam];" % len(results))
    c.append("seam_start(r); %s } }" % body)
    return '#line %d "%s"\nstatic void %s(void) { %s }' % (row.line, row.path, name, " ".join(c))


def source(headers, symbols, cases):
    """The program's text; cases are (row, wrapper, call), symbols what the headers want to be linked with."""
    lines = ["#include <%s>" % h for h in headers] + ['#include "seam.h"']
    for i, (row, wrapper, call) in enumerate(cases):
        lines.append(case(row, wrapper, call, "case_%d" % i))
    lines += ['#line 1 "table"', "const struct seam_case seam_cases[] = {"]
    lines += ['{ "%d", case_%d },' % (i, i) for i in range(len(cases))]
    # The functions of libbarecall.a that wrappers name: something to link with and to compare addresses with.
    stubs = ['__asm__(".text");']
    stubs += ['__asm__(".globl {0}\\n.type {0}, %function\\n{0}: .long 0, 0");'.format(n) for n in sorted(symbols)]
    return "\n".join(lines + ["{ 0, 0 } };", "const int seam_case_count = %d;" % len(cases)] + stubs) + "\n"


def run(kind, arch, headers, symbols, cases, directory, include=()):
    """index of case -> problem, for each case that fails; or a string when the program cannot be built or run."""
    stem = os.path.join(directory, "%s-%s" % (kind, arch))
    problems, live = {}, dict(enumerate(cases))
    while True:
        order = sorted(live)
        with open(stem + ".c", "w") as file:
            file.write(source(headers, symbols, [live[i] for i in order]))
        words = compiler(kind, arch) + CFLAGS + ["-I" + d for d in include]
        words += ["-static", "-o", stem, stem + ".c", os.path.join(HERE, "recorder.c")]
        built = tap.command(words, 120, cwd=ROOT)
        if built.returncode == 0:
            break
        bad = {}
        for path, line, message in re.findall(r"^([^\s:]+):(\d+):(?:\d+:)? (?:fatal )?error: (.*)", built.stdout, re.M):
            bad.setdefault((path, int(line)), message)
        broken = [i for i in order if (live[i][0].path, live[i][0].line) in bad]
        if not broken:
            return "does not compile:\n" + built.stdout
        for i in broken:
            problems[i] = "does not compile: " + bad[live[i][0].path, live[i][0].line]
            del live[i]
    ran = tap.command(emulator(arch) + [stem], 120)
    lines = dict(line.split(" ", 1) for line in ran.stdout.splitlines() if re.match(r"\d+ ", line))
    for position, i in enumerate(order):
        verdict = lines.get(str(position), "has no verdict: the program ended with status %d" % ran.returncode)
        if verdict != "ok":
            problems[i] = verdict
    return problems
