# Los informes: cómo se llama cada uno, qué encuentra y qué hacer con ello.
report-frequency-of-inquiries-title = Frecuencia de las consultas
report-frequency-of-inquiries-finds = Cuántos tickets y búsquedas distintos hubo, y de cuántas personas.
report-frequency-of-inquiries-advice = Ponga personas y artículos donde más se pregunta; mire lo que aumenta.
report-nature-of-questions-title = Naturaleza de las preguntas
report-nature-of-questions-finds = Sobre qué pregunta la gente, con sus propias palabras, y qué quiere: una respuesta, un arreglo, que se haga algo, una compensación.
report-nature-of-questions-advice = Escriba primero sobre lo que más se pregunta y menos se resuelve.
report-rate-of-resolution-title = Tasa de resolución
report-rate-of-resolution-finds = Cuántos tickets resolvió un artículo, de aquellos cuyo final se conoce; lo que volvió no cuenta.
report-rate-of-resolution-advice = Lea los artículos que menos resuelven, junto con los tickets que no resolvieron.
report-what-to-do-first-title = Qué hacer primero
report-what-to-do-first-finds = De todo lo que encuentran los informes, lo que se espera que ahorre más tickets, con las palabras de quienes preguntaron.
report-what-to-do-first-advice = Empiece por arriba: escribir, corregir, unir o volver a mirar; cada línea dice por qué y lleva a un borrador, a un parche o al artículo.
report-unanswered-title = Sin respuesta
report-unanswered-finds = Lo que se preguntó tres veces o más y ningún artículo resolvió: falta, no se encontró o no era lo bastante bueno.
report-unanswered-advice = Escriba lo que falta, dé a lo que no se encontró las palabras que usa la gente, corrija lo que no ayudó; primero el grupo más grande.
report-stopped-helping-title = Dejó de ayudar
report-stopped-helping-finds = Artículos que resolvían más que ahora, se usen lo que se usen.
report-stopped-helping-advice = Lea lo que no resolvió y corrija el artículo; lo que se dijo del texto anterior deja entonces de contar.
report-review-first-title = Qué revisar primero
report-review-first-finds = Artículos cuya revisión está pendiente o que nadie validó; primero aquellos en los que más gente confía.
report-review-first-advice = Mire si sigue siendo correcto; ponga después `review_by` en una fecha posterior y `state: validated`.
report-never-used-title = Nunca usados
report-never-used-finds = Artículos de los que nadie dijo nunca que ayudaran; primero los que más a menudo estorban.
report-never-used-advice = Archívelo, únalo a otro o dele las palabras que usa la gente.
report-duplicates-title = Duplicados
report-duplicates-finds = Artículos que dicen lo mismo y artículos que resuelven los mismos tickets.
report-duplicates-advice = Conserve el mejor y nómbrelo en `superseded_by` del otro: lo aprendido se va con él.
report-broken-links-title = Enlaces rotos
report-broken-links-finds = Enlaces entre artículos que no llevan a ninguna parte.
report-broken-links-advice = Corrija la ruta o quite el enlace; dé a un artículo que se movió su ruta anterior en `aliases`.
report-findings-title = Hallazgos
report-findings-finds = Lo que está mal o es dudoso en los archivos de los artículos; primero los errores.
report-findings-advice = Corrija la línea; el artículo se vuelve a leer en cuanto se guarda.
report-recall-title = Respuestas que ya no valen
report-recall-finds = Tickets que se respondieron con un artículo que después se corrigió o se retiró; primero los últimos.
report-recall-advice = Mire si la respuesta anterior hizo daño y diga al cliente qué vale ahora.
report-kcs-measures-title = Medidas KCS
report-kcs-measures-finds = Qué parte de lo que cierra el servicio está enlazada a un artículo, se conocía de antes, está validada y la resuelven los propios clientes.
report-kcs-measures-advice = Mire qué se mueve, no quién: las medidas de actividad que se vuelven metas dejan de medir.

