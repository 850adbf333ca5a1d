{#- From what a device is found to be to its class, for every case: judged impact, or else that of severity and kind.
    Cases that no inventory of this shape has are here too: with gaps among its keys DuckDB would join it half as fast. -#}
SELECT {{ place('spot.brings', 'spot.stated', 'spot.severity', 'spot.in_effect', 'spot.connectivity') }} AS place,
  {{ place('spot.brings', 'spot.stated', 'spot.severity', 'spot.in_effect', 'spot.connectivity') }} * {{ designs | length }} + design.design AS key,
  design.designed, spot.name AS connectivity, protection_name.name AS protection, exposure_name.name AS exposure,
  impact_name.name AS impact, class_name.name AS class, coalesce(classed.class, {{ unclassed }}) AS rank
  {%- if types %}, coalesce(protection_name.protection, -1) AS level{% endif %}
-- The longer side of a product comes second: DuckDB makes as many rows at a time.
FROM ({{ values(designs) }}) AS design(design, designed)
CROSS JOIN (
  SELECT given.severity, given.impact, connectivity_name.connectivity, connectivity_name.name, brought.brings, stated.stated, worn.in_effect
  FROM given
  CROSS JOIN connectivity_name
  CROSS JOIN (SELECT impact AS brings FROM impact_name) AS brought
  CROSS JOIN (SELECT impact AS stated FROM impact_name UNION ALL SELECT {{ no_impact }}) AS stated
  CROSS JOIN (SELECT 0 AS in_effect UNION ALL SELECT 1) AS worn
) AS spot
LEFT JOIN erosion ON erosion.designed = design.designed AND erosion.severity = spot.severity
LEFT JOIN protection_name ON protection_name.protection
  = CASE WHEN spot.in_effect = 1 OR {{ unworn }} THEN design.designed ELSE erosion.protection END
LEFT JOIN exposed ON exposed.connectivity = spot.connectivity AND exposed.protection = protection_name.protection
LEFT JOIN exposure_name ON exposure_name.exposure = exposed.exposure
LEFT JOIN impact_name ON impact_name.impact
  = CASE WHEN spot.stated < {{ no_impact }} THEN spot.stated
    WHEN {{ by_harm }} THEN NULL ELSE greatest(spot.impact, spot.brings) END
LEFT JOIN classed ON classed.exposure = exposed.exposure AND classed.impact = impact_name.impact
LEFT JOIN class_name ON class_name.class = classed.class
