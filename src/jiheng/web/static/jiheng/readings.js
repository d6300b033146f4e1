// Confirming what was read: all at once, and a repaired text is an answer by itself. The
// original begins at the form that is shown.
(function () {
  "use strict";
  var begins = document.querySelector("[data-begins]"), pane = begins && begins.closest(".original-file");
  if (pane) pane.scrollTop = begins.offsetTop - pane.offsetTop - 60;
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
