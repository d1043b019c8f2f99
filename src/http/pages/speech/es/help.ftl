# La página de inicio.
home-how = ¿En qué podemos ayudar?
home-empty = Todavía no hay artículos aquí.
home-articles = { $count ->
    [one] Busque en 1 artículo o empiece por un tema.
   *[other] Busque en { $count } artículos o empiece por un tema.
}
home-longer = ¿Una historia más larga?
home-describe = Descríbala y vea qué puede resolverla
home-topics = Temas
home-popular = Lo que ayudó a otros
home-solved = { $count ->
    [one] lo resolvió para 1 persona
   *[other] lo resolvió para { $count } personas
}
home-questions = Lo que se suele preguntar
home-latest = Actualizados hace poco
topic-articles = { $count ->
    [one] artículo
   *[other] artículos
}

# Resultados.
search-title = Búsqueda
search-nothing-asked = ¿Qué busca?
search-type = Escriba arriba unas palabras: qué falla, qué quiere hacer o el código de un error.
search-none = Sin resultados
search-results = { $count ->
    [one] resultado
   *[other] resultados
}
search-for = para
search-with = { $count ->
    [one] con este filtro
   *[other] con estos filtros
}
search-in-use = Filtros en uso
search-remove = Quitar el filtro
search-everywhere = Buscar en todo
search-meant = ¿Quiso decir
search-cut = Era largo. Solo se buscó el principio.
search-filter = Filtrar estos resultados
search-filters = Filtros
search-nearest = No es justo lo que pidió, pero se acerca
search-nearest-why = Ningún artículo tiene todas estas palabras. Estos tienen algunas.
search-no-such-page = No existe esa página de resultados.
search-first-page = Volver a la primera
search-pages = Páginas de resultados
search-previous = Anterior
search-next = Siguiente
search-page = Página { $page } de { $last }
search-tips = Qué puede ayudar
search-tip-fewer = Quite una palabra, o use las dos o tres que mejor lo describan.
search-tip-code = Busque solo el código si lo hay, por ejemplo
search-tip-other = Pruebe otra palabra para lo mismo: «entrar» por «iniciar sesión», «envío» por «paquete».
search-tip-describe = Descríbalo con frases enteras
search-tip-as-mail = , como en un correo: buscamos lo que lo resolvió para otros.
search-tip-language = Dígalo en el idioma en que nos preguntaría; hay artículos en varios.
search-topics = O empiece por un tema
search-recommended = Recomendado
search-manual = Todos los artículos de este tema en una página, para leer o imprimir

# Un artículo.
article-where = Dónde está esto
article-home = Centro de ayuda
article-also = También en
article-said-on = Esto decía el { $day }, tal como lo dejó { $author }:
article-says-now = Lo que dice ahora
article-replaced = Lo sustituye
article-was-replaced = Este artículo fue sustituido por
article-contents = En este artículo
article-topics = Temas
article-before = Lo que decía antes
article-other = Este artículo está en otro idioma ({ $what }); no lo hay en español.
article-in-yours = Este artículo está en español:
article-checked = Revisado; se volverá a mirar antes del { $what }
article-lapsed = Alguien debería haber revisado este artículo antes del { $what }. Puede estar anticuado.
article-link = Enlace a este título
article-related = Respuestas relacionadas
article-not-it = ¿No es lo que necesita?
article-similar = Buscar algo parecido
article-numbers = Sus cifras

# ¿Lo ha resuelto?
solved-ask = ¿Le ha resuelto el problema?
solved-yes = Sí
solved-no = No
solved-stored = Guardamos qué artículo era, su respuesta y el día, y las palabras que buscó sin direcciones de correo ni números. Ningún nombre.
solved-thanks = Gracias, registrado
solved-sooner = La próxima persona que busque esto verá antes el artículo.
solved-why = ¿Qué tenía de malo?
solved-why-lead = Su «No» queda registrado. El motivo dice a los redactores qué hacer.
solved-unrelated = Trata de otra cosa
solved-no-help = Trata de esto, pero no ayudó
solved-outdated = Es erróneo o está anticuado
solved-unclear = No lo entiendo
solved-more = Con sus palabras (opcional)
solved-more-hint = Sin nombres, direcciones ni contraseñas, por favor. Lo leen los redactores.
solved-writers = Los redactores lo verán. Gracias por decirlo.
solved-undo = Retirarlo
solved-undone = Retirado: nunca ocurrió.
solved-back = Volver al artículo
solved-ask-us = Describa qué falla y pregúntenos

# Un tema entero en una página.
manual-title = { $what }: todo en una página
manual-lead = { $count ->
    [one] 1 artículo de este tema, para leer o imprimir.
   *[other] Los { $count } artículos de este tema, para leer o imprimir.
}
manual-contents = Contenido
manual-print = Imprímalo con su navegador: cada artículo conserva sus enlaces como direcciones.
manual-left-out = { $count ->
    [one] Falta aquí 1 artículo más; encuéntrelo con la búsqueda.
   *[other] Faltan aquí { $count } artículos más; encuéntrelos con la búsqueda.
}
manual-made = A fecha de { $what }

# Iniciar sesión.
login-title = Iniciar sesión
login-known = Ha iniciado sesión. Lo que es para su equipo se encuentra buscando, como todo lo demás.
login-go-on = Seguir
login-lead = Para quienes trabajan aquí. Los clientes no necesitan cuenta.
login-down = El programa tras este botón no respondió la última vez. Inténtelo de nuevo, o entre con nombre y contraseña si los tiene.
login-or = O con nombre y contraseña:
login-wrong = No existe ese nombre con esa contraseña. Revise ambos, también las mayúsculas.
login-name = Nombre
login-password = Contraseña
login-forgotten = ¿Olvidada? Quien lleva este centro le da otra:
