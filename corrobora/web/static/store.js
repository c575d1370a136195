// What a person decides goes to the server, and only what the server has stored is shown as stored.

const listeners = [];
export const onRefresh = (listener) => listeners.push(listener);

export const main = () => document.getElementById("main");
export const version = () => Number(main().dataset.version);
export const judges = () => !document.body.classList.contains("reader");
export const token = () => document.querySelector('meta[name="csrf"]').content;

const post = (url, body) => fetch(url, {
  method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": token() }, body: JSON.stringify(body),
});

// Whoever has logged in again meanwhile, in another tab, has a new session and so another token.
const send = async (url, body) => {
  const answer = await post(url, body);
  if (answer.status !== 403) return answer;
  const session = await fetch("/api/session").then((told) => (told.ok ? told.json() : {})).catch(() => ({}));
  if (!session.csrf || session.csrf === token()) return answer;
  document.querySelector('meta[name="csrf"]').content = session.csrf;
  return post(url, body);
};

let waiting = 0;
export const busy = () => waiting > 0;

// Whether a decision was sent and never answered: then nobody here knows whether it is stored, until the desk is back.
let unanswered = false;
export const back = async () => {
  if (!unanswered) return;
  unanswered = false;
  if (await refresh()) say("The desk is back. What this page shows is stored.");
};

export const LOGIN = { words: "Log in", href: "/login" };
class Unstored extends Error {
  constructor(words, action = null) { super(words); this.action = action; }
}
const answerButton = (action) => {
  if (action.href) {
    const link = document.createElement("a");
    link.href = action.href; link.target = "_blank"; link.rel = "noopener"; link.textContent = action.words;
    return link;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = action.words;
  return button;
};
// What went wrong, in words, with what can be done about it.
export const tell = (node, error) => node.replaceChildren(error.message, ...(error.action ? [" ", answerButton(error.action)] : []));

export const say = (words, { bad = false, action = null } = {}) => {
  const toast = document.createElement("div");
  toast.className = bad ? "toast bad" : "toast";
  toast.append(words);
  if (action) {
    const button = answerButton(action);
    button.addEventListener("click", () => { toast.remove(); action.run?.(); });
    toast.append(" ", button);
  }
  if (bad) {
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => toast.remove());
    toast.append(" ", close);
  } else setTimeout(() => toast.remove(), 7000);
  document.querySelector(".toasts").append(toast);
};

// The last decision of this page, for the key u.
let last = null;
export const undoLast = () => {
  if (last) undo(last, null);
  else say("Nothing to undo: what you decided earlier stands under History.");
};

export const undo = (id, part) => judge({ url: `/api/judgements/${encodeURIComponent(id)}/undo`, body: {}, part, words: "undoing …" });

// Shows a dialog whose buttons keep something. Resolves to what is kept, or to `otherwise` where it is only closed.
const keep = (dialog, otherwise) => new Promise((resolve) => {
  const choose = (event) => {
    const button = event.target.closest("[data-keep]");
    if (button) { dialog.returnValue = button.dataset.keep; dialog.close(); }
  };
  dialog.returnValue = otherwise;
  dialog.addEventListener("click", choose);
  dialog.addEventListener("close", () => { dialog.removeEventListener("click", choose); resolve(dialog.returnValue || otherwise); }, { once: true });
  dialog.showModal();
});

// Asks the person what to do when a colleague has decided on the same thing. Resolves to "mine" or "theirs".
const ask = (theirs) => {
  const dialog = document.getElementById("overtaken");
  const values = Object.entries(theirs.values || {}).map(([key, value]) => `${key} ${typeof value === "object" && value ? value.quote || JSON.stringify(value) : value}`);
  const told = [`${theirs.who} decided at ${theirs.when.slice(11, 16)} UTC: ${theirs.decision.replace("_", " ")}`, values.join(", "), theirs.why ? `because: ${theirs.why}` : ""];
  dialog.querySelector("[data-theirs]").textContent = told.filter(Boolean).join(" · ");
  return keep(dialog, "theirs");
};

// Tells the person what speaks against a decision. Resolves to whether it is to be stored all the same.
const sure = async (told) => {
  const dialog = document.getElementById("warned");
  dialog.querySelector("[data-against]").textContent = `${told.note}.${told.effect === "conflict" ? " It would have no effect." : ""}`;
  return await keep(dialog, "") === "sure";
};

