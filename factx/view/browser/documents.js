// Which report: the heading of the one that is open, or the list of all with its search.

const PAGE = 60;
let listed = PAGE;
let asked = "";

/** A document's title; of one that has none, how it begins. */
const titleOf = (doc) => doc.title || opening(doc) || doc.path || doc.id;
/** The first line, without the place, day and agency that stand before the story ("KYIV, 3 March (Agency) - …"). */
const opening = (doc) => clipped(doc.text.trim().split("\n", 1)[0].replace(/^(?=\p{Lu}{3})[^\n]{3,70}? [-–—]+ +(?=.)/u, ""), 90);
const fileOf = (doc) => (doc.path ?? "").split(/[\\/]/).pop() || doc.id;

function heading(doc) {
  const about = [doc.published ? `published ${day(doc.published)}` : "no day of its own",
    plural(doc.text.split(/\s+/).filter(Boolean).length, "word"), doc.duplicate_of && "a duplicate"].filter(Boolean);
  const step = (by, sign, name) => h("button", { type: "button", "aria-label": name, title: name,
    disabled: !DOCS[doc.index + by], onclick: () => move(by) }, sign);
  const travel = DOCS.length > 1 && h("nav.travel", { "aria-label": "Reports" },
    h("button", { type: "button", onclick: () => open(null) }, "All reports"),
    h("span.place", {}, `${(doc.index + 1).toLocaleString("en")} of ${DOCS.length.toLocaleString("en")}`),
    step(-1, "←", "Previous report ([)"), step(1, "→", "Next report (])"));
  return h("header.heading", {}, travel, ownTitle(doc) ? null : h("h1", {}, said(doc.title || fileOf(doc))),
    h("p.about", {}, about.join(" · ")), h("p.path", {}, said(doc.path || doc.id)),
    (doc.warnings ?? []).map((warning) => h("p.warning", {}, said(warning))));
}

/** Whether the text begins with its title, which then is the heading. */
const ownTitle = (doc) => Boolean(doc.title) && doc.text.trimStart().split("\n", 1)[0].trim() === doc.title.trim();

const move = (by) => { if (state.doc && DOCS[state.doc.index + by]) open(DOCS[state.doc.index + by]); };

function drawDocuments() {
  const search = h("input", { id: "search", type: "search", value: asked, placeholder: "Search titles and texts",
    "aria-label": "Search the reports", oninput: (e) => { asked = e.target.value; listed = PAGE; drawList(); } });
  byName("reading").replaceChildren(
    h("header.heading", {}, h("h1", {}, plural(DOCS.length, "report")),
      h("p.about", {}, `${plural(DOCS.reduce((n, d) => n + d.records.length, 0), "record")} in all`), search),
    h("p.hits", { id: "hits", role: "status" }), h("ol.documents", { id: "documents" }));
  drawList();
}

function drawList() {
  const wanted = asked.trim().toLowerCase();
  const hits = DOCS.filter((doc) => !wanted || lower(doc).includes(wanted));
  const counts = new Map();
  for (const record of shown()) counts.set(record.in, (counts.get(record.in) ?? 0) + 1);
  const more = () => { listed += PAGE; drawList(); };
  byName("hits").textContent = wanted ? `${plural(hits.length, "report")} with “${spelled(asked.trim())}”` : "";
  byName("documents").replaceChildren(...hits.slice(0, listed).map((doc) => entry(doc, counts.get(doc) ?? 0, wanted)),
    ...(hits.length > listed ? [h("li", {}, h("button.more", { type: "button", onclick: more }, `Show more of ${hits.length}`))] : []));
}

const lower = (doc) => (doc.lower ??= `${titleOf(doc)}\n${doc.path ?? ""}\n${doc.text}`.toLowerCase());

function entry(doc, count, wanted) {
  const about = [fileOf(doc), doc.published && day(doc.published), plural(count, "record"), doc.duplicate_of && "duplicate"].filter(Boolean);
  return h("li", {}, h("button.document", { type: "button", onclick: () => open(doc) },
    h("span.head", {}, said(clipped(titleOf(doc), 140))), h("span.by", {}, said(about.join(" · "))),
    h("span.snippet", {}, said(snippet(doc, wanted)))));
}

/** The words around what was searched, or the first ones after the title. */
function snippet(doc, wanted) {
  const hit = wanted ? doc.text.toLowerCase().indexOf(wanted) : -1;
  const known = doc.title || opening(doc).replace(/…$/, "");
  const at = doc.text.slice(0, 200).indexOf(known.slice(0, 90));
  const after = at < 0 ? 0 : at + known.length;
  const from = hit < 0 ? after : Math.max(0, hit - 60);
  return (from > after ? "…" : "") + clipped(doc.text.slice(from, from + 400).replace(/\s+/g, " ").replace(/^[\s.,;:]+/, ""), 150);
}

when("scope", () => {
  if (!state.doc) drawDocuments();
  else if (byName("reading").doc !== state.doc) drawText();
  else paint();
  if (byName("reading").doc !== state.doc) byName("reading").scrollTop = 0;
  byName("reading").doc = state.doc;
  byName("where").replaceChildren(state.doc ? said(titleOf(state.doc)) : plural(DOCS.length, "report"));
});
byName("home").addEventListener("click", () => open(DOCS.length === 1 ? DOCS[0] : null));
