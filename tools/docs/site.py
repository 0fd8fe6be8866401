#!/usr/bin/env python3
"""Writes the HTML pages from api.json: tools/docs/site.py API-JSON OUTPUT-DIRECTORY

Links are relative, and nothing is asked of a network: the site opens from a directory as from a server."""
import collections
import glob
import html
import json
import os
import re
import shutil
import sys

sys.path.append("/usr/lib/python3/dist-packages")
import jinja2

import book

# Where programs are that show how a function is used; what is above main, or the first function, says what they show.
EXAMPLES = ("docs/snippets", "docs/book/listings", "examples")
PART = 200 * 1000  # bytes of the search's index in a file
SHOWN_WHOLE = 60  # lines; longer ones have a page only

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def read(path):
    with open(path) as file:
        return file.read()


def domain(entry):
    return entry["domain"]


class Site:
    def __init__(self, api, output):
        self.api, self.output = api, output
        self.functions, self.types, self.constants = api["functions"], api["types"], api["constants"]
        self.index = []
        self.values = collections.defaultdict(list)  # of each domain what the search knows of its constants: name and numbers
        environment = jinja2.Environment(loader=jinja2.FileSystemLoader(os.path.join(HERE, "templates")), autoescape=True,
                                         undefined=jinja2.StrictUndefined, trim_blocks=True)
        environment.filters["link"] = lambda text: jinja2.utils.markupsafe.Markup(self.linked(text, "../"))
        environment.filters["prose"] = environment.filters["link"]
        self.templates = environment
        # Constants that have no header of their own, as those of errors, belong to what all headers stand on.
        pages = {d["name"] for d in api["domains"]}
        self.home = {c["name"]: domain(c) if domain(c) in pages else "base" for c in api["constants"].values()}

    def linked(self, text, up):
        """The text with what has a page of its own made a link."""
        def link(match):
            word = match[0]
            if word in self.functions and word[0].isupper():
                return '<a href="%sf/%s.html">%s</a>' % (up, word, word)
            if word in self.types:
                return '<a href="%st/%s.html">%s</a>' % (up, word, word)
            if word in self.constants:
                return '<a href="%sd/%s.html#%s">%s</a>' % (up, self.home[word], word, word)
            if word.startswith("LX_") and word[3:] in self.api["errors"]:
                return '<a href="%serrors.html#%s">%s</a>' % (up, word[3:], word)
            return word

        return re.sub(r"(?<![\w&#])[A-Z]\w+", link, html.escape(text, quote=False))

    def prose(self, comment, up):
        """Paragraphs; lines that are set in stay as they are."""
        parts = []
        for part in re.split(r"\n\s*\n", comment):
            set_in = any(re.match(r"\s{2,}|\t", line) for line in part.splitlines())
            parts.append(("<pre>%s</pre>" if set_in else "<p>%s</p>") % self.linked(part, up))
        return "\n".join(parts)

    def first(self, comment, up):
        return self.linked(re.split(r"(?<=\.)\s", " ".join(comment.split("\n\n")[0].split()), maxsplit=1)[0], up)

    def page(self, name, template, **values):
        path = os.path.join(self.output, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(self.templates.get_template(template).render(api=self.api, up="../" * name.count("/"), **values))

    def find(self, title, kind, page, names=(), words="", note=""):
        """An entry of the search: names are tried as a whole, words as parts of a question."""
        unique = [n for n in dict.fromkeys(str(n).lower() for n in names) if n and n != title.lower()]
        self.index.append([title, kind, page, unique, " ".join(dict.fromkeys(re.findall(r"[a-z0-9_]{2,}", words.lower()))), note])

    def include(self, entry):
        """What to include for it: the umbrella where that has it."""
        return entry["header"] if entry["header"] in self.api["apart"] else "barecall.h"

    # ---- pages

    def function_pages(self):
        aliases = collections.defaultdict(list)
        for line in read(os.path.join(HERE, "libc.tsv")).splitlines():
            if line and not line.startswith("#"):
                name, ours = line.split("\t")
                if ours not in self.functions and ours not in self.types:
                    sys.exit("tools/docs/libc.tsv: there is no %s" % ours)
                aliases[ours].append(name)
        self.aliases = aliases
        by_manual = collections.defaultdict(list)
        for f in self.functions.values():
            for name, _ in f["manual"]:
                by_manual[name].append(f["name"])
        oldest = {}  # of each call, the version of the first function that makes it: what is newer is refused in ways of its own
        for f in self.functions.values():
            for call in f["calls"]:
                oldest[call] = min(oldest.get(call, (99,)), self.version(f["since"]))
        general = {d["name"]: list(dict.fromkeys(re.findall(r"(?<!\w)-(E[A-Z0-9]{2,})\b", d["comment"]))) for d in self.api["domains"]}
        for f in self.functions.values():
            name = f["name"]
            errors = [[e, self.linked(when or "see above", "../")] for e, when in f["errors"]]
            errors += [[e, "%s <small>(%s)</small>" % (html.escape(when) if "(" in where else self.linked(when, "../"), self.linked(where, "../"))] for e, when, where in f["further"]]
            known = {e for e, _ in errors}
            if f["calls"]:
                errors += [[e, 'as of any call of <a href="../d/%s.html">%s.h</a>' % (domain(f), domain(f))]
                           for e in general.get(domain(f), []) if e not in known]
            manual = [n + "(%s)" % s for n, s in f["manual"]]
            if f["calls"]:
                otherwise = "What the kernel answers: any error of its own as -errno" + (", told in %s." % ", ".join(manual) if manual else ".")
            else:
                otherwise = "It makes no system call of its own, and its description tells of no error."
            related = list(dict.fromkeys(n for m, _ in f["manual"] for n in by_manual[m] if n != name))[:12]
            self.page("f/%s.html" % name, "function.html", title=name, f=f, text=self.prose(f["comment"], "../"), errors=errors, otherwise=otherwise,
                      include=self.include(f), domain=domain(f), related=related, examples=self.examples_of(name), entries=self.entries_of(f),
                      unknown=f["inline"] and f["calls"] and all(oldest[c] == self.version(f["since"]) for c in f["calls"]),
                      proved=self.api["proved"].get(name, {}),
                      elsewhere=[(c, [(p, self.api["peers"]["calls"][c][p]) for p, _, _ in self.api["peers"]["sources"] if p in self.api["peers"]["calls"][c]])
                                 for c in f["calls"]],
                      counted=any(on.get("instructions") for on in f["on"].values()))
            self.find(name, "function", "f/%s.html" % name,
                      f["calls"] + self.kernel_names(f["calls"]) + aliases[name] + [m for m, _ in f["manual"]] + ["lx_" + name],
                      f["comment"] + " " + " ".join(aliases[name]), self.plain_first(f["comment"]))

    @staticmethod
    def version(since):
        return tuple(int(n) for n in since.split(".")) if since else (0,)

    def entries_of(self, f):
        """[architecture, what is there] of the kernel's functions, or nothing where there are none."""
        found = [[a, [self.api["entries"][c][a] for c in f["calls"] if a in f["on"] and a in self.api["entries"].get(c, {})]]
                 for a in self.api["architectures"]]
        return found if any(names for _, names in found) else []

    def kernel_names(self, calls):
        """What the kernel's own function is called where that is not the call's name: newuname."""
        found = {re.sub(r"^__\w+?_sys_", "", entry) for call in calls for entry in self.api["entries"].get(call, {}).values()}
        return sorted(found - set(calls))

    def read_examples(self):
        """The programs of EXAMPLES, shortest first: title, page, what it shows, source, and the functions that it calls."""
        found = []
        for folder in EXAMPLES:
            for path in sorted(glob.glob(os.path.join(ROOT, folder, "**/*.c"), recursive=True)):
                source, name = read(path), os.path.relpath(path, ROOT)
                comment = re.search(r"/\*(.*?)\*/", source, re.S)
                words = re.sub(r"^\s*\*? ?", "", comment[1], flags=re.M).strip() if comment else ""
                code = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', " ", source, flags=re.S)
                calls = {n for n in re.findall(r"\b(\w+)\(", code) if n in self.functions}
                found.append({"title": name, "page": "x/%s.html" % re.sub(r"\W", "-", name[:-2]), "words": words, "source": source,
                              "calls": calls, "lines": source.count("\n")})
        self.examples = sorted(found, key=lambda e: (e["lines"], e["title"]))

    def examples_of(self, name):
        return [dict(e, text=self.linked(e["source"], "../") if n == 0 and e["lines"] <= SHOWN_WHOLE else "",
                     shows=self.plain_first(e["words"])) for n, e in enumerate([e for e in self.examples if name in e["calls"]][:5])]

    def example_pages(self):
        for e in self.examples:
            self.page(e["page"], "example.html", title=e["title"], text=self.linked(e["source"], "../"), calls=sorted(e["calls"]))
            self.find(e["title"], "page", e["page"], [os.path.basename(e["title"])], e["words"], self.plain_first(e["words"]))
        self.page("examples.html", "examples.html", title="Examples", examples=[dict(e, shows=self.plain_first(e["words"])) for e in self.examples])
        self.find("Examples", "page", "examples.html", ["programs"], "examples complete programs")

    def book_pages(self):
        for name, title, text, source, before, behind in book.pages(lambda words: self.linked(words, "../")):
            self.page("book/%s.html" % name, "book.html", title=title, text=text, before=before, behind=behind)
            self.find(title, "page", "book/%s.html" % name, ["book"] if name == "index" else [name], title, "a page of the book")
        for path in glob.glob(os.path.join(ROOT, "docs/*.svg")):
            shutil.copy(path, os.path.join(self.output, "book"))

    def plain_first(self, comment):
        return re.split(r"(?<=\.)\s", " ".join(comment.split("\n\n")[0].split()), maxsplit=1)[0][:110]

    def type_pages(self):
        for t in self.types.values():
            layouts = []
            for arch in self.api["architectures"]:
                layout = t["on"].get(arch)
                if layout and layouts and layouts[-1][1] == layout:
                    layouts[-1][0].append(arch)
                elif layout:
                    layouts.append([[arch], layout])
            users = sorted(f["name"] for f in self.functions.values() if re.search(r"\b%s\b" % t["name"], f["prototype"]))[:40]
            self.page("t/%s.html" % t["name"], "type.html", title=t["name"], t=t, text=self.prose(t["comment"], "../"),
                      include=self.include(t), domain=domain(t),
                      layouts=[[", ".join(a), l, self.byte_map(l)] for a, l in layouts if l["size"] > 0], users=users)
            kernel = re.findall(r"struct (\w+)", t["comment"])
            self.find(t["name"], "type", "t/%s.html" % t["name"], kernel + self.aliases[t["name"]], t["comment"], self.plain_first(t["comment"]))

    @staticmethod
    def byte_map(layout):
        """[name, offset, size] of what the bytes are, one behind the other; without a name they are nothing. Members of a
        union, which lie over each other, are one after the other."""
        found, end = [], 0
        for name, _, offset, size, depth, _ in layout["fields"]:
            if depth == 0 and size > 0:
                if offset > end:
                    found.append(["", end, offset - end])
                found.append([name or "(no name)", offset, size])
                end = max(end, offset + size)
        return found + ([["", end, layout["size"] - end]] if found and end < layout["size"] else [])

    @staticmethod
    def shown(value):
        """A constant's value, decimal and hexadecimal."""
        return "%d (%#x)" % (value, value) if isinstance(value, int) and abs(value) > 9 else str(value)

    def domain_pages(self):
        groups = collections.defaultdict(lambda: ([], [], []))
        for position, entries in enumerate((self.functions, self.types)):
            for entry in entries.values():
                groups[domain(entry)][position].append(dict(entry, first=self.first(entry["comment"], "../")))
        for c in self.constants.values():
            values = [c["on"].get(a) for a in self.api["architectures"]]
            if len({str(v) for v in values}) == 1:
                shown = html.escape(self.shown(values[0]))
            else:
                shown = "; ".join("%s %s" % (a, html.escape(self.shown(v))) for a, v in zip(self.api["architectures"], values) if v is not None)
            groups[self.home[c["name"]]][2].append(dict(c, shown=shown))
            numbers = {v for v in values if isinstance(v, int)}
            if re.fullmatch(r"LX_E[A-Z0-9]+", c["name"]) and (c["name"][3:] in self.api["errors"] or c["name"][3:] in self.api["aliases"]):
                continue
            names = [str(n) for n in sorted(numbers) if abs(n) > 99 or c["name"].startswith("LX_SIG")]
            self.values[self.home[c["name"]]].append(" ".join([c["name"][3:]] + names))
        for d in self.api["domains"]:
            found = groups[d["name"]]
            d["first"] = self.first(d["comment"], "")
            key = lambda entry: entry["name"]
            self.page("d/%s.html" % d["name"], "domain.html", title=d["header"][9:], domain=d, text=self.prose(d["comment"], "../"),
                      functions=sorted(found[0], key=key), types=sorted(found[1], key=key), constants=sorted(found[2], key=key))
            self.find(d["header"][9:], "page", "d/%s.html" % d["name"], [d["name"], d["header"]], d["comment"], self.plain_first(d["comment"]))

    def call_page(self):
        prototypes = {}
        for line in read(os.path.join(ROOT, "tests/seam/prototypes.tsv")).splitlines():
            cells = line.split("\t")
            if not line.startswith("#"):
                prototypes.setdefault(cells[0], ", ".join(cells[3:]))
        makers = collections.defaultdict(list)
        for f in self.functions.values():
            for call in f["calls"]:
                makers[call].append(f["name"])
        rows = []
        for name in sorted({n for calls in self.api["calls"].values() for n in calls}):
            numbers = {a: calls[name] for a, calls in self.api["calls"].items() if name in calls}
            functions = sorted(makers[name], key=lambda n: (n.lower() != name.replace("_", ""), len(n)))
            since = next((self.functions[n]["since"] for n in functions if self.functions[n]["since"]), "")
            rows.append({"name": name, "numbers": numbers, "functions": functions[:6], "since": since, "arguments": prototypes.get(name, ""),
                         "peers": self.api["peers"]["calls"].get(name, {})})
            # On x86_64 first: that is the number that people know.
            order = [numbers[a] for a in self.api["architectures"] if a in numbers]
            self.find(name, "call", "calls.html#" + name, ["sys_" + name, "__nr_" + name] + self.kernel_names([name]) + order, name.replace("_", " "),
                      ", ".join("%s %d" % (a, n) for a, n in numbers.items()))
        self.page("calls.html", "calls.html", title="System calls", rows=rows)
        self.find("System calls", "page", "calls.html", ["syscalls", "numbers"], "table of all system calls by number")

    def other_pages(self):
        tellers = collections.defaultdict(list)
        for f in self.functions.values():
            for e, _ in f["errors"]:
                tellers[e].append(f["name"])
        rows = []
        for name, message in self.api["errors"].items():
            constant = self.constants.get("LX_" + name)
            number = constant["on"]["x86_64"] if constant else ""
            rows.append({"name": name, "message": message, "number": number, "functions": sorted(tellers[name])})
            also = [a for a, of in self.api["aliases"].items() if of == name]
            self.find(name, "error", "errors.html#" + name, ["LX_" + name, "-%s" % number, number, message] + also, message, "%s: %s" % (number, message))
        rows += [{"name": a, "message": "another name of " + of, "number": self.constants["LX_" + of]["on"]["x86_64"], "functions": []}
                 for a, of in self.api["aliases"].items()]
        missing = sorted(e for e in tellers if e not in self.api["errors"] and e not in self.api["aliases"])
        if missing:
            sys.exit("tools/docs/site.py: comments tell of errors that Linux has not: %s" % missing)
        self.page("errors.html", "errors.html", title="Errors", rows=sorted(rows, key=lambda r: (r["number"] or 0, r["name"])))
        signals = [c for c in self.constants.values() if re.fullmatch(r"LX_SIG(?!_)[A-Z]+\d*", c["name"]) and c["header"].endswith("signal.h")
                   and all(isinstance(v, int) and 0 < v <= 64 for v in c["on"].values())]
        self.page("signals.html", "signals.html", title="Signals", rows=sorted(signals, key=lambda c: (c["on"]["x86_64"], c["name"])))
        traps = []
        for arch in self.api["architectures"]:
            text = re.match(r"/\*.*?\*/", read(os.path.join(ROOT, "include/barecall/arch", arch, "trap.h")), re.S)[0]
            text = "\n".join(re.sub(r"^\s*\* ?", "", line) for line in re.sub(r"^/\*+|\*/$", "", text).splitlines())
            traps.append((arch, "<pre>%s</pre>" % html.escape(text.strip("\n"))))
        self.page("conventions.html", "conventions.html", title="Conventions", traps=traps)
        for title, page, names in (("Errors", "errors.html", []), ("Signals", "signals.html", []), ("Conventions", "conventions.html", ["abi", "registers"])):
            self.find(title, "page", page, names, title)

    def write(self):
        shutil.rmtree(self.output, ignore_errors=True)
        os.makedirs(self.output)
        self.read_examples()
        self.function_pages()
        self.type_pages()
        self.domain_pages()
        self.call_page()
        self.other_pages()
        self.example_pages()
        self.book_pages()
        self.page("index.html", "index.html", title="Reference")
        for name in ("style.css", "search.js"):
            shutil.copy(os.path.join(HERE, name), self.output)
        self.write_index()

    def write_index(self):
        """What search.js loads when it is asked first: entries, and of each domain the constants; in parts that name the next."""
        parts, size = [[]], 0
        for row in self.index + ["\n".join([d] + lines) for d, lines in self.values.items()]:
            text = json.dumps(row, separators=(",", ":"))
            size += len(text)
            if size > PART:
                parts.append([])
                size = len(text)
            parts[-1].append(text)
        os.makedirs(os.path.join(self.output, "index"))
        for number, rows in enumerate(parts):
            with open(os.path.join(self.output, "index/%d.js" % number), "w") as file:
                file.write('part([\n%s], "%s");\n' % (",\n".join(rows), "index/%d.js" % (number + 1) if number + 1 < len(parts) else ""))


def main():
    with open(sys.argv[1]) as file:
        api = json.load(file)
    Site(api, sys.argv[2]).write()


main()
