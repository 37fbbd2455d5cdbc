import { z } from 'zod'
import { action, command, form, notice, signedLink, sweep } from '../../kit/contracts.ts'
import { SURFACES } from '../../kit/person.ts'
import { id, line, nothing, optionalLine } from '../../kit/schema.ts'
import { memberJoined } from './events.ts'

/** What a person types to have everything about them deleted. */
export const DELETE_WORD = 'DELETE'

/** A member's accounts on platforms, and everything that the desk keeps about them. */
export const accountContracts = {
  // One person on several platforms
  meLink: command({
    command: 'me',
    verb: 'link',
    order: 5,
    summary: 'Join your accounts on Slack, Discord and the web into one',
    input: z.object({ code: optionalLine(40, 'A code') }),
    options: [
      { name: 'code', describe: 'The code from your other account; empty makes one', kind: 'text', rest: true },
    ],
    answers: 'card',
  }),
  showLink: action({ name: 'people.show_link', values: nothing, answers: 'card' }),
  openLinkCode: action({ name: 'people.open_link_code', values: nothing, answers: 'form' }),
  linkCode: form({
    name: 'people.link_code',
    values: nothing,
    answers: 'card',
    fields: z.object({ code: line(40, 'A code') }),
  }),
  joinAccounts: action({ name: 'people.join_accounts', values: z.object({ codeId: id }), answers: 'update' }),
  accountJoined: notice({
    name: 'people.account_joined',
    data: z.object({ memberId: id, surface: z.enum(SURFACES), at: z.iso.datetime() }),
    topic: 'essential',
    subject: ({ memberId }) => `accounts of ${memberId}`,
    key: ({ surface, at }) => `${surface} ${at}`,
  }),
  separateAccount: action({
    name: 'people.separate_account',
    values: z.object({ surface: z.enum(SURFACES) }),
    answers: 'update',
    who: 'anyone',
  }),
  /** What was being written for one of them while the two were joined finds the other a minute later. */
  settleJoined: sweep({ name: 'people.settle_joined', every: 'minute' }),

  // Everything about a member
  meExport: command({
    command: 'me',
    verb: 'export',
    order: 6,
    summary: 'Download everything the desk keeps about you',
    input: nothing,
    options: [],
    answers: 'card',
    who: 'anyone',
  }),
  exportMine: action({ name: 'people.export_mine', values: nothing, answers: 'card', who: 'anyone' }),
  exportLink: signedLink({
    name: 'people.export',
    values: z.object({ memberId: id }),
    fields: z.object({ choice: z.literal('download') }),
  }),
  meDelete: command({
    command: 'me',
    verb: 'delete',
    order: 7,
    summary: 'Delete everything the desk keeps about you, after a look at what goes',
    input: nothing,
    options: [],
    answers: 'card',
    who: 'anyone',
  }),
  showDelete: action({ name: 'people.show_delete', values: nothing, answers: 'card', who: 'anyone' }),
  openDelete: action({ name: 'people.open_delete', values: nothing, answers: 'form', who: 'anyone' }),
  deleteMine: form({
    name: 'people.delete_mine',
    values: nothing,
    answers: 'card',
    who: 'anyone',
    fields: z.object({
      typed: z
        .string()
        .trim()
        .refine(
          (typed) => typed.toUpperCase() === DELETE_WORD,
          `Nothing was deleted. To delete everything, type ${DELETE_WORD}.`,
        ),
    }),
  }),

  memberJoined,
}
