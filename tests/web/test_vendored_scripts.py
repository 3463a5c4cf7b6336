"""What others wrote works as it is served: codes are read and key files opened in a browser under our policy."""

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from nacl.pwhash import argon2id

from tests.web.look.served import launched, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
EMPTY = '<!DOCTYPE html><html lang="en"><title>Empty</title><link rel="icon" href="data:,"></html>'
READ = """async (picture) => {
  const { prepareZXingModule, readBarcodes } = await import("/static/vendor/zxing/reader/index.js");
  prepareZXingModule({ overrides: { locateFile: (name) => `/static/vendor/zxing/reader/${name}` } });
  const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
  return (await readBarcodes(new Blob([bytes]), { formats: ["QRCode", "Code128"] })).map((one) => one.text);
}"""
DERIVE = """async ([secret, salt, operations, memory]) => {
  const sodium = (await import("/static/vendor/sodium/libsodium-wrappers.js")).default;
  await sodium.ready;
  const kind = sodium.crypto_pwhash_ALG_ARGON2ID13;
  return sodium.to_hex(sodium.crypto_pwhash(32, secret, sodium.from_hex(salt), operations, memory, kind));
}"""


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    with launched() as one:
        yield one


@pytest.fixture
def page(browser) -> Iterator[Any]:
    with served(browser, wasm=True) as serve:
        yield serve(EMPTY)


def test_a_code_on_a_label_is_read(page):
    segno = pytest.importorskip("segno", reason="segno is not installed")
    picture = BytesIO()
    segno.make("HTTPS://COUNTY.EXAMPLE/I/E-1042-K").save(picture, kind="png", scale=6)
    assert page.evaluate(READ, b64encode(picture.getvalue()).decode()) == [
        "HTTPS://COUNTY.EXAMPLE/I/E-1042-K"
    ]


def test_a_pass_phrase_gives_the_key_it_gives_on_the_command_line(page):
    salt = bytes(range(16))
    ours = argon2id.kdf(32, b"a phrase", salt, opslimit=2, memlimit=16 << 20)
    assert page.evaluate(DERIVE, ["a phrase", salt.hex(), 2, 16 << 20]) == ours.hex()


def test_without_the_one_source_more_no_page_compiles_webassembly(browser):
    with served(browser) as serve:
        page = serve(EMPTY)
        with pytest.raises(Exception, match="CompileError"):
            page.evaluate("new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))")
