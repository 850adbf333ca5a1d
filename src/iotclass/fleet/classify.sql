{#- The classification of an inventory, as one text that DuckDB and Spark run unchanged. Levels are numbers here,
    0 the lowest of their scale; of every level there is a best and a worst end. `inventory` is what an engine read:
    texts as they are written, controls as masks. All other tables are the plan's; each has a row for every case. -#}
WITH
-- Devices as numbers; a row with a word that is none is not here. An empty cell is the word of nothing known{% if types %}:
-- what it does not say, the device's type does, in columns `of_`…; a type may demand more than a class{% endif %}.
device AS (
  SELECT inventory.*, kind_word.kind AS kind_code, kind_word.title AS kind, kind_word.brings, kind_word.judged_only,
    {% if facts %}profile.profile{% else %}kind_word.kind{% endif %} AS profile,
    {% for column in stated %}{{ level(column) }} AS {{ column }}, {% endfor %}
    {%- if types %}
    inventory.of_silent = 1 AND ({{ any('y') }} | {{ any('d') }} | {{ any('a') }}) = 0 AS silent,
    greatest(kind_word.brings, inventory.of_least0) AS brings0, greatest(kind_word.brings, inventory.of_least1) AS brings1,
    {% if has.protection %}CASE WHEN protection_word.best IS NOT NULL THEN {{ 0 if drawn else 1 }} ELSE inventory.of_in_effect END{% else %}inventory.of_in_effect{% endif %} AS in_effect,
    {% if has.required %}required_word.best IS NULL{% else %}true{% endif %} AS by_type,
    {% if has.required %}CASE WHEN required_word.best IS NULL THEN inventory.of_demand ELSE -1 END{% else %}inventory.of_demand{% endif %} AS demand,
    {%- endif %}
    {{ level('required') }} AS required
  FROM inventory
  JOIN kind_word ON kind_word.code = {% if wrong %}CASE WHEN inventory.wrong IS NULL THEN inventory.w_kind END{% else %}inventory.w_kind{% endif %}
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
  {%- if blank %}
  -- Only an id that might be blanks has them taken off (engines do not trim the same), which costs a tenth of all.
  WHERE CASE WHEN inventory.device_id > '!' THEN true ELSE replace(inventory.device_id, ' ', '') <> '' END
  {%- else %}
  WHERE true
  {%- endif %}
  {%- if types %} AND (inventory.of_kind = '' OR inventory.of_kind = kind_word.title){% endif %}
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
    {% if types %}CASE WHEN silent THEN CAST(0 AS BIGINT) ELSE asked.q{{ levels[-1] }}_{{ word }} & ~having_controls.h{{ word }} END
    {%- else %}asked.q{{ levels[-1] }}_{{ word }} & ~having_controls.h{{ word }}{% endif %} AS x{{ word }}
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
    {% if has.judged %}coalesce(p0, {{ reached('possible') }}){% else %}{{ reached('possible') }}{% endif %} AS best,
    {% if has.judged %}coalesce(p1, {{ reached('proven') }}){% else %}{{ reached('proven') }}{% endif %} AS worst,
    {% if has.judged %}coalesce(p0, {{ reached('proven') }}){% else %}{{ reached('proven') }}{% endif %} AS proven_best
    {%- if not types %},
    {% if in_effect %}CASE WHEN p0 IS NULL THEN 0 ELSE 1 END{% else %}0{% endif %} AS in_effect
    {%- endif %}
  FROM doubted
),
ends AS (
  SELECT designed.*, {{ place('brings1' if types else 'brings', 'i1', 's1', 'in_effect', 'c1') }} AS place,
    {{ place('brings0' if types else 'brings', 'i0', 's0', 'in_effect', 'c0') }} AS best_place
  FROM designed
),
found AS (
  SELECT ends.*, worst.connectivity, worst.protection, worst.exposure, worst.impact, worst.rank AS own_rank,
    {%- if types %}
    -- No class is better than that of what a type relies on.
    worst_class.name AS class, greatest(worst.rank, ends.of_cap1) AS rank, best_class.name AS class_best,
    greatest(proven_end.rank, ends.of_cap_proven) AS proven_rank, worst.level, proven_end.level AS proven_level
    {%- else %}
    worst.class, worst.rank, best.class AS class_best, proven_end.rank AS proven_rank
    {%- endif %}
    {%- if has.controls %},
    goal.designed AS goal
      {%- for word in width %}, ends.x{{ word }} & first.u{{ word }} AS first{{ word }}{% endfor %}
    {%- endif %}
  FROM ends
  JOIN chain AS worst ON worst.key = ends.place * {{ designs | length }} + ends.worst
  JOIN chain AS best ON best.key = ends.best_place * {{ designs | length }} + ends.best
  JOIN chain AS proven_end ON proven_end.key = ends.best_place * {{ designs | length }} + ends.proven_best
  {%- if types %}
  LEFT JOIN class_name AS worst_class ON worst_class.class = greatest(worst.rank, ends.of_cap1)
  LEFT JOIN class_name AS best_class ON best_class.class = greatest(best.rank, ends.of_cap0)
  {%- endif %}
  {%- if has.controls %}
  JOIN goal ON goal.key = {{ wanted('ends.place', 'ends.required', 'ends.demand') }}
  JOIN upto AS first ON first.key = ends.shape * {{ never + 1 }} + ends.proven
  {%- endif %}
),
-- The first bit of what lacks for the next level, and its mask; of a bit that is the sign only the mask.
next AS (
  SELECT found.*, verdict.verdict
    {%- if has.controls %},
    {% for word in width %}wanted.u{{ word }} AS wanted{{ word }}, {% endfor %}
    CASE {% for word in width %}WHEN first{{ word }} <> 0 THEN {{ word }} {% endfor %}ELSE {{ width | length }} END AS word,
    CASE {% for word in width %}WHEN first{{ word }} <> 0 THEN first{{ word }} {% endfor %}ELSE 0 END & {{ unsigned }} AS bits
    {%- endif %}
  FROM found
  JOIN verdict ON verdict.key = {% if types %}{{ verdicts }} * CASE
      WHEN (found.by_type AND ({% for word in width %}(found.w{{ word }} & ~found.h{{ word }}){% if not loop.last %} | {% endif %}{% endfor %}) <> 0) OR found.proven_level < found.demand THEN 2
      WHEN found.level < found.demand THEN 1 ELSE 0 END
    + {% endif %}((found.required + 1) * {{ unclassed + 1 }} + found.rank) * {{ unclassed + 1 }} + found.proven_rank
  {%- if has.controls %}
  JOIN upto AS wanted ON wanted.key = found.shape * {{ never + 1 }} + found.goal
  {%- endif %}
),
-- That bit alone. By its remainder it is told from every other bit; nothing, and the sign, leave 0.
alone AS (
  SELECT next.*{% if has.controls %}, bits & -bits AS bit{% endif %}
  FROM next
)
SELECT next.device_id, next.kind, next.connectivity, next.protection, next.exposure, next.impact, next.class,
  next.class_best, next.verdict,
  {% if has.controls %}CASE WHEN next.own_rank <= next.required{% if types %} AND next.level >= next.demand{% endif %} THEN 0
    WHEN next.judged_only{% if types %} OR next.silent{% endif %} OR next.goal = {{ never }} THEN CAST(NULL AS INT)
    ELSE {% for words in counted %}CAST({% for word in words %}bit_count(next.x{{ word }} & next.wanted{{ word }}){% if not loop.last %} + {% endif %}{% endfor %} AS INT){% if not loop.last %} + {% endif %}{% endfor %} END{% else %}CAST(NULL AS INT){% endif %} AS lacking,
  {% if has.controls %}held.held_by{% else %}CAST(NULL AS VARCHAR(1)){% endif %} AS held_by
  {%- for place in kept %}, next.k{{ place }}{% endfor %}
  {%- if firsts %}{% for word in width %}, next.first{{ word }}{% endfor %}{% endif %}
FROM alone AS next
{%- if has.controls %}
JOIN held ON held.key = (next.kind_code * {{ width | length + 1 }} + next.word) * {{ remainders }} + next.bit % {{ remainders }}
{%- endif %}
