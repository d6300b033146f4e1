// Boxes that keep themselves when one leaves them (form[data-saves], sent by htmx) and say so;
// a button that prints. Without this file each box has its own button.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  function ref(form) { return form.querySelector("[name=ref]").value; }
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-prints]")) window.print();
    var link = event.target.closest('a[href^="#box-"]');
    if (!link) return;
    var name = link.getAttribute("href").slice(5), box = document.getElementById("why-" + name);
    if (!box || !box.offsetParent) box = document.getElementById("box-" + name);
    if (!box) return;
    event.preventDefault();
    box.scrollIntoView({ block: "center" });
    box.querySelector("textarea").focus({ preventScroll: true });
  });
  document.addEventListener("input", function (event) {
    var form = event.target.closest && event.target.closest("form[data-saves]");
    if (!form) return;
    form.querySelector(".saved-mark").textContent = "";
    document.querySelectorAll("form[data-saves] [name=ref]").forEach(function (one) {
      if (one.form !== form && one.value === ref(form)) one.form.querySelector("textarea").value = event.target.value;
    });
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target.closest && event.target.closest("form[data-saves]");
    if (!form) return;
    var mark = form.querySelector(".saved-mark"), status = event.detail.xhr.status;
    var good = status >= 200 && status < 300; // 422 is swapped in by htmx, but nothing was kept
    mark.textContent = (good ? "✓ " : "✕ ") + mark.getAttribute(good ? "data-kept" : "data-fault");
    mark.classList.toggle("bad", !good);
    if (good) document.querySelectorAll("#box-" + CSS.escape(ref(form)) + ", #why-" + CSS.escape(ref(form))).forEach(function (one) {
      one.classList.remove("wanting");
    });
  });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) {
      if (one.querySelector(".sheet.official")) one.open = true;
    });
    document.querySelectorAll("form[data-saves] textarea").forEach(function (one) {
      one.style.height = "auto"; // set by script, which the policy allows
      one.style.height = one.scrollHeight + "px";
    });
  });
})();
