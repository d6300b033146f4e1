// Whole rows: put in, taken out, moved, filled down, pasted over. Every function makes a new content.
(function () {
  "use strict";
  var E = window.jihengEditor, MOST = 2000;
  // Every row by itself where the order changes, so that no merged cell takes another row's text.
  function loose(content, from, to) {
    var rows = content.rows.slice(), n;
    for (n = from; n <= to && n < rows.length; n += 1) rows[n] = E.solid(content, n);
    return rows;
  }
  function blank(content, like) {
    var row = {};
    content.columns.forEach(function (key) {
      if (key !== "block") row[key] = E.LEVELS[key] && like ? like[key] || "" : "";
    });
    if (like && like.block) row.block = like.block;
    return row;
  }
  function insert(content, after, count) {
    if (content.rows.length + count > MOST) return content;
    var rows = loose(content, after + 1, after + 1), made = [];
    while (made.length < count) made.push(blank(content, content.rows[after]));
    rows.splice.apply(rows, [after + 1, 0].concat(made));
    return E.withRows(content, rows);
  }
  function remove(content, from, to) {
    var rows = loose(content, to + 1, to + 1);
    rows.splice(from, to - from + 1);
    if (!rows.length) rows.push(blank(content, null));
    return E.withRows(content, rows);
  }
  function move(content, from, to, by) {
    if (from + by < 0 || to + by >= content.rows.length) return content;
    var rows = loose(content, Math.max(0, from - 1), to + 2);
    var part = rows.splice(from, to - from + 1);
    rows.splice.apply(rows, [from + by, 0].concat(part));
    return E.withRows(content, rows);
  }
  function fill(content, from, to, keys) {
    var start = from === to ? from - 1 : from, next = content, n;
    if (start < 0) return content;
    function one(key) { next = E.withCell(next, n, key, E.cell(content, start, key).text); }
    for (n = start + 1; n <= to; n += 1) keys.forEach(one);
    return next;
  }
  // A block over a selection: repeated where the selection is a multiple of it.
  function paste(content, block, from, to, keys) {
    var high = block.length, wide = Math.max.apply(null, block.map(function (r) { return r.length; }));
    var rows = to - from + 1, last, n, next = content;
    last = from + (rows > high && rows % high === 0 ? rows : high) - 1;
    if (last >= MOST) return null;
    if (last >= content.rows.length) {
      next = insert(next, content.rows.length - 1, last - content.rows.length + 1);
    }
    var across = keys.pick > wide && keys.pick % wide === 0 ? keys.pick : wide;
    var used = keys.all.slice(keys.from, keys.from + across);
    function put(key, at) {
      var text = block[(n - from) % high][at % wide], above = next.rows[n - 1];
      if (text === undefined) text = "";
      if (text === null) text = E.LEVELS[key] && above ? above[key] || "" : above ? E.cell(next, n - 1, key).text : "";
      next = E.withCell(next, n, key, text);
    }
    for (n = from; n <= last; n += 1) used.forEach(put);
    return { content: next, last: last, wide: used.length, lost: across - used.length };
  }
  E.rows = { insert: insert, remove: remove, move: move, fill: fill, paste: paste, MOST: MOST };
})();
