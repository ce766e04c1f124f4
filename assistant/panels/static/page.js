// What the page does without the server: open evidence, copy a citation, follow the conversation.
// Listeners sit on the document, since the parts of the page are redrawn all the time.
(() => {
  "use strict";
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isNarrow = () => matchMedia("(max-width: 899px)").matches;
  const behavior = () => (still() ? "auto" : "smooth");
  let opener = null;   // the mark to which focus returns when the sheet closes
  let lastTurn = "";   // the turn last brought into view
  let switched = false; // whether another language has been asked for
  let arrived = false; // whether the page has been drawn once

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
    if (isNarrow() && card.closest(".pa-side")) setSheet(true);
    card.focus({preventScroll: true});
    // The panel scrolls by itself, so that the answer beside it stays where it is.
    const scroller = card.closest(".pa-side");
    if (!scroller) {
      for (let fold = card.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      card.scrollIntoView({block: "center", behavior: behavior()});
      return;
    }
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
    if (event.target.closest("#pa-switch")) { switched = true; return; }
    const row = event.target.closest("[data-event]");
    if (row) {
      if (!row.closest(".pa-side")) opener = row;
      // Asked for a second time, its source is drawn already: nothing will be redrawn that could reveal it.
      if (row.dataset.card) reveal(row.dataset.card);
      return;
    }
    const question = event.target.closest(".pa-ask-this");
    if (question) {
      showPanel("ask");
      document.dispatchEvent(new CustomEvent("pa-ask", {detail: question.dataset.question}));
      return;
    }
    const jump = event.target.closest("[data-jump]");
    if (jump) { event.preventDefault(); reveal(jump.dataset.jump); return; }
    const heading = event.target.closest(".pa-table thead button");
    if (heading) { sortBy(heading.closest("th")); return; }
    const twice = event.target.closest(".pa-ask-twice, .pa-think-again");
    if (twice) {
      const box = twice.closest(".pa-remove");
      box.classList.toggle("pa-asked", twice.classList.contains("pa-ask-twice"));
      box.querySelector(box.classList.contains("pa-asked") ? ".pa-think-again" : ".pa-ask-twice").focus();
      return;
    }
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
    document.querySelectorAll(".pa-scope[open]").forEach((scope) => { if (!scope.contains(event.target)) scope.open = false; });
    // Beside the open sheet lies its backdrop: a press on it closes the sheet.
    if (document.body.classList.contains("pa-sheet-open") && !event.target.closest(".pa-side")) closeSheet();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".pa-scope[open]").forEach((scope) => {
      scope.open = false;
      scope.querySelector("summary").focus();
    });
    const inside = document.activeElement && document.activeElement.closest(".pa-side");
    if (inside || document.body.classList.contains("pa-sheet-open")) closeSheet();
  });

  document.addEventListener("pa-evidence", (event) => {
    const asked = event.detail.querySelector("[data-focus]");
    if (asked) reveal(asked.dataset.focus);
    else { const side = event.detail.closest(".pa-side"); if (side) side.scrollTop = 0; }
  });

  // Rows by what a column says; again, the other way round. Numbers and dates count by value.
  const sortBy = (heading) => {
    const table = heading.closest("table"), at = heading.cellIndex;
    const up = heading.getAttribute("aria-sort") !== "ascending";
    table.querySelectorAll("th[aria-sort]").forEach((one) => one.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    const said = (row) => row.cells[at].dataset.sort ?? row.cells[at].textContent.trim();
    const order = new Intl.Collator("zh-CN", {numeric: true});
    const rows = [...table.tBodies[0].rows].sort((a, b) => order.compare(said(a), said(b)) * (up ? 1 : -1));
    table.tBodies[0].append(...rows);
  };

  // One panel is shown at a time; which one stands in the address, so that it can be kept and sent on.
  const panels = ["ask", "tasks", "check", "criteria", "library", "guide"];
  const showPanel = (name) => {
    document.body.dataset.panel = name;
    setSheet(false);
    markTabs();
    history.replaceState(null, "", name === "ask" ? location.pathname + location.search : `#${name}`);
    window.scrollTo(0, 0);
  };
  const markTabs = () => {
    const shown = document.body.dataset.panel || "ask";
    document.querySelectorAll("#pa-tabs [role=tab]").forEach((tab) => {
      const here = tab.dataset.panel === shown;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
    });
    panels.forEach((name) => {
      const panel = document.getElementById(`pa-panel-${name}`);
      if (panel) { panel.setAttribute("role", "tabpanel"); panel.setAttribute("aria-labelledby", `pa-tab-${name}`); }
    });
  };
  document.addEventListener("pa-tabs", markTabs);
  document.addEventListener("pa-panel", (event) => showPanel(event.detail));
  addEventListener("hashchange", () => openFromAddress());
  const openFromAddress = () => {
    const tab = document.getElementById(`pa-tab-${location.hash.slice(1)}`);
    if (tab && tab.getAttribute("aria-selected") !== "true") tab.click();
  };
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest && event.target.closest("#pa-tabs [role=tab]");
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!tab || !(step || event.key === "Home" || event.key === "End")) return;
    event.preventDefault();
    const tabs = [...tab.parentElement.children];
    const next = step ? (tabs.indexOf(tab) + step + tabs.length) % tabs.length : event.key === "Home" ? 0 : tabs.length - 1;
    tabs[next].focus();
    tabs[next].click();
  });

  document.addEventListener("pa-conversation", () => {
    const root = document.querySelector("#pa-conversation [lang]");
    if (root) {
      document.documentElement.lang = root.lang;
      // Only a choice is kept: who has made none follows the setting. The form to sign in reads it too.
      if (switched) document.cookie = `policy-assistant-language=${root.lang.slice(0, 2)}; path=/; max-age=31536000; samesite=lax`;
      switched = false;
    }
    // The remembered language has arrived: what the address asks for is drawn in it.
    if (!arrived) { arrived = true; markTabs(); openFromAddress(); }
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
