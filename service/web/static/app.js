// What the server cannot do by itself: focus after a part of the page was changed, forms of names as they are typed,
// and the word that something is not saved yet. Every page works without this file.
"use strict";

(function () {
  const APART = "Нет связи со службой: введённое пока есть только на этой странице, не закрывайте её.";
  let typed = false; // since the last saving
  let apart = false; // from the service, when it was last asked

  // What she types while an answer is on its way stays, and so do the folds that she has opened.
  if (window.Idiomorph) {
    Idiomorph.defaults.ignoreActiveValue = true;
    Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node, how) =>
      !(name === "open" && node.tagName === "DETAILS" && how === "remove");
  }

  function focusOn(id) {
    const found = id && document.getElementById(id);
    if (!found) return;
    for (let fold = found.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const inner = found.matches("fieldset.row") && found.querySelector("input:not([type=hidden]), select, textarea");
    (inner || found).focus();
    found.scrollIntoView({ block: "nearest" });
  }

  function focusAsAsked() {
    const main = document.querySelector("main");
    focusOn(main.dataset.focus || "summary");
  }

  function showHelps() {
    const fresh = document.getElementById("helps");
    const form = document.getElementById("step-form");
    if (!fresh || !form) return;
    const known = new Set();
    for (const help of [...fresh.children]) {
      known.add(help.id);
      const old = form.querySelector("#" + CSS.escape(help.id));
      const owner = document.getElementById(help.id.replace(/\.help$/, ""));
      if (old) old.replaceWith(help);
      else if (owner && owner.matches("fieldset")) owner.querySelector("legend").after(help);
      else if (owner) owner.after(help);
    }
    for (const old of form.querySelectorAll(".help")) if (!known.has(old.id)) old.remove();
  }

  function state(text, lost) {
    const told = document.getElementById("draft-state");
    if (!told) return;
    told.classList.toggle("lost", lost);
    if (text) told.textContent = text;
  }

  function saveAgain() {
    const form = document.querySelector("[data-autosave]");
    if (form) form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function isSaving(event) {
    return event.detail.elt && event.detail.elt.closest("[data-autosave]");
  }

  function foldWhenNarrow() {
    if (!window.matchMedia("(max-width: 30rem)").matches) return;
    for (const fold of document.querySelectorAll("[data-fold-when-narrow]")) fold.open = false;
  }

  // What was pasted stands above now; a paste that went wrong has the focus and stays open.
  function foldDone() {
    for (const fold of document.querySelectorAll(".paste[open]")) {
      if (!fold.contains(document.activeElement)) fold.open = false;
    }
  }

  document.addEventListener("DOMContentLoaded", () => { foldWhenNarrow(); focusAsAsked(); });

  document.addEventListener("input", (event) => {
    if (event.target.closest("[data-autosave]")) typed = true;
  });

  // A page that cannot be reached would take the place of this one, with everything typed on it.
  document.addEventListener("submit", (event) => {
    if (event.target.hasAttribute("data-autosave") && (apart || !navigator.onLine)) {
      event.preventDefault();
      state(APART, true);
      saveAgain();
      return;
    }
    typed = false;
  });

  window.addEventListener("online", () => { if (typed) saveAgain(); });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isSaving(event)) typed = false;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (isSaving(event) && event.detail.successful) { apart = false; state("", false); }
  });

  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      if (!isSaving(event)) return;
      typed = true;
      apart = name !== "htmx:responseError";
      state(APART, true);
      setTimeout(() => { if (typed) saveAgain(); }, 10000);
    });
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.matches("main")) { typed = false; focusAsAsked(); foldDone(); }
    if (event.detail.target.id === "draft-state") showHelps();
  });

  window.addEventListener("pagehide", () => {
    const form = typed && document.querySelector("[data-autosave]");
    if (form) navigator.sendBeacon(form.getAttribute("hx-post"), new FormData(form));
  });

  window.addEventListener("beforeunload", (event) => {
    const told = document.getElementById("draft-state");
    if (typed && told && told.classList.contains("lost")) event.preventDefault();
  });
})();
