{#- Devices that are asked for the same but for connectivity: those of one kind, of which the same facts are known. -#}
{% if facts -%}
SELECT CAST(row_number() OVER (ORDER BY kind, f_yes, f_no, f_open) - 1 AS INT) AS profile, kind, f_yes, f_no, f_open
FROM (SELECT DISTINCT kind_word.kind, seen.f_yes, seen.f_no, seen.f_open
  FROM fact_set AS seen JOIN kind_word ON kind_word.code = seen.w_kind) AS known
{%- else -%}
SELECT DISTINCT kind AS profile, kind, CAST(0 AS BIGINT) AS f_yes, CAST(0 AS BIGINT) AS f_no, CAST(0 AS BIGINT) AS f_open
FROM kind_word
{%- endif %}
