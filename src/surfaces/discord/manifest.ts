import type { Registry } from '../../app/registry.ts'
import { discordCommands } from './commands.ts'
import { inviteLink, NEEDED_BITS, NEEDED_PERMISSIONS, userInstallLink } from './permissions.ts'

/** Stands for the application's id where a file is generated once for everybody. */
const ANY_APPLICATION = '{application_id}'

/** What an operator sets up at Discord, and what the desk registers by itself when it starts. */
export function discordManifest(registry: Registry) {
  return {
    application: {
      name: 'Introdesk',
      description: 'Asks the right person to open a door, and follows it through.',
      /** None of the privileged ones. */
      privileged_intents: [],
      integration_types_config: {
        0: { oauth2_install_params: { scopes: ['applications.commands', 'bot'], permissions: String(NEEDED_BITS) } },
        1: { oauth2_install_params: { scopes: ['applications.commands'], permissions: '0' } },
      },
    },
    permissions: NEEDED_PERMISSIONS.map(({ name, why }) => ({ name, why })),
    invite_link: decodeURIComponent(inviteLink(ANY_APPLICATION)),
    user_install_link: decodeURIComponent(userInstallLink(ANY_APPLICATION)),
    commands: discordCommands(registry),
  }
}
