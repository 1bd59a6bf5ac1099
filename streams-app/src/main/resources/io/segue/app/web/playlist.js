// The id of this browser's playlist, kept from visit to visit.

const KEY = "segue.playlist";

export function playlistId() {
  return localStorage.getItem(KEY) ?? startNew();
}

export function startNew() {
  // Not randomUUID, which browsers only have where the connection is encrypted or local.
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const id = `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  localStorage.setItem(KEY, id);
  return id;
}
