// Numbers, times and days as people say them.

export const UNKNOWN = '—';
const THIN = '\u202f'; // narrow, and no line breaks at it
const SPACE = '\u00a0';
const MINUTE = 60;
const HOUR = 3600;
const DAY_MS = 86_400_000;

/** @param {?number} value @param {number} decimals @returns {string} 4 321.7, with thin spaces for thousands */
export function number(value, decimals = 0) {
  if (value === null || value === undefined) {
    return UNKNOWN;
  }
  const [whole, rest] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN) + (rest ? '.' + rest : '');
  return (value < 0 && Number(value.toFixed(decimals)) !== 0 ? '−' : '') + grouped;
}

function measure(value, decimals, unit) {
  return value === null || value === undefined ? UNKNOWN : number(value, decimals) + SPACE + unit;
}

/** @param {?number} value W; from 10 kW on it is said in kW */
export function power(value) {
  return Math.abs(value) >= 10_000 ? measure(value / 1000, 1, 'kW') : measure(value, 0, 'W');
}

/** @param {?number} value Wh */
export function energy(value) {
  return kilowattHours(value === null || value === undefined ? null : value / 1000);
}

/** @param {?number} value Wh, of one panel */
export function preciseEnergy(value) {
  return value === null || value >= 10_000 ? energy(value) : measure(value / 1000, 2, 'kWh');
}

/** @param {?number} value kWh */
export function kilowattHours(value) {
  return measure(value, 1, 'kWh');
}

/** @param {?number} value 0.55 */
export function percent(value) {
  return measure(value === null || value === undefined ? null : value * 100, 0, '%');
}

/** @param {?string} time ISO 8601 with the offset of the ECU's zone @returns {string} 10:35 in that zone */
export function clock(time) {
  return time ? time.slice(11, 16) : UNKNOWN;
}

/** @param {number} seconds since the midnight of a day */
export function clockOfSeconds(seconds) {
  const minutes = Math.round(seconds / MINUTE);
  return two(Math.floor(minutes / 60) % 24) + ':' + two(minutes % 60);
}

function two(value) {
  return String(value).padStart(2, '0');
}

/**
 * How old something is: up to an hour as an age, then by the clock, and from another day with it.
 *
 * @param {string} time when it was
 * @param {number} now ms
 * @param {string} today the day of now, in the zone of the time
 */
export function age(time, now, today) {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1000);
  if (seconds < 10) {
    return 'just now';
  }
  if (seconds < MINUTE) {
    return Math.floor(seconds / 10) * 10 + ' s ago';
  }
  return seconds < HOUR ? Math.floor(seconds / MINUTE) + ' min ago' : 'at ' + moment(time, today);
}

/** @returns {string} 10:35, or 10:35 on 14 June where that is not today */
export function moment(time, today) {
  const day = time.slice(0, 10);
  return clock(time) + (day === today ? '' : ' on ' + shortDay(day));
}

/** @param {number} ms @param {string} like a time whose offset is kept @returns {string} ISO 8601 */
export function isoAt(ms, like) {
  const offset = offsetOf(like);
  const minutes =
    offset === 'Z' ? 0 : (offset[0] === '-' ? -1 : 1) * (60 * offset.slice(1, 3) + +offset.slice(4, 6));
  return new Date(ms + minutes * 60_000).toISOString().slice(0, 19) + offset;
}

/** @returns {string} the offset of a time, as +02:00 */
export function offsetOf(time) {
  return /(Z|[+-]\d\d:\d\d)$/.exec(time)[0];
}

/** @param {string} day 2026-06-15 @param {number} days how many later */
export function later(day, days) {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The first and the last day of the month of a day. */
export function monthOf(day) {
  const first = day.slice(0, 8) + '01';
  const next = later(first, 31).slice(0, 8) + '01';
  return {first, last: later(next, -1)};
}

/** Today, yesterday, or Sunday 14 June; with the year where it is another one. */
export function dayName(day, today) {
  if (day === today) {
    return 'Today';
  }
  return day === later(today, -1) ? 'Yesterday' : longDay(day, today);
}

/** Sunday 14 June; with the year where it is another one than today's. */
export function longDay(day, today) {
  const year = day.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric';
  return say(day, {weekday: 'long', day: 'numeric', month: 'long', year});
}

/** 14 June */
export function shortDay(day) {
  return say(day, {day: 'numeric', month: 'long'});
}

export function monthName(day) {
  return say(day, {month: 'long', year: 'numeric'});
}

function say(day, parts) {
  const format = new Intl.DateTimeFormat('en-GB', {...parts, timeZone: 'UTC'});
  return format.format(new Date(Date.parse(day))).replace(',', '');
}
