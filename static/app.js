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

// What is typed is on the server within a second (coaching/coming_back.py), and never in the browser's
// storage. Without a connection it stays in the page and is sent again.
for (const form of document.querySelectorAll("form[data-keep]")) keepTyping(form);

function keepTyping(form) {
  const pause = 800, longest = 30000; // ms between two sendings; at most while the connection is away
  const address = form.getAttribute("action") || location.pathname + location.search;
  const line = form.querySelector(".keeping");
  const [said, heard, door] = [".said", "[role=status]", "a"].map((one) => line.querySelector(one));
  line.querySelector("button").remove();
  form.querySelector(".savebar")?.append(line);

  const read = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
  const opened = read();
  let stored = opened, turn = 0, failed = 0, timer = 0, queue = Promise.resolve(), leaving = false, passing = false;

  const say = (state, words) => {
    said.textContent = words;
    door.hidden = state !== "out";
    // Read aloud when something changes, not at each minute.
    if (line.dataset.state !== state) heard.textContent = words;
    line.dataset.state = state;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, Math.min(longest, pause * 2 ** failed));
  };

  const put = async (asLast) => {
    const now = read();
    if (now === stored) return true;
    const body = new URLSearchParams(now);
    body.set("keep", now === opened && form.dataset.keep === "fresh" ? "none" : "auto");
    body.set("turn", ++turn);
    try {
      // A connection that is dead without saying so is not waited for.
      const signal = AbortSignal.timeout?.(8000);
      const answer = await fetch(address, { method: "POST", body, signal, keepalive: asLast && String(body).length < 60000 });
      if (!answer.ok && answer.status !== 401) throw new Error(answer.status);
      const { words, sign_in } = await answer.json();
      stored = now;
      failed = 0;
      if (sign_in) door.href = sign_in;
      say(sign_in ? "out" : words ? "kept" : "", words);
      return true;
    } catch {
      failed += 1;
      say("waiting", line.dataset.waiting);
      later();
      return false;
    }
  };
  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    queue = queue.then(() => put());
    return queue;
  };

  form.addEventListener("input", () => {
    if (!leaving) timer ||= setTimeout(keep, pause);
  });
  form.addEventListener("focusout", () => {
    if (!leaving && !failed) keep();
  });
  addEventListener("online", keep);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && !leaving && put(true));
  addEventListener("pagehide", () => leaving || put(true));
  addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (failed && !leaving) event.preventDefault();
  });

  // Sending waits until the text is safe: a page that cannot be reached would take it along.
  form.addEventListener("submit", async (event) => {
    if (passing || !form.requestSubmit) return;
    if (leaving) return event.preventDefault();
    const { submitter } = event, leadsOut = submitter?.name === "keep";
    if (leadsOut || read() !== stored || failed) {
      event.preventDefault();
      leaving = true;
      const safe = await keep();
      leaving = false;
      if (!safe) return;
      // The text is safe, so the button is a link by now.
      if (leadsOut) return location.assign(submitter.value);
      passing = true;
      form.requestSubmit(submitter);
      passing = false;
    }
    leaving = true;
    // A document that is downloaded leaves the page open.
    setTimeout(() => (leaving = false), 5000);
  });
}
