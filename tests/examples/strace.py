#!/usr/bin/env python3
"""Compares examples/strace.c with the system's strace, call by call, and tests what no comparison shows; prints TAP.

    tests/examples/strace.py [case ...]

Both trace the same programs (tests/examples/strace/programs.c, freestanding ones, /bin/true). Their files are read line
by line: parts of a call that others interrupted are joined, pids become names by descent ("0.2" is the second child of
the first process), and each process's lines must then be equal, arguments and results included. What is left out is
what no tracer decides: random bytes, times, when SIGCHLD comes, which child is waited for first, calls that a signal
made the kernel begin again. Programs run without address randomisation where that is allowed, so that addresses count;
elsewhere they do not. tracelog.py reads the files."""
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "../lib"), os.path.join(HERE, "strace")]
import tap
import toolchain
from tracelog import join, processes

DEADLINE = 60
# What sleeps until something must have happened, which on a busy machine it may not have, has three tries.
TIMED = ("bare-threads", "signals", "thread-execs")
WHERE = os.path.join(toolchain.BUILD, toolchain.NATIVE)
OURS = os.path.join(WHERE, "examples/strace")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
ADDR_NO_RANDOMIZE = 0x0040000
libc = ctypes.CDLL(None, use_errno=True)


def test_table():
    """Each row of the table of calls is a call that there is, and has as many arguments as the kernel's."""
    arguments = {}
    with open(os.path.join(HERE, "../seam/prototypes.tsv")) as prototypes:
        for line in prototypes:
            fields = line.rstrip("\n").split("\t")
            if not line.startswith("#"):
                arguments[fields[0]] = fields[2]
    with open(os.path.join(toolchain.ROOT, "examples/strace/calls.c")) as table:
        rows = re.findall(r'^\t\{ "(\w+)", \w+, \{ (.*) \} \},$', table.read(), re.M)
    # One kind that shows several arguments, or one in two steps, or what no register holds.
    special = ("clone", "clone3", "prctl", "restart_syscall", "rt_sigreturn")
    wrong = [name for name, kinds in rows if name not in special and
             arguments.get(name) != str(0 if kinds == "NOTHING" else len(kinds.split(", ")))]
    missing = set(name for name in arguments if arguments[name] != "-") - set(name for name, _ in rows)
    tap.check("strace: its table has %d calls, as the kernel's prototypes" % len(rows),
              rows and not wrong and not missing, "wrong: %s, missing: %s" % (wrong, sorted(missing)))


def fixed_addresses():
    libc.personality(ADDR_NO_RANDOMIZE)


def build():
    """Builds strace and the programs; returns their directory, or None."""
    wanted = [os.path.join(WHERE, "examples", name) for name in ("strace", "hello")]
    made = tap.command(["make", "-s", "-C", toolchain.ROOT, "ARCH=" + toolchain.NATIVE, "O=" + toolchain.BUILD] +
                       wanted, timeout=300, env=toolchain.outside_make())
    if not tap.check("strace builds", made.returncode == 0, made.stdout):
        return None
    directory = toolchain.scratch("examples")
    made = tap.command(["gcc", "-O1", "-w", "-pthread", "-o", os.path.join(directory, "programs"),
                        os.path.join(HERE, "strace/programs.c")], timeout=120)
    words = ["gcc", "-O2", "-std=c11", "-ffreestanding", "-fno-stack-protector", "-nostdlib", "-static", "-fno-pie",
             "-I" + toolchain.INCLUDE, os.path.join(HERE, "../boot/strace/programs.c"),
             os.path.join(WHERE, "libbarecall.a"), os.path.join(WHERE, "libbarecall_mem.a")]
    bare = tap.command(words + ["-o", os.path.join(directory, "bare")], timeout=120)
    good = made.returncode == 0 and bare.returncode == 0
    return directory if tap.check("the traced programs build", good, made.stdout + bare.stdout) else None


