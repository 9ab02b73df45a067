// Places and what happened at them, on the outline of the world.

const NEAR = 18; // pixels within which points are drawn as one
const camera = { x: 0.5, y: 0.36, k: 600 }; // centre in units of the world, and pixels a world
const [FAR, CLOSE] = [200, 256 * 2 ** 13];
const chart = { width: 600, height: 400, svg: null };
let spots = [];
let spot = null; // the one whose facts are listed

/** The points of a record: its own, or those of the places that it names. */
function pointsOf(record) {
  const places = record.kind === "place" ? [record]
    : [...(record.places ?? []), record.place].filter(Boolean).map((ref) => record.in.byId.get(ref.id)).filter(Boolean);
  return places.filter((place) => place.lat !== undefined && place.lon !== undefined);
}

/** One spot for each coordinate: its name, its records, and whether it stands for a whole country or region. */
function gather() {
  const found = new Map();
  for (const record of shown()) {
    for (const place of pointsOf(record)) {
      const id = `${place.lat} ${place.lon}`;
      if (!found.has(id)) {
        const [x, y] = mercator(place.lon, place.lat);
        const wide = ["country", "admin1", "region"].includes(place.type);
        found.set(id, { x, y, name: called(place), known: place.name, wide, country: place.type === "country", records: [] });
      }
      found.get(id).records.push(record);
    }
  }
  return [...found.values()].sort((a, b) => a.wide - b.wide || b.records.length - a.records.length);
}

function makeMap() {
  const svg = s("svg", { class: "chart", tabindex: 0, role: "group",
    "aria-label": "Map. Arrow keys move, plus and minus zoom, 0 shows where it happened, Tab goes to the points." },
    s("g", { class: "tiles" }), s("path", { class: "land", d: outline().path, "vector-effect": "non-scaling-stroke" }),
    s("g", { class: "names" }), s("g", { class: "points" }), s("g", { class: "labels" }), s("g", { class: "scale" }));
  chart.svg = svg;
  const button = (sign, name, act) => h("button", { type: "button", "aria-label": name, title: name, onclick: act }, sign);
  const credit = DATA.tiles ? `Map pictures: ${new URL(DATA.tiles).host}` : "Outline: Natural Earth";
  byName("view-map").append(
    h("div.frame", {}, svg, h("div.zoom", {}, button("+", "Zoom in", () => zoom(2)), button("−", "Zoom out", () => zoom(0.5)),
      button("⤢", "Show where it happened", fit)), h("p.credit", {}, credit)),
    h("div.spot", { id: "spot", tabindex: 0, role: "region", "aria-label": "Facts at the chosen point" }));
  grip(svg, { pan: (dx, dy) => { camera.x -= dx / camera.k; camera.y -= dy / camera.k; placeMap(); }, zoom });
  svg.addEventListener("keydown", steer);
}

