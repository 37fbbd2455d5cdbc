/**
 * What Discord refuses although its official description allows it, as functions: the problems in words. The numbers are
 * written down a second time on purpose (docs.discord.com, November 2026), so that a wrong number in the product is caught.
 */
type Json = Readonly<Record<string, unknown>>
type Problems = readonly string[]

const COMPONENTS_V2 = 1 << 15

/** A message to a channel or an answer to an interaction. An edit may leave everything out. */
export function messageProblems(message: unknown, { edit = false } = {}): Problems {
  const { content, embeds, components, poll, stickers, attachments, flags, allowed_mentions } = asObject(message)
  const list = listOf(components)
  const all = objectsIn(components).filter(isComponent)
  const isV2 = (Number(flags ?? 0) & COMPONENTS_V2) !== 0
  const hasV2 = all.some(({ type }) => V2_KINDS.includes(Number(type)))
  const text = all.reduce((sum, one) => sum + (one.type === 10 ? String(one.content).length : 0), 0)
  return [
    ...when(typeof content === 'string' && content.length > 2_000, 'content: over 2000 characters'),
    ...when(
      !edit && isEmpty(content) && [embeds, components, poll, stickers, attachments].every(isEmpty),
      'an empty message',
    ),
    ...when(
      isV2 && ![content, embeds, poll, stickers].every(isEmpty),
      'components V2 mixed with content, embeds or a poll',
    ),
    ...when(hasV2 && !isV2 && !edit, 'components V2 without their flag'),
    ...when(all.length > 40, `${all.length} components, nested ones counted`),
    ...when(text > 4_000, `${text} characters in text displays`),
    ...when(list.length > (isV2 ? 40 : 5), `${list.length} components at the top`),
    ...duplicates(all, 'custom_id'),
    ...duplicates(
      all.filter(({ id }) => id !== undefined),
      'id',
    ),
    ...all.flatMap(componentProblems),
    ...when(
      allowed_mentions === undefined && !isEmpty(components),
      'no allowed_mentions: Discord would ping whoever is named',
    ),
  ]
}

