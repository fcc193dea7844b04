// Draw a network whose places come from the server. Nothing here lays out, and nothing here asks the network:
// the drawing library is the bundle that precedes this text (`loadBundle`).

const GLOBAL = "maillageNetwork";
// The module may be loaded more than once in a page; the library and the pictures must not be.
const shared = (globalThis[GLOBAL] ??= { vis: null, pictures: new WeakMap() });
const SMALLEST_LABEL = 11; // pixels on screen
const LEADERS = 12; // nodes named on a whole large picture, even over a shape
const LARGE = 150; // nodes; below, no label covers a shape
const STRETCH = 2.2; // most that the picture is stretched along one axis to fill its frame
const SMALLEST_NODE = 6; // radius, pixels on screen
const FADED = 0.14;

function vis() {
  shared.vis ??= loadBundle();
  return shared.vis;
}

function luminance(colour) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = colour;
  const hex = probe.fillStyle;
  if (!/^#[0-9a-f]{6}$/.test(hex)) return 1;
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

class Picture {
  constructor(host) {
    this.host = host;
    this.at = (name) => host.querySelector(`.mr-${name}`);
    this.frame = this.at("frame");
    this.canvas = this.at("canvas");
    this.network = null;
    this.version = null;
    this.selected = null;
    this.asked = null;
    this.cursor = null;
    this.hovered = null;
    this.exploring = false;
    this.touched = false;
    this.thicken = 1;
    this.limits = null;
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
    if (data.version !== this.version) this.rebuild(data);
    this.readTheme();
    if (data.selected !== this.asked) {
      this.asked = data.selected;
      if (data.selected !== this.selected) this.select(data.selected, false);
    }
    this.network?.redraw();
  }

  rebuild(data) {
    const before = this.nodes;
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
    if (!this.nodes.has(this.selected) && !this.edges.has(this.selected)) this.selected = null;
    if (!this.nodes.has(this.cursor)) this.cursor = null;
    this.labelCache = null;
    this.findHighlight();
    this.writeWords();
    const kept = before && this.order.filter((id) => before.has(id)).length;
    const camera = this.network && kept >= 0.5 * before.size ? this.camera() : null;
    this.draw(camera);
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
  draw(camera) {
    this.network?.destroy();
    this.network = null;
    if (!this.order.length) return;
    const { DataSet, Network } = vis();
    this.readTheme();
    const ctxRenderer = (node) => this.drawNode(node);
    this.edgeSet = new DataSet(this.data.edges.map((edge) => ({ ...edge })));
    this.nodeSet = new DataSet([...this.nodes.values()].map((node) => ({ ...node, label: undefined, ctxRenderer })));
    this.network = new Network(this.canvas, { nodes: this.nodeSet, edges: this.edgeSet }, this.data.options);
    // One stop for the Tab key: the frame, not the library's own element.
    this.canvas.querySelector(".vis-network")?.setAttribute("tabindex", "-1");
    this.network.on("click", (event) => this.click(event));
    this.network.on("doubleClick", (event) => this.doubleClick(event));
    this.network.on("hoverNode", ({ node }) => this.hover(node));
    this.network.on("blurNode", () => this.hover(null));
    this.network.on("dragStart", () => (this.touched = true));
    this.network.on("zoom", () => (this.touched = true));
    this.network.on("afterDrawing", (context) => this.drawLabels(context));
    this.setWheel();
    this.paintEdges();
    if (camera) this.network.moveTo({ ...camera, animation: false });
    else {
      this.touched = false;
      this.fit();
    }
  }

  camera() {
    return { position: this.network.getViewPosition(), scale: this.network.getScale() };
  }

  fit() {
    const { clientWidth, clientHeight } = this.canvas;
    if (!this.network || !clientWidth || !clientHeight) return;
    const [left, top, right, bottom] = this.data.bounds;
    const rough = Math.min(clientWidth / (right - left), clientHeight / (bottom - top), 1.25);
    // Seen from far, labels are written larger than the server's boxes: they stick out below and aside.
    const grown = Math.max(0, SMALLEST_LABEL / rough - this.data.metrics.font);
    const [width, height] = [right - left + 9 * grown, bottom - top + 3 * grown];
    const scale = Math.min(clientWidth / width, clientHeight / height, 1.25) * 0.98;
    const xs = this.data.nodes.map((node) => node.x);
    const ys = this.data.nodes.map((node) => node.y);
    const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    // The server's places fit one frame: on another, the picture is drawn out along its shorter axis. Boxes
    // only get farther apart, so that nothing comes to overlap.
    const drawn = (room, size, span) => (span > 1 ? Math.min(STRETCH, Math.max(1, 1 + (room - size) / span)) : 1);
    const room = 0.98 / scale;
    this.stretch = [
      drawn(clientWidth * room, width, east - west),
      drawn(clientHeight * room, height, south - north),
    ];
    const [kx, ky] = this.stretch;
    if (this.place()) this.nodeSet.update([...this.nodes.values()].map(({ id, x, y }) => ({ id, x, y })));
    const position = {
      x: (west * kx - (west - left) + east * kx + (right - east)) / 2,
      y: (north * ky - (north - top) + south * ky + (bottom - south) + 3 * grown) / 2,
    };
    const [halfWidth, halfHeight] = [clientWidth / scale / 2 - 4, clientHeight / scale / 2 - 4];
    this.limits = {
      left: position.x - halfWidth,
      right: position.x + halfWidth,
      top: position.y - halfHeight,
      bottom: position.y + halfHeight,
    };
    const before = this.thicken;
    // Lines and dashes are thick enough to be seen on the whole picture.
    this.thicken = Math.min(2.2, Math.max(1, 0.8 / scale));
    if (this.thicken !== before) this.paintEdges();
    this.network.moveTo({ position, scale, animation: false });
  }

  // Draw the server's places out to the frame; say whether anything has moved.
  place() {
    const [kx, ky] = this.stretch;
    let moved = false;
    for (const { id, x, y } of this.data.nodes) {
      const node = this.nodes.get(id);
      moved ||= node.x !== x * kx || node.y !== y * ky;
      [node.x, node.y] = [x * kx, y * ky];
    }
    if (moved) this.labelCache = null;
    return moved;
  }

  zoom(factor) {
    if (!this.network) return;
    this.touched = true;
    const scale = Math.min(4, Math.max(0.05, this.network.getScale() * factor));
    this.network.moveTo({ scale, animation: false });
  }

  readTheme() {
    if (!this.data) return;
    const style = getComputedStyle(this.host);
    const background = style.backgroundColor;
    const signature = `${background} ${style.color} ${style.fontFamily}`;
    if (signature === this.theme?.signature) return;
    const name = luminance(background) < 0.4 ? "sombre" : "clair";
    this.theme = {
      ...this.data.palette.themes[name],
      background,
      text: style.color,
      font: style.fontFamily,
      accent: style.getPropertyValue("--mr-accent").trim() || style.color,
      signature,
    };
    this.labelCache = null;
    this.paintEdges();
  }

  path(text) {
    if (!this.paths.has(text)) this.paths.set(text, new Path2D(text));
    return this.paths.get(text);
  }

  // Seen from far, a node keeps a size that a hand can hit and an eye can name.
  radius(node) {
    const scale = this.network?.getScale() ?? 1;
    return Math.max(node.size, Math.min(SMALLEST_NODE / scale, 2.2 * node.size));
  }

  lit(id) {
    return !this.highlight || this.highlight.nodes.has(id);
  }

  drawNode({ ctx, id, x, y }) {
    const node = this.nodes.get(id);
    const size = this.radius(node);
    const drawNode = () => {
      const { natures, secteurs } = this.data.palette;
      const shape = natures[node.nature];
      const colour = secteurs[node.secteur] ?? { fill: this.theme.neutral, ink: this.theme.ink, letters: "" };
      const chosen = id === this.selected;
      ctx.globalAlpha = this.lit(id) ? 1 : FADED;
      ctx.translate(x, y);
      if (chosen || id === this.cursor) {
        ctx.save();
        ctx.scale(size + 6, size + 6);
        ctx.lineWidth = 4 / (size + 6);
        ctx.strokeStyle = this.theme.accent;
        if (!chosen) ctx.setLineDash([0.25, 0.2]);
        ctx.stroke(this.path(shape.path));
        ctx.restore();
      }
      ctx.scale(size, size);
      const outline = this.path(shape.path);
      // Opaque first: a faded node must not let the lines under it show through.
      ctx.save();
      ctx.globalAlpha = 1;
      ctx.fillStyle = this.theme.background;
      ctx.fill(outline);
      ctx.restore();
      ctx.fillStyle = colour.fill;
      ctx.fill(outline);
      if (node.collectif) this.hatch(ctx, outline, colour.ink, size);
      ctx.lineWidth = (id === this.hovered ? 2.4 : 1.3) / size;
      ctx.strokeStyle = this.theme.outline;
      if (node.collectif) ctx.setLineDash([4 / size, 3 / size]);
      ctx.stroke(outline);
      ctx.setLineDash([]);
      if (shape.inner) {
        ctx.strokeStyle = node.collectif ? this.theme.outline : colour.ink;
        ctx.stroke(this.path(shape.inner));
      }
      if (colour.letters && !node.collectif && size * (this.network?.getScale() ?? 1) > 7) {
        ctx.fillStyle = colour.ink;
        ctx.font = `600 ${shape.inner ? 0.72 : 0.86}px ${this.theme.font}`;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        ctx.fillText(colour.letters, 0, 0.06);
      }
    };
    return { drawNode, nodeDimensions: { width: 2 * size, height: 2 * size } };
  }

  // In the colour of the letters, which is always seen against the fill.
  hatch(ctx, outline, ink, size) {
    ctx.save();
    ctx.clip(outline);
    ctx.strokeStyle = ink;
    ctx.lineWidth = 1.1 / size;
    const step = 0.42;
    ctx.beginPath();
    for (let offset = -2.4; offset < 2.4; offset += step) {
      ctx.moveTo(offset - 1.2, 1.2);
      ctx.lineTo(offset + 1.2, -1.2);
    }
    ctx.stroke();
    ctx.restore();
  }

  // Labels never cover one another, at any zoom: the most important ones are placed first, the others appear as
  // the reader comes closer. At zoom 1 the server's places leave room for all.
  drawLabels(ctx) {
    const scale = this.network.getScale();
    const { font, line, gap } = this.data.metrics;
    const size = Math.max(font, SMALLEST_LABEL / scale);
    const height = (line / font) * size;
    const key = `${scale.toFixed(4)}|${this.selected}|${this.cursor}|${this.hovered}`;
    if (this.labelCache?.key !== key) this.labelCache = { key, boxes: this.placeLabels(ctx, size, height, gap) };
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    for (const box of this.labelCache.boxes) {
      ctx.font = `${box.bold ? 600 : 400} ${size}px ${this.theme.font}`;
      ctx.strokeStyle = this.theme.background;
      ctx.fillStyle = this.theme.text;
      ctx.lineWidth = size / 2.5;
      box.lines.forEach((text, rank) => {
        const y = box.top + height * (rank + 0.5);
        ctx.strokeText(text, box.x, y);
        ctx.fillText(text, box.x, y);
      });
    }
    ctx.restore();
  }

  placeLabels(ctx, size, height, gap) {
    const text = (node) => {
      const bold = node && (node.id === this.selected || node.id === this.cursor);
      ctx.font = `${bold ? 600 : 400} ${size}px ${this.theme.font}`;
      return { measure: (line) => ctx.measureText(line).width, height, gap, bold };
    };
    const links = [...(this.highlight?.edges ?? [])].map((id) => {
      const edge = this.edges.get(id);
      return { edge, from: this.nodes.get(edge.from), to: this.nodes.get(edge.to) };
    });
    return placeLabels({
      nodes: this.order.filter((id) => this.lit(id)).map((id) => this.nodes.get(id)),
      links,
      first: [this.cursor, this.hovered, this.selected].filter((id) => this.nodes.has(id)),
      leaders: this.highlight || this.order.length <= LARGE ? 0 : LEADERS,
      frame: this.limits,
      radius: (node) => this.radius(node),
      text,
    });
  }

  paintEdges() {
    if (!this.network) return;
    const { edge, accent, text } = this.theme;
    const marked = this.highlight?.edges;
    const updates = this.data.edges.map(({ id, width: thin, dashes }) => {
      const width = thin * this.thicken;
      const on = marked?.has(id);
      const color = id === this.selected ? accent : on ? text : edge;
      return {
        id,
        width: on ? width + 0.8 : width,
        dashes: dashes && dashes.map((length) => length * this.thicken),
        color: { color, highlight: color, hover: accent, opacity: !marked || on ? 1 : FADED },
      };
    });
    this.edgeSet.update(updates);
  }

  // --------------------------------------------------------------------------------------- choosing
  findHighlight() {
    const { selected } = this;
    if (this.nodes.has(selected))
      this.highlight = {
        nodes: new Set([selected, ...this.neighbours.get(selected)]),
        edges: new Set(this.incident.get(selected)),
      };
    else if (this.edges.has(selected)) {
      const { from, to } = this.edges.get(selected);
      this.highlight = { nodes: new Set([from, to]), edges: new Set([selected]) };
    } else this.highlight = null;
  }

  select(id, tell = true) {
    const known = this.nodes.has(id) || this.edges.has(id) ? id : null;
    if (known === this.selected) return;
    this.selected = known;
    this.findHighlight();
    this.paintEdges();
    if (this.nodes.has(known)) this.reveal(known);
    this.network?.redraw();
    if (!tell) return;
    this.setState("selected", known);
    const item = this.nodes.get(known) ?? this.edges.get(known);
    this.say(item ? `Sélectionné\u00a0: ${item.description}.` : "Plus rien n’est sélectionné.");
  }

  // A node chosen from the page or the keyboard may be out of sight.
  reveal(id) {
    if (!this.network || !this.canvas.clientWidth) return;
    const { x, y } = this.nodes.get(id);
    const at = this.network.canvasToDOM({ x, y });
    const { clientWidth, clientHeight } = this.canvas;
    const inside = at.x > 20 && at.y > 20 && at.x < clientWidth - 20 && at.y < clientHeight - 20;
    if (!inside) this.network.moveTo({ position: { x, y }, animation: false });
  }

  say(text) {
    this.at("live").textContent = text;
  }

  hover(id) {
    if (id) this.canvas.classList.remove("mr-quiet");
    this.hovered = id;
    this.canvas.style.cursor = id ? "pointer" : "";
    this.network?.redraw();
  }

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
  }

  click(event) {
    this.exploring = false;
    this.cursor = null;
    // The selection says more than the hover text, which would hide the neighbours.
    this.canvas.classList.add("mr-quiet");
    this.select(this.nodeAt(event) ?? this.network.getEdgeAt(event.pointer.DOM) ?? null);
    this.network.unselectAll();
    this.network.redraw();
  }

  doubleClick(event) {
    const node = this.nodeAt(event);
    if (node) this.setTrigger("expand", node);
  }

  // --------------------------------------------------------------------------------------- keyboard
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
  }

  start() {
    return this.nodes.has(this.selected) ? this.selected : this.data.focus ?? this.order[0];
  }

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
  }

  goTo(id) {
    this.exploring = true;
    this.cursor = id;
    this.reveal(id);
    this.say(`${this.nodes.get(id).description}.`);
    this.network.redraw();
  }

  leave() {
    this.exploring = false;
    this.cursor = null;
    this.network?.redraw();
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
      if (action === "fit") {
        this.touched = false;
        this.fit();
      }
      if (action === "full") this.toggleFull();
    });
    this.host.addEventListener("fullscreenchange", () => this.followFull());
    for (const moment of ["transitionrun", "transitionend"])
      this.host.addEventListener(moment, (event) => {
        if (event.target !== this.host) return;
        this.readTheme();
        this.network?.redraw();
      });
    this.resize = new ResizeObserver(() => {
      // Until the reader has moved the picture, it keeps filling the frame.
      requestAnimationFrame(() => this.touched || this.fit());
    });
    this.resize.observe(this.frame);
  }

  setWheel() {
    const root = this.host.getRootNode();
    const zoomView = this.frame.contains(root.activeElement);
    this.network?.setOptions({ interaction: { zoomView } });
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

  destroy() {
    this.resize.disconnect();
    this.network?.destroy();
    this.network = null;
  }
}

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