# Sus páginas.
figure-numbers = cifras
table-by = Por
table-nothing = Todavía no hay nada que contar. Los informes se hacen con lo que la gente pregunta y con lo que dice que resultó: registre cuándo una respuesta funcionó y cuándo no.
table-none-found = No se encontró nada de esto. Los informes saben lo que se preguntó y se dijo, y lo que dicen los artículos que usted puede leer.
table-left-out = Se omiten { $count } filas más: la tabla de arriba contiene las más importantes.
table-intervals = Tras cada tasa consta sobre cuántos es y el intervalo en que está la verdadera en 19 de cada 20 casos. De menos de cinco no se dice ninguna.

# Por qué se desglosan las filas.
by-day = día
by-week = semana
by-month = mes
by-channel = canal
by-tag = etiqueta
by-product = producto
by-article = artículo
by-audience = audiencia
by-kind = tipo
by-topic = tema
by-revision = versión

# Qué contienen las columnas.
column-30-days-before = 30 días antes
column-about = Sobre qué
column-answered = Respondido
column-article = Artículo
column-articles = Artículos
column-articles-in-it = Artículos en ella
column-articles-that-stopped-helping = Artículos que dejaron de ayudar
column-articles-with-15-uses-and-more = Artículos con 15 usos o más
column-assumed = Supuestos
column-audiences-of-who-asked = Audiencias de quien preguntó
column-before = Antes
column-broken = Rotos
column-came-back = Volvieron
column-channel = Canal
column-compared = Comparadas
column-day = Día
column-days-late = Días de retraso
column-due = Pendientes
column-end-known = Final conocido
column-errors = Errores
column-evidence = Pruebas
column-file = Archivo
column-group = Grupo
column-groups = Grupos
column-groups-that-find-an-article-now = Grupos que ahora encuentran un artículo
column-helped-with = Ayudó en
column-how-many = Cuántos
column-how-that-is-reckoned = Cómo se calcula
column-in-a-topic = En un tema
column-in-peoples-words = Con las palabras de la gente
column-inquiries = Consultas
column-kind = Tipo
column-last-30-days = Últimos 30 días
column-last-changed = Último cambio
column-line = Línea
column-link = Enlace
column-links-between-articles = Enlaces entre artículos
column-measure = Medida
column-month-from = Mes desde
column-never-used = Nunca usados
column-now-instead = Ahora en su lugar
column-other = El otro
column-owner = Responsable
column-pairs = Pares
column-patch = Parche
column-people = Personas
column-people-who-told = Personas que lo dijeron
column-product = Producto
column-questions = Preguntas
column-questions-in-them = Preguntas en ellos
column-questions-of-customers = Preguntas de clientes
column-rate = Tasa
column-rate-of-resolution = Tasa de resolución
column-rate-of-resolution-of-all = Tasa de resolución del total
column-rate-of-resolution-of-all-articles = Tasa de resolución de todos los artículos
column-report = Informe
column-resolved = Resueltos
column-resolved-most-by = Lo que más lo resuelve
column-review-by = Revisar antes del
column-revision = Versión
column-searches = Búsquedas
column-severity = Gravedad
column-share-of-all = Parte del total
column-share-of-those-compared = Parte de las comparadas
column-shown-for = Mostrado para
column-since = Desde
column-since-when = Desde cuándo
column-state = Estado
column-tag = Etiqueta
column-text-in-common = Texto en común
column-things-to-do = Cosas que hacer
column-ticket = Ticket
column-tickets = Tickets
column-tickets-in-the-list = Tickets en la lista
column-tickets-that-both-resolved = Tickets que resolvieron ambos
column-tickets-whose-end-is-known = Tickets cuyo final se conoce
column-topic = Tema
column-uses-in-30-days = Usos en 30 días
column-warnings = Avisos
column-week-from = Semana desde
column-what = Qué
column-what-happened = Qué pasó
column-what-it-did-not-resolve = Lo que no resolvió
column-what-it-is = Qué es
column-what-to-do = Qué hacer
column-why = Por qué
column-with-an-estimate = Con estimación
column-with-an-owner = Con responsable
column-words = Palabras
column-would-save = Ahorraría

