"use strict";

/* The grid as a table of cells: which is where, who is beside whom, and how fresh rows from the server come in.
   A row knows its person (data-number), a column its day (data-day of the header); no cell has an id of its own. */
class GridTable {
  constructor(table) {
    this.table = table;
    this.head = [...table.tHead.rows[0].cells];
    this.last = this.head.findLastIndex((cell) => cell.dataset.day);
    this.rows = new Map([...table.querySelectorAll("tr[data-number]")].map((row) => [row.dataset.number, row]));
    this.lines = [table.tHead.rows[0], ...this.rows.values()];
    table.setAttribute("role", "grid");
    table.setAttribute("aria-label", table.parentElement.getAttribute("aria-label"));
    for (const link of table.querySelectorAll("tbody a")) link.tabIndex = -1;
  }

  first() {
    return this.lines[1]?.cells[1];
  }

  cell(number, day) {
    const column = this.head.findIndex((one) => one.dataset.day === day);
    return column < 0 ? undefined : this.rows.get(number)?.cells[column];
  }

  /* What stands behind a day cell, or null for any other node. */
  place(td) {
    const row = td?.parentElement;
    const day = this.head[td?.cellIndex]?.dataset.day;
    if (!day || !row.dataset.number) return null;
    return {
      number: row.dataset.number,
      day,
      name: row.cells[0].querySelector("a").textContent,
      date: this.head[td.cellIndex].querySelector(".sr").textContent,
      seen: Math.max(Number(row.dataset.seen || 0), Number(this.table.dataset.seen)),
      frozen: row.parentElement.dataset.frozen,
    };
  }

  /* The shifts of the row's own site, then the programme's trainings elsewhere, in the order of its heading. */
  own(td) {
    return this.shifts(td.closest("tbody"));
  }

  shifts(body) {
    return [...body.querySelectorAll(".codes > span")].map((one) => ({
      id: one.dataset.id || `${body.dataset.site}:${one.textContent}`, code: one.textContent, band: one.className,
    }));
  }

  /* The shift of a typed letter: of the own site, or of the only other site that has one. */
  find(td, code) {
    const same = (one) => one.code.toLowerCase() === code.toLowerCase();
    const own = this.own(td).find(same);
    if (own) return own;
    const others = new Map([...this.table.tBodies].flatMap((body) => this.shifts(body)).filter(same).map((one) => [one.id, one]));
    return others.size === 1 ? [...others.values()][0] : undefined;
  }

  /* The cell that a key leads to from here; undefined when there is none. */
  beside(cell, key, far) {
    if (!/^(Arrow|Page|Home|End)/.test(key)) return undefined;
    const line = this.lines.indexOf(cell.parentElement);
    let column = cell.cellIndex;
    let next = line;
    if (key === "ArrowUp") next = line - 1;
    if (key === "ArrowDown") next = line + 1;
    if (key === "ArrowLeft") column -= 1;
    if (key === "ArrowRight") column += 1;
    if (key === "PageUp") next = Math.max(line - 10, 1);
    if (key === "PageDown") next = Math.min(line + 10, this.lines.length - 1);
    if (key === "Home") { column = 1; if (far) next = 1; }
    if (key === "End") { column = this.last; if (far) next = this.lines.length - 1; }
    if (column < 0 || column > this.last || (next === 0 && column === 0)) return undefined;
    return this.lines[next]?.cells[column];
  }

  /* Take a row as the server drew it, cell by cell: whoever is typing in one of them goes on typing. */
  renew(number, html, seen) {
    const row = this.rows.get(number);
    if (!row) return;
    const made = document.createElement("template");
    made.innerHTML = html;
    [...made.content.querySelector("tr").cells].forEach((cell, at) => at && GridTable.take(row.cells[at], cell));
    if (seen) row.dataset.seen = seen;
  }

  static take(old, fresh) {
    const held = ["at", "typing"].filter((name) => old.classList.contains(name));
    old.className = fresh.className;
    old.classList.add(...held);
    for (const name of ["title", "aria-label"]) {
      if (fresh.hasAttribute(name)) old.setAttribute(name, fresh.getAttribute(name));
      else old.removeAttribute(name);
    }
    GridTable.fill(old, ...fresh.childNodes);
  }

  /* Replace what a cell shows, but not the field that may stand in it. */
  static fill(cell, ...nodes) {
    for (const node of [...cell.childNodes]) if (node.nodeName !== "INPUT") node.remove();
    cell.prepend(...nodes);
  }

  /* A change as it will look, before the server has drawn it. */
  echo(change) {
    const td = this.cell(change.number, change.day);
    if (!td) return;
    td.classList.add("wait");
    if (change.locked !== undefined) td.classList.toggle("lk", change.locked);
    if (!change.shifts) return;
    const shift = change.shifts[0] && this.find(td, change.shifts[0].split(":").pop());
    td.classList.remove("am", "pm", "night", "vi", "no", "ok", "un");
    // The server names the cell anew; until then the old words would be wrong.
    td.removeAttribute("aria-label");
    td.removeAttribute("title");
    if (shift) td.classList.add(shift.band);
    GridTable.fill(td, change.shifts.map((one) => one.split(":").pop()).join("+"));
  }

  /* Seats by site and day, and the sums beside them. */
  cover(seats, word) {
    const sites = new Set();
    for (const [site, day, filled, needed] of seats) {
      const lines = this.table.querySelectorAll(`tbody[data-site="${CSS.escape(site)}"] > .cv`);
      const column = this.head.findIndex((one) => one.dataset.day === day);
      if (!lines.length || column < 0) continue;
      const short = Math.max(0, needed - filled);
      lines[0].cells[column].textContent = `${filled}/${needed}`;
      lines[0].cells[column].className = short ? "sh" : "";
      lines[1].cells[column].textContent = short || "";
      sites.add(lines);
    }
    for (const [have, lack] of sites) {
      const pairs = [...have.cells].slice(1, this.last + 1).map((cell) => cell.textContent.split("/").map(Number));
      const sum = (at) => pairs.reduce((total, pair) => total + (pair[at] || 0), 0);
      const open = [...lack.cells].slice(1, this.last + 1).reduce((total, cell) => total + Number(cell.textContent), 0);
      have.cells[this.last + 1].textContent = `${sum(1) - open}/${sum(1)}`;
      lack.cells[this.last + 1].textContent = word.replace("#", open);
      lack.hidden = !open;
    }
  }
}
