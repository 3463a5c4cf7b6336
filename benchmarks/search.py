"""Searching records: ours with permissions and snippets, and what else searches words, each as its makers advise."""

import json
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import quantiles

import psycopg

from benchmarks.logs import PEERS
from benchmarks.measure import Skipped, Subject, Table, once, shown
from benchmarks.search_corpus import KINDS, Made, questions, records
from tests.faults.cluster import Cluster
from wholefile.core.errors import Invalid
from wholefile.processing.search import index
from wholefile.processing.search.documents import DAY_MS, Document
from wholefile.processing.search.finding import search
from wholefile.processing.search.store import add
from wholefile.processing.search.writing import holding
from wholefile.record.home import Record, create_record

SIZES, FULL = (10_000, 100_000, 200_000), (10_000, 100_000, 1_000_000)
EACH, ROUNDS = 100, 3
READER, READERS_CASE = "P-7", "C-7"
_GOALS = dict.fromkeys(KINDS, "at most 10") | {"part of an identifier": "at most 2"}
Say = Callable[[str], None]
Times = dict[str, list[float]]


@dataclass
class Measured:
    """What one program did with one corpus: records a second to index, bytes of the index, milliseconds by kind."""

    name: str
    built: float
    size: int
    times: Times


def tables(folder: Path, cluster: Cluster | None, *, quick: bool, full: bool, say: Say) -> list[Table]:
    """A table of every program for each size of the corpus, smallest first."""
    sizes = (300, 600) if quick else (FULL if full else SIZES)
    found = []
    for size in sizes:
        subjects: list[Subject] = []
        asked = questions(size, 5 if quick else EACH)
        for program in (_ours_sqlite, _ours_postgres, _fts5, _postgres, _tantivy):
            name = _NAMES[program]
            try:
                one = program(folder, cluster, size, asked)
            except Skipped as skipped:
                subjects.append(Subject(name, "ms", once(0.0), skipped=str(skipped)))
                continue
            for measured in one:
                subjects += _subjects(measured)
                say(f"search in {size:,}: {measured.name} built at {measured.built:,.0f} records/s")
        found.append(Table(f"Search in {size:,} records", _NOTE, subjects))
        found[-1].measure(1, say)
    return found


_NOTE = (
    f"Records of 40 words of a Zipf distribution and a serial number; {EACH} questions of each kind, common words more "
    f"often, asked {ROUNDS} times by one reader from Python. The figure is the 95th percentile; beside its unit stands "
    "the median. The first twenty are fetched. Ours reads the question, asks with the reader's permissions inside the "
    "query, counts, ranks as described in `processing.search.finding`, and works out snippets with their marks; `in "
    "one case` is a reader who may see one case of a thousand. FTS5 is external content with bm25; PostgreSQL a GIN "
    "index with ts_rank; their parts of an identifier are LIKE. Measured once at each size."
)


def _subjects(one: Measured) -> Iterator[Subject]:
    yield Subject(f"{one.name}: indexing", "records/s", once(one.built))
    yield Subject(f"{one.name}: size of the index", "MB", once(one.size / 1e6))
    for kind, times in one.times.items():
        cut = quantiles(times, n=100, method="inclusive")
        unit = f"ms (median {shown(cut[49])})"
        goal = _GOALS[kind] if one.name.startswith("Wholefile") else ""
        yield Subject(f"{one.name}: {kind}", unit, once(cut[94]), goal)


def _timed(asked: dict[str, list[str]], ask: Callable[[str, str], object], rounds: int = ROUNDS) -> Times:
    """Every question so often, in turn."""
    times: Times = {}
    for _ in range(rounds):
        for kind, typed in asked.items():
            for one in typed:
                started = time.perf_counter()
                with suppress(Invalid):
                    ask(kind, one)
                times.setdefault(kind, []).append((time.perf_counter() - started) * 1000)
    return times


# Ours


def _ours_sqlite(
    folder: Path, _cluster: Cluster | None, size: int, asked: dict[str, list[str]]
) -> list[Measured]:
    record = create_record(folder / f"search-{size}", "records.example/benchmark", witnesses=())
    found = _ours(record, "Wholefile on SQLite", size, asked)
    record.close()
    shutil.rmtree(record.folder)
    return found


