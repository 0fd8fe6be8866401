#!/bin/sh
# Installs what the tests need on Debian 12 or later, as root: compilers and emulators from the machine's own package
# sources, and into $O/deps (default build/deps) what those lack: the UAPI headers and the kernels of Debian testing,
# and cmocka for each architecture. What is there already is left alone; `rm -r build/deps` starts over.
set -eu
cd "$(dirname "$0")/.."
deps=$(mkdir -p "${O:-build}/deps" && cd "${O:-build}/deps" && pwd)
pinned=$(cat tools/linux-version)

# libclang-rt-dev brings the sanitizers and the fuzzer of what clang is by default.
packages="make gcc g++ libc6-dev python3 clang libclang-rt-dev clang-19 lld llvm binutils
gcc-aarch64-linux-gnu libc6-dev-arm64-cross gcc-riscv64-linux-gnu libc6-dev-riscv64-cross
musl-tools qemu-user qemu-system-x86 qemu-system-arm qemu-system-misc opensbi
cpio xz-utils pkgconf strace iproute2"

die()
{
	echo "setup: $*" >&2
	exit 1
}

say()
{
	echo "setup: $*"
}

. /etc/os-release 2>/dev/null || true
[ "${ID:-}" = debian ] && command -v apt-get >/dev/null ||
	die "this machine is ${PRETTY_NAME:-unknown}; only Debian 12 or later is known here. The packages are: $packages"
[ "$(id -u)" = 0 ] || die "installing packages needs root"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

missing=
for package in $packages; do
	case $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) in
	ii*) ;;
	*) missing="$missing $package" ;;
	esac
done
if [ -n "$missing" ]; then
	say "installing$missing"
	apt-get -q update
	# shellcheck disable=SC2086
	apt-get -q -y --no-install-recommends install $missing
fi

# Everything below is made in a directory of its own and moved into place when whole.
temporary=$(mktemp -d "$deps/.setup.XXXXXX")
trap 'rm -rf "$temporary"' EXIT
trap 'exit 1' HUP INT TERM

