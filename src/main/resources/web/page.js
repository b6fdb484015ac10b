// The live page: asks the program what is known now, and shows it.

import {showDay} from './day.js';
import {showAge, showAway, showHead} from './head.js';
import {showMonth} from './month.js';
import {find, show} from './nodes.js';
import {beside, showRoof} from './roof.js';
import {AwayError, askDay, askDays, askNow} from './server.js';
import {showSinks} from './sinks.js';
import {isoAt, later, moment, monthOf} from './words.js';

const PAUSE_MS = 10_000;
const LEAST_PAUSE_MS = 1000;
const ENOUGH_ANSWERS = 2;
const POLL_TAKES_MS = 500;
const BEST_OF_DAYS = 14;

const model = {
  now: null,
  today: null, // the day of now, in the zone of the ECU
  away: null, // {words, since} while the program does not answer
  chosen: null, // an earlier day that somebody looks at
  selected: null, // {ecu, id}; the ID is null where it is one of several ECUs
  shown: null, // the day that is shown
  day: null, // what is known of it
  dayState: 'asked', // or none
  before: null,
  best: null,
  night: null, // at night, the day that was
  month: [],
};
const clockOfProgram = {time: Date.now(), heard: Date.now(), speed: 1};
const asked = {}; // for each question what it was asked for
let timer = null;
let answers = 0;
let asking = false;
let loading = null;

/** The program's time, ms; in a demonstration it runs faster than ours. */
const programTime = () => clockOfProgram.time + (Date.now() - clockOfProgram.heard) * clockOfProgram.speed;

async function tick() {
  if (asking || document.hidden) {
    return;
  }
  asking = true;
  clearTimeout(timer);
  timer = null;
  try {
    const now = await askNow();
    if (now !== model.now) {
      hear(now);
    }
    cameBack();
    await load();
  } catch (fault) {
    wentAway(fault);
  } finally {
    asking = false;
    schedule();
  }
}

/** Takes a new answer. */
function hear(now) {
  const time = Date.parse(now.time);
  const heard = Date.now();
  if (model.now && heard > clockOfProgram.heard) {
    const speed = (time - clockOfProgram.time) / (heard - clockOfProgram.heard);
    clockOfProgram.speed = speed > 3 ? speed : 1;
  }
  Object.assign(clockOfProgram, {time, heard});
  model.now = now;
  model.today = now.time.slice(0, 10);
  showAll();
}

function schedule() {
  const nexts = (model.now?.ecus ?? []).filter((ecu) => ecu.next_at).map((ecu) => Date.parse(ecu.next_at) - programTime());
  let next = Math.min(...nexts, Infinity) / clockOfProgram.speed + POLL_TAKES_MS;
  if (model.away) {
    next = PAUSE_MS;
  } else if (++answers < ENOUGH_ANSWERS) {
    next = 0; // two answers tell how fast the program's clock runs
  }
  timer = setTimeout(tick, Math.max(LEAST_PAUSE_MS, Math.min(PAUSE_MS, next)));
}

/** Asks for what has changed of the days; what was asked for before is there. */
async function load() {
  loading ??= loadAll().finally(() => (loading = null));
  await loading;
}

async function loadAll() {
  let before;
  do {
    before = key();
    const reading = model.now.ecus.map((ecu) => ecu.read_at).join();
    const night = model.now.state === 'night';
    if (isNew('night', night && model.today + reading)) {
      model.night = night ? await dayThatWas() : null;
      showAll();
    }
    const shown = shownDay();
    const {first, last} = monthOf(shown);
    if (isNew('day', shown + (shown === model.today ? reading : ''))) {
      const days = await askDays(later(shown, -BEST_OF_DAYS), shown);
      const day = await askIfThere(days, shown);
      const behind = isNew('behind', shown) ? await daysBehind(days, shown) : {};
      if (shown !== shownDay()) {
        continue; // somebody has gone on meanwhile
      }
      Object.assign(model, {day, dayState: day ? 'there' : 'none'}, behind);
      showAll();
    }
    if (isNew('month', first + model.today)) {
      model.month = await askDays(first, last);
      showAll();
    }
  } while (before !== key());
}