def _ours_postgres(
    folder: Path, cluster: Cluster | None, size: int, asked: dict[str, list[str]]
) -> list[Measured]:
    if cluster is None:
        raise Skipped("PostgreSQL's server programs are not installed")
    url = cluster.create_database(f"ours_{size}")
    record = create_record(
        folder / f"search-pg-{size}", "records.example/benchmark", database_url=url, witnesses=()
    )
    found = _ours(record, "Wholefile on PostgreSQL", size, asked)
    record.close()
    cluster.sql(f'DROP DATABASE "ours_{size}"')
    return found


def _ours(record: Record, name: str, size: int, asked: dict[str, list[str]]) -> list[Measured]:
    db = record.db
    index._same_folding(db)  # noqa: SLF001 - what the first run of indexing does
    db.insert_many(
        "role_grant", ("seq", "person", "role", "docket"), [(0, READER, "investigator", READERS_CASE)]
    )
    before, spent = _size(record), 0.0
    source = records(size)
    while part := list(islice(source, 2_000)):
        links = [(_voucher(one), one.docket, 0, 0) for one in part]
        with db.atomic():
            db.insert_many("item_case", ("item", "docket", "linked_seq", "linked_at"), links)
            _items(db, part)
        started = time.perf_counter()
        with holding(db):
            add(db, [_document(one) for one in part])
        spent += time.perf_counter() - started
    if db.vendor != "sqlite":
        db.run("ANALYZE")
    taken = _index_size(record) or _size(record) - before
    whole = _timed(asked, lambda _kind, typed: search(record, typed))
    # In one case common words are the dear ones: what few may be seen must not cost what many would.
    one_case = _timed(asked, lambda _kind, typed: search(record, typed, person=READER), rounds=1)
    return [
        Measured(name, size / spent, taken, whole),
        Measured(f"{name}, in one case", size / spent, taken, one_case),
    ]


def _document(one: Made) -> Document:
    return Document(
        "item", _voucher(one), "item", one.day * DAY_MS, one.text, title=one.title, about=f"serial {one.serial}",
        layer="description", end=len(one.text), marks=(one.serial.lower(),), dockets=(one.docket,),
        items=(_voucher(one),),
    )  # fmt: skip


def _items(db: object, part: list[Made]) -> None:
    columns = (
        "item", "description", "category", "received_quantity", "quantity", "unit", "submitted_by", "collected_at",
        "authority", "named_cases", "status", "received_by", "occurred_at", "at", "seq",
    )  # fmt: skip
    db.insert_many("item", columns, [  # type: ignore[attr-defined]
        (_voucher(one), one.title, "evidence", 1, 1, "each", "", "", "", "[]", "held", "", 0, 0, 0) for one in part
    ])  # fmt: skip


def _voucher(one: Made) -> str:
    return f"V26-{one.number:07d}"


def _size(record: Record) -> int:
    if record.db.vendor == "sqlite":
        record.db.query("PRAGMA wal_checkpoint(TRUNCATE)")
        return (record.folder / "record.sqlite3").stat().st_size
    return int(record.db.query("SELECT pg_database_size(current_database())")[0][0])


def _index_size(record: Record) -> int:
    """Bytes of the index alone, without the texts, which are kept once beside it."""
    if record.db.vendor == "sqlite":
        [(pages,)] = record.db.query("SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'search_words%%'")
        return int(pages)
    [(size,)] = record.db.query("SELECT pg_relation_size('search_document_words')")
    return int(size)


# Peers


def _fts5(folder: Path, _cluster: Cluster | None, size: int, asked: dict[str, list[str]]) -> list[Measured]:
    path = folder / f"fts5-{size}.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
            "CREATE TABLE doc(id INTEGER PRIMARY KEY, title TEXT, text TEXT, serial TEXT);"
            "CREATE VIRTUAL TABLE found USING fts5(text, serial, content='doc', content_rowid='id');"
        )
        spent, source = 0.0, records(size)
        while part := list(islice(source, 2_000)):
            rows = [(one.number, one.title, one.text, one.serial) for one in part]
            started = time.perf_counter()
            with db:
                db.executemany("INSERT INTO doc VALUES (?, ?, ?, ?)", rows)
                db.executemany(
                    "INSERT INTO found(rowid, text, serial) VALUES (?, ?, ?)",
                    [(n, text, s) for n, _, text, s in rows],
                )
            spent += time.perf_counter() - started
        built = size / spent
        [(pages,)] = db.execute("SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'found%'").fetchall()

        def ask(kind: str, typed: str) -> object:
            if kind == "part of an identifier":
                return db.execute(
                    "SELECT title FROM doc WHERE serial LIKE ? LIMIT 20", [f"%{typed}%"]
                ).fetchall()
            said = f'"{typed}"' if kind == "identifier" else typed
            return db.execute(
                "SELECT doc.title FROM found JOIN doc ON doc.id = found.rowid WHERE found MATCH ? "
                "ORDER BY bm25(found) LIMIT 20",
                [said],
            ).fetchall()

        times = _timed(asked, ask)
    path.unlink()
    return [Measured("SQLite FTS5, bm25", built, int(pages), times)]


