"""What do all our exported pages have in common?

One self-contained file: no script, nothing fetched from anywhere, and a content security policy in the page that says
so to the browser. The looks are tokens (paper, ink, one accent, a colour a meaning) in a light and a dark set; every
pair of text and ground has a contrast of 4.5 to 1 at least, which a test computes from the tokens below.

Everything that comes from a file goes through `escaped`; there is no other way for a text into a page.
"""

from __future__ import annotations

import html
import re

LIGHT = {
    "paper": "#fbfaf6", "raised": "#f3f1ea", "ink": "#1d1c1a", "quiet": "#5c584f", "line": "#d9d5c9",
    "accent": "#0b5b6b", "never": "#99271d", "choice": "#5a4199", "promise": "#1f6433", "silent": "#6a5b16",
}  # fmt: skip
DARK = {
    "paper": "#16171a", "raised": "#1f2125", "ink": "#e8e5dd", "quiet": "#a8a49a", "line": "#383a40",
    "accent": "#74c7d8", "never": "#f0a196", "choice": "#c3b1f5", "promise": "#92d1a2", "silent": "#d6c47a",
}  # fmt: skip
"""Colours by what they mean. The verdict colours of one set are of about equal lightness."""

_ADDRESS = re.compile(r"(https?://[^\s<>&;,“”]+[^\s<>&;,.“”)])|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)")


def escaped(text: str) -> str:
    """Text that HTML shows as it stands, also between the quotes of an attribute."""
    return html.escape(text, quote=True)


def with_links(text: str) -> str:
    """Escaped text in which web and e-mail addresses are links."""
    return _ADDRESS.sub(_link, escaped(text))


def _link(match: re.Match[str]) -> str:
    web, mail = match.groups()
    target = web or f"mailto:{mail}"
    return f'<a href="{target}">{web or mail}</a>'


def _tokens(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())


STYLE = f"""
:root{{color-scheme:light dark;{_tokens(LIGHT)}
--serif:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;
--sans:system-ui,-apple-system,"Segoe UI",sans-serif}}
@media (prefers-color-scheme:dark){{:root{{{_tokens(DARK)}}}}}
*{{box-sizing:border-box}}
html{{background:var(--paper);color:var(--ink);font:17px/1.6 var(--serif);-webkit-text-size-adjust:100%;
scroll-padding-top:1.5rem}}
body{{margin:0}}
a{{color:var(--accent);text-underline-offset:.16em;text-decoration-thickness:1px;overflow-wrap:anywhere}}
a:hover{{text-decoration-thickness:2px}}
:focus-visible{{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}}
h1,h2,h3,h4,h5,h6{{line-height:1.25;font-weight:600;text-wrap:balance;margin:0}}
.skip{{position:absolute;left:-99em}}.skip:focus{{position:static}}
.ui{{font-family:var(--sans);font-variant-numeric:tabular-nums}}
.quiet{{color:var(--quiet)}}
@media print{{:root{{{_tokens(LIGHT)}--paper:#fff}}html{{font-size:10pt}}a{{color:inherit;text-decoration:none}}
.skip{{display:none}}}}
"""


def page(*, title: str, lang: str, style: str, body: str) -> str:
    """A whole HTML page. `body` is markup already; `title` and `lang` are text."""
    return (
        f'<!doctype html>\n<html lang="{escaped(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="referrer" content="no-referrer">\n<title>{escaped(title)}</title>\n'
        f"<style>{STYLE.strip()}\n{style.strip()}\n</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
