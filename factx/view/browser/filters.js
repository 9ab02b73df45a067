// What is shown: kinds as switches, which are the legend too; the rest in a fold.

const NONE = { kinds: new Set(), type: "", assertion: "", source: "", least: 0, find: "" };
const swatches = new Map();

function makeFilters() {
  const kinds = ORDER.map((kind) => {
    const made = h("button.kind", { type: "button", data: { kind }, "aria-pressed": "false", onclick: () => flip(kind) },
      KINDS[kind], h("span.count", {}, ""));
    swatches.set(kind, made);
    return made;
  });
  const find = h("input.find", { id: "find", type: "search", placeholder: "Find in facts", "aria-label": "Find in facts",
    oninput: (e) => filter({ find: e.target.value.trim().toLowerCase() }) });
  const fold = h("button.fold", { id: "fold", type: "button", "aria-expanded": "false", "aria-controls": "more", onclick: unfold }, "Filters");
  const clear = h("button.clear", { id: "clear", type: "button", hidden: true, onclick: reset }, "Show all");
  const sure = h("output", { id: "least" }, "any");
  byName("filters").append(
    h("div.kinds", { role: "group", "aria-label": "Kinds" }, kinds),
    h("div.row", {}, find, fold, clear),
    h("div.more", { id: "more", hidden: true },
      choice("type", "Type"), choice("assertion", "Assertion"), choice("source", "Source"),
      h("label", {}, h("span", {}, "Confidence at least ", sure), h("input", { id: "confidence", type: "range", min: 0, max: 100, step: 5,
        value: 0, oninput: (e) => filter({ least: e.target.value / 100 }) }))));
}

const choice = (name, label) => h("label", {}, h("span", {}, label),
  h("select", { id: `by-${name}`, onchange: (e) => filter({ [name]: e.target.value }) }));

function unfold() {
  const shut = byName("more").hidden;
  byName("more").hidden = !shut;
  drawFilters();
  byName("fold").setAttribute("aria-expanded", shut);
}

/** Where none is pressed, all are shown: the first press shows one kind alone, the next add to it. */
function flip(kind) {
  const kinds = new Set(state.kinds);
  if (!kinds.delete(kind)) kinds.add(kind);
  filter({ kinds: kinds.size === ORDER.length ? new Set() : kinds });
}

function reset() {
  byName("find").value = "";
  byName("confidence").value = 0;
  filter(NONE);
}

let [counted, offered] = [undefined, undefined]; // the documents whose kinds are counted, whose options stand there

function drawFilters() {
  const records = () => (state.doc ? [state.doc] : DOCS).flatMap((doc) => doc.records);
  if (counted !== state.doc) count(records());
  counted = state.doc;
  if (offered !== state.doc && !byName("more").hidden) {
    offer(records());
    offered = state.doc;
  }
  for (const [kind, made] of swatches) {
    made.setAttribute("aria-pressed", state.kinds.has(kind));
    made.classList.toggle("off", state.kinds.size > 0 && !state.kinds.has(kind));
  }
  for (const name of ["type", "assertion", "source"]) byName(`by-${name}`).value = state[name];
  byName("least").textContent = state.least ? percent(state.least) : "any";
  const set = [state.type, state.assertion, state.source, state.least].filter(Boolean).length;
  byName("fold").textContent = set ? `Filters · ${set}` : "Filters";
  byName("clear").hidden = !(set || state.kinds.size || state.find);
}

function count(records) {
  const counts = new Map();
  for (const { kind } of records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const [kind, made] of swatches) {
    const n = counts.get(kind) ?? 0;
    made.querySelector(".count").textContent = n.toLocaleString("en");
    made.disabled = !n;
  }
}

/** The types, assertions and sources that these records have. */
function offer(records) {
  const tallies = { type: typeOf, assertion: (r) => r.assertion ?? "", source: sourceOf };
  for (const [name, read] of Object.entries(tallies)) {
    const found = new Map();
    for (const record of records) {
      const value = read(record);
      if (value) found.set(value, (found.get(value) ?? 0) + 1);
    }
    if (state[name]) found.set(state[name], found.get(state[name]) ?? 0);
    const sorted = [...found].sort(name === "type" ? ([a], [b]) => (a < b ? -1 : 1) : (a, b) => b[1] - a[1]);
    byName(`by-${name}`).replaceChildren(h("option", { value: "" }, "All"),
      ...sorted.map(([value, n]) => option(value, `${clipped(spaced(value), 60)} (${n})`)));
  }
}

/** An option whose value is the data's to the letter: `h` spells unseen marks out. */
function option(value, label) {
  const made = h("option", {}, spelled(label));
  made.value = value;
  return made;
}

when("scope", () => { most = STEP; drawFilters(); });
