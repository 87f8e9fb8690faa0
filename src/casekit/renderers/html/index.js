
// The list of a corpus: sorting by a column, searching titles and sources.
document.addEventListener("DOMContentLoaded", () => {
  const words = document.body.dataset;
  const search = document.getElementById("search");
  const heads = [...document.querySelectorAll("th")];
  const body = document.querySelector("tbody");
  const rows = body ? [...body.rows].map((row) => ({ row, text: `${row.cells[0].textContent}\n${row.cells[1].textContent}`.toLowerCase() })) : [];
  const collator = new Intl.Collator("zh", { numeric: true });
  const numeric = (at) => at > 1;

  function sort(at) {
    const head = heads[at];
    const down = head.ariaSort ? head.ariaSort === "ascending" : numeric(at);
    for (const other of heads) other.ariaSort = null;
    head.ariaSort = down ? "descending" : "ascending";
    const key = ({ row }) => (numeric(at) ? Number(row.cells[at].textContent) : row.cells[at].textContent);
    const keyed = rows.map((row, place) => ({ row: row.row, key: key(row), place }));
    const order = numeric(at) ? (a, b) => a.key - b.key : (a, b) => collator.compare(a.key, b.key);
    keyed.sort((a, b) => (down ? -order(a, b) : order(a, b)) || a.place - b.place);
    body.append(...keyed.map(({ row }) => row));
  }

  function find() {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    for (const { row, text } of rows) {
      const hit = text.includes(wanted);
      if (row.hidden === hit) row.hidden = !hit;
      count += hit;
    }
    say(!wanted ? "" : count ? filled(words.sayShown, { count, total: rows.length }) : words.sayNoHits);
  }

  theme.show();
  document.getElementById("theme").addEventListener("click", () => theme.next());
  document.querySelector("thead")?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) sort(Number(button.dataset.column));
  });
  search.addEventListener("input", find);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === search) {
      if (event.key === "Escape") {
        search.value = "";
        find();
        search.blur();
      }
    } else if (event.key === "/") {
      event.preventDefault();
      search.focus();
    } else if (event.key === "t") theme.next();
  });
});
