"use strict";

/* The month grid: a click or a key changes a cell. Wires table, field, dock and saving together. */
(() => {
  const dock = document.getElementById("dock");
  const table = new GridTable(document.getElementById("grid"));
  if (!dock || !table.first()) return;
  const stateLine = document.getElementById("save-state");
  const buttons = { undo: document.getElementById("undo"), redo: document.getElementById("redo") };
  const FOLLOW_AFTER = 120; // the dock follows the chosen cell, but not every step of a held arrow key
  let following = 0;
  const byTouch = matchMedia("(pointer: coarse)").matches;

  const saving = new Saving(dock.dataset, {
    checked(data) {
      show(data, 0);
      panel.said(data.said);
    },
    stored(data) {
      for (const td of table.table.querySelectorAll(".wait")) td.classList.remove("wait");
      show(data, data.seen);
      panel.said(data.said);
      stateLine.textContent = data.status;
      steps(data);
      panel.again();
    },
    overtaken(data) { if (data?.rows) show(data, data.seen); },
    others(data) {
      show(data, data.seen);
      table.table.dataset.seen = data.seen;
      panel.again();
    },
    denied(data) {
      stateLine.textContent = "";
      panel.said(data?.html);
    },
    state(name) { stateLine.textContent = name ? panel.word(name) : ""; },
    trouble: () => panel.trouble(),
  });
  const panel = new Panel(dock, saving);
  const field = new Typing({
    typed(td, text) {
      const shift = table.find(td, text);
      if (!shift) {
        const codes = table.own(td).map((one) => one.code).join(", ");
        panel.say(panel.word("unknown").replace("CODES", codes).replace("CODE", text));
        return false;
      }
      return change(td, { shifts: [shift.id] });
    },
    move(td, key) { go(table.beside(td, key)); },
    pressed,
  });

  /* Bring rows, seats and totals up to date; what is still on its way stays visible as such. `seen` is 0 for a look
     ahead, which shows the changes on their way already. */
  function show(data, seen) {
    for (const [number, html] of Object.entries(data.rows)) table.renew(number, html, seen);
    table.cover(data.coverage, panel.word("short"));
    for (const [name, value] of Object.entries(data.sums)) {
      document.querySelector(`[data-sum="${name}"]`).textContent = value;
    }
    for (const one of saving.moving()) {
      if (seen) table.echo(one);
      else table.cell(one.number, one.day)?.classList.add("wait");
    }
    for (const { change: wished, refused } of saving.held.values()) {
      if (refused) table.echo(wished);
      else table.cell(wished.number, wished.day)?.classList.add("clashed");
    }
    name();
  }

  function steps(data) {
    for (const name of ["undo", "redo"]) {
      // A button that goes out under the focus would take it along.
      if (!data[name] && document.activeElement === buttons[name]) field.input.focus();
      buttons[name].disabled = !data[name];
      buttons[name].title = data[name];
    }
  }

  /* Change a cell; false when it cannot be. */
  function change(td, part) {
    const place = table.place(td);
    if (place.frozen !== undefined) {
      panel.frozen(place.frozen);
      return false;
    }
    if (part.shifts && td.classList.contains("lk")) {
      panel.say(panel.word("locked"));
      return false;
    }
    const { number, day } = place;
    const shown = panel.place && panel.place.number === number && panel.place.day === day ? panel.place.seen : 0;
    const made = { number, day, seen: Math.max(shown, place.seen), ...part };
    panel.say("");
    table.echo(made);
    name();
    saving.change(made);
    return true;
  }

  function label(td) {
    const { name, date } = table.place(td);
    return panel.word("label").replace("NAME", name).replace("DAY", date)
      .replace("WORDS", td.getAttribute("aria-label") || td.textContent.trim() || panel.word("empty"));
  }

  /* The field says what its cell holds now. */
  function name() {
    field.input.setAttribute("aria-label", label(field.cell));
  }

  /* Put the focus on a day cell, a name or a date. */
  function go(cell, focus = true) {
    if (!cell) return;
    if (table.place(cell)) {
      field.stand(cell, label(cell), focus);
      clearTimeout(following);
      if (panel.place) following = setTimeout(() => open(cell), FOLLOW_AFTER);
      return;
    }
    const target = cell.querySelector("a") || cell;
    target.tabIndex = -1;
    target.focus();
  }

  function pressed(td, key, event) {
    const word = key.toLowerCase();
    if (event && (event.ctrlKey || event.metaKey)) {
      if (key !== "Home" && key !== "End") return false;
    }
    if (event?.altKey) return false;
    const begins = table.own(td).some((one) => one.code.toLowerCase().startsWith(word));
    const next = table.beside(td, key, event?.ctrlKey);
    if (next) go(next);
    else if (/^(Arrow|Page|Home|End)/.test(key)) return true;
    else if (key === "Enter") open(td, ".pick[aria-pressed=true], .pick");
    else if (key === "Delete" || key === "Backspace") change(td, { shifts: [] });
    else if (key === "Escape") panel.close();
    else if (key === "?") document.getElementById("keys").showModal();
    else if (!begins && /^[1-9]$/.test(key)) nth(td, Number(key));
    else if (!begins && word === "l") change(td, { locked: !td.classList.contains("lk") });
    else if (!begins && word === "n") open(td, "[data-note]");
    else return false;
    return true;
  }

  function nth(td, count) {
    const shift = table.own(td)[count - 1];
    if (shift) change(td, { shifts: [shift.id] });
  }

  function open(td, focus) {
    const place = table.place(td);
    clearTimeout(following);
    if (place.frozen === undefined) {
      panel.open(place, focus);
      return;
    }
    panel.close();
    panel.frozen(place.frozen);
  }

  /* A whole row or column. */
  function openLine(th, focus) {
    const day = th.dataset.day;
    if (day) panel.openLine({ line_day: day }, th.querySelector(".sr").textContent, focus);
    else panel.openLine({ line_number: th.parentElement.dataset.number }, th.querySelector("a").textContent, focus);
  }

  function back() {
    note(dock.querySelector("[data-note]"));
    panel.close();
    field.input.focus();
  }

  table.table.addEventListener("click", (event) => {
    const cell = event.target.closest("td, th");
    if (!cell || event.target.closest("a")) return;
    if (table.place(cell)) {
      go(cell, !byTouch);
      open(cell);
    } else if (cell.dataset.day || event.target.closest(".line")) openLine(cell, true);
  });
  table.table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("th");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = table.beside(cell, event.key);
    if (next) go(next);
    else if (event.key.toLowerCase() === "l" || event.key === "ㅣ" || (event.key === "Enter" && cell.dataset.day)) openLine(cell, true);
    else if (event.key === "?") document.getElementById("keys").showModal();
    else return;
    event.preventDefault();
  });

  // One button wanders to the name under the pointer: a hundred of them would only be in the way.
  const lineButton = Object.assign(document.createElement("button"), { type: "button", className: "line", textContent: "▪", tabIndex: -1 });
  lineButton.setAttribute("aria-label", panel.word("line"));
  lineButton.title = panel.word("line");
  table.table.addEventListener("pointerover", (event) => {
    const name = event.target.closest("tr[data-number] > .nm");
    if (name && lineButton.parentElement !== name) name.append(lineButton);
  });

  dock.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act], [data-shift], [data-locked]");
    if (!button) return;
    const { act, shift, locked, line } = button.dataset;
    const td = panel.place && table.cell(panel.place.number, panel.place.day);
    const key = button.closest("[data-key]")?.dataset.key;
    if (shift) choose(td, shift, button);
    else if (locked) saving.act(dock.dataset.lock, { locked, ...(panel.line || own(line)) });
    else if (act === "clear") change(td, { shifts: [] });
    else if (act === "lock") change(td, { locked: button.getAttribute("aria-pressed") !== "true" });
    else if (act === "close") back();
    else if (act === "retry" || act === "mine") saving.retry(key);
    else if (act === "drop" || act === "theirs") drop(key);
    else if (act === "login" || act === "reload") saving.leaving = true;
  });
  function choose(td, shift, button) {
    if (!change(td, { shifts: [shift] })) return;
    for (const one of dock.querySelectorAll(".pick")) one.setAttribute("aria-pressed", String(one === button));
  }
  function own(line) {
    return line === "day" ? { line_day: panel.place.day } : { line_number: panel.place.number };
  }
  async function drop(key) {
    const query = new URLSearchParams({ seen: table.table.dataset.seen });
    for (const one of saving.drop(key)) query.append("number", one.number);
    panel.say("");
    panel.said("");
    field.input.focus();
    // The rows as they are stored take the place of what was only wished.
    const reply = await ask(`${dock.dataset.since}?${query}`);
    if (reply.status === 200) show(reply.data, reply.data.seen);
    panel.again();
  }
  function note(input) {
    if (!input || !panel.place || input.value === input.defaultValue) return;
    input.defaultValue = input.value;
    change(table.cell(panel.place.number, panel.place.day), { note: input.value });
  }
  dock.addEventListener("change", (event) => event.target.matches("[data-note]") && note(event.target));
  dock.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-note]")) back();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.isOpen() && !event.target.closest("dialog")) back();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.matches("[data-note]")) return;
    const name = event.code === "KeyY" || (event.code === "KeyZ" && event.shiftKey) ? "redo" : event.code === "KeyZ" ? "undo" : "";
    if (!name) return;
    event.preventDefault();
    if (field.input.value) field.clear();
    else saving.act(dock.dataset[name]);
  });
  for (const name of ["undo", "redo"]) buttons[name].addEventListener("click", () => saving.act(dock.dataset[name]));
  document.getElementById("keys-open").addEventListener("click", () => document.getElementById("keys").showModal());

  field.stand(table.first(), label(table.first()), false);
  saving.restore().forEach((one) => table.echo(one));
  const look = () => saving.look(table.table.dataset.seen);
  setInterval(look, LOOK_EVERY);
  document.addEventListener("visibilitychange", look);
})();
