// The map: zoom and pan by wheel, drag, pinch, keys and buttons; a click or the cross sets the place.
import { open } from "./forms.js";

const WIDTH = 640, HEIGHT = 420, MOST = 16, LEAST = 0.5, KM = 111.2;

const start = (frame) => {
  const svg = frame.querySelector("svg"), figure = frame.closest("figure"), says = figure.querySelector("[data-map-says]");
  const marks = [...svg.querySelectorAll("[data-at]")].map((node) => ({ node, at: node.dataset.at.split(" ").map(Number) }));
  const cross = svg.querySelector("[data-cross]"), placing = figure.querySelector("[data-placing]");
  const lat0 = Number(frame.dataset.lat), lon0 = Number(frame.dataset.lon), pixels = Number(frame.dataset.pixels);
  let zoom = 1, x = WIDTH / 2, y = HEIGHT / 2;

  const draw = () => {
    zoom = Math.min(MOST, Math.max(LEAST, zoom));
    x = Math.min(WIDTH * 2, Math.max(-WIDTH, x));
    y = Math.min(HEIGHT + WIDTH, Math.max(-WIDTH, y));
    svg.setAttribute("viewBox", `${x - WIDTH / 2 / zoom} ${y - HEIGHT / 2 / zoom} ${WIDTH / zoom} ${HEIGHT / zoom}`);
    svg.dataset.zoom = [8, 4, 2].find((one) => zoom >= one) || 1;
    const drawn = svg.getBoundingClientRect().width / WIDTH || 1, scale = Math.min(1.35, Math.max(1, 1 / drawn)) / zoom;
    for (const { node, at } of marks) node.setAttribute("transform", `translate(${at[0]} ${at[1]}) scale(${scale})`);
    cross.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
    const km = KM / pixels / zoom / drawn;
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].find((one) => one / km >= 55) || 2000;
    figure.querySelector("[data-scale-line]").setAttribute("d", `M2 4v6h${step / km}v-6`);
    figure.querySelector("[data-scale-words]").setAttribute("x", 8 + step / km);
    figure.querySelector("[data-scale-words]").textContent = `${step} km`;
  };
  const degrees = (px, py) => ({
    lat: lat0 - (py - HEIGHT / 2) / pixels,
    lon: ((lon0 + (px - WIDTH / 2) / pixels / Math.cos(lat0 * Math.PI / 180) + 540) % 360) - 180,
  });
  const point = (event) => {
    const box = svg.getBoundingClientRect();
    return [x + (event.clientX - box.left - box.width / 2) * WIDTH / zoom / box.width, y + (event.clientY - box.top - box.height / 2) * WIDTH / zoom / box.width];
  };
  const by = (factor, at = [x, y]) => {
    const before = zoom;
    zoom = Math.min(MOST, Math.max(LEAST, zoom * factor));
    x = at[0] + (x - at[0]) * before / zoom;
    y = at[1] + (y - at[1]) * before / zoom;
    draw();
  };
  const whole = () => { zoom = 1; x = WIDTH / 2; y = HEIGHT / 2; draw(); };

  // A town under the point gives its name and its own place; else the point stands for itself.
  const set = ([px, py]) => {
    const near = marks.filter(({ node }) => node.dataset.name).map((mark) => ({ ...mark, away: Math.hypot(mark.at[0] - px, mark.at[1] - py) * zoom }))
      .filter((mark) => mark.away < 12).sort((a, b) => a.away - b.away)[0];
    const here = degrees(...(near ? near.at : [px, py]));
    const town = near?.node.dataset;
    open("place", {
      place: town?.name || "", lat: town?.lat || here.lat.toFixed(4), lon: town?.lon || here.lon.toFixed(4),
    });
  };

  const touches = new Map();
  let moved = 0, spread = 0;
  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    frame.setPointerCapture(event.pointerId);
    touches.set(event.pointerId, [event.clientX, event.clientY]);
    moved = 0;
    spread = 0;
  });
  frame.addEventListener("pointermove", (event) => {
    const before = touches.get(event.pointerId);
    if (!before) return;
    const scale = WIDTH / zoom / svg.getBoundingClientRect().width;
    const [dx, dy] = [event.clientX - before[0], event.clientY - before[1]];
    moved += Math.abs(dx) + Math.abs(dy);
    touches.set(event.pointerId, [event.clientX, event.clientY]);
    if (touches.size === 2) {
      // One finger scrolls the page up and down; two move the map and draw it larger.
      const [a, b] = [...touches.values()], now = Math.hypot(a[0] - b[0], a[1] - b[1]);
      x -= dx * scale / 2;
      y -= dy * scale / 2;
      if (spread) by(now / spread, point({ clientX: (a[0] + b[0]) / 2, clientY: (a[1] + b[1]) / 2 }));
      spread = now;
    } else if (moved > 3) { x -= dx * scale; y -= dy * scale; draw(); }
  });
  const up = (event) => {
    if (!touches.delete(event.pointerId)) return;
    if (event.type === "pointerup" && moved <= 3 && !touches.size && placing?.checked) set(point(event));
  };
  frame.addEventListener("pointerup", up);
  frame.addEventListener("pointercancel", up);
  frame.addEventListener("dblclick", (event) => { if (!placing?.checked) by(2, point(event)); });
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== frame) return;
    event.preventDefault();
    by(event.deltaY < 0 ? 1.25 : 0.8, point(event));
  }, { passive: false });
  frame.addEventListener("keydown", (event) => {
    const far = 60 / zoom;
    const act = {
      ArrowLeft: () => { x -= far; draw(); }, ArrowRight: () => { x += far; draw(); }, ArrowUp: () => { y -= far; draw(); }, ArrowDown: () => { y += far; draw(); },
      "+": () => by(2), "=": () => by(2), "-": () => by(0.5), 0: whole, Enter: () => set([x, y]),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
    const here = degrees(x, y);
    if (says) says.textContent = `The cross is at ${here.lat.toFixed(2)}, ${here.lon.toFixed(2)}. Enter sets the place here.`;
  });
  for (const button of figure.querySelectorAll("[data-zoom-by]")) {
    button.addEventListener("click", () => { const factor = Number(button.dataset.zoomBy); if (factor) by(factor); else whole(); });
  }
  placing?.addEventListener("change", () => frame.classList.toggle("placing", placing.checked));
  draw();
};

export const startMap = () => { for (const frame of document.querySelectorAll("[data-map]")) start(frame); };
