// Findings while one types: after each pause the content goes to the server, and what comes back
// colours the cells and fills the margin, without moving the page, the focus or an open fold.
(function () {
  "use strict";
  var E = window.jihengEditor, PAUSE = 120;
  function Reader(base, grid, start) {
    this.base = base; this.grid = grid; this.words = start.words;
    this.last = 0; this.shown = 0;
    this.place = document.getElementById("findings");
    this.counted = document.getElementById("counted");
    this.take(start.read, grid.model.content);
  }
  var at = Reader.prototype;
  at.later = function () {
    var self = this;
    clearTimeout(this.timer);
    this.timer = setTimeout(function () { self.ask(); }, PAUSE);
  };
  at.ask = function () {
    var self = this, number = (this.last += 1), content = this.grid.model.content;
    clearTimeout(this.timer);
    if (this.stop) this.stop.abort();
    this.stop = new AbortController();
    return E.post(this.base + "check/", { content: content }, { signal: this.stop.signal }).then(function (answer) {
      if (number < self.shown) return null;
      if (!answer.ok) { self.counted.replaceChildren(E.make("span", "chip unknown", self.words.unchecked)); return null; }
      self.shown = number;
      self.take(answer.body, content);
      return answer.body;
    }).catch(function () { return null; }); // no network: the saver says so
  };
  at.take = function (read, content) {
    var grid = this.grid, marks = {};
    read.cells.forEach(function (one) {
      var kept = marks[one.cell];
      marks[one.cell] = kept ? { severity: worse(kept.severity, one.severity), links: kept.links + " " + one.links } : one;
    });
    grid.marks = marks;
    grid.marked = content.rows;
    grid.refs = read.refs;
    this.read = read;
    grid.draw();
    fields(marks);
    if (read.html) this.fill(read.html);
    this.counted.replaceChildren();
    ["error", "warning", "info"].forEach(function (one) {
      if (!read.counts[one]) return;
      var tone = { error: "bad", warning: "warn", info: "info" }[one];
      this.counted.append(E.make("span", "chip " + tone, this.words[one] + " " + read.counts[one]), " ");
    }, this);
    if (grid.placed) grid.placed();
  };
  function worse(a, b) {
    var order = ["error", "warning", "info"];
    return order[Math.min(order.indexOf(a), order.indexOf(b))];
  }
  function fields(marks) {
    document.querySelectorAll("[data-cell]").forEach(function (one) {
      var mark = marks[one.dataset.cell];
      one.classList.remove("f-error", "f-warning", "f-info");
      if (mark) one.classList.add("f-" + mark.severity);
      one.dataset.links = mark ? mark.links : "";
    });
  }
  at.fill = function (html) {
    var place = this.place, open = {}, held = document.activeElement, named;
    var box = document.getElementById("beside"), top = box.scrollTop;
    place.querySelectorAll("details[open]").forEach(function (one) { open[one.className] = true; });
    if (place.contains(held)) named = (held.closest("[data-at]") || {}).dataset;
    place.innerHTML = html; // our own template, every text in it escaped
    Object.keys(open).forEach(function (kind) {
      var one = place.querySelector("details." + kind.split(" ").join("."));
      if (one) one.open = true;
    });
    box.scrollTop = top;
    if (named) {
      var again = place.querySelector('[data-at="' + CSS.escape(named.at) + '"]');
      if (again) again.focus({ preventScroll: true });
    }
  };
  at.about = function (place) { // the gravest finding at a cell, for the line above the grid
    return this.read.cards.filter(function (one) { return one.cell === place; })[0];
  };
  E.Reader = Reader;
})();
