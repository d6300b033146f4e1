// On a phone a finding's card stands under the row it speaks of; on a desk beside the sheet.
// Cells merged over rows are parted on the phone, or a card could not stand between those rows.
(function () {
  "use strict";
  var narrow = window.matchMedia("(max-width: 720px)");
  var kept = new Map(); // parted tbody → how it was
  function home(card) {
    if (!card.dataset.home) {
      var mark = document.createElement("span");
      mark.hidden = true;
      mark.id = card.dataset.home = "home-" + card.id;
      card.before(mark);
    }
    return document.getElementById(card.dataset.home);
  }
  function part(body) {
    if (kept.has(body) || !body.querySelector("[data-links]")) return;
    kept.set(body, body.cloneNode(true));
    Array.prototype.forEach.call(body.rows, function (row, at) {
      Array.prototype.forEach.call(row.cells, function (cell) {
        var size = cell.rowSpan, down;
        cell.rowSpan = 1;
        for (down = 1; down < size && body.rows[at + down]; down += 1) {
          var again = cell.cloneNode(true);
          again.removeAttribute("id");
          again.querySelectorAll(".n").forEach(function (one) { one.remove(); });
          body.rows[at + down].insertBefore(again, body.rows[at + down].cells[cell.cellIndex] || null);
        }
      });
    });
  }
  function below(row) {
    var next = row.nextElementSibling;
    if (next && next.classList.contains("follows")) return next.firstElementChild;
    var line = document.createElement("tr"), cell = document.createElement("td");
    line.className = "follows";
    cell.colSpan = row.cells.length + 3;
    line.appendChild(cell);
    row.after(line);
    return cell;
  }
  function place(card) {
    var start = home(card);
    var cell = document.querySelector('.sheet td[data-links~="' + CSS.escape(card.id) + '"]');
    if (narrow.matches && cell) below(cell.parentElement).appendChild(card);
    else if (start) start.after(card);
  }
  function all() {
    if (narrow.matches) document.querySelectorAll(".read .sheet tbody").forEach(part);
    document.querySelectorAll(".margin > .card[data-link], .follows .card[data-link]").forEach(place);
    if (narrow.matches) return;
    document.querySelectorAll("tr.follows").forEach(function (one) { one.remove(); });
    kept.forEach(function (before, body) { body.replaceWith(before); });
    kept.clear();
  }
  narrow.addEventListener("change", all);
  document.addEventListener("htmx:afterSettle", all);
  all();
})();
