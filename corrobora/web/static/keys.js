// Keys. A key acts on the item that has the focus; `?` lists them.
import { decide, open, openAdd } from "./forms.js";
import { judges, main, refresh, say, undoLast } from "./store.js";
import { selected } from "./selection.js";

const items = () => [...main().querySelectorAll("[data-item]")].filter((one) => one.offsetParent !== null);
const current = () => document.activeElement?.closest("[data-item]") || null;

export const step = (by) => {
  const all = items();
  if (!all.length) return;
  const at = all.indexOf(current());
  const first = all.findIndex((one) => one.getBoundingClientRect().bottom > 0);
  const next = all[at < 0 ? Math.max(0, first) : Math.min(all.length - 1, Math.max(0, at + by))];
  const target = next.hasAttribute("tabindex") ? next : next.querySelector("a, button, input") || next;
  target.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
};

const onItem = (decision) => {
  const item = current();
  if (!item || !item.dataset.claim || !judges()) return false;
  decide(decision, item);
  return true;
};

const toText = () => {
  const link = current()?.querySelector('a[href^="#s"]');
  if (link) link.click();
  return Boolean(link);
};

const cell = () => {
  const button = main().querySelector(".overrule");
  if (button) button.focus();
  return Boolean(button) && Boolean(open("code", JSON.parse(button.dataset.fill)));
};

const nextBook = () => {
  const books = [...main().querySelectorAll("[data-book]")];
  const at = books.findIndex((one) => one.hasAttribute("aria-current"));
  if (books.length) books[(at + 1) % books.length].click();
  return books.length > 0;
};

const add = () => {
  if (!judges()) return false;
  const words = selected();
  if (words) openAdd(words);
  else say("Select the words of the claim in one of the texts first.");
  return true;
};

// A page's own keys: a button that carries the key in data-shortcut, within the item that has the focus or on the page.
const shortcut = (key) => {
  const name = `[data-shortcut="${CSS.escape(key)}"]`;
  const button = current()?.querySelector(name) || main().querySelector(`:not([data-item] *)${name}`);
  if (button && button.offsetParent !== null) button.click();
  return Boolean(button);
};

const KEYS = {
  "?": () => open("help"), j: () => step(1), k: () => step(-1), ArrowDown: () => listed() && (step(1), true), ArrowUp: () => listed() && (step(-1), true),
  u: undoLast, r: refresh, "/": () => focusOn("[data-search]"), f: () => focusOn("[data-filters] select"),
  a: () => onItem("accept"), x: () => onItem("reject"), c: () => onItem("claim"), t: toText,
  e: () => open("set"), l: () => open("rename"), m: () => open("merge"), p: () => open("split"), n: () => open("note"), o: cell,
  b: nextBook, s: () => focusOn(".states input:checked"), "+": add,
  "[": () => follow("["), "]": () => follow("]"),
};

const listed = () => Boolean(current()?.closest("[data-list]") || main().querySelector("[data-list]") && document.activeElement === document.body);
const focusOn = (selector) => {
  const found = main().querySelector(selector);
  if (found) { found.focus(); if (found.select) found.select(); }
  return Boolean(found);
};
const follow = (key) => {
  const link = main().querySelector(`[data-step="${key}"]`);
  if (link) link.click();
  return Boolean(link);
};

export const startKeys = () => {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    if (target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [data-map]")) return;
    const dialog = document.querySelector("dialog[open]");
    if (dialog) {
      const button = { a: '[data-do="accept"]', x: '[data-do="reject"]' }[event.key];
      if (dialog.id === "claim" && button) { event.preventDefault(); dialog.querySelector(button).click(); }
      return;
    }
    if (target.closest("input[type=radio]") && event.key.startsWith("Arrow")) return;
    const page = /^[1-9]$/.test(event.key) ? document.querySelector(`.desk-top [data-key="${event.key}"]`) : null;
    if (page) { page.click(); event.preventDefault(); return; }
    if (shortcut(event.key)) { event.preventDefault(); return; }
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
    if (act && act() !== false) event.preventDefault();
  });
};
