"""The Spanish of the pages: complete, the same placeholders, and shown to whoever asks for it."""

import ast
import gettext
import html
import re
import shutil
import subprocess
from copy import deepcopy

import pytest
from django.utils.translation import deactivate, override
from django.utils.translation.template import templatize

from tests.actions.office import Clock, Office
from tests.actions.serving import attach, decide, produced, serve
from tools import messages
from wholefile.record.home import open_record
from wholefile.web import sentences
from wholefile.web.portal import archives

PAGES = messages.PAGES
COMPILED = messages.CATALOGUE.with_suffix(".mo")
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es"}
# What templatize leaves of a template: calls of gettext, among crossed-out markup.
_SAID = re.compile(r"""\b(?:gettext|ngettext|_)\(\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_PLACE = re.compile(r"%\((\w+)\)[sd]|%%")
# Words of the English pages that are no words of Spanish, of this program's name, or of what the record holds.
ENGLISH = re.compile(
    r"(?<![\w.-])(?:the|with|what|your|items?|signed|served|waiting|nothing|and|of|for|none|by|to|held|lent|not)(?![\w.-])"
)
# What people wrote into the record stays as they wrote it.
RECORDED = re.compile(r"counsel for John Doe|, described well enough to tell it from others")


@pytest.fixture(autouse=True)
def _language_ends_with_the_test():
    yield
    deactivate()


@pytest.fixture(scope="module")
def enrolled(enrolled, tmp_path_factory):
    """The office once something was produced and served, and something withheld."""
    folder, opened = enrolled
    mine = tmp_path_factory.mktemp("spanish") / "record"
    shutil.copytree(folder, mine)
    clock = Clock(opened.clock.now)
    office = Office(open_record(mine, clock=clock, witnesses=()), clock, deepcopy(opened.people))
    produced(office, **{"A17.txt": b"A17"})
    memo = office.receive(description="M-9")
    attach(office, memo, **{"M9.txt": b"M9"})
    decide(office, memo, "withheld", explanation="E-5")
    serve(office, tmp_path_factory.mktemp("served") / "PR-1")
    archives.prepare_all(office.record)
    office.record.close()
    return mine, office


def catalogue() -> dict[str | tuple[str, int], str]:
    with COMPILED.open("rb") as file:
        read = gettext.GNUTranslations(file)
    return {key: said for key, said in read._catalog.items() if key}


@pytest.fixture(scope="module")
def spanish():
    return catalogue()


def said_by_templates() -> dict[str, str]:
    found = {}
    for path in sorted((PAGES / "templates").rglob("*.html")):
        made = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        found |= {ast.literal_eval(one): path.name for one in _SAID.findall(made)}
    return found


def said_by_code() -> dict[str, str]:
    found = {}
    for path in sorted(PAGES.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args:
                named = (
                    call.func.id in ("_", "noop", "lazily", "later", "ngettext") or "gettext" in call.func.id
                )
                given = call.args[0]
                if named and isinstance(given, ast.Constant) and isinstance(given.value, str):
                    found[given.value] = path.name
    return found


def lacking(spanish, asked) -> list[str]:
    known = {key if isinstance(key, str) else key[0] for key in spanish}
    return [one for one in asked if one and one not in known]


def visible(answer) -> str:
    page = re.sub(r"<(script|style|svg|pre|code)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    page = re.sub(
        r'<span class="wf-quiet">.*?</span>', " ", page, flags=re.DOTALL
    )  # an act in its signer's words
    page = re.sub(r'<(?!html)(\w+)[^>]*\blang="en"[^>]*>.*?</\1>', " ", page, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    return RECORDED.sub(" ", text)


def facts(text: str) -> set[str]:
    return set(_PLACE.findall(text))


def english_in(text: str) -> list[str]:
    """The English words, each with what stands around it."""
    return [text[max(0, one.start() - 30) : one.end() + 30] for one in ENGLISH.finditer(text)]


def test_what_is_not_translated_is_noticed(spanish):
    assert lacking(spanish, ["Nobody ever said this on a page."])
    assert english_in("Hay for usted")


def test_every_template_is_in_spanish(spanish):
    asked = said_by_templates()
    assert len(asked) > 500
    assert {one: asked[one] for one in lacking(spanish, asked)} == {}


def test_everything_pages_say_in_code_is_in_spanish(spanish):
    asked = said_by_code()
    assert len(asked) > 200
    assert {one: asked[one] for one in lacking(spanish, asked)} == {}


def test_the_vocabulary_and_the_refusals_of_pages_are_in_spanish(spanish):
    assert lacking(spanish, [*messages.vocabulary(), *messages.refusals()]) == []


def test_nothing_in_the_catalogue_is_left_open():
    text = messages.CATALOGUE.read_text(encoding="utf-8")
    assert "fuzzy" not in text
    assert "#~" not in text
    assert not re.search(r'^msgstr(?:\[\d\])? ""\n(?!")', text, re.MULTILINE)


def test_what_is_compiled_is_what_is_written(tmp_path):
    if not shutil.which("msgfmt"):
        pytest.skip("msgfmt is not installed; it comes with the package gettext")
    made = tmp_path / "django.mo"
    checked = subprocess.run(
        ["msgfmt", "--check-format", "-o", str(made), str(messages.CATALOGUE)],
        check=False,
        capture_output=True,
    )
    assert checked.returncode == 0, checked.stderr.decode()
    assert made.read_bytes() == COMPILED.read_bytes()


def test_every_fact_of_a_message_is_in_its_translation(spanish):
    text = messages.CATALOGUE.read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid (".*")\nmsgid_plural (".*")$', text, re.MULTILINE)
    plurals = {ast.literal_eval(one): ast.literal_eval(many) for one, many in pairs}
    differing = []
    for key, said in spanish.items():
        text = key if isinstance(key, str) else plurals[key[0]]
        if facts(text) != facts(said) and not (
            isinstance(key, tuple) and not key[1] and facts(said) < facts(text)
        ):
            differing.append((text, said))
    assert differing == []


def test_every_plural_has_its_three_forms(spanish):
    forms: dict[str, set[int]] = {}
    for key in spanish:
        if isinstance(key, tuple):
            forms.setdefault(key[0], set()).add(key[1])
    assert forms
    assert {one: numbers for one, numbers in forms.items() if numbers != {0, 1, 2}} == {}


def test_every_sentence_with_facts_is_still_said_somewhere():
    said = set()
    for path in PAGES.parent.rglob("*.py"):
        if path.name != "sentences.py":
            for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(one, ast.JoinedStr):
                    parts = (part.value if isinstance(part, ast.Constant) else "\0" for part in one.values)
                    said.add("".join(map(str, parts)))
    gone = [one for one in sentences.PATTERNS if re.sub(r"%\(\w+\)s", "\0", one) not in said]
    assert gone == []


@pytest.mark.parametrize(
    ("sentence", "spanish"),
    [
        ("C4: V26-000007 (firearm) moves only before a witness; let one watch and sign.", "(arma de fuego)"),
        (
            "C2: V26-000007 is in ROOM-A, not with Ana Ruiz; take it out first.",
            "está en ROOM-A, no en poder de Ana Ruiz",
        ),
        ("Compare its seal: S-100%.", "Compare su precinto: S-100%."),
        (
            "owed by the defence: disclosure (5-502); 3 days late",
            "lo debe la defensa: disclosure (5-502); 3 días de retraso",
        ),
        (
            "owed by the defence: disclosure (5-502); 3 days late; disclosed for PT-1 alone",
            "lo debe la defensa: disclosure (5-502); 3 días de retraso; divulgado solo por PT-1",
        ),
        (
            "D16: 2026-03-05 has not come yet; record it once it is disclosed.",
            "D16: El 2026-03-05 aún no ha llegado; regístrelo cuando lo haya divulgado.",
        ),
        ("seal_state", "seal_state"),
        ("", ""),
    ],
)
def test_facts_are_kept_in_a_sentence(sentence, spanish):
    with override("en"):
        assert sentences.in_language(sentence) == sentence
    with override("es"):
        assert spanish in sentences.in_language(sentence)


@pytest.mark.parametrize(
    ("part", "path", "words"),
    [
        ("custodian", "/", "Buenos días"),
        ("custodian", "/counter/", "Mostrador"),
        ("custodian", "/counter/store", "Pasan de sus manos a un lugar"),
        ("custodian", "/counter/take-in", "Recibir una pieza nueva"),
        ("custodian", "/waiting/", "A la espera de firmas"),
        ("custodian", "/keys/", "Mis claves"),
        ("custodian", "/room/", "Depósito de pruebas"),
        ("custodian", "/room/dispositions/", "Por devolver o destruir"),
        ("custodian", "/labels/", "Números de comprobante"),
        ("custodian", "/do/custody/break-seal", "Se abre un precinto a propósito"),
        ("custodian", "/no-such-page", "Página no encontrada"),
    ],
)
def test_a_page_of_the_office_is_in_spanish(site, part, path, words):
    page = site.client(part).get(path, **SPANISH)
    assert 'lang="es"' in page.content.decode()[:200]
    assert words in visible(page)
    assert english_in(visible(page)) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Entregas de pruebas notificadas a usted"),
        ("/productions/PR-1/", "Qué se retiene, y por qué"),
        ("/productions/PR-1/check", "Verificar esta entrega"),
        ("/productions/PR-1/receipt", "Acusar recibo de PR-1"),
        ("/productions/PR-1/objection", "A qué se opone"),
        ("/objections/", "Sus objeciones y solicitudes"),
        ("/waiting/", "A la espera de firmas"),
        ("/keys/", "Mis claves"),
    ],
)
def test_a_page_of_the_portal_is_in_spanish(site, path, words):
    page = site.client("defence", portal=True).get(path, **SPANISH)
    assert page.status_code == 200
    assert words in visible(page)
    assert english_in(visible(page)) == []


def test_an_objection_is_signed_and_receipted_in_spanish(site):
    client = site.client("defence", portal=True)
    begun = client.post("/productions/PR-1/objection", {"kind": "late", "text": "T-1"}, **SPANISH)
    page = site.signing().get(begun["Location"], **SPANISH)
    assert "Objeción presentada (objection.raised)" in visible(page)
    assert "tardía (late)" in visible(page)
    assert english_in(visible(page)) == []
    (position,) = site.sign(begun, "defence")
    receipt = visible(client.get(f"/receipt/{position}", **SPANISH))
    assert "Objeción presentada" in receipt
    assert english_in(receipt) == []


def test_the_portal_is_read_in_the_language_one_chooses(site):
    client = site.client("defence", portal=True)
    page = client.get("/")
    assert "Productions served on you" in visible(page)
    assert ">English</button>" in page.content.decode()
    client.post("/language/", {"language": "es", "next": "/"})
    page = client.get("/")
    assert "Entregas de pruebas notificadas a usted" in visible(page)
    assert ">English</button>" in page.content.decode()


def test_a_refusal_at_the_counter_is_told_in_spanish(site):
    page = site.client("custodian").post("/counter/scan", {"text": "V26-999999"}, **SPANISH)
    assert page.status_code == 404
    assert "No existe" in visible(page)


def test_where_one_signs_in_is_in_spanish(site):
    page = site.anybody().get("/accounts/login/", **SPANISH)
    assert "Iniciar sesión" in visible(page)
    assert english_in(visible(page)) == []
