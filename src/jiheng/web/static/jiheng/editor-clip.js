// Blocks of cells to and from Excel, WPS and Word: tab-separated text with quotes, and HTML tables.
(function () {
  "use strict";
  var E = window.jihengEditor;
  // "a\t\"b\nc\"\r\n" → [["a", "b\nc"]]
  function fromText(text) {
    var rows = [[]], part = "", at = 0, quoted = false, opened = false;
    function cut() { rows[rows.length - 1].push(part); part = ""; opened = false; }
    for (; at < text.length; at += 1) {
      var sign = text[at];
      if (quoted) {
        if (sign === '"' && text[at + 1] === '"') { part += '"'; at += 1; }
        else if (sign === '"') quoted = false;
        else part += sign;
      } else if (sign === '"' && part === "" && !opened && closes(text, at)) { quoted = opened = true; }
      else if (sign === "\t") cut();
      else if (sign === "\r" && text[at + 1] === "\n") continue;
      else if (sign === "\n" || sign === "\r") { cut(); rows.push([]); }
      else part += sign;
    }
    if (part !== "" || rows[rows.length - 1].length || opened) cut();
    if (!rows[rows.length - 1].length) rows.pop();
    return rows.map(function (row) {
      return row.map(function (one) { return one.replace(/\r\n?/g, "\n"); });
    });
  }
  // A quote begins a quoted cell only where one that ends a cell closes it.
  function closes(text, at) {
    var end = at + 1;
    for (;;) {
      end = text.indexOf('"', end);
      if (end < 0) return false;
      if (text[end + 1] === '"') { end += 2; continue; }
      return end + 1 >= text.length || "\t\r\n".indexOf(text[end + 1]) >= 0;
    }
  }
  function words(node) {
    if (node.nodeType === 3) return node.nodeValue.replace(/[ \t\r\n]+/g, " ");
    if (node.nodeType !== 1 || /^(STYLE|SCRIPT)$/.test(node.tagName)) return "";
    if (node.tagName === "BR") return "\n";
    var said = Array.prototype.map.call(node.childNodes, words).join("");
    return /^(P|DIV|LI)$/.test(node.tagName) ? "\n" + said.trim() + "\n" : said;
  }
  function tidy(text) {
    return text.replace(/ *\n */g, "\n").replace(/\n{2,}/g, "\n").replace(/^[ \n]+|[ \n]+$/g, "");
  }
  // Cells covered by one above are null: they continue it.
  function fromHtml(html) {
    var table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
    if (!table) return null;
    var rows = [], covered = {};
    Array.prototype.forEach.call(table.rows, function (line, n) {
      var row = [], at = 0, over;
      function fill() {
        while ((over = covered[n + "," + at]) !== undefined) { row[at] = over; at += 1; }
      }
      Array.prototype.forEach.call(line.cells, function (one) {
        fill();
        var text = tidy(words(one).replace(/\u00a0/g, " ")), down, wide;
        for (wide = 0; wide < Math.min(one.colSpan, 100); wide += 1) {
          row[at + wide] = wide ? "" : text;
          for (down = 1; down < Math.min(one.rowSpan, 2000); down += 1) {
            covered[(n + down) + "," + (at + wide)] = wide ? "" : null;
          }
        }
        at += one.colSpan;
      });
      fill();
      rows.push(row);
    });
    return rows.length && rows[0].length ? rows : null;
  }
  function block(data) {
    return fromHtml(data.getData("text/html") || "") || fromText(data.getData("text/plain") || "");
  }
  function quote(text) {
    return /["\t\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }
  function toText(rows) {
    return rows.map(function (row) { return row.map(quote).join("\t"); }).join("\r\n");
  }
  function toHtml(rows) {
    var table = document.createElement("table");
    rows.forEach(function (row) {
      var line = table.insertRow();
      row.forEach(function (text) {
        var one = line.insertCell();
        text.split("\n").forEach(function (part, n) {
          if (n) one.appendChild(E.make("br"));
          one.appendChild(document.createTextNode(part));
        });
      });
    });
    return table.outerHTML;
  }
  E.clip = { block: block, fromText: fromText, fromHtml: fromHtml, toText: toText, toHtml: toHtml };
})();
