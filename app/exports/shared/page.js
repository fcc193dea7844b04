// Bring to life the picture of a page that stands alone. Every word of the data is written as text, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const sheet = byId("sheet");
const MOST_RESULTS = 12;
const EMPTY = [
  "Cliquez sur un élément ou sur un lien pour lire ici sa fiche et ses preuves.",
  "Au clavier\u00a0: Tab jusqu’à l’image, puis les flèches et Entrée. Le tableau dit la même chose.",
];

function element(tag, text = "", className = "") {
  const made = document.createElement(tag);
  // A name written from right to left must not turn the words around it.
  if (text) made.append(Object.assign(document.createElement("bdi"), { textContent: text }));
  if (className) made.className = className;
  return made;
}

function chooser(id) {
  const button = element("button", data.nodes[id].name);
  button.type = "button";
  button.addEventListener("click", () => choose(id));
  return button;
}

// ---------------------------------------------------------------------------------------------- sheet and proofs
function proofs(edge) {
  const written = edge.proofs.map((rank) => {
    const { document: title, date, quote, sign, how, kind, certainty, note } = data.proofs[rank];
    const proof = element("div", "", `proof ${kind}`);
    proof.append(element("p", `${sign}\u00a0${how} · ${certainty} à la date choisie`));
    if (quote) proof.append(element("blockquote", `«\u00a0${quote}\u00a0»`));
    if (note) proof.append(element("p", note));
    proof.append(element("p", `${title}, ${date}`));
    return proof;
  });
  return written.length
    ? written
    : [element("p", "Aucune citation n’est enregistrée pour ce lien\u00a0: il vient du référentiel ou d’un calcul.")];
}

function folded(edge) {
  const link = element("details");
  link.append(element("summary", edge.sentence));
  // Written when it is opened: a busy element may have hundreds of quotes.
  link.addEventListener("toggle", () => link.open && link.childElementCount === 1 && link.append(...proofs(edge)));
  return link;
}

// Several elements: their names, then the links that join them.
function showSeveral(ids) {
  const all = new Set(ids);
  const between = Object.values(data.edges).filter(({ source, target }) => all.has(source) && all.has(target));
  const names = element("div", "", "ends");
  names.append(...ids.map(chooser));
  const said = between.length ? "Ce qui les lie dans l’image\u00a0:" : "Aucun lien dessiné entre eux.";
  sheet.append(element("h3", `${ids.length} éléments choisis`), names, element("p", said), ...between.map(folded));
}

function show(chosen) {
  const ids = [chosen].flat().filter(Boolean);
  const id = ids[0];
  sheet.replaceChildren();
  sheet.scrollTop = 0;
  sheet.classList.toggle("chosen", ids.length > 0);
  if (ids.length > 1) showSeveral(ids.filter((one) => data.nodes[one]));
  else if (data.edges[id]) {
    const edge = data.edges[id];
    const ends = element("div", "", "ends");
    ends.append(chooser(edge.source), ...(edge.target === edge.source ? [] : [chooser(edge.target)]));
    sheet.append(element("h3", edge.sentence), ...proofs(edge), ends);
  } else if (data.nodes[id]) {
    const node = data.nodes[id];
    sheet.append(element("h3", node.name), ...node.about.map((line) => element("p", line)));
    sheet.append(...node.links.map((rank) => folded(data.edges[rank])));
  } else sheet.append(...EMPTY.map((line) => element("p", line)));
}

// -------------------------------------------------------------------------------------------------------- picture
const host = document.querySelector(".mr");
mount({
  parentElement: document,
  data: data.picture,
  setStateValue: (name, value) => name === "selected" && show(value),
  setTriggerValue: (name, value) => name === "expand" && approach(value),
});
const picture = shared.pictures.get(host);
const help = host.querySelector(".mr-help");
if (help)
  help.textContent =
    "Au clavier\u00a0: les flèches vont d’un élément à ses voisins, Tab suit l’ordre du tableau, Entrée sélectionne, " +
    "Espace ajoute à la sélection, Maj + Entrée rapproche, Échap quitte. À la souris\u00a0: clic, Ctrl ou Maj + clic pour " +
    "plusieurs, double clic pour rapprocher. La molette agrandit une fois l’image choisie.";

function choose(id) {
  picture.select(null, false);
  picture.select(id);
  picture.flyTo(id);
  if (sheet.getBoundingClientRect().top > window.innerHeight) sheet.scrollIntoView({ block: "nearest" });
}

function approach(id) {
  if (picture.nodes.has(id)) picture.flyTo(id);
}

show(null);

// --------------------------------------------------------------------------------------------------------- search
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/g, " ").toLowerCase();
const names = data.picture.nodes.map(({ id }) => ({ id, name: plain(data.nodes[id].name) }));
const search = byId("recherche");

function find() {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  const found = words.length ? names.filter(({ name }) => words.every((word) => name.includes(word))) : [];
  byId("results").replaceChildren(
    ...found.slice(0, MOST_RESULTS).map(({ id }) => {
      const item = document.createElement("li");
      item.append(chooser(id));
      return item;
    }),
  );
  const more = found.length > MOST_RESULTS ? `, les ${MOST_RESULTS} premiers sont montrés` : "";
  const count = found.length > 1 ? `${found.length} éléments trouvés` : "1 élément trouvé";
  byId("found").textContent = !words.length ? "" : found.length ? `${count}${more}.` : "Aucun élément de ce nom.";
  return found;
}

search.addEventListener("input", find);
search.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const [first] = find();
  if (first) choose(first.id);
});
document.querySelector(".search").hidden = names.length === 0;

byId("tableau").addEventListener("click", (event) => {
  const place = event.target.closest("button[data-rank]")?.dataset.rank;
  if (place === undefined) return;
  choose(data.picture.nodes[Number(place)].id);
  host.scrollIntoView({ block: "center" });
  picture.frame.focus({ preventScroll: true });
});
for (const button of byId("tableau").querySelectorAll("button[data-rank]")) button.disabled = false;

// ------------------------------------------------------------------------------------------------ light, dark, paper
const root = document.documentElement;
const theme = byId("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "sombre" : dark.matches);

function paint() {
  theme.textContent = isDark() ? "Fond clair" : "Fond sombre";
  picture.readTheme();
  picture.network?.redraw();
}

theme.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "clair" : "sombre";
  requestAnimationFrame(paint);
});
dark.addEventListener("change", () => requestAnimationFrame(paint));
theme.hidden = byId("print").hidden = false;
byId("print").addEventListener("click", () => window.print());
paint();

let before = null;
addEventListener("beforeprint", () => {
  before = { theme: root.dataset.theme, open: byId("tableau").open };
  root.dataset.theme = "clair";
  byId("tableau").open = true;
  // What is printed is read at once: the colours cannot wait for their transition.
  host.style.transition = "none";
  paint();
});
addEventListener("afterprint", () => {
  if (!before) return;
  root.dataset.theme = before.theme;
  byId("tableau").open = before.open;
  host.style.transition = "";
  before = null;
  requestAnimationFrame(paint);
});
