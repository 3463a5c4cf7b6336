"""The page's own encodings, hashes and signatures, against Python's and against published vectors."""

import hashlib
import hmac
import random
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.browser.chromium import opened, opened_up
from tests.core.makers import Authenticator
from tests.core.test_acts_together import ACTS, MALFORMED
from tests.core.test_signatures import ACT, LIES
from tests.shared_files import shared_json
from wholefile.core import canonical, keys, manifest, note
from wholefile.core.acts import KINDS
from wholefile.core.acts_together import acts_challenge, batch_parts
from wholefile.core.docket import canonical_docket
from wholefile.core.errors import WholefileError
from wholefile.core.signatures import check_shape, sign_act, verify_signature
from wholefile.verify.page import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

INNER = [
    "alike", "b64u", "canonicalDocket", "decode", "ed25519Verify", "encode", "es256Verify", "hex",
    "hmacWith", "isGroupPoint",
    "keyId", "parseJson", "parseManifest", "parsePolicy", "refuse", "sha256", "Sha256Stream", "unb64u",
    "KINDS", "enrolledKey", "verifySignature", "checkSignatureShape",
    "challengeOfPart",
]  # fmt: skip
BYTES = "const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));"
CODE_OF = """const codeOf = (act) => {
  try { act(); return "fine"; } catch (error) { return error.code ?? String(error); }
};"""

# What a canonical decoder must accept or refuse, each for the same reason in both languages.
CORPUS = [
    b"{}", b"[]", b'""', b"0", b"-1", b"true", b'{"a":1,"b":[true,false,"x"]}', b"9007199254740991",
    b"9007199254740992",
    b"9007199254740993", b"-9007199254740992", b"1.0", b"1e3", b"-0", b"01", b"+1", b"1.", b".5", b"NaN",
    b"Infinity",
    b"-Infinity", b"null", b"[null]", b'{"a":null}', b'{"a":1,"a":1}', b'{"b":1,"a":1}', b'{"a": 1}',
    b" {}", b"{} ",
    b"{}x", b"", b"{", b"[1,]", b'{"a":1,}', b'{"a"}', b"'a'", b'"a', b'"\\u0061"', b'"\\ud800"',
    b'"\\ud83d\\ude00"',
    '"😀"'.encode(), b'"\xed\xa0\x80"', b'"\xff"', b"\xef\xbb\xbf{}", b'"\n"', b'"\\n"', b'"\\u000a"',
    b'"\\b\\f\\r\\t"',
    b'"\x7f"', b'"\\u007f"', b'"\\/"', b'"/"', b'"\\x"', '{"ä":1}'.encode(), b'{"__proto__":1}',
    b'{"constructor":{"a":1}}',
    b'{"10":1,"9":2}', b'{"9":2,"10":1}', b"[[[[[[[[]]]]]]]]", b"[[[[[[[[[]]]]]]]]]",
    b'{"a":{"a":{"a":{"a":{"a":{}}}}}}',
    b"[" * 2000 + b"]" * 2000, b'"' + b"a" * 65533 + b'"', b'"' + b"a" * 65534 + b'"', b"truefalse",
    b"tru", b"\x00",
    '"\u2028\u2029"'.encode(), '"e\u0301"'.encode(), b'"\\"\\\\"', b"123456789012345678901234567890",
    b'["a","a"]',
]  # fmt: skip


@pytest.fixture(scope="module")
def page(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Page]":
    file: Path = tmp_path_factory.mktemp("inner") / "verify.html"
    file.write_text(opened_up(html(), INNER), encoding="utf-8")
    with opened(browser, file) as shown:
        yield shown


def b64(raw: bytes) -> str:
    return b64encode(raw).decode()


def run(page: "Page", body: str, argument: object) -> Any:
    """The value of a function body in the page, with the page's inner functions as names."""
    names = ", ".join(INNER)
    return page.evaluate(
        f"async (given) => {{ {BYTES} {CODE_OF} const {{ {names} }} = inner; {body} }}", argument
    )


