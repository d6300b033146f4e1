// Keys, mouse, clipboard and the offered level names of the grid.
(function () {
  "use strict";
  var E = window.jihengEditor, MOVES = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0]
  };
  function keys(grid, run) {
    var entry = grid.entry, model = grid.model, composing = false, list = choices(grid);
    grid.typing = list.show;
    grid.closed = list.hide;
    // An input method sends keys of its own while it composes: they are none of ours.
    entry.addEventListener("compositionstart", function () { composing = true; grid.open("type"); });
    entry.addEventListener("compositionend", function () { composing = false; grid.live(); });
    entry.addEventListener("input", function (event) {
      if (!composing && !event.isComposing) grid.live();
      else if (grid.mode === "ready") grid.open("type");
    });
    entry.addEventListener("blur", function () {
      if (grid.moving || composing) return;
      grid.done();
      entry.classList.remove("open");
    });
    entry.addEventListener("focus", function () { if (grid.mode === "ready") entry.select(); });
    function stepTo(row, col, extend) {
      var last = grid.keys.length - 1;
      if (!extend && col > last && row < model.content.rows.length - 1) { col = 0; row += 1; }
      if (!extend && col < 0 && row > 0) { col = last; row -= 1; }
      grid.go(row, col, extend);
    }
    function all(event) {
      grid.row = grid.col = 0;
      grid.row2 = model.content.rows.length - 1;
      grid.col2 = grid.keys.length - 1;
      grid.draw();
      event.preventDefault();
    }
    function control(event) {
      var key = event.key.toLowerCase(), name = {
        z: event.shiftKey ? "redo" : "undo", y: "redo", d: "fill", "-": "remove", enter: "insert"
      }[key];
      if (key === "a" && grid.mode === "ready") { all(event); return true; }
      if (key === "enter" && grid.mode !== "ready") return newline(event);
      if (event.shiftKey && (key === "+" || key === "=")) name = "insert";
      if (name) { run(name); event.preventDefault(); return true; }
      if (key === "home") { grid.go(0, 0, event.shiftKey); event.preventDefault(); return true; }
      if (key === "end") {
        grid.go(model.content.rows.length - 1, grid.keys.length - 1, event.shiftKey);
        event.preventDefault();
        return true;
      }
      return MOVES[event.key] ? false : true;
    }
    function newline(event) {
      entry.setRangeText("\n", entry.selectionStart, entry.selectionEnd, "end");
      grid.live();
      event.preventDefault();
      return true;
    }
    function edge(event, by) { // Ctrl and an arrow: to the end of the grid in that direction
      var far = 1e6, from = event.shiftKey ? [grid.row2, grid.col2] : [grid.row, grid.col];
      grid.go(by[0] ? (by[0] > 0 ? far : 0) : from[0], by[1] ? (by[1] > 0 ? far : 0) : from[1], event.shiftKey);
      event.preventDefault();
    }
    function leave(event) {
      if (grid.mode !== "ready") grid.giveUp();
      else document.querySelector(".tools [data-do]").focus();
      event.preventDefault();
    }
    function plain(event) {
      var ready = grid.mode === "ready", by = MOVES[event.key], back = event.shiftKey;
      if (event.key === "Escape") leave(event);
      else if (event.key === "F2" || (event.key === "Enter" && ready)) {
        grid.open("edit");
        event.preventDefault();
      } else if (event.key === "Enter") { grid.go(grid.row + (back ? -1 : 1), grid.col); event.preventDefault(); }
      else if (event.key === "Tab") {
        var end = back ? grid.row === 0 && grid.col === 0
          : grid.row === model.content.rows.length - 1 && grid.col === grid.keys.length - 1;
        if (end) return;
        stepTo(grid.row, grid.col + (back ? -1 : 1));
        event.preventDefault();
      } else if (ready && (event.key === "Delete" || event.key === "Backspace")) { run("clear"); event.preventDefault(); }
      else if (by && grid.mode !== "edit") {
        if (!ready && grid.mode === "type" && back) return;
        if (back) grid.go(grid.row2 + by[0], grid.col2 + by[1], true);
        else grid.go(grid.row + by[0], grid.col + by[1]);
        event.preventDefault();
      } else if (ready && (event.key === "Home" || event.key === "End")) {
        grid.go(back ? grid.row2 : grid.row, event.key === "Home" ? 0 : grid.keys.length - 1, back);
        event.preventDefault();
      }
    }
    entry.addEventListener("keydown", function (event) {
      if (event.isComposing || composing || event.keyCode === 229) return;
      var by = MOVES[event.key];
      if (event.altKey && by && by[0]) {
        if (event.key === "ArrowDown" && E.LEVELS[grid.keys[grid.col]] && grid.mode !== "ready") list.show();
        else run(by[0] < 0 ? "up" : "down");
        event.preventDefault();
      } else if (list.key(event)) event.preventDefault();
      else if (event.ctrlKey || event.metaKey) {
        if (!control(event) && by && grid.mode === "ready") edge(event, by);
      } else if (!event.altKey) plain(event);
    });
    mouse(grid);
    clipboard(grid);
  }

  function mouse(grid) {
    var drags = false;
    function spot(event) {
      var td = event.target.closest && event.target.closest("#grid tbody td, #grid tbody th");
      return td && { row: td.parentElement.sectionRowIndex, col: td.cellIndex - 1 };
    }
    grid.table.addEventListener("mousedown", function (event) {
      var at = spot(event);
      if (!at || event.button) return;
      if (event.target === grid.entry && grid.mode !== "ready") return;
      if (event.target === grid.entry && !event.shiftKey && grid.row2 === grid.row && grid.col2 === grid.col &&
          document.activeElement === grid.entry) { event.preventDefault(); grid.open("edit"); return; }
      event.preventDefault();
      if (at.col < 0) {
        grid.go(at.row, 0);
        grid.go(at.row, grid.keys.length - 1, true);
        return;
      }
      grid.go(at.row, at.col, event.shiftKey);
      drags = true;
    });
    grid.table.addEventListener("mouseover", function (event) {
      var at = drags && event.buttons === 1 && spot(event);
      if (at && at.col >= 0 && (at.row !== grid.row2 || at.col !== grid.col2)) grid.go(at.row, at.col, true);
    });
    document.addEventListener("mouseup", function () { drags = false; });
    grid.table.addEventListener("dblclick", function (event) { if (spot(event)) grid.open("edit"); });
  }

  function clipboard(grid) {
    function picked() {
      var at = grid.span(), rows = [], n, c, row;
      for (n = at.top; n <= at.low; n += 1) {
        row = [];
        for (c = at.left; c <= at.right; c += 1) row.push(E.cell(grid.model.content, n, grid.keys[c]).text);
        rows.push(row);
      }
      return rows;
    }
    function copy(event) {
      if (grid.mode !== "ready") return;
      var rows = picked();
      event.clipboardData.setData("text/plain", E.clip.toText(rows));
      event.clipboardData.setData("text/html", E.clip.toHtml(rows));
      event.preventDefault();
      if (event.type === "cut") E.run("clear");
    }
    grid.entry.addEventListener("copy", copy);
    grid.entry.addEventListener("cut", copy);
    grid.entry.addEventListener("paste", function (event) {
      if (grid.mode !== "ready") return;
      var block = E.clip.block(event.clipboardData), at = grid.span();
      event.preventDefault();
      if (!block.length) return;
      var keys = { all: grid.keys, from: at.left, pick: at.right - at.left + 1 };
      var made = E.rows.paste(grid.model.content, block, at.top, at.low, keys);
      if (!made) { window.jiheng.toast(grid.words.too_many, { tone: "bad" }); return; }
      grid.row = at.top;
      grid.col = at.left;
      grid.row2 = made.last;
      grid.col2 = at.left + made.wide - 1;
      grid.change(made.content);
      if (block.length * made.wide > 1) {
        window.jiheng.toast(E.say(grid.words, "pasted", made.last - at.top + 1, made.wide) +
          (made.lost > 0 ? E.say(grid.words, "too_wide", made.lost) : ""), { undo: function () { E.run("undo"); } });
      }
    });
  }

  // The usual names of levels 1 and 2, offered under the cell; any other text may be typed.
  function choices(grid) {
    var box = E.make("ul", "choices"), at = -1;
    box.id = "grid-choices";
    box.setAttribute("role", "listbox");
    function names() {
      var key = grid.keys[grid.col], text = grid.mode === "type" ? grid.entry.value.trim() : "";
      var parent = E.cell(grid.model.content, grid.row, "level1").text.trim(), found;
      if (key === "level1") found = grid.levels.level1;
      else if (key === "level2") {
        found = grid.levels.level2.slice().sort(function (a, b) {
          return (b.parents.indexOf(parent) >= 0) - (a.parents.indexOf(parent) >= 0);
        }).map(function (one) { return one.name; });
      } else return [];
      return found.filter(function (one) { return one.indexOf(text) >= 0 && one !== text; }).slice(0, 14);
    }
    function light(n) {
      at = n;
      Array.prototype.forEach.call(box.children, function (one, i) {
        one.setAttribute("aria-selected", String(i === at));
        if (i === at) one.scrollIntoView({ block: "nearest" });
      });
      if (at >= 0) grid.entry.setAttribute("aria-activedescendant", box.children[at].id);
      else grid.entry.removeAttribute("aria-activedescendant");
    }
    function hide() { box.remove(); light(-1); }
    function show() {
      var found = names();
      if (!found.length) { hide(); return; }
      box.setAttribute("aria-label", grid.heads[grid.col]);
      box.replaceChildren.apply(box, found.map(function (name, n) {
        var one = E.make("li", "", name);
        one.id = "choice-" + n;
        one.setAttribute("role", "option");
        one.addEventListener("mousedown", function (event) { event.preventDefault(); event.stopPropagation(); take(name); });
        return one;
      }));
      var td = grid.entry.parentElement, high = td.offsetTop - grid.wrap.scrollTop;
      box.classList.toggle("up", high > grid.wrap.clientHeight / 2 && td.offsetTop > 250);
      td.appendChild(box);
      light(-1);
    }
    function take(name) {
      grid.entry.value = name;
      grid.live();
      grid.go(grid.row, grid.col);
    }
    function key(event) {
      if (!box.isConnected || event.ctrlKey || event.altKey || event.shiftKey) return false;
      var by = { ArrowDown: 1, ArrowUp: -1 }[event.key], count = box.children.length;
      if (by) { light((at + by + count + (at < 0 && by < 0 ? 1 : 0)) % count); return true; }
      if (event.key === "Enter" && at >= 0) { take(box.children[at].textContent); return true; }
      return false;
    }
    return { show: show, hide: hide, key: key };
  }
  E.keys = keys;
})();
