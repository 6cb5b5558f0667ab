// The live log of requests.
import { control } from "./api.js";
import { acting, byId, clockTime, el, marked, pretty } from "./dom.js";

const MOST = 500;
const TONES = {
  ok: "good", warning: "warn", refused: "bad", unknown: "bad", fault: "info", unserved: "warn", defect: "bad",
};
const MEANINGS = {
  ok: "Request and answer are as the document says",
  warning: "The request has what the document does not know",
  refused: "The document does not allow the request",
  unknown: "The document has no such operation in this version",
  fault: "A fault answered",
  unserved: "The mock has no handler for the operation",
  defect: "The mock broke the document",
};
let calls = [];
let last = 0;
let paused = false;

export function start() {
  byId("log-search").addEventListener("input", draw);
  byId("log-verdict").addEventListener("change", draw);
  byId("log-pause").addEventListener("click", () => {
    paused = !paused;
    byId("log-pause").setAttribute("aria-pressed", String(paused));
  });
  byId("log-clear").addEventListener("click", acting(async () => {
    await control("DELETE", "calls");
    forget();
    return "The log is empty.";
  }));
  draw();
}

export function forget() {
  calls = [];
  draw();
}

export async function follow() {
  if (paused) return;
  const found = await control("GET", `log?after=${last}`);
  if (found.last < last) {
    // Another process: its numbers begin anew.
    last = 0;
    forget();
    return follow();
  }
  last = found.last;
  if (!found.calls.length) return;
  calls = [...calls, ...found.calls].slice(-MOST);
  const list = byId("log-list");
  for (const call of found.calls) {
    if (fits(call)) list.prepend(entry(call));
  }
  while (list.children.length > MOST) list.lastChild.remove();
  count();
}

const wanted = () => byId("log-search").value.trim().toLowerCase();

function fits(call) {
  const verdict = byId("log-verdict").value;
  if (verdict && call.verdict !== verdict) return false;
  const text = wanted();
  return !text || searchable(call).includes(text);
}

function searchable(call) {
  call.searchable ??= [
    call.method, call.path, call.operation, call.status, JSON.stringify(call.query), pretty(call.body ?? ""),
    pretty(call.answer ?? ""), ...call.warnings,
  ].join("\n").toLowerCase();
  return call.searchable;
}

function draw() {
  const fitting = calls.filter(fits).reverse();
  byId("log-list").replaceChildren(...fitting.map(entry));
  count();
}

function count() {
  const shown = byId("log-list").children.length;
  byId("log-count").textContent = `${shown} of ${calls.length}`;
  byId("log-empty").hidden = calls.length > 0;
}

function entry(call) {
  const text = wanted();
  const status = call.status >= 500 ? "bad" : call.status >= 400 ? "warn" : "good";
  const query = Object.keys(call.query).length ? `?${new URLSearchParams(call.query)}` : "";
  const summary = el("summary", { class: "call" },
    el("span", { class: "number quiet" }, String(call.number)),
    el("span", { class: "quiet mono" }, clockTime(call.at)),
    el("span", {}, el("span", { class: "verb" }, call.method), " ", el("span", { class: "mono" }, marked(call.path + query, text))),
    el("span", {}, marked(call.operation ?? "–", text)),
    el("span", { class: status }, String(call.status)),
    el("span", { class: "number" }, call.ms.toFixed(1)),
    el("span", {}, el("span", { class: `badge ${TONES[call.verdict]}`, title: MEANINGS[call.verdict] }, call.verdict)));
  const details = el("details", {}, summary);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(inside(call));
  });
  // What was searched for in a body is shown at once.
  if (text && bodies(call).some(([, body]) => body.toLowerCase().includes(text))) details.open = true;
  return el("li", {}, details);
}

function bodies(call) {
  const found = [];
  if (Object.keys(call.query).length) found.push(["Query", pretty(call.query)]);
  if (call.body !== null) found.push(["Request body", pretty(call.body)]);
  if (Object.keys(call.files).length) found.push(["Files", pretty(call.files)]);
  if (call.answer !== null) found.push(["Answer", pretty(call.answer)]);
  return found;
}

function inside(call) {
  const text = wanted();
  const kind = call.answerType ? ` Answered ${call.answerType}.` : "";
  const parts = [el("p", {}, `${MEANINGS[call.verdict]}.${kind}`)];
  if (call.warnings.length) {
    parts.push(el("ul", { class: "warn" }, ...call.warnings.map((each) => el("li", {}, each))));
  }
  for (const [name, body] of bodies(call)) {
    parts.push(el("details", { open: true }, el("summary", {}, name), el("pre", { tabindex: "0" }, marked(body, text))));
  }
  if (call.answer === null) parts.push(el("p", { class: "quiet" }, "The answer is empty, long, streamed or no text."));
  if (call.operation) {
    parts.push(el("a", { href: `#reference/${encodeURIComponent(call.operation)}` }, `Reference of ${call.operation}`));
  }
  return el("div", { class: "inside" }, ...parts);
}
