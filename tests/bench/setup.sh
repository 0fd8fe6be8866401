#!/bin/sh
# Installs what barecall is compared with on Debian, as root: musl, dietlibc, klibc, Go, servers of files and a client for
# them, what draws the chart, and into $O/deps/nolibc (default build/deps) the kernel's nolibc, from its source package. What
# cannot be had is left out of the comparison, which says so. RUNLEVEL=1 lets Debian start none of the servers.
set -eu
cd "$(dirname "$0")/../.."
deps=$(mkdir -p "${O:-build}/deps" && cd "${O:-build}/deps" && pwd)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || {
	echo "setup-bench: needs root on Debian" >&2
	exit 1
}
apt-get -qq update
for package in gcc libc6-dev qemu-user python3-matplotlib musl-tools dietlibc-dev libklibc-dev golang-go \
	wrk nginx-light darkhttpd lighttpd; do
	RUNLEVEL=1 apt-get -qq install -y --no-install-recommends "$package" >/dev/null || echo "setup-bench: no $package here"
done
[ ! -d "$deps/nolibc" ] || exit 0
temporary=$(mktemp -d "$deps/.nolibc.XXXXXX")
trap 'rm -rf "$temporary"' EXIT
trap 'exit 1' HUP INT TERM
source=$(apt-cache depends linux-source | sed -n 's/.*Depends: \(linux-source-[^ ]*\).*/\1/p' | head -n 1)
echo "setup-bench: nolibc of ${source:-linux-source}, which is about 140 MB"
if (cd "$temporary" && apt-get -qq download "$source" && mkdir nolibc &&
	dpkg-deb --fsys-tarfile "$source"_*.deb | tar -xO --wildcards './usr/src/*.tar.xz' |
	tar -xJ --wildcards --strip-components=4 -C nolibc '*/tools/include/nolibc'); then
	mv "$temporary/nolibc" "$deps/nolibc"
else
	echo "setup-bench: no nolibc here"
fi
