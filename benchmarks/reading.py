"""How well and how fast documents are read: `python -m benchmarks.reading [--polnear FOLDER] [--tempeval FOLDER]`.

Without folders: our own gold documents, the sample article where it lies beside the repository, and the speed. The
corpora are for research and are not ours to pass on: whoever has them names the folder of PolNeAR's test split, with
its `text` and `attributions`, and the one of TempEval-3's platinum documents.
"""

import argparse
import resource
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks import reading_quotes, reading_time
from tests.reading import scoring
from tests.shared_files import SHARED
from wholefile.reading.language import load
from wholefile.reading.reader import Reading, read

ARTICLE = SHARED / "samples" / "article.txt"
PAGES, LINES = 300, 25  # of a transcript


def main(arguments: list[str] | None = None) -> None:
    """Print every score and every time that can be had here."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("--polnear", type=Path, help="a split of PolNeAR: its folders text and attributions")
    parser.add_argument("--tempeval", type=Path, help="TimeML documents, such as te3-platinum")
    given = parser.parse_args(arguments)
    for folder in (given.polnear, given.tempeval):
        if folder is not None and not folder.is_dir():
            parser.error(f"{folder} is no folder")
    print(scoring.report())
    if given.polnear:
        print(reading_quotes.report(given.polnear))
    if given.tempeval:
        print(reading_time.report(given.tempeval))
    _speed()


def _speed() -> None:
    began = time.perf_counter()
    load()
    print(f"the language model: loaded in {time.perf_counter() - began:.2f} s")
    if ARTICLE.exists():
        text = ARTICLE.read_text(encoding="utf-8")
        print(
            f"the article, {len(text):,} characters: {median(_timed(text) for _ in range(9)) * 1000:.0f} ms"
        )
    text = transcript()
    print(f"a transcript of {PAGES} pages, {len(text):,} characters: {_timed(text):.1f} s")
    print(
        f"the most memory that was used: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
    )


def _timed(text: str) -> float:
    began = time.perf_counter()
    found: Reading = read(text)
    taken = time.perf_counter() - began
    if not found.facts:
        sys.exit("nothing was found in a text that says much")
    return taken


def transcript(pages: int = PAGES) -> str:
    """Questions and answers with numbered lines, so many pages of them; no two pages alike."""
    told = [
        "STATE v. ORTEGA",
        "TRANSCRIPT OF PROCEEDINGS, March 4, 2031",
        "MARA LINDQVIST, having been duly sworn, testified as follows:",
        "DIRECT EXAMINATION BY MR. ABARA:",
    ]
    said = 0
    while len(told) < pages * LINES:
        said += 1
        told += [
            f"Q. On the {said % 27 + 1}th of May, 2030, did you speak with Officer Jonas Reyes about item {said}?",
            f"A. I did. He said that he had counted {said % 9 + 2} rounds before he sealed the box, and I told him,",
            '"That is not what the report says."',
            "Q. And two weeks after that interview, what happened?",
            "A. The charge was dismissed. Ms. Obi denied that anybody had opened the box.",
        ]
    numbered = [
        f"{'' if n % LINES else f'{n // LINES + 1:>30}' + chr(10)}{n % LINES + 1:>4}  {line}"
        for n, line in enumerate(told[: pages * LINES])
    ]
    return "\n".join(numbered) + "\n"


if __name__ == "__main__":
    main()
