// Brings the editor together: the fields around the grid, the buttons, the margin, handing in.
(function () {
  "use strict";
  var E = window.jihengEditor, place = document.getElementById("editor");
  var start = JSON.parse(document.getElementById("editor-start").textContent), words = start.words;
  var base = place.dataset.base, model = new E.Model(start.content), grid = new E.Grid(model, start);
  start.remarks.forEach(function (one) { grid.noted[one.cell] = true; });
  var reader = new E.Reader(base, grid, start), saver = new E.Saver(base, model, start);
  var cost = E.cost(base, grid, reader, words), inputs = document.querySelectorAll("[data-place]");
  var RUN = {
    undo: function () { grid.done(); model.undo(); },
    redo: function () { grid.done(); model.redo(); },
    insert: function (at) {
      var made = E.rows.insert(model.content, at.low, at.low - at.top + 1);
      grid.row = grid.row2 = at.low + 1;
      grid.change(made);
    },
    remove: function (at) { grid.row = grid.row2 = at.top; grid.change(E.rows.remove(model.content, at.top, at.low)); },
    up: function (at) { shift(at, -1); },
    down: function (at) { shift(at, 1); },
    fill: function (at) { grid.change(E.rows.fill(model.content, at.top, at.low, grid.keys.slice(at.left, at.right + 1))); },
    clear: function (at) {
      var next = model.content, n;
      function one(key) { next = E.withCell(next, n, key, ""); }
      for (n = at.top; n <= at.low; n += 1) grid.keys.slice(at.left, at.right + 1).forEach(one);
      grid.change(next);
    },
    cost: function () { cost(document.querySelector("[data-do=cost]")); }
  };
  function shift(at, by) {
    var made = E.rows.move(model.content, at.top, at.low, by);
    if (made === model.content) return;
    grid.row += by;
    grid.row2 += by;
    grid.change(made);
  }
  E.run = function (name) {
    if (name !== "undo" && name !== "redo") grid.done();
    RUN[name](grid.span());
    grid.draw();
    if (name !== "cost" && name !== "undo" && name !== "redo") grid.show();
  };
  E.keys(grid, E.run);
  grid.placed = function () {
    var line = document.getElementById("formula"), here = (grid.row + 1) + "/" + grid.keys[grid.col];
    var about = reader.about(here), link = line.children[1];
    line.firstElementChild.textContent = (grid.refs[grid.row] || grid.row + 1) + " " + grid.heads[grid.col];
    link.hidden = !about;
    if (about) {
      link.href = "#" + about.anchor;
      link.className = "sev-" + about.severity;
      link.textContent = about.number + " " + words[about.severity] + "：" + about.title;
    }
    line.lastElementChild.textContent = about ? "" : E.cell(model.content, grid.row, grid.keys[grid.col]).text;
  };
  grid.placed();
  model.watchers.push(function (at, back) {
    reader.later();
    inputs.forEach(function (one) {
      var text = E.read(model.content, one.dataset.place);
      if (one.value !== text) one.value = text;
    });
    document.querySelector("[data-do=undo]").disabled = !model.past.length;
    document.querySelector("[data-do=redo]").disabled = !model.future.length;
    if (back && at && /^\d/.test(at)) {
      var parts = at.split("/"), col = grid.keys.indexOf(parts[1]);
      grid.row = grid.row2 = Number(parts[0]) - 1;
      grid.col = grid.col2 = Math.max(0, col);
      grid.clamp();
    }
    if (grid.mode === "ready") { grid.clamp(); grid.draw(); grid.place(document.activeElement === grid.entry || (back && place.contains(document.activeElement) && /^\d/.test(at) && !document.activeElement.dataset.place)); }
    grid.draw();
  });

  // Fields: one undo for each visit of a box.
  var visit = 0;
  inputs.forEach(function (one) {
    one.addEventListener("focus", function () { visit += 1; });
    one.addEventListener("input", function (event) {
      if (event.isComposing) return;
      model.set(E.write(model.content, one.dataset.place, one.value), one.dataset.place, "field" + visit);
    });
    one.addEventListener("compositionend", function () {
      model.set(E.write(model.content, one.dataset.place, one.value), one.dataset.place, "field" + visit);
    });
    one.addEventListener("keydown", function (event) {
      var key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.isComposing || (key !== "z" && key !== "y")) return;
      event.preventDefault();
      visit += 1;
      E.run(key === "y" || event.shiftKey ? "redo" : "undo");
    });
  });
  document.querySelectorAll("form.heads").forEach(function (one) {
    one.addEventListener("submit", function (event) { event.preventDefault(); });
  });
  document.addEventListener("click", function (event) {
    var target = event.target, button = target.closest("[data-do]");
    if (button) { E.run(button.dataset.do); if (!grid.entry.matches(":focus") && button.disabled) grid.place(true); return; }
    var card = target.closest("#formula a") && document.getElementById(target.closest("#formula a").hash.slice(1));
    if (card) { event.preventDefault(); reveal(card); return; }
    var link = target.closest("#beside a[href^='#'], #hand-in-list a");
    if (link) { event.preventDefault(); jump(decodeURIComponent(link.hash.slice(1))); return; }
    var adopt = target.closest("[data-adopt]");
    if (adopt) take(adopt.dataset);
    var settled = target.closest("[data-resolve]");
    if (settled) resolve(settled);
    var away = target.closest("[data-flush]");
    if (away && saver.dirty()) {
      event.preventDefault();
      grid.done();
      saver.save().then(function (good) { if (good) location.assign(away.href); });
    }
  });
  function reveal(card) {
    var fold = card.closest("details");
    if (fold) fold.open = true;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "center" });
  }
  function jump(at) {
    var open = document.querySelector("dialog[open]");
    if (open) open.close();
    if (/^\d+\//.test(at)) { grid.goTo(at); return; }
    var box = document.getElementById("f-" + at.replace("field/", ""));
    if (box) { box.focus(); box.scrollIntoView({ block: "center" }); }
  }
  function take(one) {
    var now = E.read(model.content, one.adopt);
    if (now.trim() !== one.old.trim()) { window.jiheng.toast(words.gone, { tone: "bad" }); reader.ask(); return; }
    model.set(E.write(model.content, one.adopt, one.new), one.adopt);
    model.rest();
    if (/^\d/.test(one.adopt)) grid.goTo(one.adopt);
    reader.ask();
    window.jiheng.toast(words.adopted + "：" + one.new, { undo: function () { E.run("undo"); } });
  }
  function resolve(button) {
    var card = button.closest("[data-remark]");
    button.disabled = true;
    fetch("/remarks/" + button.dataset.resolve + "/resolve/", {
      method: "POST", redirect: "manual", headers: { "X-CSRFToken": window.jiheng.token() }
    }).then(function (answer) {
      if (!answer.ok && answer.type !== "opaqueredirect") throw new Error(String(answer.status));
      var link = card.querySelector("a[href^='#']");
      if (link) delete grid.noted[decodeURIComponent(link.hash.slice(1))];
      grid.draw();
      card.remove();
      window.jiheng.toast(words.resolved);
    }).catch(function () { button.disabled = false; window.jiheng.toast(words.not_resolved, { tone: "bad" }); });
  }
  var hand = document.getElementById("hand-in");
  if (hand) hand.addEventListener("click", function () {
    grid.done();
    Promise.all([saver.save(), reader.ask()]).then(function (both) { if (both[0] && both[1]) before(both[1]); });
  });
  function before(read) {
    var list = document.getElementById("hand-in-list"), sure = document.getElementById("hand-in-sure");
    var grave = read.cards.filter(function (one) { return one.severity !== "info"; });
    document.getElementById("hand-in-counts").textContent = E.say(words, "counted", read.counts.error, read.counts.warning, read.counts.info);
    list.replaceChildren.apply(list, grave.map(function (one) {
      var line = E.make("li"), link = E.make("a", "", one.where || one.title);
      link.href = "#" + one.cell;
      line.append(E.make("span", "chip " + (one.severity === "error" ? "bad" : "warn"), words[one.severity]), " ", one.title, "：");
      line.append(one.cell ? link : one.where || "");
      return line;
    }));
    if (!grave.length) list.appendChild(E.make("li", "good", words.clean));
    sure.hidden = !read.counts.error;
    sure.querySelector("input").required = Boolean(read.counts.error);
    sure.querySelector("input").checked = false;
    sure.querySelector("span").textContent = E.say(words, "errors_left", read.counts.error);
    window.jiheng.open("hand-in-dialog", hand);
  }
  E.editor = { model: model, grid: grid, saver: saver, reader: reader };
  saver.restore();
})();
