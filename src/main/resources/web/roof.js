// Which panel is it? The roof as it lies, or by inverter where no layout is known.

import {panelEnergies} from './curve.js';
import {each, find, make, put, set, show, style, table} from './nodes.js';
import {colour, css, gradient, grey, ink} from './scale.js';
import {UNKNOWN, age, energy, moment, number, percent, power, preciseEnergy} from './words.js';

const LONG = 1.7; // a panel is so much longer than wide
const MOST_NOTES = 6;
const MOST_TRACKS = 80;

/**
 * @param {object} model
 * @param {function(?object)} select what to do when a panel or an ECU is touched
 */
export function showRoof(model, select) {
  const past = ofADay(model);
  const roofs = model.now.ecus.map((ecu) => ({ecu, panels: cells(ecu, model, past)}));
  const all = roofs.flatMap((roof) => roof.panels);
  const best = Math.max(0, ...all.map((panel) => panel.value ?? 0));
  all.forEach((panel) => (panel.share = panel.value === null || best === 0 ? null : panel.value / best));
  each(find('ecus'), roofs, (roof) => roof.ecu.ecu ?? '', () => makeEcu(select), (node, roof) =>
    updateEcu(node, roof, model, roofs.length > 1));
  put(find('roof-title'), past ? 'Panels, energy of the day' : 'Panels now');
  show(find('scale'), best > 0);
  style(find('scale-bar'), 'background-image', gradient());
  put(find('scale-most'), (past ? preciseEnergy(best) : power(best)) + ', the best panel');
  oneTabStop(all);
  showSelected(all, model, past);
  const sentence = model.now.sentence ?? '';
  showNotes(all.filter((panel) => panel.words && !isSelected(panel, model.selected) && !sentence.includes(panel.called)), select);
  table(find('roof-table'), ['Panel', 'Name', past ? 'Energy' : 'Power', 'State'],
    all.map((panel) => [panel.id, panel.name ?? '', panel.said, panel.words ?? '']));
}

/** The day whose energy is shown in the place of the watts: at night, and where an earlier day is looked at. */
function ofADay(model) {
  return model.shown !== model.today || model.now.state === 'night' ? {day: model.day} : null;
}

function cells(ecu, model, past) {
  const ofTheDay = past?.day?.ecus.find((each) => each.ecu === ecu.ecu);
  const energies = ofTheDay ? panelEnergies(ofTheDay, past.day.poll_interval_s) : {};
  const isToday = !past || model.shown === model.today;
  const panels = [...ecu.panels, ...onlyInTheDay(ofTheDay, ecu.panels)];
  const shared = sharedWords(panels);
  return panels.map((panel) => {
    const value = past ? (energies[panel.id] ?? null) : panel.watts;
    const silent = isToday && panel.silent_since !== null;
    const words = silent
      ? (panel.problem ?? 'silent since ' + moment(panel.silent_since, model.today))
      : isToday ? panel.problem : null;
    return {
      ...panel,
      ecu: ecu.ecu,
      key: (ecu.ecu ?? '') + '/' + panel.id,
      short: panel.name?.slice(shared) ?? channel(panel),
      called: panel.name ?? panel.id,
      value,
      text: past && value !== null ? number(value / 1000, 2) : number(value),
      said: past ? preciseEnergy(value) : power(value),
      silent,
      old: !past && (model.away !== null || ecu.state === 'late'),
      ill: !silent && words !== null && words !== undefined,
      words,
    };
  });
}

/** Panels that were there on a day, and are not known now: after midnight none is. */
function onlyInTheDay(ofTheDay, panels) {
  const known = new Set(panels.map((panel) => panel.id));
  return Object.keys(ofTheDay?.panels ?? {})
    .filter((id) => !known.has(id))
    .map((id) => {
      const inverter = id.slice(0, Math.max(0, id.lastIndexOf('-'))) || null;
      return {id, inverter, name: null, row: null, column: null, rotation: null, watts: null, silent_since: null, health: null, problem: null};
    });
}

/** How much the names of all panels begin alike, in whole words: a cell has no room for that. */
function sharedWords(panels) {
  const names = panels.map((panel) => panel.name).filter(Boolean);
  let end = names.length > 1 ? names[0].lastIndexOf(' ') + 1 : 0;
  while (end > 0 && !names.every((name) => name.startsWith(names[0].slice(0, end)) && name.length > end)) {
    end = names[0].lastIndexOf(' ', end - 2) + 1;
  }
  return end;
}

function channel(panel) {
  return panel.inverter && panel.id.startsWith(panel.inverter + '-')
    ? panel.id.slice(panel.inverter.length + 1)
    : panel.id;
}

