"""Reads files of strace -f -o, as sequences of each process."""
import re

# Calls that strace shows more of than examples/strace.c does: name and result are compared.
UNDECODED = ("socket", "utimensat", "tuxcall", "prctl", "ioctl", "rseq")

# Where a number is a process: in structures, as an argument, as a result.
PIDS = [re.compile(pattern) for pattern in (
    r"(si_pid=|parent_tid=\[|P_PID, |execve in pid )(\d+)", r"^((?:kill|tkill|tgkill|wait4|rt_sigqueueinfo)\()(\d+)",
    r"^(tgkill\([^,]*, )(\d+)",
    r"^((?:clone3?|v?fork|wait4|getpid|gettid|getppid|setsid|set_tid_address)\(.*\) = )(\d+)$")]


def join(lines):
    """[(pid, line)] with the two parts of an interrupted call as one line, where the first part was."""
    whole, open_call = [], {}
    for line in lines:
        match = re.match(r"(\d+) +(.*)$", line)
        if not match:
            whole.append([0, "?? " + line])
            continue
        pid, text = int(match[1]), match[2]
        resumed = re.match(r"<\.\.\. \w+ resumed>(.*)$", text)
        superseded = re.match(r"\+\+\+ superseded by execve in pid (\d+) \+\+\+$", text)
        if superseded and int(superseded[1]) in open_call:
            open_call[pid] = open_call.pop(int(superseded[1]))
            whole[open_call[pid]][0] = int(superseded[1])
        if resumed and pid in open_call:
            whole[open_call.pop(pid)][1] += resumed[1]
        elif text.endswith("<unfinished ...>"):
            open_call[pid] = len(whole)
            whole.append([pid, text[:-len("<unfinished ...>")].rstrip(" ") + (" " if text[-18:-16] == "  " else "")])
        elif re.search(r" <pid changed to \d+ \.\.\.>$", text):
            open_call[pid] = len(whole)
            whole.append([pid, re.sub(r" <pid changed to \d+ \.\.\.>$", "", text)])
        else:
            whole.append([pid, text])
    return whole


def names(whole):
    """pid -> name of every process, by descent."""
    found, count = {}, {}
    if whole:
        found[whole[0][0]] = "0"
    for pid, text in whole:
        match = re.match(r"(?:clone3?|v?fork)\(.*\) += (\d+)$", text)
        if match and pid in found and int(match[1]) not in found:
            count[pid] = count.get(pid, 0) + 1
            found[int(match[1])] = "%s.%d" % (found[pid], count[pid])
    return found


def normal(text, pids):
    """A line without what varies."""
    text = re.sub(r"\) +(= )", r") \1", text)
    text = text.replace(",  <unfinished ...>", " <unfinished ...>")  # as older straces have it
    for pattern in PIDS:
        text = pattern.sub(lambda m: m[1] + ("<%s>" % pids[int(m[2])] if int(m[2]) in pids else m[2]), text)
    text = re.sub(r"0x[0-9a-f]+( /\* \d+ vars? \*/)", r"ENVIRONMENT\1", text)
    text = re.sub(r"(ru_[us]time=\{tv_sec=)\d+(, tv_usec=)\d+", r"\1N\2N", text)
    text = re.sub(r"tv_(nsec|usec)=\d{8,}", r"tv_\1=N", text)
    # Newer straces say these in seconds, too, where they are not 0.
    text = re.sub(r"(si_[us]time)=\d+( /\* [0-9.]+ s \*/)?", r"\1=N", text)
    text = re.sub(r"\\x[0-9a-f]{2}", r"\\x..", text)
    text = re.sub(r"(getppid\(\)|getpgid\(0\)|getsid\(0\)) = \d+", r"\1 = N", text)
    match = re.match(r"(\w+)\(.*\)( = .*)$", text)
    if match and match[1] in UNDECODED:
        text = match[1] + match[2]
    return re.sub(r" \(.*\)$", "", text) if match and match[1] == "ioctl" else text


def processes(lines, exact, without=(), keep_order=False):
    """name -> lines of each process. exact: addresses stay; without: what lines that are left out begin with. Those
    whose place in the order is not the tracer's doing come last, sorted, unless keep_order."""
    whole = join(lines)
    pids = names(whole)
    result = {}
    for pid, text in whole:
        ordered, unordered = result.setdefault(pids.get(pid, pid), ([], []))
        text = normal(text, pids)
        if not exact:
            text = re.sub(r"0x[0-9a-f]{5,}", "ADDRESS", text)
        if re.search(r"= \? ERESTART(SYS|NOINTR) ", text) or text.startswith(tuple(without)):
            continue
        if not keep_order and text.startswith(("--- SIGCHLD", "wait4(-1, [{")):
            unordered.append(text)
        else:
            ordered.append(text)
    return {name: ordered + sorted(unordered) for name, (ordered, unordered) in result.items()}
