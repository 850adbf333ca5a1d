{#- The lowest level that reaches a required class where a device is, for every case; without a requirement none does. -#}
SELECT chain.place * {{ requirements }} + wanted.required + 1 AS key,
  coalesce(min(CASE WHEN chain.rank <= wanted.required THEN chain.designed END), {{ never }}) AS designed
FROM chain CROSS JOIN (SELECT class AS required FROM class_name UNION ALL SELECT -1) AS wanted
GROUP BY chain.place, wanted.required
