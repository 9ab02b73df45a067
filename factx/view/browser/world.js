// The outline of the world's countries, in Web Mercator (as tiles are): the whole world is 1 wide and 1 high.

const WORLD = JSON.parse(byName("world").textContent);

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
      const lines = rings.flatMap((ring) => unrolled(ring.flatMap((a) => (a < 0 ? [...arcs[~a]].reverse() : arcs[a]))));
      for (const line of lines) path.push(`M${line.map(([x, y]) => `${(x * 1e3).toFixed(3)} ${(y * 1e3).toFixed(3)}`).join("L")}Z`);
      const xs = lines[0].map(([x]) => x);
      const ys = lines[0].map(([, y]) => y);
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      return { name, lines, left, right, top, bottom };
    });
    return { path: path.join(""), names: names.sort((a, b) => b.right - b.left - a.right + a.left) };
  })());
})();

/** A ring without the leap at the 180th meridian; one that reaches beyond the edge of the world, at both its ends. */
function unrolled(ring) {
  let turn = 0;
  const line = ring.map(([x, y], i) => {
    if (i && Math.abs(x - ring[i - 1][0]) > 0.5) turn += x < ring[i - 1][0] ? 1 : -1;
    return [x + turn, y];
  });
  const xs = line.map(([x]) => x);
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  if (least >= 0 && most <= 1) return [line];
  const by = least < 0 ? 1 : -1;
  const twin = line.map(([x, y]) => [x + by, y]);
  return Math.abs(least + most - 1) < Math.abs(least + most + 2 * by - 1) ? [line, twin] : [twin, line];
}
