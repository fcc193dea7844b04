// Fill the table once per version of its data, sort and filter in the browser, and say which row was opened.

const drawn = new WeakMap();
const collator = new Intl.Collator("fr", { sensitivity: "base", numeric: true });
const FILTER_FROM = 12;
const DENSE_FROM = 8;

const make = (tag, text, className) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
};
const fold = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").replace(/’/g, "'").toLowerCase();

class Grid {
  constructor(host) {
    this.host = host;
    this.frame = host.querySelector(".gr-frame");
    this.filter = host.querySelector(".gr-filter");
    this.input = this.filter.querySelector("input");
    this.output = this.filter.querySelector("output");
    this.input.addEventListener("input", () => this.keep());
  }

  show(component) {
    this.open = (row) => component.setTriggerValue("opened", row);
    const { data } = component;
    this.frame.style.maxHeight = `${data.height}px`;
    if (data.version === this.version) return;
    this.version = data.version;
    this.data = data;
    this.sorted = undefined;
    this.host.querySelector("caption").textContent = data.title;
    this.host.classList.toggle("gr-dense", data.columns.length >= DENSE_FROM);
    this.frame.setAttribute("aria-label", data.title);
    this.filter.hidden = data.rows.length < FILTER_FROM;
    this.input.value = "";
    this.output.textContent = "";
    // What the row is about: it stays in sight when a narrow screen scrolls sideways.
    this.named = data.columns.findIndex((column) => !column.numeric && !column.state);
    this.head();
    this.body();
    this.frame.scrollTop = 0;
  }

  head() {
    const line = make("tr");
    this.data.columns.forEach((column, position) => {
      const cell = make("th", undefined, column.numeric ? "gr-num" : column.short ? "gr-short" : "");
      cell.classList.toggle("gr-name", position === this.named);
      cell.scope = "col";
      const button = make("button", column.title);
      button.type = "button";
      if (column.help) button.title = column.help;
      button.addEventListener("click", () => this.sort(position));
      cell.append(button);
      line.append(cell);
    });
    if (this.data.opens) {
      const cell = make("th", "Preuves", "gr-open");
      cell.scope = "col";
      line.append(cell);
    }
    this.host.querySelector("thead").replaceChildren(line);
  }

  body() {
    this.lines = this.data.rows.map((row, position) => {
      const line = make("tr");
      row.cells.forEach((text, place) => line.append(this.cell(text, place, row)));
      if (row.opens) {
        const cell = make("td", undefined, "gr-open");
        const button = make("button", row.opens);
        button.type = "button";
        button.setAttribute("aria-label", `${row.opens}, ${row.title}`);
        button.addEventListener("click", (event) => {
          event.stopPropagation();
          this.open(position);
        });
        cell.append(button);
        line.append(cell);
        line.addEventListener("click", () => {
          if (!window.getSelection()?.toString()) this.open(position);
        });
      } else {
        line.style.cursor = "auto";
        if (this.data.opens) line.append(make("td", "", "gr-open"));
      }
      line.dataset.text = fold(row.cells.join(" "));
      return line;
    });
    this.host.querySelector("tbody").replaceChildren(...this.lines);
  }

  cell(text, place, row) {
    const column = this.data.columns[place];
    const kind = column.numeric ? "gr-num" : column.state || column.short ? "gr-short" : column.wide ? "gr-wide" : "";
    const cell = make(place === 0 ? "th" : "td", undefined, kind);
    if (place === 0) cell.scope = "row";
    cell.classList.toggle("gr-name", place === this.named);
    const meaning = this.data.meanings[text];
    if (meaning) {
      const short = make("abbr", text);
      short.title = meaning;
      cell.append(short);
    } else cell.textContent = text;
    if (column.state && row.help) cell.title = row.help;
    return cell;
  }

  sort(position) {
    const down = this.sorted?.position === position && this.sorted.way === 1;
    const way = down ? -1 : 1;
    this.sorted = { position, way };
    this.host.querySelectorAll("thead th").forEach((cell, place) => {
      if (place === position) cell.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
      else cell.removeAttribute("aria-sort");
    });
    const key = (row) => this.data.rows[row].sort[position];
    const order = this.lines.map((_, row) => row);
    order.sort((a, b) => {
      const [first, second] = [key(a), key(b)];
      // What is unknown stays last, whichever way the column is sorted.
      const lost = (first === null || first === "") - (second === null || second === "");
      if (lost) return lost;
      const both = typeof first === "number" && typeof second === "number";
      return (both ? first - second : collator.compare(first ?? "", second ?? "")) * way || a - b;
    });
    this.host.querySelector("tbody").replaceChildren(...order.map((row) => this.lines[row]));
  }

  keep() {
    const words = fold(this.input.value).split(/\s+/).filter(Boolean);
    let kept = 0;
    for (const line of this.lines) {
      line.hidden = !words.every((word) => line.dataset.text.includes(word));
      kept += !line.hidden;
    }
    this.output.textContent = words.length ? `${kept} sur ${this.lines.length}` : "";
  }
}

export default function (component) {
  const host = component.parentElement.querySelector(".gr");
  if (!host || !component.data) return undefined;
  let grid = drawn.get(host);
  if (!grid) {
    grid = new Grid(host);
    drawn.set(host, grid);
  }
  grid.show(component);
  return () => drawn.delete(host);
}