const key = () => shownDay() + model.now.ecus.map((ecu) => ecu.read_at).join();

function isNew(question, subject) {
  if (asked[question] === subject) {
    return false;
  }
  asked[question] = subject;
  return true;
}

/** A day, if there are readings of it; a day that is not there would be an error in the browser's eyes. */
function askIfThere(days, day) {
  return days.some((each) => each.day === day) ? askDay(day) : null;
}

/** The day before another, and the best of the two weeks before it. */
async function daysBehind(days, day) {
  const earlier = days.filter((each) => each.day < day);
  const best = earlier.reduce((a, b) => ((b.energy_wh ?? 0) > (a?.energy_wh ?? 0) ? b : a), null);
  return {before: await askIfThere(days, later(day, -1)), best: best && (await askDay(best.day))};
}

/** The last day that had light. */
async function dayThatWas() {
  const days = await askDays(later(model.today, -BEST_OF_DAYS), model.today);
  const last = days.filter((day) => day.energy_wh > 0 || day.peak_watts > 0).at(-1);
  return last ? askDay(last.day) : null;
}

function shownDay() {
  return model.chosen ?? model.night?.day ?? model.today;
}

function showAll() {
  if (model.shown !== shownDay()) {
    model.shown = shownDay();
    Object.assign(model, {day: null, dayState: 'asked', before: null, best: null});
    asked.day = asked.behind = null;
  }
  show(document.querySelector('main'), true);
  showHead(model);
  showAge(model, programTime());
  showRoof(model, select);
  showDay(model);
  showMonth(model, choose);
  showSinks(model.now);
}

function wentAway(fault) {
  if (!(fault instanceof AwayError)) {
    throw fault;
  }
  if (!model.away) {
    const since = model.now
      ? moment(isoAt(programTime(), model.now.time), model.today)
      : new Date().toTimeString().slice(0, 5);
    model.away = {since};
  }
  model.away.words = fault.message;
  showAway(model.away);
  if (model.now) {
    showAll();
  }
}

function cameBack() {
  if (model.away) {
    model.away = null;
    showAll();
    Object.keys(asked).forEach((question) => (asked[question] = null));
    showAway(null);
  }
}

/** Shows what changes because somebody has touched something, and asks for what it needs. */
function change(what) {
  Object.assign(model, what);
  showAll();
  load().catch(wentAway);
}

function select(what) {
  const same = what && model.selected?.id === what.id && model.selected?.ecu === what.ecu;
  change({selected: same ? null : what});
}

function choose(day) {
  change({chosen: day >= model.today && model.now.state !== 'night' ? null : day});
}

const walk = (days) => {
  const day = later(model.shown, days);
  if (day <= model.today) {
    choose(day);
  }
};

function press(event) {
  if (!model.now || event.altKey || event.ctrlKey || event.metaKey || event.target.id === 'day-date') {
    return;
  }
  if (event.key === 'Escape') {
    if (model.selected) {
      change({selected: null});
    } else if (model.chosen) {
      change({chosen: null});
    }
  } else if (event.key.startsWith('Arrow')) {
    if (event.target.classList.contains('panel')) {
      const next = beside(event.target, event.key);
      if (next) {
        next.focus();
        change({selected: {ecu: next.panel.ecu, id: next.panel.id}});
      }
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      walk(event.key === 'ArrowLeft' ? -1 : 1);
      if (event.target.closest('#month')) {
        find('month').querySelector('[aria-current]')?.focus();
      }
    } else {
      return;
    }
    event.preventDefault();
  }
}

find('day-before').addEventListener('click', () => walk(-1));
find('day-after').addEventListener('click', () => walk(1));
find('day-now').addEventListener('click', () => change({chosen: null}));
find('day-date').addEventListener('change', (event) => {
  if (event.target.value && event.target.value <= model.today) {
    choose(event.target.value);
  }
});
find('panel-leave').addEventListener('click', () => change({selected: null}));
document.addEventListener('keydown', press);
document.addEventListener('visibilitychange', tick); // hidden it asks for nothing
window.addEventListener('online', tick);
setInterval(() => model.now && !document.hidden && showAge(model, programTime()), 1000);
tick();
