// Tables that are wider than the screen scroll in a box of their own. Such a box is a stop for the keyboard, and a named
// region, only while there is something to scroll: elsewhere it would be one more stop for nothing.

const watch = new ResizeObserver((entries) => {
  for (const box of new Set(entries.map(({ target }) => target.closest(".wide")))) {
    const scrolls = box.scrollWidth > box.clientWidth;
    for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-labelledby", box.querySelector("caption").id]]) {
      if (scrolls) box.setAttribute(name, value);
      else if (document.activeElement !== box) box.removeAttribute(name);
    }
  }
});

for (const box of document.querySelectorAll(".wide")) {
  watch.observe(box);
  watch.observe(box.querySelector("table"));
}
