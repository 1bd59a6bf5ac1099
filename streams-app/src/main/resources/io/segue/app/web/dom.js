// Elements, made with their text as text: nothing that comes from a name is ever markup.

export const byId = (id) => document.getElementById(id);

/** An element: properties are set, names that begin with "on" are listeners, those with a dash are attributes. */
export function el(name, properties = {}, ...children) {
  return fill(document.createElement(name), properties, children);
}

/** The same for drawings, where everything is an attribute. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function fill(element, properties, children) {
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (key.includes("-")) {
      element.setAttribute(key, value);
    } else {
      element[key] = value;
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Names of a track: its title and artist, or its id where the catalogue does not know it. */
export function nameOf(track, ...more) {
  return el("div", { className: "name" },
    el("b", { textContent: track.title ?? track.trackId }),
    el("span", { textContent: track.artist ?? "" }),
    ...more);
}

export const labelOf = (track) => (track.title ? `${track.title} by ${track.artist}` : track.trackId);

export const percent = (share, digits = 0) => `${(100 * share).toFixed(digits)}\u00a0%`;

/** Says something at the top of the page; nothing takes it away. */
export function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}
