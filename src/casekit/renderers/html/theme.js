
"use strict";
// Light, dark, or as the system: kept for the next page where the browser lets a file keep anything.
const THEMES = ["auto", "light", "dark"];
const theme = {
  get now() {
    return document.documentElement.dataset.theme || "auto";
  },
  set(name) {
    if (name === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    try {
      localStorage.setItem("casekit-theme", name);
    } catch { /* not allowed here: the choice holds for this page */ }
  },
  next() {
    this.set(THEMES[(THEMES.indexOf(this.now) + 1) % THEMES.length]);
    this.show();
    say(document.body.dataset[`sayTheme${this.now[0].toUpperCase()}${this.now.slice(1)}`]);
  },
  show() {
    const button = document.getElementById("theme");
    button.title = document.body.dataset[`sayTheme${this.now[0].toUpperCase()}${this.now.slice(1)}`];
  },
};
try {
  const kept = localStorage.getItem("casekit-theme");
  if (THEMES.includes(kept)) theme.set(kept);
} catch { /* as the system */ }

// What happened, for eyes and for screen readers.
function say(text) {
  document.getElementById("status").textContent = text;
}
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
