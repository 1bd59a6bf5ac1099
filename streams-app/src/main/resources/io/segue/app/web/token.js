// Asks for a token, in a dialog.

import { el } from "./dom.js";

/**
 * Asks until the person answers or gives up.
 *
 * @param {string} why what it is needed for
 * @param {string} action what the button says
 * @returns {Promise<string | null>} the token, empty for none; null when the person gave up
 */
export function askForToken(why, action) {
  return new Promise((resolve) => {
    const field = el("input", { id: "token-field", type: "password", autocomplete: "off" });
    const heading = el("h2", { id: "token-heading", textContent: "Token" });
    const dialog = el("dialog", {
      "aria-labelledby": "token-heading",
      onclose: () => {
        dialog.remove();
        resolve(dialog.returnValue === "yes" ? field.value.trim() : null);
      },
    },
      heading,
      el("p", { className: "note", textContent: why }),
      el("form", { method: "dialog" },
        el("label", { htmlFor: "token-field", textContent: "Token (leave empty where none is needed)" }),
        field,
        el("div", { className: "acts" },
          el("button", { value: "no", className: "quiet", textContent: "Cancel", formNoValidate: true }),
          el("button", { value: "yes", textContent: action }))));
    // Enter in the field means the action, not the first button of the form.
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        dialog.close("yes");
      }
    });
    document.body.append(dialog);
    dialog.showModal();
    field.focus();
  });
}
