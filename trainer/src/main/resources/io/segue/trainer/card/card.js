"use strict";
(function () {
  // Tables: a click on a heading sorts by it, another one turns the order round.
  document.querySelectorAll("table.sortable").forEach(function (table) {
    var headings = Array.from(table.tHead.rows[0].cells);
    headings.forEach(function (heading, column) {
      heading.querySelector("button").addEventListener("click", function () {
        var descending = heading.getAttribute("aria-sort") === "ascending";
        headings.forEach(function (other) { other.removeAttribute("aria-sort"); });
        heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
        var body = table.tBodies[0];
        Array.from(body.rows)
          .map(function (row) {
            var cell = row.cells[column]; // none where a cell before it fills several columns
            var text = !cell ? "" : cell.dataset.sort === undefined ? cell.textContent : cell.dataset.sort;
            return { row: row, text: text, number: text === "" ? NaN : Number(text) };
          })
          .sort(function (a, b) {
            // What is not there comes last, whichever way the rest is sorted.
            if (a.text === "" || b.text === "") return (a.text === "") - (b.text === "");
            var both = !isNaN(a.number) && !isNaN(b.number);
            var order = both ? a.number - b.number : a.text.localeCompare(b.text, "en", { numeric: true });
            return descending ? -order : order;
          })
          .forEach(function (entry) { body.appendChild(entry.row); });
      });
    });
  });

  // What a dot or bar stands for: on pointing at it, and on touching it.
  var tip = document.getElementById("tip");
  function show(event) {
    var target = event.target.closest("[data-label]");
    if (!target || target.dataset.label === "") { tip.hidden = true; return; }
    tip.textContent = target.dataset.label;
    tip.hidden = false;
    var right = window.scrollX + document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = Math.max(8, Math.min(event.pageX + 14, right)) + "px";
    tip.style.top = event.pageY + 16 + "px";
  }
  document.addEventListener("pointermove", show);
  document.addEventListener("pointerdown", show);
})();
