import { describe, expect, test } from 'vitest'
import { needHeard } from '../../../src/domains/partners/needs/hear.ts'

/** What people wrote who looked for somebody, and whom they looked for. */
const needs: readonly (readonly [string, string])[] = [
  ['I need an attorney for our co-ownership agreement', 'ATTORNEY'],
  ['Need a good real-estate lawyer in Minnesota, asap!', 'ATTORNEY'],
  ['Does anyone know a lawyer who understands TIC?', 'ATTORNEY'],
  ['can anyone here recommend a patient, English-speaking immigration lawyer', 'ATTORNEY'],
  ['Do you know of any attorneys in MN?', 'ATTORNEY'],
  ['Hi all. We’re closing in March. Do I need to talk to a lawyer?', 'ATTORNEY'],
  ['No, we need a lawyer', 'ATTORNEY'],
  ['We need legal advice before we sign', 'ATTORNEY'],
  ['looking for a lender that does fractional loans', 'LENDER'],
  ['Could someone point us to… could somebody suggest a mortgage broker?', 'LENDER'],
  ['Anyone have a mortgage person? We are searching for a home loan', 'LENDER'],
  ['any recommendations for a realtor in Saint Paul?', 'AGENT'],
  ['we want a real estate agent who gets co-buying', 'AGENT'],
  ['who is a good buyer’s agent around here', 'AGENT'],
  ['we have to find a title company by Friday', 'TITLE'],
  ['Looking for the best escrow company in CA', 'TITLE'],
  ['I need homeowners insurance for four owners', 'INSURANCE'],
  ['can you connect us with an insurance broker', 'INSURANCE'],
  ['Seeking a CPA who knows partnerships', 'CPA'],
  ['please recommend an accountant', 'CPA'],
  ['I think that we need a tax advisor', 'CPA'],
  ['Is there anyone who could recommend us a lawyer?', 'ATTORNEY'],
  ['We could use a lawyer. Any ideas?', 'ATTORNEY'],
  ['any lawyer recs?', 'ATTORNEY'],
  ['who do you use for title insurance', 'TITLE'],
  ['Can somebody refer a good tax person', 'CPA'],
  ['My partner and I are buying in Duluth, MN and need a mortgage.', 'LENDER'],
  ['We have been looking everywhere for a decent lender', 'LENDER'],
  ['Wer kann einen guten Makler empfehlen?', 'AGENT'],
  ['Ich suche einen Anwalt für Immobilienrecht', 'ATTORNEY'],
  ['Kann mir jemand eine gute Rechtsanwältin empfehlen?', 'ATTORNEY'],
  ['Kennt jemand einen Steuerberater?', 'CPA'],
  ['Wir brauchen eine Baufinanzierung', 'LENDER'],
  ['Wir sind auf der Suche nach einem Makler', 'AGENT'],
  ['Wir benötigen eine Gebäudeversicherung', 'INSURANCE'],
  ['Sí, necesito un abogado', 'ATTORNEY'],
  ['¿Alguien conoce un buen contador en Texas?', 'CPA'],
  ['Buscamos agente de bienes raíces', 'AGENT'],
  ['¿Me pueden recomendar una hipoteca?', 'LENDER'],
  ['Nous avons besoin d’un avocat', 'ATTORNEY'],
  ['Quelqu’un connaît un bon expert-comptable ?', 'CPA'],
  ['Je cherche un agent immobilier', 'AGENT'],
  ['Pouvez-vous me recommander un courtier immobilier ?', 'LENDER'],
  ['Cerco un avvocato a Minneapolis', 'ATTORNEY'],
  ['Qualcuno conosce un commercialista?', 'CPA'],
  ['Abbiamo bisogno di un mutuo', 'LENDER'],
  ['Preciso de um advogado', 'ATTORNEY'],
  ['Alguém conhece um bom corretor de imóveis?', 'AGENT'],
  ['不動産に強い弁護士を探しています', 'ATTORNEY'],
  ['税理士さんを紹介してください', 'CPA'],
  ['住宅ローンが必要です', 'LENDER'],
]

