"""`./dev lock`: turns requirements/*.in into pinned and hashed requirements/*.txt that name no host."""

import subprocess

from tools import environment

# Later ones are held to the versions of the earlier ones.
SETS = {"uv": (), "run": (), "test": ("run",), "bench": ()}


def lock(words: list[str]) -> int:
    """Pin every set; words (such as --upgrade) are passed on to the resolver."""
    environment.ensure("test")
    for name, after in SETS.items():
        print(f"Pinning requirements/{name}.txt …", flush=True)
        constraints = [part for other in after for part in ("--constraint", f"requirements/{other}.txt")]
        done = subprocess.run(
            [
                str(environment.PYTHON),
                "-m",
                "uv",
                "pip",
                "compile",
                "--universal",
                "--python-version",
                "3.11",
                "--quiet",
                "--no-header",
                "--generate-hashes",
                "--system-certs",
                *constraints,
                *words,
                f"requirements/{name}.in",
                "--output-file",
                f"requirements/{name}.txt",
            ],
            cwd=environment.ROOT,
            env=environment.child_environment(),
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            return done.returncode
    return 0
