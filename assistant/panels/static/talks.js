// Esc stops an answer that is being written; what is unfolded over the page folds up again.
(() => {
  "use strict";
  const fold = (keep) => document.querySelectorAll(".pa-down[open]").forEach((box) => { if (!box.contains(keep)) box.open = false; });
  document.addEventListener("click", (event) => fold(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    fold(null);
    if (document.querySelector(".pa-writing")) document.querySelector("#pa-stop")?.click();
  });
})();
