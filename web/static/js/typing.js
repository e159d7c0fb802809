"use strict";

/* The field that stands in the chosen cell. It is a real one from the start, so that Korean letters, which an input
   method puts together, arrive whole; it shows itself when something is typed. */
const ACCEPTS = { Enter: "ArrowDown", NumpadEnter: "ArrowDown", Tab: "ArrowRight", ArrowUp: "ArrowUp", ArrowDown: "ArrowDown", ArrowLeft: "ArrowLeft", ArrowRight: "ArrowRight" };
/* The letters that L and N give on a Korean keyboard; alone they begin no shift's letter. */
const KOREAN_KEYS = { "ㅣ": "l", "ㅜ": "n" };

class Typing {
  /* told: typed(cell, text) → whether it was a shift, move(cell, key), pressed(cell, key, event) → whether it was used */
  constructor(told) {
    this.told = told;
    this.input = document.createElement("input");
    Object.assign(this.input, { type: "text", autocomplete: "off", spellcheck: false, maxLength: 12 });
    this.input.setAttribute("autocapitalize", "none");
    this.input.inputMode = "none";
    this.input.addEventListener("input", () => this.changed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("compositionend", () => this.composed());
    this.input.addEventListener("blur", () => this.accept());
  }

  get cell() {
    return this.input.parentElement;
  }

  stand(td, label, focus = true) {
    if (this.cell !== td) {
      this.accept();
      this.cell?.classList.remove("at");
      td.append(this.input);
      td.classList.add("at");
    }
    this.input.setAttribute("aria-label", label);
    if (focus) this.input.focus({ preventScroll: true });
    td.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  changed() {
    const typed = this.input.value;
    const key = KOREAN_KEYS[typed];
    if (key && this.told.pressed(this.cell, key)) {
      this.clear();
      return;
    }
    this.cell.classList.toggle("typing", typed !== "");
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) {
      if (this.input.value && ACCEPTS[event.code]) this.next = Typing.way(event);
      return;
    }
    // Some input methods send the key that ended the composition once more.
    if (this.ended && performance.now() - this.ended < 60 && ACCEPTS[event.code]) {
      event.preventDefault();
      return;
    }
    if (!this.input.value) {
      if (this.told.pressed(this.cell, event.key, event)) event.preventDefault();
    } else if (ACCEPTS[event.code]) {
      event.preventDefault();
      this.accept(Typing.way(event));
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.clear();
    }
  }

  static way(event) {
    return event.code === "Tab" && event.shiftKey ? "ArrowLeft" : ACCEPTS[event.code];
  }

  composed() {
    if (!this.next) return;
    const way = this.next;
    this.next = null;
    this.ended = performance.now();
    this.accept(way);
  }

  clear() {
    this.input.value = "";
    this.cell?.classList.remove("typing");
    if (document.activeElement === this.input) {
      // Ends a composition that is still open.
      this.input.blur();
      this.input.focus({ preventScroll: true });
    }
  }

  accept(way) {
    const td = this.cell;
    const text = this.input.value.trim().normalize("NFC");
    this.input.value = "";
    td?.classList.remove("typing");
    const taken = !text || this.told.typed(td, text);
    if (way && taken) this.told.move(td, way);
  }
}
