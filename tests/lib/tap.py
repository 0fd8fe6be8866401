"""Test results as TAP lines, and commands with a deadline. Every tier's `run` script uses it."""
import subprocess
import sys

failures = 0


def ok(name):
    print("ok - " + name, flush=True)


def fail(name, why):
    global failures
    failures += 1
    print("not ok - " + name, flush=True)
    for line in str(why).rstrip().splitlines()[-40:]:
        print("# " + line, flush=True)


def skip(name, why):
    print("ok - %s # SKIP %s" % (name, why), flush=True)


def check(name, condition, why=""):
    """Reports name as passed or failed."""
    ok(name) if condition else fail(name, why)
    return condition


def command(words, timeout=60, **options):
    """Runs a command; its output is captured, and a missed deadline is exit status 124."""
    options.setdefault("stdin", subprocess.DEVNULL)
    try:
        return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                              timeout=timeout, **options)
    except subprocess.TimeoutExpired as late:
        output = late.stdout or b""
        output = output.decode(errors="replace") if isinstance(output, bytes) else output
        return subprocess.CompletedProcess(words, 124, output + "\n(no end after %d s)" % timeout)


def done():
    """Ends a tier."""
    sys.exit(1 if failures else 0)
