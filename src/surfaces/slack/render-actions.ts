import type { types } from '@slack/bolt'
import type { ActionItem, Button, Confirm, LinkButton, Pick, PickOption } from '../../kit/ui/card.ts'
import { type Drawing, inChunks, type SlackBlock } from './drawing.ts'
import { SLACK } from './limits.ts'
import { plainTextObject } from './render-text.ts'

/** Buttons that only open an address still send a click; this prefix tells the receiver to leave it alone. */
const LINK_ACTION = 'link'

/** Slack's own way of asking what somebody thinks of an answer: the value, not the id, says which of the two was pressed. */
const OPINION_ACTION = 'slack.opinion'

export function actionsToBlocks(items: readonly ActionItem[], drawing: Drawing): SlackBlock[] {
  const opinions = drawing.without.has('context_actions') ? null : opinionsIn(items)
  if (opinions) return [opinionBlock(opinions, drawing)]
  const elements = items.flatMap((item) => itemToElements(item, drawing))
  return inChunks(onePrimary(elements), SLACK.actionsElements).map((chunk) => ({ type: 'actions', elements: chunk }))
}

interface Opinions {
  readonly good: Button
  readonly bad: Button
}

function opinionsIn(items: readonly ActionItem[]): Opinions | null {
  const [first, second, ...others] = items
  if (others.length > 0 || first?.kind !== 'button' || second?.kind !== 'button') return null
  return first.opinion === 'good' && second.opinion === 'bad' ? { good: first, bad: second } : null
}

function opinionBlock({ good, bad }: Opinions, drawing: Drawing): types.ContextActionsBlock {
  const choice = ({ label, token }: Button) => ({ text: plainTextObject(label, SLACK.buttonText), value: token })
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: uniqueActionId(OPINION_ACTION, drawing),
        positive_button: choice(good),
        negative_button: choice(bad),
      },
    ],
  }
}

/** The token that a clicked element stands for, or null for a plain link. */
export function actionToToken({ action_id: actionId, type, value }: Clicked): string | null {
  if (type === 'feedback_buttons') return value ?? null
  const token = actionId.replace(/#\d+$/, '')
  return token === LINK_ACTION ? null : token
}

/** What Slack says of the element that was used. */
export interface Clicked {
  readonly action_id: string
  readonly type: string
  readonly value?: string | null | undefined
}

export function buttonToElement(button: Button | LinkButton, drawing: Drawing): types.Button {
  switch (button.kind) {
    case 'button':
      return {
        type: 'button',
        action_id: uniqueActionId(button.token, drawing),
        text: plainTextObject(button.label, SLACK.buttonText),
        ...(button.style !== 'plain' && { style: button.style }),
        ...(button.confirm && { confirm: confirmToDialog(button.confirm, button.style) }),
      }
    case 'link':
      return {
        type: 'button',
        action_id: uniqueActionId(LINK_ACTION, drawing),
        text: plainTextObject(button.label, SLACK.buttonText),
        url: button.href,
      }
  }
}

export function optionToSlack(option: PickOption): types.PlainTextOption {
  return {
    text: plainTextObject(option.label, SLACK.option),
    value: option.value,
    ...(option.hint && { description: plainTextObject(option.hint, SLACK.option) }),
  }
}

/** An option whose value Slack would refuse cannot be chosen; cutting the value would choose something else. */
export function optionsToSlack(options: readonly PickOption[]): types.PlainTextOption[] {
  return options
    .filter((option) => option.value.length > 0 && option.value.length <= SLACK.option)
    .slice(0, SLACK.options)
    .map(optionToSlack)
}

function itemToElements(item: ActionItem, drawing: Drawing): types.ActionsBlockElement[] {
  switch (item.kind) {
    case 'button':
      return [buttonToElement(item, drawing)]
    case 'link':
      return item.href.length <= SLACK.url ? [buttonToElement(item, drawing)] : []
    case 'pick':
      return pickToElements(item, drawing)
  }
}

function pickToElements(pick: Pick, drawing: Drawing): types.StaticSelect[] {
  const options = optionsToSlack(pick.options)
  if (options.length === 0) return []
  const placeholder = plainTextObject(pick.placeholder, SLACK.placeholder)
  return [{ type: 'static_select', action_id: uniqueActionId(pick.token, drawing), placeholder, options }]
}

/** Slack asks for one primary button in a set: the first one stays. */
function onePrimary(elements: readonly types.ActionsBlockElement[]): types.ActionsBlockElement[] {
  let seen = false
  return elements.map((element) => {
    if (element.type !== 'button' || element.style !== 'primary') return element
    const { style, ...plain } = element
    const kept = seen ? plain : { ...plain, style }
    seen = true
    return kept
  })
}

function uniqueActionId(token: string, drawing: Drawing): string {
  let id = token
  for (let n = 2; drawing.actionIds.has(id); n++) id = `${token}#${n}`
  drawing.actionIds.add(id)
  return id
}

function confirmToDialog(confirm: Confirm, style: Button['style']): types.ConfirmationDialog {
  return {
    title: plainTextObject(confirm.title, SLACK.confirmTitle),
    text: plainTextObject(confirm.text, SLACK.confirmText),
    confirm: plainTextObject(confirm.yes, SLACK.confirmButton),
    deny: plainTextObject(confirm.no, SLACK.confirmButton),
    ...(style === 'danger' && { style }),
  }
}
