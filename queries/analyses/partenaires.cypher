// titre = "Qui solliciter sur ce territoire, ce thème, ce public ?"
// description = "Les partenaires possibles d’un organisme, classés et expliqués : six critères, trois raisons, qui peut présenter, un contact générique ; les actions sans pilote et les offres de l’organisme qui correspondent."
// usagers = ["cpam", "ars", "animation"]
// analyse = "partenaires"
// phrase = "{n:partenaire possible|partenaires possibles} pour « {acteur} » sur {territoire}{sujet}, {date}.{premier}"
// phrase_vide = "Aucun partenaire n’est documenté pour « {acteur} » sur {territoire}{sujet}, {date}. Ce n’est pas une absence : aucune source de la base n’en parle."
// methode = "Sont proposés les acteurs qui ont un rôle documenté dans une action, un dispositif, une instance, un événement ou une offre du territoire sur le thème demandé ou un thème de la même famille (sans thème : pour le public demandé ; sans l’un ni l’autre : tous ceux du territoire). L’organisme, ses services et les groupes non nommés sont écartés. Note sur 100 = 100 × somme des (poids × valeur) ÷ somme des poids, sur les critères connus seulement. Territoire (0,25) : part des habitants du territoire dans la zone de l’acteur × 1 pour une commune ou un quartier, 0,8 pour une intercommunalité ou un pays, 0,6 pour un département, 0,4 pour une région. Thème (0,30) : 1 pour le thème même, 0,5 pour un thème de la même famille, × ln(1 + nombre d’éléments) ÷ ln(1 + plus grand nombre de la liste). Public (0,15) : 1 pour le public demandé, 0,5 pour « tout public ». Rôle (0,10) : poids du rôle le plus fort. Proximité (0,10) : 1 ÷ (1 + nombre d’intermédiaires) ; 0 sans chemin documenté de deux intermédiaires au plus, puisque personne de connu ne peut présenter. Fraîcheur (0,10) : 2 puissance (−années ÷ 2) depuis l’énoncé le plus récent. L’ordre de la liste varie les secteurs (pertinence marginale maximale, λ = 0,8 ; Carbonell et Goldstein 1998) : un acteur dont le secteur est déjà représenté perd 20 points sur 100 après pondération ; les organismes à préciser viennent en dernier. Une ligne est certaine dès qu’un des rôles de l’acteur l’est, dans un dispositif qui n’est pas arrivé à son terme : le thème, le public, la zone et le chemin servent à classer, pas à dire si l’acteur est un partenaire possible. Ne demander que ce qui est certain ne garde que ces rôles. Limite : la liste montre ce que les documents disent, pas tous ceux qui agissent ; les poids sont un choix et se règlent."
// [parametres.acteur]
// type = "Acteur"
// titre = "Mon organisme"
// description = "Organisme pour lequel on cherche ; lui et ses services ne sont jamais proposés."
// [parametres.territoire]
// type = "Territoire"
// titre = "Territoire"
// description = "Territoire où l’on veut agir."
// [parametres.themes]
// type = "Thematique"
// titre = "Thèmes"
// description = "Un ou plusieurs thèmes, ou une famille de thèmes."
// obligatoire = false
// multiple = true
// [parametres.publics]
// type = "Public"
// titre = "Publics"
// description = "Un ou plusieurs publics."
// obligatoire = false
// multiple = true
// [parametres.role]
// type = "choix"
// titre = "Rôle cherché"
// description = "Ne garder que ceux qui tiennent ce rôle sur le sujet."
// obligatoire = false
// choix = ["porteur", "pilote", "animateur", "signataire", "partenaire", "financeur", "membre", "organisateur", "participant", "évaluateur", "offreur"]
// [parametres.mode]
// type = "choix"
// titre = "Partenaires"
// description = "Tous, ou seulement les nouveaux : ceux avec qui aucun lien direct n’est documenté."
// obligatoire = false
// choix = ["tous", "nouveaux"]
// defaut = "tous"
// [parametres.limite]
// type = "entier"
// titre = "Nombre de partenaires"
// description = "Combien en montrer au plus ; 0 pour tous."
// obligatoire = false
// defaut = 50
// [parametres.poids]
// type = "texte"
// titre = "Poids des critères"
// description = "Par exemple « theme=0,5 ». Critères : territoire, theme, public, role, proximite, fraicheur."
// obligatoire = false
// multiple = true
// [colonnes.rang]
// type = "entier"
// titre = "Rang"
// description = "Place dans la liste, une fois les secteurs variés."
// [colonnes.acteur_id]
// titre = "Identifiant"
// description = "Identifiant de l’acteur proposé."
// [colonnes.acteur]
// titre = "Partenaire possible"
// description = "Organisme ou service proposé."
// [colonnes.parent_id]
// titre = "Identifiant de l’organisme"
// description = "Organisme dont il est un service, vide sinon."
// [colonnes.parent]
// titre = "Organisme"
// description = "Organisme dont il est un service."
// [colonnes.secteur]
// titre = "Secteur"
// description = "Secteur d’activité."
// [colonnes.score]
// type = "decimal"
// titre = "Note sur 100"
// description = "Somme pondérée des critères connus, sur 100."
// [colonnes.f_territoire]
// type = "decimal"
// titre = "Territoire"
// description = "Part du territoire dans la zone de l’acteur, pondérée par son échelle, de 0 à 1 ; vide si sa zone n’est pas documentée."
// [colonnes.f_theme]
// type = "decimal"
// titre = "Thème"
// description = "Ce qu’il fait sur le thème, de 0 à 1 ; vide sans thème demandé."
// [colonnes.f_public]
// type = "decimal"
// titre = "Public"
// description = "1 pour le public demandé, 0,5 pour tout public ; vide si le public n’est pas documenté ou pas demandé."
// [colonnes.f_role]
// type = "decimal"
// titre = "Rôle"
// description = "Poids de son rôle le plus fort sur le sujet, de 0 à 1 ; vide sans rôle documenté."
// [colonnes.f_proximite]
// type = "decimal"
// titre = "Proximité"
// description = "1 s’il est déjà en lien, 0,5 avec un intermédiaire, 0,33 avec deux, 0 sans chemin documenté ; vide si votre organisme n’a aucun lien documenté."
// [colonnes.f_fraicheur]
// type = "decimal"
// titre = "Fraîcheur"
// description = "De 1 (énoncé du jour) à 0, moitié tous les deux ans ; vide si rien n’est daté."
// [colonnes.n_elements]
// type = "entier"
// titre = "Éléments, thèmes proches compris"
// description = "Actions, dispositifs, instances, événements et offres où il a un rôle sur le sujet, thèmes proches compris."
// [colonnes.raisons]
// type = "liste"
// titre = "Raisons"
// description = "Trois raisons, avec leur source."
// [colonnes.motifs]
// type = "liste"
// titre = "Motifs"
// description = "Les mêmes raisons, sans leur source."
// [colonnes.documents]
// type = "liste"
// titre = "Documents"
// description = "Documents qui disent ces raisons, chacun une fois."
// [colonnes.intermediaires]
// type = "liste"
// titre = "Qui peut présenter"
// description = "Identifiants des intermédiaires, dans l’ordre ; vide s’il est déjà en lien ou si aucun chemin n’est documenté."
// [colonnes.noms_intermediaires]
// type = "liste"
// titre = "Qui peut présenter"
// description = "Intermédiaires, dans l’ordre."
// [colonnes.chemin]
// titre = "Comment le joindre"
// description = "Déjà en lien, ou qui peut présenter et par quel espace commun."
// [colonnes.contact]
// titre = "Contact générique"
// description = "Boîte aux lettres d’un service, jamais d’une personne ; à défaut celle de son organisme."
// [colonnes.site]
// titre = "Page web"
// description = "Page de l’acteur, à défaut de son organisme."
// [colonnes.alertes]
// type = "liste"
// titre = "À savoir"
// description = "Ce qu’il faut vérifier avant d’appeler."
// [mesures]
// n_partenaires = "Partenaires possibles."
// n_deja_en_lien = "Dont partenaires avec qui un lien direct est documenté."
// n_places_ouvertes = "Actions sur le sujet sans pilote documenté."
// n_offres_utiles = "Offres de l’organisme sur le sujet."
// [tableaux.places_ouvertes]
// titre = "Places ouvertes : actions sur le sujet, sans pilote documenté"
// [tableaux.places_ouvertes.colonnes.action_id]
// titre = "Identifiant"
// description = "Identifiant de l’action."
// [tableaux.places_ouvertes.colonnes.action]
// titre = "Action"
// description = "Intitulé de l’action."
// [tableaux.places_ouvertes.colonnes.dispositif_id]
// titre = "Identifiant du dispositif"
// description = "Identifiant du dispositif."
// [tableaux.places_ouvertes.colonnes.dispositif]
// titre = "Dispositif"
// description = "Dispositif dont elle fait partie."
// [tableaux.places_ouvertes.colonnes.publics]
// type = "liste"
// titre = "Publics"
// description = "Publics visés."
// [tableaux.places_ouvertes.colonnes.alerte]
// titre = "À savoir"
// description = "Ce que la source dit du pilotage, et si le dispositif est arrivé à son terme."
// [tableaux.offres_utiles]
// titre = "Ce que vous pouvez proposer"
// [tableaux.offres_utiles.colonnes.offre_id]
// titre = "Identifiant"
// description = "Identifiant de l’offre."
// [tableaux.offres_utiles.colonnes.offre]
// titre = "Offre"
// description = "Nom de l’offre."
// [tableaux.offres_utiles.colonnes.service_id]
// titre = "Identifiant du service"
// description = "Service qui la propose, vide s’il s’agit de l’organisme lui-même."
// [tableaux.offres_utiles.colonnes.service]
// titre = "Service"
// description = "Service qui la propose, vide s’il s’agit de l’organisme lui-même."
// [tableaux.offres_utiles.colonnes.proximite]
// titre = "Sujet"
// description = "exact pour le thème demandé, voisin pour un thème de la même famille ; vide sans thème demandé."
// [tableaux.offres_utiles.colonnes.themes]
// type = "liste"
// titre = "Thèmes"
// description = "Thèmes traités."
// [tableaux.offres_utiles.colonnes.publics]
// type = "liste"
// titre = "Publics"
// description = "Publics visés."
// [tableaux.offres_utiles.colonnes.conditions]
// titre = "Conditions"
// description = "Qui peut en bénéficier, et comment."
CALL () {
  MATCH (w:Entite:Thematique)
  WHERE w.id IN $themes
  RETURN collect('theme:' + coalesce(w.parent, w.code)) AS familles
}
CALL (familles) {
  UNWIND $dispositifs AS id
  MATCH (i:Entite {id: id})
  WHERE i:Dispositif
  RETURN i
  UNION
  UNWIND $dispositifs AS id
  MATCH (:Entite {id: id})-[:COMPREND|A_INSTANCE]->(i)
  WHERE i:Action OR i:Instance
  RETURN i
  UNION
  UNWIND $dispositifs AS id
  MATCH (:Entite {id: id})<-[:CONCERNE]-(i)
  WHERE i:Evenement
  RETURN i
  UNION
  UNWIND $dispositifs AS id
  MATCH (:Entite {id: id})-[:COMPREND|A_INSTANCE]->()<-[:CONCERNE]-(i)
  WHERE i:Evenement
  RETURN i
  UNION
  UNWIND $zones AS id
  MATCH (:Entite {id: id})<-[:INTERVIENT_SUR]-(i)
  RETURN i
  UNION
  UNWIND $zones AS id
  MATCH (:Entite {id: id})<-[:INTERVIENT_SUR]-()<-[:PARTIE_DE*0..4]-()-[:PROPOSE]->(i)
  RETURN i
  UNION
  MATCH (k:Entite:Thematique)
  WHERE k.id IN $themes OR 'theme:' + coalesce(k.parent, k.code) IN familles
  MATCH (k)<-[:TRAITE]-(i)<-[:PROPOSE]-(a)
  WHERE i:Offre AND a.niveau = 'national'
  RETURN i
  UNION
  MATCH (i:Entite:Offre)
  WHERE size($themes) = 0 AND EXISTS { MATCH (i)<-[:PROPOSE]-(a) WHERE a.niveau = 'national' }
  RETURN i
}
WITH DISTINCT i, familles
WHERE CASE
  WHEN size($themes) > 0 THEN EXISTS {
    MATCH (i)-[:TRAITE]->(k)
    WHERE k.id IN $themes OR 'theme:' + coalesce(k.parent, k.code) IN familles
  }
  WHEN size($publics) > 0 THEN EXISTS {
    MATCH (i)-[:CIBLE]->(k)
    WHERE k.id IN $publics OR k.id = 'public:tout_public'
  }
  ELSE true
