/**
 * What Discord accepts, in UTF-16 code units. From docs.discord.com/developers (components, interactions, messages) and the
 * official OpenAPI description of API v10, 2026-07-18; where they disagree, the smaller number.
 */
export const DISCORD = {
  /** All components of a message, nested ones counted. */
  componentsInMessage: 40,
  /** Over all text displays together. Labels are counted too here, because the documentation leaves that open. */
  messageText: 4_000,
  textsInSection: 3,
  buttonsInRow: 5,
  buttonLabel: 80,
  buttonUrl: 512,
  customId: 100,
  options: 25,
  /** Label, value and description of an option alike. */
  option: 100,
  selectPlaceholder: 150,
  galleryAlt: 1_024,
  /** Files of one message. */
  attachments: 10,
  mediaUrl: 2_048,
  modalTitle: 45,
  /** Labels and text displays together. */
  modalComponents: 5,
  label: 45,
  labelDescription: 100,
  textInput: 4_000,
  textInputPlaceholder: 100,
  radioOptionsMin: 2,
  radioOptions: 10,
  checkboxOptions: 10,
  nonce: 25,
  mentions: 100,
  commandName: 32,
  commandDescription: 100,
  commandOptions: 25,
  /** Names, descriptions and values of a command with all its options; the longest localisation counts. */
  commandCharacters: 8_000,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  contextMenusPerKind: 15,
  threadName: 100,
  /** Interaction tokens live for fifteen minutes. */
  interactionTokenMs: 15 * 60_000,
  /** Older messages may be edited only a few times an hour (error 30046). */
  freeEditsMs: 60 * 60_000,
  /** Answers 401, 403 and 429 in ten minutes, after which the address is banned for a while. */
  invalidRequests: 10_000,
  invalidRequestsWindowMs: 10 * 60_000,
} as const
