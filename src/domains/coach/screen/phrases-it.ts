// One table: every phrase of one language, with what it is not to be taken for.
import type { Phrases } from './phrases.ts'

const QUALCUNO =
  /(?:lui|lei|qualcuno|(?:il |la )?(?:mio|mia) (?:\w+ )?(?:capo|marito|moglie|compagn[oa]|fidanzat[oa]|ragazz[oa]|partner|ex|padre|madre|fratello|zio|soci[oa]|collega|investitore|mentore|vicino|figlio)|un (?:\w+ )?(?:membro|investitore|collega|uomo|cliente|socio))/
    .source

export const italian: Phrases = {
  language: 'it',
  hasWords: true,
  CRISIS: [
    /(?:uccidermi|ammazzarmi(?! (?:di (?:lavoro|risate|fatica)))|suicidarmi|impiccarmi|togliermi la vita|farla finita|tagliarmi le vene|spararmi(?= *(?:$|[.!?,;…]| in testa| un colpo))|buttarmi (?:da|dal|dalla|giu|sotto|nel fiume)|gettarmi (?:da|dal|dalla|sotto))(?! con (?:questo|questa|il|la) (?:progetto|fornitore|contratto))|mi (?:uccido|ammazzo|suicido|impicco)(?! (?:di (?:lavoro|risate|fatica)))/,
    /(?:porre fine a|mettere fine a|farla finita con) (?:la )?(?:mia )?(?:vita|tutto(?: questo)?(?= *(?:$|[.!?,;…])))|finirla (?:una volta per tutte|per sempre)/,
    /(?:voglio|vorrei|preferirei|preferisco|desidero|voglia di|merito di) (?:\w+ )?(?:morire|essere mort[oa]|sparire(?= *(?:$|[.!?,;…]| per sempre))|scomparire per sempre|non (?:esistere|svegliarmi(?: piu)?|essere (?:mai )?nat[oa])|non svegliarmi)(?! (?:dal ridere|dalle risate|di (?:fame|vergogna|sonno)))/,
    /non (?:voglio|ho (?:piu )?voglia di|riesco a|ce la faccio a) (?:piu )?(?:vivere(?! (?:a|in|con|di|lontano|qui|piu (?:a|in|con)))|esistere|svegliarmi|andare avanti(?= *(?:$|[.!?,;…]| cosi))|continuare a vivere)(?: piu)?/,
    /non ce la faccio (?:davvero |proprio )?piu(?: (?:a vivere|con questa vita|ad andare avanti))?(?= *(?:$|[.!?,;…]))|non ne posso piu(?: di (?:vivere|questa vita|tutto))?(?= *(?:$|[.!?,;…]))|(?:stanc[oa]|stuf[oa]) di (?:vivere|questa vita|esistere)/,
    /(?:penso|pensare|pensando|pensieri|idee) (?:\w+ )?(?:al suicidio|suicidi|suicid[ae]|di (?:suicidarmi|uccidermi|farla finita|morire)|a (?:uccidermi|togliermi|come morire)|alla morte ogni)|(?:istinti|pensieri|tendenze) suicidi|tentato (?:il )?suicidio|lettera d'?addio(?! (?:al team|all'azienda|lavorativa))/,
    /(?:meglio|felici|sollevat[ei]) senza di me(?! (?:come|alla guida|nel ruolo))|meglio se (?:io )?(?:non (?:esistessi|ci fossi|fossi (?:mai )?nat[oa])|morissi|sparissi)/,
    /(?:ingoiare|ingoiato|prendere|preso) (?:\w+ ){0,2}(?:tutte le|tutte le mie|una scatola di|troppe|un flacone di) (?:\w+ )?(?:pastiglie|pillole|medicine|sonniferi)|overdose|(?:saltare|lanciarmi|buttarmi|gettarmi) (?:da|dal|dalla|giu|sotto|in) (?:\w+ ){0,2}(?:ponte|tetto|balcone|palazzo|finestra|treno|metro)/,
    /(?:tagliarmi|mi taglio|farmi del male|mi faccio del male|autolesion\w*)(?! (?:i capelli|fuori|i costi))/,
    /(?:la |mia )?vita (?:non (?:ha (?:piu )?(?:senso|valore)|vale (?:piu )?la pena)|e (?:ormai )?senza senso)|non (?:ho|vedo|c'?e) (?:piu )?(?:un |una |nessun[oa]? |alcun[oa]? )?(?:motivo|ragione|motivi|ragioni|senso) (?:per|di|a) (?:vivere|continuare a vivere|andare avanti(?= *(?:$|[.!?,;])))|nulla per cui vivere|niente per cui vivere/,
    /(?:addormentarmi|dormire) e non (?:svegliarmi|risvegliarmi)(?: (?:mai )?piu)?|non svegliarmi (?:mai )?piu/,
    /(?:nessuno) (?:sentirebbe la mia mancanza|mi rimpiangerebbe|se ne accorgerebbe se)|(?:sono|essere) (?:solo )?un peso per (?:tutti|la mia famiglia|gli altri|voi)/,
    /(?:piu facile|meglio|un sollievo) (?:\w+ )?(?:essere mort[oa]|morire(?= *(?:$|[.!?,;…]|che))|non esistere|se morissi)|(?:perche|a che serve|a cosa serve) (?:continuare a )?vivere|mondo (?:starebbe|sarebbe) meglio senza di me|niente mi (?:trattiene|lega) (?:qui|a questo mondo)/,
    /non (?:mi (?:sentirete|vedrete|rivedrete)|saprete) (?:mai )?piu(?: (?:nulla|niente) di me)?|(?:in piedi|salit[oa]|sedut[oa]) (?:sul|su un|sulla) (?:ponte|tetto|ringhiera|parapetto|balcone).{0,60}(?:salt|butt|finir)|quasi (?:saltavo|mi buttavo)|ultima volta che (?:mi sentite|sentirete)/,
    /addio (?:a tutti|mondo|per sempre|mondo crudele)|(?:questo|questa) e (?:il mio|la mia) ultim[oa] (?:messaggio|notte|giorno)(?! (?:di|in|al))|non vedo (?:altra )?(?:via d'?uscita|alternativa per me)(?: per me)?(?= *(?:$|[.!?,;…]))|nessuna via d'?uscita per me/,
    /(?:spero|prego) di non svegliarmi(?= *(?:$|[.!?,]|domani|piu))|valgo (?:\w+ )?(?:piu )?da mort[oa]|non c'e (?:piu )?via d'uscita per me|(?:pastiglie|pillole|corda|pistola) (?:davanti a me|in mano)/,
  ],
  HARM: [
    new RegExp(
      `${QUALCUNO} (?:\\w+ )?(?:mi|ci) (?:ha |aveva |sta |vuole )?(?:picchia\\w*|pesta\\w*|menat[oa]|mena|violent\\w*|stuprat[oa]|stupra|aggredi\\w*|molest\\w*|palpat?\\w*|tocca(?! (?:il|a|fare))|toccat[oa]|minaccia\\w*(?! di (?:far(?:mi|ci) causa|andarsene|lasciare|denunciar))|perseguita\\w*|ricatta\\w*|strangol\\w*|abusa\\w*|chius[oa] in|schiaffegg\\w*|maltratt\\w*)`,
    ),
    /mi (?:picchia|picchiano|ha picchiato|ha violentat[oa]|ha stuprat[oa]|molesta|perseguita|ricatta|minaccia di (?:morte|uccidermi|pubblicare)|hanno aggredit[oa]|hanno violentat[oa]|hanno drogat[oa])|(?:sono stat[oa]|vengo|sono) (?:\w+ )?(?:violentat[oa]|stuprat[oa]|abusat[oa]|aggredit[oa]|picchiat[oa]|molestat[oa]|maltrattat[oa]|ricattat[oa]|perseguitat[oa]|minacciat[oa] di morte)/,
    /(?:molestie?|abus[oi]|aggressione|violenza) (?:sessual[ei]|domestica|fisica)(?! (?:formazione|policy|startup))|minacce di morte|(?:mie )?foto intime (?:mie|di me)|mie foto intime/,
    /(?:paura|terrore) (?:di (?:mio (?:marito|padre)|tornare a casa|lui|lei)|del mio (?:compagno|fidanzato|ragazzo|ex|capo)|che (?:lui )?mi (?:uccida|picchi|trovi|faccia del male))/,
    /(?:voglio|sto per|lo |vado a|ho intenzione di) ?(?:ucciderl[oai]|ammazzarl[oai]|uccidere (?:il mio|mio|mia|tutti|lui|lei)|ammazzare (?:il mio|mio|mia|tutti)|accoltellar\w*|sparargli|ammazzo(?! di)|uccido)(?! (?:la concorrenza|il progetto|questa funzione))/,
    /non mi (?:fa|lascia) (?:uscire(?: di casa)?|vedere la mia famiglia|andare via)|mi (?:chiude|tiene chius[oa]) in casa|mi ha (?:tolto|preso) il passaporto|mi (?:costringe|obbliga) a (?:fare sesso|andare a letto|avere rapporti)|(?:andare a letto|sesso) (?:con lui )?in cambio/,
    /(?:mano|mani) (?:sulla|sulle|sul|tra le|sotto la) (?:mia |mie |mio )?(?:cosci?a|cosce|gamba|gambe|sedere|seno|petto|ginocchio|gonna)|mi segue (?:fino a casa|ovunque|dappertutto)|mi tocca senza/,
    /(?:picchia|tocca|molesta) (?:i miei|mio|mia|i nostri|nostra) (?:figli[oa]?|bambin[oai])/,
    /mi (?:ha|aveva|hanno) messo le mani addosso/,
  ],
  LEGAL_MONEY: [
    /(?:mi|ci) (?:hanno |ha |stanno )?(?:fatto causa|fa causa|fanno causa|facendo causa|denunciat[oai]|denuncia|citat[oi] in giudizio|arrestat[oa]|pignorat[oa]|sfrattat[oaie])|(?:causa|denuncia|querela) contro di (?:me|noi)|atto di citazione|avviso di garanzia|ordine di sfratto/,
    /(?:fallimento|fallit[oai] (?:la mia|l'azienda)|bancarotta|insolvent[ei]|rovinat[oa] economicamente|sul lastrico|liquidazione giudiziale)/,
    /non (?:riesco|posso|riusciamo|possiamo|so come) (?:piu )?(?:a )?pagare (?:l'|la |il |i |gli |le |mio |miei )?(?:affitto|stipendi|debiti|mutuo|prestito|tasse|bollette|rate|contributi)|pignoramento|sfratto|debiti di gioco|ludopat\w+|usura(?:i|io)|sommers[oa] dai debiti|recupero crediti/,
    /(?:perso|perdere|perdiamo) (?:tutti (?:i )?(?:miei|nostri) (?:risparmi|soldi)|la (?:mia )?casa|tutto quello che (?:ho|avevo))|(?:frode|evasione) fiscale|guardia di finanza|accertamento fiscale|agenzia delle entrate (?:mi|vuole)/,
  ],
  ASKS_HUMAN: [
    /(?:parlare|chattare|scrivere|passami|mettermi in contatto|collegami|contattare) (?:con )?(?:un |una |qualcuno di |un vero |una vera )?(?:essere )?(?:umano|persona (?:reale|vera)|vera persona|vero|reale|persona(?= *(?:$|[.!?,;]))|amministratore|admin|moderatore|responsabile|operatore)(?! (?:che|di|del|della|in|con))/,
    /(?:vera persona|persona (?:reale|vera)|essere umano,? per favore|un umano,? per favore)|c'?e (?:un |una |qualche )(?:umano|persona vera|persona reale)|(?:non|basta) (?:voglio )?(?:parlare )?(?:con )?(?:un |una |il |la )?(?:robot|bot|macchina|ia)(?= *(?:$|[.!?,;]))/,
  ],
}
