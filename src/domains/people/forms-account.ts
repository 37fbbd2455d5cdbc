import { type Form, formFor } from '../../kit/ui/form.ts'
import { accountContracts as contracts, DELETE_WORD } from './contracts-account.ts'
import * as say from './text-account.ts'

export function linkCodeForm(): Form {
  return formFor(contracts.linkCode, {
    title: 'Join your accounts',
    intro: say.linkWhere(),
    submit: 'Go on',
    values: {},
    fields: [{ kind: 'line', name: 'code', label: 'Code', placeholder: 'K7QD-4MXP', required: true, maxLength: 40 }],
  })
}

export function deleteForm(): Form {
  return formFor(contracts.deleteMine, {
    title: 'Delete my data',
    intro: say.deleteIntro(),
    submit: 'Delete for good',
    values: {},
    fields: [{ kind: 'line', name: 'typed', label: `Type ${DELETE_WORD}`, required: true, maxLength: 40 }],
  })
}