def trace(tracer, program, directory, options=("-f",)):
    """Runs tracer on program. Returns its exit status and its file's lines."""
    log = os.path.join(directory, "log." + os.path.basename(os.path.dirname(tracer)))
    work = tempfile.mkdtemp(dir=directory)
    try:
        process = subprocess.Popen([tracer] + list(options) + ["-o", log] + program, cwd=work, env=ENVIRONMENT,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   preexec_fn=fixed_addresses, start_new_session=True)
        try:
            output = process.communicate(timeout=DEADLINE)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return "no end", process.communicate()[0], []
        with open(log, errors="replace") as lines:
            return process.returncode, output, lines.read().splitlines()
    finally:
        shutil.rmtree(work)


def difference(ours, theirs):
    """The first line in which two traces differ, as text; "" when none does."""
    if sorted(ours) != sorted(theirs):
        return "processes: %s, strace has %s" % (sorted(ours), sorted(theirs))
    for name in sorted(ours):
        for a, b in zip(ours[name] + ["(end)"], theirs[name] + ["(end)"]):
            if a != b:
                return "process %s\nours:   %s\nstrace: %s" % (name, a, b)
    return ""


def compare(name, program, directory, theirs, exact, without=(), at_least=()):
    """Traces a program with both and compares. at_least: what must be in our trace, so that there is one."""
    for _ in range(3 if name in TIMED else 1):
        results = [trace(tracer, program, directory) for tracer in (OURS, theirs)]
        (status, output, lines), (status2, output2, lines2) = results
        if "no end" in (status, status2):
            tap.fail("strace " + name, "no end after %d s: ours %s, the system's %s" % (DEADLINE, status, status2))
            return
        why = difference(processes(lines, exact, without), processes(lines2, exact, without))
        if not why:
            break
    count = sum(len(each) for each in processes(lines, exact, without).values())
    tap.check("strace %s: %d lines as the system's" % (name, count) if not why else "strace %s" % name, not why, why)
    tap.check("strace %s: same exit status and output" % name, (status, output) == (status2, output2),
              "%s %r\n%s %r" % (status, output, status2, output2))
    text = "\n".join(line for _, line in join(lines))
    missing = [part for part in at_least if part not in text]
    tap.check("strace %s: shows what is known of it" % name, not missing, "missing: %s\n%s" % (missing, text))


def own(tracer_arguments, directory, **options):
    """Our strace with these arguments, its output as text."""
    return subprocess.run([OURS] + tracer_arguments, cwd=directory, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=DEADLINE, **options)


def state(pid):
    """A process's state letter and tracer."""
    with open("/proc/%d/status" % pid) as status:
        text = status.read()
    return re.search(r"^State:\s+(\w)", text, re.M)[1], int(re.search(r"^TracerPid:\s+(\d+)", text, re.M)[1])


def children(pid):
    """The pids of a process's children, as text; of a process that has ended, none."""
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid)) as file:
            return file.read().split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def until(condition, seconds=DEADLINE):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


