{#- The same masks by the level up to which they ask; what is no level asks for nothing.
    No mask is NULL: DuckDB would look at each row whether it is. -#}
{% for level in range(never + 1) -%}
SELECT shape * {{ never + 1 }} + {{ level }} AS key
  {%- for word in width %}, {% if level in levels %}q{{ level }}_{{ word }}{% else %}CAST(0 AS BIGINT){% endif %} AS u{{ word }}{% endfor %}
FROM asked
{%- if not loop.last %}
UNION ALL
{% endif %}
{%- endfor %}
