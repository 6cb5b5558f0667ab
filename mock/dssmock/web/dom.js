// Elements made without markup: what the instance holds is only ever text.

export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((each) => each !== null && each !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

// A text with what was searched for marked in it.
export function marked(text, wanted) {
  const fragment = document.createDocumentFragment();
  if (!wanted) {
    fragment.append(text);
    return fragment;
  }
  const low = text.toLowerCase();
  let at = 0;
  for (let hit = low.indexOf(wanted); hit >= 0; hit = low.indexOf(wanted, at)) {
    fragment.append(text.slice(at, hit), el("mark", {}, text.slice(hit, hit + wanted.length)));
    at = hit + wanted.length;
  }
  fragment.append(text.slice(at));
  return fragment;
}

export const pretty = (value) =>
  typeof value === "string" ? value : JSON.stringify(value, null, 2);

export function clockTime(ms, seconds = true) {
  if (!ms) return "";
  const text = new Date(ms).toISOString();
  return seconds ? text.slice(11, 23) : text.slice(0, 19).replace("T", " ");
}

export function notify(text, bad = false) {
  const place = byId("notice");
  place.textContent = text;
  place.className = bad ? "bad" : "";
}

// Run what a button does, and say how it went.
export function acting(work, done) {
  return async (event) => {
    event?.preventDefault();
    try {
      const text = await work(event);
      notify(text ?? done ?? "");
    } catch (problem) {
      notify(problem.message, true);
    }
  };
}

let fields = 0;

// A label and its field, for a grid of two columns.
export function field(label, input) {
  fields += 1;
  input.id ||= `field-${fields}`;
  return [el("label", { for: input.id }, label), input];
}

export const option = (value, text = value) => el("option", { value }, text);
