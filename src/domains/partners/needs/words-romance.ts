import type { NeedWords } from './words.ts'

/** Where the verb says who wishes, only a "no" before it can turn it around. */

export const spanish: NeedWords = {
  wishes: [
    'necesit(?:o|amos)|busc(?:o|amos)|buscando|(?:me|nos) hace falta|quier(?:o|emos)(?: contratar)?',
    'alguien (?:conoce|tiene|recomienda|sabe de)|conocen|recomend(?:ar|arme|arnos)|recomendaci(?:on|ones) (?:de|para)|(?:me|nos) recomiendan',
  ],
  professionals: {
    ATTORNEY: 'abogad[oa]s?|asesoria legal|ayuda legal',
    INSURANCE:
      'seguro (?:de|para) (?:el |la |mi |nuestra )?(?:hogar|casa|vivienda)|(?:agente|corredor) de seguros|aseguradora',
    TITLE: '(?:compania|empresa) de titulos|seguro de titulo',
    LENDER: 'prestamistas?|hipotecas?|(?:prestamo|credito|corredor|asesor) hipotecario',
    AGENT: 'agente inmobiliari[oa]|agente de bienes raices|realtor|inmobiliaria',
    CPA: 'contador(?:a|es)?|contable|asesor fiscal',
  },
  notAfter: 'no(?= $)|no (?:me|nos)|nunca|nadie|sin',
  notBetween: 'mis?|nuestr[oa]s?|tus?|sus?|el|que|como|con|sobre|y|pero|trabajo|empleo|de|no|hablar',
  notBefore: 'chistes?|pelicula|serie|trabajo',
  settled: 'ya (?:tengo|tenemos|encontre|encontramos|hay)|ya no',
}

export const french: NeedWords = {
  wishes: [
    'cherch(?:e|ons)|recherch(?:e|ons)|a la recherche d(?:e|un|une)?|besoin d(?:e|un|une)?|il (?:me|nous) faut',
    'quelqu un (?:connait|connaitrait|aurait|a|peut(?: me| nous)? recommander)|connaissez vous|(?:me|nous) (?:recommander|conseiller)',
  ],
  professionals: {
    ATTORNEY: 'avocat(?:e|s|es)?|conseil juridique|juriste|notaire',
    INSURANCE: 'assurance (?:habitation|maison|logement)|assureurs?|courtier en assurances?',
    TITLE: 'societe de titres?',
    LENDER:
      'preteurs?|pret immobilier|credit immobilier|hypotheque|courtier (?:en (?:pret|credit)|hypothecaire|immobilier)',
    AGENT: 'agente? immobili(?:er|ere)|agence immobiliere',
    CPA: 'comptables?|expert comptable|fiscaliste',
  },
  notAfter: 'ne|n|pas|plus|jamais|tu|il(?= $)|elle|quand|sans|personne',
  notBetween: 'mon|ma|mes|notre|nos|votre|ton|son|le|la|les|que|qui|comme|avec|sur|et|mais|emploi|travail|pas|parler',
  notBefore: 'blagues?|film|serie|emploi',
  settled: 'deja (?:trouve|un|une)|en ai deja',
}

export const italian: NeedWords = {
  wishes: [
    'cerc(?:o|hiamo)|cercando|in cerca di|alla ricerca di|(?:ho|abbiamo) bisogno d(?:i|un)?|(?:mi|ci) serve',
    'qualcuno (?:conosce|ha|puo consigliar\\w*|consiglia)|conoscete|consigliar(?:mi|ci)|consigliate',
  ],
  professionals: {
    ATTORNEY: 'avvocat[oaie]|consulenza legale|notaio',
    INSURANCE: 'assicurazione (?:per la )?casa|assicurator[ei]|(?:agente|broker) assicurativo',
    TITLE: 'title company',
    LENDER: 'mutu[oi]|broker di mutui|consulente (?:di )?mutu[oi]',
    AGENT: 'agente immobiliare|agenzia immobiliare',
    CPA: 'commercialist[ai]|contabile|consulente fiscale',
  },
  notAfter: 'non|mai|senza|nessuno',
  notBetween: 'mi[oa]|nostr[oa]|tu[oa]|su[oa]|il|lo|la|che|come|con|su|e|ma|lavoro|parlare',
  notBefore: 'barzellett[ae]|film|lavoro',
  settled: 'gia (?:trovato|un|una)|abbiamo gia|ho gia|non piu',
}

export const portuguese: NeedWords = {
  wishes: [
    'precis(?:o|amos)(?: de)?|procur(?:o|amos|ando)|a procura de|busc(?:o|amos|ando)',
    'alguem (?:conhece|tem|recomenda|indica|pode (?:me )?(?:indicar|recomendar))|conhecem|(?:me|nos) indica(?:r|m)|recomend(?:ar|acao de|acoes de)',
  ],
  professionals: {
    ATTORNEY: 'advogad[oa]s?|assessoria juridica|ajuda juridica',
    INSURANCE: 'seguro (?:residencial|da casa|para a casa)|corretora? de seguros|seguradora',
    TITLE: 'title company',
    LENDER: 'credito imobiliario|financiamento imobiliario|hipoteca|correspondente bancario',
    AGENT: 'corretora? de imoveis|agente imobiliari[oa]|imobiliaria',
    CPA: 'contador(?:a|es)?|contabilista',
  },
  notAfter: 'nao|nunca|sem|ninguem',
  notBetween: 'meu|minha|noss[oa]|seu|sua|o|que|como|com|sobre|e|mas|emprego|nao|falar',
  notBefore: 'piadas?|filme|emprego',
  settled: 'ja (?:tenho|temos|encontrei|encontramos|achei)',
}
