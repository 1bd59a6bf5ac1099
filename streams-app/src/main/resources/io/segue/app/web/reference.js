// The OpenAPI document as a page.

import { byId, el, notice } from "./dom.js";

const resolve = (api, part) =>
  part?.$ref ? part.$ref.slice(2).split("/").reduce((at, name) => at[name], api) : part;

const nameOf = (part) => part?.$ref?.split("/").at(-1);

/** What a value may be, in a few words. */
function kind(api, schema) {
  if (!schema) {
    return "";
  }
  if (schema.$ref) {
    return nameOf(schema);
  }
  const type = [schema.type ?? "anything"].flat().join(" or ");
  if (schema.type === "array") {
    return `list of ${kind(api, schema.items)}`;
  }
  const range = schema.minimum !== undefined ? ` from ${schema.minimum} to ${schema.maximum ?? "any"}` : "";
  const choice = schema.enum ? `: ${schema.enum.join(", ")}` : "";
  const absent = schema.default !== undefined ? `; ${schema.default} if absent` : "";
  return type + range + choice + absent;
}

function table(caption, headings, rows) {
  return el("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": caption },
    el("table", {},
      el("caption", { textContent: caption }),
      el("thead", {}, el("tr", {}, ...headings.map((heading) => el("th", { scope: "col", textContent: heading })))),
      el("tbody", {}, ...rows.map(([first, ...rest]) => el("tr", {},
        el("th", { scope: "row" }, el("code", { textContent: first })),
        ...rest.map((cell) => el("td", { textContent: cell })))))));
}

function operation(api, path, method, details) {
  const parameters = (details.parameters ?? []).map((parameter) => resolve(api, parameter));
  const body = details.requestBody?.content["application/json"].schema;
  return el("section", { className: "panel", id: details.operationId, "aria-labelledby": `${details.operationId}-heading` },
    el("h2", { id: `${details.operationId}-heading` }, el("code", { textContent: `${method.toUpperCase()} ${path}` })),
    el("p", {}, el("b", { textContent: `${details.summary}. ` }), details.description ?? ""),
    parameters.length
      ? table(`Parameters of ${details.operationId}`, ["Name", "In", "Value", "Meaning"], parameters.map((parameter) => [
        parameter.name, parameter.required ? `${parameter.in}, required` : parameter.in, kind(api, parameter.schema),
        parameter.description ?? "",
      ]))
      : null,
    body ? table(`Body of ${details.operationId}`, ["Field", "Value", "Meaning"], fields(api, resolve(api, body))) : null,
    table(`Answers of ${details.operationId}`, ["Status", "Body", "Meaning"], Object.entries(details.responses).map(([status, response]) => {
      const answer = resolve(api, response);
      const [type, content] = Object.entries(answer.content)[0];
      return [status, nameOf(content.schema) ?? type, answer.description];
    })));
}

function fields(api, schema) {
  return Object.entries(schema.properties ?? {}).map(([name, value]) => [
    schema.required?.includes(name) ? `${name}, required` : name, kind(api, value), resolve(api, value).description ?? "",
  ]);
}

async function show() {
  const response = await fetch("/web/openapi.json");
  const api = await response.json();
  byId("description").textContent = api.info.description;
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, details] of Object.entries(methods)) {
      byId("main").append(operation(api, path, method, details));
    }
  }
  for (const [name, schema] of Object.entries(api.components.schemas)) {
    if (schema.properties) {
      byId("main").append(el("section", { className: "panel", id: name, "aria-label": name },
        el("h2", {}, el("code", { textContent: name })),
        table(`Fields of ${name}`, ["Field", "Value", "Meaning"], fields(api, schema))));
    }
  }
}

show().catch((error) => notice(error.message));
