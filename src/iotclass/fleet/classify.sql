{#- The classification of an inventory, as one text that DuckDB and Spark run unchanged. Levels are numbers here,
    0 the lowest of their scale; of every level there is a best and a worst end. `inventory` is what an engine read:
    texts as they are written, controls as masks. All other tables are the plan's; each has a row for every case. -#}
WITH
-- Devices as numbers; a row with a word that is none is not here. An empty cell is the word of nothing known.
device AS (
  SELECT inventory.*, kind_word.kind AS kind_code, kind_word.title AS kind, kind_word.brings, kind_word.judged_only,
    {% if facts %}profile.profile{% else %}kind_word.kind{% endif %} AS profile,
    {% for end, short in (('best', 'c0'), ('worst', 'c1')) -%}
    {% set inferred = ('way_' ~ end ~ '.connectivity') if has.way else ('kind_word.' ~ end) -%}
    {% if has.connectivity %}coalesce(connectivity_word.{{ end }}, {{ inferred }}){% else %}{{ inferred }}{% endif %} AS {{ short }},
    {% endfor -%}
    {% if has.protection %}protection_word.best AS p0, protection_word.worst AS p1,{% endif %}
    {% for scale, short in (('severity', 's'), ('impact', 'i')) -%}
    {% if has[scale] %}{{ scale }}_word.best AS {{ short }}0, {{ scale }}_word.worst AS {{ short }}1
    {%- else %}{{ unknown[scale][0] }} AS {{ short }}0, {{ unknown[scale][1] }} AS {{ short }}1{% endif %},
    {% endfor -%}
    {% if has.required %}required_word.best{% else %}-1{% endif %} AS required
  FROM inventory
  JOIN kind_word ON kind_word.code = inventory.w_kind
  {%- for scale in scales if has[scale] %}
  JOIN {{ scale }}_word ON {{ scale }}_word.code = inventory.w_{{ scale }}
  {%- endfor %}
  {%- if has.way %}
  JOIN way AS way_best ON way_best.key = {{ way_key('best') }}
  JOIN way AS way_worst ON way_worst.key = {{ way_key('worst') }}
  {%- endif %}
  {%- if facts %}
  JOIN profile ON profile.kind = kind_word.kind AND profile.f_yes = inventory.f_yes AND profile.f_no = inventory.f_no AND profile.f_open = inventory.f_open
  {%- endif %}
  -- Only an id that might be blanks has them taken off, which costs a tenth of all.
  WHERE CASE WHEN inventory.device_id > '!' THEN true ELSE trim(inventory.device_id) <> '' END AND inventory.wrong IS NULL
  {%- if repeated %} AND inventory.device_id NOT IN (SELECT device_id FROM repeated){% endif %}
),
-- What a device has counts for what is weaker on the same ladder too.
having_controls AS (
  SELECT device.*, {{ shape('device.profile', 'device.c0', 'device.c1') }} AS shape
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
    {%- endfor %}, asked.unsure
  FROM having_controls JOIN asked ON asked.shape = having_controls.shape
),
-- The lowest level for which something lacks, and for which something does whatever is in doubt.
rung AS (
  SELECT lacking.*, {{ lowest('x') }} AS proven
    {%- for word in width %},
    x{{ word }} & ~(o{{ word }}{% if has.doubt %} | m{{ word }} | a{{ word }}{% endif %}) AS z{{ word }}
    {%- endfor %}
  FROM lacking
),
doubted AS (
  SELECT rung.*, CASE WHEN ({% if has.doubt %}{{ any('m') }} | {{ any('a') }} | {% endif %}unsure) = 0 THEN proven
    ELSE {{ lowest('z') }} END AS possible
  FROM rung
),
designed AS (
  SELECT doubted.*,
    {% if has.protection %}coalesce(p0, {{ reached('possible') }}){% else %}{{ reached('possible') }}{% endif %} AS best,
    {% if has.protection %}coalesce(p1, {{ reached('proven') }}){% else %}{{ reached('proven') }}{% endif %} AS worst,
    {% if has.protection %}coalesce(p0, {{ reached('proven') }}){% else %}{{ reached('proven') }}{% endif %} AS proven_best,
    {% if has.protection and not drawn %}CASE WHEN p0 IS NULL THEN 0 ELSE 1 END{% else %}0{% endif %} AS in_effect
  FROM doubted
),
ends AS (
  SELECT designed.*, {{ place('brings', 'i1', 's1', 'in_effect', 'c1') }} AS place, {{ place('brings', 'i0', 's0', 'in_effect', 'c0') }} AS best_place
  FROM designed
),
found AS (
  SELECT ends.*, worst.connectivity, worst.protection, worst.exposure, worst.impact, worst.class, worst.rank,
    best.class AS class_best, proven_end.rank AS proven_rank
    {%- if has.controls %},
    goal.designed AS goal
      {%- for word in width %}, ends.x{{ word }} & first.u{{ word }} AS first{{ word }}{% endfor %}
    {%- endif %}
  FROM ends
  JOIN chain AS worst ON worst.key = ends.place * {{ designs | length }} + ends.worst
  JOIN chain AS best ON best.key = ends.best_place * {{ designs | length }} + ends.best
  JOIN chain AS proven_end ON proven_end.key = ends.best_place * {{ designs | length }} + ends.proven_best
  {%- if has.controls %}
  JOIN goal ON goal.key = ends.place * {{ requirements }} + ends.required + 1
  JOIN upto AS first ON first.key = ends.shape * {{ never + 1 }} + ends.proven
  {%- endif %}
),
{%- set masks = [] -%}{%- for word in width %}{% set _ = masks.append('(found.x%d & wanted.u%d)' % (word, word)) %}{% endfor %}
-- The first bit of what lacks for the next level, and its mask; of a bit that is the sign only the mask.
next AS (
  SELECT found.*, verdict.verdict
    {%- if has.controls %},
    {{ counted(masks) }} AS lacks,
    CASE {% for word in width %}WHEN first{{ word }} <> 0 THEN {{ word }} {% endfor %}ELSE {{ width | length }} END AS word,
    CASE {% for word in width %}WHEN first{{ word }} <> 0 THEN first{{ word }} {% endfor %}ELSE 0 END & {{ unsigned }} AS bits
    {%- endif %}
  FROM found
  JOIN verdict ON verdict.key = ((found.required + 1) * {{ unclassed + 1 }} + found.rank) * {{ unclassed + 1 }} + found.proven_rank
  {%- if has.controls %}
  JOIN upto AS wanted ON wanted.key = found.shape * {{ never + 1 }} + found.goal
  {%- endif %}
)
SELECT next.device_id, next.kind, next.connectivity, next.protection, next.exposure, next.impact, next.class,
  next.class_best, next.verdict,
  {% if has.controls %}CASE WHEN next.rank <= next.required THEN 0 WHEN next.judged_only THEN CAST(NULL AS INT)
    ELSE next.lacks END{% else %}CAST(NULL AS INT){% endif %} AS lacking,
  {% if has.controls %}held.held_by{% else %}CAST(NULL AS VARCHAR(1)){% endif %} AS held_by
  {%- for place in kept %}, next.k{{ place }}{% endfor %}
  {%- if firsts %}{% for word in width %}, next.first{{ word }}{% endfor %}{% endif %}
FROM next
{%- if has.controls %}
JOIN held ON held.kind = next.kind_code AND held.word = next.word AND held.bit = (next.bits & -next.bits)
{%- endif %}
