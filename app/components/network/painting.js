// Paint the nodes, the links, the captions and the labels of a picture, in the colours of its theme.

const SMALLEST_LABEL = 11; // pixels on screen
const SMALLEST_CAPTION = 13; // pixels on screen
const LEADERS = 12; // nodes named on a whole large picture, even over a shape
const LARGE = 150; // nodes; below, no label covers a shape
const SMALLEST_NODE = 6; // radius, pixels on screen
const MOST_HEADS = 2000; // links; beyond, nobody follows an arrow before coming closer
const FADED = 0.14;

function luminance(colour) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = colour;
  const hex = probe.fillStyle;
  if (!/^#[0-9a-f]{6}$/.test(hex)) return 1;
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

// Methods of a picture.
const painting = {
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
  },

  path(text) {
    if (!this.paths.has(text)) this.paths.set(text, new Path2D(text));
    return this.paths.get(text);
  },

  // Seen from far, a node keeps a size that a hand can hit and an eye can name.
  radius(node) {
    const scale = this.network?.getScale() ?? 1;
    return Math.max(node.size, Math.min(SMALLEST_NODE / scale, 2.2 * node.size));
  },

  lit(id) {
    return !this.highlight || this.highlight.nodes.has(id);
  },

  drawNode({ ctx, id, x, y }) {
    const node = this.nodes.get(id);
    // The library may draw once more what is just being taken out.
    if (!node) return { drawNode() {}, nodeDimensions: { width: 0, height: 0 } };
    const size = this.radius(node);
    const drawNode = () => {
      const { natures, secteurs } = this.data.palette;
      const shape = natures[node.nature];
      const colour = secteurs[node.secteur] ?? { fill: this.theme.neutral, ink: this.theme.ink, letters: "" };
      const chosen = this.isChosen(id);
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
      // A shape without colour is only its outline: it stays seen from far.
      const thin = Math.max(1.3, 1.2 / (this.network?.getScale() ?? 1));
      ctx.lineWidth = (id === this.hovered ? 1.8 * thin : thin) / size;
      ctx.strokeStyle = this.theme.outline;
      if (node.collectif) ctx.setLineDash([4 / size, 3 / size]);
      ctx.stroke(outline);
      ctx.setLineDash([]);
      if (shape.inner) {
        ctx.strokeStyle = node.collectif ? this.theme.outline : colour.ink;
        ctx.stroke(this.path(shape.inner));
      }
      const inside = node.count ? node.count.toLocaleString("fr-FR") : colour.letters;
      if (inside && !node.collectif && size * (this.network?.getScale() ?? 1) > 7) {
        ctx.fillStyle = colour.ink;
        const high = (shape.inner ? 0.72 : 0.86) * Math.min(1, 2.6 / inside.length);
        ctx.font = `600 ${high}px ${this.theme.font}`;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        ctx.fillText(inside, 0, 0.06);
      }
    };
    return { drawNode, nodeDimensions: { width: 2 * size, height: 2 * size } };
  },

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
  },

  // Labels never cover one another, at any zoom: the most important ones are placed first, the others appear as
  // the reader comes closer. At zoom 1 the server's places leave room for all.
  drawLabels(ctx) {
    const scale = this.network.getScale();
    const { font, line, gap } = this.data.metrics;
    const size = Math.max(font, SMALLEST_LABEL / scale);
    const height = (line / font) * size;
    const key = `${scale.toFixed(4)}|${this.chosen.join("|")}|${this.cursor}|${this.hovered}`;
    if (this.labelCache?.key !== key) {
      this.captionBoxes = this.placeCaptions(ctx, scale);
      const boxes = this.placeLabels(ctx, size, height, gap);
      this.labelCache = { key, boxes, heads: this.hiddenHeads(boxes) };
    }
    this.drawHeads(ctx);
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    for (const box of this.captionBoxes) {
      ctx.font = `italic 600 ${box.size}px ${this.theme.font}`;
      ctx.strokeStyle = this.theme.background;
      ctx.fillStyle = this.theme.text;
      ctx.lineWidth = box.size / 2.5;
      ctx.strokeText(box.text, box.x, box.y);
      ctx.fillText(box.text, box.x, box.y);
    }
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
  },

  // Lines between the circles of the layout, under everything.
  drawRings(ctx) {
    const [kx, ky] = this.stretch;
    ctx.save();
    ctx.strokeStyle = this.theme.edge;
    ctx.globalAlpha = 0.45;
    ctx.lineWidth = 1 / this.network.getScale();
    for (const [wide, high] of this.data.rings ?? []) {
      ctx.beginPath();
      ctx.ellipse(0, 0, wide * kx, high * ky, 0, 0, 2 * Math.PI);
      ctx.stroke();
    }
    ctx.restore();
  },

  // Arrows that a name covers, with the place, earlier along the line, where nothing covers them.
  hiddenHeads(boxes) {
    const edges = this.highlight
      ? [...this.highlight.edges].map((id) => this.edges.get(id))
      : this.data.edges.length <= MOST_HEADS ? this.data.edges : [];
    return shiftedHeads({
      boxes,
      edges: edges.filter(({ from, to, smooth }) => from !== to && !smooth),
      ends: ({ from, to }) => [this.nodes.get(from), this.nodes.get(to)],
      radius: (node) => this.radius(node),
      size: ({ width }) => 6 + 3 * width * this.thicken,
    });
  },

  drawHeads(ctx) {
    for (const { edge, x, y, dx, dy, size } of this.labelCache.heads) {
      const { color, opacity } = this.edgeStyle(edge).color;
      ctx.globalAlpha = opacity;
      ctx.fillStyle = color;
      ctx.beginPath();
      ctx.moveTo(x, y);
      for (const side of [1, -1])
        ctx.lineTo(x - size * dx - side * 0.36 * size * dy, y - size * dy + side * 0.36 * size * dx);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
  },

  placeCaptions(ctx, scale) {
    return placeCaptions({
      captions: this.captions,
      nodes: this.order.map((id) => this.nodes.get(id)),
      smallest: SMALLEST_CAPTION / scale,
      frame: this.touched ? null : this.limits,
      radius: (node) => this.radius(node),
      measure: (text, size) => {
        ctx.font = `italic 600 ${size}px ${this.theme.font}`;
        return ctx.measureText(text).width;
      },
    });
  },

  placeLabels(ctx, size, height, gap) {
    const text = (node) => {
      const bold = node && (this.isChosen(node.id) || node.id === this.cursor);
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
      first: [this.cursor, this.hovered, ...this.chosen].filter((id) => this.nodes.has(id)),
      reserved: this.captionBoxes,
      leaders: this.highlight || this.order.length <= LARGE ? 0 : LEADERS,
      frame: this.touched ? null : this.limits,
      radius: (node) => this.radius(node),
      text,
    });
  },

  paintEdges() {
    if (!this.network || !this.theme) return;
    const drawn = this.network.body.edges;
    // Written where the library reads it: telling it by its data costs ten times more on a large picture.
    for (const edge of this.data.edges) if (drawn[edge.id]) Object.assign(drawn[edge.id].options, this.edgeStyle(edge));
    this.repaint();
  },

  // At the next frame, once, however many things have changed: the library's own `redraw` paints at once.
  repaint() {
    this.network?.body.emitter.emit("_requestRedraw");
  },

  edgeItem(edge) {
    // Said even when it is straight: an update keeps what it does not say.
    return { smooth: { enabled: false }, ...edge, ...this.edgeStyle(edge) };
  },

  edgeStyle({ id, width: thin, dashes }) {
    const { edge, accent, text } = this.theme;
    const marked = this.highlight?.edges;
    const width = thin * this.thicken;
    const on = marked?.has(id);
    const color = this.isChosen(id) ? accent : on ? text : edge;
    return {
      width: on ? width + 0.8 : width,
      dashes: dashes && dashes.map((length) => length * this.thicken),
      color: { color, highlight: color, hover: accent, opacity: !marked || on ? 1 : FADED, inherit: false },
    };
  },
};
