// Comfort only: every page works without this file.
"use strict";

const problems = document.getElementById("problems");
if (problems) problems.focus();

// The key n opens the contact entry, unless somebody is typing or has switched it off (WCAG 2.1.4).
document.addEventListener("keydown", (event) => {
  if (!("keyN" in document.body.dataset) || event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const strip = document.querySelector("[data-entry]");
  const link = document.querySelector("[data-key=n]");
  if (strip) {
    event.preventDefault();
    strip.querySelector("input:not([type=hidden]), select, textarea").focus();
  } else if (link) {
    event.preventDefault();
    link.click();
  }
});

// Choosing a client carries with whom, how and where it was the last time; what was chosen by hand,
// or stands on a page that came back to be checked, stays.
for (const form of document.querySelectorAll("[data-entry]")) {
  const byHand = new Set();
  const put = (name, value) => {
    const controls = [...form.querySelectorAll(`[name=${name}]`)];
    const now = controls.find((control) => control.type !== "radio" || control.checked)?.value;
    if (byHand.has(name) || (problems && now !== "as_last")) return;
    for (const control of controls) {
      if (control.type === "radio") control.checked = control.value === value;
      else control.value = value;
    }
  };
  form.addEventListener("change", ({ target }) => {
    if (target.name !== "client") byHand.add(target.name);
    else for (const name in target.dataset) put(name, target.dataset[name]);
  });
}

// How many characters are left, said once the limit is near.
for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const limit = Number(area.dataset.limit);
  const counter = document.createElement("output");
  counter.className = "small muted";
  counter.setAttribute("for", area.id);
  area.after(counter);
  const tell = () => {
    const left = limit - area.value.length;
    counter.textContent = left < limit / 5 ? `${area.value.length} / ${limit}` : "";
  };
  area.addEventListener("input", tell);
  tell();
}
