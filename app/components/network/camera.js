// Set where a picture is looked at from. Places are the server's: they are only drawn out to the frame, the same way
// whatever the date and the filters, so that two readers see the same picture.

const STRETCH = 2.2; // most that the picture is stretched along one axis to fill its frame
const CLOSEST = 1.25; // scale of a small picture that has room to spare
const FLIGHT = 0.9; // scale at which a node that was searched for is seen

// Methods of a picture.
const camera = {
  camera() {
    return { position: this.network.getViewPosition(), scale: this.network.getScale() };
  },

  // Scale at which a box of canvas units fits the frame, and how far enlarged labels stick out of it.
  fitting(width, height) {
    const { clientWidth, clientHeight } = this.canvas;
    const rough = Math.min(clientWidth / width, clientHeight / height, CLOSEST);
    // Seen from far, labels are written larger than the server's boxes: they stick out below and aside.
    const grown = Math.max(0, SMALLEST_LABEL / rough - this.data.metrics.font);
    // So do the captions, above what they name.
    const above = this.captions.length ? Math.max(0, SMALLEST_CAPTION / rough - this.captions[0].size) : 0;
    const size = [width + 9 * grown, height + 3 * grown + above];
    return { scale: Math.min(clientWidth / size[0], clientHeight / size[1], CLOSEST) * 0.98, grown, above, size };
  },

  // Draw the whole stage out along its shorter axis. Boxes only get farther apart: nothing comes to overlap.
  stretchToFrame() {
    const { clientWidth, clientHeight } = this.canvas;
    const { bounds, centres } = this.data.stage;
    const { scale, size } = this.fitting(bounds[2] - bounds[0], bounds[3] - bounds[1]);
    const drawn = (room, taken, span) =>
      span > 1 ? Math.min(STRETCH, Math.max(1, 1 + (room - taken) / span)) : 1;
    this.stretch = [
      drawn((clientWidth * 0.98) / scale, size[0], centres[2] - centres[0]),
      drawn((clientHeight * 0.98) / scale, size[1], centres[3] - centres[1]),
    ];
    if (this.place() && this.nodeSet) this.nodeSet.update([...this.nodes.values()].map(({ id, x, y }) => ({ id, x, y })));
  },

  // See everything that is drawn.
  fit() {
    const { clientWidth, clientHeight } = this.canvas;
    if (!this.network || !clientWidth || !clientHeight) return;
    this.fitted = this.frameSize();
    this.stretchToFrame();
    const [left, top, right, bottom] = this.drawnBounds();
    const { scale, grown, above } = this.fitting(right - left, bottom - top);
    const position = { x: (left + right) / 2, y: (top - above + bottom + 3 * grown) / 2 };
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
  },

  drawnBounds() {
    const { bounds, centres } = this.data;
    const [kx, ky] = this.stretch;
    return [
      bounds[0] + (kx - 1) * centres[0],
      bounds[1] + (ky - 1) * centres[1],
      bounds[2] + (kx - 1) * centres[2],
      bounds[3] + (ky - 1) * centres[3],
    ];
  },

  // Draw the server's places out to the frame; say whether anything has moved.
  place() {
    const [kx, ky] = this.stretch;
    let moved = false;
    for (const { id, x, y } of this.data.nodes) {
      const node = this.nodes.get(id);
      moved ||= node.x !== x * kx || node.y !== y * ky;
      [node.x, node.y] = [x * kx, y * ky];
    }
    this.captions = this.data.captions.map((caption) => ({ ...caption, x: caption.x * kx, y: caption.y * ky }));
    if (moved) this.labelCache = null;
    return moved;
  },

  zoom(factor) {
    if (!this.network) return;
    this.touched = true;
    const scale = Math.min(4, Math.max(0.05, this.network.getScale() * factor));
    this.network.moveTo({ scale, animation: false });
  },

  // A node chosen from the page or the keyboard may be out of sight.
  reveal(id) {
    if (!this.network || !this.canvas.clientWidth) return;
    const { x, y } = this.nodes.get(id);
    const at = this.network.canvasToDOM({ x, y });
    const { clientWidth, clientHeight } = this.canvas;
    const inside = at.x > 20 && at.y > 20 && at.x < clientWidth - 20 && at.y < clientHeight - 20;
    if (!inside) this.network.moveTo({ position: { x, y }, animation: false });
  },

  // A node that was searched for is brought to the middle, close enough for its name to be read.
  flyTo(id) {
    if (!this.network || !this.canvas.clientWidth) return;
    const { x, y } = this.nodes.get(id);
    this.touched = true;
    const scale = Math.max(this.network.getScale(), FLIGHT);
    this.network.moveTo({ position: { x, y }, scale, animation: false });
  },
};
