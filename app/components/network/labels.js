// Choose which labels are written, and where, so that none covers another or leaves the frame. Draws nothing.

const NAMED_EDGES = 30; // beyond, the verbs of a busy node say more than anyone reads
const CELL = 160; // canvas units; a label meets a handful of cells

// Boxes already taken, by cell, so that a thousand labels are placed in a few milliseconds.
class TakenSpace {
  constructor() {
    this.cells = new Map();
  }

  *around({ left, right, top, bottom }) {
    for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++)
      for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++) yield `${i},${j}`;
  }

  add(box) {
    for (const name of this.around(box)) {
      if (!this.cells.has(name)) this.cells.set(name, []);
      this.cells.get(name).push(box);
    }
  }

  // A box does not clash with the shape it belongs to; `overShapes` forgives every shape, never a label.
  clash(box, overShapes = false) {
    for (const name of this.around(box))
      for (const other of this.cells.get(name) ?? [])
        if (
          other.id !== box.id &&
          !(overShapes && !other.lines) &&
          other.left < box.right &&
          box.left < other.right &&
          other.top < box.bottom &&
          box.top < other.bottom
        )
          return true;
    return false;
  }
}

// Places tried for one label: whole, then shorter; under its node, then right, left and above.
function labelChoices(node, radius, { measure, height, gap, bold }) {
  const variants = [node.lines];
  if (node.lines.length > 2) variants.push([node.lines[0], `${node.lines[1].replace(/…$/, "")}…`]);
  if (node.lines.length > 1) variants.push([node.short]);
  return variants.flatMap((lines) => {
    const half = Math.max(...lines.map(measure)) / 2;
    const tall = height * lines.length;
    return [
      [node.x, node.y + radius + gap],
      [node.x + radius + gap + half, node.y - tall / 2],
      [node.x - radius - gap - half, node.y - tall / 2],
      [node.x, node.y - radius - gap - tall],
    ].map(([x, top]) => ({
      id: node.id,
      bold,
      lines,
      x,
      left: x - half,
      right: x + half,
      top,
      bottom: top + tall,
    }));
  });
}

// The verb of a link with a sign of its direction: read from left to right, « B pilote A » would say the reverse.
function directed({ verb, members }, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (members || !(dx || dy)) return verb;
  if (Math.abs(dy) > 2 * Math.abs(dx)) return `${verb} ${dy > 0 ? "↓" : "↑"}`;
  return dx > 0 ? `${verb} →` : `← ${verb}`;
}

function verbChoices(edge, from, to, { measure, height }) {
  const text = directed(edge, from, to);
  const half = measure(text) / 2;
  return [0.5, 0.4, 0.6, 0.3, 0.7].map((share) => {
    const x = from.x + (to.x - from.x) * share;
    const top = from.y + (to.y - from.y) * share - height / 2;
    return {
      id: edge.id,
      verb: true,
      lines: [text],
      x,
      left: x - half,
      right: x + half,
      top,
      bottom: top + height,
    };
  });
}

// Captions of blocks and rings: as large as can be read, as long as they cover no shape and no other caption. Those
// that have no room appear as the reader comes closer: at zoom 1 the server's places leave room for all.
function placeCaptions({ captions, nodes, smallest, frame, radius, measure }) {
  const taken = new TakenSpace();
  for (const node of nodes) {
    const r = radius(node);
    taken.add({ id: node.id, left: node.x - r, right: node.x + r, top: node.y - r, bottom: node.y + r });
  }
  return captions.flatMap(({ text, x, y, size: own }, rank) => {
    const wanted = Math.max(own, smallest);
    const sizes = [1, 0.85, 0.7].map((share) => Math.max(own, wanted * share));
    const choices = [...new Set(sizes)].flatMap((size) => {
      const [half, high] = [measure(text, size) / 2, 0.65 * size];
      return [0, -0.6, 0.6, -1, 1].map((step) => {
        const middle = y + step * (size - own);
        const [left, right] = [x - half, x + half];
        return { id: `legende:${rank}`, text, lines: [text], size, x, y: middle, left, right,
          top: middle - high, bottom: middle + high };
      });
    });
    const box = choices.find((choice) => !taken.clash(choice) && within(choice, frame));
    if (!box) return [];
    taken.add(box);
    return [box];
  });
}

function within({ left, right, top, bottom }, frame) {
  return !frame || (left > frame.left && right < frame.right && top > frame.top && bottom < frame.bottom);
}

// `nodes` in order of importance; `first` ids are always named (the pointer or the keyboard is on them), and the
// first `leaders` nodes are named even over a shape; `reserved` boxes are the captions.
function placeLabels({ nodes, links, first, leaders, frame, radius, text, reserved = [] }) {
  const taken = new TakenSpace();
  const boxes = [];
  for (const box of reserved) taken.add(box);
  const keep = (box) => {
    taken.add(box);
    boxes.push(box);
  };
  for (const node of nodes) {
    const [{ x, y }, r] = [node, radius(node)];
    taken.add({ id: node.id, left: x - r, right: x + r, top: y - r, bottom: y + r });
  }
  const rank = (node) => (first.includes(node.id) ? 0 : 1);
  const ordered = [...nodes].sort((a, b) => rank(a) - rank(b));
  ordered.forEach((node, position) => {
    const forced = first.includes(node.id);
    const choices = labelChoices(node, radius(node), text(node));
    const inside = choices.filter((choice) => within(choice, frame));
    let box = inside.find((choice) => !taken.clash(choice));
    if (!box && position < leaders) box = inside.find((choice) => !taken.clash(choice, true));
    if (forced) box = choices[0];
    if (box) keep(box);
  });
  if (links.length > NAMED_EDGES) return boxes;
  for (const { edge, from, to } of links) {
    const box = verbChoices(edge, from, to, text()).find((choice) => !taken.clash(choice));
    if (box) keep(box);
  }
  return boxes;
}

// Arrows that a label covers, drawn back along their line to the first place where none does.
function shiftedHeads({ boxes, edges, ends, radius, size }) {
  const names = new TakenSpace();
  for (const box of boxes) names.add(box);
  const found = [];
  for (const edge of edges) {
    const [from, to] = ends(edge);
    const [wide, high] = [to.x - from.x, to.y - from.y];
    const away = Math.hypot(wide, high);
    const length = size(edge);
    const [dx, dy] = [wide / away, high / away];
    const covered = (along) => {
      const [x, y] = [from.x + dx * (along - length / 2), from.y + dy * (along - length / 2)];
      const half = length / 2;
      return names.clash({ id: null, left: x - half, right: x + half, top: y - half, bottom: y + half });
    };
    const end = away - radius(to);
    if (!away || !covered(end)) continue;
    for (let along = end - length / 2; along > Math.max(away / 2, radius(from) + length); along -= length / 2)
      if (!covered(along)) {
        found.push({ edge, dx, dy, size: length, x: from.x + dx * along, y: from.y + dy * along });
        break;
      }
  }
  return found;
}
