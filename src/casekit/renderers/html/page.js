
// One source: jumping both ways, folding, choosing findings, searching, keys. Listeners sit on containers only, never on lines.
document.addEventListener("DOMContentLoaded", () => {
  const words = document.body.dataset;
  const by = (name) => document.getElementById(name);
  const [bar, tree, text, field, panel, help, drawer] = ["bar", "tree", "text", "search", "filter", "help", "drawer"].map(by);
  const narrow = matchMedia("screen and (max-width: 47rem)");
  const rows = [...text.getElementsByClassName("row")];
  const notes = [...text.getElementsByClassName("note")];
  const outline = new Outline(tree, notes);
  const search = new Search(rows);
  const chosen = { f: new Set(), s: new Set() };
  let wanted = "";
  let current = 0;
  let finding = -1;
  let following = true;
  let asked = 0;

  /* going places */
  function belong(at) {
    clearTimeout(asked);
    asked = 0;
    if (current === at) return;
    current = at;
    const steps = outline.path(at).map((title) => {
      const step = document.createElement("span");
      step.textContent = title;
      return step;
    });
    by("path").replaceChildren(...steps);
  }

  function reach(row) {
    following = false;
    row.scrollIntoView({ block: "start" });
    requestAnimationFrame(() => {
      row.scrollIntoView({ block: "start" }); // what is above has its true height now
      requestAnimationFrame(() => (following = true));
    });
    here(row);
    try {
      if (row.id) history.replaceState(null, "", `#${row.id}`);
    } catch { /* a file from the disk in some browsers */ }
  }

  function here(row) {
    text.querySelector(".here")?.classList.remove("here");
    row.classList.add("here");
  }

  // From the outline to the text.
  function go(at) {
    belong(at);
    outline.mark(outline.seen(at));
    const row = at ? by(outline.nodes[at].hash.slice(1)) : rows[0];
    if (row) reach(row);
    if (narrow.matches) show(false);
  }

  // From the text to the outline.
  function back(at) {
    belong(at);
    outline.reveal(at);
    outline.mark(outline.seen(at));
  }

  function move(at) {
    if (at < 0) return;
    outline.mark(at, true);
    belong(at);
  }

  function foldAll(shut) {
    outline.foldAll(shut);
    outline.mark(outline.seen(current));
  }

  function show(on) {
    document.body.classList.toggle("no-outline", !on);
    drawer.ariaExpanded = String(on);
  }

  /* findings and search: both narrow the outline */
  const choosing = () => chosen.f.size + chosen.s.size > 0;
  const fits = (code, severity) => (!chosen.f.size || chosen.f.has(code)) && (!chosen.s.size || chosen.s.has(severity));
  let found = new Set();

  function narrowed() {
    const only = (at, count) => (!choosing() || count > 0) && (!wanted || found.has(at));
    outline.narrow(choosing() || wanted ? only : null);
    outline.mark(outline.seen(current));
  }

  function choose() {
    const severities = {};
    for (const note of notes) {
      note.hidden = !fits(note.dataset.f, note.dataset.s);
      severities[note.dataset.f] = note.dataset.s;
    }
    for (const sign of text.getElementsByTagName("mark")) {
      sign.classList.toggle("off", !sign.dataset.f.split(" ").some((code) => fits(code, severities[code])));
    }
    finding = -1;
    narrowed();
    const count = notes.filter((note) => !note.hidden).length;
    say(filled(choosing() ? words.sayFiltered : words.sayAllFindings, { count, total: notes.length }));
  }

  function nextFinding(by) {
    const list = notes.filter((note) => !note.hidden);
    if (!list.length) return;
    finding = finding < 0 && by < 0 ? list.length - 1 : (finding + by + list.length) % list.length;
    const note = list[finding];
    text.querySelector(".note.now")?.classList.remove("now");
    note.classList.add("now");
    back(Number(note.dataset.n));
    reach(note.closest(".row"));
    note.focus({ preventScroll: true });
    say(filled(words.sayHits, { at: finding + 1, count: list.length }));
  }

  function look() {
    const now = lowered(field.value.trim());
    if (now === wanted) return;
    wanted = now;
    search.find(wanted);
    found = new Set(search.hits.map(({ begin }) => Number(begin.cell.parentElement.dataset.n)));
    if (wanted) outline.labels.forEach((label, at) => lowered(label.textContent).includes(wanted) && found.add(at));
    narrowed();
    search.paint(outline.labels, wanted);
    if (!wanted) say("");
    else if (search.hits.length) tellHit(0);
    else say(words.sayNoHits);
  }

  function tellHit(at) {
    say(filled(search.more ? words.sayHitsMore : words.sayHits, { at, count: search.hits.length }));
  }

  function nextHit(by) {
    look();
    if (!search.hits.length) return;
    const row = search.next(by);
    back(Number(row.dataset.n));
    reach(row);
    tellHit(search.at + 1);
  }

  function toggle(on = panel.hidden) {
    panel.hidden = !on;
    by("choose").ariaExpanded = String(on);
    if (on) panel.querySelector("button")?.focus();
  }

  function clear() {
    chosen.f.clear();
    chosen.s.clear();
    for (const chip of panel.querySelectorAll("[aria-pressed]")) chip.ariaPressed = "false";
    choose();
  }

  // One thing at a time: the search, the choice, the panel, the drawer.
  function escape() {
    if (wanted || field.value) {
      field.value = "";
      look();
    } else if (choosing()) clear();
    else if (!panel.hidden) toggle(false);
    else if (narrow.matches) show(false);
    if (document.activeElement === field) field.blur();
  }

  /* keys */
  const KEYS = {
    j: () => move(outline.next(1)),
    k: () => move(outline.next(-1)),
    h: () => outline.fold(current, true),
    l: () => outline.fold(current, false),
    H: () => foldAll(true),
    L: () => foldAll(false),
    "[": () => nextFinding(-1),
    "]": () => nextFinding(1),
    "/": () => field.select(),
    n: () => nextHit(1),
    N: () => nextHit(-1),
    f: () => toggle(),
    o: () => show(drawer.ariaExpanded !== "true"),
    t: () => theme.next(),
    "?": () => help.showModal(),
    Escape: escape,
  };
  const TREE_KEYS = {
    ArrowDown: () => move(outline.next(1)),
    ArrowUp: () => move(outline.next(-1)),
    ArrowRight: () => outline.fold(current, false) || (outline.nodes[current].ariaExpanded === "true" && move(outline.next(1))),
    ArrowLeft: () => outline.fold(current, true) || move(outline.parents[current]),
    Home: () => move(outline.seen(0)),
    End: () => move(outline.nodes.findLastIndex((node) => !node.hidden)),
    Enter: () => go(current),
    " ": () => go(current),
  };
  const FIELD_KEYS = { Escape: escape, Enter: (event) => nextHit(event.shiftKey ? -1 : 1) };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const { key, target } = event;
    let act = KEYS[key];
    if (target === field) act = FIELD_KEYS[key];
    else if (tree.contains(target)) act = TREE_KEYS[key] ?? act;
    else if (key === "Enter" && (target === document.body || text.contains(target))) act = TREE_KEYS.Enter;
    if (!act) return;
    event.preventDefault();
    act(event);
  });

  /* pointers */
  tree.addEventListener("click", (event) => {
    const node = event.target.closest(".node");
    if (!node) return;
    event.preventDefault();
    const at = Number(node.dataset.n);
    if (!event.target.classList.contains("fold")) go(at);
    else {
      outline.fold(at, !outline.folds.has(at));
      outline.mark(outline.seen(current));
    }
  });
  tree.addEventListener("focusin", (event) => {
    const node = event.target.closest(".node");
    if (!node) return;
    belong(Number(node.dataset.n));
    outline.mark(current);
  });
  text.addEventListener("click", (event) => {
    const owner = event.target.closest("[data-n]");
    if (!owner || !getSelection().isCollapsed) return;
    if (narrow.matches && event.target.closest("b")) show(true);
    back(Number(owner.dataset.n));
    here(owner.closest(".row"));
  });
  panel.addEventListener("click", (event) => {
    const chip = event.target.closest("button");
    if (!chip) return;
    if (chip.id === "clear") {
      clear();
      return;
    }
    const group = chip.dataset.f ? "f" : "s";
    const on = chip.ariaPressed !== "true";
    chip.ariaPressed = String(on);
    if (on) chosen[group].add(chip.dataset[group]);
    else chosen[group].delete(chip.dataset[group]);
    choose();
  });
  let typing = 0;
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(look, 120);
  });
  drawer.addEventListener("click", () => show(drawer.ariaExpanded !== "true"));
  by("choose").addEventListener("click", () => toggle());
  by("theme").addEventListener("click", () => theme.next());
  by("ask").addEventListener("click", () => help.showModal());
  by("fold-all").addEventListener("click", () => foldAll(true));
  by("unfold-all").addEventListener("click", () => foldAll(false));

  /* the outline follows the text as it is read */
  function follow() {
    asked = 0;
    if (!following || tree.contains(document.activeElement)) return;
    const frame = text.getBoundingClientRect();
    const top = bar.offsetHeight + panel.offsetHeight;
    const at = (down) => document.elementFromPoint((frame.left + frame.right) / 2, top + down)?.closest(".row");
    const row = at(64) ?? at(88) ?? at(112); // there are gaps between lines
    if (!row || Number(row.dataset.n) === current) return;
    belong(Number(row.dataset.n));
    outline.mark(outline.seen(current));
  }
  // Not at once: the lines that come into the window are laid out first.
  document.addEventListener("scroll", () => (asked ||= following ? setTimeout(follow, 80) : 0), { passive: true });

  /* at the beginning */
  const sizes = new ResizeObserver(() => {
    const style = document.documentElement.style;
    style.setProperty("--bar", `${bar.offsetHeight}px`);
    style.setProperty("--head", `${bar.offsetHeight + panel.offsetHeight}px`);
  });
  sizes.observe(bar);
  sizes.observe(panel);
  for (const chunk of text.getElementsByClassName("chunk")) chunk.style.containIntrinsicBlockSize = `auto ${Number(chunk.dataset.lines) * 33}px`;
  theme.show();
  if (narrow.matches) show(false);
  const arrive = () => {
    const row = location.hash.startsWith("#L") && by(location.hash.slice(1));
    if (!row) return;
    history.scrollRestoration = "manual";
    back(Number(row.dataset.n));
    reach(row);
  };
  window.addEventListener("hashchange", arrive);
  arrive();
});
