// The picture of a day, by uPlot: at most two lines behind, one in front, and its estimated part.

import {clockOfSeconds, number} from './words.js';

const HOURS = [1, 2, 3, 4, 6].map((hours) => hours * 3600);
const ESTIMATED = 4; // the last line; what is read between estimates is a part of it too
const WHOLE_GAPS = 2; // of uPlot.join: a gap lasts up to the next value, whatever times the other lines have
let plot = null;
let shown = {range: [0, 1], lines: []};

/** A colour of the page, as it is now, in the light or in the dark. */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
const font = () => Math.round(rem() * 0.75) + 'px system-ui, sans-serif';

/**
 * @param {Element} place
 * @param {{range: Array<number>, lines: Array}} picture from first to last light, and four lines of [seconds, watts]
 * @param {function(?number)} point what to do when a time is pointed at; null when none is
 */
export function draw(place, picture, point) {
  shown = picture;
  const data = uPlot.join(picture.lines, picture.lines.map(() => [0, WHOLE_GAPS]));
  if (!plot) {
    plot = new uPlot(options(place, point), data, place);
    new ResizeObserver(() => resize(place)).observe(place);
    for (const query of ['(prefers-color-scheme: dark)', 'print']) {
      matchMedia(query).addEventListener('change', () => plot.redraw(false));
    }
  } else {
    plot.setData(data);
  }
}

/** The watts of a line at a time, or null. */
export function valueAt(index, line) {
  return plot?.data[line + 1][index] ?? null;
}

/** The second of the day at an index of the picture. */
export const secondAt = (index) => plot.data[0][index];

function resize(place) {
  const {clientWidth: width, clientHeight: height} = place;
  if (width > 0 && (plot.width !== width || plot.height !== height)) {
    plot.setSize({width, height});
  }
}

/** A reading between two gaps is no line; it gets a point. */
function lonelyPoints() {
  return {
    show: true,
    size: 5,
    fill: () => colour('--accent'),
    filter: (chart, series) => {
      const found = [];
      let before = null;
      let lonely = null;
      chart.data[series].forEach((value, i) => {
        if (value !== undefined) {
          if (value === null && lonely !== null) {
            found.push(lonely);
          }
          lonely = value !== null && before === null ? i : null;
          before = value;
        }
      });
      const all = lonely === null ? found : [...found, lonely];
      return series === ESTIMATED ? all : all.filter((i) => (chart.data[ESTIMATED][i] ?? null) === null);
    },
  };
}

function options(place, point) {
  const axis = {
    stroke: () => colour('--soft'),
    font: font(),
    grid: {stroke: () => colour('--line'), width: 1},
    ticks: {show: false},
  };
  return {
    width: place.clientWidth,
    height: place.clientHeight,
    padding: [rem() * 0.5, rem() * 1.4, 0, 0],
    legend: {show: false},
    cursor: {drag: {x: false, y: false}, y: false, points: {show: false}},
    scales: {
      x: {time: false, range: () => shown.range},
      y: {range: (_, least, most) => [0, Math.max(10, (most ?? 0) * 1.05)]},
    },
    axes: [
      {...axis, incrs: HOURS, space: rem() * 3.2, size: rem() * 1.9, gap: 4,
        values: (_, ticks) => ticks.map((tick) => clockOfSeconds(tick))},
      {...axis, size: rem() * 3.4, gap: 6, space: rem() * 2.6,
        values: (_, ticks) => (ticks.at(-1) >= 10_000
          ? ticks.map((tick) => number(tick / 1000, tick % 1000 ? 1 : 0) + ' kW')
          : ticks.map((tick) => number(tick) + ' W'))},
    ],
    series: [
      {},
      {stroke: () => colour('--soft'), width: 1.25, dash: [6, 4], points: {show: false}},
      {stroke: () => colour('--soft'), width: 1.25, points: {show: false}},
      {stroke: () => colour('--accent'), width: 2.25, fill: () => colour('--accent-wash'), points: lonelyPoints()},
      {stroke: () => colour('--accent'), width: 2.25, dash: [2, 4], fill: () => colour('--accent-wash'), points: lonelyPoints()},
    ],
    hooks: {setCursor: [(chart) => point(chart.cursor.idx ?? null)]},
  };
}