function steer(event) {
  const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (step) { camera.x += step[0] / camera.k; camera.y += step[1] / camera.k; placeMap(); }
  else if (event.key === "+" || event.key === "=") zoom(2);
  else if (event.key === "-") zoom(0.5);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Zoom around a point of the chart, by default its centre. */
function zoom(by, px = chart.width / 2, py = chart.height / 2) {
  const k = Math.max(FAR, Math.min(CLOSE, camera.k * by));
  camera.x += (px - chart.width / 2) * (1 / camera.k - 1 / k);
  camera.y += (py - chart.height / 2) * (1 / camera.k - 1 / k);
  camera.k = k;
  placeMap();
}

/** Show where it happened: the points with facts; else all points; whole countries only where nothing finer is. */
function fit() {
  const fine = spots.filter((p) => !p.country);
  const seen = [fine.filter((p) => p.records.some((r) => FACTS.has(r.kind))), fine, spots].find((some) => some.length);
  if (seen) {
    const [xs, ys] = [seen.map((p) => p.x), seen.map((p) => p.y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.min((chart.width - 200) / Math.max(right - left, 1e-6), (chart.height - 90) / Math.max(bottom - top, 1e-6));
    Object.assign(camera, { x: (left + right) / 2, y: (top + bottom) / 2, k: Math.max(FAR, Math.min(k, fine.length ? 30000 : 3000)) });
  }
  placeMap();
}

let fitted = null;

function drawMap() {
  if (!chart.svg) makeMap();
  const box = chart.svg.getBoundingClientRect();
  [chart.width, chart.height] = [box.width || 600, box.height || 400];
  spots = gather();
  spot = spots.find((p) => spot && p.x === spot.x && p.y === spot.y) ?? null;
  if (fitted !== (state.doc ?? DOCS)) fit();
  else placeMap();
  fitted = state.doc ?? DOCS;
  followOnMap();
  listSpot();
}

const toScreen = ({ x, y }) => [(x - camera.x) * camera.k + chart.width / 2, (y - camera.y) * camera.k + chart.height / 2];

function placeMap() {
  const { svg, width, height } = chart;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const k = camera.k / 1e3;
  const [ox, oy] = toScreen({ x: 0, y: 0 });
  svg.querySelector(".land").setAttribute("transform", `translate(${ox} ${oy}) scale(${k})`);
  svg.querySelector(".land").classList.toggle("bare", Boolean(DATA.tiles));
  svg.querySelector(".tiles").replaceChildren(...tiles());
  const held = document.activeElement?.dataset?.spot;
  const clusters = cluster().map(sized);
  const dots = clusters.map(({ x, y, radius: r }) => [x - r, y - r, x + r, y + r]);
  const taken = [[width - 48, 0, width, 112]];
  svg.querySelector(".points").replaceChildren(...clusters.map(point));
  const first = [...clusters].sort((a, b) => b.chosen - a.chosen || a.wide - b.wide || b.facts - a.facts);
  svg.querySelector(".labels").replaceChildren(...first.map((c) => labelOf(c, dots, taken)).filter(Boolean));
  if (held) [...svg.querySelectorAll(".point")].find((p) => p.dataset.spot === held)?.focus({ preventScroll: true });
  svg.querySelector(".names").replaceChildren(...countryNames([...taken, ...dots]));
  svg.querySelector(".scale").replaceChildren(...scale());
}

/** Spots that would lie upon one another, as one; what is out of sight is left out. */
function cluster() {
  const found = [];
  for (const p of spots) {
    const [x, y] = toScreen(p);
    if (x < -20 || y < -20 || x > chart.width + 20 || y > chart.height + 20) continue;
    const near = found.find((c) => Math.hypot(c.x - x, c.y - y) < NEAR);
    if (near) near.spots.push(p);
    else found.push({ x, y, spots: [p] });
  }
  return found;
}

const free = (taken, box) => !taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]);

/** A cluster with what is told there: its records, its name, and its size by the facts among them. */
function sized({ x, y, spots: here }) {
  const records = [...new Set(here.flatMap((p) => p.records))];
  const told = records.filter((r) => FACTS.has(r.kind));
  const [facts, hollow] = [told.length, told.length > 0 && !told.some(happened)];
  const name = here.length > 1 ? `${here[0].name} and ${here.length - 1} more` : here[0].name;
  const chosen = here.some((p) => p.x === spot?.x && p.y === spot?.y);
  const wide = here.every((p) => p.wide);
  return { x, y, here, records, facts, hollow, name, chosen, wide, radius: Math.min(20, 5 + 1.3 * Math.sqrt(facts)) };
}

function point({ x, y, here, records, facts, hollow, name, chosen, wide, radius }) {
  const label = `${name}: ${plural(records.length, "record")}, ${plural(facts, "fact")} among them${hollow ? ", none said to have happened" : ""}`;
  const choose = () => { spot = { ...here[0], name, records }; listSpot(); placeMap(); };
  const press = (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); e.stopPropagation(); choose(); } };
  const classes = ["point", !facts && "mere", hollow && "hollow", wide && "wide", chosen && "chosen", records.includes(state.record) && "selected"];
  const made = s("g", { class: classes.filter(Boolean).join(" "), transform: `translate(${x} ${y})`, tabindex: 0, role: "button",
    "aria-label": label, onclick: choose, onkeydown: press },
    s("title", {}, label), s("circle", { r: Math.max(radius, 12), class: "reach" }), s("circle", { r: radius }));
  made.dataset.spot = `${here[0].x} ${here[0].y}`;
  return made;
}

/** A cluster's name beside it where there is room; for want of it, that of one with facts lies over other dots. */
function labelOf({ x, y, here, facts, radius }, dots, taken) {
  const text = spelled(clipped(here[0].name, 28)) + (here.length > 1 ? ` +${here.length - 1}` : "");
  const [room, off] = [6.6 * text.length + 6, radius + 4];
  const [aside, above] = [off + room / 2, off + 6];
  const beside = [[aside, 0], [-aside, 0], [0, above], [0, -above], [aside, above], [-aside, above], [aside, -above], [-aside, -above]]
    .map(([dx, dy]) => [x + dx, y + dy]).filter(([mx]) => mx > room / 2 && mx < chart.width - room / 2);
  const box = ([mx, my]) => [mx - room / 2, my - 8, mx + room / 2, my + 8];
  const at = beside.find((m) => free([...taken, ...dots], box(m))) ?? (facts ? beside.find((m) => free(taken, box(m))) : null);
  if (at) taken.push(box(at));
  return at ? s("text", { x: at[0], y: at[1] + 4 }, text) : null;
}

