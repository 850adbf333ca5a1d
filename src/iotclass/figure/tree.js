// Only comfort: without this script everything can still be opened, read and printed.
const all = [...document.querySelectorAll("details")];
const tools = document.querySelector(".tools");
tools.hidden = false;
const setAll = (open) => all.forEach((one) => { one.open = open; });
document.getElementById("open").addEventListener("click", () => setAll(true));
document.getElementById("close").addEventListener("click", () => setAll(false));
const said = document.getElementById("found");
document.getElementById("filter").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  const leaves = all.filter((one) => one.classList.contains("leaf"));
  let found = 0;
  leaves.forEach((one) => {
    one.hidden = !words.every((word) => one.textContent.toLowerCase().includes(word));
    found += one.hidden ? 0 : 1;
  });
  all.filter((one) => !one.classList.contains("leaf")).forEach((one) => {
    one.hidden = !one.querySelector(".leaf:not([hidden])");
    one.open = words.length > 0 && !one.hidden;
  });
  said.textContent = words.length ? `${found} found` : "";
});
const reach = () => {
  let one = location.hash && document.getElementById(location.hash.slice(1));
  while (one) { if (one.tagName === "DETAILS") { one.open = true; } one = one.parentElement; }
  if (location.hash) { document.getElementById(location.hash.slice(1))?.scrollIntoView(); }
};
addEventListener("hashchange", reach);
reach();
