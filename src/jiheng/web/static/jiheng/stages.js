// Boxes that keep themselves when one leaves them (form[data-saves], sent by htmx) and say so;
// a button that prints. Without this file each box has its own button.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-prints]")) window.print();
  });
  document.addEventListener("input", function (event) {
    var form = event.target.closest && event.target.closest("form[data-saves]");
    if (form) form.querySelector(".saved-mark").textContent = "";
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target.closest && event.target.closest("form[data-saves]");
    if (!form) return;
    var mark = form.querySelector(".saved-mark"), good = event.detail.successful;
    mark.textContent = (good ? "✓ " : "✕ ") + mark.getAttribute(good ? "data-kept" : "data-fault");
    mark.classList.toggle("bad", !good);
    if (good) form.classList.toggle("wanting", false);
  });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("form[data-saves] textarea").forEach(function (one) {
      one.style.height = "auto"; // set by script, which the policy allows
      one.style.height = one.scrollHeight + "px";
    });
  });
})();
