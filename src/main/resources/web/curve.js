// The answer for a day, made into lines that can be drawn. Seconds count from the midnight of their day,
// so that days lie above each other.

import {offsetOf} from './words.js';

/** A silence longer than this many polls is a gap. */
const GAP_POLLS = 2.5;
const KIND_DIGITS = 2;
const MORNING = 6 * 3600;
const EVENING = 20 * 3600;

/** @param {object} day what /api/days/DAY gave @param {string} like a time with the zone's offset */
export function midnight(day, like) {
  return Date.parse(day.day + 'T00:00:00' + offsetOf(day.first_light ?? day.peak_at ?? like)) / 1000;
}

/**
 * The first and the last light of some days, in seconds since midnight.
 *
 * @param {Array<{day: object, midnight: number}>} days
 */
export function light(days) {
  const at = (days, name) =>
    days.filter(({day}) => day[name]).map(({day, midnight}) => Date.parse(day[name]) / 1000 - midnight);
  const first = at(days, 'first_light');
  const last = at(days, 'last_light');
  const from = first.length ? Math.min(...first) : MORNING;
  const to = last.length ? Math.max(...last) : EVENING;
  return to - from > 3600 ? [from, to] : [Math.min(from, MORNING), Math.max(to, EVENING)];
}

/**
 * A line: seconds, and watts with null where there is nothing, also between polls that are too far apart.
 *
 * @param {Array<number>} times epoch seconds
 * @param {Array<?number>} watts one for each time
 */
export function line(times, watts, intervalSeconds, midnight) {
  const x = [];
  const y = [];
  times.forEach((time, i) => {
    if (i > 0 && time - times[i - 1] > GAP_POLLS * intervalSeconds) {
      x.push(times[i - 1] + intervalSeconds - midnight);
      y.push(null);
    }
    x.push(time - midnight);
    y.push(watts[i] ?? null);
  });
  return [x, y];
}

/** The watts that were scaled, and the points beside them, so that the dotted line meets the other one. */
export function estimatedPart(watts, estimated) {
  return watts.map((value, i) => (estimated[i] || estimated[i - 1] || estimated[i + 1] ? value : null));
}

/** The watts that were read from all panels. */
export function measuredPart(watts, estimated) {
  return watts.map((value, i) => (estimated[i] ? null : value));
}

/** For each reading the median of the panels of the same kind in the same ECU. */
export function neighbours(ecu, id) {
  const kind = id.slice(0, KIND_DIGITS);
  const others = Object.keys(ecu.panels).filter((each) => each !== id && each.slice(0, KIND_DIGITS) === kind);
  return ecu.time.map((_, i) => median(others.map((each) => ecu.panels[each][i])));
}

/** @returns {?number} null where nothing is known */
export function median(values) {
  const known = values.filter((value) => value !== null && value !== undefined).sort((a, b) => a - b);
  if (known.length === 0) {
    return null;
  }
  const middle = known.length >> 1;
  return known.length % 2 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

/** What each panel of an ECU gave, in Wh, counted from the watts of its readings. */
export function panelEnergies(ecu, intervalSeconds) {
  return Object.fromEntries(
    Object.entries(ecu.panels).map(([id, watts]) => [id, wattHours(ecu.time, watts, intervalSeconds)]),
  );
}

/** What watts come to, in Wh, gaps left out; null where none are known. */
export function wattHours(times, watts, intervalSeconds) {
  let sum = 0;
  for (let i = 1; i < watts.length; i++) {
    const seconds = times[i] - times[i - 1];
    if (watts[i] !== null && watts[i - 1] !== null && seconds <= GAP_POLLS * intervalSeconds) {
      sum += ((watts[i] + watts[i - 1]) / 2) * (seconds / 3600);
    }
  }
  return watts.some((value) => value !== null) ? sum : null;
}

/** Hour by hour: the mean and the most of a line. */
export function hours([x, y]) {
  const byHour = new Map();
  x.forEach((second, i) => {
    if (y[i] !== null) {
      const hour = Math.floor(second / 3600);
      byHour.set(hour, [...(byHour.get(hour) ?? []), y[i]]);
    }
  });
  return new Map(
    [...byHour].map(([hour, watts]) => [
      hour,
      {mean: watts.reduce((sum, each) => sum + each, 0) / watts.length, most: Math.max(...watts)},
    ]),
  );
}
