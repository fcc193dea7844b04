"""Hold what no file of the project may say: a registry, a machine, a working folder."""

import re

from tests.architecture.tree import report, text_files

# In pieces, so that this file does not accuse itself.
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "registry.yarn" + "pkg.com",
    "repo" + ".maven" + ".apache.org",
    "repo1." + "maven.org",
    "proxy." + "golang.org",
    "static." + "crates.io",
    "conda." + "anaconda.org",
)
MACHINE = (
    r"(?<![\w.])/" + r"work/",
    r"(?<![\w.])/" + r"root/",
    r"(?<![\w.])/" + r"home/\w",
    r"(?<![\w.])/" + r"Users/\w",
    r"/opt/" + r"wheels",
    r"/tmp/" + r"lab",
    r"\.py" + r"env/",
)
FORBIDDEN = re.compile("|".join([*(re.escape(host) for host in HOSTS), *MACHINE]))


def test_no_file_names_a_registry_or_a_machine() -> None:
    violations = [
        f"{path}:{number}: {match.group(0)}"
        for path, text in text_files()
        for number, line in enumerate(text.splitlines(), start=1)
        for match in FORBIDDEN.finditer(line)
    ]
    report("No file names a package registry, nor a path of one machine.", violations)


def test_the_scan_sees_the_project() -> None:
    paths = {path for path, _ in text_files()}
    assert {"README.md", "Makefile", "pyproject.toml", "requirements.lock", ".ci/run"} <= paths
    assert FORBIDDEN.search("see https://pypi" + ".org/simple")
    assert FORBIDDEN.search("cd /work" + "/main")
    assert not FORBIDDEN.search("réseau/work en cours")


def test_no_list_shows_the_english_words_of_its_widget() -> None:
    """Streamlit writes « Select all » at the top of a list, unless it is told not to."""
    calls = [
        (path, text[: found.start()].count("\n") + 1, text[found.end() : found.end() + 600].split("\n\n")[0])
        for path, text in text_files()
        if path.startswith("app/") and path.endswith(".py")
        for found in re.finditer(r"st\.multiselect\(", text)
    ]
    assert calls
    violations = [f"{path}:{line}" for path, line, given in calls if "select_all=False" not in given]
    report("A list of several choices leaves out « Select all ».", violations)
