// The view of one document: opened by any button with data-view, closed by Esc, its picture enlarged here.
(() => {
  "use strict";
  const STEPS = [1, 1.5, 2, 3];
  let opener = null;  // where focus returns
  let zoom = null;    // chosen by the reader, kept from page to page
  let pressed = "";   // how to find the control that was pressed
  const root = () => document.getElementById("pa-viewer");
  const isOpen = () => document.body.classList.contains("pa-viewing");
  const isNarrow = () => matchMedia("(max-width: 899px)").matches;

  // What lies behind is out of reach of keyboard and screen reader while the view is open.
  const setOpen = (open) => {
    document.body.classList.toggle("pa-viewing", open);
    document.querySelectorAll("#pa-header, .pa-panel").forEach((part) => { part.inert = open; });
    const viewer = root();
    if (viewer) { viewer.setAttribute("role", "dialog"); viewer.setAttribute("aria-modal", "true"); }
  };
  const close = () => {
    setOpen(false);
    zoom = null;
    if (opener && opener.isConnected) opener.focus();
  };
  const open = (detail, from) => {
    if (!isOpen()) { opener = from; setOpen(true); root().querySelector(".pa-view")?.classList.add("pa-stale"); }
    root().setAttribute("aria-busy", "true");
    document.dispatchEvent(new CustomEvent("pa-view", {detail}));
  };

  // The quoted words come into the middle, wherever the picture or the text is scrolled.
  const bringIntoView = (view) => {
    const body = view.querySelector(".pa-view-body");
    const sign = view.querySelector(".pa-box, .pa-reading mark, .pa-here");
    if (!body || !sign) { if (body) body.scrollTop = 0; return; }
    const place = sign.getBoundingClientRect(), frame = body.getBoundingClientRect();
    const leaf = sign.closest(".pa-leaf-scroll") || body;
    body.scrollTop += place.top - frame.top - frame.height / 3;
    if (leaf.scrollWidth > leaf.clientWidth) leaf.scrollLeft += place.left - frame.left - 24;
  };
  const applyZoom = (view, keep) => {
    const leaf = view.querySelector(".pa-leaf");
    if (!leaf) return;
    const factor = zoom ?? (isNarrow() ? 2 : 1);
    const body = view.querySelector(".pa-view-body");
    const middle = keep ? (body.scrollTop + body.clientHeight / 2) / body.scrollHeight : null;
    leaf.style.setProperty("--zoom", factor);
    view.querySelector(".pa-zoom output").textContent = `${Math.round(factor * 100)}%`;
    const at = STEPS.indexOf(factor);
    view.querySelector("[data-zoom='-1']").disabled = at === 0;
    view.querySelector("[data-zoom='1']").disabled = at === STEPS.length - 1;
    if (middle !== null) body.scrollTop = middle * body.scrollHeight - body.clientHeight / 2;
  };

  document.addEventListener("pa-view-drawn", (event) => {
    const view = event.detail.querySelector(".pa-view");
    root().removeAttribute("aria-busy");
    if (!view || !isOpen()) return;
    const picture = view.querySelector(".pa-leaf img");
    applyZoom(view, false);
    if (isNarrow()) view.querySelector(".pa-reading details")?.removeAttribute("open");
    bringIntoView(view);
    if (picture) {
      const failed = () => {
        const said = document.createElement("p");
        said.className = "pa-hint";
        said.textContent = picture.dataset.failed;
        picture.closest(".pa-leaf").replaceWith(said);
      };
      // Until it has come, the page has the shape of A4 and nothing is outlined: a share of no height is no place.
      const come = () => { picture.closest(".pa-leaf").classList.add("pa-come"); bringIntoView(view); };
      if (picture.complete && picture.naturalWidth) come();
      picture.addEventListener("load", come, {once: true});
      picture.addEventListener("error", failed, {once: true});
      if (picture.complete && !picture.naturalWidth) failed();
    }
    // A button that was pressed has been drawn anew: focus goes to its successor.
    const again = pressed && view.querySelector(pressed);
    pressed = "";
    const next = (again && !again.disabled && again) || view.querySelector("h2") || view.querySelector(".pa-view-close");
    if (!view.contains(document.activeElement)) next.focus({preventScroll: true});
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (button && !button.disabled) {
      pressed = button.classList.contains("pa-tool") ? `.${button.classList[1]}` : button.classList.contains("pa-way") ? `.pa-way[data-view=${button.dataset.view}]` : "";
      open({...button.dataset}, button);
      return;
    }
    if (!isOpen()) return;
    if (event.target.closest(".pa-view-close") || !event.target.closest("#pa-viewer")) { close(); return; }
    const step = event.target.closest("[data-zoom]");
    if (step) {
      const view = step.closest(".pa-view");
      const now = STEPS.indexOf(zoom ?? (isNarrow() ? 2 : 1));
      zoom = STEPS[Math.min(Math.max(now + Number(step.dataset.zoom), 0), STEPS.length - 1)];
      applyZoom(view, true);
    }
  });
  document.addEventListener("change", (event) => {
    const field = event.target.closest("[data-view-page]");
    if (!field || !field.value) return;
    pressed = "[data-view-page]";
    open({view: "page", ...field.dataset, page: field.value}, field);
  });
  document.addEventListener("keydown", (event) => {
    if (!isOpen()) return;
    if (event.key === "Escape") { event.stopImmediatePropagation(); close(); return; }
    if (event.target.closest("input")) return;
    const turn = {ArrowLeft: ".pa-page-before", ArrowRight: ".pa-page-after"}[event.key];
    const button = turn && root().querySelector(turn);
    if (button && !button.disabled) { event.preventDefault(); button.click(); }
  }, true);
})();
