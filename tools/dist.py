#!/usr/bin/env python3
"""Writes what a release is: tools/dist.py VERSION OUTPUT-DIRECTORY ONE-HEADER

    barecall-VERSION.tar.gz         the sources
    barecall-all-VERSION.h          all of them in one header
    barecall-VERSION.spdx.json      what is in it and where it comes from: SPDX 2.3
    SHA256SUMS

The bytes depend on the files alone: names are sorted, owners and times are nobody's, the date is CHANGELOG.md's. In a
clone those are the files that git knows, elsewhere all but build/."""
import calendar
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def files():
    if os.path.exists(os.path.join(ROOT, ".git")):
        listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], stdout=subprocess.PIPE, check=True, text=True).stdout
        names = listed.split("\0")
    else:
        names = [os.path.relpath(os.path.join(path, name), ROOT) for path, _, found in os.walk(ROOT) for name in found]
    return sorted(n for n in names if n and os.path.exists(os.path.join(ROOT, n)) and
                  not re.match(r"build/|(.*/)?__pycache__/", n))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def date(version):
    """When CHANGELOG.md says that this version is from."""
    text = read(os.path.join(ROOT, "CHANGELOG.md")).decode()
    found = re.search(r"^## %s \((\d{4}-\d\d-\d\d)\)$" % re.escape(version), text, re.M)
    if not found:
        sys.exit("tools/dist.py: CHANGELOG.md does not say from when version %s is" % version)
    return found[1]


def archive(names, top, seconds):
    """A compressed archive of these files below one folder."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name in names:
            path = os.path.join(ROOT, name)
            entry = tarfile.TarInfo(top + "/" + name)
            content = read(path)
            entry.size, entry.mtime = len(content), seconds
            entry.mode = 0o755 if os.access(path, os.X_OK) else 0o644
            tar.addfile(entry, io.BytesIO(content))
    return gzip.compress(raw.getvalue(), 9, mtime=0)


def inventory(names, version, day, tarball):
    """The SPDX document."""
    digest = hashlib.sha256(tarball).hexdigest()
    linux = read(os.path.join(ROOT, "tools/linux-version")).decode().strip()
    entries, relations = [], []
    for number, name in enumerate(names):
        content = read(os.path.join(ROOT, name))
        identity = "SPDXRef-File-%d" % number
        entries.append({"SPDXID": identity, "fileName": "./" + name, "licenseConcluded": "MIT", "copyrightText": "NOASSERTION",
                        "checksums": [{"algorithm": a, "checksumValue": hashlib.new(a, content).hexdigest()}
                                      for a in ("SHA1", "SHA256")]})
        relations.append(("SPDXRef-barecall", "CONTAINS", identity))
    checksums = sorted(e["checksums"][0]["checksumValue"] for e in entries)
    relations += [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-barecall"), ("SPDXRef-barecall", "GENERATED_FROM", "SPDXRef-linux")]
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "barecall-" + version,
        "documentNamespace": "https://spdx.org/spdxdocs/barecall-%s-%s" % (version, digest),
        "creationInfo": {"created": day + "T00:00:00Z", "creators": ["Tool: make dist"]},
        "packages": [
            {"SPDXID": "SPDXRef-barecall", "name": "barecall", "versionInfo": version, "downloadLocation": "NOASSERTION",
             "packageFileName": "barecall-%s.tar.gz" % version, "filesAnalyzed": True, "licenseDeclared": "MIT",
             "licenseConcluded": "MIT", "licenseInfoFromFiles": ["MIT"], "copyrightText": "NOASSERTION",
             "packageVerificationCode": {"packageVerificationCodeValue": hashlib.sha1("".join(checksums).encode()).hexdigest()},
             "checksums": [{"algorithm": "SHA256", "checksumValue": digest}]},
            {"SPDXID": "SPDXRef-linux", "name": "Linux UAPI headers", "versionInfo": linux, "downloadLocation": "NOASSERTION",
             "filesAnalyzed": False, "licenseDeclared": "GPL-2.0-only WITH Linux-syscall-note", "licenseConcluded": "NOASSERTION",
             "copyrightText": "NOASSERTION", "comment": "Values of constants and numbers of system calls were taken from them."}],
        "files": entries,
        "relationships": [dict(zip(("spdxElementId", "relationshipType", "relatedSpdxElement"), r)) for r in relations]}


def main():
    version, output, header = sys.argv[1:]
    day = date(version)
    seconds = calendar.timegm(time.strptime(day, "%Y-%m-%d"))
    names = files()
    tarball = archive(names, "barecall-" + version, seconds)
    found = {"barecall-%s.tar.gz" % version: tarball, "barecall-all-%s.h" % version: read(header),
             "barecall-%s.spdx.json" % version: (json.dumps(inventory(names, version, day, tarball), indent=1) + "\n").encode()}
    found["SHA256SUMS"] = "".join("%s  %s\n" % (hashlib.sha256(c).hexdigest(), n) for n, c in sorted(found.items())).encode()
    os.makedirs(output, exist_ok=True)
    for name, content in found.items():
        with open(os.path.join(output, name), "wb") as file:
            file.write(content)
        print("  DIST  %s" % os.path.join(output, name))


main()
