// What was read in a document, beside its text: tables, criteria, schedule, mentions.

const ORIGINS = {
  registered: "a field of the registry",
  stated: "read in the text by rule",
  recognised: "recognised by the model",
  inferred: "derived",
};

// A part of the page with a heading and how many there are of it.
function part(name, title, count, ...children) {
  const id = `part-${name}`;
  const number = count === null ? [] : element("span", { class: "number" }, count.toLocaleString("en"));
  return element("section", { class: "part", id, "aria-labelledby": `${id}-head`, "data-title": title, "data-count": count },
    element("h3", { id: `${id}-head`, tabindex: "-1" }, title, " ", number), children);
}

function scrolled(label, ...children) {
  return element("div", { class: "scroll", role: "region", "aria-label": label, tabindex: "0" }, children);
}

// A button that shows places in the text.
function placeButton(view, places, words, label) {
  if (!places.length) return element("span", {}, words);
  return element("button", { type: "button", class: "place", title: label || view.where(places[0]), click: () => view.show(places) }, words);
}

function factTable(view, table) {
  const columns = table.columns.map((name, at) => [name, at]).filter(([name]) => name);
  const withOrigin = table.rows.some(([origin]) => origin);
  const head = columns.map(([name]) => element("th", { scope: "col" }, name));
  if (withOrigin) head.push(element("th", { scope: "col" }, "Origin"));
  const rows = table.rows.map(([origin, places, cells]) => {
    const row = columns.map(([name, at], first) =>
      first === 0
        ? element("th", { scope: "row" }, placeButton(view, places, cells[at] || "–"))
        : element("td", { class: name === "As written" ? "written" : false }, cells[at]));
    if (withOrigin) row.push(element("td", { class: "origin", title: ORIGINS[origin] }, origin));
    return element("tr", {}, row);
  });
  const made = element("table", { class: "facts" }, element("thead", {}, element("tr", {}, head)), element("tbody", {}, rows));
  return part(table.name, table.title, table.rows.length, scrolled(table.title, made));
}

// The criteria as nested lists, one for each kind.
function criteriaTree(view, criteria) {
  const trees = [];
  for (const kind of ["inclusion", "exclusion", "unspecified"]) {
    const items = criteria.filter((item) => item.kind === kind);
    if (!items.length) continue;
    const top = element("ul", { class: "tree" });
    const open = [top];
    for (const item of items) {
      const depth = Math.min(item.depth, open.length - 1);
      open.length = depth + 1;
      const cohort = item.cohort ? element("span", { class: "tag" }, item.cohort) : [];
      const below = element("ul", {});
      open[depth].append(element("li", {}, placeButton(view, item.places, item.text ?? view.quote(item.places[0])), cohort, below));
      open.push(below);
    }
    top.querySelectorAll("ul:empty").forEach((list) => list.remove());
    const title = { inclusion: "Inclusion", exclusion: "Exclusion", unspecified: "No list named" }[kind];
    trees.push(element("h4", {}, title, " ", element("span", { class: "number" }, items.length)), top);
  }
  return part("criteria", "Eligibility criteria", criteria.length, trees);
}

function scheduleGrids(view, schedules) {
  const grids = schedules.map((grid, number) => {
    const label = `Schedule ${schedules.length > 1 ? number + 1 : ""}${grid.page ? `, page ${grid.page}` : ""}`.replace(" ,", ",");
    const head = [element("th", { scope: "col" }, "Procedure"), grid.visits.map((visit) => element("th", { scope: "col" }, visit))];
    const rows = grid.rows.map(([procedure, cells]) =>
      element("tr", {}, element("th", { scope: "row" }, procedure), cells.map((cell) => element("td", {}, cell || ""))));
    const made = element("table", { class: "grid" },
      element("caption", {}, placeButton(view, grid.places, label.trim())),
      element("thead", {}, element("tr", {}, head)), element("tbody", {}, rows));
    return scrolled(label.trim(), made);
  });
  return part("schedule", "Schedule of activities", schedules.length, grids);
}

// The mentions by label; a list is only made when it is opened.
function mentionList(view, mentions) {
  const lists = Object.entries(mentions).map(([label, found]) => {
    const list = element("details", {}, element("summary", {},
      element("span", { class: `swatch k-${KIND_OF_LABEL[label] || "other"}` }), label.replace(/_/g, " "), " ",
      element("span", { class: "number" }, found.length.toLocaleString("en"))));
    list.addEventListener("toggle", () => {
      if (list.childElementCount > 1) return;
      list.append(element("ul", { class: "mentions" }, alike(view, found).map(({ words, places, how, concept }) =>
        element("li", {}, placeButton(view, places, words),
          places.length > 1 && element("span", { class: "number" }, ` × ${places.length}`),
          how && element("span", { class: "tag" }, how), concept && element("span", { class: "concept" }, concept)))));
    });
    return list;
  });
  return part("mentions", "Mentions", Object.values(mentions).reduce((sum, found) => sum + found.length, 0), lists);
}

// Mentions of the same words that are asserted alike, with all their places.
function alike(view, mentions) {
  const groups = new Map();
  for (const [place, how, concept] of mentions) {
    const words = view.quote(place);
    const key = [words.toLowerCase(), how, concept].join("\n");
    if (!groups.has(key)) groups.set(key, { words, how, concept, places: [] });
    groups.get(key).places.push(place);
  }
  return [...groups.values()];
}

function plainTable(name, title, columns, rows) {
  const made = element("table", { class: "facts" },
    element("thead", {}, element("tr", {}, columns.map((column) => element("th", { scope: "col" }, column)))),
    element("tbody", {}, rows.map(([first, ...cells]) =>
      element("tr", {}, element("th", { scope: "row" }, first), cells.map((cell) => element("td", {}, cell))))));
  return part(name, title, rows.length, scrolled(title, made));
}
