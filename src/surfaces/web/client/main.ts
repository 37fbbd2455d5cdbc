// What scripts add to pages that work without them: no reloads, live changes, completion while typing.
import { listenForCombobox } from './combobox.ts'
import { listenForCommands } from './dialogs.ts'
import { startLive } from './live.ts'
import { listenForLinks, listenForSubmits } from './submit.ts'

listenForCommands()
listenForCombobox()
if (document.body.classList.contains('town')) {
  listenForSubmits()
  listenForLinks()
  startLive()
}
