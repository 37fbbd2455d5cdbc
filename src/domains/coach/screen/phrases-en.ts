// One table: every phrase of one language, with what it is not to be taken for.
import type { Phrases } from './phrases.ts'

const SELF = /(?:my ?self|me self)/.source
const SOMEBODY =
  /(?:he|she|they|somebody|someone|everybody|my (?:\w+ )?(?:boss|husband|wife|partner|boyfriend|girlfriend|spouse|fiance|father|dad|mother|mom|mum|stepfather|brother|uncle|co-?founder|manager|investor|mentor|coach|colleague|landlord|neighbou?r|ex|son|teacher|client)|(?:a|an|the|one|this) (?:\w+ )?(?:member|investor|founder|man|guy|woman|person|colleague|client|mentor|stranger))/
    .source
const PERSON =
  /(?:him|her|them|everyone|everybody|someone|somebody|people|you(?! guys)|myself and|my (?:\w+ )?(?:boss|husband|wife|partner|boyfriend|girlfriend|father|mother|brother|sister|family|kids|children|son|daughter|co-?founder|manager|investor|colleagues?|coworkers?|landlord|neighbou?r|ex))/
    .source

export const english: Phrases = {
  language: 'en',
  hasWords: true,
  CRISIS: [
    // Saying it
    new RegExp(
      `(?:kill|kil|hang|shoot|drown|poison|unalive|off|end|kms)(?:ing)? ${SELF}(?! (?:over|laughing|with (?:work|this)|to (?:get|make|finish|ship|hit|meet|close|please)|for (?:this|the|a)|out (?:there|on a limb)|in the foot))`,
    ),
    /(?:i'?ll|wanna|gonna|want to|going to|might|could|should|just) kms/,
    /(?:commit|committing|contemplat(?:e|ed|ing)|attempt(?:ed|ing)?|consider(?:ed|ing)?|(?:think|thinking|thought) (?:about|of)|plan(?:ning)?) suicide(?! (?:prevention|hotline|awareness|research|risk|screening))/,
    /(?:i'?m|i am|i feel|feeling|been|i've been|get|getting|so|become|becoming|am i) (?:\w+ )?suicidal/,
    /suicidal (?:thoughts|ideation|feelings)(?! (?:detection|in (?:patients|users|teens)))/,
    /suicide (?:note|is (?:the|my)|seems|looks like|would be)/,
    /(?:my|by) suicide/,
    /(?:take|taking|took|end|ending|ended) my (?:own )?life(?! (?:in(?:to)? (?:my own|a new)|back|seriously|savings|story|as|work))/,
    /(?:want|wants|wanna|going|gonna|ready|rather|prefer|wish|hope|decided|planning|plan|deserve|need)(?: to)?(?: (?:just|really|simply|finally))* (?:die|be dead|not (?:be alive|exist|be here any ?more|wake up)|stop existing|cease to exist|disappear for ?ever)(?! (?:of|from|laughing|trying|on (?:this|that) hill|hard|in (?:committee|the funnel)))/,
    /(?:wish|wished) (?:that )?i (?:was|were|could be|could just be) (?:dead|never born)/,
    /(?:wish|wished) i (?:had never been born|had(?:n't| not) been born|could(?:n't| not)? (?:die|wake up)|did(?:n't| not) (?:exist|wake up)|would(?:n't| not) wake up|could (?:just )?(?:fall|go to|drift) .{0,12}sleep (?:forever|and))/,
    /(?:better|rather) off dead/,
    /better (?:off )?if i (?:was|were) (?:dead|gone|not (?:here|alive|around)|never born)/,
    /(?:do not|don'?t|dont|no longer|never) (?:really |even )?(?:want|wanna|wish|care)(?: to)? (?:live(?! in| with| off| near| abroad| from| stream| on)|be alive|exist|keep living|go on living|wake up(?: any ?more| again| tomorrow| at all)|be (?:here|around) any ?more)/,
    /(?:do not|don'?t|dont) (?:really )?(?:want|wanna)(?: to)? live/,
    /(?:end|ending) it all|end it (?:tonight|now|today|for good|for ?ever|soon)(?! with)/,
    /(?:over ?dose|overdosing|od'?ing) on (?:my|pills|medication|tablets|sleeping)|(?:swallow|swallowed|take|took|taking|eat) (?:all (?:of )?)?(?:the|my|these|a bottle of|a handful of|too many) (?:\w+ )?(?:pills|tablets|medication)(?! (?:as|on time|to market))/,
    /i(?:'m going to| will| want to|'ll| could) (?:over ?dose|od)/,
    /(?:jump|jumping|throw myself|step|walk) (?:off|from|out|in front|into)(?: of)? (?:a|the|my|this|that) (?:bridge|roof|rooftop|building|balcony|window|cliff|train|bus|traffic)/,
    /(?:slit|cut|cutting|slitting) my (?:wrists?|arms?|throat|veins|legs?)/,
    /(?:bullet (?:in|through) my (?:head|brain)|blow my brains? out|shoot myself in the head|rope (?:is )?around my neck|noose)/,
    new RegExp(
      `(?:self[- ]?harm|self[- ]?harming|self[- ]?injur\\w+|hurt(?:ing)? ${SELF}|harm(?:ing)? ${SELF}|cut(?:ting)? ${SELF})(?! (?:some|a (?:check|cheque|deal|break|better)|short|slack|in|out|off from|loose|by|financially|with (?:low|bad|this)|in the|detection|on price|too thin))`,
    ),
    // Implying it
    /no (?:reason|point|sense) (?:left )?(?:to|in|for me to) (?:live|living|be alive|being alive|stay alive|go on|going on|wake up|waking up|be here|being here)(?! (?:with|about|at|in|to|vacation|holiday|record|like this with))/,
    /(?:nothing|no ?one|nobody|not much) (?:left )?to live for|(?:nothing|no reason) (?:left )?(?:to stay|to keep me) (?:alive|here) for/,
    /(?:life|living|it all|my life)(?:'s| is|'s just| is just)?(?: simply| really)?(?: not|n't) worth (?:living|it(?! (?:for|if|to build)))|not worth (?:living|being alive)|is life (?:even )?worth (?:it|living)/,
    /(?:tired|sick|exhausted) of (?:living|being alive|life itself|existing|life(?![- ]?(?:cycle|style|insurance|in)))/,
    /(?:everyone|everybody|they|the world|my (?:family|kids|children|wife|husband|partner|friends|team|parents)|people|you) (?:would|will|'d|might) (?:all )?(?:be|do) (?:so much |much |far )?(?:better|happier|easier|fine)(?: off)? without me(?! (?:as|on|in|at|leading|running|there (?:at|on)|joining))/,
    /(?:the )?world (?:would|will|'d) be (?:a )?better(?: place)? (?:off )?without me/,
    /(?:nobody|no ?one|not a soul) (?:would|will|'d) (?:even )?(?:miss me|notice if i (?:was|were|am|died|disappeared|vanished)|care if i (?:was|were|died|lived|disappeared|vanished|stopped existing))/,
    /(?:can'?t|cannot|can not|couldn'?t) (?:go on|carry on|keep going|bear (?:it|this)|live like this|cope|take (?:it|this|life)|do (?:it|this|life))(?: like this)?(?: any ?(?:more|longer))?(?= *(?:$|[.!?,;…]|and i (?:want|don)|i (?:want|don|just)))/,
    /(?:don'?t|do not|cannot|can'?t) see (?:any |a |another )?(?:way out|way forward for me|future for (?:me|myself)|reason to (?:go on|live|continue living))(?! of (?:this|the|our|that)| for (?:the|our|us))/,
    /(?:there is|there's|theres|i have|i see) no (?:way out|other way out|future)(?: left)?(?: for me)(?! (?:at|in (?:this|the) (?:company|team|role)))/,
    /no way out any ?more/,
    /(?:go|fall|going) (?:to )?(?:asleep|sleep) and (?:never|not) (?:have to )?wake(?: up)?|never wak(?:e|ing) up(?: again| any ?more| tomorrow)?(?! to)|not wak(?:e|ing) up (?:tomorrow|again)/,
    /(?:this is |saying )?(?:my )?(?:final|last) (?:goodbye|good ?bye|message (?:ever|to (?:everyone|anyone|the world|you all))|night (?:alive|on earth)|day (?:alive|on earth))|goodbye (?:cruel )?(?:world|for ?ever|everyone,? (?:forever|i|it))/,
    /(?:wrote|written|writing|write) (?:a|my|the|letters? of) (?:goodbye|farewell|suicide|last) ?(?:letters?|notes?)? ?(?:to (?:my )?(?:family|kids|children|wife|husband|parents|everyone|mother|mom))/,
    /(?:won'?t|will not|not going to|not gonna) be (?:around|here|alive|there)(?: for)? (?:much longer|any ?more|long|to see)(?! (?:at|in|on|because|than|since|as|so we|the (?:launch|demo|results?) (?:live|in person)))/,
    /(?:have|got|found|bought|saved|collected|counted)(?: up)? (?:enough |the |my |all the |all my )?(?:pills|rope|gun|razor|blades?)(?: (?:ready|here|in front of me|next to me|on the table|saved))/,
    /(?:gave|giving|given) away (?:all )?(?:my|everything|my (?:things|belongings|pets?))(?: i own)?.{0,40}(?:won'?t need|not need|no longer need)/,
    /i(?:'m| am) (?:just |such |only |nothing but )?a burden (?:to|on|for) (?:everyone|everybody|my|them|all|people|others|you)/,
    /(?:made|make) (?:my )?peace with (?:dying|death|not being here)|(?:i'?m|i am) (?:ready|not afraid) to (?:go|die)(?: now)?(?= *(?:$|[.!?]))(?<!ready to go)/,
    /(?:stop|end|make) (?:all )?(?:the|this|my) pain (?:stop )?(?:for ?ever|for good|permanently|tonight)/,
    /(?:death|dying) (?:is|would be|seems|feels|sounds) (?:like )?(?:the |a |my )?(?:only |easier|better|relief|peaceful|way out|answer|option|solution)/,
    /(?:think|thinking|thought|dream|dreaming|fantasi[sz]e|fantasi[sz]ing) (?:a lot |all the time |constantly )?(?:about|of) (?:dying|death every|my (?:own )?(?:death|funeral)|ending (?:it|things|everything|my)|how to (?:die|end))/,
    /(?:painless|easiest|quickest|best|least painful|fastest) way to (?:die|go for ?ever|end (?:it all|my life|it)|kill my)/,
    /how (?:many|much) (?:\w+ ){1,3}(?:to|would|does it take to) (?:kill|overdose|die)(?! (?:a|the|off) )/,
    /i (?:just )?(?:do not|don'?t|dont) (?:want to )?(?:feel|be) (?:anything|alive|here) any ?more/,
    /(?:disappear|vanish|gone) (?:for ?ever|for good|from this world)(?= *(?:$|[.!?,]))/,
  ],
  HARM: [
    new RegExp(
      `${SOMEBODY} (?:\\w+ ){0,2}(?:hit|hits|hitting|beat|beats|beating|punch(?:ed|es)?|slap(?:ped|s)?|chok(?:ed|es)|strangl(?:ed|es)|kick(?:ed|s)|rap(?:ed|es)|assault(?:ed|s)|molest(?:ed|s)|grop(?:ed|es)|abus(?:ed|es|ing)|stalk(?:ed|s|ing)|harass(?:ed|es|ing)?|blackmail(?:ed|s|ing)?|shov(?:ed|es)|drugg?(?:ed|s)|traffick(?:ed|s)) me(?! (?:to (?:it|the|that|market)|at|down|by|on (?:price|the)|with (?:a (?:question|low|great|proposal)|an? (?:offer|idea))|up(?! (?:again|badly|last|when|because|every))|back|hard with|out of|again on|off the))`,
    ),
    new RegExp(
      `${SOMEBODY} (?:\\w+ ){0,3}(?:threaten(?:ed|s|ing)?|wants?|tried|tries|going) (?:to|me to|that (?:he|she|they) (?:will|would)) (?:kill|hurt|harm|beat|rape|stab|shoot|burn|find|come (?:to|after)|post|leak|publish|share|send) (?:me|us|my (?:family|kids|children|house|home|photos|pictures|nudes|private))`,
    ),
    /(?:threaten(?:ed|s|ing)?|threats?) (?:me )?(?:with (?:violence|a (?:knife|gun|weapon))|to kill|to hurt|of violence)|death threats?(?! (?:model|feature|analysis))/,
    /i(?:'m| am| was|'ve been| have been| got| am being| was being| keep being| keep getting)(?: being| getting)? (?:\w+ly )?(?:raped|molested|groped|sexually|physically abused|abused|beaten(?! (?:by|to|in|on) (?:the|a|our|market|competit))|stalked|blackmailed|harassed|trafficked|assaulted|drugged|sextorted)/,
    /(?:sexual|sexually)(?:ly)? (?:harass|assault|abus|molest)\w*(?: me| at| by| from| against me)(?! (?:policy|training|prevention|claims data))/,
    /(?:touch(?:es|ed|ing)?|kiss(?:ed|es)?|grab(?:bed|s)?) (?:me|my (?:body|breasts?|thighs?|leg|butt)) (?:without|inappropriately|against|when i (?:said|told)|although i|and i (?:said|froze)|under)/,
    /(?:afraid|scared|terrified|frightened) (?:to go home|to be (?:at home|alone with)|of (?:my (?:husband|wife|partner|boyfriend|girlfriend|father|mother|ex|stepfather|son)|what (?:he|she) (?:will|might|would) do))/,
    /(?:afraid|scared|terrified) (?:that )?(?:he|she|they)(?:'ll| will| would| might|'s going to|'re going to) (?:hurt|kill|hit|beat|find)/,
    /(?:he|she|my (?:husband|wife|partner|boyfriend|girlfriend|father|mother|ex)) (?:\w+ )?(?:hurts?|hits?|beats?|touch(?:es|ed)) (?:me|us|the (?:kids|children|baby)|my|our) ?(?:kids|children|child|son|daughter|baby)?(?! (?:to|at|down|on|with))/,
    /(?:hits?|beats?|hurts?|touch(?:es|ed)|molest(?:s|ed)|abus(?:es|ed)) (?:my|our|the|a) (?:little )?(?:kids?|child|children|son|daughter|baby|girl|boy)/,
    /(?:i'?m|i am|i was|being|as) (?:a |an )?(?:victim|survivor) of (?:domestic|sexual|abuse|violence|trafficking|stalking)/,
    /domestic (?:violence|abuse) (?:at|in my|in our|from|by my|situation)/,
    /(?:won'?t|will not|doesn'?t|does not|never) let me (?:leave the (?:house|flat|apartment|room)|go (?:home|out)|see my (?:family|kids|children|friends)|have my (?:passport|phone|documents))/,
    /(?:lock(?:s|ed)|keep(?:s)?|holds?|held) me (?:in(?:side)?(?: the| a| my)? ?(?:house|room|basement|flat|apartment)?|up|captive|prisoner|hostage)(?! (?:to date|at night|in (?:a|the) (?:contract|deal|meeting|role|loop)|posted|busy|informed|awake|going))/,
    /(?:took|takes|keeps|kept|confiscated|has) my passport/,
    /forc(?:e|es|ed|ing) me to (?:have sex|sleep with|touch|marry|undress|strip|watch (?:him|porn)|send (?:nudes|pictures|photos|naked))/,
    /(?:sex|sleep with (?:him|her|them)|a date|go to (?:his|her) (?:hotel|room)) (?:in exchange|in return|or (?:he|she|they) (?:won'?t|will not|will)|for (?:the|a) (?:investment|deal|job|intro))|(?:invest|fund|sign|hire|promote)\w* (?:me |us )?(?:only )?if i (?:sleep|have sex|go to bed|spend the night)/,
    new RegExp(
      `(?:i'?m|i am|i) (?:\\w+ )?(?:want|going|gonna|wanna|plan|planning|ready|about|intend|need)(?: to)? (?:kill|murder|shoot|stab|strangle|poison|hurt|beat up|burn|attack) ${PERSON}(?! (?:on|in|with|at|feelings|by (?:out|under)|off (?:the|in)|from the (?:list|market)|through))`,
    ),
    new RegExp(
      `(?:i will|i'll|ill) (?:\\w+ )?(?:kill|murder|stab|strangle|poison|beat up) ${PERSON}(?! (?:on|in|with|at|by (?:out|under)))`,
    ),
    /(?:bring|take|taking|bringing) (?:a|my|the) (?:gun|knife|rifle|weapon|bomb) (?:to|into) (?:the |my |our )?(?:office|work|school|meeting|event|meetup|conference)/,
    /(?:build|make|making|building|buy|get) (?:a|an) (?:\w+ )?(?:bomb|explosive|pipe bomb)(?! (?:detector|disposal|squad))|shoot up (?:the|my|our|this)/,
    /(?:make|making|want) (?:him|her|them|everyone) (?:pay|suffer|bleed) (?:with (?:blood|his life|her life|their lives)|physically|for (?:it )?with)/,
    /(?:nudes?|naked (?:photos?|pictures?)|intimate (?:photos?|pictures?|videos?)) of me/,
    /revenge porn|sextort\w*/,
  ],
  LEGAL_MONEY: [
    /(?:i'?m|i am|we'?re|we are|i|we|they|he|she|me|us|got|been|being|get|getting|be) (?:\w+ )?(?:being |getting |been |got |was |were )?(?:sued|subpoenaed|indicted|arrested|prosecuted|raided)/,
    /(?:suing|sue|sues|sued) (?:me|us|my (?:company|startup|business))|threaten(?:ed|s|ing)? (?:me |us )?(?:with|to take (?:me|us) to) (?:a lawsuit|legal action|court|to sue)|threaten(?:ed|s|ing)? to sue/,
    /(?:got|received|receive|served|have|was sent) (?:a |an |with (?:a |an )?)?(?:lawsuit|subpoena|summons|cease[- ]and[- ]desist|court (?:order|summons|letter)|letter from (?:a|their|his|her) (?:lawyer|attorney))/,
    /(?:facing|face) (?:a lawsuit|charges|criminal|prison|jail|bankruptcy|insolvency|eviction|foreclosure|deportation)/,
    /(?:i'?m|i am|we'?re|we are|going|go|gone|went|nearly|almost|personally|about to (?:go|be)|declare|declared|filing for|file for) (?:\w+ )?(?:bankrupt(?:cy)?|insolven(?:t|cy)|broke(?! even| (?:down|up|through|the|into|our|my)))/,
    /(?:can'?t|cannot|can not|unable to|couldn'?t|not able to|no money (?:left )?to|don'?t know how to) (?:\w+ )?(?:pay|make|afford|cover|meet) (?:\w+ )?(?:rent|payroll|salaries|wages|mortgage|loans?|debts?|bills|taxes|tax bill|food|groceries|lawyer)/,
    /(?:lost|losing|lose|about to lose|gambled away) (?:all (?:of )?(?:my|our) (?:money|savings)|everything (?:i|we) (?:own|have|had)|my (?:life )?savings|(?:my|our) (?:house|home)(?! page| market| team| office))/,
    /debt collect\w*|loan shark|gambling (?:debt|addiction)|drowning in debt|(?:deep|buried|over my head) in debt|foreclos\w+ on (?:my|our)|evict(?:ed|ion|ing) (?:me|us|notice|from (?:my|our))|(?:being|getting|got|be) evicted|bailiffs?|wage garnish\w*|repossess\w* (?:my|our)/,
    /owe (?:\w+ )?(?:the )?(?:irs|hmrc|tax (?:office|man)|back taxes)|(?:investigat(?:ed|ing|ion)|charged|accused)(?: of| for| with| by the (?:police|tax|fbi|sec|prosecutor))(?: me| us)? ?(?:fraud|embezzl\w+|tax evasion|money laundering|theft)?(?= *(?:for|by|of|with|$|[.!?,]))(?<=fraud|embezzlement|evasion|laundering|theft|police|tax|fbi|sec|prosecutor)/,
    /(?:police|prosecutor|tax (?:office|inspector)) (?:came|raided|searched|is (?:investigating|after)|are (?:investigating|after)|wants? to (?:question|see) me)/,
    /(?:lose|losing|lost) my (?:visa|residence permit|right to stay)|(?:being|be|get) deported/,
  ],
  ASKS_HUMAN: [
    /(?:talk|speak|chat|write|connect me|put me through|transfer me|pass me|hand me over|get me)(?:ing)? ?(?:to|with)? (?:a|an|some|any|one of the|your|another)? ?(?:real |actual |live |proper )?(?:human(?: being)?|real person|person|someone real|somebody real|human agent|admin|administrator|moderator|staff member|support person|community manager|someone (?:in charge|from the (?:desk|team)|on the team))(?! (?:who|whose|at|in|from|with|that|about|working|of|resources|rights|capital|centered|factors|like|named|called|behind|[a-z]+ing))/,
    /(?:want|need|prefer|get|give me|let me have|reach|contact|message) (?:a |an |some |the )?(?:real |actual |live )?(?:human(?: being)?(?! (?:resources|rights|capital|touch|centered|in the loop))|real person(?! (?:who|at|in|from|with))|admins?(?! (?:panel|role|rights|console|account|access|who))|moderators?(?! (?:who|for)))/,
    /human(?: being)? please|(?:is|are) there (?:a |an |any )?(?:real |actual )(?:humans?|people|person) (?:here|there|i can|behind|available)|(?:can|could|may) (?:a|some) (?:real )?(?:human|person) (?:help|answer|read|look|call|take over)/,
    /(?:not|don'?t want|do not want|instead of|no more|stop|rather than|sick of|tired of) (?:to (?:talk|chat|speak) (?:to|with) )?(?:talking to )?(?:a |an |this |the )?(?:bot|robot|machine|computer|chat ?bot|ai)(?= *(?:$|[.!?,;]|please|any ?more|but))/,
  ],
}
