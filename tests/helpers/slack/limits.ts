/**
 * Slack's refusals as a function: what a message or a view breaks, in words. The numbers are written down a second time on
 * purpose, from docs.slack.dev (November 2026), so that a wrong number in the product is caught here.
 */
type Json = Readonly<Record<string, unknown>>
type Problems = readonly string[]
type Where = 'message' | 'modal' | 'home'

export function messageProblems(message: { text?: unknown; blocks?: unknown }): Problems {
  const text = typeof message.text === 'string' ? message.text : ''
  if (message.blocks === undefined) return within(text, 1, 40_000, 'text')
  const size = JSON.stringify(message.blocks).length
  return [
    ...within(text, 1, 4_000, 'text'),
    ...blocksProblems(message.blocks, 50, 'message'),
    ...when(size > 13_200, `blocks: msg_blocks_too_long, ${size} of 13200 characters`),
  ]
}

export function viewProblems(view: Json): Problems {
  const isModal = view.type === 'modal'
  const common = [
    ...when(!isModal && view.type !== 'home', `type: ${String(view.type)} is no view`),
    ...when(JSON.stringify(view).length > 250_000, 'view: larger than 250 KB'),
    ...within(view.private_metadata ?? '', 0, 3_000, 'private_metadata'),
    ...within(view.callback_id ?? '', 0, 255, 'callback_id'),
    ...blocksProblems(view.blocks, 100, isModal ? 'modal' : 'home'),
  ]
  if (!isModal) return common
  const hasInput = listOf(view.blocks).some((block) => block.type === 'input')
  return [
    ...common,
    ...plainText(view.title, 24, 'title'),
    ...optional(view.submit, (submit) => plainText(submit, 24, 'submit')),
    ...optional(view.close, (close) => plainText(close, 24, 'close')),
    ...when(hasInput && view.submit === undefined, 'submit: required when there are inputs'),
  ]
}

/**
 * Mentions, broadcasts, channels and links that somebody would be pinged by or led away with. Only mrkdwn and the top-level text
 * are parsed by Slack; plain text and rich text are shown as they are, and rich text has elements of its own for mentions. A
 * markdown block knows all of it, and what markdown itself makes of links, pictures, bare addresses and entities.
 */
export function liveMarkup(message: { text: string; blocks: unknown }): Problems {
  const alive = ['user', 'broadcast', 'usergroup', 'channel', 'team', 'link']
  const inBlocks = objectsIn(message.blocks).flatMap((node) => [
    ...when(alive.includes(String(node.type)), JSON.stringify(node)),
    ...(node.type === 'mrkdwn' ? markupIn(String(node.text)) : []),
    ...(node.type === 'markdown' ? (String(node.text).match(ALIVE_IN_MARKDOWN) ?? []) : []),
    ...when(
      node.type === 'mrkdwn' && node.verbatim !== true,
      'mrkdwn that Slack looks through for names and addresses',
    ),
  ])
  return [...markupIn(message.text), ...inBlocks]
}

const ALIVE_IN_MARKDOWN = /<[^\n]|@\w+|!?\[[^\n]*\]|https?:\S+|www\.\S+|&\S+;/g

function markupIn(text: string): Problems {
  return text.match(/<[^>\n]*>/g) ?? []
}

function blocksProblems(value: unknown, max: number, where: Where): Problems {
  const blocks = listOf(value).flatMap((block) => [block, ...listOf(block.child_blocks)])
  const count = (...types: string[]) => blocks.filter((block) => types.includes(String(block.type))).length
  const markdown = blocks.map(({ type, text }) => (type === 'markdown' ? String(text) : '')).join('')
  const elements = blocks.flatMap((block) => [
    ...listOf(block.elements).flatMap((element) => [element, ...listOf(element.actions)]),
    ...listOf([block.accessory]),
  ])
  return [
    ...when(!Array.isArray(value), 'blocks: not a list'),
    ...when(listOf(value).length > max, `blocks: ${listOf(value).length} of ${max}`),
    ...distinct(blocks, 'block_id'),
    ...distinct(elements, 'action_id'),
    ...when(markdown.length > 12_000, `blocks: ${markdown.length} of 12000 characters of markdown`),
    ...when(count('data_visualization') > 2, 'blocks: more than 2 charts'),
    ...when(count('table', 'data_table') > 1, 'blocks: more than 1 table'),
    ...listOf(value).flatMap((block, index) => blockProblems(block, `blocks[${index}]`, where)),
  ]
}

