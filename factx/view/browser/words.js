// A record in words: its line, its second line, its fields.

const slice = (doc, at) => doc.text.slice(at.start, at.end);
const words = (record) => record.mentions.map((m) => slice(record.in, m));
const phrase = (record) => record.text ?? (record.mentions.length ? slice(record.in, record.mentions[0]) : "");
const spaced = (type) => String(type ?? "").replaceAll("_", " ");
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const clipped = (text, most) => (text.length > most ? `${text.slice(0, most).trimEnd()}…` : text);
const plain = (text) => String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const number = (n) => Number(n).toLocaleString("en", { maximumFractionDigits: 2 });

/** A bound as a person writes it: 12, at least 12, up to 12, about 12, 24–99. */
function bound({ value = null, min = null, max = null }) {
  if (min !== null && max !== null) return min === max ? number(min) : `${number(min)}–${number(max)}`;
  if (min !== null) return `at least ${number(min)}`;
  if (max !== null) return `up to ${number(max)}`;
  return value === null ? "an unknown number" : `about ${number(value)}`;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function day(iso) {
  const [, y, m, d, clock] = /^(-?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(iso) ?? [];
  return y ? `${Number(d)} ${MONTHS[m - 1]} ${Number(y)}${clock && clock !== "00:00" ? `, ${clock}` : ""}` : iso;
}

/** From when to when, as short as it can be said. */
function time(start, end) {
  if (!start && !end) return "";
  if (!start) return `until ${day(end)}`;
  if (!end) return `since ${day(start)}`;
  if (start.slice(0, 10) === end.slice(0, 10)) return day(start);
  const [a, b] = [start.slice(0, 10), end.slice(0, 10)];
  if (a.endsWith("-01-01") && b.endsWith("-12-31") && a.slice(0, 4) === b.slice(0, 4)) return a.slice(0, 4);
  if (a.slice(0, 8) === b.slice(0, 8) && a.endsWith("-01") && lastDay(a) === b.slice(8)) return day(a).slice(2);
  return `${day(a)} – ${day(b)}`;
}

const lastDay = (iso) => String(new Date(Date.UTC(iso.slice(0, 4), iso.slice(5, 7), 0)).getUTCDate());

/** What a record refers to: [role, reference] in the order in which one would say them. */
function refs(record) {
  const found = [["who", record.actors], ["whom", record.targets], ["where", record.places], ["by", record.weapons]]
    .flatMap(([role, list]) => (list ?? []).map((ref) => [role, ref]));
  if (record.place) found.push(["where", record.place]);
  if (record.speaker) found.push(["says", record.speaker]);
  if (record.attribution?.source) found.push(["says", record.attribution.source]);
  return found;
}

/** What the report calls a place; the gazetteer's name only where that is the same word, with its case and accents. */
function called(place) {
  const told = place.mentions.length ? slice(place.in, place.mentions[0]) : "";
  return told && plain(told) !== plain(place.name) ? told : place.name ?? told;
}

/** What a reference of a record is called. */
function nameOf(record, ref) {
  const target = record.in.byId.get(ref.id);
  return target?.kind === "place" ? called(target) : ref.name;
}

const names = (record, list) => (list ?? []).map((ref) => nameOf(record, ref)).join(", ");

/** The line by which a record is known. */
function headline(record) {
  switch (record.kind) {
    case "event": return capital(spaced(record.type));
    case "casualty": return `${capital(bound(record))} ${spaced(record.status)}`;
    case "loss": return `${capital(bound(record))} ${record.item} ${spaced(record.status)}`;
    case "statement": return record.direct ? `“${clipped(phrase(record), 160)}”` : clipped(phrase(record), 160);
    case "date": return phrase(record);
    case "quantity": return phrase(record);
    case "place": return called(record);
    default: return record.name ?? phrase(record);
  }
}

/** The second line: parts, each a string. */
function byline(record) {
  const when = time(record.start, record.end);
  switch (record.kind) {
    case "event": {
      const [who, whom] = [names(record, record.actors), names(record, record.targets)];
      const arms = names(record, record.weapons);
      return [whom ? `${who} → ${whom}`.trim() : who, names(record, record.places), when, arms && `with ${arms}`];
    }
    case "casualty": return [record.who !== "unknown" && record.who, record.place && nameOf(record, record.place), when];
    case "loss": return [record.side && `of ${record.side}`, spaced(record.class)];
    case "statement": return [];
    case "place": return [called(record) !== record.name && record.name, spaced(record.type), record.admin1, record.country, record.reason];
    case "person": return (record.roles ?? []).map((r) => (r.of ? `${r.title}, ${r.of}` : r.title)).concat(record.country);
    case "organisation": return [spaced(record.type), record.country];
    case "equipment": return [spaced(record.class)];
    case "date": return [when || record.reason || "on no calendar", record.precision];
    case "quantity": return [bound(record) + (record.unit === "count" ? "" : ` ${record.unit}`), record.of && `of ${record.of}`];
  }
  return [];
}

/** "claimed by the Kremlin": null where the report itself asserts it. */
function voice(record) {
  if (record.kind === "statement") return record.speaker ? `${record.speaker.name}` : "unnamed";
  if (!FACTS.has(record.kind) || (!record.attribution && record.assertion === "asserted")) return null;
  const by = record.attribution ? sourceOf(record) : null;
  return by ? `${record.assertion} · ${by}` : record.assertion;
}

const percent = (confidence) => `${Math.round(100 * confidence)} %`;

/** Every other field that a reader may ask for: [name, text]. */
function fields(record) {
  const codes = (o) => (o ? Object.values(o).filter(Boolean).join(" · ") : null);
  const at = record.lat !== undefined ? `${record.approximate ? "about " : ""}${record.lat}, ${record.lon}` : null;
  return [
    ["date", time(record.start, record.end) || record.date],
    ["precision", record.precision], ["EDTF", record.edtf],
    ["position", at], ["GeoNames", record.geonames], ["candidates", record.candidates > 1 ? record.candidates : null],
    ["class", spaced(record.class)], ["designation", record.designation],
    ["SI", record.si && `${bound(record.si)} ${record.si.unit}`],
    ["cue", record.attribution?.cue ?? record.cue], ["channel", record.channel],
    ["ACLED", codes(record.acled)], ["PLOVER", codes(record.plover)],
    ["confidence", percent(record.confidence)], ["found by", record.rule],
  ].filter(([, value]) => value !== null && value !== undefined && value !== "");
}
