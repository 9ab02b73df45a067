// The tolls of one event side by side, each with who says so, on one scale.

const EXACT = new Set(["settlement", "facility"]);

/** Casualties by what they tell of: reports tell of one event where the town and the day are the same; else a report's
 *  own links hold, and what has none stands by itself. */
function accounts() {
  const found = new Map();
  for (const record of shown().filter((r) => r.kind === "casualty")) {
    const doc = record.in;
    const event = doc.byId.get((doc.byId.get(record.subset_of) ?? record).event ?? record.event);
    const ref = record.place ?? event?.places?.[0];
    const when = (record.start ?? event?.start ?? "").slice(0, 10);
    const shared = ref && when && EXACT.has(doc.byId.get(ref.id)?.type);
    const id = shared ? `${ref.name} ${when}` : `${doc.id} ${event?.id ?? ""}`;
    if (!found.has(id)) found.set(id, { event, place: ref && nameOf(record, ref), tied: Boolean(shared || event), when: time(record.start ?? event?.start, record.end ?? event?.end), records: [] });
    found.get(id).records.push(record);
    found.get(id).event ??= event;
  }
  return [...found.values()].map((account) => ({ ...account, differ: account.tied ? differing(account.records) : [] }))
    .sort((a, b) => b.tied - a.tied || b.differ.length - a.differ.length || b.records.length - a.records.length);
}

/** The statuses for which different sources give different figures. */
function differing(records) {
  const whole = records.filter((r) => !r.subset_of);
  const rivals = (a, b) => a.status === b.status && a.who === b.who && sourceOf(a) !== sourceOf(b) && bound(a) !== bound(b);
  return [...new Set(whole.filter((a) => whole.some((b) => rivals(a, b))).map((r) => r.status))];
}

function drawTolls() {
  const found = accounts();
  const parts = found.slice(0, 60).map(account);
  const note = found.length > 60 ? [h("p.empty", {}, `60 of ${found.length} are shown: choose a report or filter.`)] : [];
  byName("view-tolls").replaceChildren(...(parts.length ? parts : [h("p.empty", {}, "No casualties among the facts that are shown.")]), ...note);
}

function account({ event, place, tied, when, records, differ }) {
  const statuses = [...new Set(records.map((r) => r.status))];
  const docs = state.doc ? [] : [...new Set(records.map((r) => r.in))];
  return h("section.account", {},
    h("h2", {}, tied ? said(event ? headline(event) : "Casualties") : "Told without an event",
      tied && place ? [" · ", said(place)] : null, tied && when ? ` · ${when}` : null),
    docs.length === 1 ? h("p.of", {}, said(titleOf(docs[0]))) : null,
    differ.length ? h("p.differ", {}, `Accounts differ on the ${differ.map(spaced).join(" and ")}`) : null,
    statuses.map((status) => tally(status, records.filter((r) => r.status === status), docs.length > 1)));
}

/** The tolls of one status; on a scale where there are several, for one alone has nothing to stand beside. */
function tally(status, records, mixed) {
  const scale = records.length < 2 ? null : Math.max(1, ...records.flatMap((r) => [r.min, r.max, r.value]).filter((n) => n !== undefined));
  const ends = scale && h("span.ends", { "aria-hidden": "true" }, h("span", {}, "0"), h("span", {}, number(scale)));
  return h("div.status", {}, h("h3", {}, capital(spaced(status)), ends), h("ul", {}, records.sort(byFigure).map((r) => toll(r, scale, mixed))));
}

const figure = (r) => r.value ?? r.min ?? r.max ?? 0;
const byFigure = (a, b) => Boolean(a.subset_of) - Boolean(b.subset_of) || figure(b) - figure(a);

function toll(record, scale, mixed) {
  const source = sourceOf(record);
  const made = h("button.toll", { type: "button", data: { id: record.id }, onclick: () => select(record, true) },
    h("span.figure", {}, bound(record)),
    h("span.says", {}, said(source), record.assertion !== "asserted" && h("span.how", {}, ` ${record.assertion}`),
      record.who !== "unknown" && h("span.how", {}, ` · ${spaced(record.who)}`), record.subset_of && h("span.how", {}, " · part of the above"),
      mixed && h("span.how", {}, " · ", said(clipped(titleOf(record.in), 50)))),
    scale && gauge(record, scale));
  return h("li", record.subset_of ? { class: "part" } : {}, made);
}

/** From the least to the most that the words allow; a dot where a number is said, a fading end where none bounds it. */
function gauge({ value, min, max }, scale) {
  const x = (n) => 3 + 194 * (n / scale);
  const low = min ?? (max === undefined ? value ?? 0 : 0);
  const high = max ?? (min === undefined ? value ?? scale : scale);
  const open_ = max === undefined && min !== undefined;
  return s("svg", { class: "gauge", viewBox: "0 0 200 12", preserveAspectRatio: "none", "aria-hidden": "true" },
    s("line", { x1: 3, x2: 197, y1: 6, y2: 6, class: "rail" }),
    s("line", { x1: x(low), x2: Math.max(x(high), x(low) + 1), y1: 6, y2: 6, class: open_ ? "span open" : "span" }),
    value !== undefined || min !== undefined ? s("line", { x1: x(value ?? min), x2: x(value ?? min), y1: 1, y2: 11, class: "tick" }) : null);
}
