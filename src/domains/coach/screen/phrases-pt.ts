// One table: every phrase of one language, with what it is not to be taken for.
import type { Phrases } from './phrases.ts'

const ALGUEM =
  /(?:ele|ela|alguem|(?:o |a )?(?:meu|minha) (?:\w+ )?(?:chefe|marido|esposo|esposa|mulher|parceir[oa]|companheir[oa]|namorad[oa]|ex|pai|mae|irmao|tio|soci[oa]|colega|investidor|mentor|vizinho|filho|senhorio)|um (?:\w+ )?(?:membro|investidor|colega|homem|cliente|socio))/
    .source

export const portuguese: Phrases = {
  language: 'pt',
  hasWords: true,
  CRISIS: [
    /(?:quero|vou|queria|penso em|pensando em|pensei em|vontade de|tentei|pretendo) (?:\w+ )?(?:me )?(?:matar(?: me)?|suicidar(?: me)?|enforcar(?: me)?|tirar (?:a )?(?:minha )?(?:propria )?vida|acabar com (?:a )?(?:minha )?vida|cortar os pulsos|atirar da ponte|jogar da (?:ponte|janela)|dar um tiro)(?! (?:de (?:trabalhar|estudar|rir)|o (?:projeto|projecto|tempo)|a (?:curiosidade|fome|funcionalidade)|saudades))(?<!(?:quero|vou|queria) matar)|(?:me matar|matar me|me suicidar|suicidar me|me enforcar)(?! (?:de (?:trabalhar|rir|estudar)|a trabalhar))/,
    /(?:tirar|acabar com|por fim a|terminar com|dar cabo d)(?: a)? ?(?:a )?minha (?:propria )?vida|acabar com tudo(?: isto| isso)?(?= *(?:$|[.!?,;…]))|por fim a tudo(?= *(?:$|[.!?,;…]))/,
    /(?:quero|queria|gostava de|gostaria de|prefiro|preferia|vontade de|mereco|desejo) (?:\w+ )?(?:morrer|estar mort[oa]|desaparecer(?= *(?:$|[.!?,;…]|para sempre))|nao (?:existir|acordar(?: mais)?|ter nascido)|sumir (?:para sempre|deste mundo|do mundo)|dormir e nao acordar)(?! (?:de (?:rir|vergonha|fome)))/,
    /(?:ja )?nao (?:quero|desejo|tenho (?:mais )?vontade de|aguento|consigo) (?:mais )?(?:viver(?! (?:em|com|na|no|longe|perto|mais (?:em|com)))|continuar (?:a viver|vivendo|viv[oa])|existir|acordar|estar viv[oa])(?: mais)?/,
    /nao (?:aguento|suporto|consigo) mais(?: (?:isto|isso|esta vida|viver|a vida))?(?= *(?:$|[.!?,;…]))|(?:cansad[oa]|fart[oa]) d(?:e|a|esta) ?(?:viver|vida|existir)/,
    /(?:penso|pensar|pensando|pensamentos?|ideias?) (?:\w+ )?(?:no suicidio|em suicidio|suicidas?|em (?:suicidar me|me suicidar|morrer|me matar|matar me)|na morte todos)|suicida(?= *(?:$|[.!?,;…]|e))|tentativa de suicidio|carta de (?:despedida|suicidio)(?! (?:da empresa|a equipa|ao time))/,
    /(?:melhor|felizes|mais leves|aliviad[oa]s) sem mim(?! (?:como|a frente|no cargo))|melhor se eu (?:nao (?:existisse|estivesse|tivesse nascido)|morresse|desaparecesse)/,
    /(?:tomar|tomei|engolir|engoli) (?:\w+ ){0,2}(?:todos (?:os|meus|os meus)|uma caixa de|demasiados|um frasco de) (?:\w+ )?(?:comprimidos|remedios|medicamentos)|overdose|(?:saltar|pular|atirar me|me jogar|jogar me|me atirar) (?:de|da|do|pela|para|na frente) (?:\w+ ){0,2}(?:ponte|telhado|varanda|predio|janela|comboio|trem|metro)/,
    /(?:me cortar|cortar me|me corto|corto me|me machucar|magoar me|automutil\w*|autolesao|cortar os pulsos|me ferir de proposito)(?! (?:o cabelo))/,
    /(?:nao (?:faz|tem|ha|vejo)|perdeu o|ja nao (?:faz|tem)) (?:mais )?(?:nenhum )?(?:sentido|razao|motivo) (?:em |para |de )?(?:viver|continuar (?:a viver|viv\w+|vivendo)|a (?:minha )?vida|minha vida)|(?:a |minha )?vida (?:ja )?nao (?:tem (?:mais )?(?:sentido|valor)|vale (?:mais )?a pena|faz (?:mais )?sentido)|nao (?:tenho|ha|vejo) (?:mais )?(?:razao|motivo|razoes|motivos|nada) (?:para|por que) (?:viver|continuar(?= *(?:$|[.!?,;])))/,
    /(?:dormir|adormecer|deitar me) e (?:nunca mais|nao) (?:mais )?acordar|nunca mais acordar|nao acordar (?:mais|amanha)/,
    /ninguem (?:sentiria (?:a )?minha falta|vai sentir (?:a )?minha falta|notaria (?:se|que|a minha)|daria (?:pela|conta))|(?:sou|so sou|ser) um (?:fardo|peso) para (?:tod[oa]s|a minha familia|minha familia|os outros|voces)/,
    /(?:mais facil|melhor|um alivio) (?:\w+ )?(?:estar mort[oa]|morrer(?= *(?:$|[.!?,;…]|do que))|nao existir|se eu morresse)|para que (?:continuar a )?(?:viver|vivendo)|mundo (?:estaria|ficaria|seria) melhor sem mim|nada me prende (?:a este mundo|aqui)/,
    /(?:nunca mais|nao) (?:vao|vai|ouvirao|voltam a) (?:mais )?(?:ouvir falar de|saber de|ver me|me ver|ouvir de) ?(?:mim)?|(?:em pe|subi|sentad[oa]) (?:n[ao]|em cima d[ao]) (?:ponte|telhado|varanda|parapeito).{0,60}(?:salt|pul|atir|acab)|quase (?:saltei|pulei|me atirei)/,
    /adeus (?:a todos|mundo|para sempre|mundo cruel)|(?:esta|este) e (?:a )?(?:minha|o meu) ultim[oa] (?:mensagem|noite|dia)(?! (?:de|na|no))|nao vejo (?:outra )?saida(?: para mim)?(?= *(?:$|[.!?,;…]))|nao (?:vou estar|estarei) (?:mais )?(?:aqui|viv[oa]) (?:por muito tempo|amanha para)/,
    /valho (?:\w+ )?mais morto?a?|nao (?:ha|vejo) (?:mais )?saida para mim|(?:comprimidos|corda|arma) (?:a minha frente|na mao)/,
  ],
  HARM: [
    new RegExp(
      `${ALGUEM} (?:\\w+ )?(?:me |nos )?(?:bate(?: me)?(?! (?:o|a|papo))|bateu(?: me)?|agride\\w*|agrediu(?: me)?|espanc\\w*|viol(?:a|ou)(?: me)?|estupr\\w*|assedi\\w*|toca me|tocou me|apalp\\w*|ameac(?:a|ou)(?: me)? (?:de morte|matar|bater|publicar|com uma)|ameaca me(?! com (?:um processo|sair))|persegue(?: me)?|chantage\\w*|estrangul\\w*|abusa de mim|abusou de mim|tranca me|maltrata\\w*)(?= *(?:$|[.!?,;…]|me|quando|porque|e|no|na|ontem|em|de|todos|as|a|sempre))`,
    ),
    /(?:me|nos) (?:bate|agride|bateu|espanca|espancou|estuprou|violou|assedia|assediou|ameaca (?:de morte|com|me)|persegue|chantageia)(?! (?:o sol))|(?:fui|sou|estou (?:a ser|sendo)|tenho sido) (?:\w+ )?(?:violad[oa]|estuprad[oa]|abusad[oa]|agredid[oa]|espancad[oa]|assediad[oa]|maltratad[oa]|chantagead[oa]|ameacad[oa] de morte)/,
    /(?:assedio|abuso|agressao|violencia) (?:sexual|domestica|fisica)(?! (?:formacao|politica|startup))|ameacas? de morte|fotos (?:intimas|nuas) minhas|minhas fotos intimas|nudes meus/,
    /(?:medo|pavor) (?:d[oe] (?:meu )?(?:marido|namorado|companheiro|pai|ex|chefe)|de (?:ir|voltar) para casa|que ele me (?:mate|bata|faca|encontre))/,
    /(?:vou|quero|penso em) (?:\w+ )?(?:mata l[oa]|matar (?:ele|ela|o meu|a minha|meu|minha|todos)|esfaquear|dar um tiro nele)(?! (?:concorrencia))/,
    /nao me deixa (?:sair(?: de casa)?|ver (?:a )?minha familia|ir embora)|(?:me tem|tem me|me mantem) (?:trancad[oa]|pres[oa])|(?:tirou|ficou com) (?:o )?meu passaporte|(?:me obriga|obriga me) a (?:ter (?:sexo|relacoes)|dormir com)|(?:dormir|sexo) com ele em troca/,
    /(?:mao|maos) (?:na|nas|no|entre as|sobre a) (?:minhas? |meu )?(?:coxas?|pernas?|rabo|bunda|peito|seios?|joelho|saia)|me (?:segue|persegue) ate (?:a )?(?:casa)|segue me ate casa|me toca sem|toca me sem/,
    /(?:bate|toca|abusa) (?:n?d?[oa]s?|em|de) (?:meus|minha|meu|nossos) (?:filh[oa]s?)/,
  ],
  LEGAL_MONEY: [
    /(?:fui|estou a ser|estou sendo|vou ser|fomos|me|nos) (?:\w+ )?(?:processad[oa]s?|processaram|intimad[oa]|detid[oa]|pres[oa] pela|penhor\w+|despejad[oa]s?|executad[oa]s?)|(?:processo|acao) (?:judicial )?contra (?:mim|nos)|intimacao judicial|ordem de despejo/,
    /(?:falencia|falid[oa]s?|bancarrota|insolvencia|insolvente|arruinad[oa]s?)(?! (?:do banco))|recuperacao judicial/,
    /nao (?:consigo|posso|conseguimos|tenho como) (?:\w+ )?pagar (?:a |o |os |as |minha |meu |minhas )?(?:renda|aluguel|salarios|dividas?|hipoteca|emprestimo|impostos|contas|prestacoes)|penhora|despejo|dividas de jogo|agiota|afogad[oa] em dividas|cobradores/,
    /(?:perdi|perder|perdemos) (?:todo (?:o )?(?:meu|nosso) dinheiro|todas as (?:minhas|nossas) poupancas|minhas economias|a minha casa|tudo o que tenho)|(?:fraude|evasao) fiscal|inspecao das financas|devo as financas|receita federal (?:me|esta)/,
  ],
  ASKS_HUMAN: [
    /(?:falar|conversar|escrever|contactar|contatar|passa me|me (?:passa|conecta|liga)|ligar me) (?:com|a|para) (?:um |uma |alguem |algum )?(?:ser )?(?:human[oa]|pessoa (?:real|de verdade)|de verdade|real|pessoa(?= *(?:$|[.!?,;]))|administrador\w*|admin|moderador|responsavel|atendente)(?! (?:que|da|do|na|no|com))/,
    /(?:pessoa|alguem|humano) (?:real|de verdade)|um humano,? por favor|(?:ha|tem|existe) (?:algum|alguma|um|uma) (?:humano|pessoa real|pessoa de verdade)|(?:nao|ja nao) (?:quero )?(?:falar )?(?:com )?(?:um |uma |o |a )?(?:robo|robot|bot|maquina|ia)(?= *(?:$|[.!?,;]))/,
  ],
}
