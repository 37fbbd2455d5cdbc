import type { FileFormat } from './model.ts'

/** What a column of a contacts file means to us. */
export type ContactField =
  | 'name'
  | 'givenName'
  | 'middleName'
  | 'familyName'
  | 'nickname'
  | 'email'
  | 'phone'
  | 'organization'
  | 'title'
  | 'city'
  | 'tags'
  | 'labels'
  | 'strength'
  | 'lastInteraction'
  | 'interactions'
  | 'visibility'
  | 'notes'
  | 'profile'

export type MemberField = 'name' | 'email' | 'slackId' | 'discordId' | 'roles' | 'timeZone'

export type Field = ContactField | MemberField

/** Our own contacts file, in the order of contract.md. */
export const CONTACT_COLUMNS = [
  'name',
  'email',
  'phone',
  'organization',
  'title',
  'city',
  'tags',
  'strength',
  'last_interaction',
  'interactions',
  'visibility',
  'notes',
] as const

/** Our members file, in the order of contract.md. */
export const MEMBER_COLUMNS = ['name', 'email', 'slack_id', 'discord_id', 'roles', 'time_zone'] as const

export type CsvFormat = Exclude<FileFormat, 'vcard'>

/** The field of each column, by its place; columns that are not read are absent. */
export type Columns = { readonly format: CsvFormat; readonly fieldByIndex: ReadonlyMap<number, Field> }

/** Our columns, and the words people use for them in spreadsheets of their own. */
const INTRODESK: Readonly<Record<string, ContactField>> = {
  name: 'name',
  'full name': 'name',
  'first name': 'givenName',
  'given name': 'givenName',
  'last name': 'familyName',
  'family name': 'familyName',
  surname: 'familyName',
  email: 'email',
  'e-mail': 'email',
  'email address': 'email',
  'e-mail address': 'email',
  phone: 'phone',
  'phone number': 'phone',
  mobile: 'phone',
  organization: 'organization',
  organisation: 'organization',
  company: 'organization',
  title: 'title',
  'job title': 'title',
  position: 'title',
  city: 'city',
  tags: 'tags',
  strength: 'strength',
  'last interaction': 'lastInteraction',
  interactions: 'interactions',
  visibility: 'visibility',
  notes: 'notes',
  linkedin: 'profile',
  'linkedin url': 'profile',
}

const MEMBERS: Readonly<Record<string, MemberField>> = {
  name: 'name',
  'full name': 'name',
  email: 'email',
  'e-mail': 'email',
  'email address': 'email',
  'slack id': 'slackId',
  'discord id': 'discordId',
  roles: 'roles',
  role: 'roles',
  'time zone': 'timeZone',
  timezone: 'timeZone',
}

/**
 * LinkedIn's Connections.csv. English is what LinkedIn writes for nearly everybody (seen 2026-09); the other languages are
 * the headers other importers report (German wintermeyer/vutuv and others, French, Spanish, Italian), so each has synonyms.
 */
const LINKEDIN: Readonly<Record<string, ContactField>> = {
  ...fields('givenName', 'first name|vorname|prénom|nombre|nome|voornaam'),
  ...fields('familyName', 'last name|nachname|nom|nom de famille|apellidos|apellido|sobrenome|cognome|achternaam'),
  ...fields('profile', 'url|profile url|profil-url|url du profil|linkedin url'),
  ...fields('email', 'email address|e-mail address|e-mail-adresse|adresse e-mail|correo electrónico|e-mailadres'),
  ...fields('email', 'dirección de correo electrónico|endereço de e-mail|e-mail|indirizzo email|indirizzo e-mail'),
  ...fields('organization', 'company|unternehmen|firma|entreprise|société|empresa|azienda|bedrijf'),
  ...fields('title', 'position|poste|fonction|cargo|puesto|posizione|berufsbezeichnung|functie'),
  ...fields(
    'lastInteraction',
    'connected on|verbunden am|vernetzt seit|date de connexion|en relation depuis|verbonden op',
  ),
  ...fields('lastInteraction', 'conectado el|fecha de conexión|conectado em|data da conexão|data di collegamento'),
}

/** Google Contacts, the layout until 2024 (Given Name, Organization 1 - Name) and the one since (First Name, Labels). */
const GOOGLE: Readonly<Record<string, ContactField>> = {
  name: 'name',
  'file as': 'nickname',
  nickname: 'nickname',
  ...fields('givenName', 'given name|first name'),
  ...fields('middleName', 'additional name|middle name'),
  ...fields('familyName', 'family name|last name'),
  ...fields('organization', 'organization name|organization 1 - name'),
  ...fields('title', 'organization title|organization 1 - title'),
  ...fields('labels', 'labels|group membership'),
  notes: 'notes',
}

