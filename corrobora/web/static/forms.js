// Forms that judge: what was changed becomes the words that `corrobora judge` takes.
import { judge, judges, main, refresh, say, tell, undo } from "./store.js";

const claimOf = (node) => {
  const item = node?.closest("[data-claim]");
  return item ? { item, claim: JSON.parse(item.dataset.claim) } : null;
};

const changed = (input) => {
  if (input.type === "checkbox" || input.type === "radio") return input.checked;
  if ("always" in input.dataset) return true;
  if ("alwaysFilled" in input.dataset) return input.value !== "";
  const before = input.dataset.before ?? (input.localName === "select" ? [...input.options].find((one) => one.defaultSelected)?.value ?? input.options[0]?.value ?? "" : input.defaultValue);
  return input.value !== before;
};

export const wordsOf = (form) => {
  const words = JSON.parse(form.dataset.about || "[]");
  const key = form.querySelector("[data-key]");
  for (const input of form.elements) {
    if (!input.name && !("word" in input.dataset) || input.name === "why" || input.localName === "button" || input.localName === "fieldset") continue;
    if (input.closest("[data-for][hidden]") || "key" in input.dataset) continue;
    if ("joined" in input.dataset) continue;
    if ("word" in input.dataset) {
      if ((input.type !== "checkbox" && input.type !== "radio" || input.checked) && input.value) words.push(input.value);
    } else if ("value" in input.dataset) words.push(`${key.value}=${input.value}`);
    else if (changed(input)) words.push(`${input.name}=${input.value.trim()}`);
  }
  const joined = [...form.querySelectorAll("[data-joined]")].map((input) => input.value).join("");
  return joined ? [...words, joined] : words;
};

const wrong = (form, error) => {
  const place = form.querySelector(".wrong");
  if (!place) { if (error) failed(error); return; }
  place.hidden = !error;
  place.replaceChildren();
  if (error) tell(place, error);
};
const failed = (error) => say(error.message, { bad: true, action: error.action });

const submit = async (form, submitter) => {
  const decision = submitter && submitter.value && submitter.localName === "button" ? submitter.value : form.dataset.decision;
  const why = form.elements.namedItem("why")?.value.trim() || null;
  const buttons = form.querySelectorAll("button.primary, button[value]");
  const part = form.closest("[data-pends]") || form;
  const words = wordsOf(form);
  if (words.length <= JSON.parse(form.dataset.about || "[]").length) { wrong(form, new Error("Nothing is changed yet.")); return; }
  wrong(form, null);
  for (const button of buttons) button.disabled = true;
  try {
    await judge({ body: { decision, words, why }, part, settled: () => form.closest("dialog")?.close() });
  } catch (error) {
    wrong(form, error);
    if (!form.querySelector(".wrong")) form.reset();  // a choice that takes effect at once: back to what is stored
  } finally {
    for (const button of buttons) button.disabled = false;
  }
};

export const fill = (dialog, values) => {
  for (const [name, value] of Object.entries(values)) {
    for (const form of dialog.querySelectorAll("form")) {
      const input = form.elements.namedItem(name);
      if (input && "value" in input && input.localName) { input.value = value; input.dataset.before = input.value; }
    }
  }
};

// A click beside a form must not take away what was typed into it.
const typed = (dialog) => [...dialog.querySelectorAll("input, textarea, select")].some((input) => input.type !== "hidden" && !("always" in input.dataset) && changed(input));

const kinds = (dialog, kind) => {
  for (const part of dialog.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== kind;
};

export const open = (id, values = null) => {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open || !judges() && id !== "help") return null;
  for (const form of dialog.querySelectorAll("form")) { form.reset(); wrong(form, null); }
  if (values) fill(dialog, values);
  dialog.showModal();
  return dialog;
};

