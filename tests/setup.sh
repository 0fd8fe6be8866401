#!/bin/sh
# Installs what the tests need on Debian 12 or later, as root: compilers and emulators from the machine's own package
# sources, and into $O/deps (default build/deps) what those lack: the UAPI headers and the kernels of Debian testing, the
# modules of two of these, and cmocka for each architecture; as `tests/setup.sh kernels` also all other kernels of
# tests/boot/kernels, the third one's modules, and a shell for the machines of tests/real; as `tests/setup.sh prove` CBMC.
# It says how much that is before it begins. What is there already is left alone; `rm -r build/deps` starts over.
set -eu
cd "$(dirname "$0")/.."
deps=$(mkdir -p "${O:-build}/deps" && cd "${O:-build}/deps" && pwd)
pinned=$(cat tools/linux-version)

# libclang-rt-dev brings the sanitizers and the fuzzer of what clang is by default.
packages="make gcc g++ libc6-dev python3 clang libclang-rt-dev lld llvm binutils
gcc-aarch64-linux-gnu libc6-dev-arm64-cross gcc-riscv64-linux-gnu libc6-dev-riscv64-cross
musl-tools qemu-user qemu-system-x86 qemu-system-arm qemu-system-misc opensbi
cpio xz-utils kmod pkgconf strace iproute2 curl apache2-utils
shellcheck codespell sparse cppcheck clang-tidy"
# Some releases have these, others have no need of them or have them in one of the above.
optional="clang-19 qemu-system-riscv mold"

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

# Everything below is made in a directory of its own and moved into place when whole.
temporary=$(mktemp -d "$deps/.setup.XXXXXX")
trap 'rm -rf "$temporary"' EXIT
trap 'exit 1' HUP INT TERM

installed()
{
	case $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) in
	ii*) ;;
	*) return 1 ;;
	esac
}

# ---- another suite's packages

# suite KIND NAME: makes a private apt whose one source is that suite (KIND deb or deb-src), from where the machine has
# its own and with its settings; lists, cache and status are in $temporary, the machine's stay as they are.
suite()
{
	apt=$temporary/$1-$2
	[ ! -d "$apt" ] || return 0
	mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' 'Component: main' | sort -u | head -n 1)
	[ -n "$mirror" ] || mirror=$(apt-get -q update >&2
		apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' 'Component: main' | sort -u | head -n 1)
	[ -n "$mirror" ] || die "apt knows no Debian archive"
	mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/none"
	# A machine accepts Release files past their date in its apt.conf, which is read here too, or in its sources.
	options="arch=amd64,arm64,riscv64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg"
	if grep -qri 'check-valid-until *[:=] *\(no\|false\)' /etc/apt/sources.list /etc/apt/sources.list.d; then
		options="check-valid-until=no check-date=no $options"
	fi 2>/dev/null
	echo "$1 [$options] $mirror $2 main" >"$apt/sources.list"
	private apt-get -qq update
}

# private COMMAND ...: an apt command for the suite that was named last.
private()
{
	command=$1
	shift
	"$command" -o Dir::Etc::sourcelist="$apt/sources.list" \
		-o Dir::Etc::sourceparts="$apt/none" -o Dir::Etc::preferencesparts="$apt/none" \
		-o Dir::State::lists="$apt/lists" -o Dir::State::status=/dev/null \
		-o Dir::Cache="$apt/cache" -o Acquire::Languages=none -o APT::Sandbox::User=root \
		-o APT::Architecture=amd64 -o APT::Architectures=amd64,arm64,riscv64 "$@"
}

# kernel NAME: the newest package with this kernel of tests/boot/kernels, of the release that is in $release then. Since
# Debian 14 it is the binary, and the image a package of no files. The -unsigned ones are build inputs.
kernel()
{
	flavour=$(awk -v name="$1" '$1 == name { print $3 }' tests/boot/kernels)
	case $release in
	testing) kind=binary ;;
	*) kind=image ;;
	esac
	package=$(private apt-cache search --names-only "^linux-$kind-[0-9][^ ]*-$flavour\$" | cut -d ' ' -f 1 |
		grep -E "^linux-$kind-[0-9][0-9a-z.+~-]*-$flavour\$" | grep -v -E -- "-(rt|16k|cloud)-$flavour\$" |
		sort -V | tail -n 1)
	echo "$package:$(debian_arch "$1")"
}

# debian_arch NAME: Debian's name of the architecture of this kernel.
debian_arch()
{
	case $1 in
	x86_64*) echo amd64 ;;
	aarch64*) echo arm64 ;;
	riscv64*) echo riscv64 ;;
	esac
}

