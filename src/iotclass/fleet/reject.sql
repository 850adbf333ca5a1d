{#- Why rows of a numbered `inventory` are not classified: a line for each cell that says what cannot be. -#}
SELECT n, 'device_id' AS what, coalesce(device_id, '') AS value, 'no id' AS reason
FROM inventory WHERE device_id IS NULL OR trim(device_id) = ''
{%- if repeated %}
UNION ALL
SELECT n, 'device_id' AS what, device_id AS value, 'another row has the same id' AS reason
FROM inventory WHERE device_id IN (SELECT device_id FROM repeated)
{%- endif %}
UNION ALL
SELECT n, 'kind' AS what, coalesce(t_kind, '') AS value,
  CASE WHEN trim(coalesce(t_kind, '')) = '' THEN 'no kind' ELSE 'unknown kind' END AS reason
FROM inventory WHERE w_kind IS NULL
{%- for scale in scales if has[scale] %}
UNION ALL
SELECT n, '{{ scale }}' AS what, t_{{ scale }} AS value, 'unknown level' AS reason
FROM inventory WHERE w_{{ scale }} IS NULL
{%- endfor %}
UNION ALL
SELECT n, wrong_in AS what, wrong AS value, 'unknown control or state' AS reason
FROM inventory WHERE wrong IS NOT NULL
ORDER BY 1, 2
