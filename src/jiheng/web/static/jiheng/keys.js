// Keys for the whole page: ? shows them, G and a letter goes somewhere, / to the search box.
// They are quiet while somebody types, and with Ctrl, Alt or Meta.
(function () {
  "use strict";
  var PLACES = { w: "/", p: "/projects/", r: "/review/", e: "/evidence/", a: "/analytics/" };
  var waits = 0;
  function typing(target) {
    return target.closest && target.closest("input, textarea, select, [contenteditable], table.grid");
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    var key = event.key.toLowerCase();
    if (event.key === "?") {
      if (window.jiheng.open("keys")) event.preventDefault();
    } else if (key === "/") {
      var box = document.querySelector("main input[type=search]");
      if (box) { box.focus(); event.preventDefault(); }
    } else if (key === "g") {
      waits = Date.now();
      return;
    } else if (PLACES[key] && Date.now() - waits < 1200) {
      location.assign(PLACES[key]);
    }
    waits = 0;
  });
})();
