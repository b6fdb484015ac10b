// Changes in the document, and only where something is different: what stays the same does not flicker.

export const find = (id) => document.getElementById(id);

/** Makes an element of a class. */
export function make(name, className, ...children) {
  const node = document.createElement(name);
  if (className) {
    node.className = className;
  }
  node.append(...children);
  return node;
}

/** Puts a text into an element, as text. */
export function put(node, text) {
  if (node.childNodes.length === 1 && node.firstChild.nodeType === Node.TEXT_NODE) {
    if (node.firstChild.data !== text) {
      node.firstChild.data = text;
    }
  } else if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets an attribute; null and false take it away, true sets it without a value. */
export function set(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) {
      node.removeAttribute(name);
    }
  } else {
    const text = value === true ? '' : String(value);
    if (node.getAttribute(name) !== text) {
      node.setAttribute(name, text);
    }
  }
}

/** Sets a property of an element's style. */
export function style(node, name, value) {
  if (node.style.getPropertyValue(name) !== String(value)) {
    node.style.setProperty(name, value);
  }
}

/** Shows an element, or hides it. */
export function show(node, visible) {
  if (node.hidden === visible) {
    node.hidden = !visible;
  }
}

/**
 * Has a child for each item, in their order. One that is there stays, and is only updated; one that
 * the server has written has its key in data-key.
 *
 * @param {Element} parent
 * @param {Array} items
 * @param {function(*): string} key what makes an item itself
 * @param {function(*): Element} create
 * @param {function(Element, *)} update
 */
export function each(parent, items, key, create, update) {
  parent.byKey ??= new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const left = new Map(parent.byKey);
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let node = left.get(name);
    left.delete(name);
    if (!node) {
      node = create(item);
      parent.byKey.set(name, node);
    }
    if (node === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(node, place);
    }
    update(node, item);
  }
  for (const [name, node] of left) {
    parent.byKey.delete(name);
    node.remove();
  }
}

/**
 * Fills the table behind a picture, once somebody looks at it.
 *
 * @param {HTMLDetailsElement} details
 * @param {Array<string>} head
 * @param {Array<Array<string>>} rows
 */
export function table(details, head, rows) {
  details.rows = {head, rows};
  if (!details.table) {
    details.table = make('table', '', make('thead', '', make('tr')), make('tbody'));
    details.append(make('div', 'table', details.table));
    details.addEventListener('toggle', () => fill(details));
  }
  fill(details);
}

function fill(details) {
  if (!details.open) {
    return;
  }
  const {head, rows} = details.rows;
  const [thead, tbody] = details.table.children;
  const cells = (row, texts, name) =>
    each(row, texts.map((text, i) => ({i, text})), (cell) => cell.i,
      (cell) => make(cell.i === 0 && name === 'td' ? 'th' : name),
      (node, cell) => {
        set(node, 'scope', node.localName === 'td' ? null : name === 'th' ? 'col' : 'row');
        put(node, cell.text);
      });
  cells(thead.firstElementChild, head, 'th');
  each(tbody, rows.map((texts, i) => ({i, texts})), (row) => row.i, () => make('tr'), (node, row) => cells(node, row.texts, 'td'));
}