/** Outlook, English, German and French (labels from owncloud-archive/contacts, import_csv_outlook_connector.xml, 2015). */
const OUTLOOK: Readonly<Record<string, ContactField>> = {
  ...fields('givenName', 'first name|vorname|prénom'),
  ...fields('middleName', 'middle name|weitere vornamen|deuxième prénom'),
  ...fields('familyName', 'last name|nachname|nom'),
  ...fields('nickname', 'nickname|spitzname|surnom'),
  ...fields(
    'email',
    'e-mail address|e-mail 2 address|e-mail 3 address|e-mail-adresse|e-mail 2: adresse|e-mail 3: adresse',
  ),
  ...fields('email', 'adresse de messagerie|adresse de messagerie 2|adresse de messagerie 3'),
  ...fields('phone', 'mobile phone|business phone|business phone 2|home phone|home phone 2|primary phone|other phone'),
  ...fields(
    'phone',
    'mobiltelefon|telefon geschäftlich|telefon geschäftlich 2|telefon privat|telefon (privat)|haupttelefon',
  ),
  ...fields('phone', 'tél. mobile|téléphone (bureau)|téléphone 2 (bureau)|téléphone (domicile)|téléphone principal'),
  ...fields('organization', 'company|firma|société'),
  ...fields('title', 'job title|position|profession|titre de poste'),
  ...fields('city', 'business city|home city|ort geschäftlich|ort privat|ville (bureau)|ville (domicile)'),
  ...fields('tags', 'categories|kategorien|catégories'),
  ...fields('notes', 'notes|notizen'),
  ...fields('profile', 'web page|personal web page|webseite|page web'),
}

/** Columns that only Outlook writes. */
const OUTLOOK_MARKS =
  /^(?:e-mail [23]:? (?:address|adresse)|e-mail (?:type|display name)|adresse de messagerie.*|business (?:phone|city)|home phone|mobiltelefon|telefon geschäftlich|kategorien|téléphone \(bureau\)|internet free busy)$/

const GOOGLE_NUMBERED = /^(?:(e-mail|phone|website) \d{1,2} - value|address \d{1,2} - (city))$/
const GOOGLE_MARKS =
  /^(?:(?:e-mail|phone|address|website) \d{1,2} - (?:value|type|label)|organization (?:name|1 - name)|group membership|phonetic first name|given name yomi)$/

const VOCABULARIES: Readonly<Record<CsvFormat, Readonly<Record<string, Field>>>> = {
  introdesk: INTRODESK,
  members: MEMBERS,
  linkedin: LINKEDIN,
  google: GOOGLE,
  outlook: OUTLOOK,
}

/** Which export a header line belongs to, and what its columns mean; null when it names nobody. */
export function columnsOf(header: readonly string[], wanted: 'contacts' | 'members'): Columns | null {
  const names = header.map(columnName)
  const format = formatOf(names, wanted)
  if (format === null) return null
  const fieldByIndex = new Map<number, Field>()
  names.forEach((name, index) => {
    const field = fieldOf(format, name)
    if (field !== undefined) fieldByIndex.set(index, field)
  })
  return { format, fieldByIndex }
}

/** A column's name for comparison: lower-case, underscores as blanks, any dash as a hyphen. */
export function columnName(cell: string): string {
  return cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐-―]/g, '-')
    .replace(/[_\s\ufeff]+/g, ' ')
    .replace(/^["' ]+|["' ]+$/g, '')
}

function formatOf(names: readonly string[], wanted: 'contacts' | 'members'): CsvFormat | null {
  const has = (format: CsvFormat, field: Field) => names.some((name) => fieldOf(format, name) === field)
  const hasBothNames = (format: CsvFormat) => has(format, 'givenName') && has(format, 'familyName')
  if (names.some((name) => GOOGLE_MARKS.test(name))) return 'google'
  if (hasBothNames('linkedin') && (has('linkedin', 'lastInteraction') || names.includes('url'))) return 'linkedin'
  if (names.some((name) => OUTLOOK_MARKS.test(name)) && (hasBothNames('outlook') || has('outlook', 'email')))
    return 'outlook'
  const isMembers = has('members', 'slackId') || has('members', 'discordId') || names.includes('roles')
  if (isMembers) return 'members'
  const isContacts = (['organization', 'strength', 'visibility', 'tags', 'interactions'] as const).some((f) =>
    has('introdesk', f),
  )
  if (wanted === 'members' && !isContacts && (has('members', 'name') || has('members', 'email'))) return 'members'
  const namesSomebody = (['name', 'givenName', 'familyName', 'email'] as const).some((field) => has('introdesk', field))
  return namesSomebody ? 'introdesk' : null
}

function fieldOf(format: CsvFormat, name: string): Field | undefined {
  const vocabulary = VOCABULARIES[format]
  if (Object.hasOwn(vocabulary, name)) return vocabulary[name]
  const numbered = format === 'google' ? GOOGLE_NUMBERED.exec(name) : null
  if (numbered === null) return undefined
  if (numbered[1] === 'e-mail') return 'email'
  if (numbered[1] === 'phone') return 'phone'
  return numbered[2] === 'city' ? 'city' : 'profile'
}

function fields(field: ContactField, names: string): Record<string, ContactField> {
  return Object.fromEntries(names.split('|').map((name) => [name, field]))
}
