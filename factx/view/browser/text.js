// The report: its text to the letter, cut wherever a mention begins or ends, so that overlaps show.

let pieces = []; // {start, end, element, records} of the text that is shown

const FLAT = new Set(["event", "casualty", "loss"]); // tinted; the others are underlined, statements lightly tinted

function drawText() {
  const { doc } = state;
  pieces = [];
  const lines = [];
  const cuts = cutsOf(doc);
  let [from, at, titled] = [0, 0, ownTitle(doc)];
  for (const line of doc.text.split(/(?<=\n)/)) {
    const made = h(!line.trim() ? "p.blank" : titled ? "h1" : "p");
    if (line.trim()) titled = false;
    const end = from + line.length;
    for (let start = from; start < end; ) {
      while (at < cuts.length && cuts[at] <= start) at += 1;
      const stop = Math.min(end, cuts[at] ?? end);
      made.append(piece(doc, start, stop));
      start = stop;
    }
    lines.push(made);
    from = end;
  }
  hang(doc);
  byName("reading").replaceChildren(heading(doc), h("div.text", { lang: doc.language ?? "en", dir: "auto" }, lines));
  paint();
}

/** Every offset at which something begins or ends, in order. */
function cutsOf(doc) {
  const cuts = new Set(doc.boilerplate.flat());
  const add = (at) => { if (at) { cuts.add(at.start); cuts.add(at.end); } };
  for (const record of doc.records) {
    record.mentions.forEach(add);
    refs(record).forEach(([, ref]) => add(ref));
    add(record.evidence);
  }
  return [...cuts].sort((a, b) => a - b);
}

function piece(doc, start, end) {
  const element = h("span", { data: { start, end } }, doc.text.slice(start, end));
  pieces.push({ start, end, element, records: [] });
  if (doc.boilerplate.some(([a, b]) => a <= start && end <= b)) element.classList.add("silent");
  return element;
}

/** Tell each piece which records mention it, the longest mention first. */
function hang(doc) {
  const found = doc.records.flatMap((record) => record.mentions.map((m) => ({ record, size: m.end - m.start, m })));
  for (const { record, m } of found.sort((a, b) => b.size - a.size)) {
    for (const p of within(m)) if (!p.records.includes(record)) p.records.push(record);
  }
}

/** The pieces of a stretch, by bisection. */
function within({ start, end }) {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].start < start) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (; low < pieces.length && pieces[low].end <= end; low += 1) found.push(pieces[low]);
  return found;
}

/** Colour every piece by the kinds that the filters let through: tints below, underlines one under the other. */
function paint() {
  const visible = new Set(shown());
  for (const { element, records } of pieces) {
    const kinds = [...new Set(records.filter((r) => visible.has(r)).map((r) => r.kind))];
    const tints = kinds.filter((kind) => FLAT.has(kind));
    const rules = kinds.filter((kind) => !FLAT.has(kind) && kind !== "statement");
    element.classList.toggle("found", kinds.length > 0);
    element.dataset.kinds = kinds.join(" ");
    const layers = rules.map((kind, i) => `linear-gradient(var(--${kind}), var(--${kind})) 0 calc(100% - ${3 * (rules.length - 1 - i)}px) / 100% 2px no-repeat`);
    for (const kind of tints) layers.push(`linear-gradient(var(--${kind}-tint), var(--${kind}-tint))`);
    if (kinds.includes("statement")) layers.push("linear-gradient(var(--statement-tint), var(--statement-tint))");
    element.style.background = layers.join(", ");
    element.style.paddingBottom = rules.length ? `${3 * rules.length - 1}px` : "";
  }
  underscore();
}

/** The selected record in its text: its words, its sentence, and who is who. */
function underscore() {
  for (const { element } of pieces) {
    element.classList.remove("chosen", "evidence", "role");
    delete element.dataset.role;
    delete element.dataset.chosen;
  }
  const { record } = state;
  if (!record || record.in !== state.doc) return;
  if (record.evidence) for (const { element } of within(record.evidence)) element.classList.add("evidence");
  for (const m of record.mentions) {
    for (const { element } of within(m)) {
      element.classList.add("chosen");
      element.dataset.chosen = record.kind;
    }
  }
  for (const [role, ref] of refs(record)) {
    within(ref).forEach(({ element }, i) => {
      element.classList.add("role");
      if (!i) element.dataset.role = [element.dataset.role, role].filter(Boolean).join(", ");
    });
  }
}

const reduced = matchMedia("(prefers-reduced-motion: reduce)");

function reveal(at) {
  const [first] = at ? within(at) : [];
  const pane = byName("reading").getBoundingClientRect();
  const place = first?.element.getBoundingClientRect();
  if (!place || !pane.height || (place.top > pane.top + 60 && place.bottom < pane.bottom - 60)) return;
  first.element.scrollIntoView({ block: "center", behavior: reduced.matches ? "auto" : "smooth" });
}

/** Go to one mention of a record. */
function jump(record, at) {
  open(record.in, record);
  if (narrow.matches) show("text");
  reveal(at);
}

/** Words were clicked: their records, the shortest first, and on each further click the next. */
function pick(event) {
  const element = event.target.closest("span[data-start]");
  const found = element && pieces.find((p) => p.element === element);
  const here = found ? found.records.filter(passes).reverse() : [];
  if (!here.length || String(getSelection())) return;
  select(here[(here.indexOf(state.record) + 1) % here.length]);
}

when("select", () => {
  if (!state.doc) return;
  underscore();
  if (state.record) reveal(state.record.mentions[0]);
});
byName("reading").addEventListener("click", pick);