END
RETURN i {.*, `@labels`: labels(i)} AS objet,
       COLLECT {
         MATCH (i)-[r:TRAITE|CIBLE|INTERVIENT_SUR|CONCERNE]->(x)
         RETURN [x.id, {`@lien`: [type(r), r.id, r.valid_from, r.valid_to, r.observed_at, r.statut, r.derivation, r.note, r.preuve_sources, r.preuve_citations]}] ORDER BY type(r), x.id, r.id
       } AS sortants,
       COLLECT {
         MATCH (i)<-[r:COMPREND|A_INSTANCE|PORTE|PILOTE|ANIME|SIGNE|EST_PARTENAIRE|FINANCE|EST_MEMBRE|ORGANISE|PARTICIPE|EVALUE|PROPOSE]-(x)
         RETURN [x.id, {`@lien`: [type(r), r.id, r.valid_from, r.valid_to, r.observed_at, r.statut, r.derivation, r.note, r.preuve_sources, r.preuve_citations]}, x.date_fin] ORDER BY type(r), x.id, r.id
       } AS entrants,
       COLLECT {
         MATCH (i)-[:CONCERNE]->(x)<-[r:COMPREND|A_INSTANCE]-(d)
         RETURN [d.id, {`@lien`: [type(r), r.id, r.valid_from, r.valid_to, r.observed_at, r.statut, r.derivation, r.note, r.preuve_sources, r.preuve_citations]}, d.date_fin, x.id] ORDER BY type(r), d.id, x.id, r.id
       } AS objets
ORDER BY i.id
