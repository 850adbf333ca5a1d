{#- The group of the criterion at each place, by kind; where there is none, as where nothing lacks, none holds a device back. -#}
SELECT kinds.kind * {{ (width | length + 1) * remainders }} + spot.place AS key, criterion.held_by
FROM (SELECT DISTINCT kind FROM kind_word) AS kinds
CROSS JOIN ({{ values(places) }}) AS spot(place, word, bit)
LEFT JOIN criterion ON criterion.kind = kinds.kind AND criterion.word = spot.word AND criterion.bit = spot.bit
