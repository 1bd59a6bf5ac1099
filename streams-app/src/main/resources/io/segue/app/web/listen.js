// The listener's view: search, a playlist of this browser's own, and what should play next, live.

import { follow, get, keepToken, path, post } from "./api.js";
import { byId, el, labelOf, nameOf, notice } from "./dom.js";
import { playlistId, startNew } from "./playlist.js";
import { recommendation } from "./recommendation.js";
import { askForToken } from "./token.js";

const K = 10;
const FOUND_MAX = 8;
const PAUSE_MS = 150;

const excluded = new Set();
let tracks = [];
let shown = new Set();
let stream = null;
let searchTimer = 0;
let searches = 0;

// Search

function onQuery() {
  clearTimeout(searchTimer);
  searchTimer = setTimeout(search, PAUSE_MS);
}

async function search() {
  const query = byId("query").value.trim();
  const mine = ++searches;
  if (!query) {
    showFound([], "Type a few letters of a name.");
    return;
  }
  try {
    const answer = await get(`/v1/tracks?${new URLSearchParams({ query, k: FOUND_MAX })}`);
    if (mine === searches) {
      const count = answer.tracks.length;
      showFound(answer.tracks, count ? (count === FOUND_MAX ? `The ${count} most played are shown.` : `${count} found.`) : "Nothing found.");
    }
  } catch (error) {
    if (mine === searches) {
      showFound([], error.message);
      onProblem(error);
    }
  }
}

function showFound(found, note) {
  byId("found-note").textContent = note;
  byId("found").replaceChildren(...found.map((track) =>
    el("li", {}, nameOf(track),
      el("div", { className: "acts" },
        el("button", { type: "button", textContent: "Add", "aria-label": `Add ${labelOf(track)}`, onclick: () => add(track) })))));
}

// The playlist

const events = (id) => path`/v1/playlists/${id}/events`;

async function happened(track, action) {
  try {
    const done = await post(events(playlistId()), { trackId: track.trackId, action, source: "page" });
    notice("");
    await loadPlaylist(done.token);
  } catch (error) {
    onProblem(error);
  }
}

const add = (track) => happened(track, "ADD");

async function loadPlaylist(after) {
  try {
    const answer = await get(path`/v1/playlists/${playlistId()}` + (after ? `?after=${after}` : ""));
    showPlaylist(answer.tracks);
  } catch (error) {
    if (error.status === 404) {
      showPlaylist([]);
    } else if (error.status !== 503) {
      onProblem(error);
    }
  }
}

function showPlaylist(entries) {
  tracks = entries;
  byId("playlist-note").textContent = entries.length
    ? `${entries.length} ${entries.length === 1 ? "track" : "tracks"}, the latest first. Its id is ${playlistId()}.`
    : "Nothing in it yet. Add a track that you find.";
  byId("playlist").replaceChildren(...entries.toReversed().map((track) =>
    el("li", {}, nameOf(track),
      el("div", { className: "acts" },
        el("button", {
          type: "button", className: "quiet", textContent: "Remove", "aria-label": `Remove ${labelOf(track)}`,
          onclick: () => happened(track, "REMOVE"),
        })))));
  compare();
}

// What should play next

function wishes() {
  const parameters = new URLSearchParams({ k: K, explain: byId("explain").checked, diversity: byId("diversity").value });
  excluded.forEach((artist) => parameters.append("excludeArtists", artist));
  return parameters;
}

function listen() {
  stream?.abort();
  stream = new AbortController();
  follow(`${path`/v1/playlists/${playlistId()}/recommendations/live`}?${wishes()}`, {
    signal: stream.signal,
    onEvent: (name, data) => (name === "recommendations" ? onRecommendations(data) : onNothing(data)),
    onLost: (error) => {
      byId("live").textContent = `Connection lost, coming back. ${error.message}`;
      onProblem(error);
    },
  });
}

