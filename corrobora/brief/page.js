"use strict";
// Ties facts to their sentences: whatever carries the number of a claim in data-c lights up together.
(() => {
  const numbers = (part) => part.dataset.c.trim().split(/\s+/).filter(Boolean);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let pinned = null;
  let lit = [];

  const light = (source, scroll) => {
    for (const part of lit) part.classList.remove("lit");
    lit = [];
    if (!source) return;
    const wanted = new Set(numbers(source));
    lit = [...document.querySelectorAll("[data-c]")].filter((part) => numbers(part).some((claim) => wanted.has(claim)));
    for (const part of lit) part.classList.add("lit");
    if (!scroll) return;
    const moved = new Set();
    for (const part of lit) {
      const pane = part.closest(".text");
      if (!pane || moved.has(pane) || pane.contains(source)) continue;
      moved.add(pane);
      const top = part.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
      pane.scrollTo({ top: top - pane.clientHeight / 3, behavior: still.matches ? "auto" : "smooth" });
    }
  };

  const tied = (node) => (node instanceof Element ? node.closest("[data-c]") : null);
  const steers = (part) => Boolean(part) && !part.closest(".text");
  document.addEventListener("pointerover", (event) => {
    const part = tied(event.target);
    if (!pinned && event.pointerType !== "touch") light(part, steers(part));
  });
  document.addEventListener("focusin", (event) => {
    const part = tied(event.target);
    if (!pinned && part) light(part, steers(part));
  });
  document.addEventListener("focusout", () => { if (!pinned) light(null); });

  const press = (part) => {
    pinned = part;
    for (const button of document.querySelectorAll("button[aria-pressed]")) {
      button.setAttribute("aria-pressed", String(Boolean(part) && button.dataset.c === part.dataset.c));
    }
    light(part, steers(part));
  };
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-c]") : null;
    if (button) press(pinned && pinned.dataset.c === button.dataset.c ? null : button);
    else if (pinned && !tied(event.target)) press(null);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") press(null); });

  // A link to a passage lights it, also where the pane has to scroll to it.
  const follow = () => {
    const anchor = /^#s\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
    let passage = anchor;
    for (let around = anchor; around; around = around.parentElement) if (around.localName === "details") around.open = true;
    while (passage && passage.localName === "a") passage = passage.nextElementSibling;
    if (passage && passage.dataset.c) {
      pinned = null;
      light(passage, false);
    }
  };
  addEventListener("hashchange", follow);
  follow();
})();