const pend = (part, words) => {
  if (!part) return () => {};
  part.classList.add("pending");
  part.dataset.pending = words;
  part.setAttribute("aria-busy", "true");
  return () => { part.classList.remove("pending"); delete part.dataset.pending; part.removeAttribute("aria-busy"); };
};

// Stores one decision. `part` is marked as pending until the server answers. Throws an Error with words for the person.
// `settled` is called when it is stored, or given up for a colleague's, before the page is renewed.
export const judge = async ({ url = "/api/judgements", body, part = null, words = "storing …", settled = () => {} }) => {
  const settle = pend(part, words);
  waiting += 1;
  let seen = version(), careful = Boolean(body.decision);
  try {
    for (;;) {
      const answer = await send(url, careful ? { ...body, seen, careful } : { ...body, seen }).catch(() => {
        unanswered = true;
        throw new Unstored("The desk does not answer. Whether this was stored shows when it is back.");
      });
      if (answer.status === 401) throw new Unstored("Not stored: you are logged out. Log in in another tab, then store it here again.", LOGIN);
      const told = await answer.json().catch(() => ({}));
      if (answer.status === 201) {
        last = body.decision || url.includes("/undo") ? told.id : last;
        const note = told.note ? ` ${told.note}.` : "";
        say(`Stored.${told.effect === "conflict" ? " It has no effect:" : ""}${note}`, { bad: told.effect === "conflict", action: { words: "Undo (u)", run: undoLast } });
        settled();
        await refresh();
        return told;
      }
      if (answer.status === 200 && told.note) {
        if (!await sure(told)) return null;
        careful = false;
        continue;
      }
      if (answer.status !== 409) {
        const detail = Array.isArray(told.detail) ? told.detail.map((one) => one.msg).join("; ") : told.detail;
        throw new Unstored(`Not stored: ${[told.error || detail || `the desk answered ${answer.status}`, told.mend].filter(Boolean).join("; ")}`);
      }
      if (await ask(told.judgement) === "theirs") {
        settled();
        await refresh();
        return null;
      }
      seen = told.version;
    }
  } finally {
    waiting -= 1;
    settle();
  }
};

const open = (root) => [...root.querySelectorAll("details")].map((one) => one.open);
const spot = (node) => node && (node.id ? `#${CSS.escape(node.id)}` : node.dataset && node.dataset.claim ? "claim" : null);

// Puts the page as it is now in the place of the one that is shown. The reader stays where he is. Whether that could be done.
export const refresh = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer && answer.redirected && new URL(answer.url).pathname !== location.pathname) {
    if (!new URL(answer.url).pathname.startsWith("/login")) location.assign(answer.url);
    else say("You are logged out.", { bad: true, action: LOGIN });
    return false;
  }
  if (!answer || !answer.ok) {
    if (answer && answer.status === 404) location.assign("/");
    else say("The desk does not answer. The page shows what was stored when it was made.", { bad: true });
    return false;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const old = main(), now = fresh.getElementById("main");
  if (!now) return false;
  const focused = document.activeElement, key = spot(focused);
  const claim = key === "claim" ? JSON.parse(focused.dataset.claim).id : null;
  const items = [...old.querySelectorAll("[data-item]")], index = items.indexOf(focused && focused.closest("[data-item]"));
  const opened = open(old), tops = [...old.querySelectorAll(".text")].map((one) => one.scrollTop);
  const y = scrollY;
  document.adoptNode(now);
  old.replaceWith(now);
  const details = [...now.querySelectorAll("details")];
  if (details.length === opened.length) details.forEach((one, at) => { one.open = opened[at]; });
  now.querySelectorAll(".text").forEach((one, at) => { one.scrollTop = tops[at] || 0; });
  for (const dialog of fresh.querySelectorAll("dialog")) {
    const here = document.getElementById(dialog.id);
    if (here && !here.open && dialog.querySelector("form.judge")) here.replaceWith(document.adoptNode(dialog));
  }
  for (const list of fresh.querySelectorAll("body > datalist")) document.getElementById(list.id)?.replaceWith(document.adoptNode(list));
  document.title = fresh.title;
  const after = [...now.querySelectorAll("[data-item]")];
  const again = claim ? after.find((one) => one.dataset.claim && JSON.parse(one.dataset.claim).id === claim) : key ? now.querySelector(key) : null;
  const target = again || (index >= 0 ? after[Math.min(index, after.length - 1)] : null);
  if (target) target.focus({ preventScroll: true });
  scrollTo(0, y);
  const news = document.querySelector(".news");
  news.hidden = true;
  news.replaceChildren();
  for (const listener of listeners) listener();
  return true;
};
