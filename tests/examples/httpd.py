#!/usr/bin/env python3
"""examples/httpd: whole files, heads, ranges, connections that stay open, requests one behind the other, those that are none,
names that lead out of the directory, many clients at once, and its end by SIGTERM. With ab and curl where they are.

    python3 tests/examples/httpd.py [requests]    how many requests are to be answered byte for byte under load: 50000, or for
                                                  instance 1000000"""
import concurrent.futures
import io
import multiprocessing
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../lib"))
import tap
import toolchain

DEADLINE = 30
LARGE = bytes(i * 7 % 251 for i in range(251)) * 13001  # over 3 MB
FILES = {"index.html": b"<p>index</p>\n", "text.txt": b"0123456789", "empty": b"", "large.bin": LARGE, "a b%.txt": b"name\n",
         "sub/index.html": b"sub\n", "sub/x.json": b"{}"}


def make_files(root):
    for name, content in FILES.items():
        os.makedirs(os.path.dirname(os.path.join(root, name)), exist_ok=True)
        with open(os.path.join(root, name), "wb") as file:
            file.write(content)
    with open(os.path.join(root, "..", "secret"), "w") as file:
        file.write("secret")
    os.symlink("../secret", os.path.join(root, "link"))
    os.symlink("..", os.path.join(root, "up"))
    os.mkfifo(os.path.join(root, "fifo"))
    os.mkdir(os.path.join(root, "bare"))


class Answer:
    """One answer: status, fields, content."""

    def __init__(self, stream, only_head=False):
        line = stream.readline().decode("latin-1")
        match = re.match(r"HTTP/1\.1 (\d{3}) [ -~]+\r\n$", line)
        if not match:
            raise ValueError("status line %r" % line)
        self.status, self.fields = int(match.group(1)), {}
        while (line := stream.readline().decode("latin-1")) != "\r\n":
            name, value = re.match(r"([A-Za-z-]+): ([ -~]*)\r\n$", line).groups()
            self.fields[name.lower()] = value
        self.length = int(self.fields.get("content-length", 0))
        self.content = b"" if only_head or self.status == 304 else stream.read(self.length)
        if not only_head and len(self.content) != (0 if self.status == 304 else self.length):
            raise ValueError("%d bytes of %d" % (len(self.content), self.length))


class Address:
    """Where a server listens: what another process needs of it."""

    def __init__(self, server):
        self.port = server.port

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=DEADLINE)


class Server(Address):
    def __init__(self, words, root, *options):
        self.process = subprocess.Popen(words + ["-p", "0"] + list(options) + [root], stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline()).group(1))

    def ask(self, *requests, only_head=False, at_once=True):
        """The answers to requests on one connection, and whether it was closed behind them."""
        with self.connect() as s, s.makefile("rb") as stream:
            answers = []
            if at_once:
                s.sendall(b"".join(requests))
            for request in requests:
                if not at_once:
                    s.sendall(request)
                answers.append(Answer(stream, only_head))
                if answers[-1].fields.get("connection") == "close":
                    return answers, stream.read() == b""
            return answers, False

    def one(self, request, **options):
        return self.ask(request, **options)[0][0]


def request(target, *fields, method="GET", version="HTTP/1.1", host=True):
    lines = ["%s %s %s" % (method, target, version)] + (["Host: here"] if host else []) + list(fields)
    return "".join(line + "\r\n" for line in lines + [""]).encode("latin-1")


