#!/usr/bin/env python3
"""examples/httpd beside other servers of files, on this machine: requests per second.

    tests/bench/httpd.py [--rounds N] [--seconds N]

nginx, darkhttpd and lighttpd are asked for the same files where they are installed, by wrk, in random order in every round,
on connections that stay open. What is shown are medians, and httpd's ratio to each in one round."""
import argparse
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../lib"))
import tap
import toolchain

FILES = {"1 KB": ("small.html", 1024), "64 KB": ("middle.bin", 65536), "1 MB": ("large.bin", 1 << 20)}
NGINX = """daemon off; pid %(at)s/nginx.pid; error_log /dev/null; worker_processes %(threads)d; %(user)s
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; client_body_temp_path %(at)s/1; proxy_temp_path %(at)s/2;
fastcgi_temp_path %(at)s/3; uwsgi_temp_path %(at)s/4; scgi_temp_path %(at)s/5;
server { listen 127.0.0.1:%(port)d; root %(root)s; } }
"""
LIGHTTPD = """server.document-root = "%(root)s"
server.bind = "127.0.0.1"
server.port = %(port)d
server.max-worker = %(threads)d
server.max-keep-alive-requests = 1000000
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """One of them, running: its version, and the port that it listens on."""

    def __init__(self, name, at, root):
        self.name, self.port = name, free_port()
        filled = {"at": at, "root": root, "port": self.port, "threads": os.cpu_count(), "user": "user root;" if os.geteuid() == 0 else ""}
        written = {"nginx": NGINX, "lighttpd": LIGHTTPD}.get(name)
        configuration = os.path.join(at, name + ".conf")
        if written:
            with open(configuration, "w") as file:
                file.write(written % filled)
        words = {"httpd": [os.path.join(toolchain.BUILD, toolchain.NATIVE, "examples/httpd"), "-p", str(self.port), root],
                 "nginx": ["nginx", "-c", configuration, "-e", "/dev/null"],
                 "lighttpd": ["lighttpd", "-D", "-f", configuration],
                 "darkhttpd": ["darkhttpd", root, "--addr", "127.0.0.1", "--port", str(self.port)]}[name]
        self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=at,
                                        start_new_session=True) # lighttpd ends its whole group
        asked = subprocess.run([name, "-v"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout if name != "httpd" else ""
        self.version = (re.search(r"\d+\.\d+[.\d]*", asked) or [""])[0]

    def answers(self, root):
        """It sends each file as it is, before the clock runs."""
        for name, _ in FILES.values():
            with open(os.path.join(root, name), "rb") as file:
                if self.fetch(name) != file.read():
                    return False
        return True

    def fetch(self, name):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=10) as s:
                    s.sendall(b"GET /%s HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n" % name.encode())
                    return b"".join(iter(lambda: s.recv(1 << 20), b"")).partition(b"\r\n\r\n")[2]
            except ConnectionRefusedError:
                time.sleep(0.05)
        return None

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


def per_second(server, name, seconds):
    """Requests per second as wrk counts them."""
    result = tap.command(["wrk", "-t", "1", "-c", "16", "-d", "%ds" % seconds, "http://127.0.0.1:%d/%s" % (server.port, name)], timeout=60)
    found = re.search(r"Requests/sec: +([\d.]+)", result.stdout)
    if not found or "Non-2xx" in result.stdout or "Socket errors" in result.stdout:
        sys.exit("%s, %s:\n%s" % (server.name, name, result.stdout))
    return float(found[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=1)
    options = parser.parse_args()
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    if not shutil.which("wrk"):
        sys.exit("there is no wrk; make setup-bench brings it")
    made = tap.command(["make", "-s", "-C", toolchain.ROOT, "O=" + toolchain.BUILD,
                        os.path.join(toolchain.BUILD, toolchain.NATIVE, "examples/httpd")], timeout=600)
    if made.returncode:
        sys.exit(made.stdout)
    at = tempfile.mkdtemp(prefix="barecall-bench-httpd-")
    root = os.path.join(at, "root")
    os.makedirs(root)
    for name, size in FILES.values():
        with open(os.path.join(root, name), "wb") as file:
            file.write(bytes(i * 7 % 251 for i in range(251)) * (size // 251) + b"x" * (size % 251))
    servers = []
    try:
        for name in ("httpd", "nginx", "darkhttpd", "lighttpd"):
            if name != "httpd" and not shutil.which(name):
                print("%s is left out: it is not installed" % name)
                continue
            servers.append(Server(name, at, root))
            if not servers[-1].answers(root):
                sys.exit(name + " does not send the files")
        print("%-20s %s   medians of %d rounds, %d processors, load %.1f" % (
            "requests per second", " ".join("%15s" % (s.name + " " + s.version) for s in servers), options.rounds, os.cpu_count(), os.getloadavg()[0]))
        for label, (name, _) in FILES.items():
            rates = {s.name: [] for s in servers}
            for _ in range(options.rounds):
                for server in random.sample(servers, len(servers)):
                    rates[server.name].append(per_second(server, name, options.seconds))
            print("%-20s %s   httpd's is %s" % (
                "a file of " + label, " ".join("%15.0f" % statistics.median(rates[s.name]) for s in servers),
                ", ".join("%.2f of %s's" % (statistics.median(a / b for a, b in zip(rates["httpd"], rates[s.name])), s.name)
                          for s in servers[1:])))
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(at, ignore_errors=True)


if __name__ == "__main__":
    main()
