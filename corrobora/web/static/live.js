// Colleagues' work: a quiet bar tells of it, and the page is renewed when the reader asks.
import { busy, main, refresh, version } from "./store.js";

const bar = (words) => {
  const news = document.querySelector(".news");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "Refresh (r)";
  button.addEventListener("click", refresh);
  news.replaceChildren(words, " ", button);
  news.hidden = false;
};

const sentence = (change) => {
  if (change.articles) return "Reports were added or read again.";
  const here = main().dataset.event, judged = change.judgements || [];
  const who = [...new Set(judged.map((one) => one.who))].join(", ") || "A colleague";
  const ours = judged.some((one) => one.target === here || one.others.includes(here) || main().querySelector(`[data-claim*="${CSS.escape(one.target || "-")}"]`));
  return here && ours ? `${who} changed this event.` : `${who} changed the case.`;
};

// Our own decision may be told before its answer is here: then the page is renewed anyhow.
const told = (change) => {
  if (busy()) setTimeout(() => told(change), 200);
  else if (change.version > version()) bar(sentence(change));
};

export const startLive = () => {
  const light = document.querySelector(".live");
  if (!light || !("EventSource" in window)) return;
  const show = (on) => { light.classList.toggle("on", on); light.querySelector("[data-live]").textContent = on ? "live" : "not live"; };
  const source = new EventSource("/api/live");
  source.addEventListener("open", () => show(true));
  source.addEventListener("error", () => show(false));
  for (const kind of ["hello", "judgement", "added", "rebuilt", "reload"]) {
    source.addEventListener(kind, (event) => told(JSON.parse(event.data)));
  }
  addEventListener("pagehide", () => source.close());
};
