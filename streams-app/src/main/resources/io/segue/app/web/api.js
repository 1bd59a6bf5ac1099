// Asking the instance that this page came from: JSON, problems as errors, server-sent events, and the token if there
// is one. The token stays in this tab's session.

const TOKEN = "segue.token";

/** What the instance says when it cannot do something. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The path with each part encoded: path`/v1/playlists/${id}`. */
export function path(parts, ...values) {
  return parts.reduce((all, part, i) => all + encodeURIComponent(values[i - 1]) + part);
}

export function get(target, token) {
  return ask(target, {}, token);
}

export function post(target, body, token) {
  return ask(target, { method: "POST", body: JSON.stringify(body) }, token);
}

async function ask(target, options, token) {
  const response = await send(target, options, token);
  return response.json();
}

async function send(target, options, token = sessionStorage.getItem(TOKEN)) {
  const headers = new Headers(options.headers);
  if (token) {
    headers.set("Authorization", `Bearer ${token}`);
  }
  let response;
  try {
    response = await fetch(target, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new Problem(0, "The instance does not answer.");
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Problem(response.status, problem.detail ?? `The instance answered with status ${response.status}.`);
  }
  return response;
}

/**
 * Follows server-sent events until the signal aborts, and comes back when the connection breaks. Not with EventSource,
 * which cannot send a token.
 */
export async function follow(target, { onEvent, onLost, signal }) {
  while (!signal.aborted) {
    try {
      const response = await send(target, { headers: { Accept: "text/event-stream" }, signal });
      await readEvents(response.body.pipeThrough(new TextDecoderStream()).getReader(), onEvent);
      onLost(new Problem(0, "The instance has ended the stream."));
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      onLost(error);
      if (error.status === 400 || error.status === 401 || error.status === 403) {
        return;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function readEvents(reader, onEvent) {
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const fields = event.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]);
      const data = fields.filter(([name]) => name === "data").map(([, text]) => text.trimStart()).join("\n");
      const name = fields.find(([field]) => field === "event")?.[1].trim();
      if (data) {
        onEvent(name ?? "message", JSON.parse(data));
      }
    }
  }
}

export function keepToken(token) {
  if (token) {
    sessionStorage.setItem(TOKEN, token);
  } else {
    sessionStorage.removeItem(TOKEN);
  }
}
