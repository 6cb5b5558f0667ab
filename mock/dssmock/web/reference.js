// Pages of the document of the API, with a form that sends the request.
import { adminKey, spec } from "./api.js";
import { byId, el, field, notify, option, pretty } from "./dom.js";

const METHODS = ["get", "post", "put", "delete", "patch"];
const DEPTH = 6;
let operations = [];
let document_;

export function start() {
  byId("reference-search").addEventListener("input", list);
}

export async function show(id) {
  if (!document_) {
    document_ = await spec();
    operations = [...read()];
    list();
  }
  mark(id);
  const found = operations.find((each) => each.id === id);
  if (found) await page(found);
}

function* read() {
  for (const [path, item] of Object.entries(document_.paths)) {
    for (const method of METHODS) {
      if (!item[method]) continue;
      const node = item[method];
      const parameters = [...(item.parameters ?? []), ...(node.parameters ?? [])].map(resolve);
      const text = `${node.operationId} ${path} ${method} ${node.summary ?? ""}`.toLowerCase();
      yield { id: node.operationId, tag: node.tags?.[0] ?? "", path, method, node, parameters, text };
    }
  }
}

function resolve(node) {
  let found = node;
  while (found?.$ref) {
    found = found.$ref.slice(2).split("/").reduce(
      (place, name) => place[name.replaceAll("~1", "/").replaceAll("~0", "~")], document_);
  }
  return found ?? {};
}

function list() {
  const words = byId("reference-search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const found = operations.filter((each) => words.every((word) => each.text.includes(word)));
  byId("reference-count").textContent = `${found.length} of ${operations.length} operations`;
  const tags = Map.groupBy ? Map.groupBy(found, (each) => each.tag) : grouped(found);
  const parts = [...tags.keys()].sort().map((tag) => el("details", { open: words.length > 0, "data-tag": tag },
    el("summary", {}, `${tag} (${tags.get(tag).length})`),
    el("ul", {}, ...tags.get(tag).map((each) => el("li", {},
      el("a", { href: `#reference/${each.id}`, "data-id": each.id },
        el("span", { class: "verb" }, each.method.toUpperCase()), " ", each.id))))));
  byId("reference-list").replaceChildren(...parts);
}

function grouped(found) {
  const made = new Map();
  for (const each of found) made.set(each.tag, [...(made.get(each.tag) ?? []), each]);
  return made;
}

function mark(id) {
  for (const link of byId("reference-list").querySelectorAll("a")) {
    if (link.dataset.id === id) {
      link.setAttribute("aria-current", "true");
      link.closest("details").open = true;
    } else link.removeAttribute("aria-current");
  }
}

async function page(operation) {
  const { node } = operation;
  const since = [node["x-dss-since"] && `since ${node["x-dss-since"]}`, node["x-dss-until"] && `until ${node["x-dss-until"]}`];
  const body = resolve(node.requestBody);
  const place = byId("reference-page");
  place.replaceChildren(
    el("h2", {}, node.summary ?? operation.id),
    el("p", {}, el("span", { class: "verb" }, operation.method.toUpperCase()), " ", el("code", {}, operation.path)),
    el("p", { class: "quiet" }, [operation.id, ...since.filter(Boolean)].join(" · ")),
    el("p", { class: "description" }, node.description ?? ""),
    ...parameters(operation.parameters),
    ...contents("Request body", body.content, body.description),
    ...Object.entries(node.responses ?? {}).flatMap(([code, raw]) => {
      const answer = resolve(raw);
      const title = `Answer ${code}`;
      if (code.startsWith("2")) return contents(title, answer.content, answer.description);
      const [, ...rest] = contents(title, answer.content, answer.description);
      return [el("details", { class: "error" }, el("summary", {}, title), ...rest)];
    }),
    await tryIt(operation, body));
  place.scrollIntoView({ block: "nearest" });
}

function parameters(found) {
  if (!found.length) return [];
  const rows = found.map((each) => el("tr", {},
    el("td", {}, el("code", {}, each.name), each.required ? " *" : ""),
    el("td", {}, each.in), el("td", {}, typeOf(each.schema)), el("td", {}, each.description ?? "")));
  const head = ["Name", "In", "Type", "Meaning"].map((each) => el("th", { scope: "col" }, each));
  return [el("h3", {}, "Parameters"), el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows))];
}

function contents(title, content, description) {
  const parts = [el("h3", {}, title)];
  if (description) parts.push(el("p", {}, description));
  for (const [kind, media] of Object.entries(content ?? {})) {
    const example = exampleOf(media);
    parts.push(el("p", { class: "quiet" }, kind), schema(media.schema));
    if (example !== undefined) {
      parts.push(el("details", {}, el("summary", {}, "Example"), el("pre", { tabindex: "0" }, pretty(example))));
    }
  }
  return content || description ? parts : [];
}

function exampleOf(media) {
  if (media.example !== undefined) return media.example;
  const first = Object.values(media.examples ?? {})[0];
  return first === undefined ? undefined : resolve(first).value;
}

