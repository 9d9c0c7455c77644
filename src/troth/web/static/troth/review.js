// Reviewing by keyboard: what is easier with a script, and works without one.
"use strict";

(function () {
  const stops = Array.from(document.querySelectorAll("[data-stop]"));
  const keys = document.getElementById("keys");
  const on = document.getElementById("keys-on");
  if (!keys || !on) return;
  const KEPT = "troth-review-keys";
  let at = null;

  function kept() {
    try { return window.localStorage.getItem(KEPT) !== "off"; } catch (error) { return true; }
  }

  function keep() {
    try { window.localStorage.setItem(KEPT, on.checked ? "on" : "off"); } catch (error) { return; }
  }

  function go(stop, scrolls) {
    if (at) at.removeAttribute("data-at");
    at = stop;
    if (!at) return;
    at.setAttribute("data-at", "");
    at.focus({ preventScroll: true });
    if (scrolls) at.scrollIntoView({ block: "nearest" });
  }

  // From the stop at hand, else from what the address names, else from the beginning or the end.
  function along(step) {
    const place = stops.indexOf(at);
    if (place >= 0) return stops[Math.min(Math.max(place + step, 0), stops.length - 1)];
    return step > 0 ? stops[0] : stops[stops.length - 1];
  }

  function named() {
    const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!found) return null;
    return found.matches("[data-stop]") ? found : found.querySelector("[data-stop]");
  }

  function press(name) {
    const button = at && at.querySelector(`button[name=${name}]`);
    if (button) button.click();
  }

  function follow(selector) {
    const link = at && (at.querySelector(selector) || at.closest(".line").querySelector(selector));
    if (link) link.click();
  }

  const deeds = {
    j: () => go(along(1), true),
    k: () => go(along(-1), true),
    a: () => press("accept"),
    r: () => press("reject"),
    e: () => follow("a[href^='elements/']"),
    n: () => follow(".about"),
    u: () => { const undo = document.querySelector("button[name=undo]"); if (undo) undo.click(); },
    "?": () => { keys.open = !keys.open; keys.querySelector("summary").focus(); },
  };

  document.addEventListener("keydown", (event) => {
    const writes = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (!on.checked || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  on.checked = kept();
  on.addEventListener("change", keep);
  keys.hidden = false;
  go(named(), true);
  window.addEventListener("hashchange", () => go(named(), true));
})();
