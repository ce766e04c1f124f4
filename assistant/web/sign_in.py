"""The form to sign in: one small page of our own, in both languages, which asks nothing else of the server.

Gradio's form comes with the whole of its program, speaks the browser's language and no other, and forgets the name
when a password was wrong. This one sends what was typed to the same address, which begins the session.
"""

from __future__ import annotations

from html import escape

from assistant.answer import Language
from assistant.phrases import Phrase

LANGUAGE_COOKIE = "policy-assistant-language"
"""Which language somebody has chosen, here or on the page."""

PRODUCT = Phrase("政策助手", "Policy Assistant")
TITLE = Phrase("登录", "Sign in")
NAME = Phrase("用户名", "User name")
PASSWORD = Phrase("密码", "Password")
GO = Phrase("登录", "Sign in")
WAIT = Phrase("正在登录…", "Signing in…")
OTHER = Phrase("English", "中文")
WRONG = Phrase(
    "用户名或密码不对。连续输错五次后,须等一会儿再试。",
    "User name or password is wrong. After five wrong ones in a row, wait a while before the next.",
)
UNREACHED = Phrase("连接不上服务器,请重试。", "The server cannot be reached. Try again.")
FORGOTTEN = Phrase(
    "没有账户或忘了密码,请联系管理员。",
    "No account, or a forgotten password? Ask whoever runs this page.",
)

_SAID = {
    "wrong": WRONG,
    "unreached": UNREACHED,
    "wait": WAIT,
    "go": GO,
}
"""What the script shows, by the name it knows it by."""

# The page's own colours (panels/static/page.css): its style sheet is not sent to strangers.
_STYLE = """
:root{color-scheme:light dark;--paper:#f6f5f1;--card:#fff;--ink:#1d2429;--soft:#5a656d;--line:#cfccc3;--accent:#17506f;--on:#fff;--alert:#a3261c}
@media(prefers-color-scheme:dark){:root{--paper:#14181b;--card:#1d2327;--ink:#e6e9eb;--soft:#a4aeb5;--line:#46515a;--accent:#86c5e6;--on:#0c2533;--alert:#ff9d92}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{width:100%;max-width:380px}
header{display:flex;align-items:baseline;justify-content:space-between;gap:12px;margin-bottom:18px}
h1{margin:0;font-size:21px;font-weight:650}
h1::before{content:"";display:inline-block;width:4px;height:18px;margin-right:11px;border-radius:2px;background:var(--accent);vertical-align:-2px}
form{padding:24px;border:1px solid var(--line);border-radius:14px;background:var(--card)}
label{display:block;margin-bottom:16px;font-size:14px;color:var(--soft)}
input{display:block;width:100%;margin-top:4px;padding:10px 12px;border:1px solid var(--line);border-radius:9px;background:var(--paper);color:var(--ink);font:inherit;font-size:16px}
button{font:inherit;cursor:pointer}
form button{width:100%;padding:10px;border:0;border-radius:9px;background:var(--accent);color:var(--on);font-weight:600}
form button:disabled{opacity:.6;cursor:default}
#other{padding:2px 12px;border:1px solid var(--line);border-radius:8px;background:none;color:var(--soft);font-size:14px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
[role=alert]{margin:0 0 16px;color:var(--alert)}
[role=alert]:empty{display:none}
footer{margin-top:14px;font-size:14px;color:var(--soft)}
"""
_SCRIPT = """
(() => {
  "use strict";
  const form = document.querySelector("form"), said = document.querySelector("[role=alert]");
  const button = form.querySelector("button"), words = form.dataset;
  document.getElementById("other").addEventListener("click", (event) => {
    document.cookie = `${words.cookie}=${event.target.dataset.to}; path=/; max-age=31536000; samesite=lax`;
    location.reload();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = new URLSearchParams(new FormData(form));
    said.textContent = "";
    button.disabled = true;
    button.textContent = words.wait;
    let outcome = words.unreached;
    try {
      const reply = await fetch("login", {method: "POST", body: typed});
      // The panel that the address names is kept.
      if (reply.ok) { location.reload(); return; }
      // Why nobody can come in just now is said by the server, in both languages.
      outcome = reply.status < 500 ? words.wrong : (await reply.json()).detail;
    } catch { /* said below */ }
    button.disabled = false;
    button.textContent = words.go;
    said.textContent = outcome;
    form.password.select();
  });
})();
"""


def sign_in_page(language: Language) -> str:
    """The form as a page, in ``language``."""
    other = "en" if language == "zh" else "zh"
    tags = {"zh": "zh-CN", "en": "en"}
    said = " ".join(f'data-{name}="{escape(phrase(language))}"' for name, phrase in _SAID.items())
    return (
        f'<!doctype html><html lang="{tags[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{TITLE(language)} · {PRODUCT(language)}</title><style>{_STYLE}</style></head><body><main>"
        f'<header><h1>{PRODUCT(language)}</h1><button type="button" id="other" data-to="{other}" lang="{tags[other]}">'
        f'{OTHER(language)}</button></header><form method="post" action="login" data-cookie="{LANGUAGE_COOKIE}" {said}>'
        f'<p role="alert"></p><label>{NAME(language)}<input type="text" name="username" autocomplete="username" '
        f'autocapitalize="none" spellcheck="false" required autofocus></label><label>{PASSWORD(language)}'
        '<input type="password" name="password" autocomplete="current-password" required></label>'
        f"<button>{GO(language)}</button></form><footer>{FORGOTTEN(language)}</footer></main>"
        f"<script>{_SCRIPT}</script></body></html>"
    )


def chosen_language(cookies: dict[str, str], first: Language) -> Language:
    """The language that somebody has chosen; ``first`` where they have chosen none."""
    chosen = cookies.get(LANGUAGE_COOKIE)
    # What a browser stored is not to be relied on.
    return "en" if chosen == "en" else "zh" if chosen == "zh" else first
