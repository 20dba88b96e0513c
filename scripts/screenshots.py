"""Make docs/demo.png again: run the demo in a directory of its own and photograph a decided mail."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    """Serve the demo, open the first confirmed registration, and save what is seen."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "d_loket", "demo", "--dir", f"{place}/demo", "--port", "8765"]
        demo = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)  # noqa: S603
        try:
            address = next(m[0] for line in demo.stderr or () if (m := re.search(r"http://[\d.:]+", line)))
            photograph(address)
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait()


def photograph(address: str) -> None:
    """Save docs/demo.png."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", CHROMIUM), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900}, device_scale_factor=1)
        page.goto(f"{address}/berichten")
        page.get_by_role("link", name=re.compile("Aanmelding Venlo")).first.click()
        page.screenshot(path=ROOT / "docs/demo.png")
        browser.close()


if __name__ == "__main__":
    main()