# Palabras para tipos, causas y estados.
audience-all = todas
kind-question = pregunta
kind-problem = problema
kind-request = petición
kind-complaint = queja
kind-unknown = desconocido
gap-missing = falta
gap-not-found = no encontrado
gap-not-good-enough = no lo bastante bueno
fate-corrected = corregido
fate-archived = archivado
fate-superseded = sustituido
fate-gone = ya no está
severity-error = error
severity-warning = aviso
review-review-is-due = revisión pendiente
review-work-in-progress = en preparación
review-not-validated = sin validar
review-no-owner = sin responsable
measure-link-rate = tasa de enlace
measure-link-rate-what = tickets de final conocido que están enlazados a un artículo que los resolvió o ayudó
measure-known = conocido
measure-known-what = de ellos, los que resolvió un artículo que ya estaba: el resto era nuevo, no se encontró o no era lo bastante bueno
measure-validated = validados
measure-validated-what = artículos, sin los archivados, que están validados
measure-self-service-confirmed = autoservicio, confirmado
measure-self-service-confirmed-what = preguntas de clientes que dijeron que un artículo las resolvió; de todas las que hicieron los clientes
measure-self-service-assumed = autoservicio, supuesto
measure-self-service-assumed-what = lo mismo, deducido del silencio: junto a lo confirmado, nunca dentro
measure-self-service-failed = autoservicio, fallido
measure-self-service-failed-what = preguntas de clientes que dijeron que nada ayudó
measure-became-a-ticket-with-suggestions = acabó en ticket, con sugerencias
measure-became-a-ticket-with-suggestions-what = formularios en `/ask` de los que consta un ticket
measure-became-a-ticket-held-out = acabó en ticket, sin sugerencias
measure-became-a-ticket-held-out-what = lo mismo de los formularios que, por sorteo, no recibieron sugerencias
measure-tickets-avoided = tickets evitados
measure-tickets-avoided-what = la diferencia: la parte de todos los formularios que no acaba en ticket gracias a las sugerencias

# Por qué hay que hacer algo y qué ahorraría.
reason-missing = { $count } preguntas tratan de esto, y nada de lo que hay las resuelve.
reason-not-found = { $count } preguntas quedaron sin respuesta; el artículo resolvió { $resolved } parecidas cuando alguien lo encontró.
reason-not-good-enough = Se mostró para { $count } preguntas y no ayudó.
reason-fallen = Hasta el { $day } resolvió { $before } de { $all }; desde entonces, { $since } de { $later }.
reason-fallen-and-due = Hasta el { $day } resolvió { $before } de { $all }; desde entonces, { $since } de { $later }. También su revisión está pendiente.
reason-due = Su revisión está pendiente desde hace { $days ->
    [one] un día
   *[other] { $days } días
}; nadie ha dicho todavía qué resultó.
reason-due-and-used = Su revisión está pendiente desde hace { $days ->
    [one] un día
   *[other] { $days } días
}, y { $uses ->
    [one] un ticket depende
   *[other] { $uses } tickets dependen
} de él.
reason-alike = Comparte el { $alike } % de su texto con «{ $other }».
reason-alike-and-both = Comparte el { $alike } % de su texto con «{ $other }», y ambos resolvieron los mismos { $both } tickets.
reason-both = Este y «{ $other }» resolvieron los mismos { $both } tickets.
reason-file = { $count ->
    [one] Su archivo tiene un error
   *[other] Su archivo tiene { $count } errores
}: quien lo lee recibe menos de lo previsto.
reason-links = { $count ->
    [one] Uno de sus enlaces no lleva a ninguna parte.
   *[other] { $count } de sus enlaces no llevan a ninguna parte.
}
reason-tell = { $count ->
    [one] Un ticket se respondió con él
   *[other] { $count } tickets se respondieron con él
} antes de que { $what ->
    [corrected] se corrigiera
    [archived] se archivara
    [superseded] se sustituyera
   *[gone] desapareciera
}.
reckoned-few-uses = menos de cinco usos antes o desde entonces, demasiado pocos para comparar
reckoned-fall = { $uses } usos en 30 días × ({ $was } % − { $is } %)
reckoned-few-ends = menos de cinco tickets tienen un final conocido, así que nadie puede decir cuántos resuelve un artículo
reckoned-gap = { $lately } preguntadas en 30 días × { $share } % que resuelven los artículos
reckoned-few-of-one = menos de cinco usos de uno de ellos, así que nadie puede decir cuál resuelve más
reckoned-join = { $uses } usos del más débil en 30 días × ({ $more } % − { $less } %)
reckoned-hidden = nadie sabe quién buscó lo que un error oculta
reckoned-links = nadie anota quién sigue un enlace
reckoned-answered = ya están respondidos; si alguno volverá, nadie puede decirlo
todo-pin = `{ $path }` resolvió { $resolved } como estas; póngalo el primero para ellas con un pin
todo-keywords = `{ $path }` resolvió { $resolved } como estas; dele las palabras clave { $words }
todo-mend = `{ $path }` se mostró y no ayudó; léalo junto con estas y corríjalo
todo-write = escriba el artículo: `firstline draft { $group }`

