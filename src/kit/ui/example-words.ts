import type { Words } from '../examples.ts'
import { LIMITS } from './limits.ts'

/** The ways in which every example can be seen. `usual` is what the example itself says. */
export const WORDINGS = ['usual', 'longest', 'german', 'japanese', 'rightToLeft'] as const
export type Wording = (typeof WORDINGS)[number]

export const wordsByWording: Readonly<Record<Wording, Words>> = {
  usual: { line: (usual) => usual, paragraph: (usual) => usual, name: (usual) => usual },
  longest: longest({
    name: 'Maximiliana-Konstantina van der Grootenhuis-Achterberg',
    text: 'We are looking for somebody who has taken a marketplace for used laboratory equipment through its first regulated market, ideally with customs, and who would not mind half an hour of questions. ',
  }),
  german: longest({
    name: 'Friederike-Wilhelmine Donaudampfschifffahrtskapitän',
    text: 'Wir suchen die Verantwortliche für Nahrungsmittelunverträglichkeitsbescheinigungen und Grundstücksverkehrsgenehmigungszuständigkeiten, gern mit Rechtsschutzversicherungserfahrung. ',
  }),
  japanese: longest({
    name: '長谷川‐東海林 美佐子マリア',
    text: '初めてご連絡いたします。医療機器の輸入と薬事承認に詳しい方をご紹介いただけますと大変ありがたく存じます。三十分ほどお話を伺えれば十分です。',
  }),
  rightToLeft: longest({
    name: 'عبد الرحمن بن سليمان الخوارزمي',
    text: 'نبحث عن شخص لديه خبرة في فتح أسواق جديدة للمعدات الطبية، ويمكنه أن يخصص لنا نصف ساعة هذا الأسبوع. ',
  }),
}

/** Text as long as a form would have let through, in one script. Names stay names: nobody types 200 characters there. */
function longest(sample: { readonly name: string; readonly text: string }): Words {
  const filled = (max: number) =>
    sample.text
      .repeat(Math.ceil(max / sample.text.length))
      .slice(0, max)
      .trimEnd()
      .toWellFormed()
  return {
    line: (_usual, max = LIMITS.line) => filled(max),
    paragraph: (_usual, max = LIMITS.paragraph) => filled(max),
    name: () => sample.name,
  }
}
