// Write the legend under the picture: the same shapes, colours and strokes, and only those that are drawn.

const LEGEND_GROUPS = [
  ["Formes", ["nature", "collectif"]],
  ["Couleurs", ["secteur"]],
  ["Liens", ["certitude"]],
];
const LEGEND_DASHES = { certain: "none", incertain: "7 5", inactif: "1.5 5" };

function writeLegend(list, legend, palette) {
  list.replaceChildren();
  for (const [title, kinds] of LEGEND_GROUPS) {
    const items = legend.filter((item) => kinds.includes(item.kind));
    if (!items.length) continue;
    const group = document.createElement("div");
    const term = document.createElement("dt");
    term.textContent = title;
    group.append(term);
    for (const item of items) {
      const entry = document.createElement("dd");
      entry.innerHTML = legendSample(item, palette);
      entry.append(`${item.label} (${item.count.toLocaleString("fr-FR")})`);
      group.append(entry);
    }
    list.append(group);
  }
}

// Only constants and the palette go into the markup, never a word of the data.
function legendSample({ kind, code }, { natures, secteurs }) {
  const box = 'viewBox="-1.25 -1.25 2.5 2.5" aria-hidden="true"';
  if (kind === "nature") {
    const { path, inner } = natures[code];
    const second = inner ? `<path class="mr-shape" d="${inner}"/>` : "";
    return `<svg ${box}><path class="mr-shape" d="${path}"/>${second}</svg>`;
  }
  if (kind === "collectif")
    return `<svg ${box}><circle class="mr-shape" r="1" stroke-dasharray="0.35 0.25"/>
      <path class="mr-shape" d="M-0.9,0.2L0.2,-0.9M-0.7,0.7L0.7,-0.7M-0.2,0.9L0.9,-0.2"/></svg>`;
  if (kind === "secteur") {
    // Actors of no known sector have no colour.
    if (!secteurs[code]) return `<svg ${box}><circle class="mr-shape" r="1.1"/></svg>`;
    const { fill, ink, letters } = secteurs[code];
    return `<svg ${box}><circle class="mr-shape" r="1.1" style="fill:${fill}"/>
      <text y="0.06" fill="${ink}">${letters}</text></svg>`;
  }
  return `<svg class="mr-stroke" viewBox="0 0 38 20" aria-hidden="true"><path d="M1,10H37" fill="none"
    stroke="currentColor" stroke-width="2" stroke-dasharray="${LEGEND_DASHES[code]}"/></svg>`;
}
