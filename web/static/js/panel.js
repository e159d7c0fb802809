"use strict";

/* The dock below the grid: what was said, what went wrong, and the editor of one cell or one line. */
class Panel {
  constructor(dock, saving) {
    this.dock = dock;
    this.saving = saving;
    this.boxes = ["dock-told", "dock-said", "dock-trouble", "dock-cell"].map((id) => document.getElementById(id));
    [this.toldBox, this.saidBox, this.troubleBox, this.cellBox] = this.boxes;
    this.trouble = this.trouble.bind(this);
  }

  fit() {
    const open = this.boxes.some((box) => box.childElementCount);
    this.dock.classList.toggle("open", open);
    document.body.classList.toggle("docked", open);
    // The dock takes room: the cell that it is about must stay in sight.
    if (open) document.querySelector(".grid .at")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  word(name) {
    return this.dock.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`];
  }

  /* Sentences of the law book, drawn by the server. */
  said(html) {
    // The same words once more would only be read out twice.
    if (this.lastSaid === (html || "")) return;
    this.lastSaid = html || "";
    this.saidBox.innerHTML = this.lastSaid;
    this.fit();
  }

  /* What the page itself has to say; answers that arrive later leave it there. */
  say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    this.toldBox.replaceChildren(...(text ? [line] : []));
    this.fit();
  }

  copy(id) {
    return document.getElementById(id).content.cloneNode(true);
  }

  frozen(program) {
    const note = this.copy("frozen-note");
    note.querySelector("a").href = this.dock.dataset.publish.replace("PROGRAM", encodeURIComponent(program));
    this.toldBox.replaceChildren(note);
    this.fit();
  }

  /* The editor of one cell. It follows the chosen cell while it is open; `focus` names what gets the focus. */
  async open(place, focus) {
    this.place = place;
    this.line = null;
    const url = this.dock.dataset.cell.replace("NUMBER", encodeURIComponent(place.number)).replace("DAY", place.day);
    const reply = await ask(url);
    if (this.place !== place) return;
    if (reply.status === 401 || !reply.data) {
      this.saving.stop(reply.status === 401 ? "ended" : reply.status ? "broken" : "offline");
      return;
    }
    place.seen = Math.max(place.seen, reply.data.seen);
    this.draw(reply.data.html);
    if (focus) (this.cellBox.querySelector(focus) || this.cellBox.querySelector("button")).focus();
  }

  /* Draw it again after a change, with the focus where it was and the folded parts as they were. */
  draw(html) {
    const at = document.activeElement;
    const inside = this.cellBox.contains(at);
    const name = inside && ["data-shift", "data-act", "data-note"].find((one) => at.hasAttribute(one));
    const value = name && at.getAttribute(name);
    const unfolded = [...this.cellBox.querySelectorAll("details")].map((one) => one.open);
    this.cellBox.innerHTML = html;
    this.cellBox.querySelectorAll("details").forEach((one, index) => { one.open = Boolean(unfolded[index]); });
    if (name) [...this.cellBox.querySelectorAll(`[${name}]`)].find((one) => one.getAttribute(name) === value)?.focus();
    else if (inside) this.cellBox.querySelector("h2").focus();
    this.fit();
  }

  again() {
    // A note that is being written is not taken away; it saves itself when the field is left.
    if (this.place && !this.cellBox.querySelector("[data-note]:focus")) this.open(this.place);
  }

  /* The editor of a whole row or column. */
  openLine(line, title, focus) {
    this.place = null;
    this.line = line;
    const made = this.copy("line-panel");
    made.querySelector("h2").textContent = title;
    this.cellBox.replaceChildren(made);
    this.fit();
    if (focus) this.cellBox.querySelector("[data-locked]").focus();
  }

  close() {
    this.place = null;
    this.line = null;
    this.cellBox.replaceChildren();
    this.say("");
    this.said("");
  }

  isOpen() {
    return Boolean(this.place || this.line);
  }

  /* What was not saved, why, and what can be done. */
  trouble() {
    const blocks = [...this.saving.held].map(([key, one]) => {
      const block = document.createElement("div");
      block.className = "note note-warn";
      block.dataset.key = key;
      block.innerHTML = one.html;
      if (one.refused) block.append(this.acts());
      return block;
    });
    if (this.saving.problem) blocks.unshift(this.stopped(this.saving.problem));
    this.troubleBox.replaceChildren(...blocks);
    this.fit();
  }

  stopped(problem) {
    const block = document.createElement("div");
    block.className = "note note-error";
    block.append(Object.assign(document.createElement("p"), {
      textContent: this.word(problem).replace("COUNT", this.saving.waiting().length),
    }));
    block.append(this.acts());
    const here = location.pathname + location.search;
    const ways = { ended: ["login", `${this.dock.dataset.login}?${new URLSearchParams({ next: here })}`], stale: ["reload", here] };
    if (ways[problem]) {
      const link = block.querySelector(`[data-act=${ways[problem][0]}]`);
      link.hidden = false;
      link.href = ways[problem][1];
      block.querySelector("[data-act=retry]").hidden = true;
    }
    return block;
  }

  acts() {
    return this.copy("trouble-acts");
  }
}
