// Elements and text. Nothing that a document says is ever read as markup: it only becomes text nodes and attributes.

const CONTROLS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]|[\u{e0000}-\u{e007f}]/gu;

const codePoint = (char) => "U+" + char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");

// A string with the characters that act on their reader as their code points.
const plain = (string) => string.replace(CONTROLS, (char) => `<${codePoint(char)}>`);

// Text nodes of a string, and a small element for each such character.
function* said(string) {
  let at = 0;
  for (const found of string.matchAll(CONTROLS)) {
    if (found.index > at) yield document.createTextNode(string.slice(at, found.index));
    const shown = document.createElement("span");
    shown.className = "control";
    shown.textContent = codePoint(found[0]);
    yield shown;
    at = found.index + found[0].length;
  }
  if (at < string.length) yield document.createTextNode(string.slice(at));
}

// An element; attributes that are functions are listeners, children are nodes, strings, or lists of both.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, plain(String(value)));
  }
  for (const child of children.flat(Infinity)) {
    if (child instanceof Node) made.append(child);
    else if (child !== null && child !== undefined && child !== false) made.append(...said(String(child)));
  }
  return made;
}

// A path that may be broken after its points.
const broken = (path) => path.split(/(?<=\.)/).flatMap((step) => [step, document.createElement("wbr")]);

// Names with their values.
const described = (pairs) =>
  element("dl", { class: "values" }, pairs.map(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));

const counted = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
const parsed = (block) => JSON.parse(block.textContent);
const smooth = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
