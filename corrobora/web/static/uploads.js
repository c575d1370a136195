// Reports brought to the desk: each file is sent by itself, and how far it is comes from the server.
import { token } from "./store.js";

const line = (name) => {
  const item = document.createElement("li"), title = document.createElement("bdi"), state = document.createElement("span"), bar = document.createElement("progress");
  title.textContent = name;
  state.className = "dim";
  bar.max = 100;
  bar.setAttribute("aria-label", name);
  item.append(title, state, bar);
  return { item, state, bar };
};

const sent = (file, form, shown) => new Promise((resolve, reject) => {
  const body = new FormData(form), request = new XMLHttpRequest();
  body.delete("files");
  body.append("files", file);
  request.open("POST", "/api/uploads");
  request.setRequestHeader("X-CSRF-Token", token());
  request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) shown(event.loaded / event.total); });
  request.addEventListener("error", () => reject(new Error("the desk does not answer")));
  request.addEventListener("load", () => {
    let told = {};
    try { told = JSON.parse(request.responseText); } catch { /* no JSON: the status tells enough */ }
    if (request.status === 202) resolve(told);
    else reject(new Error(typeof told.detail === "string" ? told.detail : told.error || `the desk answered ${request.status}`));
  });
  request.send(body);
});

const outcome = (told) => {
  if (told.error) return `not read: ${told.error}`;
  const parts = [`${told.new} added`, told.known ? `${told.known} known already` : "", ...told.unread.map((one) => `not read: ${one.reason}`)];
  return parts.filter(Boolean).join(", ");
};

const followed = async (told, { state, bar }) => {
  while (told.state === "waiting" || told.state === "reading") {
    bar.removeAttribute("value");
    state.textContent = told.state === "waiting" ? "waits …" : `reading: ${told.read} of ${Math.max(told.pages, told.read)} …`;
    await new Promise((resolve) => { setTimeout(resolve, 400); });
    const answer = await fetch(`/api/uploads/${encodeURIComponent(told.id)}`).catch(() => null);
    if (!answer || !answer.ok) throw new Error("the desk does not answer; what was read is kept");
    told = await answer.json();
  }
  return told;
};

const take = async (files, form) => {
  const list = document.querySelector("[data-uploads]");
  list.querySelector("[data-none]")?.remove();
  const lines = [...files].map((file) => ({ file, shown: line(file.name) }));
  list.append(...lines.map((one) => one.shown.item));
  for (const { file, shown } of lines) {
    try {
      shown.state.textContent = "sending …";
      const told = await followed(await sent(file, form, (share) => { shown.bar.value = 100 * share; }), shown);
      shown.state.textContent = outcome(told);
      shown.item.classList.toggle("bad", told.state === "failed" || told.unread.length > 0);
    } catch (error) {
      shown.state.textContent = `not added: ${error.message}`;
      shown.item.classList.add("bad");
    }
    shown.bar.remove();
  }
};

export const startUploads = () => {
  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const drop = form.querySelector("[data-drop]"), input = form.querySelector("input[type=file]");
  const over = (on) => (event) => { event.preventDefault(); drop.classList.toggle("over", on); };
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, over(true));
  drop.addEventListener("dragleave", over(false));
  drop.addEventListener("drop", (event) => { over(false)(event); take(event.dataTransfer.files, form); });
  input.addEventListener("change", () => { take([...input.files], form); input.value = ""; });
  form.addEventListener("submit", (event) => event.preventDefault());
};