/** Each country's name in the middle of what is seen of it, where there is room. */
function countryNames(taken) {
  const { width, height } = chart;
  return outline().names.map((c) => {
    const [left, top] = toScreen({ x: c.left, y: c.top });
    const [right, bottom] = toScreen({ x: c.right, y: c.bottom });
    const [seenX, seenY] = [Math.min(right, width) - Math.max(left, 0), Math.min(bottom, height) - Math.max(top, 0)];
    const room = 6.4 * c.name.length;
    if (seenX < room + 10 || seenY < 24) return null;
    const at = middles(c, Math.max(left, 0), Math.max(top, 0), seenX, seenY)
      .find(([x, y]) => x > room / 2 && x < width - room / 2 && free(taken, [x - room / 2, y - 9, x + room / 2, y + 9]));
    if (at) taken.push([at[0] - room / 2, at[1] - 9, at[0] + room / 2, at[1] + 9]);
    return at && s("text", { x: at[0], y: at[1] + 4 }, c.name);
  }).filter(Boolean);
}

/** The crossings of a grid over this part of the chart that lie in a country, the one in their middle first. */
function middles(country, left, top, width, height) {
  const inside = [];
  for (let i = 1; i < 8; i += 1) {
    for (let j = 1; j < 6; j += 1) {
      const at = [left + (width * i) / 8, top + (height * j) / 6];
      if (holds(country, at)) inside.push(at);
    }
  }
  const mean = [0, 1].map((axis) => inside.reduce((sum, at) => sum + at[axis], 0) / inside.length);
  const off = (at) => Math.hypot(at[0] - mean[0], at[1] - mean[1]);
  return inside.sort((a, b) => off(a) - off(b)).slice(0, 8);
}

/** Whether a point of the chart lies in a country: odd crossings of its outline. */
function holds({ lines }, [px, py]) {
  const x = (px - chart.width / 2) / camera.k + camera.x;
  const y = (py - chart.height / 2) / camera.k + camera.y;
  let odd = false;
  for (const line of lines) {
    for (let i = 0, j = line.length - 1; i < line.length; j = i, i += 1) {
      const [[ax, ay], [bx, by]] = [line[i], line[j]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
    }
  }
  return odd;
}

/** A bar of a round number of kilometres at the middle of the chart. */
function scale() {
  const latitude = Math.atan(Math.sinh(Math.PI * (1 - 2 * camera.y)));
  const metres = (40075017 * Math.cos(latitude)) / camera.k; // a pixel
  const most = (metres * 110) / 1000;
  const km = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].find((n) => n <= most) ?? 1;
  const [x, y, length] = [12, chart.height - 14, (km * 1000) / metres];
  return [s("path", { d: `M${x} ${y - 4}v4h${length}v-4` }), s("text", { x: x + length + 6, y }, `${km.toLocaleString("en")} km`)];
}

function tiles() {
  if (!DATA.tiles) return [];
  const z = Math.max(0, Math.min(18, Math.round(Math.log2(camera.k / 256))));
  const [n, size] = [2 ** z, camera.k / 2 ** z];
  const [ox, oy] = toScreen({ x: 0, y: 0 });
  const found = [];
  for (let x = Math.max(0, Math.floor(-ox / size)); x < n && ox + x * size < chart.width; x += 1) {
    for (let y = Math.max(0, Math.floor(-oy / size)); y < n && oy + y * size < chart.height; y += 1) {
      const href = DATA.tiles.replaceAll("{z}", z).replaceAll("{x}", x).replaceAll("{y}", y);
      found.push(s("image", { href, x: ox + x * size, y: oy + y * size, width: size + 0.5, height: size + 0.5 }));
    }
  }
  return found;
}

function listSpot() {
  const rows = spot ? spot.records.filter((r) => shown().includes(r)) : [];
  byName("spot").replaceChildren(...(spot ? [h("h2", {}, said(spot.name), spot.known && spot.known !== spot.name ? h("span.as", {}, " ", said(spot.known)) : null), rows.slice(0, 60).map((r) => card(r, { at: "map" }))].flat()
    : [h("p.empty", {}, spots.length ? `${plural(spots.length, "place")} on the map: choose one to see its facts. In a hollow one nothing is said to have happened.` : "No fact that is shown has a point.")]));
}

/** The map follows the record that is selected. */
function followOnMap() {
  const [place] = state.record ? pointsOf(state.record) : [];
  if (place) {
    const [x, y] = mercator(place.lon, place.lat);
    const [px, py] = toScreen({ x, y });
    if (px < 20 || py < 20 || px > chart.width - 20 || py > chart.height - 20) Object.assign(camera, { x, y });
  }
  placeMap();
}