# Cómo leerlos.
note-customers = Clientes son quienes pertenecen solo a la audiencia `public`.
note-no-goal = De menos de { $least } no se dice ninguna tasa. Nada se desglosa por persona: los enlaces que son una meta ya no son una medida.
note-once = Un ticket cuenta una vez, cuando se preguntó por primera vez, por más que se volviera a mirar; las búsquedas cuentan donde se anotan.
note-several = Lo que tiene varios cuenta en cada uno.
note-of-a-question = { $what ->
    [article] El artículo
    [tags] Las etiquetas
   *[products] Los productos
} de una pregunta: según el artículo que la resolvió; si no, según el que ayudó; si no, según el primero que se mostró; nada si ya no está.
note-topics = Los temas se encuentran por las palabras que las preguntas comparten; nadie dijo de antemano cuáles hay. De muchísimas preguntas se comparan 3000, elegidas por sorteo.
note-as-kept = Las palabras aparecen como se guardan: sin sus terminaciones. Donde el servicio no guarda palabras, un tema no tiene ninguna.
note-kind = El tipo se deduce de indicios en la primera línea que se guarda; si no, de las palabras: acierta en la mayoría y no en todas.
note-end-told = La tasa es sobre aquellos cuyo final dijo alguien. Lo que volvió no está resuelto; lo que solo se supone por el silencio no entra en ninguna tasa.
note-of-an-article = De un artículo: los tickets de los que alguien dijo si los resolvió, cada uno una vez.
note-of-a-version = De un artículo: los tickets de los que alguien dijo si los resolvió, cada uno una vez. Un ticket pertenece a la versión que había cuando se mostró el artículo.
note-version = Una versión empieza con el commit que cambió el archivo; sin Git, cuando el servicio vio el cambio, lo que se olvida cuando su índice se rehace.
note-would-save = Ahorraría: tickets en 30 días que un artículo resolvería y ahora no resuelve, según lo que consta de los últimos 30 o 90 días. Donde nadie puede decirlo, va más abajo.
note-written-since = Se omite lo que faltaba y ya se escribió: un artículo que no se mostró para las preguntas de un grupo es ahora el primero para la mayoría. `firstline replay` dice más.
note-do-not-add = Un mismo ticket puede estar en dos estimaciones: no las sume.
note-no-tickets = Lo que nunca se usa y los avisos en archivos no ahorran tickets; están en sus propios informes.
note-unanswered = Una pregunta está sin respuesta cuando alguien dijo que lo mostrado no ayudó, cuando volvió o cuando no se mostró nada que prometiera ayudar. De muchísimas se comparan las 3000 últimas.
note-estimate = Lo que ahorraría una respuesta: las preguntas de los últimos { $days } días por la tasa de resolución del servicio; una estimación para cada { $days } días que vienen.
note-draft = `firstline draft GROUP` empieza el artículo, con las palabras de la gente.
note-use = Un uso es un ticket del que alguien dijo si el artículo lo resolvió. Cuántas veces se usa no cambia nada.
note-for-nothing = De 100 artículos que resuelven el 80 % y tienen 1000 usos, menos de uno figura aquí sin motivo. Una caída al 50 % se detecta en 40 usos en más de 9 de cada 10 casos si hubo 200 usos antes; con menos, más tarde.
note-uses-before = Los usos anteriores al último cambio de un artículo solo sirven para comparar con ellos los posteriores.
note-relied-on = Primero los artículos en los que más gente confía: quienes dijeron que resolvió o ayudó.
note-review-by = Una fecha en el front matter dice cuándo volver a mirar: `review_by: 2027-01-31`. Los artículos archivados se omiten.
note-shown-for = Mostrado para: preguntas en cuya lista estaba. Los borradores y los artículos archivados se omiten.
note-little-recorded = Mientras conste poco, la mayoría de los artículos no se ha usado: mire en cuántas consultas se basa esto.
note-in-common = Texto en común: más o menos la parte de todas las secuencias de tres palabras que están en ambos, desde el 60 %. No se comparan los artículos de menos de 20 palabras ni los que tienen bloques solo para algunos lectores.
note-broken-for-you = Un enlace a un artículo que usted no puede leer está roto para usted. Los enlaces en bloques solo para algunos lectores no se miran; `firstline check` los mira todos.
note-what-you-may-read = De los artículos que usted puede leer. `firstline check` lo dice todo, también de los archivos que no son artículos.
note-recalled = Un ticket cuenta cuando alguien dijo que el artículo lo resolvió o ayudó, y nadie se retractó; primero los últimos.
note-corrected = Corregido: la sección que se mostró para el ticket dice ahora otra cosa; si se leyó otra, la dice el artículo. Cuándo lo dice el commit, o el momento en que el servicio vio el cambio: lo que vio se olvida cuando su índice se rehace.
note-without-number = Lo que no tiene número de ticket se nombra con el número de lo que se mostró: `firstline explain` dice más.

