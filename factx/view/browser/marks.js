// Right or wrong: what the reader says of records, kept in the browser and downloaded as JSON Lines.

const STORE = `factx-marks-${DATA.name}`;
const key = (record) => `${record.in.id} ${record.id}`;

/** Storage may be refused to a page opened from disk: then marks last as long as the page does. */
const marks = (() => {
  try {
    return new Map(Object.entries(JSON.parse(localStorage.getItem(STORE) ?? "{}")));
  } catch {
    return new Map();
  }
})();

const markOf = (record) => marks.get(key(record))?.mark ?? null;
const noteOf = (record) => marks.get(key(record))?.note ?? "";

/** "right" or "wrong"; the same again takes it back. */
function mark(record, verdict) {
  if (markOf(record) === verdict) marks.delete(key(record));
  else marks.set(key(record), { mark: verdict, note: noteOf(record) });
  keep();
  announce(markOf(record) ? `Marked ${verdict}` : "Mark taken back");
}

function note(record, text) {
  const had = marks.get(key(record));
  if (had) marks.set(key(record), { ...had, note: text });
  keep();
}

function keep() {
  try {
    localStorage.setItem(STORE, JSON.stringify(Object.fromEntries(marks)));
  } catch {
    // nowhere to keep them: they stay in the page
  }
  tell("mark");
}

/** The marked records, a line each, with offsets in code points again. */
function lines() {
  const points = (text, offset) => [...text.slice(0, offset)].length;
  return DOCS.flatMap((doc) => doc.records).filter(markOf).map((record) => {
    const [at] = record.mentions;
    const { text } = record.in;
    return JSON.stringify({
      doc: record.in.id, id: record.id, kind: record.kind,
      start: at ? points(text, at.start) : null, end: at ? points(text, at.end) : null,
      text: at ? slice(record.in, at) : null, type: typeOf(record).split(": ")[1] ?? null,
      rule: record.rule ?? null, confidence: record.confidence, mark: markOf(record), note: noteOf(record),
    });
  });
}

function save() {
  const blob = new Blob(lines().map((line) => `${line}\n`), { type: "application/x-ndjson" });
  const link = h("a", { href: URL.createObjectURL(blob), download: `${stem()}.marks.jsonl` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function stem() {
  const path = DOCS.length === 1 ? DOCS[0].path ?? "" : "";
  return path.split(/[\\/]/).pop().replace(/\.[^.]*$/, "").replace(/[^\w.-]+/g, "_") || "factx";
}

when("mark", () => {
  const button = byName("save");
  button.disabled = !marks.size;
  button.textContent = marks.size ? `Save ${plural(marks.size, "mark")}` : "No marks";
});
byName("save").addEventListener("click", save);