function onRecommendations(answer) {
  byId("live").textContent = `Live from ${answer.instance}`;
  byId("next-version").textContent = `Index ${answer.indexVersion} recommends`;
  showNext(byId("next"), answer.recommendations, true);
  shown = new Set(answer.recommendations.map((track) => track.trackId));
  if (answer.staleness.state !== "none" && answer.trackCount !== tracks.length) {
    loadPlaylist();
  }
  compare();
}

/** No event of the playlist has been seen: then what anybody could begin with. */
async function onNothing(problem) {
  if (problem.status !== 404) {
    byId("live").textContent = problem.detail;
    return;
  }
  byId("live").textContent = "Live; waiting for the first track.";
  showPlaylist([]);
  try {
    const answer = await post("/v1/recommendations", question());
    byId("next-version").textContent = `To begin with, index ${answer.indexVersion} recommends`;
    showNext(byId("next"), answer.recommendations, false);
  } catch (error) {
    onProblem(error);
  }
}

function showNext(list, recommendations, marked) {
  list.replaceChildren(...recommendations.map((track) =>
    recommendation(track, {
      arrived: marked && shown.size > 0 && !shown.has(track.trackId),
      onAdd: () => add(track),
      onSkip: tracks.length ? () => happened(track, "SKIP") : null,
      onExclude: track.artist ? () => exclude(track.artist) : null,
    })));
}

function exclude(artist) {
  excluded.add(artist);
  onWish();
}

function onWish() {
  byId("diversity-value").textContent = byId("diversity").value;
  byId("excluded").hidden = excluded.size === 0;
  byId("excluded-artists").replaceChildren(...[...excluded].map((artist) =>
    el("li", {}, el("button", {
      type: "button", className: "quiet", textContent: `${artist} ✕`, "aria-label": `Recommend ${artist} again`,
      onclick: () => {
        excluded.delete(artist);
        onWish();
      },
    }))));
  listen();
}

// The same question to another index version

function question(more = {}) {
  return {
    tracks: tracks.map((track) => track.trackId),
    k: K,
    diversity: Number(byId("diversity").value),
    explain: byId("explain").checked,
    excludeArtists: [...excluded],
    ...more,
  };
}

async function compare() {
  const indexVersion = byId("compare").value;
  byId("other").hidden = !indexVersion;
  document.querySelector(".sides").classList.toggle("two", Boolean(indexVersion));
  if (!indexVersion) {
    return;
  }
  try {
    const answer = await post("/v1/recommendations", question({ indexVersion }));
    byId("other-version").textContent = `Index ${answer.indexVersion} would recommend`;
    showNext(byId("other-next"), answer.recommendations, false);
  } catch (error) {
    onProblem(error);
  }
}

async function loadVersions() {
  const inMemory = ["serving", "candidate", "previous"];
  try {
    const index = await get("/v1/index");
    const choice = byId("compare").value;
    byId("compare").replaceChildren(
      el("option", { value: "", textContent: "none" }),
      ...index.versions.filter((version) => inMemory.includes(version.state)).map((version) =>
        el("option", { value: version.version, textContent: `${version.version} (${version.state})` })));
    byId("compare").value = choice;
  } catch (error) {
    onProblem(error);
  }
}

// Everything together

async function onProblem(error) {
  if (error.name === "AbortError") {
    return;
  }
  notice(error.message);
}

async function changeToken() {
  const token = await askForToken("This tab sends it with everything that it asks. It needs the roles read and write.", "Use it");
  if (token !== null) {
    keepToken(token);
    notice("");
    begin();
  }
}

function begin() {
  loadVersions();
  loadPlaylist();
  listen();
}

byId("query").addEventListener("input", onQuery);
byId("find").addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
byId("wishes").addEventListener("submit", (event) => event.preventDefault());
byId("diversity").addEventListener("change", onWish);
byId("diversity").addEventListener("input", () => {
  byId("diversity-value").textContent = byId("diversity").value;
});
byId("explain").addEventListener("change", onWish);
byId("compare").addEventListener("focus", loadVersions);
byId("compare").addEventListener("change", compare);
byId("token").addEventListener("click", changeToken);
byId("fresh").addEventListener("click", () => {
  startNew();
  shown = new Set();
  showPlaylist([]);
  listen();
});
begin();
