// The desk works without this file. It adds keys: g 1…5 rooms, / search, j k along a list, e export, u undo, ? help.
"use strict";
(() => {
  let going = false;
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const step = (by) => {
    const items = [...document.querySelectorAll("[data-step]")].filter((item) => item.offsetParent !== null);
    if (!items.length) return;
    const at = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
    const next = items[Math.min(Math.max(at + by, 0), items.length - 1)];
    const aim = next.matches("a, button, [tabindex]") ? next : next.querySelector("a, button, [tabindex]") || next;
    if (aim === next && !next.matches("a, button, [tabindex]")) next.tabIndex = -1;
    aim.focus();
    aim.scrollIntoView({ block: "nearest" });
  };
  const follow = (selector) => {
    const found = document.querySelector(selector);
    if (found) found.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const rooms = document.querySelectorAll("nav.rooms a");
    if (going && /^[1-9]$/.test(event.key) && rooms[event.key - 1]) rooms[event.key - 1].click();
    going = event.key === "g";
    if (event.key === "/") document.getElementById("quick").focus();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "e") follow("[data-export]");
    else if (event.key === "u") follow("[data-undo]");
    else if (event.key === "?") window.location.assign("/keys");
    else return;
    event.preventDefault();
  });
})();
