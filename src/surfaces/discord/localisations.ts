/** By Discord's locale. The commands' own descriptions are English, so `en-GB` and `en-US` need none. */
export type Localised = Readonly<Partial<Record<'de' | 'es-ES' | 'fr', string>>>

/**
 * Descriptions of commands in other languages, by contract, or by contract and option. Names stay as they are, so that help,
 * documentation and Slack say the same. A test holds the keys to what can be said.
 */
export const LOCALISED: Readonly<Record<string, Localised>> = {
  help: {
    de: 'Zeigt, was dieser Befehl kann',
    'es-ES': 'Muestra lo que puede hacer este comando',
    fr: 'Montre ce que cette commande sait faire',
  },
  'desk.check': {
    de: 'Zeigt, welche Berechtigungen hier fehlen',
    'es-ES': 'Muestra qué permisos faltan aquí',
    fr: 'Montre les permissions qui manquent ici',
  },
  'intro.ask': {
    de: 'Um eine Vorstellung bitten: bei jemandem oder einer Art von Mensch',
    'es-ES': 'Pide que te presenten a alguien, o a un tipo de persona',
    fr: 'Demande à être présenté à quelqu’un, ou à un type de personne',
  },
  'intro.ask.who': { de: 'Wen du treffen möchtest', 'es-ES': 'A quién quieres conocer', fr: 'Qui tu veux rencontrer' },
  'intro.ask.why': {
    de: 'Was du ihnen sagen möchtest',
    'es-ES': 'Lo que quieres decirle',
    fr: 'Ce que tu veux lui dire',
  },
  'intro.mine': {
    de: 'Wie es um deine Anfragen steht',
    'es-ES': 'Mira cómo van tus solicitudes',
    fr: 'Vois où en sont tes demandes',
  },
  'intro.inbox': {
    de: 'Was auf deine Entscheidung wartet',
    'es-ES': 'Mira lo que espera tu decisión',
    fr: 'Vois ce qui attend ta décision',
  },
  'intro.board': {
    de: 'Anfragen, für die noch niemand einen Weg weiß',
    'es-ES': 'Solicitudes para las que aún nadie conoce un camino',
    fr: 'Les demandes pour lesquelles personne n’a encore de chemin',
  },
  'intro.find': {
    de: 'Jemanden nach Name oder Organisation suchen',
    'es-ES': 'Busca a alguien por nombre u organización',
    fr: 'Cherche quelqu’un par son nom ou son organisation',
  },
  'intro.find.query': {
    de: 'Ein Name oder eine Organisation',
    'es-ES': 'Un nombre o una organización',
    fr: 'Un nom ou une organisation',
  },
  'me.home': {
    de: 'Was auf dich wartet, und deine Einstellungen',
    'es-ES': 'Lo que te espera, y tus ajustes',
    fr: 'Ce qui t’attend, et tes réglages',
  },
  'me.away': {
    de: 'Pause machen: niemand fragt dich, bis du zurück bist',
    'es-ES': 'Tómate un descanso: nadie te pregunta hasta que vuelvas',
    fr: 'Fais une pause : personne ne te sollicite jusqu’à ton retour',
  },
  'me.notify': {
    de: 'Was der Desk dir wann mitteilt',
    'es-ES': 'Elige qué te cuenta el desk, y cuándo',
    fr: 'Choisis ce que le desk te dit, et quand',
  },
  'me.privacy': {
    de: 'Was über dich gespeichert ist, und wer es nutzen darf',
    'es-ES': 'Mira qué se guarda sobre ti, y quién puede usarlo',
    fr: 'Vois ce qui est gardé sur toi, et qui peut s’en servir',
  },
  'desk.setup': {
    de: 'Name und Zeitzone festlegen',
    'es-ES': 'Pon el nombre y la zona horaria',
    fr: 'Choisis le nom et le fuseau horaire',
  },
  'desk.roles': {
    de: 'Wer sich um den Desk kümmert',
    'es-ES': 'Mira quién cuida del desk',
    fr: 'Vois qui s’occupe du desk',
  },
}
