{#- What profiles are asked for between two connectivities: masks up to each level, and what is asked for perhaps only. -#}
SELECT asked.*, {{ any('o') }} AS unsure
FROM (
  SELECT {{ shape('profile.profile', 'low.connectivity', 'high.connectivity') }} AS shape
    {%- for word in width %}
    {%- for level in levels %},
    coalesce(bit_or(q{{ level }}_{{ word }}), 0) AS q{{ level }}_{{ word }}
    {%- endfor %},
    coalesce(bit_or(CASE WHEN since > low.connectivity THEN q{{ levels[-1] }}_{{ word }} ELSE f{{ word }} END), 0) AS o{{ word }}
    {%- endfor %}
  FROM profile
  CROSS JOIN connectivity_name AS low
  CROSS JOIN connectivity_name AS high
  LEFT JOIN part ON part.profile = profile.profile AND since <= high.connectivity
  GROUP BY profile.profile, low.connectivity, high.connectivity
) AS asked
