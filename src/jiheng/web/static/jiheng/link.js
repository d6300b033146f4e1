// A finding and its cells light up together. A card has data-link="<id>"; a cell has
// data-links="<id> <id>". J and K walk from card to card.
(function () {
  "use strict";
  var lit = [];
  function names(target) {
    var one = target && target.closest ? target.closest("[data-link], [data-links]") : null;
    if (!one) return [];
    return (one.getAttribute("data-link") || one.getAttribute("data-links")).split(" ");
  }
  function show(event) {
    var wanted = names(event.target);
    lit.forEach(function (one) { one.classList.remove("lit"); });
    lit = [];
    wanted.filter(Boolean).forEach(function (name) {
      var quoted = CSS.escape(name);
      document.querySelectorAll('[data-link="' + quoted + '"], [data-links~="' + quoted + '"]')
        .forEach(function (one) { one.classList.add("lit"); lit.push(one); });
    });
    if (event.type === "focusin" && event.target.matches("[data-link]")) reveal();
  }
  function reveal() { // the sheet stands still beside a long list of cards and scrolls by itself
    var cell = lit.filter(function (one) { return one.hasAttribute("data-links"); })[0];
    var sheet = cell && cell.closest(".sheet");
    if (!sheet || sheet.scrollHeight <= sheet.clientHeight) return;
    var gap = cell.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
    if (gap < 0 || gap > sheet.clientHeight - 60) sheet.scrollTop += gap - sheet.clientHeight / 2;
  }
  function step(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], table.grid")) return;
    var by = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
    if (!by) return;
    var cards = Array.prototype.filter.call(document.querySelectorAll("[data-link]"), function (one) {
      return one.offsetParent !== null;
    });
    var at = cards.indexOf(event.target.closest("[data-link]"));
    var next = cards[at < 0 ? (by > 0 ? 0 : cards.length - 1) : at + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }
  function arrive() {
    var one = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!one) return;
    var fold = one.closest("details");
    if (fold) fold.open = true;
    show({ target: one });
    if (one.matches("[data-link]")) one.focus({ preventScroll: true });
  }
  document.addEventListener("mouseover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("keydown", step);
  window.addEventListener("hashchange", arrive);
  if (location.hash) arrive();
})();
