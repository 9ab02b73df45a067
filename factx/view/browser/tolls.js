// The tolls of one event side by side, each with who says so, on one scale.

/** Casualties by what they tell of: their event, else their place and day. */
function accounts() {
  const found = new Map();
  for (const record of shown().filter((r) => r.kind === "casualty")) {
    const doc = record.in;
    const event = record.event && doc.byId.get(record.event);
    const place = record.place?.name ?? event?.places?.[0]?.name;
    const when = (record.start ?? event?.start ?? "").slice(0, 10);
    // reports tell of one event where place and day are the same; within a report its own links hold
    const id = place && when ? `${place} ${when}` : record.event ? `${doc.id} ${record.event}` : `${doc.id} ${place ?? ""}`;
    if (!found.has(id)) found.set(id, { event, place, when: time(record.start ?? event?.start, record.end ?? event?.end), records: [] });
    found.get(id).records.push(record);
    found.get(id).event ??= event;
  }
  return [...found.values()].map((account) => ({ ...account, rivals: rivals(account.records) }))
    .sort((a, b) => b.rivals - a.rivals || b.records.length - a.records.length);
}

/** How many figures for the same thing stand against one another. */
function rivals(records) {
  const figures = new Map();
  for (const r of records.filter((r) => !r.subset_of)) {
    const what = `${r.status} ${r.who}`;
    figures.set(what, (figures.get(what) ?? new Set()).add(`${bound(r)} ${sourceOf(r)}`));
  }
  return Math.max(1, ...[...figures.values()].map((said) => said.size));
}

function drawTolls() {
  const found = accounts();
  const parts = found.slice(0, 60).map(account);
  const note = found.length > 60 ? [h("p.empty", {}, `60 of ${found.length} are shown: choose a report or filter.`)] : [];
  byName("view-tolls").replaceChildren(...(parts.length ? parts : [h("p.empty", {}, "No casualties among the facts that are shown.")]), ...note);
}

function account({ event, place, when, records, rivals: differ }) {
  const scale = Math.max(1, ...records.flatMap((r) => [r.min, r.max, r.value]).filter((n) => n !== undefined));
  const statuses = [...new Set(records.map((r) => r.status))];
  return h("section.account", {},
    h("h2", {}, said(event ? headline(event) : "Casualties"), place ? [" · ", said(place)] : null, when ? ` · ${when}` : null),
    differ > 1 ? h("p.differ", {}, `${differ} figures stand side by side`) : null,
    statuses.map((status) => h("div.status", {}, h("h3", {}, capital(spaced(status))),
      h("ul", {}, records.filter((r) => r.status === status).sort(byFigure).map((r) => toll(r, scale))))));
}

const figure = (r) => r.value ?? r.min ?? r.max ?? 0;
const byFigure = (a, b) => Boolean(a.subset_of) - Boolean(b.subset_of) || figure(b) - figure(a);

function toll(record, scale) {
  const source = sourceOf(record);
  const made = h("button.toll", { type: "button", data: { id: record.id }, onclick: () => select(record, true) },
    h("span.figure", {}, bound(record)),
    h("span.says", {}, said(source), record.assertion !== "asserted" && h("span.how", {}, ` ${record.assertion}`),
      record.who !== "unknown" && h("span.how", {}, ` · ${spaced(record.who)}`), record.subset_of && h("span.how", {}, " · part of the above"),
      !state.doc && h("span.how", {}, " · ", said(clipped(titleOf(record.in), 50)))),
    gauge(record, scale));
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
