# La consola.
agent-open-tickets = Consultas abiertas
agent-field = Unas palabras, o lo que escribió el cliente
agent-field-hint = Tres palabras, o pegue el correo entero
agent-how = Cómo se lee
agent-by-length = Según el largo
agent-search = Búsqueda
agent-ticket = Consulta
agent-rule = Una línea de hasta { $count } palabras se busca; lo que sea más largo se lee como consulta.
agent-find = Buscar
agent-more = Número, producto, entorno
agent-number = Número de la consulta
agent-product = Producto
agent-version = Versión
agent-came-by = Llegó por
agent-channels = correo, teléfono, chat
agent-surroundings = Entorno
agent-surroundings-hint = Windows 11, en casa, desde el lunes
agent-show-offered = Mostrar lo encontrado para lo escrito
agent-no-line = De esta consulta no se guarda ninguna línea.
agent-back = Volver a lo sugerido
agent-hand-over = Traspasar
agent-what-recorded = Lo registrado
agent-recorded = Registrado:
agent-colleague = Lo dijo un colega.
agent-undo = Deshacer
agent-what-wrong = ¿Qué tiene de malo?
agent-add = Añadir
agent-calm = Esto suena a queja o a angustia. Empiece con calma:
agent-articles = { $count ->
    [one] 1 artículo
   *[other] { $count } artículos
}
agent-first-words = Buscar sus primeras palabras
agent-forgotten = Ya no se sabe por qué se sugirió cada uno: se recuerda hasta que el servidor se detiene.
agent-why = Por qué:
agent-offer = Oferta relacionada
agent-missing = Falta: decirlo a los redactores
agent-none-helped = Ninguno ayudó
agent-hand-it = Traspasarla
agent-not-recorded = Aquí no se registran búsquedas, así que no se puede decir nada de ellas. Léalo como consulta.
agent-nothing-open = No hay nada abierto
agent-begin = Escriba lo que oye por teléfono, o pegue un correo tal como llegó, con saludo, historial y firma. Lo que se dice de un artículo cuenta desde la siguiente búsqueda.
agent-keys = Teclas
agent-key-field = al campo; Intro lo envía, Mayús e Intro es una línea nueva, Esc sale
agent-key-or = o
agent-key-to = a
agent-key-move = el artículo siguiente y el anterior
agent-key-copy = copia lo que dice ese artículo, en la última forma copiada
agent-key-r = resolvió la consulta
agent-key-h = ayudó, pero no era todo
agent-key-x = no era eso
agent-key-f = lo marca como erróneo o anticuado
agent-key-0 = ninguno ayudó
agent-key-z = deshace lo último registrado
agent-key-u = traspasa la consulta
agent-key-help = muestra y oculta esta lista
agent-keys-when = No hacen nada mientras escribe, ni sin JavaScript; todo tiene también un botón o un enlace.
agent-keys-more = Más sobre la consola
agent-none-heading = Nada tiene estas palabras
agent-none-below = Quite una, o pegue lo que escribió el cliente.
agent-nearest-heading = Ningún artículo tiene todas estas palabras
agent-nearest-below = Estos tienen algunas.
agent-by-hand = Encontrado a mano
agent-far-heading = Ningún artículo se acerca
agent-far-below = Busque a mano con dos o tres de sus palabras. Si tampoco encuentra nada, diga que falta: los redactores ven lo que nadie pudo responder.
agent-sure = El primero muy probablemente lo resuelve
agent-maybe = Uno de estos puede resolverlo
agent-doubt = Probablemente ningún artículo lo resuelve
agent-doubt-below = Estos son los más cercanos, y están lejos. Busque a mano, o diga que ninguno ayuda: los redactores ven lo que falta.
agent-internal = Interno
agent-internal-why = Los clientes no lo ven: dígalo con sus palabras
agent-review-due = La revisión tocaba el
agent-pace = { $count ->
    [one] 1 consulta se resolvió en { $long }
   *[other] La mitad de { $count } consultas se resolvió en { $long }
}
agent-instant = un minuto
agent-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
agent-hours = { $count ->
    [one] 1 hora
   *[other] { $count } horas
}
agent-days = { $count ->
    [one] 1 día
   *[other] { $count } días
}
agent-resolved-it = Lo resolvió
agent-helped = Ayudó
agent-not-it = No era eso
agent-flag = Marcar
agent-customers-not = Los clientes no ven este artículo: sus palabras y su dirección son para colegas.
agent-copy-by-hand = Copiarlo a mano
agent-as-text = Como texto
agent-as-markdown = Como Markdown
agent-as-link = Como enlace
agent-what-it-says = Lo que dice

# Lo que se dijo de un artículo: como marca y con palabras.
verdict-resolved = Lo resolvió
verdict-helped = Ayudó
verdict-not_helpful = No era eso
verdict-wrong = Marcado
verdict-taken-back = Retirado
verdict-none-words = nada de lo mostrado ayudó; se informa como laguna
verdict-resolved-words = lo resolvió, y saldrá antes la próxima vez
verdict-helped-words = ayudó, pero no era todo
verdict-not_helpful-words = no era eso, y se mostrará menos para tales consultas
verdict-wrong-words = es erróneo o está anticuado; los redactores lo ven
verdict-reopened-words = no duró: la consulta volvió
verdict-retracted-words = se retiró; nunca ocurrió

# El paquete para el siguiente nivel.
hand-title = Traspaso
hand-of = Traspaso de { $what }
hand-back = Volver a la consulta
hand-lead = Lo que necesita el siguiente nivel: qué se preguntó, mostró e intentó, para que nadie lo pregunte otra vez.
hand-asked = Preguntado
hand-short = En breve
hand-no-line = De esta consulta no se guarda ninguna línea. Añada usted las palabras del cliente.
hand-shown = Mostrado
hand-none-near = Ningún artículo se acercó.
hand-tried = Intentado
hand-nothing = No se registró nada.
hand-say-first = Diga primero qué no era
hand-and-why = , y por qué: el siguiente nivel empieza ahí.
hand-taken-back = retirado, o dicho de nuevo
hand-why = Por qué: { $what }
hand-similar = Consultas parecidas, y qué las resolvió
hand-copy = Para copiar
hand-as-text = Todo como texto
hand-as-json = Lo mismo como JSON
hand-text-ticket = Traspaso de la consulta { $what }
hand-text-no-number = sin número
hand-text-asked = Preguntado el { $what }
hand-text-by = Preguntado el { $day }, por { $channel }
hand-text-number = Número de la sugerencia: { $what }
hand-text-short = En breve: { $what }
hand-text-shown = Mostrado, lo mejor primero
hand-text-none = nada se acercó
hand-text-nothing = no se registró nada

# Lo que cambió desde el último turno.
since-shift = Desde su último turno
since-week = En los últimos siete días
since-nothing = No cambió ningún artículo.
since-added = Añadido el { $what }
since-changed = Cambiado el { $what }
since-retired = Retirado el { $what }
since-used = { $count ->
    [one] lo usó una vez
   *[other] lo usó { $count } veces
}
since-more = { $count ->
    [one] cambió 1 artículo más
   *[other] cambiaron { $count } artículos más
}
