// The first thing that is asked: does it work right now?

import {wattHours} from './curve.js';
import {each, find, make, put, set, show} from './nodes.js';
import {UNKNOWN, age, clock, dayName, energy, kilowattHours, power, preciseEnergy} from './words.js';

const STATES = {day: '☀\ufe0e day', night: '☾\ufe0e night', late: 'late', starting: 'starting'};

export function showHead(model) {
  const {now} = model;
  const night = now.state === 'night' && model.night;
  set(document.body, 'data-state', now.state);
  put(find('state'), STATES[now.state] ?? now.state);
  put(find('watts'), night ? energy(night.energy_wh) : power(now.watts));
  show(find('estimated'), !night && now.watts !== null && now.estimated === true);
  put(find('sentence'), now.sentence ?? '');
  show(find('sentence'), Boolean(now.sentence));
  each(find('facts'), night ? ofTheNight(model) : ofTheDay(now), (fact) => fact.label,
    () => make('div', '', make('dt'), make('dd')),
    (node, fact) => {
      put(node.firstElementChild, fact.label);
      put(node.lastElementChild, fact.value);
    });
  document.title = find('watts').textContent + ' · the roof';
}

/** What changes by itself while nothing comes in. */
export function showAge(model, programTime) {
  const {now, away} = model;
  const reads = now.ecus.map((ecu) => ecu.read_at).filter(Boolean).sort(byTime);
  const nexts = now.ecus.map((ecu) => ecu.next_at).filter(Boolean).sort(byTime);
  const today = model.today;
  const words = [];
  if (reads.length) {
    words.push('read ' + age(reads.at(-1), programTime, today));
  } else {
    words.push('not read yet');
  }
  if (!away && nexts.length && Date.parse(nexts[0]) > programTime) {
    words.push('next at ' + clock(nexts[0]));
  }
  put(find('read'), words.join(' · '));
}

const byTime = (one, other) => Date.parse(one) - Date.parse(other);

function ofTheDay(now) {
  return [
    {label: 'today', value: energy(now.energy_today_wh)},
    {label: 'lifetime', value: kilowattHours(now.energy_total_kwh)},
  ];
}

function ofTheNight({now, night, today}) {
  const facts = [{label: 'made', value: dayName(night.day, today).replace(/^(To|Yes)/, (word) => word.toLowerCase())}];
  facts.push(...ofPeakAndPanels(night));
  facts.push({label: 'lifetime', value: kilowattHours(now.energy_total_kwh)});
  return facts;
}

/** The peak of a day with its time, and its best and its weakest panel. */
export function ofPeakAndPanels(day) {
  const facts = [
    {label: 'peak', value: day.peak_at ? power(day.peak_watts) + ' at ' + clock(day.peak_at) : UNKNOWN},
  ];
  for (const [name, label] of [['best', 'best panel'], ['worst', 'weakest panel']]) {
    const panels = day.ecus.filter((ecu) => ecu[name] && given(ecu, ecu.best, day) > 0);
    if (panels.length) {
      facts.push({label, value: panels.map((ecu) => panelWords(ecu, ecu[name], day)).join('; ')});
    }
  }
  return facts;
}

/** What a panel gave on a day, Wh. */
const given = (ecu, {id}, day) => wattHours(ecu.time, ecu.panels[id] ?? [], day.poll_interval_s);

function panelWords(ecu, panel, day) {
  const whose = ecu.ecu ? ' (' + ecu.ecu + ')' : '';
  return (panel.name ?? panel.id) + whose + ', ' + preciseEnergy(given(ecu, panel, day));
}

/** Says that the program is away, or that it is back. */
export function showAway(away) {
  set(document.body, 'data-away', Boolean(away));
  if (away) {
    put(find('away'), away.words + ' since ' + away.since + '. What you see is from before; this page asks again by itself.');
  }
  show(find('away'), Boolean(away));
}