def code_of(action: Callable[[], object]) -> str:
    try:
        action()
    except WholefileError as error:
        return error.code
    return "fine"


def test_every_published_ed25519_vector_gets_pythons_verdict(page: "Page") -> None:
    vectors = shared_json("vectors/ed25519/cctv-ed25519vectors.json")
    cases = [(bytes.fromhex(v["key"]), v["msg"].encode(), bytes.fromhex(v["sig"])) for v in vectors]
    expected = [keys.ed25519_verify(*case) for case in cases]
    found = run(
        page,
        "return Promise.all(given.map(([k, m, s]) => ed25519Verify(bytes(k), bytes(m), bytes(s))))",
        [[b64(part) for part in case] for case in cases],
    )
    assert len(cases) == 914
    assert found == expected
    assert 0 < sum(expected) < len(cases)


def test_altered_ed25519_signatures_are_refused(page: "Page") -> None:
    seed = bytes(range(32))
    message, public = b"what was signed", keys.public_key_of(seed)
    signature = keys.ed25519_sign(seed, message)
    cases = [
        (public, message, signature),
        (public, message + b".", signature),
        (public, message, signature[:63]),
    ]
    for position in range(64):
        altered = bytearray(signature)
        altered[position] ^= 1
        cases.append((public, message, bytes(altered)))
    found = run(
        page,
        "return Promise.all(given.map(([k, m, s]) => ed25519Verify(bytes(k), bytes(m), bytes(s))))",
        [[b64(part) for part in case] for case in cases],
    )
    assert found == [True] + [False] * (len(cases) - 1)


