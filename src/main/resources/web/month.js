// A month of days as bars, each of which can be chosen.

import {each, find, make, put, set, style, table} from './nodes.js';
import {clock, energy, later, longDay, monthName, monthOf, power} from './words.js';

/** @param {function(string)} choose what to do with the day that is chosen */
export function showMonth(model, choose) {
  const {first, last} = monthOf(model.shown);
  const days = [];
  for (let day = first; day <= last; day = later(day, 1)) {
    days.push(withEnergy(day, model));
  }
  const most = Math.max(1, ...days.map((day) => day.energy ?? 0));
  const known = days.filter((day) => day.energy !== null);
  const sum = known.length ? known.reduce((total, day) => total + day.energy, 0) : null;
  put(find('month-title'), monthName(first) + (sum === null ? '' : ' · ' + energy(sum)));
  each(find('month'), days, (day) => day.day.slice(8), () => makeBar(choose), (node, day) => {
    const button = node.firstElementChild;
    const [bar, number] = button.children;
    button.day = day.day;
    style(bar, '--share', day.energy === null ? 0 : Math.max(0.01, day.energy / most).toFixed(4));
    put(number, String(Number(day.day.slice(8))));
    const words = longDay(day.day, model.today) + ', ' + (day.energy !== null ? energy(day.energy) : day.peak_watts === null ? 'no readings' : 'energy not known');
    set(button, 'aria-label', words);
    set(button, 'title', words);
    set(button, 'tabindex', day.day === model.shown ? 0 : -1);
    set(button, 'aria-current', day.day === model.shown ? 'date' : null);
    set(button, 'disabled', day.day > model.today);
  });
  table(find('month-table'), ['Day', 'Energy', 'Peak', 'at'],
    days.filter((day) => day.energy !== null || day.peak_watts).map((day) => [
      longDay(day.day, model.today), energy(day.energy), power(day.peak_watts), clock(day.peak_at),
    ]));
}

/** What is known of a day; of the one that is shown, the newest. */
function withEnergy(day, model) {
  const kept = model.month.find((each) => each.day === day);
  const newest = model.day?.day === day ? model.day : kept;
  return {
    day,
    energy: newest?.energy_wh ?? null,
    peak_watts: newest?.peak_watts ?? null,
    peak_at: newest?.peak_at ?? null,
  };
}

function makeBar(choose) {
  const button = make('button', '', make('i'), make('span'));
  button.type = 'button';
  button.addEventListener('click', () => choose(button.day));
  return make('li', '', button);
}
