// The timeline's chart: outcomes stacked as bars, and under them when the gate, the breaker and the hosts were not as they
// should be. uPlot draws; fills differ by pattern and not by colour alone.

import { byId } from "./dom.js";
import { LANES } from "./timeline-data.js";

const UPLOT = "/webjars/uplot/1.6.30/dist/uPlot.esm.js";
const STACK = ["spoken", "fallback", "expired", "deadLettered"];
const HALF = new Set(["HALF_OPEN", "WARNING", "SILENT"]);
const AXIS_WIDTH = 62;
const BARS_HEIGHT = 170;
const LANES_HEIGHT = 104;

const colour = (name) => getComputedStyle(document.body).getPropertyValue(`--${name}`).trim();
const font = "12px system-ui, sans-serif";
let uPlot;
let plots = [];
let shown;
let onStep;
let patterns = {};

/** Draws the view; `stepped` hears over which step the pointer is, or null. */
export async function drawChart(view, stepped) {
  shown = view;
  onStep = stepped;
  try {
    uPlot ??= (await import(UPLOT)).default;
  } catch (failure) {
    // The words and the table stay.
    console.error(failure);
    byId("chart").hidden = true;
    return;
  }
  if (!plots.length) build(byId("chart"));
  const seconds = view.starts.map((start) => start / 1000);
  plots[0].setData([seconds, ...stacked(view)], false);
  plots[1].setData([seconds, seconds.map(() => null)], false);
  for (const plot of plots) plot.setScale("x", { min: view.begin / 1000, max: view.end / 1000 });
}

/** Sums from below, the highest first: each bar is painted over the one before. */
function stacked(view) {
  const sums = [];
  let below = view.starts.map(() => 0);
  for (const name of STACK) {
    below = below.map((value, step) => value + view[name][step]);
    // Where there is none of a kind nothing is painted, so that no edge of it shines through.
    sums.unshift(below.map((value, step) => (view[name][step] ? value : null)));
  }
  return sums;
}

function build(parent) {
  const width = () => Math.max(240, parent.clientWidth);
  const axis = (more) => ({ stroke: () => colour("ink-soft"), grid: { stroke: () => colour("line"), width: 1 }, ticks: { show: false }, font, ...more });
  const common = {
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, sync: { key: "timeline" } },
    padding: [8, 8, 0, 0],
  };
  const times = { x: { time: true, auto: false } };
  const clock = (plot, splits) => splits.map((at) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at * 1000));
  const bars = {
    ...common,
    width: width(),
    height: BARS_HEIGHT,
    scales: { ...times, y: { range: (plot, low, high) => [0, Math.max(4, (high ?? 0) * 1.1)] } },
    axes: [axis({ values: () => [], size: 4 }), axis({ size: AXIS_WIDTH, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] })],
    series: [{}, ...[...STACK].reverse().map((name) => ({ label: name, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.86, 40], align: 1 }), fill: () => pattern(name) }))],
    hooks: { setCursor: [({ cursor }) => onStep(cursor.left < 0 ? null : (cursor.idx ?? null))] },
  };
  const lanes = {
    ...common,
    width: width(),
    height: LANES_HEIGHT,
    scales: { ...times, y: { range: [0, LANES.length], dir: -1 } },
    axes: [axis({ values: clock, space: 64, size: 28 }), axis({ size: AXIS_WIDTH, splits: () => LANES.map((_, lane) => lane + 0.5), values: () => ["Gate", "Breaker", "Pressure"], grid: { show: false } })],
    series: [{}, { points: { show: false } }],
    hooks: { draw: [drawLanes] },
  };
  plots = [bars, lanes].map((options) => new uPlot(options, [[0], ...options.series.slice(1).map(() => [null])], parent));
  new ResizeObserver(() => plots.forEach((plot) => plot.setSize({ width: width(), height: plot.height }))).observe(parent);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    patterns = {};
    plots.forEach((plot) => plot.redraw());
  });
}

function drawLanes(plot) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  LANES.forEach((name, lane) => {
    const top = plot.valToPos(lane + 0.16, "y", true);
    const height = plot.valToPos(lane + 0.84, "y", true) - top;
    ctx.fillStyle = colour("track");
    ctx.fillRect(bbox.left, top, bbox.width, height);
    for (const { what, from, until } of shown[name]) {
      const left = plot.valToPos(from / 1000, "x", true);
      const right = plot.valToPos((until ?? shown.end) / 1000, "x", true);
      ctx.fillStyle = pattern(HALF.has(what) ? "half" : "full");
      // What held for a moment is still seen.
      ctx.fillRect(left, top, Math.max(right - left, 3 * devicePixelRatio), height);
    }
  });
  ctx.restore();
}

/** A fill of its own kind for each outcome: full, striped, dotted, crossed. */
function pattern(name) {
  return (patterns[name] ??= { spoken: () => colour("good"), full: () => colour("bad"), fallback: () => tile("warn", stripes), half: () => tile("warn", stripes), expired: () => tile("ink-soft", dots), deadLettered: () => tile("bad", crosses) }[name]());
}

function tile(ink, draw) {
  const size = 8 * devicePixelRatio;
  const canvas = new OffscreenCanvas(size, size);
  const pen = canvas.getContext("2d");
  pen.scale(devicePixelRatio, devicePixelRatio);
  pen.fillStyle = colour("card");
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = pen.fillStyle = colour(ink);
  pen.lineWidth = 2.4;
  draw(pen);
  return pen.createPattern(canvas, "repeat");
}

function line(pen, ...points) {
  pen.beginPath();
  points.forEach(([x, y], index) => (index % 2 ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.stroke();
}

const stripes = (pen) => line(pen, [-2, 10], [10, -2], [-2, 2], [2, -2], [6, 10], [10, 6]);
const crosses = (pen) => line(pen, [0, 0], [8, 8], [0, 8], [8, 0]);

function dots(pen) {
  for (const [x, y] of [[2, 2], [6, 6]]) pen.fillRect(x - 1.2, y - 1.2, 2.4, 2.4);
}
