// Starts the page and follows its address: #document-12 is the twelfth document, all else the overview.

const CHECKS = parsed(document.getElementById("checks"));
const blocks = [...document.querySelectorAll("script[data-entry]")];
const entries = blocks.map(parsed);
const textBlock = (number) => blocks[number].nextElementSibling;
const list = new DocumentList(entries, (number) => ("failed" in entries[number] ? null : parsed(textBlock(number))));
const overview = document.getElementById("overview");
const article = document.getElementById("document");
let shown = null;

function neighbours(number) {
  const readable = list.matches.filter((one) => !("failed" in entries[one]));
  const at = readable.indexOf(number);
  const link = (to, words, label) =>
    to === undefined ? element("span", { class: "none", "aria-hidden": "true" }, words)
      : element("a", { href: `#document-${to + 1}`, "aria-label": `${label}: ${entries[to].id}` }, words);
  const place = at < 0 ? "" : `${(at + 1).toLocaleString("en")} of ${readable.length.toLocaleString("en")}`;
  return [
    element("a", { href: "#" }, "← All documents"),
    element("span", { class: "steps" }, link(at < 0 ? undefined : readable[at - 1], "‹ Previous", "Previous document"),
      element("span", { class: "at" }, place), link(at < 0 ? undefined : readable[at + 1], "Next ›", "Next document")),
  ];
}

function open(number) {
  const view = new DocumentView(entries[number], parsed(textBlock(number)), parsed(textBlock(number).nextElementSibling));
  article.replaceChildren(...view.nodes(neighbours(number)));
  overview.hidden = true;
  article.hidden = false;
  document.title = plain(`${entries[number].id} · Trial report`);
  window.scrollTo(0, 0);
  document.getElementById("document-head").focus({ preventScroll: true });
}

function close(number) {
  overview.hidden = false;
  article.hidden = true;
  article.replaceChildren();
  document.title = "Trial report";
  const row = list.rows.get(number);
  if (row && row.isConnected) {
    row.scrollIntoView({ block: "center" });
    row.querySelector("a").focus({ preventScroll: true });
  }
}

function follow() {
  const asked = /^#document-(\d+)$/.exec(location.hash);
  const number = asked ? Number(asked[1]) - 1 : null;
  const wanted = number !== null && entries[number] && !("failed" in entries[number]) ? number : null;
  if (wanted !== null) open(wanted);
  else if (shown !== null) close(shown);
  shown = wanted;
}

for (const button of document.querySelectorAll("button[data-code]"))
  button.addEventListener("click", () => list.choose(button.dataset.code));
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main").focus();
});
window.addEventListener("hashchange", follow);
list.filter();
follow();
document.getElementById("loading").remove();
document.documentElement.dataset.ready = Math.round(performance.now());