export const openClaim = (item, claim) => {
  const dialog = document.getElementById("claim");
  if (!dialog) return;
  open("claim", claim);
  kinds(dialog, claim.kind);
  dialog.querySelector("[data-quote]").textContent = claim.quote;
  dialog.querySelector("[data-letter]").textContent = claim.letter;
  for (const form of dialog.querySelectorAll('form[data-of="claim"]')) form.dataset.about = JSON.stringify([claim.id]);
  dialog.dataset.claim = JSON.stringify(claim);
};

export const openAdd = (values) => {
  const dialog = open("add", values);
  if (!dialog) return;
  const form = dialog.querySelector("form"), kind = form.elements.namedItem("kind");
  dialog.querySelector("[data-quote]").textContent = values.quote;
  form.dataset.about = JSON.stringify([values.article, values.quote]);
  kinds(dialog, kind.value);
};

// One decision on a sentence, by button or key.
export const decide = async (decision, node) => {
  const found = judges() && claimOf(node);
  if (!found) return;
  if (decision === "claim") { openClaim(found.item, found.claim); return; }
  const dialog = found.item.closest("dialog");
  if (dialog) dialog.close();
  const part = dialog ? main().querySelector(`[data-claim*="${CSS.escape(found.claim.id)}"]`) : found.item;
  await judge({ body: { decision, words: [found.claim.id], why: null }, part, words: decision === "accept" ? "accepting …" : "rejecting …" })
    .catch(failed);
};

// A button that holds the whole decision.
const atOnce = async (button) => {
  const { decision, words } = JSON.parse(button.dataset.judge);
  const part = button.closest("[data-item]") || button;
  await judge({ body: { decision, words, why: null }, part }).catch(failed);
};

const openFrom = (button) => {
  const dialog = open(button.dataset.open, button.dataset.fill ? JSON.parse(button.dataset.fill) : null);
  if (!dialog || !button.dataset.about) return;
  const about = JSON.parse(button.dataset.about), told = dialog.querySelector("[data-about-words]");
  dialog.querySelector("form").dataset.about = button.dataset.about;
  if (told) told.textContent = about.join(", ");
};

let search = 0;
const findEvents = async (input) => {
  const turn = ++search, words = input.value.trim();
  if (words.length < 2) return;
  const answer = await fetch(`/api/events?size=8&q=${encodeURIComponent(words)}`).catch(() => null);
  if (!answer || !answer.ok || turn !== search) return;
  const list = input.closest("form").querySelector("[data-choices]");
  for (const row of (await answer.json()).items) {
    if (row.id === main().dataset.event || list.querySelector(`[value="${CSS.escape(row.id)}"]`)) continue;
    const label = document.createElement("label"), box = document.createElement("input"), name = document.createElement("bdi");
    box.type = "checkbox"; box.value = row.id; box.dataset.word = "";
    name.textContent = `${row.label} ${row.date.start || ""}`;
    label.append(box, " ", name);
    list.append(label);
  }
};

export const startForms = () => {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.judge");
    if (!form) return;
    event.preventDefault();
    submit(form, event.submitter);
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if ("now" in input.dataset) submit(input.form, null);
    else if (input.name === "kind" && input.closest("#add")) kinds(input.closest("dialog"), input.value);
    else if (input.closest("[data-filters]") && input.localName === "select") input.form.requestSubmit();
    else if ("key" in input.dataset) input.form.querySelector("[data-value]").value = "";
  });
  document.addEventListener("input", (event) => { if ("findEvents" in event.target.dataset) findEvents(event.target); });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest("[data-open]"), doer = target?.closest("[data-do]"), undoer = target?.closest("[data-undo]");
    const whole = target?.closest("[data-judge]");
    if (opener) openFrom(opener);
    else if (whole) atOnce(whole);
    else if (doer) decide(doer.dataset.do, doer);
    else if (undoer) undo(undoer.dataset.undo, undoer.closest("li")).catch(failed);
    else if (target?.closest("[data-close]")) target.closest("dialog").close();
    else if (target instanceof HTMLDialogElement && !typed(target)) target.close();
  });
};
