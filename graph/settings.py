"""Read what the environment decides: where the data live, which engine serves them, how far a query may go."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """
    Hold the settings of one process; read once, never changed afterwards.

    Attributes
    ----------
    data_dir
        Folder that holds everything the user owns (`MAILLAGE_DATA`); by default the user's data folder.
    neo4j_uri
        Address of a Neo4j server (`NEO4J_URI`); empty: the embedded engine is used.
    neo4j_username, neo4j_password, neo4j_database
        Account and database on that server; an empty database leaves the choice to the server.
    heap
        Largest Java heap of the embedded engine, in the form Java reads: `512m`, `2g` (`MAILLAGE_HEAP`).
    bolt_port
        Fixed loopback port of the embedded engine (`MAILLAGE_BOLT_PORT`); 0: a free one is chosen.
    linger
        Seconds the embedded engine waits without any client before it stops (`MAILLAGE_LINGER`).
    start_timeout
        Seconds the embedded engine may take to start (`MAILLAGE_START_TIMEOUT`).
    query_rows, query_seconds
        Limits of a query that a user wrote: rows kept, seconds of work.
    server_notices
        Let the server send its notices on queries (deprecations, unknown labels): tests and development.
    """

    model_config = SettingsConfigDict(frozen=True, populate_by_name=True, extra="ignore", env_ignore_empty=True)

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("maillage", appauthor=False), validation_alias="MAILLAGE_DATA"
    )
    neo4j_uri: str = Field(default="", validation_alias="NEO4J_URI")
    neo4j_username: str = Field(default="neo4j", validation_alias="NEO4J_USERNAME")
    neo4j_password: SecretStr = Field(default=SecretStr(""), validation_alias="NEO4J_PASSWORD")
    neo4j_database: str = Field(default="", validation_alias="NEO4J_DATABASE")
    heap: str = Field(default="512m", validation_alias="MAILLAGE_HEAP")
    bolt_port: int = Field(default=0, ge=0, le=65535, validation_alias="MAILLAGE_BOLT_PORT")
    linger: float = Field(default=30.0, ge=0, validation_alias="MAILLAGE_LINGER")
    start_timeout: float = Field(default=60.0, gt=0, validation_alias="MAILLAGE_START_TIMEOUT")
    query_rows: int = Field(default=5000, gt=0, validation_alias="MAILLAGE_QUERY_ROWS")
    query_seconds: float = Field(default=3.0, gt=0, validation_alias="MAILLAGE_QUERY_SECONDS")
    server_notices: bool = Field(default=False, validation_alias="MAILLAGE_SERVER_NOTICES")

    @field_validator("data_dir", mode="after")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        """Fix the folder once: the engine's process has another working directory."""
        return value.expanduser().absolute()

    @property
    def uses_server(self) -> bool:
        """Tell whether a Neo4j server was named."""
        return bool(self.neo4j_uri)
