import type { Keeper } from './kit/personal-data.ts'
import { discordKeeper } from './surfaces/discord/personal-store.ts'
import { restKeeper } from './surfaces/rest/personal-store.ts'
import { slackKeeper } from './surfaces/slack/personal-store.ts'
import { webKeeper } from './surfaces/web/personal-store.ts'

/** What each surface keeps about members, also those that do not run today: their rows are there all the same. */
export const surfaceKeepers: readonly Keeper[] = [webKeeper, slackKeeper, discordKeeper, restKeeper]