def ended(process):
    """Waits for its end, as long as there is a reason to; its status."""
    try:
        process.wait(timeout=DEADLINE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return process.returncode


def contains(path, *parts):
    if not os.path.exists(path):
        return False
    with open(path, errors="replace") as file:
        text = file.read()
    return all(part in text for part in parts)


def fresh(path):
    """The path, where nothing is any more."""
    if os.path.exists(path):
        os.remove(path)
    return path


def test_compat(directory):
    """Calls of another architecture are said to be, and do not get names of this one's."""
    programs = os.path.join(directory, "programs")
    name = "strace: says which calls are 32-bit"
    if subprocess.run([programs, "compat"]).returncode != 0:
        tap.skip(name, "this machine makes no 32-bit calls")
        return
    run = own([programs, "compat"], directory)
    tap.check(name, re.search(r"^\[ Process PID=(\d+) runs in 32 bit mode\. \]\nsyscall_0x14\(.*\n"
                              r"\[ Process PID=\1 runs in 64 bit mode\. \]\ngetppid\(\)", run.stdout, re.M), run.stdout)


def test_command_line(directory):
    programs = os.path.join(directory, "programs")
    run = own([], directory)
    tap.check("strace: without a program says how", run.returncode == 1 and "usage" in run.stdout, run.stdout)
    run = own(["no-such-program"], directory)
    tap.check("strace: no such program", run.returncode == 1 and "no such program: no-such-program" in run.stdout, run)
    run = own(["/dev/null"], directory)
    tap.check("strace: a program that cannot be executed", run.returncode == 1 and
              'execve("/dev/null", ["/dev/null"]' in run.stdout and
              "= -1 EACCES (Permission denied)\n" in run.stdout and
              run.stdout.endswith("+++ exited with 1 +++\n") and "write(" not in run.stdout, run.stdout)
    run = own(["-o", "/nonexistent/file", programs], directory)
    tap.check("strace: -o without its directory", run.returncode == 1 and "No such file" in run.stdout, run.stdout)
    run = own(["-p", "999999999", programs], directory)
    tap.check("strace: -p of no process", run.returncode == 1 and "No such process" in run.stdout, run.stdout)
    run = own(["sh", "-c", "exit 77"], directory)
    tap.check("strace: finds the program in PATH, and ends as it", run.returncode == 77 and
              run.stdout.startswith('execve("/usr/bin/sh", ["sh", "-c", "exit 77"]'), run)
    run = own(["-f", "sh", "-c", "kill -9 $$"], directory)
    tap.check("strace: ends by the signal that ended the program", run.returncode == -9 and
              run.stdout.endswith("+++ killed by SIGKILL +++\n"), run)
    run = own(["-f", os.path.join(directory, "bare"), "forks"], directory)
    tap.check("strace: tells processes apart on standard error", re.search(r"^\[pid +\d+\] ", run.stdout, re.M) and
              re.search(r"^strace: Process \d+ attached$", run.stdout, re.M) and
              run.stdout.startswith("execve(") and run.stdout.endswith("\n+++ exited with 3 +++\n"), run.stdout)
    run = own([os.path.join(directory, "bare"), "forks"], directory)
    tap.check("strace: does not follow without -f", "attached" not in run.stdout and run.returncode == 3 and
              "getppid" not in run.stdout, run.stdout)
    run = own([OURS, os.path.join(WHERE, "examples/hello")], directory)
    tap.check("strace: of strace", run.returncode == 0 and "ptrace(PTRACE_SEIZE, " in run.stdout and
              run.stdout.endswith("+++ exited with 0 +++\n"), run.stdout)
    run = own(["-f", OURS, os.path.join(WHERE, "examples/hello")], directory)
    tap.check("strace: of strace with -f: no process has two tracers", run.returncode == 1 and
              "strace: cannot trace: Operation not permitted" in run.stdout, run.stdout)
    run = own(["-o", "/dev/full", programs], directory)
    tap.check("strace: tells that it cannot write", run.returncode == 1 and
              run.stdout == "strace: cannot write: No space left on device\n", run.stdout)
    reader = subprocess.run("%s -f %s forks 2>&1 | head -n 1" % (OURS, programs), shell=True, env=ENVIRONMENT,
                            timeout=DEADLINE, stdout=subprocess.PIPE, text=True)
    tap.check("strace: ends when its reader has gone", reader.stdout.startswith("execve("), reader.stdout)


def test_attach(directory):
    """-p: a process that others made, and which must not notice."""
    log = os.path.join(directory, "log.attach")
    script = "import time, threading, os\nthreading.Thread(target=lambda: time.sleep(600), daemon=True).start()\n" \
             "while True:\n    time.sleep(0.01); os.getppid()\n"
    target = subprocess.Popen([sys.executable, "-c", script])
    try:
        until(lambda: len(os.listdir("/proc/%d/task" % target.pid)) == 2)
        for name, number in (("SIGINT", signal.SIGINT), ("SIGTERM", signal.SIGTERM)):
            tracer = subprocess.Popen([OURS, "-f", "-o", fresh(log), "-p", str(target.pid)],
                                      stderr=subprocess.PIPE, text=True,
                                      preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
            threads = [int(t) for t in os.listdir("/proc/%d/task" % target.pid)]
            seen = until(lambda: contains(log, "getppid()", "clock_nanosleep") and
                         all(state(t)[1] == tracer.pid for t in threads))
            tracer.send_signal(number)
            errors = tracer.communicate(timeout=DEADLINE)[1]
            tap.check("strace -p: shows all threads of a running process", seen, errors)
            tap.check("strace -p: %s ends it, and detaches" % name, tracer.returncode == -number and
                      errors.count("detached") == 2 and target.poll() is None and
                      until(lambda: all(state(t)[1] == 0 and state(t)[0] in "SR" for t in threads)), errors)
        target.send_signal(signal.SIGSTOP)
        until(lambda: state(target.pid)[0] == "T")
        tracer = subprocess.Popen([OURS, "-f", "-o", fresh(log), "-p", str(target.pid)],
                                  stderr=subprocess.PIPE, text=True)
        seen = until(lambda: contains(log, "--- stopped by SIGSTOP ---"))
        tap.check("strace -p: a stopped process stays stopped", seen and state(target.pid)[0] in "Tt", "")
        tracer.send_signal(signal.SIGTERM)
        tracer.communicate(timeout=DEADLINE)
        tap.check("strace -p: and is stopped after strace has gone", until(lambda: state(target.pid) == ("T", 0)),
                  state(target.pid))
        tracer = subprocess.Popen([OURS, "-f", "-o", fresh(log), "-p", str(target.pid)],
                                  stderr=subprocess.PIPE, text=True)
        until(lambda: contains(log, "--- stopped by SIGSTOP ---"))
        target.send_signal(signal.SIGCONT)
        tap.check("strace -p: SIGCONT sets it going", until(lambda: contains(
            log, "--- SIGCONT {si_signo=SIGCONT, si_code=SI_USER", "getppid()")), "")
        tracer.kill()
        tracer.communicate(timeout=DEADLINE)
        tap.check("strace -p: the process survives strace's being killed", target.poll() is None and
                  until(lambda: state(target.pid)[1] == 0 and state(target.pid)[0] in "SR"), "")
    finally:
        target.kill()
        target.wait()


def test_ends(directory):
    """SIGINT goes to the program, too; tracees may be killed at any moment."""
    log = os.path.join(directory, "log.ends")
    tracer = subprocess.Popen([OURS, "-f", "-o", fresh(log), "sleep", "600"], env=ENVIRONMENT,
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    until(lambda: contains(log, "clock_nanosleep"))
    with open(log) as file:
        program = int(file.read().split()[0])
    tracer.send_signal(signal.SIGINT)
    ended(tracer)
    gone = until(lambda: not os.path.exists("/proc/%d" % program))
    tap.check("strace: SIGINT ends it and its program", tracer.returncode == -signal.SIGINT and gone, tracer.returncode)
    if not gone:
        os.kill(program, signal.SIGKILL)

    target = subprocess.Popen([os.path.join(directory, "programs"), "waits"], start_new_session=True)
    until(lambda: children(target.pid))
    tracer = subprocess.Popen([OURS, "-f", "-o", fresh(log), "-p", str(target.pid)], stderr=subprocess.DEVNULL)
    until(lambda: state(target.pid)[1] == tracer.pid)
    tracer.send_signal(signal.SIGTERM)
    ended(tracer)
    tap.check("strace -p: leaves a process that waits for its vfork child",
              until(lambda: state(target.pid) == ("D", 0)) and tracer.returncode == -signal.SIGTERM,
              (state(target.pid), tracer.returncode))
    os.killpg(target.pid, signal.SIGKILL)
    target.wait()

    wrong = []
    for moment in range(25):
        tracer = subprocess.Popen([OURS, "-f", "-o", fresh(log), os.path.join(directory, "programs"), "forks"],
                                  env=ENVIRONMENT, stderr=subprocess.PIPE, text=True, start_new_session=True)
        until(lambda: children(tracer.pid) or tracer.poll() is not None)
        time.sleep(0.004 * moment)
        for pid in children(tracer.pid):
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                pass
        try:
            errors = tracer.communicate(timeout=DEADLINE)[1]
        except subprocess.TimeoutExpired:
            os.killpg(tracer.pid, signal.SIGKILL)
            errors = tracer.communicate()[1] + "(no end)"
        if errors or tracer.returncode not in (0, -signal.SIGKILL):
            wrong.append((moment, tracer.returncode, errors))
    tap.check("strace: bears the killing of its tracees", not wrong, wrong)


def main():
    directory = build()
    if not directory:
        tap.done()
    theirs = shutil.which("strace")
    fixed = subprocess.run([sys.executable, "-c", "import ctypes, sys\nl = ctypes.CDLL(None)\n"
                            "l.personality(0x40000)\nsys.exit(l.personality(0xffffffff) & 0x40000 == 0)"])
    exact = fixed.returncode == 0
    programs, bare = os.path.join(directory, "programs"), os.path.join(directory, "bare")
    cases = {
        "hello": ([os.path.join(WHERE, "examples/hello")], (), ("+++ exited with 0 +++",)),
        "bare-true": ([bare, "true"], (), ("exit_group(0)", "+++ exited with 0 +++")),
        # Signals of one number that come together are one.
        "bare-forks": ([bare, "forks"], ("--- SIGCHLD",), ("+++ exited with 3 +++", "SIGSTOP")),
        "bare-threads": ([bare, "threads"], (), ("tls=0xabc", "+++ superseded by execve in pid ")),
        "true": (["/bin/true"], (), ("openat(AT_FDCWD, ", "+++ exited with 0 +++")),
        "files": ([programs, "files"], (), ("O_RDWR|O_CREAT|O_TRUNC|O_NOFOLLOW|O_CLOEXEC, 0640",)),
        "memory": ([programs, "memory"], (), ("PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS",)),
        "forks": ([programs, "forks"], ("--- SIGCHLD",), ("+++ exited with 72 +++",)),
        # Whether a thread is waited for, or has ended already, is a matter of time.
        "threads": ([programs, "threads"], ("futex(",), ("clone3({flags=CLONE_VM|", "close(104)")),
        "signals": ([programs, "signals"], (), ("--- stopped by SIGSTOP ---", "SIGRT_3", "rt_sigreturn({mask=")),
        "killed": ([programs, "killed"], (), ("--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=0x10}",)),
        "aborted": ([programs, "aborted"], (), ("+++ killed by SIGABRT +++",)),
        "execs": ([programs, "execs"], (), ("= -1 ENOENT", "= -1 EACCES", "vfork(")),
        "thread-execs": ([programs, "thread-execs"], (), ("+++ superseded by execve in pid ",)),
        "others": ([programs, "others"], (), ("FUTEX_WAIT_PRIVATE, 5, {tv_sec=0, tv_nsec=1000000}",)),
    }
    wanted = sys.argv[1:] or list(cases)
    for name, (program, without, at_least) in cases.items():
        if name not in wanted:
            continue
        if theirs:
            compare(name, program, directory, theirs, exact, without, at_least)
        else:
            tap.skip("strace " + name, "there is no strace; `make setup` brings it")
    if not sys.argv[1:]:
        test_table()
        test_command_line(directory)
        test_compat(directory)
        test_attach(directory)
        test_ends(directory)
    tap.done()


if __name__ == "__main__":
    main()