function makeEcu(select) {
  const title = make('button', 'ecu');
  title.type = 'button';
  title.append(make('b'), make('span', 'ecu-watts'), make('span', 'ecu-words'));
  const node = make('section', 'field', make('h3', '', title), make('p', 'problem'), make('div', 'grid'), make('div', 'groups'));
  node.select = select;
  title.addEventListener('click', () => select({ecu: node.ecu, id: null}));
  return node;
}

function updateEcu(node, {ecu, panels}, model, several) {
  const [heading, problem, grid, groups] = node.children;
  const {selected} = model;
  node.ecu = ecu.ecu;
  set(node, 'aria-label', ecu.ecu ?? 'panels');
  set(node, 'data-state', ecu.state);
  show(heading, several);
  if (several) {
    const [name, watts, words] = heading.firstElementChild.children;
    put(name, ecu.ecu);
    const night = ecu.state === 'night';
    put(watts, night ? 'night' : power(ecu.watts) + (ecu.estimated ? ', estimated' : ''));
    const today = ecu.energy_today_wh === null ? [] : [energy(ecu.energy_today_wh) + ' today'];
    put(words, [...today, ...(night ? [] : [counted(ecu)])].join(' · '));
    set(heading.firstElementChild, 'aria-pressed', selected !== null && selected.id === null && selected.ecu === ecu.ecu);
  }
  const isSaid = (model.now.sentence ?? '').includes(ecu.problem ?? '');
  put(problem, isSaid ? '' : ecu.problem);
  show(problem, !isSaid);
  const placed = panels.filter((panel) => panel.row !== null && panel.column !== null);
  layGrid(grid, placed, node.select, selected);
  layGroups(groups, panels.filter((panel) => !placed.includes(panel)), node.select, selected);
}

function counted(ecu) {
  const received = number(ecu.received);
  return ecu.expected === null ? received + ' panels' : received + ' of ' + ecu.expected + ' panels';
}

function layGrid(grid, panels, select, selected) {
  show(grid, panels.length > 0);
  const sorted = [...panels].sort((a, b) => a.row - b.row || a.column - b.column);
  const top = Math.min(...panels.map((panel) => panel.row));
  const left = Math.min(...panels.map((panel) => panel.column));
  const columns = tracks(panels, (panel) => panel.column - left, (panel) => (lies(panel) ? LONG : 1));
  const rows = tracks(panels, (panel) => panel.row - top, (panel) => (lies(panel) ? 1 : LONG));
  const template = (sizes) => sizes.map((size) => 'calc(var(--unit) * ' + size + ')').join(' ');
  style(grid, 'grid-template-columns', template(columns));
  style(grid, 'grid-template-rows', template(rows));
  style(grid, '--columns', columns.length);
  style(grid, '--across', total(columns));
  style(grid, '--down', total(rows));
  each(grid, sorted, (panel) => panel.key, () => makePanel(select), (node, panel) => {
    style(node, 'grid-row', String(panel.row - top + 1));
    style(node, 'grid-column', String(panel.column - left + 1));
    updatePanel(node, panel, selected);
  });
}

const total = (sizes) => sizes.reduce((sum, size) => sum + size, 0) || 1;

/** The widths of the columns, or the heights of the rows: that of the largest panel in each. */
function tracks(panels, index, size) {
  const sizes = [];
  panels.forEach((panel) => {
    const at = Math.min(MOST_TRACKS, index(panel));
    sizes[at] = Math.max(sizes[at] ?? 0, size(panel));
  });
  return Array.from(sizes, (each) => each ?? 1); // where there is none, a gap
}

const lies = (panel) => (panel.rotation ?? 0) % 180 > 45 && (panel.rotation ?? 0) % 180 < 135;

function layGroups(groups, panels, select, selected) {
  show(groups, panels.length > 0);
  const inverters = new Map();
  panels.forEach((panel) => {
    const name = panel.inverter ?? '';
    inverters.set(name, [...(inverters.get(name) ?? []), panel]);
  });
  each(groups, [...inverters], ([name]) => name, () => {
    const group = make('div', 'group', make('p'), make('div', 'row'));
    group.setAttribute('role', 'group');
    return group;
  }, (node, [name, members]) => {
    const [caption, row] = node.children;
    put(caption, name);
    show(caption, name !== '');
    set(node, 'aria-label', name === '' ? null : 'inverter ' + name);
    each(row, members, (panel) => panel.key, () => makePanel(select), (cell, panel) => updatePanel(cell, panel, selected));
  });
}

function makePanel(select) {
  const node = make('button', 'panel', make('span', 'name'), make('span', 'value'), make('span', 'word'));
  node.type = 'button';
  node.tabIndex = -1;
  node.addEventListener('click', () => select({ecu: node.panel.ecu, id: node.panel.id}));
  return node;
}

