
// Search in the text: over the lines of a paragraph as if they were one, with every place found marked where the browser can do so.
const HITS_MAX = 5000;
class Search {
  constructor(rows) {
    this.rows = rows;
    this.hits = [];
    this.at = -1;
    this.more = false;
  }

  // Paragraphs: the text of lines that go on, with the place where each line begins in it.
  get paragraphs() {
    if (this.known) return this.known;
    this.known = [];
    for (const row of this.rows) {
      const cell = row.firstElementChild;
      const text = cell.textContent;
      const last = this.known.at(-1);
      if (last && row.classList.contains("joined")) {
        last.text = last.text.trimEnd();
        const blanks = text.length - text.trimStart().length;
        last.parts.push({ cell, at: last.text.length, from: blanks });
        last.text += text.slice(blanks);
      } else this.known.push({ text, parts: [{ cell, at: 0, from: 0 }] });
    }
    for (const paragraph of this.known) paragraph.text = lowered(paragraph.text);
    return this.known;
  }

  // Finds `wanted`; the hits are ranges in order.
  find(wanted) {
    this.hits = [];
    this.at = -1;
    this.more = false;
    if (!wanted) return;
    for (const { text, parts } of this.paragraphs) {
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        if (this.hits.length >= HITS_MAX) {
          this.more = true;
          return;
        }
        this.hits.push({ begin: place(parts, at, false), end: place(parts, at + wanted.length, true) });
      }
    }
  }

  // Colours what was found, here and in the labels of the outline.
  paint(labels, wanted) {
    if (!window.CSS?.highlights) return;
    CSS.highlights.delete("hit");
    CSS.highlights.delete("hit-now");
    if (!wanted) return;
    const ranges = this.hits.map(range);
    for (const label of labels) {
      const at = lowered(label.textContent).indexOf(wanted);
      if (at >= 0) ranges.push(range({ begin: { cell: label, at }, end: { cell: label, at: at + wanted.length } }));
    }
    CSS.highlights.set("hit", new Highlight(...ranges));
  }

  // Goes on to the next hit, or to the one before, round and round; its row.
  next(by) {
    const count = this.hits.length;
    this.at = this.at < 0 && by < 0 ? count - 1 : (this.at + by + count) % count;
    const hit = this.hits[this.at];
    if (window.CSS?.highlights) {
      const now = new Highlight(range(hit));
      now.priority = 1;
      CSS.highlights.set("hit-now", now);
    }
    return hit.begin.cell.parentElement;
  }
}

// Lower case letter by letter, so that places stay where they are.
function lowered(text) {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : [...text].map((sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign)).join("");
}

function place(parts, at, end) {
  let part = parts[0];
  for (const next of parts) if (end ? next.at < at : next.at <= at) part = next;
  return { cell: part.cell, at: part.from + at - part.at };
}

function range({ begin, end }) {
  const found = new Range();
  found.setStart(...inside(begin));
  found.setEnd(...inside(end));
  return found;
}

// The text node that holds a place in a cell, and where in it.
function inside({ cell, at }) {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  let left = at;
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.length) return [node, left];
    left -= node.length;
    last = node;
  }
  return last ? [last, last.length] : [cell, 0];
}