# sources KIND SUITE: the private apt has this one source, from where the machine has its own. Its lists, cache and
# status are in $temporary; the machine's stay as they are.
sources()
{
	mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' 'Component: main' | sort -u | head -n 1)
	[ -n "$mirror" ] || mirror=$(apt-get -q update >&2
		apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' 'Component: main' | sort -u | head -n 1)
	[ -n "$mirror" ] || die "apt knows no Debian archive"
	rm -rf "$temporary/apt"
	mkdir -p "$temporary/apt/lists/partial" "$temporary/apt/cache/archives/partial" "$temporary/apt/none"
	echo "$1 [arch=amd64,arm64,riscv64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $2 main" \
		>"$temporary/apt/sources.list"
	private apt-get -q update
}

private()
{
	command=$1
	shift
	"$command" -o Dir::Etc::sourcelist="$temporary/apt/sources.list" \
		-o Dir::Etc::sourceparts="$temporary/apt/none" -o Dir::Etc::preferencesparts="$temporary/apt/none" \
		-o Dir::State::lists="$temporary/apt/lists" -o Dir::State::status=/dev/null \
		-o Dir::Cache="$temporary/apt/cache" -o Acquire::Languages=none -o APT::Sandbox::User=root \
		-o APT::Architecture=amd64 -o APT::Architectures=amd64,arm64,riscv64 "$@"
}

# unpack PACKAGE[:ARCH] TAR-ARGUMENTS: downloads one package and unpacks it, or those files, into $temporary/root.
unpack()
{
	say "downloading $1"
	rm -rf "$temporary/root" "$temporary"/*.deb
	mkdir "$temporary/root"
	(cd "$temporary" && private apt-get -q download "$1") || die "cannot download $1"
	shift
	dpkg-deb --fsys-tarfile "$temporary"/*.deb | tar -x -C "$temporary/root" "$@"
}

# kernel ARCH DEBIAN-ARCH FLAVOUR: the bare kernel of the newest such package. The -unsigned- ones are build inputs.
kernel()
{
	[ ! -e "$deps/vmlinuz-$1" ] || return 0
	package=$(private apt-cache search --names-only "^linux-binary-[0-9][^ ]*-$3\$" | cut -d ' ' -f 1 |
		grep -E "^linux-binary-[0-9][0-9a-z.+~]*-$3\$" | sort -V | tail -n 1)
	[ -n "$package" ] || die "Debian testing has no linux-binary-*-$3"
	unpack "$package:$2" --wildcards './usr/lib/modules/*/vmlinuz'
	mv "$temporary"/root/usr/lib/modules/*/vmlinuz "$temporary/vmlinuz"
	echo "$package" >"$deps/vmlinuz-$1.package"
	mv "$temporary/vmlinuz" "$deps/vmlinuz-$1"
}

if [ ! -e "$deps/linux-libc-dev" ] || [ ! -e "$deps/vmlinuz-x86_64" ] || [ ! -e "$deps/vmlinuz-aarch64" ] ||
	[ ! -e "$deps/vmlinuz-riscv64" ]; then
	sources deb testing
	if [ ! -e "$deps/linux-libc-dev" ]; then
		unpack linux-libc-dev
		# usr/ as a whole: include/<triplet>/asm links to lib/linux/uapi.
		mv -T "$temporary/root/usr" "$deps/linux-libc-dev"
	fi
	kernel x86_64 amd64 cloud-amd64
	kernel aarch64 arm64 cloud-arm64
	kernel riscv64 riscv64 riscv64
fi

# cmocka is one file; what its configure script would find on Linux is given here.
if [ ! -e "$deps/cmocka" ]; then
	sources deb-src "$VERSION_CODENAME"
	say "downloading the source of cmocka"
	(cd "$temporary" && private apt-get -q source --download-only cmocka)
	mkdir "$temporary/source"
	tar -x -C "$temporary/source" --strip-components=1 -f "$temporary"/cmocka_*.orig.tar.*[!c]
	mkdir -p "$temporary/cmocka/include"
	cp "$temporary"/source/include/cmocka*.h "$temporary/cmocka/include"
	for arch in x86_64 aarch64 riscv64; do
		say "building cmocka for $arch"
		mkdir "$temporary/cmocka/$arch"
		"$arch-linux-gnu-gcc" -O2 -g1 -w -I "$temporary/source/include" -DHAVE_MALLOC_H -DHAVE_INTTYPES_H \
			-DHAVE_SIGNAL_H -DHAVE_STRINGS_H -DHAVE_GCC_THREAD_LOCAL_STORAGE -DHAVE_CLOCK_REALTIME \
			-DHAVE_SIGLONGJMP -DHAVE_STRSIGNAL -DHAVE_STRUCT_TIMESPEC \
			-c "$temporary/source/src/cmocka.c" -o "$temporary/cmocka.o"
		"$arch-linux-gnu-ar" rcsD "$temporary/cmocka/$arch/libcmocka.a" "$temporary/cmocka.o"
	done
	mv -T "$temporary/cmocka" "$deps/cmocka"
fi

# The versions that the tests will see.
code=$(awk '$2 == "LINUX_VERSION_CODE" { print $3 }' "$deps/linux-libc-dev/include/linux/version.h")
headers=$((code >> 16)).$((code >> 8 & 255))
say "headers of Linux $headers.$((code & 255))"
for arch in x86_64 aarch64 riscv64; do
	say "kernel $arch: $(cat "$deps/vmlinuz-$arch.package" 2>/dev/null || echo "placed by hand")"
done
for tool in gcc aarch64-linux-gnu-gcc riscv64-linux-gnu-gcc clang ld.lld qemu-aarch64 qemu-riscv64 qemu-system-x86_64 \
	qemu-system-aarch64 qemu-system-riscv64; do
	say "$tool: $("$tool" --version | head -n 1)"
done
[ "$headers" = "$pinned" ] ||
	say "note: the lists in tools/ are of Linux $pinned, these headers of $headers: new constants are not in them yet"
