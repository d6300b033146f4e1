// Short answers at the foot of the page, with an undo where there is one.
// jiheng.toast("已批量通过 12 份", {undo: "/review/undo/7/", tone: "bad"}), or from the server the
// header HX-Trigger: {"toast": {"text": "…", "undo": "/…", "tone": ""}} (non-ASCII as \uXXXX).
(function () {
  "use strict";
  var STAYS = 8000;
  function token() {
    var said = document.body.getAttribute("hx-headers");
    return said ? JSON.parse(said)["X-CSRFToken"] : "";
  }
  function place() { return document.getElementById("toasts"); }
  function button(text, kind) {
    var one = document.createElement("button");
    one.type = "button";
    one.textContent = text;
    if (kind) one.className = kind;
    return one;
  }
  function toast(text, more) {
    var box = place(), one = document.createElement("div"), said = document.createElement("span");
    var timer, opts = more || {};
    if (!box) return null;
    if (box.lastChild && box.lastChild.firstChild.textContent === text) box.lastChild.remove();
    one.className = "toast " + (opts.tone || "");
    said.textContent = text;
    one.appendChild(said);
    function gone() { clearTimeout(timer); one.remove(); }
    function wait() { clearTimeout(timer); timer = setTimeout(gone, opts.stays || STAYS); }
    if (opts.undo) {
      var undo = button(box.getAttribute("data-undo"));
      undo.addEventListener("click", function () { gone(); revert(opts.undo); });
      one.appendChild(undo);
    }
    var shut = button("×", "shut");
    shut.setAttribute("aria-label", box.getAttribute("data-shut"));
    shut.addEventListener("click", gone);
    one.appendChild(shut);
    one.addEventListener("mouseenter", function () { clearTimeout(timer); });
    one.addEventListener("focusin", function () { clearTimeout(timer); });
    one.addEventListener("mouseleave", wait);
    one.addEventListener("focusout", wait);
    while (box.children.length > 2) box.firstChild.remove();
    box.appendChild(one);
    wait();
    return one;
  }
  function revert(address) {
    if (typeof address === "function") { address(); return; }
    fetch(address, { method: "POST", headers: { "X-CSRFToken": token(), "HX-Request": "true" } })
      .then(function (answer) { if (answer.ok) location.reload(); else fault(answer.status); })
      .catch(lost);
  }
  function lost() { toast(place().getAttribute("data-lost"), { tone: "bad", stays: 15000 }); }
  function fault(status) {
    toast(place().getAttribute("data-fault") + " (" + status + ")", { tone: "bad", stays: 15000 });
  }
  document.addEventListener("toast", function (event) { toast(event.detail.text, event.detail); });
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:responseError", function (event) { fault(event.detail.xhr.status); });
  window.jiheng = Object.assign(window.jiheng || {}, { toast: toast, token: token });
})();
