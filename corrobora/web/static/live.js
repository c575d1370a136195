// Colleagues' work: a quiet bar tells of it, and the page is renewed when the reader asks.
import { main, refresh, version } from "./store.js";

const bar = (words) => {
  const news = document.querySelector(".news");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "Refresh (r)";
  button.addEventListener("click", refresh);
  news.replaceChildren(words, button);
  news.hidden = false;
};

const told = (change) => {
  if (!(change.version > version())) return;
  const here = main().dataset.event, about = change.events || change.about || [];
  const who = change.who ? `${change.who} ` : "A colleague ";
  bar(here && about.includes(here) ? `${who}changed this event.` : `${who}changed the case.`);
};

export const startLive = () => {
  const light = document.querySelector(".live");
  if (!light || !("EventSource" in window)) return;
  const show = (on) => { light.classList.toggle("on", on); light.querySelector("[data-live]").textContent = on ? "live" : "not live"; };
  const source = new EventSource("/api/live");
  source.addEventListener("open", () => show(true));
  source.addEventListener("error", () => show(false));
  for (const kind of ["message", "change", "judgement", "articles", "version"]) {
    source.addEventListener(kind, (event) => {
      // Our own decision is answered before its news is told: wait for the answer.
      setTimeout(() => { try { told(JSON.parse(event.data)); } catch { /* a heartbeat */ } }, 400);
    });
  }
};
