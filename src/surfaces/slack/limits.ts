/**
 * What Slack accepts, in UTF-16 code units. From docs.slack.dev/reference/block-kit and the descriptions in @slack/types 3.2.0,
 * read in November 2026; where sources disagree, the smaller number. A number without a source in the documentation says so.
 */
export const SLACK = {
  blocksInMessage: 50,
  blocksInView: 100,
  /** Undocumented: above about 13,200 characters a message is refused with `msg_blocks_too_long` (bolt-js issue 2509). */
  messageSize: 13_000,
  /** 250 KB by the documentation; room is left for what Slack adds when it stores the view. */
  viewSize: 200_000,
  /** Notification and screen-reader copy: cut at 40,000, advised below 4,000. */
  fallbackText: 3_000,
  header: 150,
  text: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  contextElements: 10,
  actionsElements: 25,
  actionId: 255,
  blockId: 255,
  callbackId: 255,
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,
  option: 75,
  options: 100,
  radioOptions: 10,
  checkboxOptions: 10,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  imageText: 2_000,
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3_000,
  inputLabel: 2_000,
  inputHint: 2_000,
  plainTextInput: 3_000,
  /** Undocumented; longer ones are hard to read under a field anyway. */
  fieldError: 300,
  tableRows: 100,
  tableColumns: 20,
  tableCharacters: 10_000,
  /** The older `table` block allows one in a message; the documentation of `data_table` does not say. */
  tablesInMessage: 1,
  tablePage: 10,
  chartTitle: 50,
  chartsInMessage: 2,
  /** 6 by the documentation, 12 by newer clients. */
  chartSeries: 6,
  chartCategories: 20,
  chartLabel: 20,
  chartAxisLabel: 50,
  carouselCards: 10,
  /** The documentation does not say how many; one at a time is what a reader can follow. */
  carouselsInMessage: 1,
  cardTitle: 150,
  cardBody: 200,
  /** Undocumented; more buttons do not fit on a card beside others. */
  cardActions: 3,
  containerBlocks: 10,
  /** Of all markdown blocks of a message together. */
  markdownInMessage: 12_000,
  /** Ours: a block that is too much for a message takes no more than this with it. */
  markdownBlock: 3_000,
  optionsInSuggestion: 100,
  metadataValue: 100,
} as const
