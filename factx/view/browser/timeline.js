// Facts by day: a bar is as wide as the date is imprecise.

const DAY = 864e5;
const LANE = 20;
const BARS = 300; // more than these are not drawn singly
const FEW = 40; // so few need no histogram
const lens = { from: 0, to: 1, width: 600, svg: null }; // days since 1970
let spans = [];

function instant(iso, last) {
  const [, y, m, d, hh, mm] = /^(-?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(iso ?? "") ?? [];
  if (!y) return null;
  const at = new Date(0);
  at.setUTCFullYear(Number(y), m - 1, Number(d));
  const days = at.getTime() / DAY;
  if (Number.isNaN(days)) return null;
  return hh === undefined ? days + (last ? 1 : 0) : days + (Number(hh) * 60 + Number(mm) + (last ? 1 : 0)) / 1440;
}

/** From when to when a record lies, in days; null where it is on no calendar. Open ends reach to the report's own day,
 *  and a fact that tells none stands there: it was `reported` then. */
function spanOf(record) {
  let [first, last] = record.kind === "statement" ? [record.date, record.date] : [record.start, record.end];
  const reported = !first && !last;
  if (reported && FACTS.has(record.kind)) first = last = record.in.published;
  if (!first && !last) return null;
  const known = [instant(first, false), instant(last, true)];
  const told = instant(record.in.published, true);
  const from = known[0] ?? known[1] - 1;
  const to = known[1] ?? Math.max(told ?? 0, from + 1);
  return Number.isFinite(from) && to > from ? { record, from, to, open: known.includes(null), reported } : null;
}

function makeTime() {
  const svg = s("svg", { class: "chart", tabindex: 0, role: "group",
    "aria-label": "Timeline. Left and right move, plus and minus zoom, 0 shows when it happened, Tab goes to the bars." });
  lens.svg = svg;
  const button = (sign, name, act) => h("button", { type: "button", "aria-label": name, title: name, onclick: act }, sign);
  byName("view-time").append(
    h("div.strip", {}, h("p.note", { id: "undated" }), h("div.zoom", {}, button("+", "Zoom in", () => stretch(0.5)),
      button("−", "Zoom out", () => stretch(2)), button("⤢", "Show when it happened", fitTime))),
    h("div.frame", {}, svg), h("div.spot", { id: "moment", tabindex: 0, role: "region", "aria-label": "The chosen fact" }));
  grip(svg, { pan: (dx) => shift((-dx * (lens.to - lens.from)) / lens.width), zoom: (by, px) => stretch(1 / by, px / lens.width) });
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const wide = (lens.to - lens.from) / 6;
    if (event.key === "ArrowLeft") shift(-wide);
    else if (event.key === "ArrowRight") shift(wide);
    else if (event.key === "+" || event.key === "=") stretch(0.5);
    else if (event.key === "-") stretch(2);
    else if (event.key === "0") fitTime();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function shift(by) {
  lens.from += by;
  lens.to += by;
  placeTime();
}

function stretch(by, at = 0.5) {
  const wide = lens.to - lens.from;
  const next = Math.max(0.25, Math.min(400 * 365, wide * by));
  lens.from += (wide - next) * at;
  lens.to = lens.from + next;
  placeTime();
}

/** Show the facts (dates where there are none); of many, not the one in twenty that lie far off on either side. */
function fitTime() {
  const facts = spans.filter((p) => FACTS.has(p.record.kind));
  const seen = facts.length ? facts : spans;
  const edge = Math.floor(seen.length / 20);
  const starts = seen.map((p) => p.from).sort((a, b) => a - b);
  const ends = seen.map((p) => p.to).sort((a, b) => a - b);
  const [from, to] = seen.length ? [starts[edge], ends[ends.length - 1 - edge]] : [0, 1];
  const margin = Math.max((to - from) * 0.06, 0.5);
  Object.assign(lens, { from: from - margin, to: to + margin });
  placeTime();
}

let timed = null;

function drawTime() {
  if (!lens.svg) makeTime();
  lens.width = lens.svg.getBoundingClientRect().width || 600;
  const list = timely(shown());
  spans = list.map(spanOf).filter(Boolean).sort((a, b) => a.from - b.from || a.reported - b.reported || b.to - a.to);
  const facts = list.filter((r) => FACTS.has(r.kind) && r.kind !== "statement");
  byName("undated").textContent = undated(facts);
  if (timed !== (state.doc ?? DOCS)) fitTime();
  else placeTime();
  timed = state.doc ?? DOCS;
  listMoment();
}

/** Dates are what facts are put on the calendar by: they stand there themselves where no fact does, or they are chosen. */
function timely(list) {
  const facts = list.filter((r) => r.kind !== "date");
  return state.kinds.has("date") || !facts.some(spanOf) ? list : facts;
}

/** How many events and tolls tell no day, and where these stand. */
function undated(facts) {
  const off = facts.filter((r) => !r.start && !r.end);
  const lost = off.filter((r) => !r.in.published).length;
  if (!off.length) return "";
  const told = `${off.length.toLocaleString("en")} of ${plural(facts.length, "event and toll", "events and tolls")} tell no day`;
  if (lost === off.length) return `${told}, and their reports have none.`;
  return `${told}: they stand, hollow, at that of their report.${lost ? ` ${lost.toLocaleString("en")} have none of either.` : ""}`;
}

const toX = (t) => ((t - lens.from) / (lens.to - lens.from)) * lens.width;

function placeTime() {
  const { svg, width } = lens;
  const seen = spans.filter((p) => p.to > lens.from && p.from < lens.to);
  const lanes = seen.length <= BARS ? pack(seen) : [];
  const tall = spans.length <= FEW ? 0 : lanes.length ? 40 : 120;
  const top = 32 + (tall && tall + 8);
  const height = top + 16 + Math.max(lanes.length * LANE, 24);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.style.height = `${height}px`;
  const held = document.activeElement?.dataset?.bar;
  const told = state.doc && instant(state.doc.published, false);
  svg.replaceChildren(...axis(height),
    told ? s("line", { class: "told", x1: toX(told), x2: toX(told), y1: 24, y2: height }, s("title", {}, "the day of the report")) : null,
    ...(tall ? histogram(seen, tall) : []), ...lanes.flatMap((lane, i) => lane.map((p) => bar(p, top + i * LANE))),
    seen.length > BARS ? s("text", { class: "hint", x: 12, y: top + 20 }, `${plural(seen.length, "fact")}: zoom in or filter to see each`) : null,
    spans.length ? null : s("text", { class: "hint", x: 12, y: top + 20 }, "No fact that is shown has a day."));
  if (held) [...svg.querySelectorAll(".bar")].find((b) => b.dataset.bar === held)?.focus({ preventScroll: true });
}

/** Lanes in which no two bars, with their words, lie upon one another. */
function pack(seen) {
  const [lanes, ends] = [[], []];
  for (const p of seen) {
    p.label = spelled(clipped(headline(p.record), 34));
    const [edge, room] = [Math.max(0, toX(p.from)), 6.3 * p.label.length + 12];
    p.before = edge + room > lens.width && edge > room; // its words have room on its left only
    const left = p.before ? edge - room : edge;
    const right = p.before ? toX(p.to) : Math.max(toX(p.to), edge + room);
    let i = ends.findIndex((end) => end < left);
    if (i < 0) i = ends.push(0) - 1;
    (lanes[i] ??= []).push(p);
    ends[i] = right;
  }
  return lanes;
}

function bar(p, y) {
  const { record } = p;
  const left = Math.max(-4, toX(p.from));
  const right = Math.min(lens.width + 4, toX(p.to));
  const wide = Math.max(right - left, 3);
  const label = `${headline(record)}: ${p.reported ? `reported on ${day(record.in.published)}` : time(record.start, record.end) || day(record.date)}`;
  const press = (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); e.stopPropagation(); select(record, true); } };
  const made = s("g", { class: `bar${p.open ? " open" : ""}${p.reported ? " reported" : ""}${state.record === record ? " selected" : ""}`, tabindex: 0, role: "button",
    "aria-label": label, onclick: () => select(record, true), onkeydown: press },
    s("title", {}, label), s("rect", { x: left, y, width: wide, height: LANE - 5, rx: 2 }),
    s("text", { x: p.before ? left - 5 : Math.max(left, 0) + 5, y: y + 11, class: p.before ? "before" : null }, p.label));
  made.dataset.kind = record.kind;
  made.dataset.bar = record.id;
  return made;
}

