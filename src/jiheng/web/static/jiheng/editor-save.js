// Everything typed is kept: at once on this computer, after a pause on the server. A save names the
// revision it was begun from, so that nobody's work is written over.
(function () {
  "use strict";
  var E = window.jihengEditor, PAUSE = 800, AGAIN = 5000, SMALL = 60000;
  // fetch with our headers; resolves with {ok, status, body, out} and rejects without network.
  E.post = function (url, body, more) {
    return fetch(url, Object.assign({
      method: "POST", body: JSON.stringify(body), credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": window.jiheng.token() }
    }, more || {})).then(function (answer) {
      var out = answer.redirected || answer.status === 401;
      return answer.text().then(function (text) {
        var read = {};
        try { read = JSON.parse(text); } catch (error) { read = {}; }
        return { ok: answer.ok && !out, status: answer.status, body: read, out: out };
      });
    });
  };
  function Saver(base, model, start) {
    this.base = base; this.model = model; this.words = start.words;
    this.revision = start.revision;
    this.synced = model.content;
    this.key = "jiheng-draft:" + start.key;
    this.said = document.getElementById("saved");
    this.state = "saved";
    var self = this;
    model.watchers.push(function () { self.changed(); });
    window.addEventListener("online", function () { if (self.dirty()) self.save(); });
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden" && self.dirty()) self.save(true);
    });
    window.addEventListener("pagehide", function () { if (self.dirty()) self.save(true); });
    window.addEventListener("beforeunload", function (event) {
      if (self.dirty() && self.state === "failed") event.preventDefault();
    });
  }
  var at = Saver.prototype;
  at.dirty = function () { return this.model.content !== this.synced; };
  at.say = function (state, text) {
    this.state = state;
    this.said.textContent = text;
    this.said.className = "saved" + (state === "saved" ? "" : state === "failed" ? " failed" : " dirty");
  };
  at.keep = function () {
    var kept = { content: this.model.content, base: this.synced, revision: this.revision, at: Date.now() };
    try { localStorage.setItem(this.key, JSON.stringify(kept)); } catch (error) { this.full = true; }
  };
  at.forget = function () { try { localStorage.removeItem(this.key); } catch (error) { this.full = true; } };
  at.kept = function () {
    try { return JSON.parse(localStorage.getItem(this.key)); } catch (error) { return null; }
  };
  at.changed = function () {
    var self = this;
    this.keep();
    if (this.state !== "failed") this.say("dirty", this.words.dirty);
    clearTimeout(this.timer);
    this.timer = setTimeout(function () { self.save(); }, PAUSE);
  };
  // Resolves with true once everything typed is on the server.
  at.save = function (leaving) {
    var self = this, content = this.model.content, body, more = {};
    clearTimeout(this.timer);
    if (this.held) return Promise.resolve(false); // a question is open: which of two versions
    if (this.busy) return this.busy.then(function () { return self.save(leaving); });
    if (!this.dirty()) { if (this.state === "dirty") this.say("saved", this.time || this.words["new"]); return Promise.resolve(true); }
    body = { content: content, based_on: this.revision };
    if (leaving && JSON.stringify(body).length < SMALL) more.keepalive = true;
    if (this.state !== "failed") this.say("dirty", this.words.saving);
    this.busy = E.post(this.base + "save/", body, more).then(function (answer) {
      self.busy = null;
      return self.answer(answer, content);
    }, function () {
      self.busy = null;
      self.say("failed", self.words.offline);
      self.timer = setTimeout(function () { self.save(); }, AGAIN);
      return false;
    });
    return this.busy;
  };
  at.answer = function (answer, content) {
    var body = answer.body;
    if (answer.ok) {
      this.revision = body.revision;
      this.synced = content;
      this.time = E.say(this.words, "saved", body.at);
      if (this.dirty()) { this.keep(); this.say("dirty", this.words.dirty); return this.save(); }
      this.forget();
      this.say("saved", this.time);
      return true;
    }
    this.keep();
    if (answer.status === 409 && body.code === "stale") { this.stale(body); return false; }
    this.say("failed", answer.out ? this.words.signed_out
      : E.say(this.words, "failed", body.detail || answer.status));
    if (answer.out || answer.status >= 500) {
      var self = this;
      this.timer = setTimeout(function () { self.save(); }, AGAIN);
    }
    return false;
  };
  at.stale = function (facts) {
    var self = this;
    this.held = true;
    this.say("failed", this.words.dirty);
    E.merge({
      base: this.synced, mine: this.model.content, theirs: facts.theirs, words: this.words,
      said: facts.detail, by: facts.by
    }, function (merged) {
      self.held = false;
      if (!merged) { self.say("failed", self.words.dirty); return; }
      self.revision = facts.revision;
      self.synced = facts.theirs;
      self.say("dirty", self.words.dirty);
      if (!self.model.set(merged, "")) self.changed();
      self.save().then(function (good) {
        if (good) window.jiheng.toast(self.words.merged_done);
      });
    });
  };
  // After a crash: what was typed and never reached the server.
  at.restore = function () {
    var kept = this.kept(), self = this, same;
    if (!kept || !kept.content) return;
    same = JSON.stringify(kept.content) === JSON.stringify(this.model.content);
    if (same) { this.forget(); return; }
    if (kept.revision === this.revision) {
      this.model.set(kept.content, "");
      window.jiheng.toast(this.words.restored, { undo: function () { E.run("undo"); }, stays: 20000 });
      return;
    }
    var theirs = this.model.content;
    this.synced = kept.base || theirs;
    this.model.set(kept.content, "");
    clearTimeout(this.timer);
    this.stale({ theirs: theirs, revision: this.revision, by: "", detail: self.words.restored });
  };
  E.Saver = Saver;
})();
