
// One source: jumping both ways, folding, choosing findings, searching, keys. Listeners sit on containers only, never on lines.
document.addEventListener("DOMContentLoaded", () => {
  const words = document.body.dataset;
  const by = (name) => document.getElementById(name);
  const [bar, outline, tree, text, field, panel, help] = ["bar", "outline", "tree", "text", "search", "filter", "help"].map(by);
  const drawer = by("drawer");
  const narrow = matchMedia("(max-width: 47rem)");
  const nodes = [...tree.children];
  const rows = [...text.getElementsByClassName("row")];
  const notes = [...text.getElementsByClassName("note")];
  const labels = nodes.map((node) => node.children[1]);
  const badges = nodes.map((node) => node.children[2]);
  const levels = nodes.map((node) => Number(node.ariaLevel));
  const parents = [];
  const open = [];
  nodes.forEach((node, at) => {
    open.length = at ? levels[at] - 1 : 0;
    parents.push(open.at(-1) ?? -1);
    if (at) open[levels[at] - 1] = at;
  });
  const search = new Search(rows);
  const folded = new Set();
  let passing = new Set(); // folded while only some headings are shown
  let wanted = "";
  let current = 0;
  let finding = -1;
  let following = true;
  const chosen = { f: new Set(), s: new Set() };

  /* what is shown */
  const matches = (note) => (!chosen.f.size || chosen.f.has(note.dataset.f)) && (!chosen.s.size || chosen.s.has(note.dataset.s));
  const choosing = () => chosen.f.size + chosen.s.size > 0;
  const narrowing = () => choosing() || wanted !== "";
  const folds = () => (narrowing() ? passing : folded);
  const shown = () => notes.filter((note) => !note.hidden);

  // The outline as it should be now: which headings are seen, what their badges count.
  function draw() {
    const own = nodes.map(() => 0);
    const rank = nodes.map(() => 3);
    const severities = ["error", "warning", "info"];
    for (const note of notes) {
      if (note.hidden) continue;
      const at = Number(note.dataset.n);
      own[at] += 1;
      rank[at] = Math.min(rank[at], severities.indexOf(note.dataset.s));
    }
    const keep = nodes.map((node, at) => !narrowing() || ((!choosing() || own[at] > 0) && (!wanted || found.has(at))));
    const all = [...own];
    const worst = [...rank];
    for (let at = nodes.length - 1; at > 0; at -= 1) {
      const parent = parents[at];
      if (parent < 0) continue;
      keep[parent] ||= keep[at];
      all[parent] += all[at];
      worst[parent] = Math.min(worst[parent], worst[at]);
    }
    const closed = folds();
    const covered = nodes.map(() => false);
    nodes.forEach((node, at) => {
      const parent = parents[at];
      covered[at] = parent >= 0 && (covered[parent] || closed.has(parent));
      const hide = covered[at] || !keep[at];
      if (node.hidden !== hide) node.hidden = hide;
      const shut = closed.has(at);
      if (node.ariaExpanded !== null && (node.ariaExpanded === "true") === shut) node.ariaExpanded = String(!shut);
      badge(at, shut ? all[at] : own[at], severities[shut ? worst[at] : rank[at]]);
    });
  }

  function badge(at, count, severity) {
    const sign = badges[at];
    const key = count ? `${severity} ${count}` : "";
    if (sign.dataset.key === key) return;
    sign.dataset.key = key;
    sign.hidden = !count;
    if (!count) return;
    sign.className = `badge ${severity}`;
    const unseen = document.createElement("span");
    unseen.className = "unseen";
    unseen.textContent = ` ${words.sayBadge}`;
    sign.replaceChildren(String(count), unseen);
  }

  function fold(at, shut) {
    if (nodes[at].ariaExpanded === null) return false;
    const was = folds().has(at);
    if (was === shut) return false;
    if (shut) folds().add(at);
    else folds().delete(at);
    draw();
    return true;
  }

  function foldAll(shut) {
    folds().clear();
    if (shut) nodes.forEach((node, at) => node.ariaExpanded !== null && folds().add(at));
    draw();
    mark(seen(current));
  }

  // The heading itself, or the nearest above it that is seen.
  function seen(at) {
    let here = at;
    while (here >= 0 && nodes[here].hidden) here = parents[here];
    return here >= 0 ? here : nodes.findIndex((node) => !node.hidden);
  }

  /* going places */
  function mark(at, focus = false) {
    if (at < 0) return;
    tree.querySelector("[aria-current]")?.removeAttribute("aria-current");
    tree.querySelector('[tabindex="0"]').tabIndex = -1;
    nodes[at].ariaCurrent = "true";
    nodes[at].tabIndex = 0;
    const box = nodes[at].getBoundingClientRect();
    const frame = tree.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) tree.scrollTop += box.top - frame.top - frame.height / 3;
    if (focus) nodes[at].focus({ preventScroll: true });
  }

  function trace(at) {
    const steps = [];
    for (let here = at; here > 0; here = parents[here]) {
      const step = document.createElement("span");
      step.textContent = labels[here].textContent;
      steps.unshift(step);
    }
    by("path").replaceChildren(...steps);
  }

  function reach(row, { flash = true } = {}) {
    following = false;
    row.scrollIntoView({ block: "start" });
    requestAnimationFrame(() => {
      row.scrollIntoView({ block: "start" }); // chunks above have their true height now
      requestAnimationFrame(() => (following = true));
    });
    if (!flash) return;
    text.querySelector(".here")?.classList.remove("here");
    row.classList.add("here");
    try {
      if (row.id) history.replaceState(null, "", `#${row.id}`);
    } catch { /* a file from the disk in some browsers */ }
  }

  function belong(at) {
    if (current === at) return;
    current = at;
    trace(at);
  }

  // From the outline to the text.
  function go(at) {
    belong(at);
    mark(seen(at));
    const row = at ? by(nodes[at].hash.slice(1)) : rows[0];
    if (row) reach(row);
    if (narrow.matches) show(false);
  }

  // From the text to the outline.
  function back(at) {
    belong(at);
    let unfolded = false;
    for (let here = parents[at]; here >= 0; here = parents[here]) unfolded = folds().delete(here) || unfolded;
    if (unfolded) draw();
    mark(seen(at));
  }

  function step(by) {
    let at = nodes.findIndex((node) => node.tabIndex === 0);
    do at += by;
    while (at >= 0 && at < nodes.length && nodes[at].hidden);
    if (at < 0 || at >= nodes.length) return;
    mark(at, true);
    belong(at);
  }

  function show(on) {
    document.body.classList.toggle("no-outline", !on);
    drawer.ariaExpanded = String(on);
  }

  /* findings */
  function choose() {
    for (const note of notes) note.hidden = !matches(note);
    for (const sign of text.getElementsByTagName("mark")) {
      const codes = sign.dataset.f.split(" ");
      const severity = ["error", "warning", "info"].find((name) => sign.classList.contains(name));
      sign.classList.toggle("off", !(codes.some((code) => !chosen.f.size || chosen.f.has(code)) && (!chosen.s.size || codes.length > 1 || chosen.s.has(severity))));
    }
    passing = new Set();
    finding = -1;
    draw();
    mark(seen(current));
    const count = shown().length;
    say(choosing() ? filled(words.sayFiltered, { count, total: notes.length }) : filled(words.sayAllFindings, { total: notes.length }));
  }

  function nextFinding(by) {
    const list = shown();
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

  /* search */
  let found = new Set();
  function look() {
    const now = lowered(field.value.trim());
    if (now === wanted) return;
    wanted = now;
    search.find(wanted);
    found = new Set(search.hits.map(({ begin }) => Number(begin.cell.parentElement.dataset.n)));
    if (wanted) labels.forEach((label, at) => lowered(label.textContent).includes(wanted) && found.add(at));
    passing = new Set();
    draw();
    search.paint(labels, wanted);
    mark(seen(current));
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

  function escape() {
    if (wanted || field.value) {
      field.value = "";
      look();
    } else if (choosing()) clear();
    else if (!panel.hidden) toggle(false);
    else if (narrow.matches) show(false);
    if (document.activeElement === field) field.blur();
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

  /* listeners */
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    h: () => fold(current, true),
    l: () => fold(current, false),
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
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    ArrowRight: () => fold(current, false) || (nodes[current].ariaExpanded === "true" && step(1)),
    ArrowLeft: () => fold(current, true) || (parents[current] >= 0 && (mark(parents[current], true), belong(parents[current]))),
    Home: () => (mark(seen(0), true), belong(seen(0))),
    End: () => {
      const last = nodes.findLastIndex((node) => !node.hidden);
      mark(last, true);
      belong(last);
    },
    Enter: () => go(current),
    " ": () => go(current),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    let act = KEYS[event.key];
    if (event.target === field) {
      act = { Escape: escape, Enter: () => nextHit(event.shiftKey ? -1 : 1) }[event.key];
    } else if (tree.contains(event.target)) act = TREE_KEYS[event.key] ?? act;
    else if (event.key === "Enter" && (event.target === document.body || event.target === text)) act = () => go(current);
    if (!act) return;
    event.preventDefault();
    act();
  });
  tree.addEventListener("click", (event) => {
    const node = event.target.closest(".node");
    if (!node) return;
    event.preventDefault();
    const at = Number(node.dataset.n);
    if (event.target.classList.contains("fold")) {
      fold(at, !folds().has(at));
      mark(seen(current));
    } else go(at);
  });
  tree.addEventListener("focusin", (event) => {
    const node = event.target.closest(".node");
    if (!node) return;
    belong(Number(node.dataset.n));
    mark(current);
  });
  text.addEventListener("click", (event) => {
    const owner = event.target.closest("[data-n]");
    if (!owner || !getSelection().isCollapsed) return;
    back(Number(owner.dataset.n));
    text.querySelector(".here")?.classList.remove("here");
    const row = owner.closest(".row");
    row.classList.add("here");
    if (narrow.matches && event.target.closest("b")) show(true), mark(seen(current));
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
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 120);
  });
  drawer.addEventListener("click", () => show(drawer.ariaExpanded !== "true"));
  by("choose").addEventListener("click", () => toggle());
  by("theme").addEventListener("click", () => theme.next());
  by("ask").addEventListener("click", () => help.showModal());
  by("fold-all").addEventListener("click", () => foldAll(true));
  by("unfold-all").addEventListener("click", () => foldAll(false));

  // The outline follows the text as it is read.
  let asked = 0;
  function follow() {
    asked = 0;
    if (!following || tree.contains(document.activeElement)) return;
    const frame = text.getBoundingClientRect();
    const top = bar.offsetHeight + panel.offsetHeight;
    const at = (down) => document.elementFromPoint((frame.left + frame.right) / 2, top + down)?.closest(".row");
    const row = at(64) ?? at(88) ?? at(112); // there are gaps between lines
    if (!row || Number(row.dataset.n) === current) return;
    belong(Number(row.dataset.n));
    mark(seen(current));
  }
  // Not at once: the lines that come into the window are laid out first.
  document.addEventListener("scroll", () => (asked ||= following ? setTimeout(follow, 80) : 0), { passive: true });

  const measure = () => {
    const style = document.documentElement.style;
    style.setProperty("--bar", `${bar.offsetHeight}px`);
    style.setProperty("--head", `${bar.offsetHeight + panel.offsetHeight}px`);
  };
  const sizes = new ResizeObserver(measure);
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
