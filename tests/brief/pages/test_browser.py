"""The pages in a real browser: narrow and wide, light and dark, without JavaScript."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import pytest

from conftest import CASE
from entente.answer.assess import assess
from entente.brief.pages.site import write_brief
from entente.cases.folder import read_case

if TYPE_CHECKING:
    from collections.abc import Generator
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

# The narrow one last: what is looked at there, is looked at after all others.
SIZES = {"wide": 1280, "narrow": 380}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
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
def browser() -> Generator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@contextmanager
def at(browser: Browser, path: Path, *, scripts: bool = True) -> Generator[Page]:
    """A page, wide and light, that loads without a fault."""
    context = browser.new_context(
        viewport={"width": SIZES["wide"], "height": 900},
        color_scheme="light",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto(path.as_uri())
    assert not faults, f"{path.name}: {faults}"
    yield page
    context.close()


def test_every_page_renders_without_an_error_or_a_sideways_scroll(browser: Browser, site: Path):
    pages = [*sorted(site.glob("*.html")), *sorted((site / "claims").glob("*.html"))]
    assert len(pages) > 40
    for path in pages:
        with at(browser, path) as page:
            # The scheme changes no place and no width: each is looked at once.
            for width, scheme in zip(SIZES.values(), SCHEMES, strict=True):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                widest = page.evaluate("document.documentElement.scrollWidth")
                assert widest <= width, f"{path.name} is {widest} wide, {scheme}"
                assert page.locator("h1").is_visible()
            wide = page.evaluate(
                "[...document.querySelectorAll('.answer th, .answer td')]"
                ".filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.innerText)"
            )
            assert not wide, f"{path.name}: a word runs into the next column, {wide}"


# What the scheme changes is colours; all else is looked at once.
RULES: dict[str, dict[str, Any] | None] = {
    "light": None,
    "dark": {"runOnly": ["color-contrast"]},
}


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing_serious(browser: Browser, site: Path, name: str):
    from axe_playwright_python.sync_playwright import Axe

    with at(browser, site / name) as page:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=RULES[scheme]).response
            assert any(passed["id"] == "color-contrast" for passed in found["passes"])
            grave = [
                f"{v['id']}: {v['help']}"
                for v in found["violations"]
                if v["impact"] in {"serious", "critical"}
            ]
            assert not grave, scheme


@pytest.mark.parametrize("name", KINDS)
def test_a_page_says_all_without_javascript(browser: Browser, site: Path, name: str):
    with at(browser, site / name, scripts=False) as page:
        assert page.locator("main").inner_text().strip()
        for link in page.locator("main a[href^='#']").all():
            target = link.get_attribute("href") or ""
            assert page.locator(f"[id='{target[1:]}']").count() == 1, f"{name}: {target}"


def test_a_page_holds_to_its_security_policy(browser: Browser, site: Path):
    with at(browser, site / "index.html") as page:
        assert page.evaluate("document.querySelectorAll('script, [style], style').length") == 0
        blocked = not page.evaluate(
            """() => { const s = document.createElement('script');
            s.textContent = 'window.ran = 1'; document.body.append(s); return window.ran === 1 }"""
        )
        assert blocked


def test_a_page_stays_under_two_hundred_kilobytes(site: Path):
    heavy = {p.name: p.stat().st_size for p in site.rglob("*.html") if p.stat().st_size > 200_000}
    assert not heavy
