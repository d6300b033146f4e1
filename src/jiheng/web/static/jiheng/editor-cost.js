// Quantity × rate × periods: asked of the server, which computes exactly and shows the working.
(function () {
  "use strict";
  var E = window.jihengEditor, PAUSE = 200, MOST = 30;
  E.cost = function (base, grid, reader, words) {
    var box = document.getElementById("cost-dialog"), terms = document.getElementById("cost-terms");
    var work = document.getElementById("cost-work"), put = document.getElementById("cost-put");
    var row = document.getElementById("cost-row"), timer, number = 0, ready = null;
    function list(id, found) {
      var place = document.getElementById(id);
      place.replaceChildren.apply(place, found.map(function (one) {
        var made = E.make("option");
        made.value = one.text;
        made.label = one.text + " " + one.ref + " " + one.name;
        return made;
      }));
    }
    function box1(name, text, offers) {
      var holder = E.make("label", "one"), input = E.make("input");
      input.setAttribute("list", offers);
      input.name = name;
      input.value = text || "";
      input.maxLength = 60;
      input.autocomplete = "off";
      holder.append(E.make("span", "tiny muted", words[name]), input);
      return holder;
    }
    function term(quantity, rate, periods) {
      if (terms.children.length >= MOST) return;
      var line = E.make("div", "term"), gone = E.make("button", "btn small", "×");
      gone.type = "button";
      gone.setAttribute("aria-label", words.remove);
      gone.addEventListener("click", function () { line.remove(); if (!terms.children.length) term(); later(); });
      line.append(box1("quantity", quantity, "cost-quantities"), E.make("b", "times", "×"),
        box1("rate", rate, "cost-rates"), E.make("b", "times", "×"),
        box1("periods", periods, "cost-periods"), gone, E.make("p", "wrong tiny bad"));
      terms.appendChild(line);
    }
    function asked() {
      return {
        terms: Array.prototype.map.call(terms.children, function (line) {
          var one = {};
          line.querySelectorAll("input").forEach(function (input) { one[input.name] = input.value; });
          return one;
        }),
        sign: document.getElementById("cost-sign").value, unit: document.getElementById("cost-unit").value
      };
    }
    function later() { clearTimeout(timer); timer = setTimeout(ask, PAUSE); }
    function ask() {
      var mine = (number += 1);
      E.post(base + "cost/", asked()).then(function (answer) {
        if (mine === number && answer.ok) show(answer.body);
      }).catch(function () { work.textContent = words.offline; });
    }
    function show(read) {
      ready = read.value ? read : null;
      put.disabled = !ready;
      work.replaceChildren.apply(work, read.working.map(function (one) { return E.make("div", "", one); }));
      if (ready) work.appendChild(E.make("b", "result", read.value));
      Array.prototype.forEach.call(terms.children, function (line, n) {
        var wrong = read.problems.filter(function (one) { return one.term === n; })[0];
        line.querySelector(".wrong").textContent = wrong ? wrong.said : "";
      });
    }
    function rows() {
      var costs = reader.read.costs, content = grid.model.content, all = content.rows.map(function (_, n) { return n + 1; });
      all.sort(function (a, b) { return (costs.indexOf(b) >= 0) - (costs.indexOf(a) >= 0) || a - b; });
      row.replaceChildren.apply(row, all.map(function (n) {
        var made = E.make("option", "", (reader.read.refs[n - 1] || n) + " " + (content.rows[n - 1].name || "").slice(0, 24));
        made.value = String(n);
        return made;
      }));
      row.value = String(costs.indexOf(grid.row + 1) >= 0 || !costs.length ? grid.row + 1 : costs[0]);
    }
    box.addEventListener("input", later);
    document.getElementById("cost-more").addEventListener("click", function () { term(); terms.lastChild.querySelector("input").focus(); });
    document.getElementById("cost-form").addEventListener("submit", function (event) {
      event.preventDefault();
      if (!ready) return;
      var content = grid.model.content, keys = content.columns, n = row.value, text = ready.value;
      if (keys.indexOf("unit") >= 0) {
        text = (keys.indexOf("sign") >= 0 ? "" : ready.sign) + ready.number;
        content = E.write(content, n + "/unit", ready.unit);
      }
      if (keys.indexOf("sign") >= 0) content = E.write(content, n + "/sign", ready.sign);
      content = E.write(content, n + "/value", text);
      grid.model.set(content, n + "/value");
      box.close();
      grid.goTo(n + "/value");
      window.jiheng.toast(E.say(words, "inserted", ready.value), { undo: function () { E.run("undo"); } });
    });
    return function (from) {
      var known = reader.read.choices, first = known.quantities[0], rate = known.rates[0];
      list("cost-quantities", known.quantities);
      list("cost-rates", known.rates);
      terms.replaceChildren();
      term(first && first.text, rate && rate.text, rate && rate.text.indexOf("月") > 0 ? "12月" : "");
      rows();
      show({ working: [], problems: [] });
      ask();
      window.jiheng.open("cost-dialog", from);
    };
  };
})();
