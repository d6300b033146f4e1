// The form while it is typed: content that is never changed in place, and its undo and redo.
// A place is "title", "unit", "field/annual_goal", or "3/value" with the row's number from 1.
(function () {
  "use strict";
  var MOST_STEPS = 500;
  var LEVELS = { level1: 1, level2: 1 };
  function Model(content) {
    this.content = content;
    this.past = [];
    this.future = [];
    this.group = null;
    this.watchers = [];
  }
  // `group` joins steps of one typing into one undo; `at` is where the cursor goes back to.
  Model.prototype.set = function (next, at, group) {
    if (next === this.content) return false;
    if (!group || group !== this.group) {
      this.past.push({ content: this.content, at: at || "" });
      if (this.past.length > MOST_STEPS) this.past.shift();
    }
    this.group = group || null;
    this.future = [];
    this.content = next;
    this.tell(at || "");
    return true;
  };
  Model.prototype.tell = function (at, back) {
    this.watchers.forEach(function (one) { one(at, Boolean(back)); });
  };
  Model.prototype.step = function (from, to) {
    var one = from.pop();
    if (!one) return false;
    to.push({ content: this.content, at: one.at });
    this.content = one.content;
    this.group = null;
    this.tell(one.at, true);
    return true;
  };
  Model.prototype.undo = function () { return this.step(this.past, this.future); };
  Model.prototype.redo = function () { return this.step(this.future, this.past); };
  Model.prototype.rest = function () { this.group = null; };

  // What stands in a cell; a key that a row lacks goes on from the row above.
  function cell(content, n, key) {
    var own = content.rows[n][key], at = n;
    if (own !== undefined || LEVELS[key] || key === "block") return { text: own || "", merged: false };
    while (at > 0 && content.rows[at][key] === undefined) at -= 1;
    return { text: content.rows[at][key] || "", merged: at < n };
  }
  function withRows(content, rows) { return Object.assign({}, content, { rows: rows }); }
  function withCell(content, n, key, text) {
    if (content.rows[n][key] === text) return content;
    var rows = content.rows.slice(), row = Object.assign({}, rows[n]);
    row[key] = text;
    rows[n] = row;
    return withRows(content, rows);
  }
  function read(content, place) {
    if (place === "title" || place === "unit") return content[place];
    var at = place.split("/"), n = Number(at[0]) - 1;
    if (at[0] === "field") return content.fields[at[1]] || "";
    return content.rows[n] ? cell(content, n, at[1]).text : "";
  }
  function write(content, place, text) {
    var made = {}, at = place.split("/");
    if (place === "title" || place === "unit") {
      if (content[place] === text) return content;
      made[place] = text;
      return Object.assign({}, content, made);
    }
    if (at[0] !== "field") {
      return content.rows[at[0] - 1] ? withCell(content, at[0] - 1, at[1], text) : content;
    }
    if (content.fields[at[1]] === text) return content;
    made[at[1]] = text;
    return Object.assign({}, content, { fields: Object.assign({}, content.fields, made) });
  }
  // A row that stands by itself: what it took from above is written into it.
  function solid(content, n) {
    var row = Object.assign({}, content.rows[n]);
    content.columns.forEach(function (key) {
      if (key !== "block" && row[key] === undefined) row[key] = cell(content, n, key).text;
    });
    return row;
  }
  function say(words, key) {
    var text = words[key] || key;
    Array.prototype.slice.call(arguments, 2).forEach(function (one) {
      text = text.replace("{}", function () { return one; });
    });
    return text;
  }
  function make(tag, kind, text) {
    var one = document.createElement(tag);
    if (kind) one.className = kind;
    if (text !== undefined) one.textContent = text;
    return one;
  }
  window.jihengEditor = {
    Model: Model, cell: cell, withRows: withRows, withCell: withCell, read: read, write: write,
    solid: solid, say: say, make: make, LEVELS: LEVELS
  };
})();
