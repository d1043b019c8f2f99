# The form, and what may solve it.
ask-title = Preguntar
ask-yours = Su pregunta
ask-what-wrong = ¿Qué ocurre?
ask-lead = Escríbalo como en un correo. Buscamos lo que se lo resolvió a otros.
ask-subject = Asunto
ask-optional = (opcional)
ask-description = Descripción
ask-empty = Escriba primero qué ocurre. Basta una frase.
ask-hint = Qué hizo, qué pasó y el código del error, si lo hay. Sin contraseñas, por favor. Las direcciones de correo y los números de teléfonos, tarjetas y cuentas se quitan antes de guardar nada.
ask-again = Preguntar de nuevo
ask-find = Buscar lo que puede resolverlo
ask-nothing = No encontramos nada que lo resuelva
ask-nothing-why = Ningún artículo se acerca lo bastante para merecer su tiempo, así que no mostramos ninguno.
ask-search-first = Busque las primeras palabras
ask-look-yourself = y mire usted mismo.
ask-other-words = Dígalo en esta página con otras palabras: lo que ve en la pantalla es lo que más nos dice.
ask-or-send = O envíelo abajo a las personas de su mesa de ayuda.
ask-very-likely = Muy probablemente esto lo resuelve
ask-not-sure = No estamos seguros, pero esto es lo más cercano
ask-this-may = Esto puede resolverlo
ask-one-may = Uno de estos puede resolverlo
ask-why = Por qué mostramos esto
ask-solved = Esto lo resolvió
ask-no-help = No ayudó
ask-noted = Anotado: no ayudó
ask-none-helped = Ninguno ayudó
ask-then = Entonces
ask-search-it = búsquelo
ask-or-words = , o dígalo con otras palabras.
ask-number = Número de su pregunta
ask-quote = (indíquelo si escribe a su mesa de ayuda)
ask-long = Era largo. Solo se leyó el principio.
ask-taken-out = Se quitó antes de guardar nada: { $what }.

# While it is written.
draft-one = Esto puede resolverlo ya
draft-many = Estos pueden resolverlo ya
draft-new-tab = (en una pestaña nueva)
script-solves-one = 1 artículo puede resolverlo
script-solves-many = { $what } artículos pueden resolverlo

# Sending it to the help desk.
send-still = ¿Aún sin resolver?
send-rather = ¿Prefiere escribir a una persona?
send-as-it-stands = Envíelo tal como está en el formulario. Lo que le mostramos y lo que no ayudó va incluido; así nadie se lo vuelve a preguntar.
send-what-you-wrote = Envíe a la mesa de ayuda lo que escribió. No hace falta nada más.
send-reach = ¿Cómo podemos contactarle?
send-reach-optional = (opcional, una dirección de correo)
send-no-address = Eso no es una dirección de correo. Escríbala como ann@example.org o déjela vacía.
send-kept = La guardamos hasta que su solicitud se cierre o se entregue, y no más.
send-send = Enviar a la mesa de ayuda

# What came of it, and what was sent.
thanks-title = Gracias
thanks-recorded = Gracias, anotado
thanks-sooner = La próxima persona que lo pregunte verá antes ese artículo.
thanks-missing = Eso nos dice qué falta aquí y cuándo decirlo.
thanks-less = Ese artículo se mostrará menos en preguntas como la suya.
thanks-back = Volver a su pregunta
thanks-read = Leer el artículo otra vez
thanks-else = Preguntar otra cosa
thanks-home = Al centro de ayuda
sent-title = Enviado
sent-thanks = Gracias, ya está en la mesa de ayuda
sent-number = Su solicitud tiene el número
sent-no-more = No necesita hacer nada más.
sent-quote = No dio ninguna dirección; indique ese número cuando se ponga en contacto.
sent-answer-to = Responderemos a
sent-kept = . Guardamos esa dirección hasta que su solicitud se cierre o se entregue, y no más.
sent-along = Lo que le mostramos y lo que no ayudó va incluido.

# The list of requests, for agents.
waits-title = Solicitudes
waits-open = { $count } abiertas
waits-open-word = abiertas
waits-back = Volver a la consola
waits-nobody = Nadie espera una respuesta.
waits-none-here = En esta página ya no hay ninguna.
waits-what = Lo que los clientes envían desde el formulario, porque ningún artículo lo resolvió, está aquí hasta que alguien de ustedes lo cierre.
waits-first-page = A la primera página
waits-lead = Quien más ha esperado va primero. Al cerrar una, su texto y la dirección desaparecen del almacén.
waits-sent = Enviada
waits-by = por { $what }
waits-answer-to = responder a
waits-no-address = sin dirección
waits-all = Todo
waits-before = Lo que se mostró y se probó
waits-said = Se dijo: { $what }.
waits-blind = Se envió sin mirar lo que se encontró.
waits-delivery = Entrega de { $what }
waits-open-it = Abrir en la consola
waits-close = Cerrar
waits-pages = Páginas
waits-earlier = Anteriores
waits-later = Posteriores
way-webhook = Webhook
way-mail = Correo
way-begun = { $what }: en camino
way-delivered = { $what }: entregada
way-given-up = { $way }: no entregada, y ya no se intenta: { $why }
way-waiting = { $count ->
    [one] { $way }: intentado una vez, de nuevo el { $moment }: { $why }
   *[other] { $way }: intentado { $count } veces, de nuevo el { $moment }: { $why }
}
