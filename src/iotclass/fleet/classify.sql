{#- The classification of an inventory, as one text that DuckDB and Spark run unchanged. Levels are numbers here,
    0 the lowest of their scale; of every level there is a best and a worst end. `inventory` is what an engine read:
    texts as they are written, controls as masks. -#}
WITH
-- The method's tables.
erosion(designed, severity, protection) AS ({{ values(erosion) }}),
exposed(connectivity, protection, exposure) AS ({{ values(exposure) }}),
given(severity, impact) AS ({{ values(impact) }}),
classed(impact, exposure, class) AS ({{ values(class) }}),
way(medium, reach, operations, connectivity) AS ({{ values(connectivity) }}),
-- Words of an inventory; an empty cell is the word of nothing known.
kind_word(word, kind, title, least, brings, judged_only) AS ({{ values(kinds) }}),
{%- for scale in scales %}
{{ scale }}_word(word, best, worst) AS ({{ values(words[scale]) }}),
{%- endfor %}
connectivity_name(connectivity, name) AS ({{ values(names.connectivity) }}),
protection_name(protection, name) AS ({{ values(names.protection) }}),
exposure_name(exposure, name) AS ({{ values(names.exposure) }}),
impact_name(impact, name) AS ({{ values(names.impact) }}),
class_name(class, name) AS ({{ values(names.class) }}),
-- From inputs to the class: judged impact, or else that of severity and kind.
input AS (
  SELECT protection_name.protection AS designed, given.severity, given.impact AS given, connectivity_name.connectivity,
    connectivity_name.name AS connectivity_name, brought.brings, stated.impact AS stated, worn.in_effect
  FROM given
  CROSS JOIN protection_name
  CROSS JOIN connectivity_name
  CROSS JOIN (SELECT DISTINCT brings FROM kind_word) AS brought
  CROSS JOIN (SELECT impact FROM impact_name UNION ALL SELECT {{ no_impact }}) AS stated
  CROSS JOIN (SELECT 0 AS in_effect UNION ALL SELECT 1) AS worn
),
chain AS (
  SELECT {{ key('input.brings', 'input.stated', 'input.severity', 'input.in_effect', 'input.designed', 'input.connectivity') }} AS key,
    {{ key('input.brings', 'input.stated', 'input.severity', 'input.in_effect', 0, 'input.connectivity') }} AS undesigned,
    input.designed, input.connectivity_name AS connectivity, protection_name.name AS protection,
    exposure_name.name AS exposure, impact_name.name AS impact, class_name.name AS class, classed.class AS rank
  FROM input
  JOIN erosion ON erosion.designed = input.designed AND erosion.severity = input.severity
  JOIN protection_name ON protection_name.protection
    = CASE WHEN input.in_effect = 1 OR {{ unworn }} THEN input.designed ELSE erosion.protection END
  JOIN exposed ON exposed.connectivity = input.connectivity AND exposed.protection = protection_name.protection
  JOIN exposure_name ON exposure_name.exposure = exposed.exposure
  LEFT JOIN classed ON classed.exposure = exposed.exposure AND classed.impact
    = CASE WHEN input.stated < {{ no_impact }} THEN input.stated
      WHEN {{ by_harm }} THEN NULL ELSE greatest(input.given, input.brings) END
  LEFT JOIN impact_name ON impact_name.impact = classed.impact
  LEFT JOIN class_name ON class_name.class = classed.class
),
needed AS (
  SELECT chain.undesigned * {{ classes }} + class_name.class AS key, min(chain.designed) AS designed
  FROM chain JOIN class_name ON chain.rank <= class_name.class
  GROUP BY chain.undesigned, class_name.class
),
-- What kinds are asked for, by connectivity and facts.
criterion(kind, level, word, bit, since, if_yes, if_no) AS ({{ values(criteria) }}),
held(kind, word, bit, held_by) AS ({{ values(groups) }}),
shape AS (
  SELECT fact_set.kind, low.connectivity AS c0, high.connectivity AS c1, fact_set.f_yes, fact_set.f_no, fact_set.f_open
  FROM {% if facts %}(SELECT DISTINCT kind_word.kind, seen.f_yes, seen.f_no, seen.f_open
    FROM fact_set AS seen JOIN kind_word ON kind_word.word = lower(trim(seen.t_kind)))
  {%- else %}(SELECT DISTINCT kind, CAST(0 AS BIGINT) AS f_yes, CAST(0 AS BIGINT) AS f_no, CAST(0 AS BIGINT) AS f_open
    FROM kind_word){% endif %} AS fact_set
  CROSS JOIN connectivity_name AS low
  JOIN connectivity_name AS high ON low.connectivity <= high.connectivity
),
asked AS (
  SELECT (shape.kind * {{ connectivities }} + shape.c0) * {{ connectivities }} + shape.c1 AS shape, shape.f_yes, shape.f_no, shape.f_open
    {%- for word in width %}
    {%- for level in levels %},
    bit_or(CASE WHEN word = {{ word }} AND level <= {{ level }} THEN bit ELSE CAST(0 AS BIGINT) END) AS q{{ level }}_{{ word }}
    {%- endfor %},
    bit_or(CASE WHEN word = {{ word }} AND (since > shape.c0 OR (shape.f_open & (if_yes | if_no)) <> 0) THEN bit ELSE CAST(0 AS BIGINT) END) AS o{{ word }}
    {%- endfor %}
  FROM shape JOIN criterion ON criterion.kind = shape.kind AND since <= shape.c1
    AND (shape.f_no & if_yes) = 0 AND (shape.f_yes & if_no) = 0
  GROUP BY shape.kind, shape.c0, shape.c1, shape.f_yes, shape.f_no, shape.f_open
),
-- Devices as numbers; a row with a word that is none is not here.
device AS (
  SELECT inventory.*, kind_word.kind AS kind_code, kind_word.title AS kind, kind_word.brings, kind_word.judged_only,
    {% if has.connectivity %}coalesce(connectivity_word.best, {{ by_way(0) }}){% else %}{{ by_way(0) }}{% endif %} AS c0,
    {% if has.connectivity %}coalesce(connectivity_word.worst, {{ by_way(1) }}){% else %}{{ by_way(1) }}{% endif %} AS c1,
    {% for scale, short in (('protection', 'p'), ('severity', 's'), ('impact', 'i')) -%}
    {% if has[scale] %}{{ scale }}_word.best AS {{ short }}0, {{ scale }}_word.worst AS {{ short }}1
    {%- else %}{{ unknown[scale][0] }} AS {{ short }}0, {{ unknown[scale][1] }} AS {{ short }}1{% endif %},
    {% endfor -%}
    {% if has.required %}required_word.best{% else %}CAST(NULL AS INT){% endif %} AS required
  FROM inventory
  JOIN kind_word ON kind_word.word = lower(trim(inventory.t_kind))
  {%- for scale in scales if has[scale] %}
  JOIN {{ scale }}_word ON {{ scale }}_word.word = lower(trim(coalesce(inventory.t_{{ scale }}, '')))
  {%- endfor %}
  {%- if has.way %}
  JOIN way AS way0 ON way0.medium = {{ way_end('medium', 'best') }} AND way0.reach = {{ way_end('reach', 'best') }} AND way0.operations = {{ way_end('operations', 'best') }}
  JOIN way AS way1 ON way1.medium = {{ way_end('medium', 'worst') }} AND way1.reach = {{ way_end('reach', 'worst') }} AND way1.operations = {{ way_end('operations', 'worst') }}
  {%- endif %}
  WHERE inventory.device_id IS NOT NULL AND trim(inventory.device_id) <> '' AND inventory.wrong IS NULL
  {%- if repeated %} AND inventory.device_id NOT IN (SELECT device_id FROM repeated){% endif %}
),
-- What a device has counts for what is weaker on the same ladder too.
having_controls AS (
  SELECT device.*, (device.kind_code * {{ connectivities }} + device.c0) * {{ connectivities }} + device.c1 AS shape
    {%- for word in width %},
    {{ closed('y', word) }} AS h{{ word }}
    {%- if has.doubt %},
    {{ closed('d', word) }} AS m{{ word }}
    {%- endif %}
    {%- endfor %}
  FROM device
),
lacking AS (
  SELECT having_controls.*
    {%- for word in width %},
    asked.q{{ levels[-1] }}_{{ word }} & ~having_controls.h{{ word }} AS x{{ word }}
    {%- for level in levels %}, asked.q{{ level }}_{{ word }}{% endfor %}, asked.o{{ word }}
    {%- endfor %}
  FROM having_controls LEFT JOIN asked ON asked.shape = having_controls.shape
  {%- if facts %} AND asked.f_yes = having_controls.f_yes AND asked.f_no = having_controls.f_no AND asked.f_open = having_controls.f_open{% endif %}
),
in_doubt AS (
  SELECT lacking.*
    {%- for word in width %},
    x{{ word }} & ~(o{{ word }}{% if has.doubt %} | m{{ word }} | a{{ word }}{% endif %}) AS z{{ word }}
    {%- endfor %}
  FROM lacking
),
rung AS (
  SELECT in_doubt.*, {{ lowest('x') }} AS proven, {{ lowest('z') }} AS possible
  FROM in_doubt
),
designed AS (
  SELECT rung.*,
    {% if has.protection %}coalesce(rung.p0, {{ reached('possible') }}){% else %}{{ reached('possible') }}{% endif %} AS best,
    {% if has.protection %}coalesce(rung.p1, {{ reached('proven') }}){% else %}{{ reached('proven') }}{% endif %} AS worst,
    {% if has.protection %}coalesce(rung.p0, {{ reached('proven') }}){% else %}{{ reached('proven') }}{% endif %} AS proven_best,
    {% if has.protection and not designs %}CASE WHEN rung.p0 IS NULL THEN 0 ELSE 1 END{% else %}0{% endif %} AS in_effect
  FROM rung
),
ends AS (
  SELECT designed.*,
    {{ key('brings', 'i1', 's1', 'in_effect', 'worst', 'c1') }} AS at_worst,
    {{ key('brings', 'i0', 's0', 'in_effect', 'best', 'c0') }} AS at_best,
    {{ key('brings', 'i0', 's0', 'in_effect', 'proven_best', 'c0') }} AS at_proven,
    {{ key('brings', 'i1', 's1', 'in_effect', '0', 'c1') }} * {{ classes }} + required AS to_do
    {%- for word in width %},
    x{{ word }} & {{ upto('proven', word) }} AS first{{ word }}
    {%- endfor %}
  FROM designed
)
SELECT ends.device_id, ends.kind, connectivity_end.name AS connectivity, worst.protection, worst.exposure, worst.impact, worst.class,
  best.class AS class_best,
  CASE WHEN ends.required IS NULL THEN 'no requirement'
    WHEN worst.rank IS NULL THEN 'not assessed'
    WHEN worst.rank <= ends.required THEN 'met'
    WHEN proven.rank <= ends.required THEN 'open'
    ELSE 'not met' END AS verdict,
  {% if has.controls %}CASE WHEN worst.rank <= ends.required THEN 0
    WHEN needed.designed IS NULL THEN CAST(NULL AS INT)
    ELSE CAST({% for word in width %}bit_count(x{{ word }} & {{ upto('needed.designed', word) }}){% if not loop.last %} + {% endif %}{% endfor %} AS INT) END{% else %}CAST(NULL AS INT){% endif %} AS lacking,
  {% if has.controls %}held.held_by{% else %}CAST(NULL AS VARCHAR(1)){% endif %} AS held_by
  {%- for place in kept %}, ends.k{{ place }}{% endfor %}
  {%- if first %}{% for word in width %}, ends.first{{ word }}{% endfor %}{% endif %}
FROM ends
JOIN connectivity_name AS connectivity_end ON connectivity_end.connectivity = ends.c1
LEFT JOIN chain AS worst ON worst.key = ends.at_worst
LEFT JOIN chain AS best ON best.key = ends.at_best
LEFT JOIN chain AS proven ON proven.key = ends.at_proven
LEFT JOIN needed ON needed.key = ends.to_do
{%- if has.controls %}
LEFT JOIN held ON held.kind = ends.kind_code AND held.word = {{ first_word() }} AND held.bit = {{ first_bit() }}
{%- endif %}
