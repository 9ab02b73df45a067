// The hands: tabs, keys, dragging, dark and light; and the first drawing.

const narrow = matchMedia("(max-width: 859px)");
const TABS = { text: "Text", facts: "Facts", map: "Map", time: "Timeline", tolls: "Tolls" };
const DRAW = { text: () => {}, facts: drawFacts, map: drawMap, time: drawTime, tolls: drawTolls };
const KEYS = [
  ["j, k", "next, previous fact"], ["Enter", "open or close the fact that has the focus"],
  ["r, w", "mark the selected fact right, wrong"], ["s", "save the marks as JSON Lines"],
  ["1 – 4", "facts, map, timeline, tolls"], ["0", "on map and timeline: back to the facts"],
  ["arrows, +, −", "on map and timeline: move, zoom"], ["f", "filters"], ["/", "find in facts, or search the reports"],
  ["[, ]", "previous, next report"], ["a", "all reports"], ["t", "dark or light"], ["Esc", "let go"], ["?", "these keys"],
];

/** Drag, wheel and pinch on a chart. A click that did not drag stays a click. */
function grip(svg, { pan, zoom: enlarge }) {
  const held = new Map();
  let gap = 0;
  const spread = () => { const [a, b] = [...held.values()]; return b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0; };
  const at = (e) => { const box = svg.getBoundingClientRect(); return [e.clientX - box.left, e.clientY - box.top]; };
  svg.addEventListener("pointerdown", (e) => { held.set(e.pointerId, at(e)); gap = spread(); });
  svg.addEventListener("pointermove", (e) => {
    const was = held.get(e.pointerId);
    if (!was) return;
    const now = at(e);
    if (Math.hypot(now[0] - was[0], now[1] - was[1]) < 3 && !svg.hasPointerCapture(e.pointerId)) return;
    svg.setPointerCapture(e.pointerId);
    held.set(e.pointerId, now);
    if (held.size === 1) pan(now[0] - was[0], now[1] - was[1]);
    else if (gap) { const wide = spread(); enlarge(wide / gap, ...now); gap = wide; }
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, (e) => { held.delete(e.pointerId); gap = spread(); });
  svg.addEventListener("wheel", (e) => { e.preventDefault(); enlarge(2 ** (-e.deltaY / 300), ...at(e)); }, { passive: false });
  svg.addEventListener("dblclick", (e) => enlarge(2, ...at(e)));
}

function makeTabs() {
  const buttons = Object.entries(TABS).map(([tab, name]) => h("button", { type: "button", role: "tab", id: `tab-${tab}`,
    "aria-controls": tab === "text" ? "reading" : `view-${tab}`, onclick: () => show(tab) }, name));
  byName("tabs").append(...buttons);
  byName("tabs").addEventListener("keydown", (e) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!by) return;
    const seen = buttons.filter((b) => b.offsetParent);
    const next = seen[(seen.indexOf(document.activeElement) + by + seen.length) % seen.length];
    next.focus();
    next.click();
    e.preventDefault();
  });
}

/** The tab that is drawn: beside the text there is none for it. */
const view = () => (state.tab === "text" && !narrow.matches ? "facts" : state.tab);

function drawView() {
  const now = view();
  document.body.dataset.tab = now;
  byName("tab-text").textContent = state.doc ? TABS.text : "Reports";
  for (const tab of Object.keys(TABS)) {
    byName(`tab-${tab}`).setAttribute("aria-selected", tab === now);
    byName(`tab-${tab}`).tabIndex = tab === now ? 0 : -1;
    if (tab !== "text") byName(`view-${tab}`).hidden = tab !== now;
  }
  DRAW[now]();
}

when("scope", drawView);
when("tab", drawView);
when("select", () => {
  if (view() === "map") { followOnMap(); listSpot(); }
  if (view() === "time") { placeTime(); listMoment(); }
});
narrow.addEventListener("change", drawView);
addEventListener("resize", () => { if (["map", "time"].includes(view())) drawView(); });

function step(by) {
  const list = shown();
  const at = list.indexOf(state.record);
  const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by];
  if (next) select(next);
}

function verdictKey(what) {
  if (state.record) mark(state.record, what);
  else announce("Select a fact first");
}

function seek() {
  const field = !state.doc && view() === "facts" ? byName("search") : byName("find");
  field.focus();
  field.select();
}

function toFilters() {
  if (byName("more").hidden) unfold();
  byName("by-type").focus();
}

function letGo() {
  if (document.activeElement?.matches("input, select")) document.activeElement.blur();
  else select(null);
}

const ACTS = {
  j: () => step(1), k: () => step(-1), r: () => verdictKey("right"), w: () => verdictKey("wrong"), s: save,
  1: () => show("facts"), 2: () => show("map"), 3: () => show("time"), 4: () => show("tolls"),
  f: toFilters, "/": seek, "[": () => move(-1), "]": () => move(1), a: () => DOCS.length > 1 && open(null),
  t: turn, "?": help, Escape: letGo,
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byName("keys").open) return;
  if (event.key !== "Escape" && event.target.matches?.("input:not([type=range]), select, textarea")) return;
  const act = Object.hasOwn(ACTS, event.key) ? ACTS[event.key] : null;
  if (!act) return;
  event.preventDefault();
  act();
});

function help() {
  const close = h("button", { type: "button", onclick: () => byName("keys").close() }, "Close");
  byName("keys").replaceChildren(h("h2", { id: "keys-title" }, "Keys"),
    h("dl", {}, KEYS.map(([name, what]) => h("div", {}, h("dt", {}, name.split(", ").map((k, i) => [i ? " " : null, h("kbd", {}, k)])), h("dd", {}, what)))),
    h("p", {}, "Click a kind to see it alone, others to add them. Words under several facts give the next one at each click."),
    h("p.made", {}, said(["factx", DATA.made.version, DATA.made.model].filter(Boolean).join(" · "))), close);
  byName("keys").showModal();
}

/** Dark or light; what the system says until one says otherwise. */
function turn() {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
}

byName("help").addEventListener("click", help);
byName("theme").addEventListener("click", turn);
// On paper all facts stand, and in the colours that paper bears.
let worn;
addEventListener("beforeprint", () => {
  worn = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  most = Infinity;
  drawFacts();
});
addEventListener("afterprint", () => {
  if (worn) document.documentElement.dataset.theme = worn;
  else delete document.documentElement.dataset.theme;
});

if (narrow.matches) state.tab = "text";
makeTabs();
makeFilters();
tell("scope");
tell("mark");
