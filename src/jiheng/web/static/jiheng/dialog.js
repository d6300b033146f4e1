// Dialogs and menus. data-opens="id" opens <dialog id>; data-shuts-dialog closes the one around it;
// details[data-shuts] closes by Esc or a press elsewhere; select[data-submits] sends its form;
// a[data-back] goes one page back. Everything is a plain link, form or details without this file.
(function () {
  "use strict";
  function open(id, from) {
    var box = document.getElementById(id);
    if (!box || !box.showModal || box.open) return false;
    box.showModal();
    if (from) box.addEventListener("close", function () { from.focus(); }, { once: true });
    var first = box.querySelector("[autofocus], textarea, input:not([type=hidden]), select");
    if (first) first.focus();
    return true;
  }
  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-opens]");
    if (opener && open(opener.getAttribute("data-opens"), opener)) { event.preventDefault(); return; }
    if (event.target.closest("[data-shuts-dialog]")) event.target.closest("dialog").close();
    if (event.target.matches("dialog")) event.target.close(); // the backdrop
    var back = event.target.closest("a[data-back]");
    if (back && history.length > 1) { event.preventDefault(); history.back(); }
    document.querySelectorAll("details[data-shuts][open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-shuts][open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("change", function (event) {
    if (event.target.matches("select[data-submits]")) event.target.form.requestSubmit();
  });
  window.jiheng = Object.assign(window.jiheng || {}, { open: open });
})();