# modules NAME: the package with the modules of this kernel: of the very one that is here, or of the one to be had.
modules()
{
	if [ -e "$deps/vmlinuz-$1.package" ]; then
		echo "$(cat "$deps/vmlinuz-$1.package"):$(debian_arch "$1")"
	elif [ ! -e "$deps/vmlinuz-$1" ]; then
		kernel "$1"
	fi | sed 's/^linux-binary-/linux-modules-/'
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

# ---- what is missing, and how much that is

missing=
for package in $packages; do
	installed "$package" || missing="$missing $package"
done
if [ -n "$missing" ]; then
	say "reading the lists of packages"
	apt-get -qq update
fi
for package in $optional; do
	installed "$package" || ! apt-cache show "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
	say "to install:$missing"
	# shellcheck disable=SC2086
	apt-get --no-install-recommends --assume-no install $missing | sed -n 's/^\(Need to get\|After this\)/setup: &/p'
fi

: >"$temporary/plan"
kernels=$(awk -v what="${1:-}" '/^[^#]/ && (what == "kernels" || $1 !~ /-/) { print "vmlinuz-" $1 }' tests/boot/kernels)
# Those of riscv64 are more than twice as much as the others together: its one kernel is for all machines.
modules="modules-x86_64 modules-aarch64"
shells=
if [ "${1:-}" = kernels ]; then
	modules="$modules modules-riscv64"
	shells="busybox-aarch64 busybox-riscv64"
fi
for part in linux-libc-dev $kernels $modules $shells; do
	[ ! -e "$deps/$part" ] || continue
	release=$(awk -v name="${part#*-}" '$1 == name { print $2 }' tests/boot/kernels)
	release=${release:-testing}
	[ -d "$temporary/deb-$release" ] || say "reading the lists of Debian $release's packages"
	suite deb "$release"
	case $part in
	vmlinuz-*) package=$(kernel "${part#vmlinuz-}") ;;
	modules-*) package=$(modules "${part#modules-}") ;;
	busybox-*) package=busybox-static:$(debian_arch "${part#busybox-}") ;;
	*) package=$part ;;
	esac
	size=$(private apt-cache show --no-all-versions "$package" 2>/dev/null | sed -n 's/^Size: //p')
	case $part:$size in
	modules-*:)
		say "Debian $release has no modules for the kernel ${part#modules-} that is here; without it both come anew"
		continue
		;;
	esac
	[ -n "$size" ] || die "Debian $release has no package for $part"
	echo "$part $package $size $release" >>"$temporary/plan"
done
[ ! -s "$temporary/plan" ] || awk -v deps="$deps" '{ sum += $3; packages = packages " " $2 } END {
	printf "setup: into %s:%s\nsetup: Need to get %d MB of archives.\n", deps, packages, sum / 1e6 }' "$temporary/plan"

# ---- getting it

if [ -n "$missing" ]; then
	# shellcheck disable=SC2086
	apt-get -q -y --no-install-recommends install $missing
fi

while read -r part package _ release; do
	suite deb "$release"
	case $part in
	linux-libc-dev)
		unpack "$package"
		# usr/ as a whole: include/<triplet>/asm links to lib/linux/uapi.
		mv -T "$temporary/root/usr" "$deps/linux-libc-dev"
		;;
	vmlinuz-*)
		unpack "$package" --wildcards '*/vmlinu[xz]*'
		echo "${package%:*}" >"$deps/$part.package"
		mv "$(find "$temporary/root" -type f -name 'vmlinu[xz]*')" "$temporary/vmlinuz"
		mv "$temporary/vmlinuz" "$deps/$part"
		;;
	modules-*)
		unpack "$package" --wildcards '*/lib/modules/*'
		# Where depmod looks below a directory is in lib with some, with others in usr/lib.
		mkdir -p "$temporary/modules/usr/lib"
		ln -s usr/lib "$temporary/modules/lib"
		mv "$(find "$temporary/root" -type d -path '*/lib/modules')" "$temporary/modules/usr/lib"
		depmod -b "$temporary/modules" "$(ls "$temporary/modules/lib/modules")" 2>/dev/null
		mv -T "$temporary/modules" "$deps/$part"
		;;
	busybox-*)
		unpack "$package" --wildcards '*/bin/busybox'
		mv "$(find "$temporary/root" -type f -name busybox)" "$deps/$part"
		;;
	esac
done <"$temporary/plan"

# cmocka is one file; what its configure script would find on Linux is given here. Debian has no static library of it,
# so it is built from the source: this release's, or another's where that cannot be had.
if [ ! -e "$deps/cmocka" ]; then
	for release in "$VERSION_CODENAME" stable testing oldstable; do
		say "downloading the source of cmocka of Debian $release"
		suite deb-src "$release"
		(cd "$temporary" && private apt-get -q source --download-only --tar-only cmocka) && break
	done
	mkdir "$temporary/source"
	tar -x -C "$temporary/source" --strip-components=1 -f "$temporary"/cmocka_*.orig.tar.*[!c] ||
		die "there is no source of cmocka to be had"
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

# CBMC is in Debian sid and not always in testing. It runs with the libraries that it was linked with, beside it.
if [ "${1:-}" = prove ] && [ ! -e "$deps/cbmc" ]; then
	suite deb sid
	mkdir "$temporary/cbmc"
	for package in cbmc minisat libc6 libgcc-s1 libstdc++6 zlib1g; do
		unpack "$package:$(dpkg --print-architecture)"
		cp -a "$temporary/root/." "$temporary/cbmc"
	done
	mv -T "$temporary/cbmc" "$deps/cbmc"
fi

# The versions that the tests will see.
code=$(awk '$2 == "LINUX_VERSION_CODE" { print $3 }' "$deps/linux-libc-dev/include/linux/version.h")
headers=$((code >> 16)).$((code >> 8 & 255))
say "headers of Linux $headers.$((code & 255))"
for part in $kernels; do
	say "kernel ${part#vmlinuz-}: $(cat "$deps/$part.package" 2>/dev/null || echo "placed by hand")"
done
for tool in gcc aarch64-linux-gnu-gcc riscv64-linux-gnu-gcc clang ld.lld qemu-aarch64 qemu-riscv64 qemu-system-x86_64 \
	qemu-system-aarch64 qemu-system-riscv64; do
	say "$tool: $("$tool" --version | head -n 1)"
done
[ "$headers" = "$pinned" ] ||
	say "note: the lists in tools/ are of Linux $pinned, these headers of $headers: new constants are not in them yet"
