// The data, what is being looked at, and who wants to know when that changes.

const DATA = JSON.parse(byName("data").textContent);
const DOCS = DATA.docs;
const KINDS = {
  event: "Events", casualty: "Casualties", loss: "Losses", statement: "Statements",
  place: "Places", person: "People", organisation: "Organisations", equipment: "Equipment",
  date: "Dates", quantity: "Quantities",
};
const ORDER = Object.keys(KINDS);
const FACTS = new Set(["event", "casualty", "loss", "statement"]);

DOCS.forEach((doc, index) => {
  doc.index = index;
  doc.byId = new Map();
  doc.records = doc.records.filter((r) => r.kind in KINDS);
  for (const record of doc.records) {
    record.in = doc;
    record.mentions ??= [];
    doc.byId.set(record.id, record);
  }
  const first = (r) => r.mentions[0]?.start ?? 0;
  const rank = new Map(ORDER.map((kind, i) => [kind, i]));
  doc.records.sort((a, b) => rank.get(a.kind) - rank.get(b.kind) || first(a) - first(b));
});

const state = {
  doc: DOCS.length === 1 ? DOCS[0] : null, // null: all of them
  tab: "facts",
  record: null,
  kinds: new Set(), // empty: all
  type: "",
  assertion: "",
  source: "",
  least: 0,
  find: "",
};

// "scope": the document or the filters; "select": the record; "tab"; "mark"
const listeners = { scope: [], select: [], tab: [], mark: [] };
const when = (what, then) => listeners[what].push(then);
const tell = (what) => listeners[what].forEach((then) => then());

let cached = null;
when("scope", () => (cached = null));

/** The records that the filters let through, of the document that is open or of all. */
function shown() {
  cached ??= (state.doc ? [state.doc] : DOCS).flatMap((doc) => doc.records.filter(passes));
  return cached;
}

function passes(record) {
  if (state.kinds.size && !state.kinds.has(record.kind)) return false;
  if (state.type && typeOf(record) !== state.type) return false;
  if (state.assertion && record.assertion !== state.assertion) return false;
  if (state.source && sourceOf(record) !== state.source) return false;
  if (record.confidence < state.least) return false;
  return !state.find || haystack(record).includes(state.find);
}

/** Whether a record tells of what is said to have happened: not denied, negated, planned, possible or conditional. */
const happened = (record) => ["asserted", "claimed"].includes(record.assertion ?? "asserted");

/** The record's type, in the words of its kind. */
function typeOf(record) {
  const type = { event: "type", place: "type", organisation: "type", equipment: "class", casualty: "status",
    loss: "status", date: "precision", quantity: "dimension" }[record.kind];
  if (record.kind === "statement") return record.direct ? "statement: direct" : "statement: indirect";
  return type && record[type] ? `${record.kind}: ${record[type]}` : "";
}

const OWN = "the report itself";

/** Who says so: a name, the cue where only "reportedly" stands, the report itself; "" where that is no question. */
function sourceOf(record) {
  if (record.kind === "statement") return record.speaker?.name ?? "unnamed";
  if (!FACTS.has(record.kind)) return "";
  if (!record.attribution) return OWN;
  return record.attribution.source?.name ?? record.attribution.cue;
}

function haystack(record) {
  record.hay ??= [record.name, record.item, typeOf(record), sourceOf(record), record.country, ...words(record),
    ...refs(record).map(([, ref]) => ref.name)].join(" ").toLowerCase();
  return record.hay;
}

/** Open a document (null: all), with a record of it selected or none. */
function open(doc, record = null) {
  const changed = state.doc !== doc;
  state.doc = doc;
  state.record = record;
  if (changed) tell("scope");
  tell("select");
}

/** Select a record where it is listed; `inText` opens its document too. */
function select(record, inText = false) {
  if (record && inText && state.doc !== record.in) return open(record.in, record);
  state.record = record;
  tell("select");
}

function filter(change) {
  Object.assign(state, change);
  tell("scope");
  tell("select");
}

function show(tab) {
  state.tab = tab;
  tell("tab");
}
