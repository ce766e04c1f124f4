// What the page does without the server: open evidence, copy a citation, follow the conversation.
// Listeners sit on the document, since the parts of the page are redrawn all the time.
(() => {
  "use strict";
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isNarrow = () => matchMedia("(max-width: 899px)").matches;
  const behavior = () => (still() ? "auto" : "smooth");
  let opener = null;   // the mark to which focus returns when the sheet closes
  let lastTurn = "";   // the turn last brought into view

  const setSheet = (open) => document.body.classList.toggle("pa-sheet-open", open);

  const reveal = (id) => {
    const card = document.getElementById(id);
    if (!card) return;
    document.querySelectorAll(".pa-focused").forEach((one) => one.classList.remove("pa-focused"));
    document.querySelectorAll(".pa-mark").forEach((mark) => {
      const here = `evidence-${mark.dataset.turn}-${mark.dataset.n}` === id;
      mark.classList.toggle("pa-current", here);
      if (here) mark.setAttribute("aria-current", "true"); else mark.removeAttribute("aria-current");
    });
    card.classList.add("pa-focused");
    if (isNarrow()) setSheet(true);
    card.focus({preventScroll: true});
    // The panel scrolls by itself, so that the answer beside it stays where it is.
    const scroller = card.closest("#pa-side");
    const head = scroller.querySelector(".pa-evidence > header");
    const top = card.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTo({top: scroller.scrollTop + top - (head ? head.offsetHeight : 0) - 8, behavior: behavior()});
  };

  const closeSheet = () => {
    setSheet(false);
    if (opener && opener.isConnected) opener.focus();
  };

  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return true;
    }
    // A page served over plain HTTP in an office network has no clipboard object.
    const area = document.createElement("textarea");
    area.value = text;
    area.style.cssText = "position:fixed;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  document.addEventListener("click", async (event) => {
    const mark = event.target.closest(".pa-mark, .pa-open");
    if (mark) {
      opener = mark;
      reveal(`evidence-${mark.dataset.turn}-${mark.dataset.n}`);
      return;
    }
    if (event.target.closest(".pa-close")) { closeSheet(); return; }
    const button = event.target.closest(".pa-copy");
    if (button) {
      const label = button.textContent;
      let done = false;
      try { done = await copy(button.dataset.copy); } catch { done = false; }
      button.textContent = done ? button.dataset.copied : button.dataset.failed;
      button.classList.add("pa-done");
      setTimeout(() => { button.textContent = label; button.classList.remove("pa-done"); }, 1600);
      return;
    }
    // Beside the open sheet lies its backdrop: a press on it closes the sheet.
    if (document.body.classList.contains("pa-sheet-open") && !event.target.closest("#pa-side")) closeSheet();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const inside = document.activeElement && document.activeElement.closest("#pa-side");
    if (inside || document.body.classList.contains("pa-sheet-open")) closeSheet();
  });

  document.addEventListener("pa-evidence", () => {
    const asked = document.querySelector("#pa-evidence [data-focus]");
    if (asked) reveal(asked.dataset.focus);
    else { const side = document.getElementById("pa-side"); if (side) side.scrollTop = 0; }
  });

  document.addEventListener("pa-conversation", () => {
    const root = document.querySelector("#pa-conversation [lang]");
    if (root) document.documentElement.lang = root.lang;
    // The header is drawn in the same update, maybe a moment later.
    setTimeout(() => { document.title = document.querySelector("#pa-brand h1")?.textContent || document.title; }, 50);
    const turns = document.querySelectorAll(".pa-turn");
    const turn = turns[turns.length - 1];
    if (!turn) { lastTurn = ""; setSheet(false); return; }
    if (turn.id === lastTurn) return;
    lastTurn = turn.id;
    setSheet(false);
    turn.scrollIntoView({block: "start", behavior: behavior()});
  });
})();
