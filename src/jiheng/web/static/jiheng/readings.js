// Confirming what was read: all at once, and a repaired text is an answer by itself. The
// original begins at the form that is shown, as pages or as text: one of them at a time.
(function () {
  "use strict";
  function begin(pane) {
    var first = pane.querySelector("[data-begins]");
    if (!first) return;
    var above = first.tagName === "FIGURE" ? 8 : 60;
    pane.scrollTop += first.getBoundingClientRect().top - pane.getBoundingClientRect().top - above;
  }
  var sides = document.querySelector(".sides"), left = {}; // how far each was scrolled when left
  function show(tab) {
    sides.querySelectorAll(".tabs a").forEach(function (one) {
      var pane = document.getElementById(one.hash.slice(1)), seen = one.hasAttribute("aria-current");
      if (one !== tab) {
        if (seen) left[pane.id] = pane.scrollTop;
        one.removeAttribute("aria-current");
        pane.hidden = true;
      } else if (!seen) {
        one.setAttribute("aria-current", "true");
        pane.hidden = false;
        if (pane.id in left) pane.scrollTop = left[pane.id]; else begin(pane);
      }
    });
  }
  if (sides) {
    var tabs = sides.querySelectorAll(".tabs a");
    show(location.hash === tabs[1].hash ? tabs[1] : tabs[0]);
    sides.querySelector(".tabs").addEventListener("click", function (event) {
      var tab = event.target.closest("a");
      if (!tab) return;
      event.preventDefault();
      show(tab);
    });
  } else document.querySelectorAll(".original-file").forEach(begin);
  var form = document.getElementById("make");
  if (!form) return;
  form.addEventListener("click", function (event) {
    if (!event.target.closest("[data-confirm-all]")) return;
    form.querySelectorAll("input[name^='ok-']").forEach(function (one) { one.checked = true; });
  });
  form.addEventListener("input", function (event) {
    if (!/^text-/.test(event.target.name || "")) return;
    var row = event.target.closest("tr");
    if (event.target.value !== event.target.defaultValue) row.classList.remove("open");
  });
})();
