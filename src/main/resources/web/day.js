// How was the day? Its curve, with the day before and the best of two weeks behind it; or that of one panel.

import {draw, secondAt, valueAt} from './chart.js';
import {estimatedPart, hours, light, line, measuredPart, midnight, neighbours, wattHours} from './curve.js';
import {ofPeakAndPanels} from './head.js';
import {each, find, make, put, set, show, table} from './nodes.js';
import {UNKNOWN, clockOfSeconds, dayName, energy, longDay, percent, power, preciseEnergy, shortDay} from './words.js';

const NOTHING = [[], []];
const NO_ECU = {energy_wh: null, peak_watts: null, peak_at: null, time: [], watts: [], estimated: [], panels: {}, best: null, worst: null};
let legend = [];
let pointed = null;

export function showDay(model) {
  const {shown, today, selected, chosen} = model;
  put(find('day-title'), dayName(shown, today));
  show(find('day-now'), chosen !== null);
  set(find('day-after'), 'disabled', shown >= today);
  const date = find('day-date');
  set(date, 'max', today);
  if (date.value !== shown && document.activeElement !== date) {
    date.value = shown;
  }
  put(find('day-words'), words(model));
  const picture = selected?.id ? ofPanel(model) : ofDay(model);
  legend = picture.legend;
  draw(find('chart'), picture, (index) => {
    pointed = index;
    showLegend();
  });
  showLegend();
  showTable(picture);
}

function words({day, dayState, shown, today, selected, now}) {
  if (!day) {
    return dayState === 'none' ? 'No readings are kept of ' + longDay(shown, today) + '.' : '…';
  }
  const ecu = selected && part(day, selected.ecu);
  if (selected?.id) {
    return wordsOfPanel(ecu, selected.id, day, now.time);
  }
  if (selected) {
    return wordsOf({...day, ...ecu, ecus: [{...ecu, ecu: null}]});
  }
  return wordsOf(day);
}

function wordsOf(day) {
  const words = ofPeakAndPanels(day).map((fact) => fact.label + ' ' + fact.value);
  return [...(day.energy_wh === null ? [] : [energy(day.energy_wh)]), ...words].join(' · ');
}

function wordsOfPanel(ecu, id, day, like) {
  const watts = ecu.panels[id];
  if (!watts) {
    return 'No readings of this panel.';
  }
  const most = Math.max(...watts.map((value) => value ?? -1));
  const words = [preciseEnergy(wattHours(ecu.time, watts, day.poll_interval_s))];
  if (most >= 0) {
    words.push('peak ' + power(most) + ' at ' + clockOfSeconds(ecu.time[watts.indexOf(most)] - midnight(day, like)));
  }
  const both = neighbours(ecu, id);
  const beside = wattHours(ecu.time, both, day.poll_interval_s);
  if (beside > 0) {
    words.push(percent(wattHours(ecu.time, watts, day.poll_interval_s) / beside) + ' of its neighbours');
  }
  return words.join(' · ');
}

/** The curve of all, or of one of several ECUs. */
function ofDay(model) {
  const {day, before, best, selected, shown, today} = model;
  const ecuName = selected ? selected.ecu : undefined;
  const [front, estimated] = day ? split(part(day, ecuName), day, model) : [NOTHING, NOTHING];
  const behind = best && before && best.day === before.day ? null : best;
  const beforeLine = whole(before, ecuName, model);
  const bestLine = whole(behind, ecuName, model);
  const name = shown === today ? 'today' : longDay(shown, today);
  const beforeName = shown === today ? 'yesterday' : 'the day before';
  const labels = [
    {line: 2, sample: 'front', label: ecuName ? ecuName + ', ' + name : name, there: front[0].length > 0},
    {line: 3, sample: 'estimated', label: 'estimated', there: estimated[1].some((value) => value !== null)},
    {line: 1, sample: 'before', label: beforeName + (before && !behind && best ? ', the best of 14 days' : ''), there: beforeLine !== NOTHING},
    {line: 0, sample: 'behind', label: behind ? 'best of 14 days, ' + shortDay(behind.day) : '', there: bestLine !== NOTHING},
  ];
  return {
    range: range([day, before, behind], model),
    lines: [bestLine, beforeLine, front, estimated],
    legend: labels.filter((each) => each.there),
  };
}

/** The curve of one panel, against the median of its neighbours. */
function ofPanel(model) {
  const {day, selected} = model;
  const ecu = day?.ecus.find((each) => each.ecu === selected.ecu);
  const own = ecu?.panels[selected.id];
  const start = day && midnight(day, model.now.time);
  const of = (watts) => (watts ? line(ecu.time, watts, day.poll_interval_s, start) : NOTHING);
  const panel = model.now.ecus.flatMap((each) => each.panels).find((each) => each.id === selected.id);
  return {
    range: range([day, model.before, model.best], model),
    lines: [of(ecu && neighbours(ecu, selected.id)), NOTHING, of(own), NOTHING],
    legend: [
      {line: 2, sample: 'front', label: panel?.name ?? selected.id},
      {line: 0, sample: 'behind', label: 'median of its neighbours'},
    ],
  };
}

/** The part of a day's answer that belongs to an ECU, or to all where none is named. */
function part(day, ecuName) {
  return ecuName === undefined ? day : day.ecus.find((each) => each.ecu === ecuName) ?? NO_ECU;
}

function split({time, watts, estimated}, day, model) {
  const start = midnight(day, model.now.time);
  const of = (values) => line(time, values, day.poll_interval_s, start);
  return [of(measuredPart(watts, estimated)), of(estimatedPart(watts, estimated))];
}

function whole(day, ecuName, model) {
  if (!day) {
    return NOTHING;
  }
  const {time, watts} = part(day, ecuName);
  return line(time, watts, day.poll_interval_s, midnight(day, model.now.time));
}

function range(days, model) {
  return light(days.filter(Boolean).map((day) => ({day, midnight: midnight(day, model.now.time)})));
}

function showLegend() {
  const list = find('legend');
  const items = legend.map((each) => ({
    ...each,
    value: pointed === null ? '' : power(each.line === 2 ? valueAt(pointed, 2) ?? valueAt(pointed, 3) : valueAt(pointed, each.line)),
  }));
  if (pointed !== null) {
    items.unshift({sample: 'none', label: clockOfSeconds(secondAt(pointed)), value: ''});
  }
  each(list, items, (item) => item.sample, (item) => make('li', item.sample, make('i'), make('span'), make('b')), (node, item) => {
    put(node.children[1], item.label);
    put(node.children[2], item.sample === 'estimated' ? '' : item.value);
  });
}

function showTable({lines, legend}) {
  const columns = legend.filter((each) => each.sample !== 'estimated');
  const byHour = columns.map(({line: index}) => hours(index === 2 ? merged(lines[2], lines[3]) : lines[index]));
  const all = [...new Set(byHour.flatMap((each) => [...each.keys()]))].sort((a, b) => a - b);
  const head = ['Hour', ...columns.flatMap(({label}) => [label + ', mean', label + ', most'])];
  table(find('day-table'), head, all.map((hour) => [
    clockOfSeconds(hour * 3600),
    ...byHour.flatMap((each) => {
      const of = each.get(hour);
      return of ? [power(Math.round(of.mean)), power(of.most)] : [UNKNOWN, UNKNOWN];
    }),
  ]));
}

/** A line with its estimated part in it. */
function merged([x, y], [, estimated]) {
  return [x, y.map((value, i) => value ?? estimated[i] ?? null)];
}
