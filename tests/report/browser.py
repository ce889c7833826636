"""A headless Chromium for tests, driven by playwright: it opens files alone and tells what they say and ask for."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PLACES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def chromium() -> str | None:
    """Where the browser is, or None."""
    return next((found for place in PLACES if (found := shutil.which(place))), None)


@dataclass
class Session:
    """A browser, and what its pages wrote to the console, threw, and asked the network for."""

    context: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, file: Path, *, fragment: str = "") -> Any:
        """A new page with a report, once it is ready."""
        page = self.context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(file.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]")
        return page

    def seconds_to_open(self, file: Path, *, first: Path) -> float:
        """The seconds of processor time that a page's thread takes to open a report and be ready.

        `first` is a report that the thread has opened before. Processor time, since the machine may be busy.
        """
        page = self.open(first)
        meter = self.context.new_cdp_session(page)
        meter.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]")
        measured = {one["name"]: one["value"] for one in meter.send("Performance.getMetrics")["metrics"]}
        page.close()
        return float(measured["ThreadTime"])


@contextmanager
def session(**settings: Any) -> Iterator[Session]:
    """A browser with a profile of its own; `settings` are those of playwright's context."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            profile, executable_path=chromium(), args=ARGUMENTS, headless=True, **settings
        )
        try:
            yield Session(context)
        finally:
            context.close()
