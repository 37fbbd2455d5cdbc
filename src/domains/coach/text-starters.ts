// One table: what somebody may say to the coach who has never spoken with it, in each language.
import type { Starter } from '../../kit/contracts.ts'
import { type Language, languageOf } from './model.ts'

export const startersFor = (locale: string): readonly Starter[] => starters[languageOf(locale)]

export const starters: Readonly<Record<Language, readonly Starter[]>> = {
  en: [
    { title: 'Whom should I meet?', message: 'Whom should I meet, and what should I say about myself first?' },
    { title: 'Make my ask clearer', message: 'Help me to write a clear, short ask for an introduction.' },
    { title: 'Prepare a first talk', message: 'I was introduced to somebody. How do I prepare for our first talk?' },
    { title: 'What can you do?', message: 'What can you do for me, and who reads what I write to you?' },
  ],
  de: [
    {
      title: 'Wen sollte ich kennenlernen?',
      message: 'Wen sollte ich kennenlernen, und was sage ich zuerst über mich?',
    },
    {
      title: 'Meine Bitte klarer machen',
      message: 'Hilf mir, eine klare, kurze Bitte um eine Vorstellung zu schreiben.',
    },
    {
      title: 'Ein erstes Gespräch vorbereiten',
      message: 'Ich wurde jemandem vorgestellt. Wie bereite ich mich auf das erste Gespräch vor?',
    },
    { title: 'Was kannst du?', message: 'Was kannst du für mich tun, und wer liest, was ich dir schreibe?' },
  ],
  fr: [
    {
      title: 'Qui devrais-je rencontrer ?',
      message: 'Qui devrais-je rencontrer, et que dire d’abord à mon sujet ?',
    },
    {
      title: 'Rendre ma demande plus claire',
      message: 'Aide-moi à écrire une demande de mise en relation claire et courte.',
    },
    {
      title: 'Préparer un premier échange',
      message: 'On m’a mis en relation avec quelqu’un. Comment préparer notre premier échange ?',
    },
    { title: 'Que sais-tu faire ?', message: 'Que peux-tu faire pour moi, et qui lit ce que je t’écris ?' },
  ],
  es: [
    { title: '¿A quién debería conocer?', message: '¿A quién debería conocer, y qué digo primero sobre mí?' },
    { title: 'Aclarar lo que pido', message: 'Ayúdame a escribir una petición de presentación clara y breve.' },
    {
      title: 'Preparar una primera charla',
      message: 'Me han presentado a alguien. ¿Cómo preparo nuestra primera charla?',
    },
    { title: '¿Qué sabes hacer?', message: '¿Qué puedes hacer por mí, y quién lee lo que te escribo?' },
  ],
  pt: [
    { title: 'Quem devo conhecer?', message: 'Quem devo conhecer, e o que digo primeiro sobre mim?' },
    {
      title: 'Tornar o meu pedido mais claro',
      message: 'Ajuda-me a escrever um pedido de apresentação claro e curto.',
    },
    {
      title: 'Preparar uma primeira conversa',
      message: 'Fui apresentado a alguém. Como preparo a nossa primeira conversa?',
    },
    { title: 'O que sabes fazer?', message: 'O que podes fazer por mim, e quem lê o que te escrevo?' },
  ],
  it: [
    { title: 'Chi dovrei conoscere?', message: 'Chi dovrei conoscere, e che cosa dico prima di me?' },
    {
      title: 'Rendere più chiara la richiesta',
      message: 'Aiutami a scrivere una richiesta di presentazione chiara e breve.',
    },
    {
      title: 'Preparare un primo colloquio',
      message: 'Mi hanno presentato a una persona. Come preparo il nostro primo colloquio?',
    },
    { title: 'Che cosa sai fare?', message: 'Che cosa puoi fare per me, e chi legge quello che ti scrivo?' },
  ],
  ja: [
    { title: '誰に会うべき？', message: '私は誰に会うべきですか。まず自分について何を伝えればよいですか。' },
    { title: '依頼文を分かりやすく', message: '紹介をお願いする、短く分かりやすい文章を一緒に考えてください。' },
    { title: '初めての面談の準備', message: 'ある方を紹介していただきました。最初の面談はどう準備すればよいですか。' },
    { title: '何ができますか', message: '何を手伝ってもらえますか。書いたことは誰が読みますか。' },
  ],
}
