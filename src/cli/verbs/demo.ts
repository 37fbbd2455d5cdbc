import { loadDemo } from '../../playground/town.ts'
import type { DeskVerb } from '../verb.ts'

export const demoVerb: DeskVerb = {
  name: 'demo',
  usage: 'demo',
  summary: 'fill the demo town of the playground',
  needs: 'desk',
  async run({ print }, desk) {
    await loadDemo(desk)
    print('The demo town is there. Open the playground and ask for an introduction as Maria.')
    return 0
  },
}
