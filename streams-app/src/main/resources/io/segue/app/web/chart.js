// Lines over time, drawn as SVG.

import { percent, svg } from "./dom.js";

const HEIGHT = 220;
const LEFT = 52;
const BOTTOM = 28;
const TOP = 10;
const RIGHT = 12;
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/**
 * A chart of shares.
 *
 * @param {string} label what it shows, for who does not see it
 * @param {{name: string, values: (number | null)[]}[]} series one value for each place in time, null where there is none
 * @param {string[]} times what is written under the places; empty for nothing
 * @param {number} width in pixels, so that what is written keeps its size
 */
export function lineChart(label, series, times, width) {
  const values = series.flatMap((line) => line.values).filter((value) => value !== null);
  const top = Math.max(0.02, ...values) * 1.15;
  const step = STEPS.find((size) => top / size <= 5) ?? 0.5;
  const x = (place) => LEFT + (place * (width - LEFT - RIGHT)) / Math.max(1, times.length - 1);
  const y = (value) => HEIGHT - BOTTOM - (value * (HEIGHT - BOTTOM - TOP)) / top;
  const drawing = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": label });
  for (let value = 0; value <= top; value += step) {
    drawing.append(
      svg("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }),
      svg("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, percent(value)));
  }
  times.forEach((time, place) => {
    if (time) {
      const anchor = place === 0 ? "start" : place === times.length - 1 ? "end" : "middle";
      drawing.append(svg("text", { x: x(place), y: HEIGHT - 8, "text-anchor": anchor }, time));
    }
  });
  series.forEach((line, i) => drawing.append(...curve(line.values, i, x, y)));
  return drawing;
}

/** How the line of a place in the list of series looks, to stand beside its name. */
export function sample(i) {
  return svg("svg", { viewBox: "0 0 28 12", "aria-hidden": "true" },
    svg("line", { class: colour(i), x1: 1, x2: 27, y1: 6, y2: 6, "stroke-width": 4, "stroke-dasharray": dashes(i) }));
}

const colour = (i) => `series-${(i % 4) + 1}`;

// Lines differ in more than their colour.
const dashes = (i) => ["none", "8 4", "2 4", "10 3 2 3"][i % 4];

function curve(values, i, x, y) {
  const parts = [];
  let points = [];
  const end = () => {
    if (points.length > 1) {
      parts.push(svg("polyline", { class: colour(i), "fill-opacity": 0, "stroke-dasharray": dashes(i), points: points.join(" ") }));
    }
    points = [];
  };
  values.forEach((value, place) => {
    if (value === null) {
      end();
    } else {
      points.push(`${x(place)},${y(value)}`);
      parts.push(svg("circle", { class: `${colour(i)} dot`, cx: x(place), cy: y(value), r: 3.5 }));
    }
  });
  end();
  return parts;
}
