
// The outline: which headings are seen, folded and marked, and what their badges count.
const SEVERITIES = ["error", "warning", "info"];
class Outline {
  constructor(tree, notes) {
    this.tree = tree;
    this.notes = notes;
    this.nodes = [...tree.children];
    this.labels = this.nodes.map((node) => node.children[1]);
    this.badges = this.nodes.map((node) => node.children[2]);
    this.parents = this.above();
    this.folded = new Set();
    this.passing = new Set(); // folded while only some headings are shown
    this.only = null; // tells of a heading and the number of its findings whether it is shown, null for all
  }

  // The heading above each, -1 for none; the document's own row, number 0, is above none.
  above() {
    const open = [];
    return this.nodes.map((node, at) => {
      const level = Number(node.ariaLevel);
      open.length = at ? level - 1 : 0;
      const parent = open.at(-1) ?? -1;
      if (at) open[level - 1] = at;
      return parent;
    });
  }

  get folds() {
    return this.only ? this.passing : this.folded;
  }

  // Shows only some headings, those above them, and nothing folded; or all again, folded as before.
  narrow(only) {
    this.only = only;
    this.passing = new Set();
    this.draw();
  }

  draw() {
    const { nodes, parents, folds } = this;
    const own = nodes.map(() => 0);
    const rank = nodes.map(() => SEVERITIES.length);
    for (const note of this.notes) {
      if (note.hidden) continue;
      const at = Number(note.dataset.n);
      own[at] += 1;
      rank[at] = Math.min(rank[at], SEVERITIES.indexOf(note.dataset.s));
    }
    const keep = nodes.map((node, at) => !this.only || this.only(at, own[at]));
    const all = [...own];
    const worst = [...rank];
    for (let at = nodes.length - 1; at > 0; at -= 1) {
      const parent = parents[at];
      if (parent < 0) continue;
      keep[parent] ||= keep[at];
      all[parent] += all[at];
      worst[parent] = Math.min(worst[parent], worst[at]);
    }
    const covered = [];
    nodes.forEach((node, at) => {
      const parent = parents[at];
      covered.push(parent >= 0 && (covered[parent] || folds.has(parent)));
      const hide = covered[at] || !keep[at];
      if (node.hidden !== hide) node.hidden = hide;
      const shut = folds.has(at);
      if (node.ariaExpanded === String(shut)) node.ariaExpanded = String(!shut);
      this.badge(at, shut ? all[at] : own[at], SEVERITIES[shut ? worst[at] : rank[at]]);
    });
  }

  badge(at, count, severity) {
    const sign = this.badges[at];
    const key = count ? `${severity} ${count}` : "";
    if (sign.dataset.key === key) return;
    sign.dataset.key = key;
    sign.hidden = !count;
    if (!count) return;
    sign.className = `badge ${severity}`;
    const unseen = document.createElement("span");
    unseen.className = "unseen";
    unseen.textContent = ` ${document.body.dataset.sayBadge}`;
    sign.replaceChildren(String(count), unseen);
  }

  // Folds or unfolds a heading; whether that changed anything.
  fold(at, shut) {
    const { folds } = this;
    if (this.nodes[at].ariaExpanded === null || folds.has(at) === shut) return false;
    if (shut) folds.add(at);
    else folds.delete(at);
    this.draw();
    return true;
  }

  foldAll(shut) {
    this.folds.clear();
    if (shut) this.nodes.forEach((node, at) => node.ariaExpanded !== null && this.folds.add(at));
    this.draw();
  }

  // Unfolds all that hides a heading.
  reveal(at) {
    let changed = false;
    for (let here = this.parents[at]; here >= 0; here = this.parents[here]) changed = this.folds.delete(here) || changed;
    if (changed) this.draw();
  }

  // The heading itself, or the nearest above it that is seen, or the first that is; -1 where none is.
  seen(at) {
    let here = at;
    while (here >= 0 && this.nodes[here].hidden) here = this.parents[here];
    return here >= 0 ? here : this.nodes.findIndex((node) => !node.hidden);
  }

  // The next one that is seen in a direction, -1 for none.
  next(by) {
    let at = this.marked;
    do at += by;
    while (this.nodes[at]?.hidden);
    return this.nodes[at] ? at : -1;
  }

  get marked() {
    return Number(this.tree.querySelector('[tabindex="0"]').dataset.n);
  }

  // Marks where the reader is; the only heading that Tab leads to.
  mark(at, focus = false) {
    if (at < 0) return;
    const { nodes, tree } = this;
    tree.querySelector("[aria-current]")?.removeAttribute("aria-current");
    nodes[this.marked].tabIndex = -1;
    nodes[at].ariaCurrent = "true";
    nodes[at].tabIndex = 0;
    const box = nodes[at].getBoundingClientRect();
    const frame = tree.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) tree.scrollTop += box.top - frame.top - frame.height / 3;
    if (focus) nodes[at].focus({ preventScroll: true });
  }

  // The titles from the first level down to a heading.
  path(at) {
    const titles = [];
    for (let here = at; here > 0; here = this.parents[here]) titles.unshift(this.labels[here].textContent);
    return titles;
  }
}
