import type { Span } from './model-output-shadow.ts'

export interface Found extends Span {
  readonly kind: 'email' | 'phone' | 'url'
  readonly value: string
}

// Every repetition has an upper bound, so that no hostile text makes a search slow.

/** Scripts written without spaces: an address may follow their words directly. */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const LABEL = '[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_-]{0,62}'
const LAST_LABEL = '(?:xn--[a-z0-9-]{2,59}|\\p{L}[\\p{L}\\p{M}]{1,62})'
const HOST = `(?:${LABEL}\\.){1,8}${LAST_LABEL}`
/** A markdown link's `](` ends its words, even where the words are an address. */
const REST = `(?:(?!\\]\\()[^\\s<>"|\\u3000-\\u303f${UNSPACED}])`

/** Country domains (ISO 3166 as delegated by IANA, 2026) and the generic ones that chats turn into links or spammers like. */
const TOP_LEVELS =
  `ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc cd cf cg ch
ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr
gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv
ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr
ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv
tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
academy agency app art asia bar beauty best bet biz blog bond business buzz cafe cam capital care cash casino cat center chat city click
cloud club com community company consulting cool coop cyou date deals dev digital direct directory download earth edu email energy events
exchange expert express fail finance fit foundation fun fund fyi gallery games gift global gov group guru health help homes host icu info
ink international int jobs lat link live loan lol ltd market marketing media men mil mobi mom money monster museum name net network news
ngo one online ooo org page partners party photo photos pics plus press pro pub quest racing rent review reviews rocks run sale sbs school
science shop site skin social software solutions space store stream studio style support surf systems team tech tel tips today tools top
trade training travel vip wang watch web website wiki win work works world wtf xin xyz yoga zip zone mov
рф рус бел укр срб мкд бг қаз онлайн сайт дети москва орг ком ελ ευ გე հայ 中国 中國 香港 台湾 台灣 公司 网络 网址 在线 商城 我爱你 コム みんな 한국 닷컴 닷넷 भारत संगठन ไทย كوم شبكة موقع السعودية
امارات مصر قطر ایران الجزائر المغرب קום ישראל`.split(/\s+/)
const TOP_LEVEL = `(?:xn--[a-z0-9-]{2,59}|${TOP_LEVELS.toSorted((one, other) => other.length - one.length).join('|')})`

const EMAIL = new RegExp(`[\\p{L}\\p{N}\\p{M}._%+'~-]{1,64}(?:@|\\s@\\s)${HOST}`, 'giu')
const SPELLED_EMAIL = new RegExp(
  `[\\p{L}\\p{N}._-]{1,64}\\s{1,3}(?:at|arroba|собака)\\s{1,3}${LABEL}(?:\\s{1,3}(?:dot|punkt|punto|point|точка)\\s{1,3}${LABEL}){1,4}`,
  'giu',
)

const SPELLED_ENDING = new RegExp(`\\s${TOP_LEVEL}$`, 'iu')
const WORDS_BEFORE = new RegExp(`^[${UNSPACED}]{1,200}(?=[a-z0-9])`, 'iu')

/** With a scheme, whatever it is. Browsers read backslashes and a single slash as two slashes. */
const URL_WITH_SCHEME = new RegExp(
  `[a-z][a-z0-9+.-]{1,20}:[\\\\/]{2}${REST}{1,2000}|https?:[\\\\/]?${REST}{1,2000}`,
  'giu',
)
const URL_WITHOUT_SLASHES = new RegExp(
  `\\b(?:mailto|tel|callto|sms|sip|xmpp|skype|whatsapp|facetime|javascript|vbscript|data|file|blob|slack|discord|magnet):${REST}{1,2000}`,
  'giu',
)
/** Chats make links of these without being asked. */
const BARE_HOST = new RegExp(
  `(?:${LABEL}\\.){1,8}${TOP_LEVEL}(?![a-z0-9])(?::\\d{1,5})?(?:[/?#\\\\]${REST}{0,2000})?|${HOST}(?::\\d{1,5})?[/?#]${REST}{1,2000}|www\\d?\\.${HOST}`,
  'giu',
)
const IP_ADDRESS = new RegExp(
  `(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.])(?::\\d{1,5})?(?:[/?#]${REST}{0,2000})?`,
  'giu',
)

