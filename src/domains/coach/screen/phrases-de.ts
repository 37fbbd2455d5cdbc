// One table: every phrase of one language, with what it is not to be taken for.
import type { Phrases } from './phrases.ts'

const JEMAND =
  /(?:er|sie|jemand|mein (?:\w+ )?(?:chef|mann|ehemann|partner|freund|ex|vater|bruder|onkel|mitgrunder|kollege|investor|mentor|vermieter|nachbar|sohn)|meine (?:\w+ )?(?:chefin|frau|partnerin|freundin|mutter|kollegin|ex)|ein (?:\w+ )?(?:mitglied|investor|kollege|mann|kunde))/
    .source

/** Umlauts are folded: "möchte" is "mochte", "würde" is "wurde". */
export const german: Phrases = {
  language: 'de',
  hasWords: true,
  CRISIS: [
    /(?:bring|bringe|brachte) mich (?:\w+ )?um(?! (?:den|die) (?:schlaf|verstand|urlaub))|(?:mich|mir) (?:\w+ )?(?:selbst )?(?:umbringen|umzubringen|umbringe|toten|zu toten|erhangen|aufhangen|aufzuhangen|erschiessen|vergiften|vor den zug|vor einen zug)(?! (?:vor lachen|an dem|an diesem))/,
    /(?:mir|mein) (?:\w+ )?(?:das )?leben (?:nehmen|zu nehmen|beenden|zu beenden)|mein(?:em)? leben (?:ein ende|beenden)/,
    /(?:will|mochte|mocht|wollte|wunsche|wurde) (?:\w+ ){0,3}(?:sterben|tot sein|nicht mehr (?:leben|da sein|aufwachen|existieren|hier sein|weiterleben|sein)|nie (?:wieder|mehr) aufwachen|nicht mehr)(?= *(?:$|[.!?,;…]|und|weil|,|ich|mein))(?<!will nicht mehr)(?<!mochte nicht mehr)/,
    /(?:will|mochte|kann|wollte|mag) (?:\w+ )?(?:so )?nicht mehr (?:weiter ?)?(?:leben|aufwachen|existieren|da sein|weiterleben)/,
    /ich kann (?:einfach |wirklich |so |echt )?nicht mehr(?: weiter)?(?= *(?:$|[.!?,;…]))|halte (?:es|das|das leben) (?:einfach |alles )?nicht (?:mehr|langer) aus(?= *(?:$|[.!?,;…]))/,
    /(?:ware|war) (?:ich )?(?:\w+ )?(?:lieber|besser|am liebsten) (?:tot|nie geboren|nicht (?:mehr )?da)|(?:wunsche|wunschte) (?:mir )?,? ?(?:ich (?:ware|war)|dass ich) (?:tot|nie geboren|nicht mehr|sterbe)/,
    /(?:an|uber|bei|durch|nach|denke an|gedanken an|begehe|begehen|versuch|versucht|der|fur) (?:den |einen |meinem |einem )?(?:selbstmord|suizid)(?!(?: ?pravention| ?prophylaxe| ?rate| ?quote))|selbstmord (?:begehen|machen|gedanken)|(?:selbstmord|suizid)gedanken|suizidal|lebensmude(?!r? )/,
    /(?:allem|meinem leben|dem ganzen) ein ende (?:setzen|machen|bereiten)|schluss machen mit (?:allem|dem leben|meinem leben)|mit (?:allem|dem leben|meinem leben) (?:schluss machen|abgeschlossen)/,
    /(?:ohne mich|wenn ich (?:tot|weg|nicht mehr da|nicht mehr)(?: ware| bin)?) (?:\w+ ){0,3}(?:besser dran|besser|glucklicher|leichter|einfacher)(?! (?:verhandelt|verkauft))|(?:besser dran|besser|glucklicher) ohne mich(?! als)/,
    /(?:mich|mir) (?:\w+ )?(?:ritzen|selbst verletzen|etwas an(?:tun|zutun)|was an(?:tun|zutun)|die pulsadern|in den kopf schiessen)|ritze mich|selbstverletz\w*|pulsadern/,
    /(?:tabletten|pillen|schlaftabletten) (?:\w+ ){0,2}(?:geschluckt|schlucken|genommen und|gesammelt|liegen|bereit|nehmen und)|alle (?:meine )?(?:tabletten|pillen)|uberdosis/,
    /(?:von|vom) (?:der|einer|einem|dem) (?:brucke|dach|balkon|hochhaus|haus) (?:springen|sturzen|zu springen)|aus dem fenster springen|(?:vor|unter) (?:den|einen|die) (?:zug|u ?bahn|bahn) (?:werfen|springen|legen)/,
    /(?:keinen|kein) (?:sinn|grund|ausweg|ziel) (?:\w+ )?(?:im leben|zu leben|mehr(?: fur mich| zu leben| im leben)?|weiterzuleben|am leben|weiterzumachen)(?! (?:in|bei|mit|an) (?:dies|dem|der|unser|dem))(?!,? (?:das|den|die|dies\w*|unser\w*|noch) )(?= *(?:$|[.!?,;…]|und|fur mich|zu leben|im leben))/,
    /(?:das leben|mein leben|alles) (?:ist |hat )?(?:\w+ )?(?:nicht (?:mehr )?lebenswert|keinen sinn mehr|nicht mehr wert|sinnlos geworden)/,
    /(?:einschlafen|schlafen) und (?:nie|nicht) (?:mehr |wieder )?aufwachen|(?:nie|nicht) (?:wieder|mehr) aufwachen/,
    /(?:niemand|keiner) (?:wurde|wird) (?:mich (?:\w+ )?vermissen|(?:es )?(?:\w+ )?merken,? wenn ich)/,
    /(?:falle|bin) (?:\w+ )?(?:allen|jedem|meiner familie|euch) (?:nur |doch )?(?:noch )?(?:zur|eine) last|(?:nur|bloss) eine last fur/,
    /abschiedsbrief|(?:das ist |dies ist )?mein letzter (?:brief|abend|tag auf|gruss)|lebt wohl|leb wohl(?= *(?:$|[.!,]))/,
    /(?:denke|dachte|nachdenken|traume) (?:\w+ ){0,3}(?:ans sterben|uber (?:den|meinen) tod|daran,? (?:zu sterben|mich|alles zu beenden|es zu beenden))/,
    /(?:leichter|einfacher|besser|schoner|erlosung),? (?:\w+ )?(?:tot zu sein|zu sterben|einfach tot|nicht mehr zu sein)|die welt (?:ware|ist) (?:ohne mich )?besser(?: dran)? ohne mich|wozu (?:noch|soll ich noch|uberhaupt noch) (?:leben|weiterleben|aufwachen)|keine kraft mehr (?:zu leben|zum leben|fur das leben|weiterzuleben)/,
    /(?:ihr|du|niemand|sie) (?:\w+ )?(?:hort|horen|werdet|wirst|werden|wird|sehen|seht) (?:\w+ ){0,2}nie (?:wieder|mehr) (?:etwas )?(?:von mir|mich)|das letzte,? was (?:ihr|du) von mir/,
    /(?:stand|stehe|sass|sitze) (?:\w+ ){0,3}(?:auf|an) (?:der|dem|einer) (?:brucke|dach|gleis\w*|bahnsteig\w*|gelander).{0,60}(?:spring|gesprungen|schluss|ende)|(?:fast|beinahe) gesprungen/,
    /(?:wenn|dass|ware|weil) es mich (?:\w+ )?nicht (?:mehr |gar )?(?:gabe|gibt|gegeben hatte)|(?:will|mochte|wunsche mir) (?:\w+ ){0,3},? ?dass (?:es|alles|das alles|der schmerz) (?:\w+ )?(?:aufhort|vorbei ist|endet|ein ende hat)(?= *(?:$|[.!?,;…]))|keine hoffnung mehr(?= *(?:$|[.!?,;…]|und|fur mich))/,
    /(?:bin|wird|werde) (?:ich )?bald nicht mehr (?:da|hier|am leben)(?! (?:im buro|bei|in der firma|erreichbar))|des lebens mude|tot besser dran|erlosung/,
    /(?:hoffe|bete|wunsche mir),? (?:dass ich )?(?:\w+ ){0,2}nicht (?:mehr )?(?:aufwache|wach werde)|(?:ware|war) am liebsten (?:gar )?nicht mehr (?:da|auf der welt|am leben)|am liebsten (?:ware|war) ich (?:\w+ )?nicht mehr (?:da|auf der welt|am leben)/,
    /tot (?:\w+ )?(?:ich )?mehr wert|mude vom leben|(?:seil|strick|waffe|rasierklingen?) (?:\w+ )?(?:gekauft|besorgt|bereit)|(?:tabletten|seil|strick) (?:\w+ ){0,2}(?:vor mir|in der hand)|(?:vor|unter) (?:den|einen) (?:zug|bus|lkw)(?= *(?:$|[.!?,]|laufe|springe|werfe|gehe|lege))|(?:nach|bei|auf) meiner (?:eigenen )?beerdigung/,
  ],
  HARM: [
    new RegExp(
      `${JEMAND} (?:\\w+ ){0,3}(?:schlagt|schlug|geschlagen|verprugelt|misshandelt|missbraucht|vergewaltigt|bedroht(?! (?:unser|den))|belastigt|begrapscht|wurgt|gewurgt|verfolgt|stalkt|erpresst|tritt|prugelt) ?(?:mich|uns|die kinder|unsere kinder)?`,
    ),
    /(?:schlagt|schlug|verprugelt|bedroht|erpresst|stalkt|verfolgt|belastigt|wurgt|missbraucht) mich(?! (?:vor|um langen|im (?:schach|tennis)))|(?:hat|haben) mich (?:\w+ ){0,3}(?:geschlagen(?! (?:im|beim|um))|verprugelt|vergewaltigt|missbraucht|misshandelt|bedroht|belastigt|begrapscht|angefasst|gewurgt|erpresst)/,
    /(?:ich )?(?:werde|wurde|bin|worden) (?:\w+ ){0,4}(?:geschlagen(?! worden im)|verprugelt|vergewaltigt|missbraucht|misshandelt|belastigt|gestalkt|erpresst|begrapscht|sexuell)/,
    /(?:hand|hande|finger) (?:auf|an|unter|zwischen) (?:mein(?:em|en|er|e)?|den) (?:\w+ )?(?:oberschenkel|bein|po|brust|hintern|rock|knie)|(?:folgt|verfolgt|lauert) mir (?:\w+ )?(?:nach hause|uberall|auf|nachts|bis)|fasst mich an|wirft (?:\w+ )?(?:sachen|dinge|teller) nach mir/,
    /sexuell (?:belastigt|genotigt|missbraucht|bedrangt)|sexuelle (?:belastigung|notigung|ubergriffe)(?! (?:schulung|richtlinie|verhindern))|hausliche(?:r|n)? gewalt(?! (?:startup|verein|pravention))/,
    /(?:angst|panik) (?:\w+ )?(?:vor (?:meinem (?:mann|freund|partner|vater|ex|chef)|meiner (?:frau|mutter))|nach hause zu gehen|dass er (?:mich|mir))/,
    /(?:droht|drohte|gedroht|drohen) (?:\w+ ){0,3}(?:mich (?:umzubringen|zu toten|zu schlagen)|mir (?:etwas anzutun|gewalt)|mit (?:gewalt|einem messer|dem tod)|bilder|fotos|nacktbilder)|todesdrohung\w*|morddrohung\w*|nacktbilder von mir/,
    /(?:ich )?(?:bring|bringe|werde|will|konnte) (?:\w+ )?(?:ihn|sie|den typen|meinen (?:chef|mann|ex|mitgrunder|kollegen)|meine (?:frau|ex)|alle)(?: alle)? (?:um(?! die)|umbringen|toten|abstechen|erschiessen|verprugeln)/,
    /(?:lasst|lasse) mich nicht (?:aus (?:dem haus|der wohnung)|zu meiner familie|gehen|raus)|sperrt mich ein|hat (?:mir )?(?:meinen|den) pass weggenommen|zwingt mich (?:zu(?:m)? (?:sex|geschlechtsverkehr)|mit ihm)/,
    /(?:mir|mich) (?:\w+ ){0,3}ins gesicht geschlagen|traue mich nicht (?:mehr )?(?:nach hause|heim)|(?:kontrolliert|uberwacht) (?:mein handy|mich standig)|lasst mich nicht (?:mehr )?(?:raus|weg|aus dem haus)/,
  ],
  LEGAL_MONEY: [
    /(?:werde|wurde|werden|wurden|bin|sind) (?:\w+ ){0,3}(?:verklagt|angezeigt|verhaftet|vorgeladen|abgemahnt|gepfandet|gekundigt und verklagt)|(?:verklagt|klagt) (?:mich|uns)|klage (?:bekommen|erhalten|gegen (?:mich|uns))|abmahnung/,
    /(?:bin|sind|gehe|gehen|drohende|droht|stehe|stehen|private?) (?:\w+ ){0,3}(?:pleite|insolvent|insolvenz|zahlungsunfahig|bankrott|uberschuldet)|insolvenz anmelden|privatinsolvenz/,
    /(?:kann|konnen|konnten) (?:\w+ ){0,4}(?:miete|gehalter|lohne|rechnungen|schulden|kredit|steuern|raten) (?:\w+ ){0,2}nicht (?:mehr )?(?:zahlen|bezahlen|bedienen)|nicht (?:mehr )?(?:die |meine |unsere )?(?:miete|gehalter|lohne|schulden|kredit|rechnungen) (?:zahlen|bezahlen)/,
    /(?:alles|mein ganzes geld|meine ersparnisse|mein haus|die wohnung) (?:\w+ )?verloren|gerichtsvollzieher|inkasso|zwangsvollstreckung|zwangsraumung|raumungsklage|pfandung|spielschulden|spielsuchtig|schuldenberg|hoch verschuldet/,
    /(?:ermittelt|ermittlungen|steuerfahndung|staatsanwalt\w*|hausdurchsuchung|steuerhinterziehung|strafverfahren)/,
  ],
  ASKS_HUMAN: [
    /(?:mit|an) (?:einem|einen|ne[mn]|jemand) ?(?:echten |richtigen |anderen )?(?:menschen?|person|mitarbeiter|administrator|admin|betreuer|echten|richtigen)(?! (?:der|die|das|bei|aus|von|in|mit)) ?(?:\w+ )?(?:sprechen|reden|schreiben|verbinden|chatten|wenden|verbunden|$)?/,
    /(?:mit|an) (?:einer|ner) (?:echten |richtigen )?person(?! (?:der|die|bei|aus|von|in|mit)) (?:sprechen|reden|schreiben|verbinden|chatten|wenden)/,
    /(?:echten|richtigen) menschen|(?:gibt es|ist) (?:hier )?(?:\w+ )?(?:einen )?(?:echten )?menschen? (?:hier|da|dahinter)|(?:nicht|keinen?) (?:mehr )?(?:mit )?(?:einem?r? )?(?:bot|maschine|roboter|ki|computer)(?= *(?:$|[.!?,;]|sprechen|reden))|mensch bitte/,
  ],
}
