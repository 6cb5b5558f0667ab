// Buttons and forms that steer the instance.
import { control, spec } from "./api.js";
import { acting, byId, clockTime, el, field, notify, option } from "./dom.js";
import * as log from "./log.js";
import * as state from "./state.js";

const KINDS = {
  status: "Error status", html: "HTML page of a gateway", delay: "Delay", drop: "Dropped connection", cut_body: "Cut body",
};
const DROPS = {
  before: "before the work", after: "after the work", reset: "reset after the work",
};

export function start() {
  byId("control-cards").append(instanceCard(), faultCard(), clockCard(), scriptCard());
}

export async function show() {
  try {
    await Promise.all([drawFaults(), drawSnapshots(), drawClock()]);
  } catch (problem) {
    notify(problem.message, true);
  }
}

const card = (title, ...children) => el("section", { class: "card", "aria-label": title }, el("h3", {}, title), ...children);
const submit = (text) => el("div", { class: "buttons" }, el("button", { class: "main", type: "submit" }, text));

function instanceCard() {
  const seed = el("select", {}, option("", "as before"), option("demo"), option("empty"));
  const reset = el("form", { onsubmit: acting(async () => {
    await control("POST", "reset", seed.value ? { seed: seed.value } : {});
    log.forget();
    state.forget();
    await drawFaults();
    return "The instance begins anew.";
  }) }, el("div", { class: "fields" }, ...field("Seed", seed)), submit("Reset"));
  const take = el("button", { type: "button", id: "take-snapshot", onclick: acting(async () => {
    const made = await control("POST", "snapshot", {});
    await drawSnapshots();
    return `Snapshot ${made.snapshot} is taken.`;
  }) }, "Take a snapshot");
  const chosen = el("select", { id: "snapshots", "aria-label": "Snapshot" });
  const restore = el("button", { type: "button", id: "restore-snapshot", onclick: acting(async () => {
    if (!chosen.value) throw new Error("There is no snapshot yet.");
    await control("POST", "restore", { snapshot: Number(chosen.value) });
    state.forget();
    return `The instance is back at snapshot ${chosen.value}.`;
  }) }, "Restore");
  return card("Instance", reset, el("h3", {}, "Snapshots"), el("div", { class: "buttons" }, take, chosen, restore));
}

async function drawSnapshots() {
  const found = await control("GET", "snapshots");
  const options = found.map((each) => option(String(each.snapshot), `${each.snapshot}: ${clockTime(each.at, false)}`));
  byId("snapshots").replaceChildren(...options.reverse());
  byId("snapshots").hidden = byId("restore-snapshot").hidden = !found.length;
}

function faultCard() {
  const op = el("input", { list: "operations", placeholder: "every operation", id: "fault-op", autocomplete: "off" });
  const names = el("datalist", { id: "operations" });
  spec().then((document_) => {
    const found = Object.values(document_.paths).flatMap((item) => Object.values(item)).map((each) => each.operationId);
    names.append(...found.filter(Boolean).sort().map((name) => option(name)));
  });
  const kind = el("select", { id: "fault-kind" }, ...Object.entries(KINDS).map(([value, text]) => option(value, text)));
  const number = (id, value, more = {}) => el("input", { id: `fault-${id}`, type: "number", value, min: "0", ...more });
  const status = number("status", "503", { min: "200", max: "599" });
  const delay = number("delay", "2", { step: "0.1" });
  const cut = number("cut", "20");
  const drop = el("select", { id: "fault-drop" }, ...Object.entries(DROPS).map(([value, text]) => option(value, text)));
  const times = number("times", "1", { placeholder: "for ever", min: "1" });
  const after = number("after", "0");
  const odds = number("probability", "1", { step: "0.01", max: "1" });
  const seed = number("seed", "0");
  const own = { status: [status], html: [status], delay: [delay], drop: [drop], cut_body: [cut] };
  const rows = { Status: status, "Delay, seconds": delay, "Bytes that arrive": cut, "When": drop };
  const pairs = Object.entries(rows).map(([label, input]) => field(label, input));
  const refresh = () => pairs.forEach(([label, input]) => {
    label.hidden = input.hidden = !own[kind.value].includes(input);
  });
  kind.addEventListener("change", refresh);
  refresh();
  const body = () => ({
    ...(op.value.trim() ? { op: op.value.trim() } : {}),
    ...{
      status: () => ({ status: Number(status.value) }),
      html: () => ({ status: Number(status.value), html: true }),
      delay: () => ({ delay: Number(delay.value) }),
      drop: () => ({ drop: drop.value }),
      cut_body: () => ({ cut_body: Number(cut.value) }),
    }[kind.value](),
    times: times.value ? Number(times.value) : null,
    after: Number(after.value),
    probability: Number(odds.value),
    seed: Number(seed.value),
  });
  const form = el("form", { id: "fault-form", onsubmit: acting(async () => {
    await control("POST", "faults", body());
    await drawFaults();
    return "The fault is added.";
  }) }, el("div", { class: "fields" },
    ...field("Operation", op), names, ...field("What happens", kind), ...pairs.flat(),
    ...field("Times", times), ...field("Calls before", after), ...field("Probability", odds), ...field("Random seed", seed)),
  submit("Add the fault"));
  return card("Faults", form, el("ul", { id: "faults", class: "list" }));
}

