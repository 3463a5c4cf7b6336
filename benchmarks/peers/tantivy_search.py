"""Searching with tantivy in an environment of its own: prints build rate, index size and times as JSON.

    python tantivy_search.py FOLDER RECORDS.JSONL QUESTIONS.JSON ROUNDS

One commit at the end; the twenty best by BM25, with their titles.
"""

import json
import os
import sys
import time
from pathlib import Path

import tantivy


def main() -> None:
    """Build, ask and print."""
    folder, corpus, asked, rounds = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    schema = tantivy.SchemaBuilder()
    for name in ("title", "text", "serial"):
        schema.add_text_field(name, stored=name == "title", tokenizer_name="default")
    folder.mkdir()
    index = tantivy.Index(schema.build(), path=str(folder))
    writer = index.writer(heap_size=256_000_000, num_threads=2)
    started, count = time.perf_counter(), 0
    with corpus.open() as source:
        for line in source:
            number, title, text, serial = json.loads(line)
            writer.add_document(tantivy.Document(title=title, text=text, serial=serial))
            count = number + 1
    writer.commit()
    writer.wait_merging_threads()
    built = count / (time.perf_counter() - started)
    index.reload()
    searcher = index.searcher()
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for kind, questions in json.loads(asked.read_text()).items():
            for typed in questions:
                query = _query(index, kind, typed)
                if query is None:
                    continue
                started = time.perf_counter()
                hits = searcher.search(query, 20).hits
                _ = [searcher.doc(address)["title"] for _, address in hits]
                times.setdefault(kind, []).append((time.perf_counter() - started) * 1000)
    size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
    print(json.dumps({"built": built, "size": size, "times": times, "pid": os.getpid()}))


def _query(index: tantivy.Index, kind: str, typed: str) -> tantivy.Query | None:
    if kind == "prefix":
        return tantivy.Query.regex_query(index.schema, "text", typed.removesuffix("*") + ".*")
    if kind == "part of an identifier":
        return None
    if kind == "identifier":
        return index.parse_query(f'"{typed}"', ["serial"])
    return index.parse_query(typed, ["text"], conjunction_by_default=True)


main()
