"""The pages in a real browser: narrow and wide, light and dark, without JavaScript."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from conftest import CASE
from entente.answer.assess import assess
from entente.brief.pages.site import write_brief
from entente.cases.folder import read_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from entente.assessment import Assessed
    from entente.data.store import Store
    from entente.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="ours: no Chromium on this machine; `make test` installs one where it may",
    ),
]

SIZES = {"narrow": 390, "wide": 1280}
SCHEMES = ("light", "dark")
# A page of each kind: a trend with four lenses, instances, an event response, a forecast, none.
KINDS = (
    "index.html",
    "claims/norms-ties-deepen.html",
    "claims/japan-air-patrols.html",
    "claims/strain-on-self-defense-forces.html",
    "claims/louder-in-crises.html",
    "claims/defends-principles.html",
    "claims/more-subservient.html",
    "claims/major-force.html",
    "compare-merics-2025.html",
)


@pytest.fixture(scope="module")
def site(
    assessed: Assessed,
    bundled: Settings,
    store: Store,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    folder = tmp_path_factory.mktemp("site") / "brief"
    second = assess(read_case(f"{CASE}/merics-2025", bundled), bundled, store=store)
    write_brief(assessed, folder, ("html",), others=[second], settings=bundled)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


def visit(browser: Browser, path: Path, *, width: int, scheme: str, scripts: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto(path.as_uri())
    assert not faults, f"{path.name}: {faults}"
    return page


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", SIZES.values(), ids=SIZES)
def test_every_page_renders_without_an_error_or_a_sideways_scroll(
    browser: Browser, site: Path, width: int, scheme: str
):
    pages = [*sorted(site.glob("*.html")), *sorted((site / "claims").glob("*.html"))]
    assert len(pages) > 40
    for path in pages:
        page = visit(browser, path, width=width, scheme=scheme)
        widest = page.evaluate("document.documentElement.scrollWidth")
        assert widest <= width, f"{path.name} is {widest} wide"
        assert page.locator("h1").is_visible()
        page.context.close()


def test_no_word_of_an_answer_runs_into_the_next_column(browser: Browser, site: Path):
    for path in sorted((site / "claims").glob("*.html")):
        page = visit(browser, path, width=380, scheme="light")
        wide = page.evaluate(
            "[...document.querySelectorAll('.answer th, .answer td')]"
            ".filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.innerText)"
        )
        page.context.close()
        assert not wide, f"{path.name}: {wide}"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_serious(browser: Browser, site: Path, name: str, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(browser, site / name, width=SIZES["wide"], scheme=scheme)
    found = Axe().run(page).response["violations"]
    grave = [f"{v['id']}: {v['help']}" for v in found if v["impact"] in {"serious", "critical"}]
    page.context.close()
    assert not grave


@pytest.mark.parametrize("name", KINDS)
def test_a_page_says_all_without_javascript(browser: Browser, site: Path, name: str):
    page = visit(browser, site / name, width=SIZES["wide"], scheme="light", scripts=False)
    assert page.locator("main").inner_text().strip()
    for link in page.locator("main a[href^='#']").all():
        target = link.get_attribute("href") or ""
        assert page.locator(f"[id='{target[1:]}']").count() == 1, f"{name}: {target}"
    page.context.close()


def test_a_page_holds_to_its_security_policy(browser: Browser, site: Path):
    page = visit(browser, site / "index.html", width=SIZES["wide"], scheme="light")
    assert page.evaluate("document.querySelectorAll('script, [style], style').length") == 0
    blocked = page.evaluate(
        """() => { const s = document.createElement('script');
        s.textContent = 'window.ran = 1'; document.body.append(s); return window.ran === 1 }"""
    )
    page.context.close()
    assert not blocked


def test_a_page_stays_under_two_hundred_kilobytes(site: Path):
    heavy = {p.name: p.stat().st_size for p in site.rglob("*.html") if p.stat().st_size > 200_000}
    assert not heavy
