// The grid on the page: one text box that stands in the active cell. While nothing is typed it holds
// the cell's text, selected, so that typing, an input method and a screen reader find what they need.
(function () {
  "use strict";
  var E = window.jihengEditor;
  function Grid(model, start) {
    this.model = model;
    this.keys = start.columns.map(function (one) { return one.key; });
    this.heads = start.columns.map(function (one) { return one.head; });
    this.words = start.words;
    this.levels = start.levels;
    this.table = document.getElementById("grid");
    this.wrap = document.getElementById("grid-wrap");
    this.body = this.table.tBodies[0];
    this.row = 0; this.col = 0; this.row2 = 0; this.col2 = 0;
    this.mode = "ready"; // ready | type (over it) | edit (within it)
    this.session = 0;
    this.marks = {}; this.marked = []; this.noted = {}; this.refs = [];
    this.entry = E.make("textarea", "entry");
    this.entry.rows = 1;
    this.entry.maxLength = 20000;
    this.entry.spellcheck = false;
    this.entry.setAttribute("autocomplete", "off");
    this.draw();
    this.place();
  }
  var at = Grid.prototype;
  at.td = function (row, col) {
    var line = this.body.rows[row];
    return line ? line.cells[col + 1] : null;
  };
  at.line = function () {
    var tr = E.make("tr"), head = E.make("th", "ref"), self = this;
    head.scope = "row";
    tr.setAttribute("role", "row");
    tr.appendChild(head);
    this.keys.forEach(function (key) {
      var td = E.make("td"), inner = E.make("div", "cell");
      td.setAttribute("role", "gridcell");
      td.dataset.label = self.heads[self.keys.indexOf(key)];
      td.appendChild(inner);
      tr.appendChild(td);
    });
    return tr;
  };
  // Findings belong to the rows that were checked; once rows moved, to the same rows elsewhere.
  at.found = function (n) {
    var rows = this.model.content.rows;
    if (rows.length === this.marked.length) return n + 1;
    return this.marked.indexOf(rows[n]) + 1;
  };
  at.kind = function (n, key, shown, number) {
    var rows = this.model.content.rows, kind = "k-" + key.replace(/[^a-z0-9_]/gi, "");
    var same = E.LEVELS[key] && n > 0 && shown.text !== "" && rows[n - 1][key] === rows[n][key] &&
      (key === "level1" || rows[n - 1].level1 === rows[n].level1);
    if (same || shown.merged) kind += " goes-on";
    var mark = this.marks[number + "/" + key];
    if (mark) kind += " f-" + mark.severity;
    if (this.noted[number + "/" + key]) kind += " f-remark";
    return { kind: kind, links: mark ? mark.links : "", severity: mark ? mark.severity : "" };
  };
  at.draw = function () {
    var content = this.model.content, self = this, height = content.rows.length;
    var holder = this.entry.parentElement, had = document.activeElement === this.entry;
    if (holder && holder.parentElement && holder.parentElement.sectionRowIndex >= height) this.entry.remove();
    while (this.body.rows.length > height) this.body.lastElementChild.remove();
    while (this.body.rows.length < height) this.body.appendChild(this.line());
    this.table.setAttribute("aria-rowcount", String(height + 1));
    var top = Math.min(this.row, this.row2), low = Math.max(this.row, this.row2);
    var left = Math.min(this.col, this.col2), right = Math.max(this.col, this.col2);
    Array.prototype.forEach.call(this.body.rows, function (tr, n) {
      var number = self.found(n), ref = self.refs[number - 1] || String(n + 1), bold = "";
      if (tr.cells[0].textContent !== ref) tr.cells[0].textContent = ref;
      self.keys.forEach(function (key, c) {
        var td = tr.cells[c + 1], shown = E.cell(content, n, key), is = self.kind(n, key, shown, number);
        var inside = n >= top && n <= low && c >= left && c <= right;
        bold = is.kind + (inside && (top !== low || left !== right) ? " picked" : "") +
          (n === self.row && c === self.col ? " at" : "");
        if (td.className !== bold) td.className = bold;
        if (td.firstChild.textContent !== shown.text) td.firstChild.textContent = shown.text;
        if ((td.dataset.links || "") !== is.links) {
          td.dataset.links = is.links;
          var told = is.severity === "info" ? [] : is.links.match(/\d+/g) || [];
          td.dataset.n = told.length > 2 ? told.slice(0, 2).join(" ") + "…" : told.join(" ");
        }
        if (td.getAttribute("aria-selected") !== String(inside)) td.setAttribute("aria-selected", String(inside));
      });
    });
    if (had && document.activeElement !== this.entry) this.place(true);
  };
  at.clamp = function () {
    var high = this.model.content.rows.length - 1, wide = this.keys.length - 1;
    function within(n, most) { return Math.max(0, Math.min(n, most)); }
    this.row = within(this.row, high); this.row2 = within(this.row2, high);
    this.col = within(this.col, wide); this.col2 = within(this.col2, wide);
  };
  // Puts the text box into the active cell, with its text selected.
  at.place = function (focus) {
    this.clamp();
    var td = this.td(this.row, this.col), entry = this.entry;
    this.moving = true;
    if (entry.parentElement !== td) td.appendChild(entry);
    this.mode = "ready";
    td.classList.remove("typing-in");
    entry.classList.remove("open");
    entry.value = E.cell(this.model.content, this.row, this.keys[this.col]).text;
    entry.setAttribute("aria-label", this.heads[this.col] + "，" + E.say(this.words, "row", this.row + 1));
    if (focus) { entry.focus({ preventScroll: true }); entry.select(); }
    this.moving = false;
    if (this.placed) this.placed();
  };
  at.show = function () {
    var td = this.td(this.row2, this.col2), wrap = this.wrap, head = 34, side = 44;
    if (td.offsetTop < wrap.scrollTop + head) wrap.scrollTop = td.offsetTop - head;
    else if (td.offsetTop + td.offsetHeight > wrap.scrollTop + wrap.clientHeight) {
      wrap.scrollTop = td.offsetTop + td.offsetHeight - wrap.clientHeight + 2;
    }
    if (td.offsetLeft < wrap.scrollLeft + side) wrap.scrollLeft = td.offsetLeft - side;
    else if (td.offsetLeft + td.offsetWidth > wrap.scrollLeft + wrap.clientWidth) {
      wrap.scrollLeft = td.offsetLeft + td.offsetWidth - wrap.clientWidth + 2;
    }
    var seen = td.getBoundingClientRect();
    if (seen.top < 60 || seen.bottom > window.innerHeight - 20) td.scrollIntoView({ block: "nearest" });
  };
  at.go = function (row, col, extend) {
    this.done();
    if (extend) { this.row2 = row; this.col2 = col; }
    else { this.row = this.row2 = row; this.col = this.col2 = col; }
    this.clamp();
    this.place(true);
    this.draw();
    this.show();
  };
  at.goTo = function (place) {
    var parts = place.split("/"), col = this.keys.indexOf(parts[1]);
    this.go(Number(parts[0]) - 1, col < 0 ? Math.max(0, this.keys.indexOf("name")) : col);
  };
  // Typing begins over the old text, or (edit) within it.
  at.open = function (mode) {
    if (this.mode !== "ready" && mode !== "edit") return;
    if (this.mode === "ready") { this.session += 1; this.before = this.model.content; }
    this.mode = mode;
    this.entry.classList.add("open");
    this.entry.parentElement.classList.add("typing-in");
    if (mode === "edit") this.entry.setSelectionRange(this.entry.value.length, this.entry.value.length);
    if (this.typing) this.typing();
  };
  at.live = function () {
    this.open("type");
    var place = (this.row + 1) + "/" + this.keys[this.col];
    var shown = E.cell(this.model.content, this.row, this.keys[this.col]);
    if (shown.merged && shown.text === this.entry.value) return;
    this.model.set(E.write(this.model.content, place, this.entry.value), place, "cell" + this.session);
    if (this.typing) this.typing();
  };
  at.done = function () {
    if (this.mode === "ready") return;
    this.live();
    this.mode = "ready";
    this.model.rest();
    if (this.closed) this.closed();
  };
  at.giveUp = function () {
    var kept = this.before;
    this.mode = "ready";
    if (kept && kept !== this.model.content) { this.model.undo(); this.model.future.pop(); }
    if (this.closed) this.closed();
    this.place(true);
    this.draw();
  };
  at.span = function () {
    return {
      top: Math.min(this.row, this.row2), low: Math.max(this.row, this.row2),
      left: Math.min(this.col, this.col2), right: Math.max(this.col, this.col2)
    };
  };
  at.change = function (next) {
    var here = (this.row + 1) + "/" + this.keys[this.col], did = this.model.set(next, here);
    this.place(true);
    return did;
  };
  E.Grid = Grid;
})();