async function drawFaults() {
  const found = await control("GET", "faults");
  byId("faults").replaceChildren(...found.map((fault) => el("li", {},
    el("span", {}, told(fault)),
    el("button", { type: "button", "aria-label": `Remove fault ${fault.id}`, onclick: acting(async () => {
      await control("DELETE", "faults", { id: fault.id });
      await drawFaults();
      return "The fault is gone.";
    }) }, "Remove"))));
}

function told(fault) {
  const parts = [`${fault.op ?? "every operation"}:`];
  if (fault.html) parts.push("HTML page");
  if (fault.status) parts.push(`status ${fault.status}`);
  if (fault.delay) parts.push(`${fault.delay} s late`);
  if (fault.drop) parts.push(`dropped (${fault.drop})`);
  if (fault.cut_body !== null) parts.push(`cut after ${fault.cut_body} bytes`);
  if (fault.stall !== null) parts.push(`stalls after ${fault.stall} bytes`);
  if (fault.probability < 1) parts.push(`with probability ${fault.probability}`);
  parts.push(`· hit ${fault.hits} of ${fault.times ?? "∞"}`);
  return parts.join(" ");
}

function clockCard() {
  const seconds = el("input", { type: "number", value: "60", id: "clock-seconds", step: "any" });
  const advance = el("form", { id: "clock-form", onsubmit: acting(async () => {
    const made = await control("POST", "clock", { advance: Number(seconds.value) });
    return `It is ${clockTime(made.now, false)} UTC now.`;
  }) }, el("div", { class: "fields" }, ...field("Seconds", seconds)), submit("Advance"));
  const mode = el("select", { id: "clock-mode" }, option("real"), option("scaled"), option("stepped"));
  const factor = el("input", { type: "number", value: "10", min: "0", step: "any", id: "clock-factor" });
  const pair = field("Factor", factor);
  const refresh = () => pair.forEach((each) => { each.hidden = mode.value !== "scaled"; });
  mode.addEventListener("change", refresh);
  refresh();
  const change = el("form", { id: "clock-mode-form", onsubmit: acting(async () => {
    const more = mode.value === "scaled" ? { factor: Number(factor.value) } : {};
    const made = await control("POST", "clock", { mode: mode.value, ...more });
    return `The clock is ${made.mode}.`;
  }) }, el("div", { class: "fields" }, ...field("How time passes", mode), ...pair), submit("Change the clock"));
  return card("Clock", advance, el("h3", {}, "Pace"), change);
}

async function drawClock() {
  const { mode, factor } = await control("GET", "clock");
  if (!mode) return;
  byId("clock-mode").value = mode;
  if (mode === "scaled") byId("clock-factor").value = factor;
  byId("clock-mode").dispatchEvent(new Event("change"));
}

function scriptCard() {
  const kind = el("select", { id: "script-kind" }, option("futures", "long task"), option("jobs", "job"),
    option("scenarios", "run of a scenario"), option("trainings", "training"));
  const states = el("input", { id: "script-states", value: "FAILED", placeholder: "RUNNING, DONE" });
  const duration = el("input", { type: "number", min: "0", id: "script-duration", placeholder: "a state each read" });
  const error = el("input", { id: "script-error", placeholder: "why it fails" });
  const body = () => {
    const named = states.value.split(",").map((each) => each.trim()).filter(Boolean);
    const length = duration.value ? { duration_ms: Math.round(Number(duration.value) * 1000) } : {};
    const reason = error.value ? { error: error.value } : {};
    if (kind.value === "trainings") return { outcome: named.at(-1) ?? "DONE", ...length, ...reason };
    return { states: named, ...length, ...reason };
  };
  const form = el("form", { id: "script-form", onsubmit: acting(async () => {
    await control("POST", kind.value, body());
    return "The next one follows the script.";
  }) }, el("div", { class: "fields" },
    ...field("What comes next", kind), ...field("States", states), ...field("Seconds", duration), ...field("Error", error)),
  submit("Set the script"));
  return card("Scripts", el("p", { class: "quiet" }, "What the next long task, job, run or training does."), form);
}
