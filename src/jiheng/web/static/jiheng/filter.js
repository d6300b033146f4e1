// Shows findings of one severity: [data-filter="#main"] holds buttons with data-key; in the target
// what has data-severity of another kind is hidden (cards), or loses its colour (cells, marks).
(function () {
  "use strict";
  function sift(group) {
    var on = group.querySelector("[aria-pressed=true]");
    var key = on ? on.getAttribute("data-key") : "";
    var place = document.querySelector(group.getAttribute("data-filter"));
    if (!place) return;
    place.querySelectorAll("[data-severity]").forEach(function (one) {
      var other = key !== "" && one.getAttribute("data-severity") !== key;
      if (one.matches("td, span:not(.n)")) one.classList.toggle("dim", other);
      else one.hidden = other;
    });
    place.querySelectorAll("details.hints").forEach(function (fold) {
      var mine = key !== "" && fold.querySelector('[data-severity="' + key + '"]:not([hidden])');
      if (mine) fold.open = true;
      fold.hidden = key !== "" && !mine;
    });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-filter] [data-key]");
    if (!button) return;
    var group = button.closest("[data-filter]");
    var again = button.getAttribute("aria-pressed") === "true";
    group.querySelectorAll("[data-key]").forEach(function (one) {
      var all = one.getAttribute("data-key") === "";
      one.setAttribute("aria-pressed", String(again ? all : one === button));
    });
    sift(group);
  });
  document.addEventListener("htmx:afterSettle", function () {
    document.querySelectorAll("[data-filter]").forEach(sift);
  });
})();
