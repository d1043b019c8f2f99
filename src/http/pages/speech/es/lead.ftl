# La página de quien dirige.
lead-title = El servicio en cifras
lead-lead = Cuánto se pregunta, qué, y cuánto de ello resuelven los artículos.
lead-since = Desde
lead-show = Mostrar
lead-days = { $count } días
lead-year = un año
lead-everything = todo
lead-nothing = En este tiempo no consta ninguna pregunta. Las sugerencias y las búsquedas de los agentes se anotan solas; registre cuándo una respuesta funcionó y cuándo no.
lead-numbers = Las cifras
lead-other-ways = Desglosado de otras formas
lead-csv = Tabla (CSV)
lead-too-little = Consta demasiado poco para dibujarlo.
lead-measures = Medidas KCS
lead-how-to-read = Cómo leerlo
lead-intervals = Tras cada tasa consta sobre cuántos es y el intervalo en que está la verdadera en 19 de cada 20 casos; en el dibujo, la línea fina. De menos de cinco no se dice ninguna.
period-day = { $what }
period-week = la semana del { $what }
period-month = { $month } de { $year }
chart-most = El máximo, { $period }: { $count }.
chart-last = Lo último, { $period }: { $percent } %.
chart-count = { $period }: { $count }
chart-rate = { $period }: { $percent } %, { $part } de { $of }, del { $low } al { $high } %
chart-too-few = { $period }: demasiado pocos

# Cifras de informes.
figure-yes = sí
figure-no = no
figure-few = { $part } de { $of }: demasiado pocos
figure-share = { $part } de { $of }, del { $low } al { $high } %
figure-difference = { $by } % de { $of }, del { $low } al { $high } %
