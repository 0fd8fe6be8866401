#!/usr/bin/env python3
"""Boots a real Linux kernel under qemu-system with a given set of files as its initramfs.

    from boot import boot
    console, log, powered_off = boot("riscv64", {"init": open(program, "rb").read()})

    tests/boot/boot.py --kernel K --init PROGRAM [--file PATH=SRC ...] [--append WORDS] [--cpu MODEL] [--deadline S]

The command prints the console from init's start on and exits 0 only if the guest itself powered off in time; a panic,
a reset, a halt or a hang exits 1. PROGRAM and each SRC become executable files of the initramfs, which holds
nothing else; /dev/console is there all the same, from the archive that Linux has built in, and is PID 1's
descriptors 0, 1 and 2. The kernels are build/deps/vmlinuz-<name>, as `make setup` leaves them: tests/boot/kernels has the
names, each of which begins with its architecture.
"""
import argparse
import json
import os
import re
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
import toolchain

# Machine, the CPU with every extension that a test needs, and the console that is the first serial port, from early on.
# Pointer authentication with a plain hash in place of QARMA boots in half the time.
MACHINES = {
    "x86_64": ("q35", "max", "console=ttyS0 earlyprintk=ttyS0,115200"),
    "aarch64": ("virt", "max,pauth-impdef=on", "console=ttyAMA0 earlycon"),
    "riscv64": ("virt", "rv64,v=true,vext_spec=v1.0", "console=ttyS0 earlycon"),
}

# Linux logs its start, and from here on, right before it runs init, only what is an error or worse. Each record is the
# time and one line, and may stand in the middle of a program's line.
LOG = "loglevel=7 sysctl.kernel.printk=4"
STARTED = re.compile(r"Freeing unused kernel (?:image \(initmem\) )?memory: [^\n]*\n")
RECORD = re.compile(r"\[ *\d+\.\d{6}\] [^\n]*\n")

# Now and then a machine under emulation stops in Linux's own start, before it has run anything of ours, for no reason
# that the tests could know. One that has ended, or so many seconds have passed, without init being run, and only that,
# is started anew.
START = 150
ATTEMPTS = 3


def cpio(files):
    """An initramfs: a newc archive of {path: content}, directories implied, every file executable."""
    archive = bytearray()
    entries = {}
    for path, content in files.items():
        parts = path.strip("/").split("/")
        for depth in range(1, len(parts)):
            entries["/".join(parts[:depth])] = (0o040755, b"")
        entries["/".join(parts)] = (0o100755, content)
    entries["TRAILER!!!"] = (0, b"")
    for inode, (path, (mode, content)) in enumerate(entries.items(), 1):
        name = path.encode() + b"\0"
        # ino mode uid gid nlink mtime filesize devmajor devminor rdevmajor rdevminor namesize check
        fields = (inode, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name), 0)
        for part in (b"070701" + b"".join(b"%08X" % field for field in fields) + name, content):
            archive += part
            archive += bytes(-len(archive) % 4)
    return bytes(archive)


