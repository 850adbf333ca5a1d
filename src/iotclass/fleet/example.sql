{#- An inventory of a fictitious operator, out of hashes of the device's number and the seed: same seed, same rows. -#}
WITH
firmware(firmware, kind, model, version{% for word in width %}, m{{ word }}{% endfor %}) AS ({{ values(firmware) }}),
-- Devices of one lot are alike: as many lots of each firmware as its share of all devices.
lot(lot, firmware, connectivity, severity, required) AS ({{ values(lots) }}),
owner(owner, name) AS ({{ values(owners) }}),
device AS (
  SELECT i, CAST({{ chance('lot') }} % {{ lots | length }} AS INT) AS lot, {{ chance('site') }} % {{ sites }} + 1 AS site,
    CAST({{ chance('owner') }} % {{ owners | length }} AS INT) AS owner, {{ chance('empty') }} AS empty, {{ chance('set up') }} % 4 > 0 AS set_up
  FROM range({{ devices }}) AS numbered(i)
)
SELECT 'D' || lpad(CAST(device.i + 1 AS VARCHAR), 9, '0') AS device_id,
  firmware.kind, firmware.model, firmware.version AS firmware,
  'site-' || lpad(CAST(device.site AS VARCHAR), 3, '0') AS site,
  CASE WHEN device.empty % 41 > 0 THEN owner.name END AS owner,
  CASE WHEN device.empty % 251 > 0 THEN lot.connectivity END AS connectivity,
  CASE WHEN device.empty % 127 > 0 THEN lot.severity END AS severity,
  CASE WHEN device.empty % 307 > 0 THEN lot.required END AS required_class
  {%- for word in width %},
  -- A device in four is not set up as its firmware would have it.
  CASE WHEN device.set_up THEN firmware.m{{ word }}
    ELSE firmware.m{{ word }} & (CAST(({{ kept(word) }}) >> 1 AS BIGINT) | {{ sign }}) END AS controls_{{ word }}
  {%- endfor %}
FROM device
JOIN lot ON lot.lot = device.lot
JOIN firmware ON firmware.firmware = lot.firmware
JOIN owner ON owner.owner = device.owner
