// One table: where somebody in need can call, by country, and where each number was read.
import { countryOf } from './help-zones.ts'
import type { OwnLines } from './model.ts'

/**
 * Each number was read on the page beside it on 28 November 2026; the year is that of the page where it says one. A number that
 * was found on no page was taken out. To be looked through once a year and whenever somebody says that one has changed; an
 * administrator corrects the lines of a country in the coach's settings, and nobody has to wait for a release.
 */
export interface HelpLines {
  readonly country: string
  /** Ambulance and police. 112 is the law in the European Union; the others are the national numbers. */
  readonly emergency: string
  readonly crisis?: string | undefined
  readonly harm?: string | undefined
}

interface Checked extends HelpLines {
  readonly sources: readonly string[]
}

/** Lists services of every country; shown where the member's country is not in the table, and beside the others. */
export const EVERYWHERE = { href: 'https://findahelpline.com', label: 'findahelpline.com' } as const

export const linesByCountry: Readonly<Record<string, Checked>> = {
  US: {
    country: 'the United States',
    emergency: '911',
    crisis: '988 Suicide & Crisis Lifeline: call or text 988',
    harm: 'National Domestic Violence Hotline: 1-800-799-7233',
    sources: [
      'https://health.wyo.gov/publichealth/prevention/wivpp/suicide-prevention/988-suicide-crisis-lifeline',
      'https://ovc.ojp.gov/news/grantee-news/national-domestic-violence-hotline-answers-6-million-contacts (2022)',
    ],
  },
  CA: {
    country: 'Canada',
    emergency: '911',
    crisis: '9-8-8 Suicide Crisis Helpline: call or text 988',
    sources: ['https://cmhakelowna.com/blog/canadas-9-8-8-suicide-crisis-helpline-launches (2023)'],
  },
  GB: {
    country: 'the United Kingdom',
    emergency: '999',
    crisis: 'Samaritans: 116 123',
    harm: 'National Domestic Abuse Helpline: 0808 2000 247',
    sources: [
      'https://www.samaritans.org/how-we-can-help/contact-samaritan/',
      'https://www.refuge.org.uk/category/news/',
    ],
  },
  IE: {
    country: 'Ireland',
    emergency: '112 · 999',
    crisis: 'Samaritans: 116 123',
    harm: 'Women’s Aid: 1800 341 900 · Male Advice Line: 1800 816 588',
    sources: [
      'https://www.samaritans.org/news/samaritans-in-northern-ireland-answer-one-million-calls-during-10-years-of-freephone (2025)',
      'https://gov.ie, “Information for Survivors of Domestic Violence”',
    ],
  },
  AU: {
    country: 'Australia',
    emergency: '000',
    crisis: 'Lifeline: 13 11 14',
    harm: '1800RESPECT: 1800 737 732',
    sources: [
      'https://lifelineh2h.org.au/get-help/telephone-crisis-support/faqs/',
      'https://plan4womenssafety.dss.gov.au/initiatives/1800respect',
    ],
  },
  NZ: {
    country: 'New Zealand',
    emergency: '111',
    crisis: 'Need to talk? call or text 1737',
    sources: [
      'https://www.govt.nz/browse/crime-and-justice/crimes-and-emergencies/111-emergency-service/',
      'https://www.health.govt.nz/news-media/news-items/phone-counselling-service-busy-following-christchurch-tragedy (2019)',
    ],
  },
  DE: {
    country: 'Deutschland',
    emergency: '112',
    crisis: 'TelefonSeelsorge: 0800 111 0 111 · 116 123',
    harm: 'Hilfetelefon Gewalt gegen Frauen: 116 016',
    sources: [
      'https://www.domradio.de/artikel/telefonseelsorge-jetzt-unter-oekumenischem-dachverband',
      'http://ansbach-evangelisch.de/jeder-braucht-mal-hilfe/',
      'https://www.hilfetelefon.de/das-hilfetelefon/angebot-im-ueberblick.html',
    ],
  },
  AT: {
    country: 'Österreich',
    emergency: '112',
    crisis: 'Telefonseelsorge: 142',
    harm: 'Frauenhelpline: 0800 222 555',
    sources: [
      'https://www.nachrichten.at/oberoesterreich/telefonseelsorge-ist-seit-25-jahren-ein-notruf;art4,3823544 (2023)',
      'https://noe.orf.at/stories/3136860/',
    ],
  },
  CH: {
    country: 'Schweiz, Suisse, Svizzera',
    emergency: '112',
    crisis: 'Die Dargebotene Hand, La Main Tendue, Telefono Amico: 143',
    sources: ['https://www.srf.ch/sendungen/tageschronik/heute-vor-61-jahren-telefon-seelsorge-143-gegruendet (2018)'],
  },
  FR: {
    country: 'France',
    emergency: '112',
    crisis: 'Numéro national de prévention du suicide : 3114',
    harm: 'Violences Femmes Info : 3919',
    sources: [
      'https://www.service-public.fr/particuliers/actualites/A15206 (2021)',
      'https://solidaritefemmes.org/appeler-le-3919/',
    ],
  },
  BE: {
    country: 'België, Belgique',
    emergency: '112',
    crisis: 'Zelfmoordlijn: 1813 · Prévention du suicide : 0800 32 123',
    sources: [
      'https://www.brusselstimes.com/belgium/1952875/belgiums-centre-for-suicide-prevention-calls-for-volunteers (2026)',
    ],
  },
  ES: {
    country: 'España',
    emergency: '112',
    crisis: 'Línea de atención a la conducta suicida: 024',
    harm: 'Violencia contra las mujeres: 016',
    sources: [
      'https://www.farodevigo.es/galicia/2025/10/11/medio-millar-gallegos-mes-024-linea-suicidio-122499662.html (2025)',
      'https://asturi.as/?p=36140463764 (2024)',
    ],
  },
  PT: {
    country: 'Portugal',
    emergency: '112',
    crisis: 'Linha Nacional de Prevenção do Suicídio: 1411',
    sources: [
      'https://www.deco.proteste.pt/saude/saude-mental/noticias/linha-prevencao-suicidio-funciona-24-horas-por-dia (2025)',
    ],
  },
  BR: {
    country: 'Brasil',
    emergency: '190 · 192',
    crisis: 'CVV: 188',
    harm: 'Central de Atendimento à Mulher: 180',
    sources: [
      'https://claudia.abril.com.br/noticias/suicidio-cvv-ligacao-gratuita/ (2018)',
      'https://www.em.com.br/nacional/2025/11/7299686-violencia-contra-a-mulher-conheca-os-canais-de-denuncia-e-apoio.html (2025)',
    ],
  },
  IT: {
    country: 'Italia',
    emergency: '112',
    crisis: 'Telefono Amico Italia: 02 2327 2327',
    harm: 'Antiviolenza e stalking: 1522',
    sources: [
      'https://www.fanpage.it/attualita/cose-e-come-funziona-telefono-amico-portato-sul-palco-di-sanremo-da-la-sad/ (2024)',
      'https://tg24.sky.it/cronaca/2023/11/23/1522-numero-antiviolenza-donne (2023)',
    ],
  },
  JP: {
    country: '日本',
    emergency: '119 · 110',
    crisis: 'よりそいホットライン: 0120-279-338',
    harm: 'DV相談プラス: 0120-279-889 · DV相談ナビ: #8008',
    sources: ['https://tascalne.com/?p=1098', 'https://www.gov-online.go.jp/cam/no_dvca/dv03/'],
  },
  NL: {
    country: 'Nederland',
    emergency: '112',
    crisis: '113 Zelfmoordpreventie: 113 · 0800-0113',
    harm: 'Veilig Thuis: 0800-2000',
    sources: [
      'https://www.nu.nl/binnenland/6062813/hulplijn-113-nu-ook-rechtstreeks-bereikbaar-voor-zelfmoordpreventie.html (2020)',
      'https://www.rijksoverheid.nl/onderwerpen/huiselijk-geweld/vraag-en-antwoord/wat-moet-ik-doen-bij-huiselijk-geweld',
    ],
  },
  SE: {
    country: 'Sverige',
    emergency: '112',
    crisis: 'Mind Självmordslinjen: 90101',
    sources: ['http://www.kronprinsessparetsstiftelse.se/projekt/sjalvmordsupplysningen.html'],
  },
  DK: {
    country: 'Danmark',
    emergency: '112',
    crisis: 'Livslinien: 70 201 201',
    sources: [
      'https://cphpost.dk/2015-10-26/news/suicide-prevention-lifeline-gets-funding-to-stay-open-at-night/ (2015)',
    ],
  },
  NO: {
    country: 'Norge',
    emergency: '112 · 113',
    crisis: 'Mental Helses hjelpetelefon: 116 123',
    sources: ['https://www.tv2.no/a/11115544 (2020)'],
  },
  FI: { country: 'Suomi', emergency: '112', sources: [] },
  PL: {
    country: 'Polska',
    emergency: '112',
    crisis: 'Kryzysowy telefon zaufania: 116 123',
    sources: ['https://www.telepolis.pl/wiadomosci/ministerstwo-cyfryzacji-wazne-numery-kampania (2025)'],
  },
  IN: {
    country: 'India',
    emergency: '112',
    crisis: 'Tele-MANAS: 14416',
    harm: 'Women Helpline: 181',
    sources: [
      'https://www.thehawk.in/news/health/tele-manas-mental-health-helpline-handles-over-238-lakh-calls-since-2022-prataprao-jadhav (2025)',
      'https://www.lokmattimes.com/technology/over-29-lakh-phone-calls-handled-by-tele-manas-cells-savitri-thakur-2/ (2025)',
    ],
  },
}

/** The lines of a country: as its community corrected them, else ours. */
export function linesOf(country: string | null, own: OwnLines): HelpLines | null {
  if (!country) return null
  const ours = linesByCountry[country]
  const theirs = own[country]
  return theirs ? { country: ours?.country ?? country, ...theirs } : (ours ?? null)
}

export const helpLinesFor = (member: { timeZone: string; locale: string }, own: OwnLines): HelpLines | null =>
  linesOf(countryOf(member.timeZone, member.locale), own)
