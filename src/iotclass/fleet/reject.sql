{#- Why rows of a numbered `inventory` are not classified: a line for each cell that says what cannot be. -#}
{%- if types %}
WITH
kind_word(code, title) AS ({{ values(kinds) }})
{%- endif %}
SELECT n, 'device_id' AS what, coalesce(device_id, '') AS value, 'no id' AS reason
FROM inventory WHERE device_id IS NULL OR replace(device_id, ' ', '') = ''
{%- if repeated %}
UNION ALL
SELECT n, 'device_id' AS what, device_id AS value, 'another row has the same id' AS reason
FROM inventory WHERE device_id IN (SELECT device_id FROM repeated)
{%- endif %}
UNION ALL
SELECT n, 'kind' AS what, coalesce(t_kind, '') AS value,
  CASE WHEN trim(coalesce(t_kind, '')) = '' THEN 'no kind' ELSE 'unknown kind' END AS reason
FROM inventory WHERE w_kind IS NULL{% if types %} AND of_kind IS NOT NULL
UNION ALL
SELECT n, 'kind' AS what, t_kind AS value, 'the component is of another kind: ' || of_kind AS reason
FROM inventory JOIN kind_word ON kind_word.code = w_kind WHERE of_kind <> '' AND of_kind <> kind_word.title
UNION ALL
SELECT n, 'component' AS what, t_component AS value, concat_ws('', 'no component of the model', ', did you mean ' || near.word || '?') AS reason
FROM inventory LEFT JOIN (
  SELECT cell, device_type.word, row_number() OVER (PARTITION BY cell ORDER BY levenshtein(cell, device_type.word), device_type.word) AS nearest
  FROM (SELECT DISTINCT lower(trim(t_component)) AS cell FROM inventory WHERE of_kind IS NULL ORDER BY 1 LIMIT 100) AS bad
  JOIN device_type ON levenshtein(cell, device_type.word) * 2 <= length(device_type.word)
) AS near ON near.cell = lower(trim(t_component)) AND near.nearest = 1
WHERE of_kind IS NULL
{%- endif %}
{%- for scale in scales if has[scale] %}
UNION ALL
SELECT n, '{{ scale }}' AS what, t_{{ scale }} AS value, 'unknown level' AS reason
FROM inventory WHERE w_{{ scale }} IS NULL
{%- endfor %}
UNION ALL
SELECT n, wrong_in AS what, wrong AS value, wrong_as AS reason
FROM inventory WHERE wrong IS NOT NULL{% if types %} AND of_kind IS NOT NULL{% endif %}
ORDER BY 1, 2
