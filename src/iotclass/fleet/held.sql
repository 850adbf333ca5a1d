{#- The group of each criterion by its kind, mask and bit, 0 for the sign's; where nothing lacks none holds a device back. -#}
SELECT kind, word, bit & {{ unsigned }} AS bit, held_by FROM criterion
UNION ALL
SELECT DISTINCT kind, {{ width | length }} AS word, CAST(0 AS BIGINT) AS bit, NULL AS held_by FROM kind_word
