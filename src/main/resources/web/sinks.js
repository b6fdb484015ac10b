// Does it arrive? What each sink has taken last, and what waits and why.

import {each, find, make, put, set, show} from './nodes.js';

const MARKS = {ok: '', idle: '', waiting: '…', failed: '!', refused: '!'};

export function showSinks(now) {
  show(document.querySelector('footer'), now.sinks.length > 0);
  each(find('sinks'), now.sinks, (sink) => sink.sink + '/' + (sink.ecu ?? ''),
    () => make('li', '', make('b'), make('span', 'mark'), make('span', 'words')),
    (node, sink) => {
      const [title, mark, words] = node.children;
      set(node, 'data-state', sink.state);
      put(title, (sink.title ?? sink.sink) + (sink.ecu ? ' (' + sink.ecu + ')' : ''));
      put(mark, MARKS[sink.state] ?? '');
      put(words, sink.words ?? sink.state);
    });
}
