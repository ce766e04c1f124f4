// Charts: a unit that is clicked becomes the filter of the table below; on a narrow screen the fold begins closed.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const unit = event.target.closest("[data-pick-unit]");
    if (!unit) return;
    const field = unit.closest(".pa-panel").querySelector("select[data-field=unit]");
    if (!field || ![...field.options].some((option) => option.value === unit.dataset.pickUnit)) return;
    field.value = unit.dataset.pickUnit;
    field.dispatchEvent(new Event("change", {bubbles: true}));
  });
  let folded = null;  // what the reader last chose
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".pa-charts") && event.target.dataset.seen) folded = !event.target.open;
  }, true);
  document.addEventListener("pa-charts", (event) => {
    const fold = event.detail.querySelector(".pa-charts");
    if (!fold) return;
    fold.open = !(folded ?? matchMedia("(max-width: 899px)").matches);
    requestAnimationFrame(() => requestAnimationFrame(() => { fold.dataset.seen = "1"; }));
  });
})();
