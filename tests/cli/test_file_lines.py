"""What `wholefile file show` prints fits the screen, however long names and flags are."""

from wholefile.cli.files.outcomes import file_lines

VIEW = {
    "sha256": "5" * 64,
    "path": ["a zip of the whole box.zip", "photographs of the second floor.zip", "the third photograph.jpg"],
    "size": 1,
    "items": ["V26-000001"],
    "readings": [
        {
            "extractor": "read",
            "version": "1",
            "status": "read",
            "at": 1_770_000_000_000,
            "reason": None,
            "kind": "jpeg",
            "media_type": "image/jpeg",
            "facts": {},
            "flags": [{"code": "hidden text", "words": "words that nobody sees " * 12}],
        }
    ],
    "layers": [],
    "members": [],
}


def test_no_line_is_longer_than_the_screen():
    lines = list(file_lines(VIEW))
    assert max(map(len, lines)) <= 80
    assert " ".join(lines).count("words that nobody sees") >= 10
