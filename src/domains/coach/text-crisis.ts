// One table: the fixed words for a member in need, in the language that they wrote in.
import type { Language } from './model.ts'

/** Written by people, not by a model. Short, warm, no promise that cannot be kept, nothing that argues. */
export interface CareWords {
  readonly title: string
  readonly crisis: string
  readonly harm: string
  readonly emergency: (number: string) => string
  readonly everywhere: string
}

export const careWords: Readonly<Record<Language, CareWords>> = {
  en: {
    title: 'You are not alone with this',
    crisis:
      'I am glad that you said it. I am a machine and cannot be there for you in this; people can, right now. Please call one of these, or tell somebody near you.',
    harm: 'What you describe should not happen to anybody, and it is not your fault. I am a machine and cannot protect you; these people can help, in confidence.',
    emergency: (number) => `In danger right now? Call ${number}.`,
    everywhere: 'Help in your country:',
  },
  de: {
    title: 'Du bist damit nicht allein',
    crisis:
      'Gut, dass du es gesagt hast. Ich bin eine Maschine und kann dir hier nicht beistehen; Menschen können es, jetzt gleich. Bitte ruf eine dieser Nummern an oder sprich mit jemandem in deiner Nähe.',
    harm: 'Was du beschreibst, darf niemandem passieren, und es ist nicht deine Schuld. Ich bin eine Maschine und kann dich nicht schützen; diese Menschen helfen dir, vertraulich.',
    emergency: (number) => `In akuter Gefahr? Ruf ${number} an.`,
    everywhere: 'Hilfe in deinem Land:',
  },
  fr: {
    title: 'Tu n’es pas seul·e',
    crisis:
      'Merci de l’avoir dit. Je suis une machine et je ne peux pas être là pour toi ; des gens le peuvent, maintenant. Appelle l’un de ces numéros ou parle à quelqu’un près de toi.',
    harm: 'Ce que tu décris ne devrait arriver à personne, et ce n’est pas ta faute. Je suis une machine et je ne peux pas te protéger ; ces personnes peuvent t’aider, en toute confidentialité.',
    emergency: (number) => `En danger immédiat ? Appelle le ${number}.`,
    everywhere: 'De l’aide dans ton pays :',
  },
  es: {
    title: 'No estás solo en esto',
    crisis:
      'Gracias por decirlo. Soy una máquina y no puedo acompañarte en esto; hay personas que sí, ahora mismo. Llama a uno de estos números o habla con alguien cercano.',
    harm: 'Lo que cuentas no debería pasarle a nadie, y no es culpa tuya. Soy una máquina y no puedo protegerte; estas personas pueden ayudarte, de forma confidencial.',
    emergency: (number) => `¿Estás en peligro ahora? Llama al ${number}.`,
    everywhere: 'Ayuda en tu país:',
  },
  pt: {
    title: 'Não estás sozinho nisto',
    crisis:
      'Obrigado por o dizeres. Sou uma máquina e não posso estar contigo nisto; há pessoas que podem, agora mesmo. Liga para um destes números ou fala com alguém perto de ti.',
    harm: 'O que descreves não devia acontecer a ninguém, e a culpa não é tua. Sou uma máquina e não te posso proteger; estas pessoas podem ajudar, em confidência.',
    emergency: (number) => `Em perigo agora? Liga ${number}.`,
    everywhere: 'Ajuda no teu país:',
  },
  it: {
    title: 'Non sei da solo',
    crisis:
      'Hai fatto bene a dirlo. Sono una macchina e non posso starti vicino; delle persone possono, adesso. Chiama uno di questi numeri o parla con qualcuno vicino a te.',
    harm: 'Quello che descrivi non dovrebbe succedere a nessuno, e non è colpa tua. Sono una macchina e non posso proteggerti; queste persone possono aiutarti, in modo riservato.',
    emergency: (number) => `Sei in pericolo adesso? Chiama il ${number}.`,
    everywhere: 'Aiuto nel tuo paese:',
  },
  ja: {
    title: 'あなたは一人ではありません',
    crisis:
      '話してくださってありがとうございます。私は機械なので、そばにいることはできません。でも、今すぐ話を聞いてくれる人がいます。下の番号に電話するか、身近な人に話してください。',
    harm: 'あなたが書いたようなことは、誰にも起きてはならないことです。あなたのせいではありません。私は機械なので守ることはできませんが、秘密を守って助けてくれる人がいます。',
    emergency: (number) => `今、危険がありますか？ ${number} に電話してください。`,
    everywhere: 'お住まいの国の相談先：',
  },
}
