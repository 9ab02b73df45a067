// Elements are made here. What comes out of a report goes in as text, never as markup.

// Marks that are not seen and can turn a line around, end it or hide in it; joiners are left alone, for scripts and
// emoji need them.
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const code = (mark) => `U+${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** A text for an attribute or an option, where no element can stand: its unseen marks spelled out. */
const spelled = (text) => String(text).replace(UNSEEN, (mark) => `⟨${code(mark)}⟩`);

/** A text as nodes: each unseen mark in an element of its own, which shows its number and keeps it from acting. */
function nodes(text) {
  const made = document.createDocumentFragment();
  let from = 0;
  for (const found of text.matchAll(UNSEEN)) {
    if (found.index > from) made.append(text.slice(from, found.index));
    const mark = document.createElement("span");
    mark.className = "unseen-mark";
    mark.dataset.code = code(found[0]);
    mark.append(found[0]);
    made.append(mark);
    from = found.index + found[0].length;
  }
  made.append(text.slice(from));
  return made;
}

/** `h("button.small", {type: "button", onclick: f}, "text", node, …)`; strings become text, null is left out. */
function h(name, given = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    if (key.startsWith("aria-")) made.setAttribute(key, spelled(value)); // "false" says something there
    else if (value === false) continue;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(made.dataset, value);
    else made.setAttribute(key, value === true ? "" : spelled(value));
  }
  append(made, children);
  return made;
}

function append(to, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    to.append(child instanceof Node ? child : nodes(String(child)));
  }
}

/** The same for SVG: `s("circle", {cx: 1}, …)`. */
function s(tag, given = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, spelled(value));
  }
  for (const child of children.flat(Infinity)) if (child) made.append(child instanceof Node ? child : spelled(child));
  return made;
}

/** Words of a report among ours: isolated, so that their direction stays their own. */
const said = (text) => h("bdi", {}, String(text));

const byName = (id) => document.getElementById(id);

/** What a screen reader is told. */
const announce = (text) => (byName("status").textContent = spelled(text));

const plural = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