function blockProblems(block: Json, at: string, where: Where): Problems {
  switch (block.type) {
    case 'header':
      return plainText(block.text, 150, `${at}.text`)
    case 'section':
      return sectionProblems(block, at)
    case 'context':
      return [...count(block.elements, 1, 10, at), ...listOf(block.elements).flatMap((one) => anyText(one, 3_000, at))]
    case 'actions':
      return [...count(block.elements, 1, 25, at), ...listOf(block.elements).flatMap((one) => elementProblems(one, at))]
    case 'context_actions':
      return [...when(where !== 'message', `${at}: for messages`), ...opinionProblems(block, at)]
    case 'rich_text':
      return richTextProblems(block, at)
    case 'image':
      return imageProblems(block, at)
    case 'divider':
      return []
    case 'input':
      return [...when(where === 'message', `${at}: inputs are for views`), ...inputProblems(block, at)]
    case 'data_table':
      return [...when(where !== 'message', `${at}: tables are for messages`), ...tableProblems(block, at)]
    case 'data_visualization':
      return [...when(where !== 'message', `${at}: charts are for messages`), ...chartProblems(block, at)]
    case 'carousel':
      return [
        ...when(where !== 'message', `${at}: carousels are for messages`),
        ...count(block.elements, 1, 10, at),
        ...listOf(block.elements).flatMap((card) => cardProblems(card, `${at}.card`)),
      ]
    case 'container':
      return [
        ...when(where !== 'message', `${at}: containers are for messages`),
        ...containerProblems(block, at, where),
      ]
    case 'markdown':
      return [
        ...when(where !== 'message', `${at}: markdown is for messages`),
        ...within(block.text, 1, 12_000, `${at}.text`),
      ]
    case 'alert':
      return [...when(where !== 'modal', `${at}: alerts are for modals`), ...anyText(block.text, 3_000, `${at}.text`)]
    default:
      return [`${at}: unknown block type ${String(block.type)}`]
  }
}

function opinionProblems(block: Json, at: string): Problems {
  return [
    ...count(block.elements, 1, 5, at),
    ...listOf(block.elements).flatMap(({ type, action_id, positive_button, negative_button }) => [
      ...when(type !== 'feedback_buttons', `${at}: ${String(type)} is no element of it`),
      ...within(action_id, 1, 255, `${at}.action_id`),
      ...[positive_button, negative_button]
        .map(asObject)
        .flatMap(({ text, value }) => [
          ...plainText(text, 75, `${at}.text`),
          ...within(value, 1, 2_000, `${at}.value`),
        ]),
    ]),
  ]
}

function cardProblems(card: Json, at: string): Problems {
  const isEmpty = [card.hero_image, card.title, card.actions, card.body].every((part) => part === undefined)
  const words = (text: unknown, max: number, name: string) => [
    ...when(asObject(text).type !== 'mrkdwn', `${at}.${name}: not mrkdwn`),
    ...anyText(text, max, `${at}.${name}`),
  ]
  return [
    ...when(card.type !== 'card', `${at}: not a card`),
    ...when(isEmpty, `${at}: nothing in it`),
    ...optional(card.title, (text) => words(text, 150, 'title')),
    ...optional(card.subtitle, (text) => words(text, 150, 'subtitle')),
    ...optional(card.body, (text) => words(text, 200, 'body')),
    ...listOf(card.actions).flatMap((button) => elementProblems(button, `${at}.actions`)),
  ]
}

const CONTAINED = ['actions', 'context', 'divider', 'header', 'image', 'rich_text', 'section', 'table']

function containerProblems(block: Json, at: string, where: Where): Problems {
  return [
    ...plainText(block.title, 150, `${at}.title`),
    ...count(block.child_blocks, 1, 10, `${at}.child_blocks`),
    ...listOf(block.child_blocks).flatMap((child, index) => [
      ...when(!CONTAINED.includes(String(child.type)), `${at}: ${String(child.type)} cannot be in a container`),
      ...blockProblems(child, `${at}[${index}]`, where),
    ]),
  ]
}