function typeOf(raw) {
  const node = resolve(raw);
  if (node.anyOf || node.oneOf) return (node.anyOf ?? node.oneOf).map(typeOf).filter((each) => each !== "null").join(" or ");
  if (node.enum) return node.enum.map((each) => JSON.stringify(each)).join(", ");
  const types = [node.type ?? "any"].flat().filter((each) => each !== "null");
  return types.map((each) => (each === "array" ? `list of ${typeOf(node.items ?? {})}` : each)).join(" or ");
}

function membersOf(raw) {
  const node = resolve(raw);
  if (node.items) return membersOf(node.items);
  const parts = [node, ...(node.allOf ?? []).map(resolve), ...(node.anyOf ?? node.oneOf ?? []).map(resolve)];
  const required = new Set(parts.flatMap((each) => each.required ?? []));
  const members = parts.flatMap((each) => Object.entries(each.properties ?? {}));
  return members.map(([name, value]) => [name, value, required.has(name)]);
}

// A schema as a list; what is inside of a member is drawn when it is opened, for schemas contain themselves.
function schema(raw, depth = 0) {
  const members = membersOf(raw ?? {});
  if (!members.length) return el("p", {}, typeOf(raw ?? {}));
  const items = members.map(([name, value, required]) => {
    const node = resolve(value);
    const line = [el("code", {}, name), required ? " * " : " ", el("span", { class: "quiet" }, typeOf(value)),
      node.description ? ` ${node.description}` : ""];
    if (depth >= DEPTH || !membersOf(value).length) return el("li", {}, ...line);
    const details = el("details", {}, el("summary", {}, ...line));
    details.addEventListener("toggle", () => {
      if (details.children.length === 1) details.append(schema(value, depth + 1));
    });
    return el("li", {}, details);
  });
  return el("ul", { class: "schema" }, ...items);
}

async function tryIt(operation, body) {
  const key = el("input", { id: "try-key", value: await adminKey(), autocomplete: "off", spellcheck: "false" });
  const inputs = operation.parameters.filter((each) => each.in !== "header").map((each) => [each, inputOf(each)]);
  const media = Object.entries(body.content ?? {})[0];
  const json = media && media[0].startsWith("application/json");
  const text = json ? el("textarea", { id: "try-body", "aria-label": "Request body", spellcheck: "false",
    value: pretty(exampleOf(media[1]) ?? {}) }) : null;
  const result = el("div", { id: "try-result", role: "status", "aria-live": "polite" });
  const form = el("form", { id: "try-form", onsubmit: async (event) => {
    event.preventDefault();
    try {
      result.replaceChildren(...await send(operation, inputs, text?.value, key.value));
    } catch (problem) {
      result.replaceChildren();
      notify(problem.message, true);
    }
  } },
  el("div", { class: "fields" }, ...field("API key", key), ...inputs.flatMap(([each, input]) => field(each.name, input))),
  text, media && !json ? el("p", { class: "quiet" }, `A body of ${media[0]} cannot be sent from here.`) : null,
  el("div", { class: "buttons" }, el("button", { class: "main", type: "submit" }, "Send")));
  return el("section", { class: "try", "aria-label": "Try it" }, el("h3", {}, "Try it"), form, result);
}

function inputOf(parameter) {
  const node = resolve(parameter.schema);
  const id = `try-${parameter.name}`;
  if (node.type === "boolean") return el("select", { id }, option("", "not sent"), option("true"), option("false"));
  const example = parameter.in === "path" ? parameter.example ?? "" : "";
  return el("input", { id, value: String(example), required: parameter.in === "path" || parameter.required });
}

async function send(operation, inputs, body, key) {
  let path = operation.path;
  const query = new URLSearchParams();
  for (const [parameter, input] of inputs) {
    if (parameter.in === "path") {
      const quoted = parameter["x-dss-slashes"] ? input.value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(input.value);
      path = path.replace(`{${parameter.name}}`, quoted);
    } else if (input.value) query.append(parameter.name, input.value);
  }
  const target = `/public/api${path}${query.size ? `?${query}` : ""}`;
  const options = { method: operation.method.toUpperCase(), headers: { Authorization: `Basic ${btoa(`${key}:`)}` } };
  if (body !== undefined && body.trim()) {
    options.body = body;
    options.headers["Content-Type"] = "application/json";
  }
  const began = performance.now();
  const answer = await fetch(target, options);
  const raw = await answer.text();
  const ms = (performance.now() - began).toFixed(0);
  const tone = answer.ok ? "good" : "bad";
  const kind = answer.headers.get("content-type") ?? "";
  let shown = raw;
  if (kind.startsWith("application/json")) {
    try {
      shown = pretty(JSON.parse(raw));
    } catch {
      shown = raw;
    }
  }
  return [
    el("p", {}, el("span", { class: `badge ${tone}` }, String(answer.status)), ` ${options.method} `, el("code", {}, target), ` · ${ms} ms`),
    el("pre", { tabindex: "0" }, shown || "(an empty answer)"),
  ];
}
