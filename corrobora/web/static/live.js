// Colleagues' work: a quiet bar tells of it, and the page is renewed when the reader asks.
import { back, busy, main, refresh, version } from "./store.js";

// Milliseconds until a desk that refused is asked again.
const AGAIN = 10_000;

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
  if ("shown" in change) return "The case has changed.";
  if (change.articles) return "Reports were added or read again.";
  const here = main().dataset.event, judged = change.judgements || [];
  const who = [...new Set(judged.map((one) => one.who))].join(", ") || "A colleague";
  const ours = judged.some((one) => one.target === here || one.others.includes(here) || main().querySelector(`[data-claim*="${CSS.escape(one.target || "-")}"]`));
  return here && ours ? `${who} changed this event.` : `${who} changed the case.`;
};

// Our own decision may be told before its answer is here: then the page is renewed anyhow.
const told = (change) => {
  if (!version()) return;  // an error page shows nothing of the case
  if (busy()) setTimeout(() => told(change), 200);
  else if (change.version > version() && !("shown" in change && !document.querySelector(".news").hidden)) bar(sentence(change));
};

export const startLive = () => {
  const light = document.querySelector(".live");
  if (!light || !("EventSource" in window)) return;
  const show = (on) => { light.classList.toggle("on", on); light.querySelector("[data-live]").textContent = on ? "live" : "not live"; };
  let source = null;
  const listen = () => {
    source = new EventSource("/api/live");
    source.addEventListener("open", () => { show(true); back(); });
    source.addEventListener("error", () => {
      show(false);
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);  // refused, as to one who is logged out
    });
    for (const kind of ["judgement", "added", "rebuilt", "reload"]) {
      source.addEventListener(kind, (event) => told(JSON.parse(event.data)));
    }
    // What the page does not show yet may still be worked in: it is told when it can be shown.
    source.addEventListener("hello", (event) => { const now = JSON.parse(event.data); told({ version: now.shown, shown: now.shown }); });
    source.addEventListener("shown", (event) => { const now = JSON.parse(event.data).version; told({ version: now, shown: now }); });
  };
  listen();
  addEventListener("pagehide", () => source.close());
};
