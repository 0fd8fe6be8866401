"""What the seam tier compares: the wrappers of the headers, the rows that describe them, the kernel's prototypes."""
import os
import re

from toolchain import ARCHES

# Names under which the kernel takes a user address as an unsigned long: a pointer is the right type for these.
ADDRESSES = set("addr start end entry brk new_addr newsp tls arg arg2 arg3 arg4 arg5 data".split())

INTEGERS = {}
for _names, _class in (
        ("int,pid_t,const int,clockid_t,const clockid_t,timer_t,mqd_t,key_t,rwf_t,key_serial_t,__s32", "s32"),
        ("unsigned int,unsigned,u32,const __u32,__u32,uid_t,gid_t,qid_t,const enum landlock_rule_type", "u32"),
        ("umode_t,unsigned short", "u16"), ("short", "s16"), ("char,unsigned char,signed char", "u8"),
        ("long,loff_t,off_t,long int", "s64"),
        ("unsigned long,size_t,const size_t,u64,__u64,aio_context_t,uintptr_t,long unsigned int", "u64")):
    INTEGERS.update((n, _class) for n in _names.split(","))
INTEGERS["__kernel_old_time_t"] = "s64"
# Kernel typedefs of pointers.
POINTERS = {"cap_user_header_t": "cap_user_header_t *", "cap_user_data_t": "cap_user_data_t *",
            "const cap_user_data_t": "const cap_user_data_t *"}


class Parameter:
    """A C parameter: its name, its type (an array is the pointer it becomes), and how to declare it."""

    def __init__(self, text, index):
        text = " ".join(text.split())
        function = re.fullmatch(r"(.*)\(\s*\*\s*(\w+)\s*\)\s*(\(.*\))", text)
        if function:
            self.name, self.type, self.pointer = function.group(2), "function *", True
            self.declaration = text
            return
        array = re.fullmatch(r"(.*?)\[[^]]*\]", text)
        if array:
            text = re.sub(r"(\w+)$", r"*\1", array.group(1))
        match = re.fullmatch(r"(.*?)(\w+)", text)
        self.name, self.type = match.group(2), match.group(1).strip()
        self.pointer = "*" in self.type
        # The local variable may be written through, so that a row can set fields of a const argument. What a pointer
        # to pointers leads to keeps its const, without which it would be another type.
        self.declaration = text if text.count("*") > 1 else re.sub(r"\bconst\b ?", "", text)


def split(text):
    """The parts of text between commas outside brackets."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if c == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [p.strip() for p in parts + [text[start:]] if p.strip()]


class Wrapper:
    def __init__(self, result, name, parameters):
        self.name, self.result = name, " ".join(result.split())
        self.parameters = [Parameter(p, i) for i, p in enumerate(split(parameters)) if p != "void"]

    def parameter(self, name):
        return next((p for p in self.parameters if p.name == name), None)


ATTRIBUTE = r"__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)"


def wrappers(preprocessed):
    """name -> Wrapper for each LX_API function in preprocessed text; an LX_TRAP function is always_inline."""
    text = re.sub(r"\bstatic\s+__inline__\s+(?=__attribute__\s*\(\(\s*__always_inline__)", "", preprocessed)
    text = re.sub(ATTRIBUTE, "", text)
    found = re.findall(r"\bstatic\s+__inline__\s+([^;{}()]*?)\b([A-Z]\w*)\(([^;{}]*?)\)\s*\{", text)
    return {name: Wrapper(result, name, parameters) for result, name, parameters in found}


def prototypes(path):
    """(name, arch) -> list of (type, name), or None where no kernel has the call."""
    table = {}
    for line in open(path):
        if line.startswith("#"):
            continue
        name, arches, count, *arguments = line.rstrip("\n").split("\t")
        pairs = [re.fullmatch(r"(.*?)\s*(\w+)", a).groups() for a in arguments]
        if count != "-" and len(pairs) != int(count):
            raise ValueError("%s: %s has %d arguments, not %s" % (path, name, len(pairs), count))
        for arch in arches.split(","):
            table[name, arch] = None if count == "-" else pairs
    return table


class Row:
    """One line of a rows file; the format is described in tests/seam/run."""

    def __init__(self, path, line, text):
        self.path, self.line, self.where = path, line, "%s:%d" % (path, line)
        self.exceptions, self.values, self.result, self.condition = {}, [], None, None
        marker = re.search(r"\s!(\w+(?:,\w+)*)\s+(\S.*)$", text)
        if marker:
            text = text[:marker.start()]
            self.exceptions = {n: marker.group(2) for n in marker.group(1).split(",")}
        values = re.search(r"\s\{(.*)\}\s*$", text)
        if values:
            text = text[:values.start()]
            self.values = [v.strip() for v in re.split(r"[,;]", values.group(1)) if v.strip()]
        text, *rest = re.split(r"\s=>\s", text, maxsplit=1)
        if rest:
            self.condition = rest[0].strip()
        text, *rest = re.split(r"\s->\s", text, maxsplit=1)
        if rest:
            self.result = rest[0].strip()
        words = self.words(text)
        self.arches = ARCHES
        if words and words[0].startswith("@"):
            self.arches = tuple(words.pop(0)[1:].split(","))
        if len(words) < 2:
            raise ValueError("%s: a row needs a wrapper and a system call" % self.where)
        self.wrapper, self.call, self.arguments = words[0], words[1], words[2:]

    @staticmethod
    def words(text):
        """Splits at white space outside brackets."""
        words, depth, word = [], 0, ""
        for c in text + " ":
            depth += (c in "([") - (c in ")]")
            if c.isspace() and depth <= 0:
                words += [word] if word else []
                word = ""
            else:
                word += c
        return words + ([word.strip()] if word.strip() else [])

    def syscall(self, arch):
        """The call's name on arch, "-" for none, or None where the wrapper is not to exist."""
        if arch not in self.arches:
            return None
        if ":" in self.call:
            return dict(part.split(":") for part in self.call.split(",")).get(arch)
        return self.call


