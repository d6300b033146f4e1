// The queue by keyboard (j, k, x, Enter), its count of chosen ones, the undo of bulk work;
// on the desk a press on a cell opens its box. All of it works by links and buttons without this.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  var form = document.querySelector("[data-queue]");
  var at = -1;

  function typing(target) {
    return target.closest && target.closest("input:not([type=checkbox]), textarea, select, dialog[open]");
  }
  function boxes() { return Array.prototype.slice.call(form.querySelectorAll("input[name=steps]")); }
  function count() {
    var say = form.querySelector("[data-count]");
    var chosen = boxes().filter(function (one) { return one.checked; });
    say.textContent = chosen.length
      ? say.getAttribute("data-some").replace("{}", chosen.length) : say.getAttribute("data-none");
    form.querySelector("[data-bulk]").classList.toggle("some", chosen.length > 0);
    form.querySelectorAll("[data-bulk] > .btn").forEach(function (one) { one.disabled = !chosen.length; });
    form.querySelectorAll("[data-row]").forEach(function (row) {
      var box = row.querySelector("input[name=steps]");
      row.setAttribute("aria-selected", String(Boolean(box && box.checked)));
    });
  }
  function go(step) {
    var rows = form.querySelectorAll("[data-row]");
    if (!rows.length) return;
    at = Math.max(0, Math.min(rows.length - 1, at + step));
    rows.forEach(function (row, n) { row.classList.toggle("at", n === at); });
    rows[at].scrollIntoView({ block: "nearest" });
    rows[at].querySelector("a").focus({ preventScroll: true });
  }
  if (form) {
    form.querySelectorAll("[data-needs-script]").forEach(function (one) { one.hidden = false; });
    form.querySelectorAll("[data-no-script] [name]").forEach(function (one) { one.disabled = true; });
    form.addEventListener("change", function (event) {
      if (event.target.matches("[data-all]")) {
        boxes().forEach(function (one) {
          one.checked = event.target.checked && one.getAttribute("data-errors") === "0";
        });
      }
      count();
    });
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.key === "j") go(1);
      else if (event.key === "k") go(-1);
      else if (event.key === "x" && at >= 0) {
        var box = form.querySelectorAll("[data-row]")[at].querySelector("input[name=steps]");
        if (box) { box.checked = !box.checked; count(); }
      }
    });
    var why = document.querySelector("[data-reason]"), send = document.querySelector("[data-return]");
    if (send) send.addEventListener("click", function (event) {
      if (why.value.trim().length < 2) { event.preventDefault(); why.setAttribute("aria-invalid", "true"); why.focus(); }
    });
    count();
  }

  var undo = document.querySelector("form[data-undoes]");
  if (undo && window.jiheng && window.jiheng.toast) {
    window.jiheng.toast(undo.getAttribute("data-undoes"), { undo: function () { undo.requestSubmit(); } });
    setTimeout(function () { undo.hidden = true; }, 8000);
  }

  var cellBox = document.querySelector("[data-cell-box]");
  function pick(cell, focus) {
    var parts = cell.getAttribute("data-cell").split("/"), row = cell.parentElement;
    var head = row.querySelector("th"), table = cell.closest("table"), name = head ? head.textContent.trim() : "";
    var column = table.tHead && table.tHead.rows[0];
    document.querySelectorAll("td.picked").forEach(function (one) { one.classList.remove("picked"); });
    cell.classList.add("picked");
    cellBox.hidden = false;
    cellBox.querySelector("[data-ref]").value = parts[0];
    cellBox.querySelector("[data-column]").value = parts[1] || "";
    if (column) {
      var named = row.querySelector('[data-cell="' + CSS.escape(parts[0]) + '/name"]');
      var key = parts[1], all = Array.prototype.slice.call(column.cells);
      var title = all.filter(function (one) { return one.getAttribute("data-key") === key; })[0];
      name = parts[0] + " " + (named ? named.firstChild.textContent.trim() : "") + (title ? " · " + title.textContent.trim() : "");
    } else {
      name = cell.previousElementSibling ? cell.previousElementSibling.textContent.trim() : name;
    }
    cellBox.querySelector("[data-cell-name]").textContent = name;
    if (focus) cellBox.querySelector("textarea").focus({ preventScroll: window.innerWidth > 1000 });
    if (window.innerWidth <= 1000) cellBox.scrollIntoView({ block: "center" });
  }
  if (cellBox) {
    document.addEventListener("click", function (event) {
      if (event.target.closest("a, button, .card")) return;
      var cell = event.target.closest(".sheet td[data-cell]");
      if (cell) pick(cell, true);
    });
    cellBox.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        cellBox.requestSubmit(cellBox.querySelector("[name=keep]"));
      }
      if (event.key === "Escape") {
        cellBox.hidden = true;
        document.querySelectorAll("td.picked").forEach(function (one) { one.classList.remove("picked"); });
      }
    });
  }
})();
