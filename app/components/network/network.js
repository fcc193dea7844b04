// Draw a network whose places come from the server. Nothing here lays out, and nothing here asks the network:
// the drawing library is the bundle that precedes this text (`loadBundle`).

const GLOBAL = "maillageNetwork";
// The module may be loaded more than once in a page; the library and the pictures must not be.
const shared = (globalThis[GLOBAL] ??= { vis: null, pictures: new WeakMap() });

function vis() {
  shared.vis ??= loadBundle();
  return shared.vis;
}

class Picture {
  constructor(host) {
    this.host = host;
    this.at = (name) => host.querySelector(`.mr-${name}`);
    this.frame = this.at("frame");
    this.canvas = this.at("canvas");
    this.network = null;
    this.version = null;
    this.about = null;
    this.chosen = [];
    this.selected = null;
    this.asked = null;
    this.marked = null;
    this.cursor = null;
    this.hovered = null;
    this.exploring = false;
    this.touched = false;
    this.thicken = 1;
    this.limits = null;
    this.captions = [];
    this.paths = new Map();
    this.stretch = [1, 1];
    this.listen();
  }

  // ------------------------------------------------------------------------------------------- data
  show(component) {
    this.setState = component.setStateValue;
    this.setTrigger = component.setTriggerValue;
    const data = component.data;
    this.host.style.setProperty("--mr-height", `${data.height}px`);
    const changed = data.version !== this.version;
    if (changed) this.receive(data);
    this.about = data.about;
    this.readTheme();
    const marked = data.marked.join("|");
    if (changed || marked !== this.markedKey) {
      this.markedKey = marked;
      this.mark(data.marked);
    }
    const asked = `${data.asked} ${data.selected.join("|")}`;
    if (asked !== this.asked) {
      const first = this.asked === null;
      this.asked = asked;
      if (!first || data.selected.length) this.obey(data.selected, !first);
    }
    // What the reader chose is drawn already when the page answers.
    if (changed) this.repaint();
  }

  // Select what the page asks for, and go there when it asks while the picture is being read.
  obey(ids, fly) {
    if (ids.join("|") === this.chosen.join("|")) return;
    this.select(ids, false);
    if (fly && ids.length === 1 && this.nodes.has(ids[0])) this.flyTo(ids[0]);
  }

  receive(data) {
    const before = this.network ? new Map(this.data.nodes.map((node) => [node.id, node])) : null;
    const layout = this.data?.layout;
    this.version = data.version;
    this.data = data;
    this.nodes = new Map(data.nodes.map((node) => [node.id, { ...node }]));
    this.place();
    this.edges = new Map(data.edges.map((edge) => [edge.id, edge]));
    this.order = data.nodes.map((node) => node.id);
    this.neighbours = new Map(this.order.map((id) => [id, new Set()]));
    this.incident = new Map(this.order.map((id) => [id, []]));
    for (const edge of data.edges) {
      this.neighbours.get(edge.from).add(edge.to);
      this.neighbours.get(edge.to).add(edge.from);
      this.incident.get(edge.from).push(edge.id);
      if (edge.to !== edge.from) this.incident.get(edge.to).push(edge.id);
    }
    this.chosen = this.chosen.filter((id) => this.nodes.has(id) || this.edges.has(id));
    this.selected = this.chosen.at(-1) ?? null;
    if (!this.nodes.has(this.cursor)) this.cursor = null;
    this.labelCache = null;
    this.marked = null;
    this.findHighlight();
    this.writeWords();
    if (!before || !this.order.length) return this.draw();
    this.update();
    // Another start or another distance is another picture; another date, filter or gesture is not.
    if (layout !== data.layout || this.about !== data.about || !this.sameStage(before)) this.startAgain();
    else this.limits = null; // What is new may stand anywhere.
    return undefined;
  }

  // Whether what was drawn is still looked at from the same place: nothing shared has moved, or most of it is there.
  sameStage(before) {
    const kept = this.data.nodes.filter((node) => before.has(node.id));
    const still = kept.every((node) => before.get(node.id).x === node.x && before.get(node.id).y === node.y);
    return kept.length > 0 && (still || kept.length >= 0.5 * before.size);
  }

  startAgain() {
    this.touched = false;
    this.fit();
  }

  writeWords() {
    const { summary, hidden, nodes } = this.data;
    this.at("summary").textContent = summary;
    this.at("hidden").textContent = hidden;
    this.at("hidden").hidden = !hidden;
    this.frame.setAttribute("aria-label", `${summary} ${hidden}`.trim());
    const empty = nodes.length === 0;
    for (const part of ["tools", "frame", "help", "legend"]) this.at(part).hidden = empty;
    writeLegend(this.at("legend"), this.data.legend, this.data.palette);
  }

  // ---------------------------------------------------------------------------------------- drawing
  nodeItem(node) {
    return { ...node, label: undefined, ctxRenderer: (drawn) => this.drawNode(drawn) };
  }

