// Places and what happened at them, on the outline of the world, in Web Mercator (as tiles are).

const WORLD = JSON.parse(byName("world").textContent);
const NEAR = 26; // pixels within which points are drawn as one
const camera = { x: 0.5, y: 0.36, k: 600 }; // centre in units of the world, and pixels a world
const [FAR, CLOSE] = [200, 256 * 2 ** 13];
const chart = { width: 600, height: 400, svg: null };
let spots = [];
let spot = null; // the one whose facts are listed

const mercator = (lon, lat) => {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return [(lon + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
};

/** The outline as one path in thousandths of the world, and each country's name with its box. */
const outline = (() => {
  let made = null;
  return () => (made ??= (() => {
    const arcs = WORLD.arcs.map((flat) => {
      const line = [];
      for (let i = 0, x = 0, y = 0; i < flat.length; i += 2) {
        x += flat[i];
        y += flat[i + 1];
        line.push(mercator(x * WORLD.step, y * WORLD.step));
      }
      return line;
    });
    const path = [];
    const names = WORLD.countries.map(([name, rings]) => {
      const lines = rings.map((ring) => ring.flatMap((a) => (a < 0 ? [...arcs[~a]].reverse() : arcs[a])));
      for (const line of lines) path.push(`M${line.map(([x, y]) => `${(x * 1e3).toFixed(3)} ${(y * 1e3).toFixed(3)}`).join("L")}Z`);
      const xs = lines[0].map(([x]) => x);
      const ys = lines[0].map(([, y]) => y);
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      return { name, x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
    });
    return { path: path.join(""), names: names.sort((a, b) => b.width - a.width) };
  })());
})();

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
        found.set(id, { x, y, name: place.name, wide: ["country", "admin1", "region"].includes(place.type), records: [] });
      }
      found.get(id).records.push(record);
    }
  }
  return [...found.values()].sort((a, b) => b.records.length - a.records.length);
}

function makeMap() {
  const svg = s("svg", { class: "chart", tabindex: 0, role: "group",
    "aria-label": "Map. Arrow keys move, plus and minus zoom, 0 shows all, Tab goes to the points." },
    s("g", { class: "tiles" }), s("path", { class: "land", d: outline().path, "vector-effect": "non-scaling-stroke" }),
    s("g", { class: "names" }), s("g", { class: "points" }), s("g", { class: "scale" }));
  chart.svg = svg;
  const button = (sign, name, act) => h("button", { type: "button", "aria-label": name, title: name, onclick: act }, sign);
  const credit = DATA.tiles ? `Map pictures: ${new URL(DATA.tiles).host}` : "Outline: Natural Earth";
  byName("view-map").append(
    h("div.frame", {}, svg, h("div.zoom", {}, button("+", "Zoom in", () => zoom(2)), button("−", "Zoom out", () => zoom(0.5)),
      button("⤢", "Show all points", fit)), h("p.credit", {}, credit)),
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

/** Show all points; whole countries count only where nothing finer is. */
function fit() {
  const fine = spots.filter((p) => !p.wide);
  const seen = fine.length ? fine : spots;
  if (seen.length) {
    const [xs, ys] = [seen.map((p) => p.x), seen.map((p) => p.y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.min((chart.width - 120) / Math.max(right - left, 1e-6), (chart.height - 90) / Math.max(bottom - top, 1e-6));
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
  const taken = [];
  const held = document.activeElement?.dataset?.spot;
  svg.querySelector(".points").replaceChildren(...cluster().map((c) => point(c, taken)));
  if (held) [...svg.querySelectorAll(".point")].find((p) => p.dataset.spot === held)?.focus({ preventScroll: true });
  svg.querySelector(".names").replaceChildren(...countryNames(taken));
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

const free = (taken, box) => !taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]) && taken.push(box);

function point({ x, y, spots: here }, taken) {
  const records = [...new Set(here.flatMap((p) => p.records))];
  const events = records.filter((r) => FACTS.has(r.kind)).length;
  const radius = Math.min(24, 4 + 2.2 * Math.sqrt(records.length));
  const name = here.length > 1 ? `${here[0].name} and ${here.length - 1} more` : here[0].name;
  const label = `${name}: ${plural(records.length, "record")}, ${events} of them facts`;
  const choose = () => { spot = here.length > 1 ? { ...here[0], name, records } : here[0]; listSpot(); placeMap(); };
  const press = (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); e.stopPropagation(); choose(); } };
  const chosen = here.some((p) => p.x === spot?.x && p.y === spot?.y);
  const holds = records.includes(state.record) ? " selected" : "";
  const made = s("g", { class: `point${events ? "" : " mere"}${here.every((p) => p.wide) ? " wide" : ""}${chosen ? " chosen" : ""}${holds}`,
    transform: `translate(${x} ${y})`, tabindex: 0, role: "button", "aria-label": label, onclick: choose, onkeydown: press },
    s("title", {}, label), s("circle", { r: Math.max(radius, 12), class: "reach" }), s("circle", { r: radius }));
  made.dataset.spot = `${here[0].x} ${here[0].y}`;
  const text = spelled(clipped(name, 28));
  if (free(taken, [x + radius, y - 8, x + radius + 8 + 6.2 * text.length, y + 8])) made.append(s("text", { x: radius + 4, y: 4 }, text));
  taken.push([x - radius, y - radius, x + radius, y + radius]);
  return made;
}

function countryNames(taken) {
  return outline().names.map((c) => {
    const [x, y] = toScreen(c);
    const room = 6.4 * c.name.length;
    const seen = x > 0 && y > 0 && x < chart.width && y < chart.height && c.width * camera.k > room && c.height * camera.k > 24;
    return seen && free(taken, [x - room / 2, y - 9, x + room / 2, y + 9]) ? s("text", { x, y: y + 4 }, c.name) : null;
  }).filter(Boolean);
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
  byName("spot").replaceChildren(...(spot ? [h("h2", {}, said(spot.name)), rows.slice(0, 60).map((r) => card(r, { at: "map" }))].flat()
    : [h("p.empty", {}, spots.length ? `${plural(spots.length, "place")} on the map: choose one to see its facts.` : "No fact that is shown has a point.")]));
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