def _postgres(
    _folder: Path, cluster: Cluster | None, size: int, asked: dict[str, list[str]]
) -> list[Measured]:
    if cluster is None:
        raise Skipped("PostgreSQL's server programs are not installed")
    name = f"peer_{size}"
    with psycopg.connect(cluster.create_database(name), autocommit=True) as db:
        db.execute(
            "CREATE TABLE doc(id bigint PRIMARY KEY, title text, text text, serial text, words tsvector GENERATED "
            "ALWAYS AS (to_tsvector('simple', text || ' ' || serial)) STORED)"
        )
        db.execute("CREATE INDEX ON doc USING gin(words)")
        spent, source = 0.0, records(size)
        while part := list(islice(source, 2_000)):
            started = time.perf_counter()
            with db.cursor().copy("COPY doc(id, title, text, serial) FROM STDIN") as copy:
                for one in part:
                    copy.write_row((one.number, one.title, one.text, one.serial))
            spent += time.perf_counter() - started
        built = size / spent
        db.execute("VACUUM ANALYZE doc")
        bytes_of = int(db.execute("SELECT pg_relation_size('doc_words_idx')").fetchone()[0])  # type: ignore[index]

        def ask(kind: str, typed: str) -> object:
            if kind == "part of an identifier":
                return db.execute(
                    "SELECT title FROM doc WHERE serial LIKE %s LIMIT 20", [f"%{typed}%"]
                ).fetchall()
            if kind == "prefix":
                query, said = "to_tsquery('simple', %s)", typed.replace("*", ":*")
            elif kind in ("phrase", "identifier"):
                query, said = "phraseto_tsquery('simple', %s)", typed
            else:
                query, said = "plainto_tsquery('simple', %s)", typed
            return db.execute(
                f"SELECT title FROM doc, {query} q WHERE words @@ q ORDER BY ts_rank(words, q) DESC LIMIT 20",  # noqa: S608
                [said],
            ).fetchall()

        times = _timed(asked, ask)
    cluster.sql(f'DROP DATABASE "{name}"')
    return [Measured("PostgreSQL, ts_rank", built, bytes_of, times)]


def _tantivy(
    folder: Path, _cluster: Cluster | None, size: int, asked: dict[str, list[str]]
) -> list[Measured]:
    python = os.environ.get("WHOLEFILE_BENCH_PYTHON")
    if not python or not shutil.which(python):
        raise Skipped("WHOLEFILE_BENCH_PYTHON names no interpreter with tantivy (`make bench` makes one)")
    corpus, said = folder / f"records-{size}.jsonl", folder / "questions.json"
    with corpus.open("w") as target:
        for one in records(size):
            target.write(json.dumps([one.number, one.title, one.text, one.serial]) + "\n")
    said.write_text(json.dumps(asked))
    where = folder / f"tantivy-{size}"
    command = [python, str(PEERS / "tantivy_search.py"), str(where), str(corpus), str(said), str(ROUNDS)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    shutil.rmtree(where, ignore_errors=True)
    corpus.unlink()
    if done.returncode:
        raise Skipped(done.stderr.strip().splitlines()[-1])
    told = json.loads(done.stdout)
    return [Measured("tantivy, BM25", told["built"], told["size"], told["times"])]


_NAMES: dict[object, str] = {
    _ours_sqlite: "Wholefile on SQLite",
    _ours_postgres: "Wholefile on PostgreSQL",
    _fts5: "SQLite FTS5, bm25",
    _postgres: "PostgreSQL, ts_rank",
    _tantivy: "tantivy, BM25",
}
