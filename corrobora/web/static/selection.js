// Words selected in a text, with their place in the article in code points.
import { openAdd } from "./forms.js";

const points = (text) => [...text].length;

const placeOf = (node, offset) => {
  const piece = (node.nodeType === 3 ? node.parentElement : node)?.closest("[data-start]");
  if (!piece) return null;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, offset);
  return Number(piece.dataset.start) + points(range.toString());
};

// Blocks are set apart in the article by blanks that no piece holds: a claim stays within one block.
export const selected = () => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0), text = range.commonAncestorContainer;
  const pane = (text.nodeType === 3 ? text.parentElement : text)?.closest("[data-article] > p");
  if (!pane) return null;
  const raw = range.toString(), quote = raw.trim();
  const start = placeOf(range.startContainer, range.startOffset);
  if (!quote || start === null) return null;
  return { article: JSON.parse(pane.parentElement.dataset.article), quote, at: start + points(raw) - points(raw.trimStart()) };
};

export const startSelection = () => {
  let button = null;
  const away = () => { button?.remove(); button = null; };
  document.addEventListener("selectionchange", () => {
    const words = document.getElementById("add") ? selected() : null;
    if (!words) { away(); return; }
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "primary add-here";
      button.textContent = "Add as a claim (+)";
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => { const now = selected(); away(); if (now) openAdd(now); });
      document.body.append(button);
    }
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    button.style.setProperty("top", `${box.bottom + scrollY + 6}px`);
    button.style.setProperty("left", `${Math.max(8, Math.min(innerWidth - 180, box.left))}px`);
  });
};
