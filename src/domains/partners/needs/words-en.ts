import type { NeedWords } from './words.ts'

const SOMEBODY = '(?:you|anyone|anybody|someone|somebody|folks)(?: here| else)?'
const POINT = '(?:refer|introduce) (?:me|us) to|connect (?:me|us) with|put (?:me|us) in touch with'

export const english: NeedWords = {
  wishes: [
    'need(?: help finding)?|in (?:need|search) of|need (?:help|advice|guidance) from',
    'look(?:ing)?(?: \\w+)? for|search(?:ing)? for|iso|could use(?= (?:an?|some) )|seeking|finding|hunting for',
    'find(?: me| us)?(?= (?:an?|any|some|good) )|find (?:me|us)|hire|hiring',
    `(?:can|could|would|will|does|do) ${SOMEBODY}(?: please)? (?:recommend|suggest|refer|find|know(?: of)?|help (?:me|us) find|${POINT})(?: me| us)?`,
    '(?:anyone|anybody|someone|somebody) who (?:can|could|might) (?:recommend|suggest|refer)(?: me| us)?',
    '(?:anyone|anybody|someone|somebody)(?: here)? (?:recommend|know(?: of)?|have|has|got|used)(?= (?:an?|any|some|good) )',
    `please (?:recommend|suggest)|(?:recommend|suggest) (?:me|us)|${POINT}`,
    '(?:recommendations?|recs?|referrals?|suggestions?|tips) (?:for|on|to)',
    'who is(?= an? )|want(?= (?:an?|some|good) )|would like(?= (?:an?|some) )',
    { begins: 'any', ends: 'recs?|recommendations?|suggestions?' },
    'who do you use for|(?:good|great|nice) to (?:talk|speak) (?:to|with)',
    '(?:should|want to|need to|have to|like to|must|wanna)(?: i| we)? (?:talk|speak) (?:to|with)|would like to meet',
  ],
  professionals: {
    ATTORNEY: 'attorneys?|lawyers?|legal (?:advice|help|counsel|advis[eo]r)',
    INSURANCE:
      '(?:homeowners?(?: s)?|home|house|property|hazard|landlord) insurance|insurers?|insurance (?:agents?|brokers?|compan(?:y|ies)|quotes?|polic(?:y|ies)|provider)',
    TITLE: 'title (?:compan(?:y|ies)|insurance|agents?|search)|escrow (?:compan(?:y|ies)|officers?|agents?)',
    LENDER:
      'lenders?|mortgages?(?: (?:brokers?|lenders?|advis[eo]rs?|person))?|(?:home|construction|bridge) loans?|loan officers?|pre approval',
    AGENT: 'realtors?|(?:real )?estate (?:agents?|brokers?)|(?:buyer|seller)s?(?: s)? agents?|listing agents?',
    CPA: 'cpas?|accountants?|tax (?:person|advis[eo]rs?|preparers?|accountants?|pros?|professionals?|advice|help)',
  },
  notAfter:
    'don t|dont|do not|doesn t|didn t|did not|won t|no longer|never|without|said|says|not(?= $)|no(?= $)|if|when|whenever|unless|used to' +
    '|(?:you|he|she|they|people|nobody|someone|somebody|anyone|anybody|everyone|who|clients|members|customers)(?: (?!i |we )\\w+)?(?= $)',
  notBetween:
    'my|our|your|his|her|their|the(?! best)|this|that|these|those|who|which|what|to|from|with|about|as|like|of|than|and|but|for' +
    '|not|no|never|we|i|you|he|she|they|it|is|was|be|jobs?|friends?|jokes?',
  notBefore:
    'jokes?|movies?|films?|series|shows?|books?|songs?|costumes?|emojis?|memes?|jobs?|positions?|roles?|careers?|internships?' +
    '|salar(?:y|ies)|friends?|puns?|podcasts?|games?|up|clients?|free|calculators?|data|numbers|rates|in the family',
  settled: 'found (?:one|him|her|somebody|someone)|already (?:have|found|hired|got)|all set|no longer|never ?mind',
}
