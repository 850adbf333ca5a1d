// Only comfort: without this script everything can still be read, folded and printed.
const all = (what, within = document) => [...within.querySelectorAll(what)];
const folds = all("main details");
all(".tools").forEach((one) => { one.hidden = one.closest("nav") && !folds.length; });

const fold = (open) => folds.forEach((one) => { one.open = open; });
document.getElementById(":fold")?.addEventListener("click", () => fold(false));
document.getElementById(":unfold")?.addEventListener("click", () => fold(true));

const contents = document.querySelector("nav details");
if (contents && matchMedia("(width < 64rem)").matches) { contents.open = false; }

const reach = () => {
  let one = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const aim = one;
  for (; one; one = one.parentElement) { if (one.tagName === "DETAILS") { one.open = true; } }
  if (aim) { aim.scrollIntoView(); }
};
addEventListener("hashchange", reach);
reach();

all(".block > .tools").forEach((tools) => {
  const rows = all("tbody tr", tools.parentElement);
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const input = tools.querySelector("input");
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row, place) => { row.hidden = !words.every((word) => texts[place].includes(word)); });
    const found = rows.filter((row) => !row.hidden).length;
    tools.querySelector("[role=status]").textContent = words.length ? `${found} / ${rows.length}` : "";
  });
});

// What need not be scrolled need not be stopped at; what has more to the side says so.
const sized = new ResizeObserver((seen) => {
  const wide = seen.map(({ target }) => target.scrollWidth > target.clientWidth);
  seen.forEach(({ target }, place) => {
    if (wide[place]) { target.tabIndex = 0; } else { target.removeAttribute("tabindex"); }
    target.previousElementSibling.hidden = !wide[place];
  });
});
all(".scroll").forEach((one) => sized.observe(one));

let closed = [];
addEventListener("beforeprint", () => {
  closed = all("details:not([open])");
  closed.forEach((one) => { one.open = true; });
});
addEventListener("afterprint", () => closed.forEach((one) => { one.open = false; }));
