// Only comfort: without this script everything can still be opened, read and printed.
const folds = [...document.querySelectorAll("details")];
const leaves = folds.filter((one) => one.classList.contains("leaf"));
const branches = folds.filter((one) => !one.classList.contains("leaf"));
const texts = new Map(leaves.map((one) => [one, one.textContent.toLowerCase()]));
const filter = document.getElementById(":filter");
const said = document.getElementById(":found");
let before = null;
document.querySelector(".tools").hidden = false;
const openAll = (open) => folds.forEach((one) => { one.open = open; });
document.getElementById(":open").addEventListener("click", () => openAll(true));
document.getElementById(":close").addEventListener("click", () => openAll(false));
const sift = () => {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  before ??= new Map(branches.map((one) => [one, one.open]));
  leaves.forEach((one) => { one.hidden = !words.every((word) => texts.get(one).includes(word)); });
  branches.forEach((one) => {
    one.hidden = words.length > 0 && !one.querySelector(".leaf:not([hidden])");
    one.open = words.length > 0 ? !one.hidden : before.get(one);
  });
  const found = leaves.filter((one) => !one.hidden).length;
  said.textContent = words.length ? `${found} of ${leaves.length} functionalities` : "";
  if (!words.length) { before = null; }
};
filter.addEventListener("input", sift);
const reach = () => {
  const aim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!aim) { return; }
  if (aim.hidden) { filter.value = ""; sift(); }
  for (let one = aim; one; one = one.parentElement) { if (one.tagName === "DETAILS") { one.open = true; } }
  aim.scrollIntoView();
};
addEventListener("hashchange", reach);
reach();
