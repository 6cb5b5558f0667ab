// The control routes of the instance that served this page.

export async function control(method, name, body) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(`/_mock/${name}`, options);
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.message ?? `${name} was answered ${answer.status}`);
  return value;
}

let document_;

// The document of the API, read once.
export async function spec() {
  document_ ??= fetch("/_mock/openapi.json").then((answer) => answer.json());
  return document_;
}

let key_;

export async function adminKey() {
  key_ ??= (await control("GET", "session")).adminKey;
  return key_;
}