def rows(paths, root):
    result = []
    for path in paths:
        for number, line in enumerate(open(path), 1):
            line = re.sub(r"(^|\s)#\s.*|^#.*", "", line.rstrip("\n"))
            if line.strip():
                result.append(Row(os.path.relpath(path, root), number, line))
    return result


def kind(text):
    """(class, pointee class, pointee is const) of a C type; the class is pointer, an integer's, or None."""
    text = POINTERS.get(text, text)
    text = re.sub(r"\s*\*\s*", " * ", " ".join(text.split())).strip()
    if "*" not in text:
        return INTEGERS.get(text) or INTEGERS.get(re.sub(r"^const ", "", text)), None, False
    if text.endswith("const"):
        text = text[:-5].strip()
    pointee = text[:text.rindex("*")].strip()
    constant = pointee.endswith("* const") or ("*" not in pointee and bool(re.search(r"\bconst\b", pointee)))
    return "pointer", INTEGERS.get(re.sub(r"\bconst\b", "", pointee).strip()), constant


def disagreement(parameter, kernel_type, kernel_name):
    """Why a parameter may not feed this argument of the kernel, or None."""
    ours, our_pointee, our_const = kind(parameter.type)
    theirs, their_pointee, their_const = kind(kernel_type)
    said = "%s is `%s`, the kernel's %s is `%s`" % (parameter.name, parameter.type, kernel_name, kernel_type)
    if parameter.pointer:
        ours = "pointer"
    if ours is None or theirs is None:
        return said + ": a type that tests/seam/model.py does not know"
    if ours == "pointer" and theirs == "u64":
        return None if kernel_name in ADDRESSES else said
    if (ours == "pointer") != (theirs == "pointer"):
        return said
    if ours == "pointer":
        if our_pointee and their_pointee and our_pointee[1:] != their_pointee[1:]:
            return said
        return said + ", const" if their_const and not our_const and parameter.type != "function *" else None
    if theirs in ("u16", "u8") or parameter.name == kernel_name == "fd":
        return None
    return None if ours[1:] == theirs[1:] else said


def disagreements(row, wrapper, prototype):
    """Everything that the row and the kernel's prototype contradict each other in."""
    if prototype is None:
        return ["no kernel has this call"]
    found = []
    if len(row.arguments) != len(prototype):
        return ["the row has %d arguments, the kernel's call takes %d" % (len(row.arguments), len(prototype))]
    used = set()
    for argument, (kernel_type, kernel_name) in zip(row.arguments, prototype):
        parameter = wrapper.parameter(argument)
        why = disagreement(parameter, kernel_type, kernel_name) if parameter else None
        if why and argument in row.exceptions:
            used.add(argument)
        elif why:
            found.append(why)
    for name in sorted(set(row.exceptions) - used):
        found.append("the exception for %s is not needed" % name)
    return found
