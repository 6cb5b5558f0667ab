// The state of the instance as a tree.
import { control } from "./api.js";
import { acting, byId, clockTime, el, pretty } from "./dom.js";

const open = new Set(["people", "projects"]);
const loaded = new Map();
let before = "";
const TONES = {
  DONE: "good", SUCCESS: "good", WARNING: "warn", RUNNING: "info", FAILED: "bad", ABORTED: "warn",
};

export function start() {
  byId("state-refresh").addEventListener("click", acting(async () => {
    loaded.clear();
    before = "";
    await follow();
    return "The state was read again.";
  }));
}

export const show = () => follow();

export async function follow() {
  const state = await control("GET", "state");
  const text = JSON.stringify(state);
  if (text === before) return;
  before = text;
  const focused = document.activeElement?.parentElement?.dataset.key;
  byId("state-tree").replaceChildren(...sections(state));
  if (focused) document.querySelector(`[data-key="${CSS.escape(focused)}"] > summary`)?.focus();
}

// A part of the tree that stays open when the tree is drawn anew.
function node(key, title, make) {
  const details = el("details", { "data-key": key }, el("summary", {}, ...[title].flat()));
  const fill = () => {
    if (details.children.length === 1) details.append(...[make()].flat());
  };
  if (open.has(key)) {
    details.open = true;
    fill();
  }
  details.addEventListener("toggle", () => {
    if (details.open) {
      open.add(key);
      fill();
    } else open.delete(key);
  });
  return details;
}

const list = (items) => (items.length ? el("ul", {}, ...items.map((each) => el("li", {}, ...[each].flat())))
  : el("p", { class: "quiet" }, "none"));
const badge = (text) => el("span", { class: `badge ${TONES[text] ?? "quiet"}` }, text);
const quiet = (text) => el("span", { class: "quiet" }, ` ${text ?? ""}`);

function sections(state) {
  const { users, groups, keys } = state.people;
  return [
    node("people", `People (${users.length})`, () => [
      node("users", `Users (${users.length})`, () => list(users.map((each) => [
        el("strong", {}, each.login), quiet(each.displayName), quiet((each.groups ?? []).join(", ")),
        each.enabled === false ? badge("disabled") : "",
      ]))),
      node("groups", `Groups (${groups.length})`, () => list(groups.map((each) => [
        el("strong", {}, each.name), quiet(each.description), each.admin ? badge("admin") : "",
      ]))),
      node("keys", `Global API keys (${keys.length})`, () => list(keys.map((each) => [
        el("strong", {}, each.label ?? each.id), quiet(each.for ? `as ${each.for}` : ""),
      ]))),
    ]),
    node("connections", `Connections (${state.connections.length})`, () => list(state.connections.map((each) => [
      el("strong", {}, each.name), quiet(each.type),
    ]))),
    node("projects", `Projects (${state.projects.length})`, () =>
      (state.projects.length ? state.projects.map(project) : el("p", { class: "quiet" }, "none"))),
    node("futures", `Futures (${state.futures.length})`, () => list(state.futures.map(future))),
    node("tables", `All tables (${Object.keys(state.tables).length})`, () =>
      Object.entries(state.tables).map(([name, size]) => node(`table/${name}`, `${name} (${size})`, () => lazy(
        `table/${name}`, `table?name=${encodeURIComponent(name)}`,
        (found) => el("pre", { tabindex: "0" }, pretty(found)))))),
  ];
}

function project(each) {
  const base = `project/${each.key}`;
  return node(base, [el("strong", {}, each.key), quiet(each.name)], () => [
    node(`${base}/datasets`, `Datasets (${each.datasets.length})`, () => each.datasets.map((one) => dataset(each.key, one))),
    node(`${base}/recipes`, `Recipes (${each.recipes.length})`, () => list(each.recipes.map((one) => [one.name, quiet(one.type)]))),
    node(`${base}/jobs`, `Jobs (${each.jobs.length})`, () => each.jobs.map((one) => job(base, one))),
    node(`${base}/scenarios`, `Scenarios (${each.scenarios.length})`, () => each.scenarios.map((one) => scenario(base, one))),
  ]);
}

function dataset(key, one) {
  const id = `dataset/${key}/${one.name}`;
  const title = [one.name, quiet(`${one.type}, ${one.columns.length} columns`)];
  return node(id, title, () => lazy(id,
    `rows?project=${encodeURIComponent(key)}&dataset=${encodeURIComponent(one.name)}`, (found) => preview(one, found)));
}

function preview(one, found) {
  const types = Object.fromEntries(one.columns.map((each) => [each.name, each.type]));
  const head = found.columns.map((name) => el("th", { scope: "col" }, name, quiet(types[name])));
  const body = found.rows.map((row) => el("tr", {}, ...row.map((cell) => el("td", {}, cell))));
  const more = found.more ? `The first ${found.rows.length} rows.` : `${found.rows.length} rows.`;
  return el("div", {}, el("p", { class: "quiet" }, more),
    el("div", { class: "rows", tabindex: "0", role: "region", "aria-label": `Rows of ${one.name}` },
      el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body))));
}

function job(base, one) {
  return node(`${base}/job/${one.id}`, [badge(one.state), ` ${one.id}`, quiet(clockTime(one.start, false))],
    () => list(one.activities.map((each) => [badge(each.state), ` ${each.recipe}`])));
}

function scenario(base, one) {
  const title = [el("strong", {}, one.id), quiet(one.name === one.id ? "" : one.name), one.active ? badge("active") : "",
    quiet(`${one.runs.length} ${one.runs.length === 1 ? "run" : "runs"}`)];
  return node(`${base}/scenario/${one.id}`, title, () => one.runs.map((run) => node(
    `${base}/scenario/${one.id}/${run.id}/${run.start}`,
    [badge(run.outcome ?? run.phase), ` ${run.id ?? "waits"}`, quiet(clockTime(run.start, false))],
    () => list(run.steps.map((each) => [badge(each.outcome), ` ${each.name}`])))));
}

function future(one) {
  const step = one.progress.states[0];
  const bar = step ? el("progress", { max: String(step.target), value: step.cur, "aria-label": `Progress of ${one.jobId}` }) : "";
  if (step) bar.setAttribute("value", step.cur);
  return [badge(one.state), ` ${one.payload.displayName ?? one.jobId} `, bar, quiet(`${one.jobId}, ${one.owner}, ${(one.runningTime / 1000).toFixed(1)} s`)];
}

// A part that is asked for when it is opened first.
function lazy(key, route, make) {
  const place = el("div", {}, el("p", { class: "quiet" }, "Loading…"));
  const fill = (found) => place.replaceChildren(make(found));
  if (loaded.has(key)) fill(loaded.get(key));
  else {
    control("GET", route).then((found) => {
      loaded.set(key, found);
      fill(found);
    }).catch((problem) => place.replaceChildren(el("p", { class: "bad" }, problem.message)));
  }
  return place;
}

export function forget() {
  loaded.clear();
  before = "";
}
