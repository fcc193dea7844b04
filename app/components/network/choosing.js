// Follow what a reader chooses in a picture, with the pointer or with the keyboard, one element or several.

// Methods of a picture.
const choosing = {
  findHighlight() {
    const { chosen } = this;
    const nodes = chosen.filter((id) => this.nodes.has(id));
    if (chosen.length > 1) this.highlight = this.shared(nodes);
    else if (nodes.length)
      this.highlight = {
        nodes: new Set([nodes[0], ...this.neighbours.get(nodes[0])]),
        edges: new Set(this.incident.get(nodes[0])),
      };
    else if (chosen.length) {
      const { from, to } = this.edges.get(chosen[0]);
      this.highlight = { nodes: new Set([from, to]), edges: new Set(chosen) };
    } else this.highlight = this.marked;
  },

  // Several nodes: what links them, and the neighbours that all of them have.
  shared(nodes) {
    const common = this.order.filter((id) => nodes.every((one) => this.neighbours.get(one).has(id)));
    const lit = new Set([...nodes, ...common]);
    const edges = nodes.flatMap((id) =>
      this.incident.get(id).filter((rank) => {
        const { from, to } = this.edges.get(rank);
        return lit.has(from) && lit.has(to);
      }),
    );
    return { nodes: lit, edges: new Set(edges) };
  },

  // What the page points out: the ways between two nodes.
  mark(ids) {
    const nodes = ids.filter((id) => this.nodes.has(id));
    const edges = ids.filter((id) => this.edges.has(id));
    this.marked = nodes.length ? { nodes: new Set(nodes), edges: new Set(edges) } : null;
    this.findHighlight();
    this.paintEdges();
    this.labelCache = null;
  },

  isChosen(id) {
    return this.chosen.includes(id);
  },

  // `asked`: one id, several, or nothing. What is pointed at is in sight: only the page and the keyboard move the view.
  select(asked, tell = true, reveal = true) {
    const wanted = asked === null || asked === undefined ? [] : [asked].flat();
    const known = wanted.filter((id) => this.nodes.has(id) || this.edges.has(id));
    if (known.join("|") === this.chosen.join("|")) return;
    this.chosen = known;
    this.selected = known.at(-1) ?? null;
    this.findHighlight();
    this.paintEdges();
    this.labelCache = null;
    if (reveal && this.nodes.has(this.selected)) this.reveal(this.selected);
    this.repaint();
    if (!tell) return;
    this.setState("selected", known.length > 1 ? known : this.selected);
    this.say(this.selectionWords());
  },

  selectionWords() {
    const words = this.chosen.map((id) => describe(this.nodes.get(id) ?? this.edges.get(id)));
    if (!words.length) return "Plus rien n’est sélectionné.";
    if (words.length === 1) return `Sélectionné\u00a0: ${words[0]}.`;
    return `${words.length} éléments sélectionnés. Dernier\u00a0: ${words.at(-1)}.`;
  },

  // Add a node to the selection, or take it out.
  toggle(id, reveal = true) {
    const nodes = this.chosen.filter((one) => this.nodes.has(one));
    this.select(nodes.includes(id) ? nodes.filter((one) => one !== id) : [...nodes, id], true, reveal);
  },

  say(text) {
    this.at("live").textContent = text;
  },

  hover(id) {
    if (id) this.canvas.classList.remove("mr-quiet");
    this.hovered = id;
    this.canvas.style.cursor = id ? "pointer" : "";
    this.repaint();
  },

  nodeAt(event) {
    // Not `event.nodes`, which lists what the library has selected: the selection is ours.
    const shape = this.network.getNodeAt(event.pointer.DOM);
    if (shape !== undefined) return shape;
    const { x, y } = event.pointer.canvas;
    const box = this.labelCache?.boxes.find(
      (label) =>
        !label.verb && label.left <= x && x <= label.right && label.top <= y && y <= label.bottom,
    );
    return box?.id ?? null;
  },

  click(event) {
    this.exploring = false;
    this.cursor = null;
    // The selection says more than the hover text, which would hide the neighbours.
    this.canvas.classList.add("mr-quiet");
    const node = this.nodeAt(event);
    const { ctrlKey, shiftKey, metaKey } = event.event?.srcEvent ?? {};
    if (node && (ctrlKey || shiftKey || metaKey)) this.toggle(node, false);
    else this.select(node ?? this.network.getEdgeAt(event.pointer.DOM) ?? null, true, false);
    // Not the network's own `unselectAll`, which paints at once: a large picture is painted once for a click.
    this.network.selectionHandler.unselectAll();
    this.repaint();
  },

  doubleClick(event) {
    const node = this.nodeAt(event);
    if (node) this.setTrigger("expand", node);
  },

  keydown(event) {
    if (!this.network || event.ctrlKey || event.altKey || event.metaKey) return;
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key in arrows) {
      handled();
      this.walk(arrows[event.key]);
    } else if (event.key === "Enter") {
      handled();
      if (!this.exploring) this.goTo(this.cursor ?? this.start());
      else if (event.shiftKey) this.setTrigger("expand", this.cursor);
      else this.select(this.cursor);
    } else if (event.key === " ") {
      handled();
      if (this.exploring) this.toggle(this.cursor);
      else this.goTo(this.cursor ?? this.start());
    } else if (event.key === "Tab" && this.exploring) {
      const rank = this.order.indexOf(this.cursor) + (event.shiftKey ? -1 : 1);
      // Past either end, Tab leaves the picture: a reader is never locked in.
      if (rank >= 0 && rank < this.order.length) {
        handled();
        this.goTo(this.order[rank]);
      } else this.leave();
    } else if (event.key === "Escape" && (this.exploring || this.selected)) {
      handled();
      this.leave();
      this.select(null);
    } else if (event.key === "+" || event.key === "-") {
      handled();
      this.zoom(event.key === "+" ? 1.25 : 0.8);
    }
  },

  start() {
    return this.nodes.has(this.selected) ? this.selected : this.data.focus ?? this.order[0];
  },

  walk([dx, dy]) {
    if (!this.exploring) return this.goTo(this.cursor ?? this.start());
    const here = this.nodes.get(this.cursor);
    let best = null;
    for (const id of this.neighbours.get(this.cursor)) {
      if (id === this.cursor) continue;
      const there = this.nodes.get(id);
      const [x, y] = [there.x - here.x, there.y - here.y];
      const ahead = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (ahead <= 0 || aside > 2.2 * ahead) continue;
      const cost = Math.hypot(x, y) * (1 + aside / ahead);
      if (!best || cost < best.cost || (cost === best.cost && id < best.id)) best = { id, cost };
    }
    if (best) this.goTo(best.id);
    else this.say("Aucun voisin dans cette direction.");
    return undefined;
  },

  goTo(id) {
    this.exploring = true;
    this.cursor = id;
    this.reveal(id);
    this.say(`${describe(this.nodes.get(id))}.`);
    this.repaint();
  },

  leave() {
    this.exploring = false;
    this.cursor = null;
    this.repaint();
  },
};

// What a screen reader says: the hover text of a node on one line; the sentence of a link, without its proof.
function describe(item) {
  return item.lines ? item.title.replaceAll("\n", ", ") : item.title.split("\n")[0];
}
