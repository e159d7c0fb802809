"use strict";

/* Changes on their way to the server: said at once, sent within a second, kept until they are stored. */
const SEND_AFTER = 600;
const LOOK_EVERY = 15000;

/* One request. Status 0: the server was not reached; 401: nobody is logged in any more. */
async function ask(url, { body, quiet, signal, keepalive } = {}) {
  const headers = { Accept: "application/json" };
  const options = { headers, signal, keepalive, redirect: "manual" };
  // Looking in the background does not count as use, so that an abandoned desk is still logged out.
  if (quiet) headers["HX-Request"] = "true";
  if (body) {
    options.method = "POST";
    options.body = JSON.stringify(body);
    headers["Content-Type"] = "application/json";
    headers["X-CSRFToken"] = document.querySelector("input[name=csrf_token]").value;
  }
  try {
    const answer = await fetch(url, options);
    if (answer.type === "opaqueredirect" || answer.status === 401) return { status: 401 };
    const json = (answer.headers.get("Content-Type") || "").includes("json");
    return { status: answer.status, data: json ? await answer.json() : null };
  } catch (error) {
    return { status: error.name === "AbortError" ? -1 : 0 };
  }
}

class Saving {
  /* urls: the dock's data; told: what to do with answers (checked, stored, state, trouble). */
  constructor(urls, told) {
    this.urls = urls;
    this.told = told;
    this.pending = new Map(); // not sent yet
    this.sent = new Map(); // under way
    this.held = new Map(); // refused or overtaken: the person decides
    this.problem = ""; // why nothing can be sent now
    this.round = 0;
    addEventListener("beforeunload", (event) => {
      if (this.leaving || !this.waiting().length) return;
      this.flush(true);
      event.preventDefault();
    });
  }

  /* What the next answers will store. */
  moving() {
    return [...this.sent.values(), ...this.pending.values()];
  }

  /* All that is not stored. */
  waiting() {
    return [...this.moving(), ...[...this.held.values()].map((one) => one.change)];
  }

  change(change) {
    const key = change.day + change.number;
    const held = this.held.get(key);
    // Whoever was told of another's value has seen it.
    const before = held ? { ...held.change, seen: held.seen || held.change.seen } : this.pending.get(key);
    this.held.delete(key);
    this.pending.set(key, before ? { ...before, ...change, seen: before.seen } : change);
    if (held) this.told.trouble();
    this.told.state("saving");
    this.later();
    this.check();
  }

  later() {
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), SEND_AFTER);
  }

  /* Nothing is lost when the session ends or the page is loaded again. */
  keep() {
    const waiting = this.waiting();
    if (waiting.length) sessionStorage.setItem(this.urls.keep, JSON.stringify(waiting));
    else sessionStorage.removeItem(this.urls.keep);
  }

  restore() {
    const left = JSON.parse(sessionStorage.getItem(this.urls.keep) || "[]");
    for (const one of left) this.pending.set(one.day + one.number, one);
    if (left.length) this.stop("left");
    return left;
  }

  /* What the changes would do, before they are stored. Notes stay out of addresses: they may be personal. */
  async check() {
    this.checking?.abort();
    this.checking = new AbortController();
    const round = ++this.round;
    const changes = this.moving().map(({ note, ...rest }) => rest);
    const query = new URLSearchParams({ changes: JSON.stringify(changes) });
    const reply = await ask(`${this.urls.check}?${query}`, { signal: this.checking.signal });
    if (reply.status === 200 && round === this.round) this.told.checked(reply.data);
  }

  /* Send what is pending; true when nothing is left to send. One request at a time, so that order is kept. */
  async flush(keepalive = false) {
    clearTimeout(this.timer);
    if (this.sent.size) await this.running;
    if (!this.pending.size) return !this.problem;
    if (!this.sent.size) this.running = this.send(keepalive);
    return this.running;
  }

  async send(keepalive) {
    const some = this.alone ? [...this.pending].slice(0, 1) : [...this.pending];
    this.sent = new Map(some);
    for (const [key] of some) this.pending.delete(key);
    const reply = await ask(this.urls.edits, { body: { changes: [...this.sent.values()] }, keepalive });
    const sent = this.sent;
    this.sent = new Map();
    this.round += 1;
    if (reply.status === 200) return this.done(reply.data, sent);
    if (reply.status === 404 || reply.status === 409) return this.refused(reply.data, sent);
    for (const [key, one] of sent) this.pending.set(key, { ...one, ...this.pending.get(key) });
    this.stop({ 0: "offline", 400: "stale", 401: "ended", 403: "stale" }[reply.status] || "broken");
    return false;
  }

  done(data, sent) {
    for (const key of sent.keys()) if (this.pending.has(key)) this.pending.get(key).seen = data.seen;
    this.problem = "";
    this.alone = this.alone && this.pending.size > 0;
    this.keep();
    this.told.stored(data);
    this.told.trouble();
    if (!this.pending.size) return true;
    this.told.state("saving");
    this.check();
    return this.flush();
  }

  /* The server said no. Of several changes each is sent alone, so that one does not hold up the others. */
  refused(data, sent) {
    const clashes = new Map((data?.clashes || []).map((one) => [one.day + one.number, one]));
    for (const [key, change] of sent) {
      const newer = { ...change, ...this.pending.get(key) };
      const clash = clashes.get(key);
      this.pending.delete(key);
      if (clash) this.held.set(key, { change: newer, html: clash.html, seen: clash.seen });
      else if (clashes.size || sent.size > 1) this.pending.set(key, newer);
      else this.held.set(key, { change: newer, html: data?.html || "", refused: true });
    }
    this.alone = !clashes.size && sent.size > 1;
    this.keep();
    this.told.overtaken(data);
    this.told.state("failed");
    this.told.trouble();
    return this.pending.size ? this.flush() : false;
  }

  stop(problem) {
    this.problem = problem;
    this.keep();
    this.told.state("failed");
    this.told.trouble();
  }

  /* What the person decides about a change that was not stored; without a key about all of them. */
  retry(key) {
    for (const [one, held] of [...this.held]) {
      if (key && key !== one) continue;
      this.pending.set(one, { ...held.change, seen: held.seen || held.change.seen });
      this.held.delete(one);
    }
    this.problem = "";
    this.told.state("saving");
    this.told.trouble();
    return this.flush();
  }

  /* Give up one change, or all that wait. Returns what was given up. */
  drop(key) {
    const given = key ? [this.held.get(key).change] : [...this.pending.values()];
    if (key) this.held.delete(key);
    else { this.pending.clear(); this.problem = ""; }
    this.keep();
    this.told.state(this.waiting().length ? "failed" : "");
    this.told.trouble();
    return given;
  }

  /* Undo, redo, a whole line: after everything before it is stored. */
  async act(url, body = {}) {
    if (!(await this.flush()) && this.pending.size) return;
    this.told.state("saving");
    const reply = await ask(url, { body });
    this.round += 1;
    if (reply.status === 200) this.told.stored(reply.data);
    else if (reply.status === 409 || reply.status === 404) this.told.denied(reply.data);
    else this.stop({ 0: "offline", 400: "stale", 401: "ended", 403: "stale" }[reply.status] || "broken");
  }

  /* What others have changed meanwhile. */
  async look(seen) {
    if (document.hidden || this.sent.size || this.pending.size) return;
    const reply = await ask(`${this.urls.since}?seen=${seen}`, { quiet: true });
    if (reply.status === 200 && !this.sent.size && !this.pending.size) this.told.others(reply.data);
  }
}
