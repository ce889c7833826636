// The text of a document with what was read in it: marks for mentions, typed values and findings.

const KINDS = {
  condition: "Condition",
  drug: "Drug or substance",
  procedure: "Procedure or device",
  measurement: "Measurement, value",
  time: "Time",
  person: "Person",
  other: "Other mention",
  age: "Age",
  dose: "Dose",
  quantity: "Quantity",
  finding: "Finding",
};
const KIND_OF_LABEL = {
  Condition: "condition", CONDITION: "condition", Disease: "condition",
  Drug: "drug", DRUG: "drug", Chemical: "drug",
  Procedure: "procedure", Device: "procedure", SURGICAL: "procedure", PHYSICAL: "procedure",
  BEHAVIOURAL: "procedure", RADIOTHERAPY: "procedure",
  Measurement: "measurement", Value: "measurement",
  Temporal: "time", Visit: "time", Reference_point: "time",
  Person: "person",
};
const KIND_OF_TABLE = { age_ranges: "age", doses: "dose", quantities: "quantity" };
const VALUES = new Set(Object.values(KIND_OF_TABLE));
const LONGEST_LINE = 4000;
const LINES_IN_CHUNK = 60;

// The marks of a document: where, of what kind, and what is said of it.
function marksOf(details) {
  const marks = [];
  const add = (place, kind, says, severity = "") => {
    const [start, end] = details.places[place];
    if (end > start) marks.push({ start, end, kind, says, severity });
  };
  for (const [label, found] of Object.entries(details.mentions))
    for (const [place, how, concept] of found)
      add(place, KIND_OF_LABEL[label] || "other", [label, how, concept].filter(Boolean).join(", "), how ? "qualified" : "");
  for (const table of details.tables) {
    const kind = KIND_OF_TABLE[table.name];
    if (!kind) continue;
    for (const [origin, places, cells] of table.rows) {
      const shown = table.columns.map((name, at) => (name && cells[at] ? `${name.toLowerCase()} ${cells[at]}` : ""));
      for (const place of kind === "age" ? places : places.slice(0, 1))
        add(place, kind, `${KINDS[kind]}: ${shown.filter(Boolean).join(", ")}`);
    }
  }
  for (const finding of details.findings)
    for (const place of finding.places) add(place, "finding", `${finding.code}: ${finding.message}`, finding.severity);
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

// The lines of a text as ranges; one that is longer than can be laid out at once is cut where it has a space.
function linesOf(text) {
  const lines = [];
  for (let at = 0; at < text.length; ) {
    const ends = text.indexOf("\n", at);
    const end = ends < 0 ? text.length : ends;
    let from = at;
    while (end - from > LONGEST_LINE) {
      const space = text.lastIndexOf(" ", from + LONGEST_LINE);
      let cut = space > from + LONGEST_LINE / 2 ? space + 1 : from + LONGEST_LINE;
      if (/[\udc00-\udfff]/.test(text[cut])) cut += 1;
      lines.push([from, cut]);
      from = cut;
    }
    lines.push([from, end]);
    at = end + 1;
  }
  return lines;
}

// A pane with a text: `show(places)` marks places and scrolls to the first of them, `toggle(kind, on)` hides a kind.
class TextPane {
  constructor(text, details, told) {
    this.text = text;
    this.told = told;
    this.marks = marksOf(details);
    this.heads = new Set(details.sections.map(([start]) => start));
    this.off = new Set();
    this.active = [];
    this.node = element("div", { class: "text", click: (event) => this.tell(event.target.closest("mark")) });
    const lines = linesOf(text);
    this.chunks = [];
    for (let at = 0; at < lines.length; at += LINES_IN_CHUNK) {
      const chunk = { lines: lines.slice(at, at + LINES_IN_CHUNK), node: element("div", { class: "chunk" }) };
      this.chunks.push(chunk);
      this.node.append(chunk.node);
    }
    this.draw(this.chunks);
  }

  has(kind) {
    return this.marks.some((mark) => mark.kind === kind);
  }

  toggle(kind, on) {
    if (on) this.off.delete(kind);
    else this.off.add(kind);
    this.draw(this.chunks);
  }

  show(places) {
    const before = this.active;
    this.active = places.map(([start, end]) => ({ start, end: Math.max(end, start + 1), kind: "active", says: "", severity: "" }));
    this.active.sort((a, b) => a.start - b.start);
    const touched = (chunk) => [...before, ...this.active].some((place) => overlaps(chunk, place));
    this.draw(this.chunks.filter(touched));
    if (places.length) this.scrollTo(places[0][0]);
  }

  scrollTo(start) {
    const found = [...this.node.querySelectorAll("mark.active")];
    const first = found.find((mark) => Number(mark.dataset.start) >= start) || found[0];
    if (first) first.scrollIntoView({ block: "center", behavior: "auto" });
  }

  tell(mark) {
    if (mark && !window.getSelection().toString()) this.told(mark.title);
  }

  draw(chunks) {
    const shown = [...this.marks.filter((mark) => !this.off.has(mark.kind)), ...this.active];
    shown.sort((a, b) => a.start - b.start || b.end - a.end);
    const drawn = new Map(chunks.map((chunk) => [chunk, []]));
    for (const mark of shown)
      for (let at = this.chunkAt(mark.start); at < this.chunks.length && this.chunks[at].lines[0][0] < mark.end; at += 1)
        drawn.get(this.chunks[at])?.push(mark);
    for (const [chunk, marks] of drawn) chunk.node.replaceChildren(...chunk.lines.map((line) => this.line(line, marks)));
  }

  // The number of the chunk that holds a character.
  chunkAt(start) {
    let [low, high] = [0, this.chunks.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.chunks[middle].lines[0][0] <= start) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  line([start, end], marks) {
    const here = marks.filter((mark) => mark.start < end && mark.end > start);
    const kind = start === end ? "line blank" : this.heads.has(start) ? "line head" : "line";
    const cuts = new Set([start, end]);
    for (const mark of here) cuts.add(Math.max(mark.start, start)).add(Math.min(mark.end, end));
    const ordered = [...cuts].sort((a, b) => a - b);
    const parts = [];
    for (let at = 0; at + 1 < ordered.length; at += 1) {
      const covering = here.filter((mark) => mark.start <= ordered[at] && mark.end >= ordered[at + 1]);
      const words = this.text.slice(ordered[at], ordered[at + 1]).replace(/\r$/, "");
      parts.push(covering.length ? marked(words, ordered[at], covering) : words);
    }
    return element("div", { class: kind, dir: "auto" }, parts);
  }
}

function overlaps(chunk, place) {
  return place.start < chunk.lines[chunk.lines.length - 1][1] && place.end > chunk.lines[0][0];
}

// One piece of text under marks: the shortest mention gives the ground, values a line below, findings a wave.
function marked(words, start, covering) {
  const classes = new Set();
  const mentions = covering.filter((mark) => !VALUES.has(mark.kind) && mark.kind !== "finding" && mark.kind !== "active");
  mentions.sort((a, b) => a.end - a.start - (b.end - b.start));
  if (mentions.length) classes.add(`k-${mentions[0].kind}`).add(mentions[0].severity || "asserted");
  for (const mark of covering) {
    if (VALUES.has(mark.kind)) classes.add(`k-${mark.kind}`);
    if (mark.kind === "finding") classes.add("k-finding").add(`s-${mark.severity}`);
    if (mark.kind === "active") classes.add("active");
  }
  const says = [...new Set(covering.map((mark) => mark.says).filter(Boolean))].join("\n");
  return element("mark", { class: [...classes].join(" "), title: says || false, "data-start": start }, words);
}
