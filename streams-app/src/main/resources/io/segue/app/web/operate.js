// The operator's view: every instance, every version, how the recommendations fare, and a way back.

import { get, keepToken, post } from "./api.js";
import { lineChart, sample } from "./chart.js";
import { byId, el, notice, percent } from "./dom.js";
import { qualityOverTime, SPAN_MINUTES } from "./quality.js";
import { askForToken } from "./token.js";

const PERIOD_MS = 3000;
const QUALITY_PERIOD_MS = 20000;
const GOOD = ["serving", "previous", "ready"];

let active = null;
let before = null;

const number = (value) => (value === null || value === undefined ? "–" : value.toLocaleString("en"));
const seconds = (ms) => (ms === null || ms === undefined ? "–" : `${(ms / 1000).toFixed(1)} s`);

function table(id, headings, rows) {
  byId(id).replaceChildren(
    el("thead", {}, el("tr", {}, ...headings.map((heading) =>
      el("th", { scope: "col", textContent: heading.text, className: heading.number ? "number" : "" })))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((cell, i) =>
      cell instanceof Node
        ? el("td", {}, cell)
        : el(i === 0 ? "th" : "td", {
          textContent: cell, className: headings[i].number ? "number" : "", ...(i === 0 ? { scope: "row" } : {}),
        }))))));
}

// Instances and versions

async function refresh() {
  const answer = await get("/v1/instances");
  const told = answer.instances.filter((entry) => entry.status);
  byId("asked").textContent = `Asked ${answer.instance} at ${new Date().toLocaleTimeString("en-GB")}`;
  byId("ready").textContent = `${told.filter((entry) => entry.status.ready).length} of ${answer.instances.length}`;
  showVersions(answer.instances);
  showIngestion(told, answer.deadLettersKept);
}

function showVersions(instances) {
  const told = instances.filter((entry) => entry.status).map((entry) => entry.status);
  const serving = [...new Set(told.map((status) => status.serving ?? "none"))];
  byId("serving").textContent = serving.join(", ") || "–";
  const wanted = [...new Set(told.map((status) => status.wanted).filter(Boolean))];
  active = wanted.length === 1 ? wanted[0] : null;
  byId("rollback").disabled = active === null;
  byId("rollback").textContent = active ? `Roll back ${active}` : "Roll back";
  const versions = [...new Set(told.flatMap((status) => status.versions.map((version) => version.version)))]
    .sort((one, other) => Number(other.slice(1)) - Number(one.slice(1)));
  table("versions",
    [{ text: "Version" }, ...instances.map((entry) => ({ text: entry.instance }))],
    versions.map((name) => [name, ...instances.map((entry) => state(entry, name))]));
}

function state(entry, name) {
  if (!entry.status) {
    return el("span", { className: "state bad", textContent: `does not answer: ${entry.trouble}` });
  }
  const version = entry.status.versions.find((known) => known.version === name);
  if (!version) {
    return el("span", { className: "note", textContent: "unknown" });
  }
  const kind = version.state === "faulty" ? "bad" : GOOD.includes(version.state) ? "good" : "warn";
  return el("div", {},
    el("span", { className: `state ${kind}`, textContent: version.state }),
    version.reason ? el("div", { className: "note", textContent: version.reason }) : null);
}

function showIngestion(told, kept) {
  const partitions = told
    .flatMap((entry) => entry.status.partitions.map((partition) => ({ instance: entry.instance, ...partition })))
    .sort((one, other) => one.staleness.partition - other.staleness.partition);
  byId("behind").textContent = number(told.reduce((sum, entry) => sum + entry.status.recordsBehind, 0));
  byId("rate").textContent = rate(partitions);
  byId("letters").textContent = number(kept);
  const causes = {};
  told.forEach((entry) => Object.entries(entry.status.deadLetters).forEach(([cause, count]) => {
    causes[cause] = (causes[cause] ?? 0) + count;
  }));
  byId("dead-letters").textContent =
    `To the dead letters since the instances started: ${Object.entries(causes).map(([cause, count]) => `${number(count)} ${cause}`).join(", ")}. ` +
    "'segue dlq list' shows them.";
  table("partitions",
    [{ text: "Partition" }, { text: "Behind", number: true }, { text: "Last event", number: true }, { text: "Next offset", number: true }, { text: "Instance" }],
    partitions.map((partition) => [
      partition.staleness.partition, number(partition.staleness.recordsBehind),
      `${seconds(partition.staleness.lastEventAgeMs)} ago`, number(partition.nextOffset), partition.instance,
    ].map((cell) => String(cell).replace("– ago", "–"))));
}