/** What people wrote who did not. */
const falseAlarms: readonly string[] = [
  'My attorney called me back this morning',
  'I need to call our lawyer tomorrow',
  'We don’t need a lawyer for that',
  'you need a lawyer lol',
  'If you ever need an attorney, ask me',
  'When somebody needs a lender I send them to Bob',
  'Who is looking for a lawyer?',
  'I am a lawyer and happy to help',
  'I know a lawyer who plays the banjo',
  'I would recommend a lawyer I once had',
  'Does anyone know a good lawyer joke?',
  'I am looking for a job as a lawyer',
  'looking for a lawyer friend of mine who was here last week',
  'We already found a realtor, thanks',
  'We were looking for a CPA but found one',
  'No need for an accountant',
  'The lender said no',
  'I find lawyers expensive',
  'I need a title for my talk',
  'I need an agent framework for my app',
  'We need insurance against boredom',
  'Looking for a co-founder',
  'need tax season to be over',
  'I need the agent to call me back',
  'She needs a lawyer',
  'they are looking for a lender',
  'Our members need a lender from time to time',
  '> I need a lawyer\nSame here, good question',
  'He wrote “I need an attorney” and left',
  'Run `find a lawyer` in the shell',
  'Never mind, no longer looking for an attorney',
  'I would never hire a realtor',
  'Thanks for the attorney recommendation!',
  'Lawyers, guns and money',
  'we are seeking a lawyer-free solution',
  'looking for a mortgage calculator',
  'need home insurance data for the deck',
  'He said: I need a lawyer',
  'Need a lender? DM me!',
  'Looking for a realtor? Call me',
  'Anyone know how much an attorney costs?',
  'can you recommend a book about real estate agents',
  'need feedback: our legal AI agent',
  'Ich brauche die Nummer vom Anwalt',
  'Busco a mi abogado',
  'Cerco lavoro come avvocato',
  '弁護士を目指しています',
  'Ich brauche keinen Anwalt',
  'Mein Anwalt sucht einen Parkplatz',
  'Ich kann einen Anwalt empfehlen',
  'Wenn ihr einen Anwalt braucht, sagt Bescheid',
  'Wir haben schon einen Makler, der eine Garage sucht',
  'No necesito abogado',
  'Ya tenemos contador, buscamos casa',
  'Necesito hablar con mi abogado',
  'Je n’ai pas besoin d’un avocat',
  'Mon avocat cherche ses clés',
  'Non cerco un avvocato',
  'Cerco il mio commercialista',
  'Não preciso de advogado',
  'Procuro meu contador',
  '弁護士は必要ありません',
  '弁護士が必要ないです',
  '昨日、弁護士と話しました',
  '',
  '   \n\n ',
  'lawyer',
  'attorney attorney attorney need',
]

describe('partners.need', () => {
  test.each(needs)('is heard: %s', (said, type) => {
    expect(needHeard(said)?.type).toBe(type)
  })

  test.each(falseAlarms)('is not heard: %s', (said) => {
    expect(needHeard(said)).toBeNull()
  })

  test('knows the state only where somebody named one', () => {
    const stateOf = (where: string) => needHeard(`I need a lawyer ${where}`)?.state
    expect(['in MN', 'in Minnesota', 'near Saint Paul, MN', 'in west virginia'].map(stateOf)).toEqual([
      ...['MN', 'MN', 'MN', 'WV'],
    ])
    expect(['or me', 'ok?', 'in or near the city', 'IN A HURRY', 'for me and OK'].map(stateOf)).toEqual(
      Array.from({ length: 5 }, () => null),
    )
  })

  test('is quick with the longest and the strangest words', () => {
    for (const said of [
      'need a '.repeat(50_000),
      `I need ${'very '.repeat(10_000)}lawyer`,
      'i '.repeat(100_000),
      '\n'.repeat(500_000),
    ]) {
      expect(needHeard(said)).toBeNull()
    }
  })
})
