from tools.checks_page import PAGE, checks_page


def test_the_page_says_what_the_program_does():
    assert PAGE.read_text("utf-8") == checks_page(), "run python -m tools.checks_page"
