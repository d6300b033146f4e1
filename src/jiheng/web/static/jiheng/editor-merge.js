// Two versions of one form side by side: every text that differs is chosen, mine or theirs. What only
// one side changed is chosen already; rows are paired by their names.
(function () {
  "use strict";
  var E = window.jihengEditor;
  function same(a, b) { return JSON.stringify(a) === JSON.stringify(b); }
  function name(row) { return row.name || row.value || JSON.stringify(row); }
  function solid(content) { return content.rows.map(function (_, n) { return E.solid(content, n); }); }
  // [[mine or -1, theirs or -1], …] in order: longest common run of names, then what is between.
  function pairs(mine, theirs) {
    var a = mine.map(name), b = theirs.map(name), high = [], n, m, out = [], gap = [[], []];
    for (n = a.length; n >= 0; n -= 1) {
      high[n] = [];
      for (m = b.length; m >= 0; m -= 1) {
        high[n][m] = n === a.length || m === b.length ? 0
          : a[n] === b[m] ? high[n + 1][m + 1] + 1 : Math.max(high[n + 1][m], high[n][m + 1]);
      }
    }
    function flush() {
      var both = gap[0].length === gap[1].length ? gap[0].length : 0, i;
      for (i = 0; i < both; i += 1) out.push([gap[0][i], gap[1][i]]);
      if (!both) {
        gap[0].forEach(function (one) { out.push([one, -1]); });
        gap[1].forEach(function (one) { out.push([-1, one]); });
      }
      gap = [[], []];
    }
    n = m = 0;
    while (n < a.length || m < b.length) {
      if (n < a.length && m < b.length && a[n] === b[m]) { flush(); out.push([n, m]); n += 1; m += 1; }
      else if (m >= b.length || (n < a.length && high[n + 1][m] >= high[n][m + 1])) { gap[0].push(n); n += 1; }
      else { gap[1].push(m); m += 1; }
    }
    flush();
    return out;
  }
  function side(base, mine, theirs) { // whose text stands unless somebody chooses
    if (base === undefined) return { pick: "mine", why: "both" };
    if (base === theirs) return { pick: "mine", why: "only_mine" };
    if (base === mine) return { pick: "theirs", why: "only_theirs" };
    return { pick: "mine", why: "both" };
  }
  function differences(facts) {
    var mine = facts.mine, theirs = facts.theirs, base = facts.base, found = [], words = facts.words;
    function text(place, label, old, a, b) {
      if (a !== b) found.push(Object.assign({ place: place, label: label, mine: a, theirs: b }, side(old, a, b)));
    }
    ["title", "unit"].forEach(function (key) { text(key, words[key], base && base[key], mine[key], theirs[key]); });
    Object.keys(Object.assign({}, theirs.fields, mine.fields)).forEach(function (key) {
      var label = (theirs.labels || {})[key] || key;
      text("field/" + key, label.split(/[:：]/)[0].slice(0, 20), base && (base.fields[key] || ""), mine.fields[key] || "", theirs.fields[key] || "");
    });
    var a = solid(mine), b = solid(theirs), old = base ? solid(base) : null;
    var rows = pairs(a, b).map(function (pair) {
      var one = a[pair[0]], other = b[pair[1]], before = old && (old.filter(function (row) {
        return name(row) === name(one || other) || (other && name(row) === name(other));
      })[0] || (pair[0] >= 0 && pair[1] >= 0 ? old[pair[0]] : undefined));
      var line = { mine: one, theirs: other, cells: {} }, shown = name(one || other);
      if (!one || !other) {
        var was = one ? same(before, one) : !same(before, other);
        line.whole = { label: shown, mine: one ? said(one) : "", theirs: other ? said(other) : "", whole: true,
          pick: one ? (before && was ? "theirs" : "mine") : (before && !was ? "mine" : "theirs"),
          why: one ? "only_mine" : "only_theirs" };
        found.push(line.whole);
        return line;
      }
      theirs.columns.concat("block").forEach(function (key) {
        var x = one[key] || "", y = other[key] || "";
        if (x === y) return;
        line.cells[key] = Object.assign({
          label: shown + " · " + ((theirs.heads || {})[key] || key), mine: x, theirs: y
        }, side(before && (before[key] || ""), x, y));
        found.push(line.cells[key]);
      });
      return line;
    });
    return { found: found, rows: rows };
  }
  function said(row) {
    return [row.level1, row.level2, row.name, row.value].filter(Boolean).join(" · ");
  }
  function compose(facts, made) {
    var out = Object.assign({}, facts.theirs, { fields: Object.assign({}, facts.mine.fields, facts.theirs.fields) });
    made.found.forEach(function (one) {
      if (one.place) out = E.write(out, one.place, one[one.pick]);
    });
    var touched = made.found.some(function (one) { return !one.place; });
    if (!touched) return out;
    var rows = [];
    made.rows.forEach(function (line) {
      if (line.whole) {
        if (line[line.whole.pick]) rows.push(line[line.whole.pick]);
        return;
      }
      var row = Object.assign({}, line.theirs);
      Object.keys(line.cells).forEach(function (key) { row[key] = line.cells[key][line.cells[key].pick]; });
      rows.push(row);
    });
    return E.withRows(out, rows.length ? rows : facts.mine.rows);
  }
  function option(one, n, which, words) {
    var cell = E.make("td"), label = E.make("label", "side"), radio = E.make("input");
    label.dataset.who = which === "mine" ? words.mine : words.yours;
    radio.type = "radio";
    radio.name = "side-" + n;
    radio.value = which;
    radio.checked = one.pick === which;
    radio.addEventListener("change", function () { one.pick = which; });
    label.append(radio, E.make(one[which] ? "span" : "i", "", one[which] || (one.whole ? words.no_row : "（" + words.blank + "）")));
    cell.appendChild(label);
    return cell;
  }
  E.merge = function (facts, done) {
    var made = differences(facts), box = document.getElementById("stale"), chosen = null;
    var body = box.querySelector("tbody"), words = facts.words;
    if (!made.found.length) { done(facts.theirs); return; }
    document.getElementById("stale-said").textContent = facts.said || "";
    document.getElementById("stale-theirs").textContent = facts.by ? E.say(words, "theirs", facts.by) : document.getElementById("stale-theirs").textContent;
    body.replaceChildren.apply(body, made.found.map(function (one, n) {
      var line = E.make("tr", one.why === "both" ? "changed" : "new"), head = E.make("td");
      head.append(E.make("b", "", one.label), E.make("div", "tiny muted", words[one.why]));
      line.append(head, option(one, n, "mine", words), option(one, n, "theirs", words));
      return line;
    }));
    function all(event) {
      var which = event.currentTarget.dataset.all;
      made.found.forEach(function (one) { one.pick = which; });
      body.querySelectorAll("input[value=" + which + "]").forEach(function (one) { one.checked = true; });
    }
    box.querySelectorAll("[data-all]").forEach(function (one) { one.onclick = all; });
    document.getElementById("stale-merge").onclick = function () { chosen = compose(facts, made); box.close(); };
    box.onclose = function () { box.onclose = null; done(chosen); };
    if (!box.open) box.showModal();
    document.getElementById("stale-merge").focus();
  };
  E.differences = differences;
})();
