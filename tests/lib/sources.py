"""The tree as who gets it has it."""
import os
import shutil
import subprocess

import toolchain


def copied(to):
    """The files that a release is made of, in another directory, as they are here; whether this is a clone, which knows them."""
    listed = subprocess.run(["git", "-C", toolchain.ROOT, "ls-files", "-co", "--exclude-standard", "-z"], stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, text=True) if os.path.exists(os.path.join(toolchain.ROOT, ".git")) else None
    names = listed.stdout.split("\0") if listed and listed.returncode == 0 else []
    for name in filter(None, names):
        source = os.path.join(toolchain.ROOT, name)
        if os.path.exists(source):
            os.makedirs(os.path.dirname(os.path.join(to, name)), exist_ok=True)
            shutil.copyfile(source, os.path.join(to, name))
            os.chmod(os.path.join(to, name), 0o700 if os.access(source, os.X_OK) else 0o600)
    return bool(names)