/** By how far the offsets have come since they were asked for before; a partition that is new then does not count. */
function rate(partitions) {
  const now = { at: performance.now(), offsets: new Map(partitions.map((p) => [p.staleness.partition, p.nextOffset])) };
  const last = before;
  before = now;
  if (last === null) {
    return "–";
  }
  let events = 0;
  now.offsets.forEach((offset, partition) => {
    events += Math.max(0, (offset ?? 0) - (last.offsets.get(partition) ?? offset ?? 0));
  });
  return number(Math.round((1000 * events) / (now.at - last.at)));
}

// Quality

async function refreshQuality() {
  const [quality, health] = await Promise.all([qualityOverTime(), get("/v1/health/data")]);
  byId("health").textContent = health.verdict;
  byId("health").className = { fine: "state good", drifted: "state bad" }[health.verdict] ?? "";
  const { latest, series, times } = quality;
  byId("quality-note").textContent = series.length
    ? `How often what was played next was among the first 20 recommendations, every ${SPAN_MINUTES} minutes.`
    : "No event has been examined in the last hour.";
  byId("curve").replaceChildren(...(series.length
    ? [lineChart(`HR@20 of ${series.map((line) => line.name).join(", ")} over the last hour; the table below has the figures`, series, times,
      Math.max(280, byId("curve").clientWidth))]
    : []));
  byId("legend").replaceChildren(...series.map((line, i) => el("li", {}, sample(i), ` ${line.name}`)));
  table("quality",
    [{ text: "Version" }, { text: "Slice" }, { text: "Events", number: true }, { text: "HR@20", number: true }, { text: "MRR@20", number: true }],
    latest.versions.flatMap((version) => version.slices.map((slice) => [
      version.version, slice.slice, number(slice.questions), percent(slice.hitRate, 1), percent(slice.reciprocalRank, 1),
    ])));
  showTrial(latest.trial);
}

function showTrial(trial) {
  byId("trial").hidden = !trial;
  if (trial) {
    byId("trial").textContent =
      `On trial: ${trial.candidate} against ${trial.against} for ${percent(trial.share)} of the playlists. ` +
      `HR@${trial.k} ${percent(trial.other.hitRate, 1)} of ${number(trial.other.playlists)} against ` +
      `${percent(trial.active.hitRate, 1)} of ${number(trial.active.playlists)}; verdict so far: ${trial.verdict.replace("_", " ")}.`;
  }
}

// Rollback

async function rollBack() {
  const from = active;
  const token = await askForToken(
    `All instances go back to the version that was active before ${from}. This needs a token with the role admin; it is not kept.`,
    `Roll back ${from}`);
  if (token === null) {
    return;
  }
  try {
    const done = await post("/v1/index/rollback", { from }, token || undefined);
    byId("rollback-note").textContent = `${done.active} is to serve now instead of ${done.previous}.`;
    notice("");
  } catch (error) {
    byId("rollback-note").textContent = "";
    notice(error.message);
  }
  await refresh();
}

// Everything together

async function repeat(work, pauseMs) {
  for (;;) {
    try {
      await work();
      if (byId("notice").dataset.from === work.name) {
        notice("");
      }
    } catch (error) {
      notice(error.message);
      byId("notice").dataset.from = work.name;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

byId("rollback").addEventListener("click", rollBack);
byId("token").addEventListener("click", async () => {
  const token = await askForToken("This tab sends it with everything that it asks. It needs the role read.", "Use it");
  if (token !== null) {
    keepToken(token);
    location.reload();
  }
});
repeat(refresh, PERIOD_MS);
repeat(refreshQuality, QUALITY_PERIOD_MS);