def es256_cases() -> list[tuple[bytes, bytes, bytes]]:
    """Signatures in their one DER form and in others, and keys that are none."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    private = ec.derive_private_key(12345, ec.SECP256R1())
    public = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    message = b"what was signed"
    cases = []
    for _ in range(40):  # r and s of all lengths come up
        signature = private.sign(message, ec.ECDSA(SHA256()))
        r, s = decode_dss_signature(signature)
        cases += [
            (public, message, signature),
            (public, message + b".", signature),
            (public, message, encode_dss_signature(r, order - s)),
            (public, message, encode_dss_signature(r, s + order)),
            (public, message, encode_dss_signature(0, s)),
            (public, message, signature + b"\x00"),
            (public, message, signature[:-1]),
            (public, message, b"\x30\x81" + signature[1:]),
            (public, message, signature[:3] + bytes([signature[3] + 1]) + b"\x00" + signature[4:]),
            (public[:-1] + bytes([public[-1] ^ 1]), message, signature),
            (b"\x02" + public[1:33], message, signature),
        ]
    return [*cases, (public, message, b""), (public, message, b"\x30\x00")]


def test_es256_signatures_get_pythons_verdict(page: "Page") -> None:
    cases = es256_cases()
    expected = [keys.es256_verify(*case) for case in cases]
    found = run(
        page,
        "return Promise.all(given.map(([k, m, s]) => es256Verify(bytes(k), bytes(m), bytes(s))))",
        [[b64(part) for part in case] for case in cases],
    )
    assert found == expected
    assert sum(expected) == 80  # as signed, and with the other s that ECDSA allows


def test_keys_that_may_sign_notes_are_the_same(page: "Page") -> None:
    points = [keys.public_key_of(hashlib.sha256(bytes([n])).digest()) for n in range(20)]
    points += [hashlib.sha256(bytes([n, 1])).digest() for n in range(40)]
    points += [bytes(32), b"\x01" + bytes(31), b"\xff" * 32, b"\xed" + b"\xff" * 30 + b"\x7f"]

    def fine(point: bytes) -> bool:
        return code_of(lambda: note.VerifierKey("name", note.ED25519_NOTE, point)) == "fine"

    found = run(page, "return given.map((k) => isGroupPoint(bytes(k)))", [b64(point) for point in points])
    assert found == [fine(point) for point in points]
    assert 20 <= sum(found) < 60


def test_hashes_are_those_of_the_standard_library(page: "Page") -> None:
    data = random.Random(1).randbytes(70_000)
    lengths = [*range(200), 1000, 4095, 4096, 4097, 65_536, 70_000]
    found = run(
        page,
        "const all = bytes(given[0]);"
        "return given[1].map((n) => [hex(sha256(all.subarray(0, n >> 1), all.subarray(n >> 1, n))),"
        " hex(hmacWith(all.subarray(0, Math.min(n, 64)))(all.subarray(0, n)))])",
        [b64(data), lengths],
    )
    for length, (digest, mac) in zip(lengths, found, strict=True):
        assert digest == hashlib.sha256(data[:length]).hexdigest()
        assert mac == hmac.digest(data[: min(length, 64)], data[:length], "sha256").hex()


def test_streamed_hashes_do_not_depend_on_the_blocks(page: "Page") -> None:
    data = random.Random(2).randbytes(10_000)
    found = run(
        page,
        "const all = bytes(given); const found = [];"
        "for (const step of [1, 63, 64, 65, 1000, 10000]) { const stream = new Sha256Stream();"
        " for (let i = 0; i < all.length; i += step) stream.update(all.slice(i, i + step));"
        " found.push(hex(stream.digest())); } return found",
        b64(data),
    )
    assert set(found) == {hashlib.sha256(data).hexdigest()}


def test_canonical_bytes_are_accepted_and_refused_alike(page: "Page") -> None:
    expected = [code_of(lambda raw=raw: canonical.decode(raw)) for raw in CORPUS]  # type: ignore[misc]
    found = run(
        page, "return given.map((raw) => codeOf(() => decode(bytes(raw))))", [b64(raw) for raw in CORPUS]
    )
    assert dict(zip(CORPUS, found, strict=True)) == dict(zip(CORPUS, expected, strict=True))
    assert {"fine", "canonical.duplicate_key", "canonical.not_an_integer", "canonical.too_deep"} <= set(
        expected
    )


def test_foreign_json_is_accepted_and_refused_alike(page: "Page") -> None:
    corpus = [
        raw for raw in CORPUS if len(raw) != 4000
    ]  # how deep foreign JSON may be is each reader's own limit
    expected = [code_of(lambda raw=raw: canonical.parse_json(raw)) for raw in corpus]  # type: ignore[misc]
    found = run(
        page, "return given.map((raw) => codeOf(() => parseJson(bytes(raw))))", [b64(raw) for raw in corpus]
    )
    assert dict(zip(corpus, found, strict=True)) == dict(zip(corpus, expected, strict=True))


def test_base64url_has_one_spelling(page: "Page") -> None:
    generator = random.Random(3)
    texts = [canonical.b64u(generator.randbytes(n)) for n in range(70)]
    texts += ["A", "AB", "AA==", "A+", "A/", "ä", "AA A", "AAA=", "AAB", "_-8", "\n", "AA\n", "AAAAA"]
    expected = [code_of(lambda text=text: canonical.unb64u(text)) for text in texts]  # type: ignore[misc]
    assert run(page, "return given.map((text) => codeOf(() => unb64u(text)))", texts) == expected
    back = run(page, "return given.map((text) => b64u(unb64u(text)))", texts[:70])
    assert back == texts[:70]


def test_docket_numbers_are_accepted_and_refused_alike(page: "Page") -> None:
    dockets = ["2026-CR-42", "2026-CR-042", "A-1", "A1", "AB", "ABC", "0-1", "00-1", "2026--1", "-1A",
    "a-1b", "A" * 40 + "1",
               "Ａ-12", "2026-CR-42\n", "2026_CR", "1-A-0"]  # fmt: skip
    expected = [code_of(lambda text=text: canonical_docket(text)) for text in dockets]  # type: ignore[misc]
    assert run(page, "return given.map((text) => codeOf(() => canonicalDocket(text)))", dockets) == expected


VALUES: list[Any] = [
    "", " ", "a", "a ", "\u00a0a", "\ufeffa", "\x1ca", "\x85", "e\u0301", "é", "a\nb", "a\tb", "a\x00b",
    "a\u2028b", "😀" * 80,
    "😀" * 81, "x" * 300, "x" * 301, "2026-02-28", "2026-02-30", "0000-01-01", "9999-12-31", "20260228",
    "2026-W01-1", "P-1",
    "P-0", "P-1\n", "V26-000123", "V26-000123.1", "V26-000123.0", 0, 1, -1, 2**53 - 1, 10**12, 10**12 + 1,
    True, False, [], ["a"],
    ["a", "a"], [1, True], {}, {"item": "V26-000123"}, "AAAA", "A" * 43, "B" * 43, "ed25519", "2026-CR-42",
    "2026-CR-042",
    "ROOM-A/SHELF-1", "a" * 64, "A" * 64, "DOE000001", "\u202fa", "a\u200b", "\u0378",
]  # fmt: skip


def test_every_type_of_field_refuses_the_same_values(page: "Page") -> None:
    fields = {f"{kind.name} {one.name}": one.type for kind in KINDS.values() for one in kind.all_fields}
    expected = {name: [not kind.refuse(value) for value in VALUES] for name, kind in fields.items()}
    found = run(
        page,
        "return Object.fromEntries(Object.entries(KINDS).flatMap(([kind, { fields }]) => Object.entries(fields)"
        ".map(([name, field]) => [`${kind} ${name}`, given.map((value) => refuse(field, value) === '')])))",
        VALUES,
    )
    assert found == expected


PATHS = ["data/a", "data/A", "/data/a", "data//a", "data/../a", "data/./a", "data/~a", "C:/a", "data\\a",
         "data/a\tb", "data/%41",
         "data/%25", "data/a%0Ab", "data/é", "data/e\u0301", "data/" + "x" * 1020, "data/ß", "data/ſ", "x",
         "data/a/b"]  # fmt: skip


def test_manifests_are_accepted_and_refused_alike(page: "Page") -> None:
    def lines(*paths: str) -> bytes:
        return "".join(f"{'0' * 64}  {path}\n" for path in paths).encode()

    corpus = [lines(path) for path in PATHS]
    corpus += [lines(*sorted((one, other))) for one in PATHS for other in PATHS if one < other]
    corpus += [lines("b", "a"), lines("a", "a"), b"", b"x", lines("a")[:-1], lines("a").upper(),
    lines("a").replace(b"  ", b" *"),
               lines("data/\ue000", "data/\U00010000"), b"\xff\n", lines("a", "A/b")]  # fmt: skip
    expected = [code_of(lambda raw=raw: manifest.parse_manifest(raw)) for raw in corpus]  # type: ignore[misc]
    found = run(
        page,
        "return given.map((raw) => codeOf(() => parseManifest(bytes(raw))))",
        [b64(raw) for raw in corpus],
    )
    assert dict(zip(corpus, found, strict=True)) == dict(zip(corpus, expected, strict=True))


def test_letters_that_file_systems_confuse_are_the_same(page: "Page") -> None:
    """Every character of Unicode 14 folds to what Python folds it to, or at least meets the same others."""
    import unicodedata

    letters = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n))[0] != "C"]
    letters = [c for c in letters if c.casefold() != c or c.upper() != c]
    texts = sorted(
        {c for letter in letters for c in (letter, letter.upper(), letter.lower(), letter.casefold())}
    )
    mine = dict(zip(texts, run(page, "return given.map(alike)", texts), strict=True))
    theirs = {text: manifest._alike(text) for text in texts}
    wrong = [
        (one, other)
        for one in texts
        for other in (theirs[one], one.lower(), one.upper())
        if other in mine and (mine[one] == mine[other]) != (theirs[one] == theirs[other])
    ]
    assert not wrong


def security_key_cases() -> list[tuple[dict[str, Any], dict[str, Any], Any, str]]:
    """Acts signed by security keys that tell the truth or lie, each with what Python says."""
    cases = []
    for algorithm in (keys.WEBAUTHN_ES256, keys.WEBAUTHN_ED25519):
        passkey = Authenticator(algorithm)
        honest = [
            passkey.sign(ACT),
            passkey.sign(ACT, crossOrigin=...),
            passkey.sign(ACT, flags=0x85, extra=b"x"),
        ]
        lies = [passkey.sign(ACT, **lie) for lie, _ in LIES.values()]
        cases += [(signature, ACT, passkey.enrolled) for signature in [*honest, *lies]]
        mixed = {**honest[0], "signature": honest[1]["signature"]}
        cases.append((mixed, ACT, passkey.enrolled))
        cases.append((honest[0], ACT | {"at": 1}, passkey.enrolled))
        first, second, *others = passkey.sign_together(ACTS)
        batches = [*(one["batch"] for one in (second, *others)), first["batch"] | {"size": 6}]
        cases += [({**first, "batch": batch}, ACTS[0], passkey.enrolled) for batch in batches]
        cases += [(one, act, passkey.enrolled) for one in (first, *others) for act in (ACTS[0], ACTS[4])]
        cases.append(({**passkey.sign(ACTS[0]), "batch": first["batch"]}, ACTS[0], passkey.enrolled))
        cases.append(({k: v for k, v in first.items() if k != "batch"}, ACTS[0], passkey.enrolled))
        cases.append((honest[0], ACT, Authenticator(algorithm, "another").enrolled))
    return [(*case, code_of(lambda case=case: verify_signature(*case))) for case in cases]  # type: ignore[misc]


def test_security_keys_are_judged_alike(page: "Page") -> None:
    cases = security_key_cases()
    given = [
        [signature, act, [key.key, key.algorithm, b64(key.public_key), key.rp_id, list(key.origins)]]
        for signature, act, key, _ in cases
    ]
    found = run(
        page,
        "return Promise.all(given.map(async ([signature, act, [key, algorithm, raw, rpId, origins]]) => {"
        " try { await verifySignature(signature, act, enrolledKey(key, algorithm, bytes(raw), rpId, origins));"
        " return 'fine'; } catch (error) { return error.code ?? String(error); } }))",
        given,
    )
    assert found == [code for *_, code in cases]
    assert found.count("fine") == 10


def test_places_among_acts_signed_together_lead_to_the_same_challenge(page: "Page") -> None:
    cases = []
    for size in (*range(2, 34), 9_999, 10_000):
        hashes = [hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(size)]
        parts, challenge = batch_parts(hashes), b64(acts_challenge(hashes))
        places = range(size) if size < 34 else (0, 1, 4_095, 4_096, 8_191, 8_192, size - 2, size - 1)
        cases += [[b64(hashes[n]), parts[n], challenge] for n in places]
    found = run(
        page,
        "return given.map(([hash, batch, challenge]) =>"
        " hex(challengeOfPart(bytes(hash), batch)) === hex(bytes(challenge)))",
        cases,
    )
    assert found == [True] * len(cases)


def test_shapes_of_signatures_are_accepted_and_refused_alike(page: "Page") -> None:
    passkey = Authenticator()
    together = passkey.sign_together(ACTS)[0]
    plain = sign_act(bytes(range(32)), ACT)
    cases = [
        plain,
        together,
        passkey.sign(ACT),
        plain | {"batch": together["batch"]},
        together | {"more": "x"},
    ]
    cases += [together | {"batch": batch} for batch in MALFORMED.values()]
    for size in range(2, 20):
        for index in range(size):
            for length in range(6):
                part = {"index": index, "path": [canonical.b64u(bytes(32))] * length, "size": size}
                cases.append(together | {"batch": part})
    expected = [code_of(lambda case=case: check_shape(case)) for case in cases]  # type: ignore[misc]
    found = run(page, "return given.map((case_) => codeOf(() => checkSignatureShape(case_)))", cases)
    assert found == expected
    assert expected[:5] == ["fine", "fine", "fine", "signature.names", "signature.names"]
    assert "fine" not in expected[5 : 5 + len(MALFORMED)]
    assert expected.count("fine") == 3 + sum(range(2, 20))
