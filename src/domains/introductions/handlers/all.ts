import { writeDraft as draftTask } from '../llm.ts'
import { readCriteria as criteriaTask } from '../llm-criteria.ts'
import { takeAlong } from './along.ts'
import * as ask from './ask.ts'
import * as consent from './consent.ts'
import * as coverage from './coverage.ts'
import * as desk from './desk.ts'
import * as introduction from './introduction.ts'
import * as know from './know.ts'
import * as lists from './lists.ts'
import * as notices from './notices.ts'
import * as offer from './offer.ts'
import { route } from './route.ts'
import { routes } from './routes.ts'
import { expireDue, lapseDue, remindDue, rerouteDue } from './sweeps.ts'

/** Which handler answers which contract. */
export const handlers = {
  ...routes,

  contactSearch: ask.searchForContact,
  askCommand: ask.openAsk,
  startAsk: ask.startAsk,
  askFor: ask.openAskFor,
  askAgain: ask.openAskAgain,
  askForm: ask.takeAsk,
  edit: ask.openEdit,
  editForm: ask.takeEdit,
  withdraw: ask.takeWithdrawal,
  extend: ask.keepOpen,
  putOnBoard: ask.offerToBoard,
  seal: ask.hideName,
  answer: ask.openAnswer,
  answerForm: ask.takeAnswer,

  mineCommand: lists.mine,
  inboxCommand: lists.inbox,
  boardCommand: lists.board,
  coverageCommand: coverage.coverage,
  askThere: coverage.openAskThere,
  deskReports: desk.showReports,
  showReport: desk.report,
  deskRules: desk.showRules,
  openRules: desk.openRules,
  facilitatorRules: desk.takeRules('FACILITATORS'),
  askerRules: desk.takeRules('ASKERS'),
  answerRules: desk.takeRules('ANSWERS'),
  followUpRules: desk.takeRules('FOLLOW_UPS'),
  openBoard: lists.board,
  findCommand: lists.find,
  open: lists.open,
  details: lists.details,
  history: lists.history,

  accept: offer.takeAcceptance,
  decline: offer.openDecline,
  declineForm: offer.takeDecline,
  question: offer.openQuestion,
  questionForm: offer.takeQuestion,
  more: offer.openMore,
  suggestForm: offer.takeSuggestion,
  deferForm: offer.takeDeferral,
  lighterForm: offer.takeLighterHelp,
  help: offer.openHelp,
  helpForm: offer.takeHelp,
  resume: offer.takeResume,
  takeAlong,
  know: know.takeKnowing,
  why: know.showWhy,

  rewrite: introduction.takeRewrite,
  editDraft: introduction.openEditDraft,
  editDraftForm: introduction.takeEditedDraft,
  askConsent: consent.takeConsentWish,
  alreadyAsked: consent.takeWordForConsent,
  send: introduction.takeSend,
  consentYes: consent.takeConsent,
  consentNever: consent.takeNever,
  notNow: consent.openNotNow,
  notNowForm: consent.takeNotNow,
  consentLink: { show: consent.showConsentPage, act: consent.answerConsentPage },
  wrote: introduction.takeWrote,
  met: introduction.takeMet,
  outcome: introduction.openOutcome,
  outcomeForm: introduction.takeOutcome,

  receiptNotice: notices.receipt,
  offerNotice: notices.offer,
  questionNotice: notices.question,
  answerNotice: notices.answer,
  consentNotice: notices.consent,
  consentMail: notices.consentByMail,
  introductionNotice: notices.introduction,
  newsNotice: notices.news,
  thanksNotice: notices.thanks,
  expiryNotice: notices.expiry,
  reminderNotice: notices.reminder,
  pausedNotice: notices.paused,

  draftTask,
  criteriaTask,
  draftJob: introduction.writeDraft,
  routeJob: route,
  remindSweep: remindDue,
  lapseSweep: lapseDue,
  expirySweep: expireDue,
  rerouteSweep: rerouteDue,
}
