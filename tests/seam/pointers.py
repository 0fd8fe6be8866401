"""What a wrapper does with a bad pointer: the kernel's call answers -EFAULT, and the program goes on.

Every wrapper of include/barecall/extern that traps is called here for real, in a child, once for each pointer that it
takes, with an address that is not mapped. A signal is a wrapper that touches the caller's memory itself; those that must
are listed, and a comment of theirs says so."""
import os
import re
import shutil

import tap
from toolchain import BUILD, INCLUDE, NATIVE, ROOT, compiler, domains, outside_make

# (wrapper, parameter): what it has to do there itself.
TOUCH = {
    ("Select", "timeout"): "to make a Timespec of a Timeval, and back",
    ("Utimes", "times"): "to make a Timespec of a Timeval",
    ("Lutimes", "tv"): "to make a Timespec of a Timeval",
    ("Futimes", "tv"): "to make a Timespec of a Timeval",
    ("Futimesat", "times"): "to make a Timespec of a Timeval",
    ("Utime", "times"): "to make a Timespec of a Utimbuf",
    ("Sigaction", "act"): "to add what a handler returns to, on x86_64",
    ("Mount", "data"): "to tell an empty string",
    ("Time", "tloc"): "to store what the kernel's newer call returns otherwise",
    ("Getpriority", "nice"): "to store what the kernel returns",
    ("SetsockoptString", "value"): "to find the end of a string",
    ("BindToDevice", "device"): "to find the end of a string",
}

HEAD = """#define BAD 8
static int child(int (*call)(void))
{
	Itimerval soon = { { 0, 0 }, { 0, 300000 } };
	Rlimit none = { 0, 0 };
	WaitStatus ws = 0;
	int pid = Fork();

	if (pid == 0) {
		Setrlimit(LX_RLIMIT_CORE, &none);
		Setitimer(LX_ITIMER_REAL, &soon, LX_NULL);
		call();
		Exit(0);
	}
	while (Wait4(pid, &ws, LX___WALL, LX_NULL) == -LX_EINTR)
		;
	return WaitStatusSignaled(ws) ? WaitStatusSignal(ws) : 0;
}
static void report(const char *name, int signal)
{
	char line[128];
	unsigned long n = 0;

	if (signal != LX_SIGSEGV && signal != LX_SIGBUS)
		return;
	while (*name)
		line[n++] = *name++;
	line[n++] = '\\n';
	Write(1, line, n);
}
"""


def prototypes():
    """(wrapper, [(type, name)]) of each wrapper."""
    for domain in domains("extern"):
        text = open(os.path.join(INCLUDE, "barecall/extern", domain + ".h")).read()
        for name, parameters in re.findall(r"\b(\w+)\(([^;]*?)\) LX_SYMBOL\(", text):
            split = re.split(r",(?![^(]*\))", parameters)
            yield name, [re.fullmatch(r"\s*(.*?)\b(\w+)(\[\w*\])?\s*", p).groups() for p in split
                         if p.strip() != "void" and "(*" not in p], any("(*" in p for p in split)


def run(rows, exists, directory):
    """Reports each wrapper that takes pointers. exists tells whether a call is one of this machine's."""
    if not shutil.which(compiler("gcc", NATIVE)[0]):
        tap.skip("bad pointers", "no gcc; run make setup")
        return
    traps = {row.wrapper for row in rows if row.syscall(NATIVE) not in (None, "-") and exists(row.syscall(NATIVE))}
    calls, cases = [], []
    for name, parameters, functions in prototypes():
        if name not in traps or functions:
            continue  # a function as an argument is never read, but called
        for i, (kind, parameter, array) in enumerate(parameters):
            if "*" not in kind and array is None:
                continue
            words = ["(void *)BAD" if j == i else "LX_NULL" if "*" in k or a is not None else "0"
                     for j, (k, _, a) in enumerate(parameters)]
            calls.append("static int call%d(void) { (void)%s(%s); return 0; }\n" % (len(cases), name, ", ".join(words)))
            cases.append((name, parameter))
    includes = "".join("#include <barecall/%s.h>\n" % d for d in domains("extern"))
    source = "#include <barecall.h>\n" + includes + HEAD + "".join(calls) + "int main(void)\n{\n" + "".join(
        '\treport("%s %s", child(call%d));\n' % (name, parameter, i) for i, (name, parameter) in enumerate(cases)
    ) + "\treturn 0;\n}\n"
    path = os.path.join(directory, "pointers.c")
    with open(path, "w") as out:
        out.write(source)
    program = os.path.join(directory, "pointers")
    library = os.path.join(BUILD, NATIVE, "libbarecall.a")
    made = tap.command(["make", "-s", "-C", ROOT, "O=" + BUILD, library], timeout=300,
                       env=outside_make())
    if made.returncode == 0:
        made = tap.command(compiler("gcc", NATIVE) + ["-O1", "-w", "-I", INCLUDE, "-o", program, path, "-static", library],
                           timeout=300)
    if not tap.check("bad pointers: the program builds", made.returncode == 0, made.stdout):
        return
    result = tap.command([program], timeout=300)
    died = {tuple(line.split()) for line in result.stdout.splitlines()}
    tap.check("bad pointers: %d of %d wrappers were called" % (len({n for n, _ in cases}), len(traps)),
              result.returncode == 0 and len(cases) > 300, result)
    for name in sorted({n for n, _ in cases}):
        wrong = sorted(p for n, p in died - set(TOUCH) if n == name)
        tap.check("%s with a bad pointer" % name, not wrong, "ends the program: %s" % " ".join(wrong))
    missing = set(TOUCH) - died - ({("Sigaction", "act")} if NATIVE != "x86_64" else set())
    tap.check("bad pointers: what is listed as touched is", not missing, sorted(missing))