/** What falls into one day, month or year, whichever is wide enough to see; what is wider has its bar only. */
function histogram(seen, height) {
  const unit = [1, 7, 30.44, 365.25].find((days) => toX(lens.from + days) >= 5) ?? 3652.5;
  const bins = new Map();
  for (const p of seen.filter((p) => p.to - p.from <= unit * 1.05)) {
    const at = Math.floor((p.from + p.to) / 2 / unit);
    bins.set(at, (bins.get(at) ?? 0) + 1);
  }
  const most = Math.max(1, ...bins.values());
  return [...bins].map(([at, n]) => {
    const tall = Math.max(2, (height * n) / most);
    const x = toX(at * unit);
    const closer = () => { Object.assign(lens, { from: (at - 1) * unit, to: (at + 2) * unit }); placeTime(); };
    return s("rect", { class: "bin", x: x + 0.5, y: 28 + height - tall, width: Math.max(1, toX((at + 1) * unit) - x - 1), height: tall,
      onclick: closer }, s("title", {}, plural(n, "fact")));
  });
}

/** Ticks at the calendar's own borders, as many as there is room for. */
function axis(height) {
  const room = (lens.to - lens.from) / Math.max(2, lens.width / 90); // days a tick at least
  const made = [];
  const steps = [[1 / 24, "hour"], [0.25, "6 hours"], [1, "day"], [7, "week"], [31, "month"], [92, "quarter"], [366, "year"], [1830, "5"], [3660, "10"], [9150, "25"], [36600, "100"]];
  const [, unit] = steps.find(([days]) => days >= room) ?? steps.at(-1);
  for (let t = floor(lens.from, unit), i = 0; t < lens.to && i < 200; t = after(t, unit), i += 1) {
    if (t < lens.from) continue;
    const x = toX(t);
    made.push(s("line", { class: "tick", x1: x, x2: x, y1: 24, y2: height }));
    if (x < lens.width - 40) made.push(s("text", { class: "when", x: x + 3, y: 18 }, tickName(t, unit)));
  }
  return made;
}

