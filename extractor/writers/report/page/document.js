// One document: its findings with their quotes, what was read in it, its text.

class DocumentView {
  constructor(entry, text, details) {
    this.entry = entry;
    this.text = text;
    this.details = details;
    this.told = element("p", { class: "told", role: "status", "aria-live": "polite" });
    this.pane = text === null ? null : new TextPane(text, details, (words) => this.tell(words));
    this.back = element("button", { type: "button", class: "back", hidden: true, click: () => this.goBack() }, "Back to where you were");
    this.cards = details.findings.map((finding) => this.card(finding));
  }

  tell(words) {
    this.told.replaceChildren(...said(words));
  }

  // Where a place is: its path without what every path has, and its page.
  where(place) {
    const [, , path, page] = this.details.places[place];
    const name = this.details.paths[path];
    return page ? `${name}, page ${page}` : name;
  }

  quote(place) {
    const [start, end, , , quote] = this.details.places[place];
    return quote === undefined ? this.text.slice(start, end) : quote;
  }

  // Marks places in the text and scrolls to the first.
  show(places) {
    if (!this.pane) return;
    this.pane.show(places.map((place) => this.details.places[place]));
    this.tell(`Shown in the text: ${places.map((place) => this.where(place)).join(" and ")}`);
    this.from = document.activeElement;
    this.back.hidden = !matchMedia("(max-width: 64rem)").matches;
  }

  goBack() {
    this.back.hidden = true;
    if (!this.from) return;
    this.from.scrollIntoView({ block: "center" });
    this.from.focus({ preventScroll: true });
  }

  card(finding) {
    const quotes = finding.places.map((place) =>
      element("figure", {}, element("blockquote", { dir: "auto" }, this.quote(place) || "(nothing)"),
        element("figcaption", {}, placeButton(this, [place], broken(this.where(place)), "Show in the text"))));
    const values = finding.values.length
      ? described(finding.values)
      : [];
    const open = element("button", { type: "button", class: "open", "aria-expanded": "false", click: () => this.open(card, finding) },
      element("span", { class: `severity ${finding.severity}` }, finding.severity), " ",
      element("b", {}, finding.code), " ", element("span", { class: "name" }, finding.name));
    const card = element("li", { class: `finding ${finding.severity}`, "data-code": finding.code },
      element("h4", {}, open), element("p", { class: "message" }, finding.message),
      element("div", { class: "quotes" }, quotes),
      finding.suggestion && element("p", { class: "suggestion" }, element("b", {}, "Suggestion: "), finding.suggestion),
      element("div", { class: "more" }, values,
        finding.related.length > 0 && element("p", {}, `Stands for ${finding.related.join(", ")} too.`),
        CHECKS[finding.code] && element("p", { class: "says" }, CHECKS[finding.code][2])));
    card.addEventListener("click", (event) => {
      if (!event.target.closest("button") && !window.getSelection().toString()) this.open(card, finding);
    });
    return card;
  }

  open(card, finding) {
    for (const other of this.cards) {
      other.classList.toggle("chosen", other === card);
      other.querySelector(".open").setAttribute("aria-expanded", String(other === card));
    }
    this.show(finding.places);
  }

  findings() {
    const cards = this.cards.length ? element("ol", { class: "findings" }, this.cards) : element("p", { class: "empty" }, "No finding.");
    return part("findings", "Findings", this.cards.length, cards);
  }

  // The parts beside the text that this document has.
  parts() {
    const { details } = this;
    const last = new Set(["elements", "keywords", "locations", "abbreviations", "unparsed"]);
    const tables = (wanted) => details.tables.filter((table) => last.has(table.name) === wanted).map((table) => factTable(this, table));
    return [
      details.errors.length > 0 && plainTable("errors", "Stages that failed", ["Stage", "Reason"], details.errors),
      this.findings(),
      tables(false),
      details.criteria.length > 0 && criteriaTree(this, details.criteria),
      details.schedule.length > 0 && scheduleGrids(this, details.schedule),
      tables(true),
      Object.keys(details.mentions).length > 0 && mentionList(this, details.mentions),
      details.skipped.length > 0 && plainTable("skipped", "Checks that were skipped", ["Reason", "Checks"], details.skipped),
      part("about", "About this document", null, described(details.about)),
    ].flat().filter(Boolean);
  }

  legend() {
    const items = Object.entries(KINDS).filter(([kind]) => this.pane.has(kind)).map(([kind, title]) =>
      element("label", {}, element("input", { type: "checkbox", checked: true, change: (event) => this.pane.toggle(kind, event.target.checked) }),
        element("span", { class: `sample k-${kind}` }, title)));
    return element("fieldset", { class: "legend" }, element("legend", {}, "Marked in the text"), items.length ? items : "nothing");
  }

  textPart() {
    const title = element("h3", { id: "text-head", tabindex: "-1" }, "Text");
    if (!this.pane)
      return element("section", { class: "source", "aria-labelledby": "text-head" }, title,
        element("p", { class: "notice" }, "The text of this document is not in the record (it was written without --with-text): only quotes are shown."));
    return element("section", { class: "source", "aria-labelledby": "text-head" }, title, this.legend(), this.told,
      element("div", { class: "pane", role: "region", "aria-label": `Text of ${this.entry.id}`, tabindex: "0" }, this.pane.node));
  }

  jumps(parts) {
    const links = parts.map((one) => {
      const count = one.dataset.count;
      return element("li", {}, element("button", { type: "button", class: "plain", click: () => jumpTo(one.querySelector("h3")) },
        one.dataset.title, count ? [" ", element("span", { class: "number" }, Number(count).toLocaleString("en"))] : []));
    });
    const text = element("li", { class: "to-text" }, element("button", { type: "button", class: "plain",
      click: () => jumpTo(document.getElementById("text-head")) }, "Text"));
    return element("nav", { class: "jumps", "aria-label": "Parts of this document" }, element("ul", {}, text, links));
  }

  // All of it, to be put into the page.
  nodes(neighbours) {
    const parts = this.parts();
    return [
      element("nav", { class: "walk", "aria-label": "Documents" }, neighbours),
      element("header", { class: "name" },
        element("h2", { id: "document-head", tabindex: "-1" }, this.entry.id),
        element("p", { class: "title", dir: "auto" }, this.entry.title)),
      this.jumps(parts),
      element("div", { class: "columns" }, element("div", { class: "read" }, parts), this.textPart()),
      this.back,
    ];
  }
}

function jumpTo(heading) {
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start", behavior: smooth() });
}
