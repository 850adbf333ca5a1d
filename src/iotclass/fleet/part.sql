{#- What profiles are asked for from a connectivity on: masks up to each level, and what depends on what nobody knows. -#}
SELECT profile.profile, since
  {%- for word in width %}
  {%- for level in levels %},
  bit_or(CASE WHEN word = {{ word }} AND level <= {{ level }} THEN bit ELSE CAST(0 AS BIGINT) END) AS q{{ level }}_{{ word }}
  {%- endfor %},
  bit_or(CASE WHEN word = {{ word }} AND (f_open & (if_yes | if_no)) <> 0 THEN bit ELSE CAST(0 AS BIGINT) END) AS f{{ word }}
  {%- endfor %}
FROM profile
JOIN criterion ON criterion.kind = profile.kind AND (f_no & if_yes) = 0 AND (f_yes & if_no) = 0
GROUP BY profile.profile, since
