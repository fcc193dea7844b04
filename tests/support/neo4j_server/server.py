"""Run a real Neo4j for the contract tests: its jars by Maven, its Java from the machine, its data in a temp folder."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path
from xml.etree import ElementTree

from platformdirs import user_cache_path

from graph.engine.locks import FileLock

_JAVA_MAJOR = 17
_START_SECONDS = 120.0
_FETCH_SECONDS = 600.0
_POM = Path(__file__).with_name("pom.xml")


class Neo4jUnavailableError(RuntimeError):
    """Say what this machine lacks to run a Neo4j."""


class Neo4jServer:
    """
    A Neo4j of its own, on free loopback ports, in a folder that the caller gives and removes.

    Parameters
    ----------
    folder
        An existing empty folder for the server's home.
    """

    username = "neo4j"

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.password = secrets.token_hex(12)
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Address of the server, without routing."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Process number of the running server."""
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> Path:
        return self.home / "console.log"

    def start(self) -> None:
        """Start the server and wait until its port answers."""
        java, library = find_java(), jars()
        configuration = self.home / "conf"
        for name in ("conf", "import", "data", "logs", "run", "plugins"):
            (self.home / name).mkdir(exist_ok=True)
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.memory.heap.initial_size": "256m",
            "server.memory.pagecache.size": "128m",
            "server.directories.import": str(self.home / "import"),
            "dbms.usage_report.enabled": "false",
        }
        text = "".join(f"{name}={value}\n" for name, value in settings.items())
        (configuration / "neo4j.conf").write_text(text, encoding="utf-8")
        environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(configuration)}
        classes = f"{library}{os.sep}*"
        subprocess.run(
            [
                *(java, "-cp", classes, "-Dapp.name=neo4j-admin", f"-Dapp.repo={library}", f"-Dbasedir={self.home}"),
                *("org.neo4j.server.startup.Neo4jAdminCommand", "dbms", "set-initial-password", self.password),
            ],
            env=environment,
            check=True,
            capture_output=True,
        )
        self._launch()

    def restart(self) -> None:
        """Start again, on the same data and the same port, a server that was killed."""
        if self._process is not None:
            self._process.wait()
        self._launch()

    def _launch(self) -> None:
        configuration = self.home / "conf"
        with self.log.open("ab") as console:
            self._process = subprocess.Popen(
                [
                    *(find_java(), "-Xmx512m", "--add-opens=java.base/java.nio=ALL-UNNAMED"),
                    *("-cp", f"{jars()}{os.sep}*", "org.neo4j.server.CommunityEntryPoint", "--console-mode"),
                    *(f"--home-dir={self.home}", f"--config-dir={configuration}"),
                ],
                env={**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(configuration)},
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
            )
        self._await_port()

    def stop(self) -> None:
        """End the server at once; without effect when it does not run."""
        if self._process is None:
            return
        # Its data are thrown away: no need to wait for what a test may have left running in it.
        self._process.kill()
        self._process.wait()
        self._process = None

    def _await_port(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        said = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        self.stop()
        message = f"Neo4j did not start:\n{said}"
        raise RuntimeError(message)


def jars() -> Path:
    """
    Return the folder of Neo4j's jars, fetched by Maven the first time.

    The folder is kept between runs, under `MAILLAGE_TEST_CACHE` or the user's cache folder.
    """
    asked = os.environ.get("MAILLAGE_TEST_CACHE")
    cache = Path(asked) if asked else user_cache_path("maillage-tests", appauthor=False)
    folder = cache / f"neo4j-{_version()}"
    library = folder / "lib"
    complete = folder / "complete"
    if complete.exists():
        return library
    maven = shutil.which("mvn")
    if maven is None:
        message = "Maven (mvn) is not installed: no way to fetch Neo4j"
        raise Neo4jUnavailableError(message)
    folder.mkdir(parents=True, exist_ok=True)
    # Tests may run in several processes: the first fetches, the others wait for it.
    lock = FileLock(folder / "fetching")
    if not lock.acquire(timeout=_FETCH_SECONDS):
        message = f"another process has been fetching Neo4j for {_FETCH_SECONDS:.0f} seconds"
        raise Neo4jUnavailableError(message)
    try:
        if not complete.exists():
            _fetch(maven, library)
            complete.touch()
    finally:
        lock.release()
    return library


def _fetch(maven: str, library: Path) -> None:
    fetched = subprocess.run(
        [
            *(maven, "-q", "-B", "-f", str(_POM), "dependency:copy-dependencies"),
            *("-DincludeScope=runtime", f"-DoutputDirectory={library}"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if fetched.returncode:
        message = f"Maven could not fetch Neo4j {_version()}: {(fetched.stdout + fetched.stderr)[-500:]}"
        raise Neo4jUnavailableError(message)


def find_java() -> str:
    """Return a Java 17, from `JAVA_HOME`, the path, or the folders where Linux puts its virtual machines."""
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    candidates = [home / "bin" / "java" for home in homes]
    on_path = shutil.which("java")
    if on_path:
        candidates.append(Path(on_path))
    candidates += sorted(Path("/usr/lib/jvm").glob(f"*{_JAVA_MAJOR}*/bin/java"))
    for java in candidates:
        if java.exists() and _major(java) == _JAVA_MAJOR:
            return str(java)
    message = f"no Java {_JAVA_MAJOR} found in JAVA_HOME, on the path or in /usr/lib/jvm"
    raise Neo4jUnavailableError(message)


def _major(java: Path) -> int | None:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else None


def _version() -> str:
    namespace = {"m": "http://maven.apache.org/POM/4.0.0"}
    text = ElementTree.parse(_POM).findtext("m:properties/m:neo4j.version", namespaces=namespace)
    assert text is not None
    return text


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