def kernels():
    """The names in tests/boot/kernels."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "kernels"), encoding="ascii") as lines:
        return [line.split()[0] for line in lines if not line.startswith("#")]


def architecture(kernel):
    return kernel.partition("-")[0]


def missing(kernel):
    """What a boot of this kernel lacks here, in words; "" when nothing."""
    if not os.path.exists(os.path.join(toolchain.DEPS, "vmlinuz-" + kernel)):
        return "there is no kernel %s; `make setup%s` brings it" % (kernel, "-kernels" if "-" in kernel else "")
    if not shutil.which("qemu-system-" + architecture(kernel)):
        return "there is no qemu-system-%s; `make setup` brings it" % architecture(kernel)
    return ""


def boot(kernel, initramfs_files, cmdline_extra="", deadline=60, cpu=None, echo=None, devices=(), memory="256M"):
    """Boots the kernel of this name with initramfs_files ({path: bytes}; "init" is PID 1) and waits for its end.

    cmdline_extra: further words of the kernel's command line; those after ` -- ` become init's arguments.
    deadline: seconds until the machine is ended by force. cpu: another model than MACHINES has.
    echo: called with each line of the console from init's start on, as it comes. devices: further words of QEMU's.
    memory: how much the machine has.

    Returns (console, log, powered_off): what programs wrote to the serial console, what the kernel wrote there, and
    whether the guest ended by its own power-off in time. A reset, which a panic ends in, is no power-off."""
    arch = architecture(kernel)
    machine, model, console_word = MACHINES[arch]
    words = "%s %s panic=-1 rdinit=/init %s" % (console_word, LOG, cmdline_extra)
    with tempfile.NamedTemporaryFile(prefix="initramfs-") as initramfs:
        initramfs.write(cpio(initramfs_files))
        initramfs.flush()
        command = ["qemu-system-" + arch, "-M", machine, "-cpu", cpu or model, "-accel", "tcg", "-m", memory,
                   "-no-reboot", "-nodefaults", "-no-user-config", "-display", "none", "-serial", "stdio",
                   "-kernel", os.path.join(toolchain.DEPS, "vmlinuz-" + kernel), "-initrd", initramfs.name,
                   "-append", words.strip(), *devices]
        for attempt in range(1, ATTEMPTS + 1):
            text, powered_off, late = run(command, deadline, echo)
            started = STARTED.search(text)
            if started or attempt == ATTEMPTS:
                break
            print("boot.py: %s: Linux has not come to run init, starting it again. It stopped at:\n%s"
                  % (kernel, text[-3000:]), file=sys.stderr)
    log = "".join(RECORD.findall(text))
    console = RECORD.sub("", text[started.end() if started else 0:])
    if late:
        console += "\n(no power-off before the deadline; the kernel's last lines:)\n" + log[-2000:]
    return console, log, powered_off


def run(command, deadline, echo):
    """Runs one machine: (all text of its console, whether it has powered itself off, whether it was too late)."""
    end = time.monotonic() + deadline
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            control = ["-chardev", "socket,id=control,fd=%d" % theirs.fileno(), "-mon", "chardev=control,mode=control"]
            qemu = subprocess.Popen(command + control, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                    stderr=subprocess.STDOUT, pass_fds=[theirs.fileno()])
        try:
            return follow(qemu, ours, end, echo)
        finally:
            qemu.kill()
            qemu.wait()
            qemu.stdout.close()


def follow(qemu, control, end, echo):
    """Reads a machine's console and its control socket until both are closed or the deadline is over."""
    texts = {qemu.stdout: bytearray(), control: bytearray()}
    start_end = min(end, time.monotonic() + START)
    started = shown = 0  # where in the console's text
    try:
        control.sendall(b'{"execute": "qmp_capabilities"}\n')  # from here on it tells of events
    except BrokenPipeError:
        pass  # QEMU did not start; its console says why
    with selectors.DefaultSelector() as selector:
        for source in texts:
            selector.register(source, selectors.EVENT_READ)
        while selector.get_map() and time.monotonic() < (end if started else start_end):
            for key, _ in selector.select(max(0, (end if started else start_end) - time.monotonic())):
                try:
                    piece = os.read(key.fd, 65536)
                except ConnectionResetError:
                    piece = b""
                texts[key.fileobj] += piece
                if not piece:
                    selector.unregister(key.fileobj)
            if started and not echo:
                continue
            text = plain(texts[qemu.stdout])
            begin = None if started else STARTED.search(text)
            if begin:
                started = shown = begin.end()
            if started and echo and "\n" in text[shown:]:
                whole = text.rfind("\n") + 1
                echo(text[shown:whole])
                shown = whole
        late = bool(selector.get_map())
    # SHUTDOWN events give the reason. QEMU 7.2's riscv64 machine ends without one, and only, on a power-off.
    events = [json.loads(line) for line in texts[control].splitlines()]
    reasons = [event["data"]["reason"] for event in events if event.get("event") == "SHUTDOWN"]
    try:
        status = qemu.wait(0 if late else max(1, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        status = None
    powered_off = not late and status == 0 and set(reasons) <= {"guest-shutdown"}
    return plain(texts[qemu.stdout]), powered_off, late


def plain(console):
    """Console bytes as text with plain line ends."""
    return bytes(console).replace(b"\r", b"").decode(errors="replace")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kernel", required=True, choices=kernels())
    parser.add_argument("--init", required=True, metavar="PROGRAM", help="becomes /init, PID 1")
    parser.add_argument("--file", action="append", default=[], metavar="PATH=SRC", help="a further file")
    parser.add_argument("--append", default="", metavar="WORDS", help="added to the kernel's command line")
    parser.add_argument("--cpu", help="a CPU model of QEMU")
    parser.add_argument("--deadline", type=float, default=60, metavar="S", help="seconds (60)")
    options = parser.parse_args()
    files = {}
    for pair in ["init=" + options.init] + options.file:
        path, _, source = pair.partition("=")
        with open(source, "rb") as program:
            files[path] = program.read()

    def echo(text):
        print(text, end="", flush=True)

    _, _, powered_off = boot(options.kernel, files, options.append, options.deadline, options.cpu, echo)
    if not powered_off:
        print("boot.py: %s: no power-off by the guest within %g s" % (options.kernel, options.deadline), file=sys.stderr)
    sys.exit(0 if powered_off else 1)


if __name__ == "__main__":
    main()