function sectionProblems(block: Json, at: string): Problems {
  return [
    ...when(block.text === undefined && block.fields === undefined, `${at}: a section needs text or fields`),
    ...optional(block.text, (text) => anyText(text, 3_000, `${at}.text`)),
    ...optional(block.fields, (fields) => count(fields, 1, 10, `${at}.fields`)),
    ...listOf(block.fields).flatMap((field) => anyText(field, 2_000, `${at}.fields`)),
    ...optional(block.accessory, (accessory) => elementProblems(asObject(accessory), `${at}.accessory`)),
  ]
}

function imageProblems(block: Json, at: string): Problems {
  return [
    ...within(block.image_url, 1, 3_000, `${at}.image_url`),
    ...when(!/^https?:\/\//.test(String(block.image_url)), `${at}.image_url: not an address`),
    ...within(block.alt_text, 1, 2_000, `${at}.alt_text`),
    ...optional(block.title, (title) => plainText(title, 2_000, `${at}.title`)),
  ]
}

const INPUT_ELEMENTS = [
  ...['plain_text_input', 'number_input', 'datepicker', 'users_select', 'external_select'],
  ...['static_select', 'multi_static_select', 'radio_buttons', 'checkboxes'],
]

function inputProblems(block: Json, at: string): Problems {
  const element = asObject(block.element)
  return [
    ...plainText(block.label, 2_000, `${at}.label`),
    ...optional(block.hint, (hint) => plainText(hint, 2_000, `${at}.hint`)),
    ...when(!INPUT_ELEMENTS.includes(String(element.type)), `${at}: ${String(element.type)} is no input`),
    ...elementProblems(element, `${at}.element`),
  ]
}

function elementProblems(element: Json, at: string): Problems {
  return [
    ...within(element.action_id, 1, 255, `${at}.action_id`),
    ...within(element.value ?? '', 0, 2_000, `${at}.value`),
    ...within(element.url ?? '', 0, 3_000, `${at}.url`),
    ...optional(element.placeholder, (placeholder) => plainText(placeholder, 150, `${at}.placeholder`)),
    ...optional(element.confirm, (confirm) => confirmProblems(asObject(confirm), `${at}.confirm`)),
    ...elementOwnProblems(element, at),
  ]
}

function elementOwnProblems(element: Json, at: string): Problems {
  switch (element.type) {
    case 'button': {
      const isKnownStyle = [undefined, 'primary', 'danger'].some((style) => style === element.style)
      return [...plainText(element.text, 75, `${at}.text`), ...when(!isKnownStyle, `${at}.style: unknown`)]
    }
    case 'static_select':
    case 'multi_static_select':
      return optionsProblems(element, 100, at)
    case 'radio_buttons':
    case 'checkboxes':
      return optionsProblems(element, 10, at)
    case 'external_select':
      return optional(element.initial_option, (option) => optionProblems(asObject(option), at))
    case 'plain_text_input': {
      const max = Number(element.max_length ?? 3_000)
      return [...when(max < 1 || max > 3_000, `${at}.max_length`), ...within(element.initial_value ?? '', 0, max, at)]
    }
    case 'number_input':
    case 'datepicker':
    case 'users_select':
      return []
    default:
      return [`${at}: unknown element type ${String(element.type)}`]
  }
}

function confirmProblems(confirm: Json, at: string): Problems {
  return [
    ...plainText(confirm.title, 100, `${at}.title`),
    ...anyText(confirm.text, 300, `${at}.text`),
    ...plainText(confirm.confirm, 30, `${at}.confirm`),
    ...plainText(confirm.deny, 30, `${at}.deny`),
  ]
}

function optionsProblems(element: Json, max: number, at: string): Problems {
  const options = listOf(element.options)
  const known = options.map((option) => JSON.stringify(option))
  const initial = [...listOf([element.initial_option]), ...listOf(element.initial_options)]
  return [
    ...count(element.options, 1, max, `${at}.options`),
    ...options.flatMap((option) => optionProblems(option, at)),
    ...initial.filter((one) => !known.includes(JSON.stringify(one))).map(() => `${at}: initial option is no option`),
  ]
}

function optionProblems(option: Json, at: string): Problems {
  return [
    ...anyText(option.text, 75, `${at}.option.text`),
    ...within(option.value, 1, 75, `${at}.option.value`),
    ...optional(option.description, (description) => anyText(description, 75, `${at}.option.description`)),
  ]
}

const RICH_TEXT = ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted']
const RICH_TEXT_ELEMENTS = ['text', 'link', 'user', 'date']

function richTextProblems(block: Json, at: string): Problems {
  const nodes = objectsIn(block.elements).filter((node) => node.type !== undefined)
  return [
    ...count(block.elements, 1, 1_000, at),
    ...nodes.flatMap((node) => {
      const type = String(node.type)
      if (RICH_TEXT.includes(type)) return count(node.elements, 1, 1_000, `${at} ${type}`)
      if (type === 'text') return within(node.text, 1, 3_000, `${at} text`)
      if (type === 'link') return within(node.url, 1, 3_000, `${at} link`)
      return when(!RICH_TEXT_ELEMENTS.includes(type), `${at}: unknown rich text ${type}`)
    }),
  ]
}

function tableProblems(block: Json, at: string): Problems {
  const rows = Array.isArray(block.rows) ? block.rows.map(listOf) : []
  const texts = rows.flat().map((cell) => String(cell.text ?? ''))
  const characters = texts.join('').length
  return [
    ...within(block.caption, 1, 2_000, `${at}.caption`),
    ...count(block.rows, 1, 101, `${at}.rows`),
    ...when(
      rows.some((row) => row.length !== rows[0]?.length || row.length > 20),
      `${at}: uneven or over 20 columns`,
    ),
    ...when(texts.includes(''), `${at}: an empty cell`),
    ...when(characters > 10_000, `${at}: ${characters} of 10000 characters`),
  ]
}

function chartProblems(block: Json, at: string): Problems {
  const chart = asObject(block.chart)
  const categories = asObject(chart.axis_config).categories
  const series = listOf(chart.series)
  const labels = [...(Array.isArray(categories) ? categories : []), ...series.map((one) => one.name)]
  const labelsOf = (one: Json) => JSON.stringify(listOf(one.data).map((point) => point.label))
  const values = series.flatMap((one) => listOf(one.data).map((point) => point.value))
  return [
    ...within(block.title, 1, 50, `${at}.title`),
    ...when(!['bar', 'line', 'area', 'pie'].includes(String(chart.type)), `${at}: unknown chart`),
    ...count(series, 1, 6, `${at}.series`),
    ...count(categories, 1, 20, `${at}.categories`),
    ...distinct(series, 'name'),
    ...labels.flatMap((label) => within(label, 1, 20, `${at} label`)),
    ...when(new Set(labels).size < labels.length - series.length, `${at}: a category twice`),
    ...when(
      series.some((one) => labelsOf(one) !== JSON.stringify(categories)),
      `${at}: labels are not the categories`,
    ),
    ...when(!values.every(Number.isFinite), `${at}: a value that is no number`),
  ]
}

function plainText(text: unknown, max: number, at: string): Problems {
  return [...when(asObject(text).type !== 'plain_text', `${at}: not plain_text`), ...anyText(text, max, at)]
}

function anyText(text: unknown, max: number, at: string): Problems {
  const { type, text: words } = asObject(text)
  return [...when(type !== 'plain_text' && type !== 'mrkdwn', `${at}: no text object`), ...within(words, 1, max, at)]
}

function within(text: unknown, min: number, max: number, at: string): Problems {
  const length = typeof text === 'string' ? text.length : -1
  return when(length < min || length > max, `${at}: ${length} characters, not ${min} to ${max}`)
}

function count(list: unknown, min: number, max: number, at: string): Problems {
  const length = Array.isArray(list) ? list.length : -1
  return when(length < min || length > max, `${at}: ${length} elements, not ${min} to ${max}`)
}

function distinct(list: readonly Json[], key: string): Problems {
  const given = list.map((one) => one[key]).filter((value) => value !== undefined)
  return when(new Set(given).size !== given.length, `blocks: a ${key} is used twice`)
}

function when(broken: boolean, problem: string): Problems {
  return broken ? [problem] : []
}

function optional(value: unknown, check: (value: unknown) => Problems): Problems {
  return value === undefined ? [] : check(value)
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