/** Seven digits and more with the usual things between them. */
const PHONE = /\+?\(?\d(?:[\s()./·_|‐-―-]{0,4}\d){6,24}/gu

const DATES = [
  /(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)/g,
  /(?<!\d)(?:19|20)\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])(?![-./]?\d)/g,
  /(?<!\d|\d[-./])(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|[12]\d|3[01])[-./](?:19|20)\d{2}(?![-./]?\d)/g,
  /(?<!\d)(?:19|20)\d{2}(?:\s?[-–—/]\s?|\s)(?:19|20)\d{2}(?!\d)/g,
]

/** Everything in a shadow text that looks like a way to reach somebody or something. Spans may overlap. */
export function findContacts(text: string): readonly Found[] {
  return [
    ...[EMAIL, SPELLED_EMAIL].flatMap((pattern) => matches(text, pattern, 'email')),
    ...[URL_WITH_SCHEME, URL_WITHOUT_SLASHES, BARE_HOST, IP_ADDRESS].flatMap((pattern) =>
      matches(text, pattern, 'url'),
    ),
    ...findPhones(text),
  ].filter((found) => !isWordWithDot(found) && !isSpelledByChance(found))
}

function matches(text: string, pattern: RegExp, kind: Found['kind']): readonly Found[] {
  return [...text.matchAll(pattern)].map((match) => {
    const value = withoutTrailingMarks(match[0])
    const bare = withoutWordsBefore(value)
    const start = match.index + value.length - bare.length
    return { kind, value: bare, start, end: start + bare.length }
  })
}

function findPhones(text: string): readonly Found[] {
  const withoutDates = DATES.reduce((masked, date) => masked.replace(date, (found) => 'x'.repeat(found.length)), text)
  return matches(withoutDates, PHONE, 'phone').filter((found) => !isAmount(text, found))
}

/** Ends of sentences, closing brackets and quotes belong to the text around an address. */
function withoutTrailingMarks(value: string): string {
  let end = value.length
  while (end > 1) {
    const last = value[end - 1] ?? ''
    const isClosing = last === ')' && !value.slice(0, end).includes('(')
    if (!isClosing && !/[.,;:!?'"»”’\]}_~…]/.test(last)) break
    end -= 1
  }
  return value.slice(0, end)
}

/** 「詳しくはexample.com」: the words before belong to no host name. */
function withoutWordsBefore(value: string): string {
  return value.replace(WORDS_BEFORE, '')
}

/** "M.Sc" and "there.It" are words; "Evil.Io/data" and "data.Evil.Io" are not. */
function isWordWithDot({ kind, value }: Found): boolean {
  return kind === 'url' && /^[^.\s/:]+\.\p{Lu}\p{Ll}$/u.test(value)
}

/** "Meet at noon dot com": only a known ending makes an address of plain words. */
function isSpelledByChance({ kind, value }: Found): boolean {
  return kind === 'email' && !value.includes('@') && !SPELLED_ENDING.test(value)
}

/** 1 250 000, 1.250.000 €: digits in threes that are round or have a currency beside them. */
function isAmount(text: string, { value, start, end }: Found): boolean {
  if (!/^\d{1,3}(?:[ .\u00a0\u202f]\d{3}){2,5}$/.test(value)) return false
  if (value.endsWith('000')) return true
  const around = `${text.slice(Math.max(0, start - 2), start)} ${text.slice(end, end + 4)}`
  return /\p{Sc}|EUR|USD|GBP|CHF/u.test(around)
}