def files(server, where):
    wrong = []
    for target, name in (("/", "index.html"), ("/text.txt", "text.txt"), ("/empty", "empty"), ("/large.bin", "large.bin"), ("/a%20b%25.txt", "a b%.txt"),
                         ("/sub/", "sub/index.html"), ("/sub/x.json?query=/..", "sub/x.json"), ("http://here/text.txt", "text.txt")):
        for method in "GET", "HEAD":
            a = server.one(request(target, method=method), only_head=method == "HEAD")
            if a.status != 200 or a.length != len(FILES[name]) or a.content != (FILES[name] if method == "GET" else b"") or "etag" not in a.fields:
                wrong.append((target, method, a.status, a.fields))
    tap.check(where + "files and their heads are whole", not wrong, wrong)
    a = server.one(request("/sub/x.json"))
    date = re.match(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$", a.fields.get("date", ""))
    told = abs(time.mktime(time.strptime(a.fields["date"], "%a, %d %b %Y %H:%M:%S GMT")) - time.timezone - time.time()) if date else 0
    tap.check(where + "the type and the date are told", a.fields.get("content-type") == "application/json" and date and told < 3600, a.fields)
    again = server.one(request("/text.txt", "If-None-Match: " + server.one(request("/text.txt")).fields["etag"]))
    tap.check(where + "a file that is known is not sent again", again.status == 304 and not again.content, again.fields)


def refused(server, where):
    wrong = []
    for target, status in (("/none", 404), ("/sub", 404), ("/bare/", 404), ("/link", 403), ("/up/secret", 404), ("/../secret", 404), ("/sub/../../secret", 404),
                           ("/%2e%2e/secret", 404), ("/sub/%2e%2e%2f%2e%2e%2fsecret", 404), ("/..%2fsecret", 404), ("//etc/passwd", 404), ("/./text.txt", 404),
                           ("/fifo", 403), ("/text.txt/", 404), ("/%00", 400), ("/text.txt%00.html", 400), ("/%zz", 400), ("/%2", 400), ("/%", 400),
                           ("text.txt", 400), ("*", 400), ("/" + "x" * 300, 404), ("/" + "y/" * 600, 414), ("ftp://here/", 400)):
        a = server.one(request(target))
        if a.status != status or b"secret" in a.content:
            wrong.append((target[:30], a.status, status))
    tap.check(where + "nothing else is there, and nothing outside", not wrong, wrong)


def ranges(server, where):
    text, wrong = FILES["text.txt"], []
    etag = server.one(request("/text.txt")).fields["etag"]
    for field, status, content in (("bytes=0-3", 206, text[:4]), ("bytes=3-3", 206, text[3:4]), ("bytes=7-", 206, text[7:]), ("bytes=-4", 206, text[-4:]),
                                   ("bytes=-40", 206, text), ("bytes=2-400", 206, text[2:]), ("bytes=10-", 416, None), ("bytes=-0", 416, None),
                                   ("bytes=5-2", 200, text), ("bytes=0-1,3-4", 200, text), ("lines=1-2", 200, text), ("bytes=a-b", 200, text),
                                   ("bytes=", 200, text), ("bytes=99999999999999999999-", 200, text), ("bytes=0-0", 206, text[:1])):
        a = server.one(request("/text.txt", "Range: " + field))
        if a.status != status or (content is not None and a.content != content):
            wrong.append((field, a.status, a.content))
        if status == 206:
            first = text.index(content)
            if a.fields.get("content-range") != "bytes %d-%d/10" % (first, first + len(content) - 1):
                wrong.append((field, a.fields))
        if status == 416 and a.fields.get("content-range") != "bytes */10":
            wrong.append((field, a.fields))
    if server.one(request("/text.txt", "Range: bytes=1-2", "If-Range: " + etag)).status != 206:
        wrong.append("If-Range, the same")
    if server.one(request("/text.txt", "Range: bytes=1-2", 'If-Range: "other"')).content != text:
        wrong.append("If-Range, another")
    if server.one(request("/empty", "Range: bytes=0-")).status != 416:
        wrong.append("of nothing")
    a = server.one(request("/large.bin", "Range: bytes=1000000-2999999"))
    if a.content != LARGE[1000000:3000000]:
        wrong.append("large")
    tap.check(where + "ranges", not wrong, wrong)


def connections(server, where):
    wrong = []
    asked = [request("/text.txt"), request("/large.bin"), request("/none"), request("/"), request("/text.txt", "Range: bytes=2-3")]
    expected = [(200, b"0123456789"), (200, LARGE), (404, b"Not Found\n"), (200, FILES["index.html"]), (206, b"23")]
    for at_once in True, False:
        answers, closed = server.ask(*asked, at_once=at_once)
        if [(a.status, a.content) for a in answers] != expected or closed:
            wrong.append(("stays open", at_once, [a.status for a in answers], closed))
    for last in (request("/", "Connection: close"), request("/", version="HTTP/1.0"), request("/", "Connection: foo, Close"),
                 request("/", "Content-Length: 5") + b"12345", request("/", "Transfer-Encoding: chunked") + b"0\r\n\r\n"):
        answers, closed = server.ask(last, request("/text.txt"))
        if len(answers) != 1 or not closed or answers[0].content != FILES["index.html"]:
            wrong.append(("closes", last, len(answers), closed))
    answers, closed = server.ask(request("/", "Connection: keep-alive", version="HTTP/1.0"), request("/text.txt", "Connection: keep-alive", version="HTTP/1.0"))
    if len(answers) != 2 or answers[0].fields.get("connection") != "keep-alive":
        wrong.append("HTTP/1.0 that stays open")
    with server.connect() as s, s.makefile("rb") as stream:  # byte by byte, behind an empty line
        for byte in b"\r\n" + request("/text.txt"):
            s.sendall(bytes([byte]))
        if Answer(stream).content != b"0123456789":
            wrong.append("byte by byte")
    tap.check(where + "connections stay open, and requests follow each other", not wrong, wrong)


def malformed(server, where):
    wrong = []
    for text, status in ((b"GET\r\n\r\n", 400), (b"GET /\r\n\r\n", 400), (b"GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400), (b"GET / HTTP/1.1 \r\nHost: x\r\n\r\n", 400),
                         (b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505), (b"GET / http/1.1\r\nHost: x\r\n\r\n", 400), (b"GET / HTTP/1.x\r\nHost: x\r\n\r\n", 400),
                         (b"G@T / HTTP/1.1\r\nHost: x\r\n\r\n", 400), (b"GET / HTTP/1.1\r\n\r\n", 400), (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
                         (b"GET / HTTP/1.1\nHost: x\n\n", 400), (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400), (b"GET / HTTP/1.1\r\nHost: x\r\n y\r\n\r\n", 400),
                         (b"GET / HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n", 400), (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
                         (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
                         (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", 400),
                         (b"GET / HTTP/1.1\r\nnoname\r\nHost: x\r\n\r\n", 400), (b"GET /\x7f HTTP/1.1\r\nHost: x\r\n\r\n", 400), (b"\n\n", 400), (b"\x16\x03\x01\x02\n\n", 400),
                         (request("/", method="POST"), 405), (request("/", method="DELETE"), 405), (request("/", "A: " + "x" * 9000), 431), (b"x" * 20000, 431)):
        try:
            answers, closed = server.ask(text, request("/text.txt"))
        except (ValueError, OSError) as error:
            wrong.append((text[:60], repr(error)))
            continue
        if answers[0].status != status or (status != 405 and (len(answers) != 1 or not closed)):
            wrong.append((text[:60], answers[0].status, len(answers), closed))
    tap.check(where + "what is no request is refused, and the connection closed", not wrong, wrong)
    tap.check(where + "the other methods are told", server.one(request("/", method="PUT")).fields.get("allow") == "GET, HEAD")


def many(server, where, each):
    def client(number):
        right = 0
        for i in range(each):
            name = list(FILES)[(number + i) % len(FILES)]
            target = "/" + name.replace("%", "%25").replace(" ", "%20")
            right += server.one(request(target)).content == FILES[name]
        return right
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        right = sum(pool.map(client, range(32)))
    tap.check(where + "many clients at once", right == 32 * each, "%d of %d" % (right, 32 * each))


def descriptors(server):
    return len(os.listdir("/proc/%d/fd" % server.process.pid))


def memory(server):
    """Where its mappings begin and end."""
    with open("/proc/%d/maps" % server.process.pid) as file:
        return [line.split()[0] for line in file]


def tools(server, before):
    """What others' clients make of it, and that nothing is left of thousands."""
    url = "http://127.0.0.1:%d/" % server.port
    if shutil.which("curl"):
        for words in ([], ["-r", "100-199"], ["-I"], ["--http1.0"]):
            result = subprocess.run(["curl", "-sS", "--max-time", "30"] + words + [url + "large.bin"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            expected = {"": LARGE, "-r": LARGE[100:200], "--http1.0": LARGE}.get(words[0] if words else "")
            tap.check("curl %s" % " ".join(words), result.returncode == 0 and (result.stdout == expected or b"HTTP/1.1 200 OK" in result.stdout and words == ["-I"]),
                      result.stderr)
    else:
        tap.skip("curl", "it is not here")
    if shutil.which("ab"):
        for words in (["-n", "10000", "-c", "8", "-k"], ["-n", "1000", "-c", "8"]):
            result = tap.command(["ab", "-q"] + words + [url + "text.txt"], timeout=120)
            tap.check("ab %s" % " ".join(words), result.returncode == 0 and re.search(r"Complete requests: +%s\n" % words[1], result.stdout) and
                      re.search(r"Failed requests: +0\n", result.stdout) and "Non-2xx" not in result.stdout, result.stdout)
    else:
        tap.skip("ab", "it is not here")
    end = time.monotonic() + DEADLINE
    while descriptors(server) != before[0] and time.monotonic() < end:
        time.sleep(0.1)
    tap.check("no descriptor and no mapping is left of them", (descriptors(server), memory(server)) == before, (before, descriptors(server), memory(server)))


DATE = re.compile(rb"\r\nDate: [ -~]{29}\r\n")


def raw(server, asked):
    """All bytes of the answer to one request, but for the date's."""
    with server.connect() as s:
        s.sendall(asked)
        s.shutdown(socket.SHUT_WR)
        received = b"".join(iter(lambda: s.recv(1 << 20), b""))
    return DATE.sub(b"\r\nDate: \r\n", received)


def clients_load(server, asked, expected, batches):
    """Asks for the same again and again, on a connection for some batches. Returns how many answers were right to the last byte."""
    right, length = 0, len(expected) + 29 * len(asked)
    for batch in range(batches):
        if batch % 50 == 0:
            s = server.connect()
        s.sendall(b"".join(asked))
        received = bytearray(length)
        view, there = memoryview(received), 0
        while there < length and (n := s.recv_into(view[there:])) > 0:
            there += n
        if DATE.sub(b"\r\nDate: \r\n", bytes(received)) == expected:
            right += len(asked)
        if batch % 50 == 49 or batch == batches - 1:
            s.close()
    return right


def load(server, requests):
    """Many requests, one behind the other, by four processes: no byte is wrong, and nothing is left."""
    before = descriptors(server), memory(server)
    etag = server.one(request("/text.txt")).fields["etag"]
    known = [(request("/"), 200, FILES["index.html"]), (request("/text.txt"), 200, FILES["text.txt"]), (request("/none"), 404, b"Not Found\n"),
             (request("/sub/x.json"), 200, b"{}"), (request("/text.txt", "Range: bytes=2-3"), 206, b"23"), (request("/empty"), 200, b""),
             (request("/text.txt", "If-None-Match: " + etag), 304, b""), (request("/large.bin", "Range: bytes=70000-74095"), 206, LARGE[70000:74096]),
             (request("/text.txt", "Range: bytes=99-"), 416, None), (request("/a%20b%25.txt"), 200, FILES["a b%.txt"])]
    expected, wrong = b"", []
    for asked, status, content in known:
        answer = raw(server, asked)
        a = Answer(io.BytesIO(answer.replace(b"Date: \r\n", b"Date: -\r\n")))
        if a.status != status or (content is not None and a.content != content):
            wrong.append((asked, answer))
        expected += answer
    batches, started = requests // (4 * 10 * len(known)) + 1, time.monotonic()
    with multiprocessing.Pool(4) as pool:
        arguments = (Address(server), [asked for asked, _, _ in known] * 10, expected * 10, batches)
        right = sum(pool.starmap(clients_load, [arguments] * 4))
    took = time.monotonic() - started
    print("# %d requests in %.1f seconds" % (batches * 4 * 10 * len(known), took))
    tap.check("%d requests at least, and each answer is right to the last byte" % requests, not wrong and right == batches * 4 * 10 * len(known), (right, wrong))
    end = time.monotonic() + DEADLINE
    while descriptors(server) != before[0] and time.monotonic() < end:
        time.sleep(0.1)
    tap.check("no descriptor and no mapping is left of that", (descriptors(server), memory(server)) == before, (before, descriptors(server), memory(server)))


def goes_away(server, where):
    """Clients that close in the middle of a file, and sooner: the server goes on, with SIGPIPE as every program begins."""
    try:
        for number in range(200):
            with server.connect() as s:
                s.sendall(request("/large.bin") * 3)
                if number % 2:
                    s.recv(1 << (number % 17))
        content = server.one(request("/text.txt")).content
    except OSError:
        content = None
    tap.check(where + "clients may go away at any time", content == FILES["text.txt"], "it has ended with %s" % server.process.poll())


def stops(server, where):
    """Who is in the middle of a file gets all of it; others are closed."""
    idle, busy = server.connect(), socket.socket()
    busy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)  # less than the file
    busy.settimeout(DEADLINE)
    busy.connect(("127.0.0.1", server.port))
    stream = busy.makefile("rb")
    busy.sendall(request("/large.bin"))
    first = stream.readline()
    server.process.send_signal(signal.SIGTERM)
    closed = idle.recv(1) == b""
    rest = first + stream.read()
    try:
        status = server.process.wait(DEADLINE)
    except subprocess.TimeoutExpired:
        server.process.kill()
        status = "none after %d s" % DEADLINE
    tap.check(where + "SIGTERM lets it answer what has been asked", closed and rest.endswith(LARGE) and status == 0, (closed, len(rest), status))
    idle.close()
    stream.close()
    busy.close()


def main():
    scratch = tempfile.mkdtemp(prefix="barecall-httpd-")
    root = os.path.join(scratch, "root")
    os.mkdir(root)
    make_files(root)
    for arch in toolchain.ARCHES:
        program = os.path.join(toolchain.BUILD, arch, "examples/httpd")
        made = tap.command(["make", "-s", "-C", toolchain.ROOT, "ARCH=" + arch, "O=" + toolchain.BUILD, program], timeout=600)
        if not tap.check("httpd for %s is built" % arch, made.returncode == 0, made.stdout):
            continue
        emulated = toolchain.emulator(arch)[:1]
        if emulated and not shutil.which(emulated[0]):
            tap.skip("httpd for " + arch, "there is no " + emulated[0])
            continue
        server = Server(emulated + [program], root, "-t", "2")
        try:
            before = None if emulated else (descriptors(server), memory(server))
            for test in files, refused, ranges, connections, malformed, goes_away:
                test(server, arch + ": ")
            many(server, arch + ": ", 4 if emulated else 30)
            if not emulated:
                tools(server, before)
                load(server, int(sys.argv[1]) if sys.argv[1:] else 50000)
            stops(server, arch + ": ")
        except (OSError, ValueError, AttributeError) as error:
            tap.fail(arch + ": httpd", repr(error))
        finally:
            server.process.kill()
            server.process.wait()
    shutil.rmtree(scratch)
    tap.done()


if __name__ == "__main__":
    main()
