// Makes elements and keeps lists of them. Texts are only ever set as texts: what comes from the topics cannot become markup.

export const byId = (id) => document.getElementById(id);

/** An element; attributes that are null or false are left out, `on…` are listeners, children may be null. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function setText(target, text) {
  const node = typeof target === "string" ? byId(target) : target;
  if (node.textContent !== text) node.textContent = text;
}

export function show(target, visible) {
  (typeof target === "string" ? byId(target) : target).hidden = !visible;
}

const shownAs = new WeakMap();

/**
 * Makes a parent's children show these items, in this order. What has not changed is left alone, with its focus, its
 * selection and its sound; what has changed is made anew, and focus that was inside stays inside.
 */
export function keep(parent, items, keyOf, make) {
  const keys = new Set(items.map((item) => String(keyOf(item))));
  [...parent.children].filter((child) => !keys.has(child.dataset.key)).forEach((child) => child.remove());
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const looks = JSON.stringify(item);
    let node = old.get(key) ?? make(item);
    if (old.has(key) && shownAs.get(node) !== looks) {
      const fresh = replaced(node, make(item));
      if (node === place) place = fresh;
      node = fresh;
    }
    node.dataset.key = key;
    shownAs.set(node, looks);
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
}

function replaced(node, fresh) {
  const focused = node.contains(document.activeElement);
  node.replaceWith(fresh);
  if (focused) fresh.querySelector("button, a, input, select, summary")?.focus();
  return fresh;
}

/** A row of a table: its first cell is its heading. Cells are texts, nodes, or [class, content]. */
export function row(...cells) {
  return el(
    "tr",
    {},
    ...cells.map((cell, index) => {
      const [style, content] = Array.isArray(cell) ? cell : [null, cell];
      return el(index === 0 ? "th" : "td", { scope: index === 0 ? "row" : null, class: style }, content ?? "");
    }),
  );
}

/** A row that says why there are no others. */
export const emptyRow = (columns, words) =>
  el("tr", {}, el("td", { colspan: columns, class: "none" }, words));

/** Calls a painter when its part of the picture has changed, and only then. */
export function onChange(pick, paint) {
  let last;
  return (room) => {
    const now = JSON.stringify(pick(room)) ?? "";
    if (now === last) return;
    last = now;
    paint(room);
  };
}