/** Files and what a message says of them belong together. */
export function fileProblems(body: unknown, files: readonly { part: string; name: string; data: Buffer }[]): Problems {
  const { data, attachments } = asObject(body)
  const listed = listOf(data === undefined ? attachments : asObject(data).attachments)
  const shown = [...JSON.stringify(body ?? null).matchAll(/attachment:\/\/([^"]+)/g)].map(([, name]) => name)
  return [
    ...listed.flatMap(({ id, filename }) =>
      when(!files.some(({ part, name }) => part === `files[${id}]` && name === filename), `no file for ${filename}`),
    ),
    ...shown.flatMap((name) => when(!listed.some(({ filename }) => filename === name), `${name} is not attached`)),
    ...files.flatMap(({ name, data }) =>
      when(!shown.includes(name), `${name} is not shown`).concat(when(data.length > FILE, `${name}: too big`)),
    ),
  ]
}

/** What a server without boosts takes, in bytes. */
const FILE = 10 * 1_024 * 1_024

export function modalProblems(modal: unknown): Problems {
  const { components } = asObject(modal)
  const all = objectsIn(components).filter(isComponent)
  return [
    ...when(listOf(components).length > 5, `${listOf(components).length} components in a modal`),
    ...when(
      listOf(components).some(({ type }) => type !== 18 && type !== 10),
      'a modal holds labels and text displays',
    ),
    ...duplicates(all, 'custom_id'),
    ...all.flatMap(componentProblems),
  ]
}

export function commandProblems(command: unknown): Problems {
  const { name, description, options, type } = asObject(command)
  const isChatInput = type === undefined || type === 1
  const nested = [
    asObject(command),
    ...objectsIn(options).filter((one) => typeof one.name === 'string' && 'type' in one),
  ]
  const characters = nested.reduce((sum, one) => sum + lengthOf(one), 0)
  return [
    ...when(isChatInput && !/^[-_\p{L}\p{N}]{1,32}$/u.test(String(name)), `${String(name)}: not a command's name`),
    ...when(isChatInput && String(name).toLowerCase() !== name, `${String(name)}: upper case`),
    ...when(isChatInput && isEmpty(description), `${String(name)}: no description`),
    ...when(!isChatInput && !isEmpty(description), `${String(name)}: a context menu has no description`),
    ...when(characters > 8_000, `${String(name)}: ${characters} characters`),
    ...nested
      .slice(1)
      .flatMap(({ name: option }) => when(String(option).toLowerCase() !== option, `${String(option)}: upper case`)),
    ...nested.flatMap((one) => [...duplicates(listOf(one.options), 'name'), ...requiredFirst(listOf(one.options))]),
    ...nested.flatMap((one) => when(one.autocomplete === true && !isEmpty(one.choices), 'autocomplete beside choices')),
  ]
}

/** Mentions, headings, quotes and links that somebody would be pinged by or led away with. */
export function liveMarkup(message: unknown): Problems {
  const texts = objectsIn(asObject(message).components).flatMap((one) => (one.type === 10 ? [String(one.content)] : []))
  return texts.flatMap((text) => {
    // What is in code is shown as it is, but the server looks for mass mentions there too.
    const outside = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, '').replace(/\\[^\p{L}\p{N}\s]/gu, '')
    return [
      ...(text.match(/@(everyone|here)/gi) ?? []),
      ...(outside.match(/<(@[!&]?|#|a?:\w+:|t:|\/|id:)[^>\n]*>/g) ?? []),
      ...(outside.match(/\[[^\]\n]*\]\([^)\n]*\)/g) ?? []),
      ...(outside.match(/\w+:\/\/\S+/g) ?? []),
      ...(outside.match(/\|\||~~|__|```/g) ?? []),
    ]
  })
}

const V2_KINDS = [9, 10, 11, 12, 13, 14, 17]

const KEYS: Readonly<Record<number, readonly string[]>> = {
  1: ['components'],
  2: ['custom_id', 'style', 'label', 'disabled', 'url', 'emoji', 'sku_id'],
  3: ['custom_id', 'placeholder', 'min_values', 'max_values', 'disabled', 'required', 'options'],
  4: ['custom_id', 'style', 'label', 'value', 'placeholder', 'required', 'min_length', 'max_length'],
  5: ['custom_id', 'placeholder', 'min_values', 'max_values', 'disabled', 'required', 'default_values'],
  9: ['components', 'accessory'],
  10: ['content'],
  12: ['items'],
  14: ['spacing', 'divider'],
  17: ['accent_color', 'components', 'spoiler'],
  18: ['label', 'description', 'component'],
  21: ['custom_id', 'required', 'options'],
  22: ['custom_id', 'min_values', 'max_values', 'required', 'options'],
}

function componentProblems(component: Json): Problems {
  const type = Number(component.type)
  const known = KEYS[type]
  if (!known) return [`component type ${type} is not one that the desk uses`]
  const unknown = Object.keys(component).filter((key) => !['type', 'id', ...known].includes(key))
  return [...unknown.map((key) => `component ${type}: unknown key ${key}`), ...ownProblems(type, component)]
}

function ownProblems(type: number, component: Json): Problems {
  switch (type) {
    case 1:
      return rowProblems(listOf(component.components))
    case 2:
      return buttonProblems(component)
    case 3:
    case 21:
    case 22:
      return optionsProblems(component)
    case 4:
      return textInputProblems(component)
    case 10:
      return when(String(component.content).trim() === '', 'an empty text display')
    default:
      return []
  }
}

function rowProblems(components: readonly Json[]): Problems {
  const isMenu = components.some(({ type }) => type !== 2)
  return when(isMenu ? components.length > 1 : components.length > 5, 'a row holds five buttons or one menu')
}

function buttonProblems({ style, url, custom_id, label }: Json): Problems {
  return [
    ...when(
      style === 5 ? !/^(https?|discord):\/\//.test(String(url)) || custom_id !== undefined : url !== undefined,
      'a button has an address or an id',
    ),
    ...when(style !== 5 && custom_id === undefined, 'a button without an id'),
    ...when(String(label ?? '').trim() === '', 'a button without a label'),
  ]
}

function optionsProblems({ options, min_values = 1, max_values = 1, required, type }: Json): Problems {
  const list = listOf(options)
  const chosen = list.filter((option) => option.default === true).length
  return [
    ...duplicates(list, 'value'),
    ...when(Number(min_values) > Number(max_values), 'min_values over max_values'),
    ...when(Number(max_values) > list.length && type !== 21, 'max_values over the number of options'),
    ...when(chosen > (type === 21 ? 1 : Number(max_values)), 'more defaults than may be chosen'),
    ...when(required === true && type !== 21 && Number(min_values) === 0, 'required with min_values 0'),
    ...list.flatMap(({ label, value }) =>
      when(
        [label, value].some((text) => String(text).trim() === ''),
        'an empty option',
      ),
    ),
  ]
}

function textInputProblems({ value, max_length, min_length }: Json): Problems {
  const length = typeof value === 'string' ? value.length : 0
  return [
    ...when(length > Number(max_length ?? 4_000), 'a value longer than max_length'),
    ...when(length > 0 && length < Number(min_length ?? 0), 'a value shorter than min_length'),
  ]
}

function requiredFirst(options: readonly Json[]): Problems {
  const order = options.filter(({ type }) => Number(type) > 2).map(({ required }) => required === true)
  return when(order.lastIndexOf(true) > order.indexOf(false) && order.includes(false), 'required options come first')
}

function lengthOf({ name, description, choices }: Json): number {
  const texts = [name, description, ...listOf(choices).flatMap((choice) => [choice.name, choice.value])]
  return texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? text.length : 0), 0)
}

function duplicates(list: readonly Json[], key: string): Problems {
  const given = list.map((one) => one[key]).filter((value) => value !== undefined)
  return when(new Set(given).size !== given.length, `a ${key} is used twice`)
}

function isComponent(value: Json): boolean {
  return typeof value.type === 'number'
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function when(broken: boolean, problem: string): Problems {
  return broken ? [problem] : []
}

function objectsIn(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return []
  const children = Object.values(value).flatMap(objectsIn)
  return Array.isArray(value) ? children : [asObject(value), ...children]
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []
}

function asObject(value: unknown): Json {
  // What comes over the wire is any JSON; every property is looked at before it is believed.
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}
