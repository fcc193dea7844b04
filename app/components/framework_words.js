// Says in French the few words that Streamlit writes by itself and cannot be told otherwise.
(() => {
  if (globalThis.maillageWords) return;
  const words = (globalThis.maillageWords = {
    "Page not found": "Cette page n’existe pas",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "L’adresse demandée ne mène à aucun écran : voici l’accueil.",
    Close: "Fermer",
    "Select all": "Tout choisir",
    "No results": "Aucun résultat",
  });
  const translate = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const said = words[node.data.trim()];
      if (said) node.data = said;
    }
    for (const named of root.querySelectorAll?.("[aria-label]") ?? []) {
      const said = words[named.getAttribute("aria-label")];
      if (said) named.setAttribute("aria-label", said);
    }
  };
  // Only what opens above the page: texts of the base itself are never looked at.
  const opened = "[role=dialog]:not([data-testid=stDialog]), [role=listbox]";
  new MutationObserver((changes) => {
    for (const change of changes)
      for (const added of change.addedNodes) {
        if (added.nodeType !== Node.ELEMENT_NODE) continue;
        if (added.closest(opened)) translate(added);
        else for (const inside of added.querySelectorAll(opened)) translate(inside);
      }
  }).observe(document.body, { childList: true, subtree: true });
  for (const already of document.querySelectorAll(opened)) translate(already);
})();
