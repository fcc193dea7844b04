// Mends what Streamlit leaves wrong for a screen reader: the list of its menu, and its English names. No text is read.
(() => {
  if (globalThis.maillageAccess) return;
  const names = (globalThis.maillageAccess = {
    "App pages": "Écrans",
    Sidebar: "Menu et date",
    "Collapse sidebar": "Replier le menu",
    "Expand sidebar": "Ouvrir le menu",
    "Main menu": "Menu de l’application",
    "Running...": "Calcul en cours",
    "Stop script": "Arrêter le calcul",
    Close: "Fermer",
    Open: "Ouvrir la liste",
    "Clear value": "Effacer",
    "Clear all": "Tout effacer",
    "Clear entry": "Effacer",
    "Clear date": "Effacer la date",
    "Selected values": "Valeurs choisies",
    "Choose date": "Choisir une date",
    "Previous month": "Mois précédent",
    "Next month": "Mois suivant",
    Increment: "Augmenter",
    Decrement: "Diminuer",
    "Add files": "Ajouter des fichiers",
    "file upload": "Dépôt de fichiers",
    "Link to heading": "Lien vers ce titre",
    "Choose an option": "Choisissez",
    "Choose options": "Choisissez",
  });
  const starts = {
    "Help for ": "Aide\u00a0: ",
    "Remove ": "Retirer\u00a0: ",
    "day, ": "jour, ",
    "month, ": "mois, ",
    "year, ": "année, ",
  };
  const french = (name) => {
    const start = Object.keys(starts).find((known) => name.startsWith(known));
    return names[name] ?? (start && starts[start] + name.slice(start.length));
  };
  const mend = () => {
    waiting = false;
    follow();
    for (const named of document.querySelectorAll("[aria-label]")) {
      const said = french(named.getAttribute("aria-label"));
      if (said) named.setAttribute("aria-label", said);
    }
    for (const field of document.querySelectorAll("input[placeholder]")) {
      const said = names[field.placeholder];
      if (said) field.placeholder = said;
    }
    // What scrolls must scroll with the keyboard too.
    for (const box of document.querySelectorAll('[data-testid="stVerticalBlock"][overflow="auto"]:not([tabindex])'))
      box.tabIndex = 0;
    const skip = document.querySelector('[data-testid="stSkipToContent"]');
    if (skip && skip.textContent !== "Aller au contenu") skip.firstChild.data = "Aller au contenu";
    // A section of the menu is a block among the lines of a list: it becomes one line, with its links inside.
    for (const section of document.querySelectorAll('[data-testid="stSidebarNavItems"] > div')) {
      section.setAttribute("role", "listitem");
      for (const line of section.querySelectorAll(":scope > li")) line.setAttribute("role", "none");
    }
  };
  // The keyboard goes back to what opened a dialog: Streamlit loses it when that is inside a table.
  let last, opener;
  document.addEventListener("focusin", (event) => {
    const path = event.composedPath();
    if (!path.some((at) => at.getAttribute?.("role") === "dialog")) last = path[0];
  });
  const follow = () => {
    const open = document.querySelector('[data-testid="stDialog"]');
    if (open) opener ??= last;
    else if (opener) {
      const back = opener;
      opener = undefined;
      setTimeout(() => {
        const lost = document.activeElement === document.body || document.activeElement?.shadowRoot;
        if (lost && back.isConnected) back.focus({ preventScroll: true });
      }, 100);
    }
  };
  // A date typed by hand is taken when its calendar closes, and a press beside it is what closes it: Enter does as much,
  // and Tab after the last part. In a form, Enter already sends the form. Streamlit keeps Enter for itself: heard first.
  document.addEventListener(
    "keydown",
    (event) => {
      const part = event.target;
      const field = part.closest?.('[data-testid="stDateInput"]');
      if (!field || part.getAttribute("role") !== "spinbutton" || field.closest('[data-testid="stForm"]')) return;
      const last = [...field.querySelectorAll('[role="spinbutton"]')].at(-1);
      if (event.key !== "Enter" && !(event.key === "Tab" && !event.shiftKey && part === last)) return;
      // Closed before, the calendar opens when the field is entered again: what was typed since is then taken too.
      part.blur();
      part.focus();
      const label = field.querySelector('[data-testid="stWidgetLabel"]');
      setTimeout(() => label?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true })), 50);
    },
    true,
  );
  let waiting = false;
  // Once per picture: a table that fills changes the page a thousand times.
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mend);
  };
  new MutationObserver(soon).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["aria-label"],
  });
  mend();
})();
