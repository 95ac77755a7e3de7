// The desk works without this file. It adds keys: g 1…5 rooms, / search, j k along a list, e export, u undo, ? help.
// The desk works without this file. It adds keys: g 1…5 rooms, / search, j k along a list, e export, ? help; and
// files that are dropped on the page are put into its form for files.
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
  const zone = () => document.querySelector("[data-drop]");
  const carries = (event) => zone() && event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  const mark = (on) => document.body.classList.toggle("dropping", on);
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && mark(false));
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    mark(false);
    zone().querySelector("input[type=file]").files = event.dataTransfer.files;
    zone().requestSubmit();
  });
})();
