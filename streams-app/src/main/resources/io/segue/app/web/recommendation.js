// One recommendation: names, why it is there, and what can be done with it.

import { el, labelOf, nameOf, percent } from "./dom.js";

/** An entry of the list; what is null cannot be done. */
export function recommendation(track, { arrived, onAdd, onSkip, onExclude }) {
  const label = labelOf(track);
  return el("li", { className: arrived ? "arrived" : "" },
    el("span", { className: "rank", textContent: track.rank }),
    nameOf(track, ...why(track)),
    el("div", { className: "acts" },
      act("Add", `Add ${label}`, onAdd, false),
      act("Skip", `Skip ${label}, do not recommend it again`, onSkip, true),
      act("Not this artist", `Recommend nothing by ${track.artist}`, onExclude, true)));
}

function act(text, label, onclick, quiet) {
  return onclick
    ? el("button", { type: "button", className: quiet ? "quiet" : "", textContent: text, "aria-label": label, onclick })
    : null;
}

function why(track) {
  if (!track.because) {
    return [];
  }
  const tracks = track.because.tracks.map((reason) => `${reason.title ?? reason.trackId} (${percent(reason.share)})`);
  const sources = track.because.sources.map((reason) => `${reason.source} (${percent(reason.share)})`);
  return [
    tracks.length ? el("span", { className: "why", textContent: `Because of ${tracks.slice(0, 3).join(", ")}` }) : null,
    sources.length ? el("span", { className: "why", textContent: `Found by ${sources.slice(0, 3).join(", ")}` }) : null,
  ];
}
