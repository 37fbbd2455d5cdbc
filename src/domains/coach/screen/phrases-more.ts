// One table: the plainest words for a crisis and for violence in languages that have no list of their own.
import type { Phrases } from './phrases.ts'

/**
 * Said outright, a crisis is found in these languages too; the softer ways of saying it are left to the model's own handing over.
 * The fixed words come in the language of the member's profile. Accents are folded; a letter that has no plain one is `~`.
 */
const dutch: Phrases = {
  language: null,
  hasWords: true,
  CRISIS: [
    /(?:denk|denken|gedacht|dacht) (?:\w+ )?aan (?:zelfmoord|zelfdoding|de dood)|zelfmoord (?:plegen|te plegen|gedachten)|zelfmoordgedachten|suicidaal/,
    /(?:wil|wou|liever) (?:\w+ )?(?:dood(?! punt)|sterven)(?= *(?:$|[.!?,]|en|maar))|(?:wil|kan|hoef) (?:\w+ )?niet (?:meer|langer) (?:leven|verder leven)|het leven niet (?:meer )?zitten|(?:mezelf|mij) van kant maken|een eind(?:e)? aan (?:mijn leven|alles|het leven)|beter af zonder mij/,
  ],
  HARM: [
    /(?:slaat|sloeg|schopt|mishandelt|bedreigt|verkracht|misbruikt|stalkt|wurgt) (?:mij|me)(?! (?:om de oren|op de schouder))|(?:ben|werd|word) (?:\w+ )?(?:verkracht|mishandeld|aangerand|misbruikt)/,
  ],
  LEGAL_MONEY: [],
  ASKS_HUMAN: [/(?:met|naar) een (?:echt )?(?:mens|persoon) (?:praten|spreken)|echt mens/],
}

const nordic: Phrases = {
  language: null,
  hasWords: true,
  CRISIS: [
    // Swedish
    /ta(?:r)? (?:livet av mig|mitt (?:eget )?liv)|sjalvmord(?:stankar)? ?(?:i tankarna|varje dag)?(?= *(?:$|[.!?,]))|bega sjalvmord|sjalvmordstankar|(?:vill|orkar) (?:\w+ )?(?:inte|ej) (?:leva|leva mer|leva langre)|vill (?:bara )?do(?= *(?:$|[.!?,]))|battre utan mig/,
    // Danish and Norwegian
    /(?:tage|ta|tar) (?:mit (?:eget )?liv|livet (?:mitt|av meg|af mig))|(?:vil|orker|gider) (?:\w+ )?ikke (?:leve|leve mere|leve mer|leve l~ngere|leve lenger)|(?:lyst til at|vil|lyst til a|onsker a) (?:bare )?d~(?= *(?:$|[.!?,]))|selvmordstanker|beg~ selvmord/,
  ],
  HARM: [
    /(?:slar|sparkar|misshandlar|hotar|valdtog) mig|(?:sl~r|sparker|truer|voldtog|voldtok) (?:mig|meg)|slar meg|(?:blev|ble|har blivit) (?:\w+ )?(?:valdtagen|voldtaget|voldtatt|misshandlad|mishandlet)/,
  ],
  LEGAL_MONEY: [],
  ASKS_HUMAN: [],
}

const polishFinnishTurkish: Phrases = {
  language: null,
  hasWords: true,
  CRISIS: [
    /(?:zabic|zabije|powiesic|powiesze) sie|(?:popelnic|pope~nic|mysle o|my~le o) samobojstw\w*|samobojcze mysli|mysli samobojcze|chc(?:e|ialbym|ia~bym|ialabym) (?:\w+ )?umrzec|nie chce (?:mi sie )?(?:juz )?zyc|skonczyc ze soba|odebrac sobie zycie|beze mnie (?:[^ ,.]+ ){0,2}lepiej|lepiej beze mnie/,
    /(?:haluan|haluaisin|tahdon) kuolla|en (?:halua|jaksa) (?:enaa )?elaa|itsemurha(?:a|n|ajatuksia)?(?= *(?:$|[.!?,]))|tappaa itseni|tapan itseni/,
    /olmek istiyorum|(?:artik )?yasamak istemiyorum|intihar (?:etmek|edecegim|ediyorum|dusunuyorum)|kendimi oldur\w+|canima kiy\w+/,
  ],
  HARM: [
    /(?:bije|pobil|pobi~|zgwalcil|zgwa~ci~|molestuje|dusil|dusi~) mnie|mnie (?:bije|pobil|pobi~|zgwalcil|zgwa~ci~|molestuje)|(?:lyo|hakkaa|raiskasi|pahoinpitelee|uhkailee) minua|minut raiskattiin|beni (?:dovuyor|dovdu|tehdit ediyor|taciz ediyor)(?! fiyat)|tecavuze ugradim/,
  ],
  LEGAL_MONEY: [],
  ASKS_HUMAN: [],
}

/** Scripts without our letters: looked for as they are typed. */
const otherScripts: Phrases = {
  language: null,
  hasWords: false,
  CRISIS: [
    /(?:хочу|хочется) (?:просто )?(?:умереть|сдохнуть)|не хочу (?:больше )?жить|жить не хочу|не хочется жить|покончить с собой|(?:убью|убить) себя|мысли о (?:суициде|самоубийстве)|(?:хочу|хочеться) (?:просто )?померти|не хочу (?:більше )?жити|накласти на себе руки|вбити себе/,
    /(?:我|好|真)?(?:想|要)(?:自杀|自殺|去死)|想死(?!你|他|她|我了)|不想活(?:了|着|下去)?|活不下去|活着没(?:有)?意(?:思|义)|结束(?:我的|自己的)?生命|結束(?:我的|自己的)?生命|轻生/,
    /죽고 ?싶|자살(?:하고|할|을 생각|하려)|살고 ?싶지 ?않|살기 ?싫|목숨을 ?끊|스스로 목숨/,
    /أريد أن أموت|اريد ان اموت|لا أريد أن أعيش|لا اريد ان اعيش|(?:أفكر|افكر) في الانتحار|سأنتحر|أنهي حياتي/,
    /मरना चाह(?:ता|ती)|जीना नहीं चाह(?:ता|ती)|आत्महत्या कर(?:ना|ने|ूं|ूँ)/,
  ],
  HARM: [
    /(?:бьет|бьёт|избил|избивает|изнасиловал|насилует|душил) меня|меня (?:бьет|бьёт|избил|избивает|изнасиловал|изнасиловали|избили)|угрожает (?:меня )?убить/,
    /家暴(?:我|了我)?(?!防|法|中心|热线)|被(?:家暴|强奸|強姦|性侵|性骚扰|性騷擾)|强奸了我|性侵(?:了)?我|威胁(?:要)?杀/,
    /(?:저를|나를|절|날) (?:때려|때렸|폭행|성폭행|협박)|성폭행(?:을)? 당|성추행(?:을)? 당|맞고 살/,
    /يضربني|ضربني|اغتصبني|يهددني بالقتل/,
    /(?:मुझे|मुझको) (?:मारता|पीटता|मारते|पीटते)|बलात्कार (?:किया|हुआ)/,
  ],
  LEGAL_MONEY: [],
  ASKS_HUMAN: [],
}

export const others: readonly Phrases[] = [dutch, nordic, polishFinnishTurkish, otherScripts]