# Qué significa cada clase de hallazgo, como en el manual.
finding-binary = el archivo no es texto; se deja fuera
finding-bad-encoding = el archivo no es UTF-8; lo que no se pudo leer aparece como �
finding-too-large = el archivo es más grande de lo permitido; solo cuentan el título y el público
finding-too-deep = hay citas, listas o etiquetas anidadas en más de 64 niveles; el resto es texto sin formato
finding-empty = el artículo no tiene palabras
finding-broken-front-matter = la cabecera no se puede leer; se salvó lo que se pudo, línea por línea
finding-unclosed-front-matter = la cabecera empieza y nunca termina
finding-duplicate-key = una clave está dos veces en la cabecera; cuenta la primera
finding-misspelt-key = una clave se parece a una conocida con un error
finding-wrong-type = un campo contiene una lista o un mapa donde va una palabra, o al revés
finding-control-characters = un campo contiene caracteres que nadie ve
finding-too-long = un campo es más largo de lo que nadie leería
finding-unreadable-date = una fecha no lo es
finding-unreadable-state = `draft`, `published` o similar no es ni verdadero ni falso; el artículo cuenta como borrador
finding-unknown-state = ese estado no existe; el artículo cuenta como sin validar
finding-unknown-audience = un público que nadie declaró; no deja entrar a nadie
finding-unreadable-audience = el público no se puede leer; solo quienes redactan ven el artículo, o el bloque
finding-conflicting-audience = dos claves nombran públicos que no tienen nada en común; solo quienes redactan ven el artículo
finding-unclosed-audience = un bloque para algunos lectores nunca termina; todo lo que sigue a su comienzo queda oculto
finding-stray-audience = un bloque para algunos lectores termina y nunca empezó; solo quienes redactan ven el artículo
finding-too-many-audiences = más de cuatro públicos distintos tienen bloques; los demás solo los ven quienes redactan
finding-unknown-language = el idioma no se conoce; se deduce de las palabras
finding-unusable-id = el id no puede estar en una dirección; la ruta ocupa su lugar
finding-unclosed-comment = un comentario empieza y nunca termina; todo lo que sigue queda oculto
finding-broken-link = un enlace no lleva a ningún artículo que usted pueda leer
column-what-it-means = Qué significa

# Cómo empieza un artículo que falta.
draft-issue = Problema
draft-environment = Entorno
draft-resolution = Solución
draft-cause = Causa
draft-not-known = Aún no se sabe.
draft-no-words = Aquí no se guarda nada de lo que la gente escribió. Las palabras que comparten son las palabras clave de arriba.
draft-asked = {$count} preguntas tratan de esto (grupo {$group}).
draft-channel = canal: {$name} ({$times})
draft-product = quizás: {$name} ({$times})