function updatePanel(node, panel, selected) {
  const [name, value, word] = node.children;
  node.panel = panel;
  panel.node = node;
  const lit = panel.share === null || panel.silent ? null : colour(panel.share);
  const rgb = lit && panel.old ? grey(lit) : lit;
  set(node, 'class', ['panel', lies(panel) && 'lies', panel.silent && 'silent', panel.ill && 'ill', rgb && 'lit'].filter(Boolean).join(' '));
  style(node, '--fill', rgb ? css(rgb) : 'transparent');
  style(node, '--ink', rgb ? ink(rgb) : 'inherit');
  put(name, panel.short);
  put(value, panel.text);
  put(word, panel.silent ? 'silent' : panel.ill ? '! ill' : '');
  set(node, 'aria-pressed', isSelected(panel, selected));
  const label = [panel.name, panel.id, panel.said, panel.words].filter(Boolean).join(', ');
  set(node, 'aria-label', label);
  set(node, 'title', label);
}

const isSelected = (panel, selected) => selected?.id === panel.id && selected.ecu === panel.ecu;

/** Tab leads to one panel; the arrows lead to the others. */
function oneTabStop(panels) {
  const nodes = panels.map((panel) => panel.node);
  const stop = nodes.find((node) => node.getAttribute('aria-pressed') === 'true') ?? nodes.find((node) => node.tabIndex === 0) ?? nodes[0];
  nodes.forEach((node) => {
    const index = node === stop ? 0 : -1;
    if (node.tabIndex !== index) {
      node.tabIndex = index;
    }
  });
}

/** The panel beside this one in the direction of an arrow, as it is seen; null at the edge. */
export function beside(node, key) {
  const at = middle(node);
  const [across, down] = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[key];
  let found = null;
  let least = Infinity;
  for (const other of find('ecus').querySelectorAll('.panel')) {
    const [x, y] = middle(other);
    const ahead = (x - at[0]) * across + (y - at[1]) * down;
    const aside = Math.abs((x - at[0]) * down) + Math.abs((y - at[1]) * across);
    if (ahead > 1 && aside <= ahead * 2 && ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      found = other;
    }
  }
  return found;
}

function middle(node) {
  const box = node.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

function showSelected(all, model, past) {
  const {selected} = model;
  const panel = selected?.id && all.find((each) => isSelected(each, selected));
  show(find('panel'), Boolean(selected));
  if (!selected) {
    return;
  }
  put(find('panel-title'), panel ? panel.called : selected.id ?? selected.ecu);
  if (panel) {
    const words = [panel.said];
    if (panel.called !== panel.id) {
      words.push(panel.id);
    }
    if (panel.words) {
      words.push(panel.words);
    } else if (!past && panel.health !== null) {
      words.push(percent(panel.health) + ' of its usual share yesterday');
    }
    put(find('panel-words'), words.join(' · '));
  } else {
    put(find('panel-words'), selected.id ? UNKNOWN : ecuWords(model));
  }
}

function ecuWords({now, selected, today}) {
  const ecu = now.ecus.find((each) => each.ecu === selected.ecu);
  const words = ecu.state === 'night' ? ['night'] : [counted(ecu)];
  words.push(ecu.read_at ? 'read ' + age(ecu.read_at, Date.parse(now.time), today) : 'not read yet');
  [['avg_volt_v', 'V'], ['avg_temp_c', '°C'], ['avg_freq_hz', 'Hz']].forEach(([name, unit]) => {
    if (ecu[name] !== null && ecu[name] !== undefined) {
      words.push(number(ecu[name], 1) + '\u00a0' + unit);
    }
  });
  return words.join(' · ');
}

/** What is not well and is not in the sentence, in words, for small cells have none. */
function showNotes(panels, select) {
  const list = find('notes');
  const some = panels.slice(0, MOST_NOTES).map((panel) => ({...panel, more: 0}));
  if (panels.length > MOST_NOTES) {
    some.push({key: 'more', more: panels.length - MOST_NOTES});
  }
  show(list, some.length > 0);
  each(list, some, (panel) => panel.key, (panel) => (panel.more ? make('li') : makeNote(select)), (node, panel) => {
    if (panel.more) {
      put(node, 'and ' + panel.more + ' more');
      return;
    }
    const [name, words] = node.firstElementChild.children;
    node.panel = panel;
    put(name, panel.called + (panel.ill ? ' !' : ''));
    put(words, panel.words);
  });
}

function makeNote(select) {
  const button = make('button', '', make('b'), make('span'));
  const node = make('li', '', button);
  button.type = 'button';
  button.addEventListener('click', () => select({ecu: node.panel.ecu, id: node.panel.id}));
  return node;
}
