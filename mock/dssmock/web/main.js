import { adminKey, control } from "./api.js";
import { byId, clockTime, notify } from "./dom.js";
import * as controls from "./controls.js";
import * as log from "./log.js";
import * as reference from "./reference.js";
import * as state from "./state.js";

const PAGES = { log, state, control: controls, reference };
const PERIOD = 1000;
let current = "";

function show() {
  const [name, rest] = location.hash.slice(1).split("/");
  const page = name in PAGES ? name : "log";
  for (const each of Object.keys(PAGES)) byId(each).hidden = each !== page;
  for (const link of document.querySelectorAll("body > nav a")) {
    if (link.dataset.page === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (page !== current) notify("");
  current = page;
  PAGES[page].show?.(decodeURIComponent(rest ?? ""));
}

async function tick() {
  try {
    if (!document.hidden) {
      const [health, clock] = await Promise.all([control("GET", "health"), control("GET", "clock")]);
      const strict = health.strict ? ", strict" : "";
      byId("about").textContent =
        `DSS ${health.version}, ${health.edition} edition${strict}, ${health.seed} data`;
      const pace = clock.mode === "scaled" ? `${clock.mode} ${clock.factor} times` : clock.mode ?? "";
      byId("time").textContent = `${clockTime(clock.now, false)} UTC · ${pace} clock`;
      await log.follow();
      if (current === "state") await state.follow();
    }
  } catch (problem) {
    byId("about").textContent = `The mock does not answer: ${problem.message}`;
  }
  setTimeout(tick, PERIOD);
}

for (const page of Object.values(PAGES)) page.start?.();
addEventListener("hashchange", show);
show();
tick();
adminKey().then((key) => {
  byId("log-first").textContent = `curl -u ${key}: ${location.origin}/public/api/projects/`;
});
