// Files dropped on form[data-drop] or chosen in it go up one by one, each with its progress.
// The server answers a JSON {"url": "…", "text": "…"} (Accept: application/json) or a page; with one
// file the page of its reading opens. Without this file it is a plain form.
(function () {
  "use strict";
  function line(form, file) {
    var item = document.createElement("li"), name = document.createElement("span");
    var bar = document.createElement("progress"), said = document.createElement("span");
    name.className = "name";
    name.textContent = name.title = file.name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    said.className = "num tiny";
    item.append(name, bar, said);
    form.querySelector("[data-files]").appendChild(item);
    return { item: item, bar: bar, said: said };
  }
  function answer(form, shown, request, alone) {
    var body = {};
    try { body = JSON.parse(request.responseText); } catch (error) { body = {}; }
    if (request.status < 200 || request.status >= 400) {
      var why = document.createElement("span");
      why.className = "bad tiny";
      why.textContent = body.detail || form.getAttribute("data-failed") + " (" + request.status + ")";
      shown.bar.replaceWith(why);
      shown.said.textContent = "✕";
      return;
    }
    var address = body.url || request.responseURL;
    if (alone) { location.assign(address); return; }
    var link = document.createElement("a");
    link.href = address;
    link.textContent = body.text || form.getAttribute("data-done");
    shown.bar.replaceWith(link);
    shown.said.textContent = "✓";
  }
  function send(form, files, at) {
    if (at >= files.length) { form.removeAttribute("aria-busy"); return; }
    var data = new FormData(), request = new XMLHttpRequest(), shown = line(form, files[at]);
    new FormData(form).forEach(function (value, key) { if (key !== "file") data.append(key, value); });
    data.append("file", files[at]);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", function (event) {
      if (!event.lengthComputable) return;
      shown.bar.value = Math.floor(event.loaded * 100 / event.total);
      shown.said.textContent = shown.bar.value + "%";
    });
    request.addEventListener("load", function () {
      answer(form, shown, request, files.length === 1);
      send(form, files, at + 1);
    });
    request.addEventListener("error", function () {
      answer(form, shown, request, false);
      send(form, files, at + 1);
    });
    request.send(data);
  }
  function start(form, files) {
    if (!files.length || form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    send(form, Array.prototype.slice.call(files), 0);
  }
  ["dragover", "dragleave", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var form = event.target.closest && event.target.closest("form[data-drop]");
      if (!form) return;
      event.preventDefault();
      form.classList.toggle("over", kind === "dragover");
      if (kind === "drop") start(form, event.dataTransfer.files);
    });
  });
  document.addEventListener("submit", function (event) {
    var form = event.target.closest("form[data-drop]");
    if (!form) return;
    var input = form.querySelector("input[type=file]");
    if (input.files.length) { event.preventDefault(); start(form, input.files); }
  });
})();
