// Quality over time, from readings that reach further and further back: what lies between two of them is a span's own.

import { get } from "./api.js";

export const SPAN_MINUTES = 5;
export const SPANS = 12;
const K = 20;

/**
 * @returns {Promise<{latest: object, series: {name: string, values: (number | null)[]}[], times: string[]}>} the reading of
 *     all the time, and HR@20 of each version in each span, the oldest first
 */
export async function qualityOverTime() {
  const readings = await Promise.all(
    Array.from({ length: SPANS }, (_, i) => get(`/v1/quality?k=${K}&minutes=${(i + 1) * SPAN_MINUTES}`)));
  const latest = readings[SPANS - 1];
  const series = latest.versions.map((version) => ({
    name: version.version,
    values: readings.map((reading, i) => share(version.version, reading, readings[i - 1])).reverse(),
  }));
  return { latest, series, times: readings.map((_, place) => label(place)) };
}

const label = (place) => (place === 0 || place % 4 === 3 ? ago((SPANS - 1 - place) * SPAN_MINUTES) : "");

const ago = (minutes) => (minutes === 0 ? "now" : `-${minutes} min`);

function share(version, reading, shorter) {
  const all = counts(version, reading);
  const later = counts(version, shorter);
  const questions = all.questions - later.questions;
  return questions > 0 ? Math.max(0, (all.hits - later.hits) / questions) : null;
}

function counts(version, reading) {
  const slices = reading?.versions.find((entry) => entry.version === version)?.slices ?? [];
  const all = slices.find((slice) => slice.slice === "all");
  return all ? { questions: all.questions, hits: all.questions * all.hitRate } : { questions: 0, hits: 0 };
}