  draw() {
    this.network?.destroy();
    this.network = null;
    if (!this.order.length) return;
    const { DataSet, Network } = vis();
    this.readTheme();
    // Before anything is drawn: a thousand nodes are not moved once they stand.
    this.nodeSet = null;
    if (this.canvas.clientWidth && this.canvas.clientHeight) this.stretchToFrame();
    this.edgeSet = new DataSet(this.data.edges.map((edge) => this.edgeItem(edge)));
    this.nodeSet = new DataSet([...this.nodes.values()].map((node) => this.nodeItem(node)));
    this.network = new Network(this.canvas, { nodes: this.nodeSet, edges: this.edgeSet }, this.data.options);
    // One stop for the Tab key: the frame, not the library's own element.
    this.canvas.querySelector(".vis-network")?.setAttribute("tabindex", "-1");
    this.network.on("click", (event) => this.click(event));
    this.network.on("doubleClick", (event) => this.doubleClick(event));
    this.network.on("hoverNode", ({ node }) => this.hover(node));
    this.network.on("blurNode", () => this.hover(null));
    this.network.on("hoverEdge", () => this.canvas.classList.remove("mr-quiet"));
    this.network.on("dragStart", () => (this.touched = true));
    this.network.on("zoom", () => (this.touched = true));
    this.network.on("beforeDrawing", (context) => this.drawRings(context));
    this.network.on("afterDrawing", (context) => this.drawLabels(context));
    this.setWheel();
    this.touched = false;
    this.fit();
  }

  // Another date, another filter, more objects: the picture stays, only what differs is sent to the library.
  update() {
    const gone = (set, kept) => set.getIds().filter((id) => !kept.has(id));
    this.edgeSet.remove(gone(this.edgeSet, this.edges));
    this.nodeSet.remove(gone(this.nodeSet, this.nodes));
    this.nodeSet.update([...this.nodes.values()].map((node) => this.nodeItem(node)));
    this.edgeSet.update(this.data.edges.map((edge) => this.edgeItem(edge)));
  }

  // ------------------------------------------------------------------------------------------ frame
  listen() {
    this.frame.addEventListener("keydown", (event) => this.keydown(event));
    this.frame.addEventListener("focusin", () => this.setWheel());
    this.frame.addEventListener("focusout", () => {
      this.leave();
      this.setWheel();
    });
    this.frame.addEventListener("pointerdown", () => this.frame.focus({ preventScroll: true }));
    this.at("tools").addEventListener("click", (event) => {
      const action = event.target.closest("button")?.dataset.do;
      if (action === "in") this.zoom(1.3);
      if (action === "out") this.zoom(1 / 1.3);
      if (action === "fit") this.startAgain();
      if (action === "full") this.toggleFull();
    });
    this.host.addEventListener("fullscreenchange", () => this.followFull());
    for (const moment of ["transitionrun", "transitionend"])
      this.host.addEventListener(moment, (event) => {
        if (event.target !== this.host) return;
        this.readTheme();
        this.repaint();
      });
    this.paper = matchMedia("print");
    this.onPaper = () => this.print(true);
    this.offPaper = () => this.print(false);
    this.followPaper = ({ matches }) => this.print(matches);
    addEventListener("beforeprint", this.onPaper);
    addEventListener("afterprint", this.offPaper);
    this.paper.addEventListener("change", this.followPaper);
    this.resize = new ResizeObserver(() => {
      // Until the reader has moved the picture, it keeps filling the frame.
      requestAnimationFrame(() => this.touched || this.fitted === this.frameSize() || this.fit());
    });
    this.resize.observe(this.frame);
  }

  frameSize() {
    return `${this.canvas.clientWidth} ${this.canvas.clientHeight}`;
  }

  setWheel() {
    const root = this.host.getRootNode();
    // Not by `setOptions`, which goes through every node and link again.
    if (this.network) this.network.interactionHandler.options.zoomView = this.frame.contains(root.activeElement);
  }

  toggleFull() {
    if (this.host.getRootNode().fullscreenElement ?? document.fullscreenElement) document.exitFullscreen();
    else this.host.requestFullscreen?.().catch(() => this.say("Le plein écran n’est pas permis ici."));
  }

  followFull() {
    const full = this.host.matches(":fullscreen");
    this.host.classList.toggle("mr-full", full);
    this.at("tools").querySelector('[data-do="full"]').textContent = full
      ? "Quitter le plein écran"
      : "Plein écran";
    this.touched = false;
    requestAnimationFrame(() => this.fit());
  }

  // Paper is white whatever the theme. What is printed is read at once: nothing waits for a frame or a transition.
  print(on) {
    this.host.classList.toggle("mr-paper", on);
    this.readTheme();
    this.network?.redraw();
  }

  destroy() {
    removeEventListener("beforeprint", this.onPaper);
    removeEventListener("afterprint", this.offPaper);
    this.paper.removeEventListener("change", this.followPaper);
    this.resize.disconnect();
    this.network?.destroy();
    this.network = null;
  }
}

Object.assign(Picture.prototype, painting, camera, choosing);

export default function (component) {
  const host = component.parentElement.querySelector(".mr");
  if (!host || !component.data) return undefined;
  let picture = shared.pictures.get(host);
  if (!picture) {
    picture = new Picture(host);
    shared.pictures.set(host, picture);
  }
  picture.show(component);
  return () => {
    shared.pictures.delete(host);
    picture.destroy();
  };
}
