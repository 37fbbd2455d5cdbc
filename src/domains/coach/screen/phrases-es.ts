// One table: every phrase of one language, with what it is not to be taken for.
import type { Phrases } from './phrases.ts'

const ALGUIEN =
  /(?:el|ella|alguien|mi (?:\w+ )?(?:jefe|jefa|marido|esposo|esposa|mujer|pareja|novio|novia|ex|padre|madre|hermano|tio|socio|socia|colega|inversor|mentor|vecino|hijo|casero)|un (?:\w+ )?(?:miembro|inversor|colega|hombre|cliente|socio))/
    .source

export const spanish: Phrases = {
  language: 'es',
  hasWords: true,
  CRISIS: [
    /(?:me (?:quiero|voy a|quisiera|pienso|gustaria)|quiero|voy a|quisiera|pienso|ganas de|pensando en|pensado en|intente|intentado) (?:\w+ )?(?:matarme|suicidarme|ahorcarme|colgarme de|quitarme la vida|matar|suicidar|cortarme las venas|tirarme (?:de|del|por|al|a las vias)|pegarme un tiro|ahogarme en el)(?! (?:a (?:trabajar|estudiar)|el (?:proyecto|gusanillo|tiempo)|la (?:curiosidad|funcion)|de (?:risa|trabajo)))|me (?:mato|suicido|ahorco)(?= *(?:$|[.!?,;…]|hoy|esta|manana|y))(?! (?:a trabajar|trabajando))/,
    /(?:quitarme|acabar con|terminar con|poner fin a) (?:la|mi|todo esto y mi) ?(?:propia )?vida|acabar con todo(?: esto)?(?= *(?:$|[.!?,;…]))|terminar con todo(?= *(?:$|[.!?,;…]))/,
    /(?:quiero|quisiera|ojala|prefiero|preferiria|desearia|deseo|merezco|ganas de|me gustaria) (?:\w+ )?(?:morir(?:me)?|muriera|me muriera|estar muert[oa]|estuviera muert[oa]|desaparecer(?= *(?:$|[.!?,;…]|para siempre))|no (?:existir|despertar|haber nacido|despertarme)|dormirme y no)(?! (?:de (?:risa|verguenza|hambre)|con las botas))/,
    /(?:ya )?no (?:quiero|deseo|tengo ganas de|puedo) (?:\w+ )?(?:vivir(?! (?:en|con|de|lejos|cerca|mas en))|seguir (?:viviendo|viva|vivo|aqui|adelante(?= *(?:$|[.!?,;])))|existir|despertar(?:me)?|estar (?:viv[oa]|en este mundo))/,
    /ya no puedo mas(?= *(?:$|[.!?,;…]))|no (?:puedo|aguanto) (?:mas|seguir asi)(?: con (?:esta|mi|la) vida)?(?= *(?:$|[.!?,;…]))|(?:cansad[oa]|hart[oa]) de (?:vivir(?! (?:de|en|con|del))|la vida|esta vida|existir|seguir viv)/,
    /(?:pienso|pensar|pensando|pensamientos?|ideas?) (?:\w+ )?(?:en el suicidio|suicidas?|en (?:suicidarme|morir(?:me)?|quitarme|matarme|la muerte todos))|suicidas?(?= *(?:$|[.!?,;…]|y))|intento de suicidio|nota de suicidio|carta de (?:despedida|suicidio)(?! (?:de mi puesto|laboral|a mi equipo|del equipo))/,
    /(?:mejor|felices|mas tranquil[oa]s|aliviad[oa]s) sin mi(?! (?:como|al frente|en el cargo))|mejor si (?:yo )?(?:no (?:existiera|estuviera|hubiera nacido)|(?:me )?(?:muriera|desapareciera))/,
    /(?:tomarme|tome|tomar|tragarme|trague) (?:\w+ ){0,2}(?:todas (?:las|mis)|un bote de|demasiadas|un frasco de) (?:\w+ )?(?:pastillas|pildoras|medicinas)|sobredosis|(?:saltar|tirarme|lanzarme) (?:de|del|desde|por|al|a) (?:\w+ ){0,2}(?:puente|tejado|balcon|edificio|ventana|azotea|tren|metro|vias)/,
    /(?:cortarme|me corto|hacerme dano|autolesion\w*|lastimarme|me lastimo|me autolesiono)(?! (?:el pelo|la barba|un poco))|cortarme las venas/,
    /(?:no tiene|sin|perdio|ya no tiene) (?:ningun )?sentido (?:seguir (?:viviendo|vivo|viva)|vivir|mi vida|la vida)|(?:la|mi) vida (?:ya )?no (?:tiene (?:ningun )?sentido|vale (?:la pena|nada))|no (?:tengo|hay|veo|encuentro|me quedan?) (?:\w+ )?(?:razon|motivo|razones|motivos) (?:para|de) (?:vivir|seguir(?: viv\w+| adelante)?(?= *(?:$|[.!?,;])))|nada por (?:lo )?que vivir/,
    /(?:dormir(?:me)?|acostarme) y no (?:volver a )?despertar|no (?:volver a |quiero )?despertar(?:me)? (?:nunca|jamas|manana|mas)/,
    /(?:nadie) (?:me (?:extranaria|echaria de menos|va a extranar)|(?:lo )?notaria (?:si|que|mi)|se daria cuenta si)|(?:soy|solo soy|ser) una carga para (?:tod[oa]s|mi familia|los demas|mis|ustedes|vosotros)/,
    /(?:mas facil|mejor|un alivio) (?:\w+ )?(?:estar muert[oa]|morir(?:me|se)?(?= *(?:$|[.!?,;…]|que))|no existir|si (?:me )?muriera)|para que (?:seguir )?(?:vivir|viviendo)|mundo (?:estaria|sera) mejor sin mi|nada me (?:ata|retiene) (?:a este mundo|aqui)/,
    /(?:no (?:volveran|volvereis|vais|van|volveras) a (?:saber de|verme|oir de)|ultima vez que (?:sabran|sabreis|sabes) de) ?(?:mi)?|(?:de pie|subido|subida|parado|parada|sentad[oa]) (?:en|sobre) (?:el|un|la) (?:puente|tejado|azotea|barandilla|balcon).{0,60}(?:salt|tir|acab)|casi (?:salto|me tiro)/,
    /adios (?:a todos|mundo|para siempre|mundo cruel)|(?:este es|es) mi ultim[oa] (?:mensaje|dia|noche)(?! (?:en|de (?:trabajo|prueba|vacaciones)))|(?:pronto|manana) (?:ya )?no (?:voy a estar|estare) (?:mas )?(?:aqui|viv[oa]|en este mundo)|no (?:le )?veo (?:otra )?salida(?: para mi)?(?= *(?:$|[.!?,;…]))|no hay salida para mi/,
    /val(?:go|dria) (?:\w+ )?mas muert[oa]|(?:pastillas|cuerda|pistola|soga) (?:delante|en la mano|preparadas?)|ojala (?:\w+ )?no (?:me )?(?:despert\w+|desperta\w+)(?! con)/,
  ],
  HARM: [
    new RegExp(
      `${ALGUIEN} (?:\\w+ )?(?:me|nos) (?:ha |habia |esta |estaba |quiso )?(?:pega(?! (?:un grito|el))|pego|pegado|golpea\\w*|golpeo|maltrata\\w*|viola\\w*|violo|agred\\w+|acosa\\w*|acoso|toca(?! (?:a|el|la))|toco(?! (?:a|el|la))|tocado|manosea\\w*|amenaza\\w*(?! con (?:demandar|irse|denunciar|dejar))|amenazo(?! con (?:demandar|irse))|persigue|sigue a todas|chantajea\\w*|extorsiona\\w*|estrangul\\w*|abusa\\w*|encierra|encerro|abofete\\w*)`,
    ),
    /(?:me|nos) (?:pega|golpea|maltrata|viola|acosa|amenaza con (?:matarme|pegarme|publicar|un)|violaron|golpearon|agredieron|secuestr\w+|drogaron|tocaron)(?! (?:el sol|fuerte la crisis|la crisis|la inflacion))|(?:fui|he sido|estoy siendo|sido) (?:\w+ )?(?:violad[oa]|abusad[oa]|agredid[oa]|golpead[oa]|acosad[oa]|maltratad[oa]|chantajead[oa]|amenazad[oa] de muerte)/,
    /(?:acoso|abuso|agresion|violencia) (?:sexual|domestica|de genero|fisica)(?! (?:formacion|politica|startup))|amenazas? de muerte|fotos (?:intimas|desnud[oa]s?) mias?|mis fotos intimas/,
    /(?:miedo|terror|panico) (?:de|a) (?:mi (?:marido|esposo|pareja|novio|padre|madre|ex|jefe)|volver a casa|que (?:me (?:mate|pegue|haga|encuentre)))/,
    /(?:voy a|quiero|pienso) (?:\w+ )?(?:matarl[oae]s?|matar a (?:mi|ese|esa|todos|el|ella)|apunalar\w*|pegarle un tiro|golpearl[oae]|dispararle)(?! (?:la competencia))/,
    /no me deja (?:salir(?: de casa)?|ver a mi familia|irme)|me tiene encerrad[oa]|me quito el pasaporte|me obliga a (?:tener (?:sexo|relaciones)|acostarme)|(?:acostarme|sexo) (?:con el )?a cambio de/,
    /(?:mano|manos) (?:en|sobre|por|entre) (?:mi|mis|el|los) (?:muslos?|pierna|culo|pecho|pechos|rodilla|trasero|falda)|me (?:sigue|persigue) (?:hasta|a) (?:mi )?(?:casa|todas partes)|me toca sin|me tira (?:cosas|platos)/,
    /(?:pega|golpea|toca|abusa de) (?:a )?(?:mis|mi|los|nuestros|nuestra) (?:hij[oa]s?|ninos?|nina)/,
    /me (?:ha|habia) (?:pegado|golpeado|abofeteado)(?! (?:un|una|el|la))|miedo (?:de |a )?(?:volver|ir|llegar) a (?:mi )?casa/,
  ],
  LEGAL_MONEY: [
    /(?:me|nos) (?:han )?(?:demand\w+(?! (?:mas|mucho|tiempo))|denunciaron|denunciado|arrestaron|detuvieron|embarg\w+|desahuci\w+|van a (?:demandar|embargar|desahuciar))|(?:demanda|denuncia|querella) (?:judicial|contra (?:mi|nosotros)|en mi contra)|citacion judicial|orden de (?:arresto|desalojo)/,
    /(?:en |la |a la |estoy |estamos |voy a la |declarar(?:me|nos)? (?:en )?)(?:bancarrota|quiebra|quebrad[oa]s?|arruinad[oa]s?|insolvente|insolvencia|concurso de acreedores)/,
    /no (?:puedo|podemos|me alcanza para|llego a) (?:\w+ )?(?:pagar) (?:el |la |los |las |mi |mis |nuestr\w+ )?(?:alquiler|renta|nominas?|sueldos|salarios|deudas?|hipoteca|prestamo|impuestos|facturas)|desahucio|desalojo|embargo|deudas de juego|ludopat\w+|ahogad[oa] en deudas|cobradores/,
    /(?:perdi|perdido|perder|perdimos) (?:todo (?:mi|nuestro) dinero|(?:todos )?(?:mis|nuestros) ahorros|mi casa|todo lo que tengo)|(?:fraude|evasion) fiscal|inspeccion de hacienda|hacienda me|debo a hacienda/,
  ],
  ASKS_HUMAN: [
    /(?:hablar|chatear|conversar|comunicarme|escribir|ponme|pasame|conectame|contactar) (?:con|a) (?:un |una |alguien |algun )?(?:ser )?(?:human[oa]|persona real|persona de verdad|de verdad|real|persona(?= *(?:$|[.!?,;]))|administrador\w*|admin|moderador|responsable|asesor|agente)(?! (?:que|de (?!verdad)|en|con))/,
    /(?:persona|humano|alguien) (?:real|de verdad)|un humano,? por favor|hay (?:algun|alguna|un|una) (?:humano|persona real|persona de verdad)|(?:no|ya no) (?:quiero )?(?:hablar )?(?:con )?(?:un |una |el |la )?(?:robot|bot|maquina|ia)(?= *(?:$|[.!?,;]))/,
  ],
}
