// One table: every phrase of one language, with what it is not to be taken for.
import type { Phrases } from './phrases.ts'

const QUELQUUN =
  /(?:il|elle|on|quelqu'?un|mon (?:\w+ )?(?:patron|chef|mari|compagnon|copain|conjoint|partenaire|ex|pere|frere|oncle|associe|collegue|investisseur|mentor|voisin|fils)|ma (?:\w+ )?(?:patronne|femme|compagne|copine|mere|collegue|cheffe)|un (?:\w+ )?(?:membre|investisseur|collegue|homme|client))/
    .source

export const french: Phrases = {
  language: 'fr',
  hasWords: true,
  CRISIS: [
    /(?:me|m') ?(?:tuer|suicider|pendre|noyer|flinguer|supprimer|foutre en l'air|donner la mort|tirer une balle|ouvrir les veines|jeter (?:du|d'un|de la|sous|par la fenetre))(?! (?:a la tache|au travail|dans (?:le travail|l'aventure|ce projet)|de rire))|je me (?:tue(?! (?:a|au|de))|suicide|pends)/,
    /(?:mettre|mets|mettrais) fin a (?:mes jours|ma vie|tout (?:ca|cela)|mon existence)|en finir(?: (?:avec (?:la vie|tout|ma vie|moi)|pour de bon|une bonne fois pour toutes))?(?= *(?:$|[.!?,;…]))|en finir avec (?:la vie|ma vie|tout (?:ca|cela))/,
    /(?:veux|voudrais|veut|envie de|prefere|preferais|aimerais|souhaite|merite de) (?:\w+ )?(?:mourir|etre mort[e]?|disparaitre(?= *(?:$|[.!?,;…]|a jamais|pour toujours|de ce monde|de cette terre))|crever|ne plus (?:vivre|exister|me reveiller|etre la)|plus (?:vivre|exister|me reveiller))(?! (?:de (?:rire|honte|faim)|dans (?:la foule)))/,
    /(?:ne )?(?:veux|ai) plus (?:envie de )?(?:vivre|exister|me reveiller|etre (?:la|en vie)|de vivre)|plus (?:l')?envie de (?:vivre|continuer a vivre)|plus (?:aucune )?(?:raison|gout) de (?:vivre|continuer a vivre)|(?:aucune|pas de|plus de) raison de (?:vivre|rester en vie|continuer(?= *(?:$|[.!?,;])))/,
    /(?:pense|penser|pensees?|songe|idees?) (?:\w+ )?(?:au suicide|suicidaires?|a (?:me suicider|mourir|la mort tous|en finir|mettre fin)|a ma propre mort)|suicidaire|(?:tentative de|tente de me) suicide\w*|idees noires/,
    /(?:mieux|plus heureux|soulages?|tranquilles?) sans moi(?! (?:a la tete|comme|aux commandes|dans le role))|serait mieux si j'?(?:etais|n'etais|n'existais)(?: mort| plus| pas)?|(?:aurais|aurait) (?:du|prefere) ne (?:jamais|pas) (?:naitre|etre ne)/,
    /(?:je n'?en peux|j'?en peux|peux) (?:vraiment |tout simplement )?plus(?: de (?:vivre|cette vie|la vie))?(?= *(?:$|[.!?,;…]))|(?:n'?arrive|arrive) plus a (?:vivre|continuer(?= *(?:$|[.!?,;]))|supporter la vie)/,
    /(?:avaler|avale|prendre|pris) (?:\w+ ){0,3}(?:tous (?:mes|les)|ma boite de|trop de|une boite de) (?:\w+ )?(?:medicaments|cachets|comprimes|pilules|somniferes)|surdose|overdose|(?:sauter|me jeter|saute) (?:du|d'un|de la|d'une|par la|sous (?:le|un|une|la)) (?:pont|toit|balcon|immeuble|fenetre|train|metro|rame)/,
    /(?:me|m') ?(?:couper les veines|scarifi\w+|faire du mal|automutil\w+|mutil\w+|taillader)|automutilation|(?:m'ouvrir|me tailler|me trancher) les veines/,
    /(?:la |ma )?vie (?:ne |n')?(?:vaut|a|vaux) (?:plus|pas) (?:la peine|le coup|aucun sens|de sens)|(?:fatigue|marre|lasse?) de (?:vivre|la vie|cette vie|exister)|rien (?:ne me|qui me) (?:retient|rattache)(?: plus)?(?: ici| a la vie)?/,
    /(?:m'endormir|dormir) et ne (?:plus|jamais) (?:jamais )?(?:me )?reveiller|ne (?:plus|jamais) (?:plus )?me reveiller/,
    /(?:personne|nul) ne (?:me regretterait|(?:va|remarquerait|s'apercevrait) (?:me manquer|que je|si je|ma disparition))|(?:suis|etre) (?:qu')?un (?:poids|fardeau) pour (?:tout le monde|tous|ma famille|les autres|mes proches|vous)/,
    /(?:lettre|mot) d'?adieu|adieu (?:a tous|tout le monde|le monde|monde)|c'?est (?:mon|ma) (?:dernier|derniere) (?:message|soir|nuit|jour)(?! (?:de|avant|au|a))|(?:ne )?serai(?:s)? (?:plus|pas) la (?:demain|longtemps)(?! (?:matin )?(?:au|pour|je suis|car))/,
    /(?:plus (?:simple|facile)|mieux|soulagement) (?:\w+ )?(?:d'etre morte?|de mourir|d'en finir|si j'?(?:etais|n'etais) (?:morte?|plus))|a quoi bon (?:vivre|continuer a vivre|me lever)|monde (?:serait|irait) mieux sans moi|plus (?:rien|personne) ne me retient/,
    /(?:n'entendrez|n'entendras|ne (?:verrez|reverrez|verras)) (?:plus|jamais) (?:jamais )?(?:parler de moi|de moi)?|(?:debout|monte|montee|assis|assise) sur (?:le|un) (?:pont|toit|rebord|parapet).{0,60}(?:saut|finir)|failli sauter/,
    /(?:pas|plus|aucune|vois pas d'?|voit pas d'?) ?(?:d'?)?(?:autre )?issue(?: possible)?(?: pour moi)?(?= *(?:$|[.!?,;…]))|plus (?:d')?espoir(?: pour moi)?(?= *(?:$|[.!?,;…]))/,
    /(?:espere|prie|voudrais|aimerais) (?:\w+ )?(?:de )?ne (?:pas|plus|jamais) (?:me reveiller|se reveiller)(?! avec)|fatiguee? de (?:la vie|vivre)(?= *(?:$|[.!?,]|,))|vaux (?:\w+ )?plus morte?|(?:cachets|comprimes|corde|arme) (?:devant moi|dans la main|a la main)/,
  ],
  HARM: [
    new RegExp(
      `${QUELQUUN} (?:\\w+ )?(?:me|m'|nous) ?(?:a |ai |avait )?(?:\\w+ )?(?:frappe|tape dessus|bat(?! (?:a plate|au|aux|sur))|battait|gifle|etrangle|viole|agresse|harcele|touche(?! (?:un mot|beaucoup|profondement))|menace(?! de (?:proces|poursuites|partir|quitter))|suit partout|traque|fait chanter|frappee?|battue?|giflee?|violee?|agressee?|harcelee?|menacee?(?! d'(?:un proces|une amende))|insulte et frappe|sequestre|enferme)`,
    ),
    /(?:je (?:suis|me suis fait|me fais|me suis faite)|j'?ai ete|on m'a) (?:\w+ )?(?:violee?|agressee?|frappee?|battue?(?! (?:au|aux|par (?:la|un) concurr))|harcelee?|sequestree?|maltraitee?|abusee?|violer|agresser|frapper|tabasser|harceler|menacee? de mort|droguee?)/,
    /(?:agression|harcelement|abus|attouchement)s? sexuels?(?! (?:formation|politique))|violences? (?:conjugales?|domestiques?|physiques?)(?! (?:association|startup))|menaces? de mort|attouchements/,
    /(?:peur|terrifiee?|terrorisee?) (?:de (?:mon (?:mari|copain|conjoint|pere|ex|compagnon|patron)|ma (?:mere|femme)|rentrer (?:chez moi|a la maison))|qu'?(?:il|elle) (?:me|ne me) (?:tue|frappe|fasse|retrouve))/,
    /(?:menace|menaces|menace) (?:\w+ )?de (?:me (?:tuer|frapper|violer)|publier (?:mes|des) (?:photos|videos|nudes)|diffuser|s'en prendre a)|photos (?:nues|intimes) de moi|revenge porn/,
    /(?:je (?:vais|veux|voudrais)) (?:\w+ )?(?:le|la|les|tuer|buter|poignarder|le tuer) ?(?:tuer|buter|poignarder|etrangler|frapper|descendre|mon (?:patron|mari|ex|associe|collegue)|ma femme|tout le monde)(?! (?:le projet|la concurrence))/,
    /(?:m'empeche|empeche) de (?:sortir|voir ma famille|partir)(?! (?:le|la|un|une) (?:produit|offre))|(?:m'enferme|me sequestre)|(?:confisque|garde|pris) mon passeport|me force a (?:coucher|avoir (?:des )?(?:rapports|relations))|coucher avec (?:lui|elle) (?:pour|en echange|sinon)/,
    /(?:main|mains) (?:sur|entre|sous) (?:ma|mes|mon) (?:cuisses?|fesses?|seins?|jambes?|poitrine|genou|jupe)|me suit (?:jusqu|partout|dans la rue|chez moi)|m'attend en bas de chez|me touche sans/,
    /(?:frappe|bat|touche|viole) (?:mes|nos|les|ma|mon) (?:enfants?|fille|fils)/,
  ],
  LEGAL_MONEY: [
    /(?:on me poursuit|poursuivie? en justice|me (?:fait|font) un proces|assignation|mise? en examen|convoquee? (?:au tribunal|par la police)|garde a vue|arretee? par la police|plainte contre (?:moi|nous)|mise en demeure|attaquee?s? en justice)/,
    /(?:faillite|liquidation judiciaire|depot de bilan|deposer le bilan|redressement judiciaire|surendett\w+|cessation de paiement|ruinee?)(?! (?:de (?:sa|la banque)))/,
    /(?:peux|peut|pouvons|arrive|arrivons) (?:plus|pas)(?: a)? (?:payer|rembourser) (?:mon |ma |mes |les |le |nos |notre )?(?:loyer|salaires|dettes?|factures|credit|pret|impots|charges)|huissier|saisie sur|expulsion|expulsee?|dettes de jeu|crible de dettes/,
    /(?:perdu|perdre) (?:toutes? (?:mes|nos) (?:economies|epargnes?)|tout (?:mon|notre) argent|ma maison|tout ce que)|controle fiscal|fraude fiscale|redressement fiscal|perquisition/,
  ],
  ASKS_HUMAN: [
    /(?:parler|discuter|echanger|ecrire|etre mise? en (?:contact|relation)|passez moi|contacter|joindre) (?:a|avec) (?:un |une |quelqu'?un de |de )?(?:vrai[e]? |veritable )?(?:humain|etre humain|vraie personne|personne reelle|personne(?= *(?:$|[.!?,;]))|conseiller|administrateur|admin|moderateur|responsable|reel)(?! (?:qui|chez|de|dans|en|avec))/,
    /(?:vrai|veritable) (?:humain|etre humain)|vraie personne|un humain (?:s'il|svp|peut)|(?:pas|plus) (?:a |avec )?(?:un |une |l')?(?:robot|machine|bot|ia|intelligence artificielle)(?= *(?:$|[.!?,;]))|(?:y a ?t ?il|il y a) (?:un |quelqu'un |de vrais )?(?:humain|reel|vrai)/,
  ],
}
