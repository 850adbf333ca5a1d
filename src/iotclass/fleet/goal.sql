{#- The lowest level that reaches a required class where a device is, for every case; without a requirement none does. -#}
SELECT {{ wanted('chain.place', 'wanted.required', 'demanded.level') }} AS key,
  coalesce(min(CASE WHEN chain.rank <= wanted.required{% if types %} AND chain.level >= demanded.level{% endif %} THEN chain.designed END), {{ never }}) AS designed
FROM chain CROSS JOIN (SELECT class AS required FROM class_name UNION ALL SELECT -1) AS wanted
{%- if types %}
CROSS JOIN ({% for level in demands %}SELECT {{ level }} AS level{% if not loop.last %} UNION ALL {% endif %}{% endfor %}) AS demanded
{%- endif %}
GROUP BY chain.place, wanted.required{% if types %}, demanded.level{% endif %}
