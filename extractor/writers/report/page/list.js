// The list of documents and its filter.

const SHOWN = 500;
const SEVERITIES = ["error", "warning", "info"];
const SLICE = 25; // milliseconds of searching before the page gets its turn

class DocumentList {
  constructor(entries, texts) {
    this.entries = entries;
    this.texts = texts;
    this.body = document.querySelector("#documents tbody");
    this.count = document.getElementById("count");
    this.more = document.getElementById("more");
    this.form = document.getElementById("filter");
    this.fields = Object.fromEntries(["words", "code", "severity", "order"].map((id) => [id, document.getElementById(id)]));
    this.limit = SHOWN;
    this.matches = entries.map((_, number) => number);
    this.rows = new Map();
    this.form.addEventListener("input", (event) => this.later(event.target === this.fields.words ? 150 : 0));
    this.form.addEventListener("reset", () => this.later(0));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.more.addEventListener("click", () => {
      this.limit += SHOWN;
      this.draw();
    });
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.filter(), wait);
  }

  choose(code) {
    this.form.reset();
    this.fields.code.value = code;
    this.filter();
    document.getElementById("documents-head").scrollIntoView({ behavior: smooth() });
    this.fields.code.focus({ preventScroll: true });
  }

  // Whether an entry fits all but the words.
  fits(entry) {
    const code = this.fields.code.value;
    const severity = this.fields.severity.value;
    if (code && !(entry.findings && entry.findings[code])) return false;
    if (severity === "failed") return "failed" in entry || entry.errors > 0;
    if (severity === "clean") return "findings" in entry && Object.keys(entry.findings).length === 0;
    return !severity || (entry.severities !== undefined && entry.severities[SEVERITIES.indexOf(severity)] > 0);
  }

  says(number, words) {
    const entry = this.entries[number];
    const head = [entry.id, entry.title, entry.source, entry.failed, ...(entry.conditions || [])].join("\n").toLowerCase();
    if (words.every((word) => head.includes(word))) return true;
    const text = this.texts(number);
    if (!text) return false;
    const all = head + "\n" + text.toLowerCase();
    return words.every((word) => all.includes(word));
  }

  filter() {
    clearTimeout(this.timer);
    const words = this.fields.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const candidates = this.entries.map((_, number) => number).filter((number) => this.fits(this.entries[number]));
    this.limit = SHOWN;
    if (!words.length) return this.found(candidates);
    const matches = [];
    let at = 0;
    const search = () => {
      const until = performance.now() + SLICE;
      while (at < candidates.length && performance.now() < until) {
        if (this.says(candidates[at], words)) matches.push(candidates[at]);
        at += 1;
      }
      if (at < candidates.length) this.timer = setTimeout(search, 0);
      else this.found(matches);
    };
    search();
  }

  found(matches) {
    const weight = ({ severities = [0, 0, 0], failed }) => (failed ? 1e12 : severities[0] * 1e8 + severities[1] * 1e4 + severities[2]);
    const orders = {
      input: (a, b) => a - b,
      severity: (a, b) => weight(this.entries[b]) - weight(this.entries[a]) || a - b,
      id: (a, b) => (this.entries[a].id < this.entries[b].id ? -1 : this.entries[a].id > this.entries[b].id ? 1 : a - b),
    };
    this.matches = matches.sort(orders[this.fields.order.value]);
    this.draw();
  }

  draw() {
    const shown = this.matches.slice(0, this.limit);
    this.body.replaceChildren(...shown.map((number) => this.row(number)));
    const rest = this.matches.length - shown.length;
    this.more.hidden = rest <= 0;
    this.more.textContent = `Show ${Math.min(rest, SHOWN)} more of ${rest.toLocaleString("en")}`;
    const all = counted(this.entries.length, "document");
    this.count.textContent = this.matches.length === this.entries.length ? all : `${this.matches.length.toLocaleString("en")} of ${all}`;
  }

  row(number) {
    if (!this.rows.has(number)) this.rows.set(number, documentRow(number, this.entries[number]));
    return this.rows.get(number);
  }
}

function documentRow(number, entry) {
  if ("failed" in entry)
    return element("tr", { class: "failed" }, element("th", { scope: "row" }, "not read"),
      element("td", {}, element("span", { class: "reason" }, entry.failed), element("span", { class: "path" }, entry.source)), element("td", {}));
  const link = element("a", { href: `#document-${number + 1}` }, entry.id);
  const codes = Object.entries(entry.findings).map(([code, count]) => {
    const severity = CHECKS[code] ? CHECKS[code][1] : "info";
    return element("span", { class: `code ${severity}`, title: CHECKS[code] ? CHECKS[code][0] : "" }, count > 1 ? `${code} × ${count}` : code);
  });
  const broken = entry.errors ? element("span", { class: "reason" }, `read in part: ${counted(entry.errors, "stage")} failed`) : [];
  return element("tr", {}, element("th", { scope: "row" }, link),
    element("td", { dir: "auto" }, element("span", { class: "title" }, entry.title), broken, element("span", { class: "path" }, entry.source)),
    element("td", { class: "codes" }, codes.flatMap((code) => [code, " "])));
}
