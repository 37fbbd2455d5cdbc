import { err, ok, type Result } from '../../../kit/result.ts'
import type { ContactDraft, SkipReason } from './model.ts'
import type { Card, CardProperty } from './vcard.ts'

const PROFILE_PROPERTIES = ['URL', 'SOCIALPROFILE', 'X-SOCIALPROFILE', 'X-SOCIAL-PROFILE', 'IMPP']

/** What a card says about a person, as raw text; groups and companies are no contacts. */
export function cardToDraft(card: Card): Result<ContactDraft, SkipReason> {
  if (card.endedBy === 'end-of-file') return err({ kind: 'card-cut-off' })
  const first = (name: string) => card.properties.find((property) => property.name === name && textOf(property) !== '')
  const all = (name: string) => card.properties.filter((property) => property.name === name)
  const kind = textOf(first('KIND') ?? first('X-ADDRESSBOOKSERVER-KIND')).toLowerCase()
  if (kind === 'group') return err({ kind: 'not-a-person', because: 'group-card' })
  const [family = '', given = '', middle = ''] = first('N')?.components ?? []
  const whole = textOf(first('FN'))
  const organization = first('ORG')?.components.find((part) => part.trim() !== '') ?? ''
  const showsCompany = textOf(first('X-ABSHOWAS')).toUpperCase() === 'COMPANY'
  const namesOnlyCompany = organization !== '' && given === '' && family === '' && whole === organization
  if (kind === 'org' || kind === 'organization' || showsCompany || namesOnlyCompany) {
    return err({ kind: 'not-a-person', because: 'company-card' })
  }
  const draft: ContactDraft = {
    name: whole,
    givenName: given,
    middleName: middle,
    familyName: family,
    nickname: first('NICKNAME')?.components[0] ?? '',
    emails: preferredFirst(all('EMAIL')).map(textOf),
    phones: preferredFirst(all('TEL').filter(isVoice)).map(textOf),
    organization,
    title: textOf(first('TITLE') ?? first('ROLE')),
    city: cityOf(all('ADR')),
    tags: all('CATEGORIES').flatMap((property) => property.components),
    notes: all('NOTE').map(textOf).join('\n'),
  }
  const profile = PROFILE_PROPERTIES.flatMap(all)
    .map(textOf)
    .find((url) => /linkedin\.com\/(?:in|pub)\//i.test(url))
  if (profile !== undefined) draft.profileUrl = profile
  return ok(draft)
}

function textOf(property: CardProperty | undefined): string {
  return property?.components.join(';').trim() ?? ''
}

function preferredFirst(properties: readonly CardProperty[]): CardProperty[] {
  const isPreferred = (property: CardProperty) => property.types.includes('PREF')
  return [...properties.filter(isPreferred), ...properties.filter((property) => !isPreferred(property))]
}

/** A fax or a pager is no way to call a person. */
function isVoice(property: CardProperty): boolean {
  return !property.types.includes('FAX') && !property.types.includes('PAGER')
}

/** ADR is box; extended; street; city; …: the work address first, for that is where introductions happen. */
function cityOf(addresses: readonly CardProperty[]): string {
  const byWork = [...addresses].sort((a, b) => Number(b.types.includes('WORK')) - Number(a.types.includes('WORK')))
  return byWork.map((address) => address.components[3]?.trim() ?? '').find((city) => city !== '') ?? ''
}
