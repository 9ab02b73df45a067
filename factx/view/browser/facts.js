// The list of facts, and the card of one.

const STEP = 120;
let most = STEP;

function drawFacts() {
  const view = byName("view-facts");
  const list = shown();
  const lines = [];
  let kind = null;
  for (const record of list.slice(0, most)) {
    if (record.kind !== kind && state.doc) {
      kind = record.kind;
      const count = list.filter((r) => r.kind === kind).length;
      lines.push(h("h2.kind", { data: { kind } }, KINDS[kind], h("span.count", {}, String(count))));
    }
    lines.push(card(record));
  }
  if (!list.length) lines.push(h("p.empty", {}, "Nothing fits these filters."));
  if (list.length > most) {
    const more = () => { most += STEP; drawFacts(); };
    lines.push(h("button.more", { type: "button", onclick: more }, `Show more of ${plural(list.length, "record")}`));
  }
  view.replaceChildren(...lines);
}

/** A record as a card; the selected one is unfolded. */
function card(record, { unfolded = state.record === record, at = "facts" } = {}) {
  const line = h("button.line", { type: "button", "aria-expanded": unfolded, onclick: () => toggle(record) },
    h("span.head", {}, said(headline(record))), second(record));
  const made = h("article.card", { data: { kind: record.kind, id: record.id, at, mark: markOf(record) ?? "" } }, line);
  if (unfolded) made.append(details(record));
  return made;
}

function second(record) {
  const spoken = voice(record);
  const parts = byline(record).filter(Boolean).flatMap((part, i) => [i ? h("span.dot", {}, " · ") : null, said(part)]);
  if (!state.doc) parts.push(parts.length ? h("span.dot", {}, " · ") : null, h("span.of", {}, said(clipped(titleOf(record.in), 70))));
  return [
    parts.length ? h("span.by", {}, parts) : null,
    spoken ? h("span.voice", { data: { assertion: record.assertion ?? "says" } }, said(spoken)) : null,
  ];
}

const toggle = (record) => select(state.record === record ? null : record, true);

function details(record) {
  const rows = refs(record).map(([role, ref]) => row(role, link(record, ref)));
  const whole = record.in.byId.get(record.event);
  const part = record.in.byId.get(record.subset_of);
  if (whole) rows.push(row("event", pointer(headline(whole), whole)));
  if (part) rows.push(row("part of", pointer(phrase(part), part)));
  rows.push(...fields(record).map(([name, value]) => row(name, said(value))));
  const places = record.mentions.map((m) => h("button.words", { type: "button", onclick: () => jump(record, m) },
    said(clipped(slice(record.in, m), 60)), m.relation ? said(` (${slice(record.in, m.relation)})`) : null));
  if (places.length) rows.push(row("words", places));
  return h("div.details", {}, evidence(record), h("dl", {}, rows), verdict(record));
}

const row = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));
const pointer = (text, record) => h("button.words", { type: "button", onclick: () => select(record, true) }, said(clipped(text, 60)));

/** A reference: to its record where it has one, else to its words. */
function link(record, ref) {
  const target = record.in.byId.get(ref.id);
  const follow = () => (target ? select(target, true) : jump(record, ref));
  const text = slice(record.in, ref);
  const name = nameOf(record, ref);
  return h("button.words", { type: "button", onclick: follow }, said(name),
    text.toLowerCase() !== String(name).toLowerCase() ? h("span.as", {}, " as ", said(`“${clipped(text, 40)}”`)) : null);
}

function evidence(record) {
  return record.evidence ? h("blockquote", {}, said(slice(record.in, record.evidence).trim())) : null;
}

function verdict(record) {
  const has = markOf(record);
  const button = (what, sign) => h("button.verdict", { type: "button", data: { verdict: what }, "aria-pressed": has === what,
    onclick: () => mark(record, what) }, `${sign} ${capital(what)}`);
  const remark = has && h("input.note", { type: "text", value: noteOf(record), placeholder: "Why? (optional)",
    "aria-label": "Note to this mark", onchange: (e) => note(record, e.target.value) });
  return h("div.verdicts", {}, button("right", "✓"), button("wrong", "✗"), remark);
}

/** Draw the cards of a record again, wherever they stand. */
function refresh(record, how) {
  for (const old of document.querySelectorAll(".card")) {
    if (old.dataset.id !== record.id) continue;
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    const made = card(record, { ...how, at: old.dataset.at });
    old.replaceWith(made);
    const again = held?.dataset.verdict ? `[data-verdict="${held.dataset.verdict}"]` : ".line";
    if (held) made.querySelector(again)?.focus({ preventScroll: true });
  }
}

let before = null;
when("select", () => {
  const { record } = state;
  if (before && before !== record) refresh(before);
  if (record) {
    const at = shown().indexOf(record);
    if (at >= most) { most = at + STEP; drawFacts(); }
    refresh(record);
    document.querySelector(`#view-facts .card[data-id="${CSS.escape(record.id)}"]`)?.scrollIntoView({ block: "nearest" });
    announce(`${headline(record)}, ${record.kind}`);
  }
  before = record;
  sheet();
});
when("mark", () => { if (state.record) { refresh(state.record); sheet(); } });

/** On a narrow screen the selected fact is a card at the foot of the text. */
function sheet() {
  const { record } = state;
  byName("sheet").hidden = !record;
  if (!record) return byName("sheet").replaceChildren();
  const close = h("button.close", { type: "button", "aria-label": "Close", onclick: () => select(null) }, "×");
  return byName("sheet").replaceChildren(close, card(record, { unfolded: true, at: "sheet" }));
}
