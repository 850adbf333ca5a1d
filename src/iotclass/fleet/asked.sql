{#- What profiles are asked for between two connectivities: masks up to each level, and what is asked for perhaps only.
    Criteria that depend on the same are summed up first, since there may be thousands of profiles where there are facts. -#}
SELECT {{ shape('profile.profile', 'low.connectivity', 'high.connectivity') }} AS shape
  {%- for word in width %}
  {%- for level in levels %},
  bit_or(CASE WHEN word = {{ word }} THEN b{{ level }} ELSE CAST(0 AS BIGINT) END) AS q{{ level }}_{{ word }}
  {%- endfor %},
  bit_or(CASE WHEN word = {{ word }} AND (since > low.connectivity OR (profile.f_open & (if_yes | if_no)) <> 0)
    THEN b{{ levels[-1] }} ELSE CAST(0 AS BIGINT) END) AS o{{ word }}
  {%- endfor %}
FROM profile
CROSS JOIN connectivity_name AS low
CROSS JOIN connectivity_name AS high
LEFT JOIN (SELECT kind, word, since, if_yes, if_no
    {%- for level in levels %}, bit_or(CASE WHEN level <= {{ level }} THEN bit ELSE CAST(0 AS BIGINT) END) AS b{{ level }}{% endfor %}
  FROM criterion GROUP BY kind, word, since, if_yes, if_no) AS criterion
  ON criterion.kind = profile.kind AND since <= high.connectivity
  AND (profile.f_no & if_yes) = 0 AND (profile.f_yes & if_no) = 0
GROUP BY profile.profile, low.connectivity, high.connectivity
