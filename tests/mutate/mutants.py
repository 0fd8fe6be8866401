"""Changes of one place in a C file: operators, constants, conditions, statements, arguments, widths."""
import re

# Comments, strings and preprocessor lines are no code to be changed.
NO_CODE = re.compile(r'/\*[\s\S]*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*$', re.M)
OPERATORS = {"<": ["<=", ">="], "<=": ["<"], ">": [">=", "<="], ">=": [">"], "==": ["!="], "!=": ["=="], "&&": ["||"], "||": ["&&"],
             "+": ["-"], "-": ["+"], "*": ["+"], "/": ["*"], "%": ["/"], "&": ["|"], "|": ["&"], "<<": [">>"], ">>": ["<<"],
             "+=": ["-="], "-=": ["+="], "|=": ["&="], "&=": ["|="]}
BINARY = re.compile(r"(?<=[\w)\]] )(<<|>>|<=|>=|==|!=|&&|\|\||\+=|-=|\|=|&=|[-+*/%&|<>])(?= [\w(*&!~-])")
NUMBER = re.compile(r"(?<![\w.])(0x[0-9a-fA-F]+|\d+)([uUlL]*)(?!\w)")
CONDITION = re.compile(r"\b(if|while) \(([^;{}\n]*)\)(?= \{$|$)", re.M)
STATEMENT = re.compile(r"^\t+((?:\*|[\w.>\[\]-]+(?:->|\.|\[)?)[^;{}\n=]*(?:[-+|&]?= [^;{}\n]*|\([^;{}\n]*\)));$", re.M)
RESULT = re.compile(r"\breturn (?!0;|LX_NULL;)([^;\n]+);")
CALL = re.compile(r"\b(?!(?:if|while|for|switch|return|sizeof|__\w+)\b)([a-z]\w*|[A-Z]\w*[a-z]\w*)\(")
CONSTANT = re.compile(r"-?\d|\(?[A-Z][A-Z0-9_]*\)?$|LX_(?!PTR\()\w+$")
WIDTH = re.compile(r"\b(unsigned long|long)\b(?= \w+[,;) =])")
WORDS = re.compile(r"\b(return|else|case|break|continue|goto|static|extern|typedef|const|struct|union|enum|sizeof)\b")


def arguments(code, start):
    """(begin, end) of each argument of a call whose first one begins at start; none where the call does not end."""
    depth, begin, found = 0, start, []
    for at in range(start, len(code)):
        if code[at] in "([{":
            depth += 1
        elif depth == 0 and code[at] in ",)":
            found.append((begin, at))
            if code[at] == ")":
                break
            begin = at + 1
        elif code[at] in ")]}":
            depth -= 1
        elif code[at] == ";":
            return []
    stripped = []
    for begin, end in found:
        part = code[begin:end]
        stripped.append((begin + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())))
    return stripped


class Mutant:
    """A change of text[start:end] to new."""

    def __init__(self, path, text, start, end, new, kind):
        self.path, self.start, self.end, self.new, self.kind = path, start, end, new, kind
        self.line = text.count("\n", 0, start) + 1
        self.column = start - text.rfind("\n", 0, start)
        self.old = text[start:end]

    def apply(self, text):
        return text[:self.start] + self.new + text[self.end:]

    def __str__(self):
        return "%s:%d:%d: %s: `%s` -> `%s`" % (self.path, self.line, self.column, self.kind, self.old.strip(), self.new.strip())


def of(path, text):
    """All mutants of a file."""
    code = NO_CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    found = []  # in bodies of functions: types and prototypes are the abi tier's

    def add(start, end, new, kind):
        if text[start:end] == code[start:end]:
            found.append(Mutant(path, text, start, end, new, kind))

    def value(word):
        return int(word, 8) if re.match(r"0[0-7]+$", word) else int(word, 0)

    for body in re.finditer(r"^\{$.*?^\}$", code, re.M | re.S):
        begin, end = body.span()
        for m in BINARY.finditer(code, begin, end):
            for new in OPERATORS[m[1]]:
                add(m.start(1), m.end(1), new, "operator")
        for m in NUMBER.finditer(code, begin, end):
            add(m.start(1), m.end(1), str(value(m[1]) + 1), "constant")
            if value(m[1]) > 1:
                add(m.start(1), m.end(1), str(value(m[1]) - 1), "constant")
        for m in CONDITION.finditer(code, begin, end):
            add(m.start(2), m.end(2), "!(" + m[2] + ")", "condition")
        for m in STATEMENT.finditer(code, begin, end):
            if not WORDS.search(m[1]):
                add(m.start(1), m.end(1), "", "statement dropped")
        for m in RESULT.finditer(code, begin, end):
            add(m.start(1), m.end(1), "0", "result")
        for m in CALL.finditer(code, begin, end):
            places = arguments(code, m.end())
            for (a, b), (c, d) in zip(places, places[1:]):
                first, second = code[a:b], code[c:d]
                if first != second and first and second and not CONSTANT.match(first) and not CONSTANT.match(second):
                    add(a, d, second + code[b:c] + first, "arguments swapped")
            if re.match(r"lx_trap\d$", m[1]):
                for a, b in places[1:]:
                    if not CONSTANT.match(code[a:b]):
                        add(a, b, "(int)(%s)" % code[a:b], "argument cut")
        for m in WIDTH.finditer(code, begin, end):
            add(m.start(1), m.end(1), m[1].replace("long", "int"), "width")
    return found