const dateOf = (t) => new Date(Math.round(t * 1440) * 6e4);
const daysOf = (y, m, d) => { const at = new Date(0); at.setUTCFullYear(y, m, d); return at.getTime() / DAY; };

function floor(t, unit) {
  const at = dateOf(t);
  const [y, m, d] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  if (unit === "hour") return Math.floor(t * 24) / 24;
  if (unit === "6 hours") return Math.floor(t * 4) / 4;
  if (unit === "day") return daysOf(y, m, d);
  if (unit === "week") return daysOf(y, m, d - ((at.getUTCDay() + 6) % 7));
  if (unit === "month") return daysOf(y, m, 1);
  if (unit === "quarter") return daysOf(y, m - (m % 3), 1);
  const years = unit === "year" ? 1 : Number(unit);
  return daysOf(Math.floor(y / years) * years, 0, 1);
}

function after(t, unit) {
  const days = { hour: 1 / 24, "6 hours": 0.25, day: 1, week: 7, month: 31, quarter: 92, year: 366 }[unit];
  if (days) return floor(t + days * 1.02, unit);
  return daysOf(dateOf(t + 1).getUTCFullYear() + Number(unit), 0, 1);
}

function tickName(t, unit) {
  const at = dateOf(t);
  const [y, m, d] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  if (unit.includes("hour")) {
    const hour = at.getUTCHours();
    return hour ? `${String(hour).padStart(2, "0")}:00` : `${d} ${MONTHS[m]}`;
  }
  if (unit === "day" || unit === "week") return `${d} ${MONTHS[m]} ${y}`;
  if (unit === "month" || unit === "quarter") return `${MONTHS[m]} ${y}`;
  return String(y);
}

function listMoment() {
  const { record } = state;
  byName("moment").replaceChildren(...(record ? [card(record, { unfolded: true, at: "time" })] : []));
}
