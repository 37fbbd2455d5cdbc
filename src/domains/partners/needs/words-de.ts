import type { NeedWords } from './words.ts'

export const german: NeedWords = {
  wishes: [
    'brauch(?:e|en|te|ten)|benotig(?:e|en)|such(?:e|en)|auf der suche nach|empfehlung(?:en)? fur|tipps? fur',
    'kenn(?:t|en) (?:jemand|ihr|sie|wer)|hat (?:jemand|wer)',
    {
      begins:
        'konn(?:te|ten|t|en|tet)? (?:mir |uns )?(?:jemand|wer|ihr|sie)|(?:kann (?:mir |uns )?(?:jemand|wer)|wer kann)',
      ends: 'empfehlen|nennen|vermitteln|vorstellen',
    },
  ],
  professionals: {
    ATTORNEY: '(?:rechts|fach|immobilien)?anw(?:alt|alte|altin|altinnen)|rechtsberatung|notar(?:in)?',
    INSURANCE:
      '(?:gebaude|wohngebaude|hausrat|haus)versicherung|versicherungs(?:makler|maklerin|berater|beraterin|vertreter)',
    TITLE: 'title compan(?:y|ies)|treuhander(?:in)?',
    LENDER: 'kreditgeber|hypothek(?:en)?(?:makler|berater)?|bau(?:finanzierung|kredit)|finanzierungsberater(?:in)?',
    AGENT: '(?:immobilien)?makler(?:in)?',
    CPA: 'steuerberater(?:in)?|steuerberatung|wirtschaftsprufer(?:in)?|buchhalter(?:in)?',
  },
  notAfter: 'nicht(?= $)|kein|keine|keinen|nie|niemand|du|man|er|wenn|falls|ohne',
  notBetween:
    'mein\\w*|unser\\w*|dein\\w*|euer\\w*|kein\\w*|nicht|der|dem|die|das|dass|als|mit|von|uber|und|aber|job|mehr|zu',
  notBefore: 'witze?|film|serie|stelle|job|mehr',
  settled: '(?:schon|bereits) (?:gefunden|einen?)|hat sich erledigt|brauchen? (?:keinen?|nicht)',
}
