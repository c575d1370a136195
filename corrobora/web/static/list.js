// The list, its map and its strip of days point at each other; lists of decisions step on after each.
export const startList = () => {
  const mark = (ids, on) => {
    for (const id of ids) {
      for (const part of document.querySelectorAll(`[data-event="${CSS.escape(id)}"].event-row, [data-events~="${CSS.escape(id)}"]`)) part.classList.toggle("hot", on);
    }
  };
  const idsOf = (node) => {
    const part = node instanceof Element ? node.closest(".event-row, [data-events]") : null;
    return part ? (part.dataset.events || part.dataset.event).split(" ") : [];
  };
  for (const [enter, leave] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(enter, (event) => mark(idsOf(event.target), true));
    document.addEventListener(leave, (event) => mark(idsOf(event.target), false));
  }
};
