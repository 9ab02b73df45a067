-- SQLite: the records flattened. duckdb.sql has the same views in DuckDB's words, views.sql what is asked of them.

-- Mentions: the words that every record rests on, and where they stand in the text
CREATE VIEW mentions AS
SELECT records.kind, records.id, records.doc, json_extract(m.value, '$.start') AS "start",
    json_extract(m.value, '$.end') AS "end",
    json_extract(m.value, '$.text') AS text
FROM (
    SELECT kind, id, doc, mentions FROM place
    UNION ALL SELECT kind, id, doc, mentions FROM person
    UNION ALL SELECT kind, id, doc, mentions FROM organisation
    UNION ALL SELECT kind, id, doc, mentions FROM equipment
    UNION ALL SELECT kind, id, doc, mentions FROM date
    UNION ALL SELECT kind, id, doc, mentions FROM quantity
    UNION ALL SELECT kind, id, doc, mentions FROM event
    UNION ALL SELECT kind, id, doc, mentions FROM casualty
    UNION ALL SELECT kind, id, doc, mentions FROM loss
    UNION ALL SELECT kind, id, doc, mentions FROM statement
) AS records, json_each(records.mentions) AS m;

-- Actors, targets, places and weapons, a row each, by event and role
CREATE VIEW participants AS
SELECT events.id AS event, events.doc, events.role, part.key + 1 AS number, json_extract(part.value, '$.name') AS name,
    json_extract(part.value, '$.country') AS country, json_extract(part.value, '$.id') AS record,
    json_extract(part.value, '$.text') AS text
FROM (
    SELECT id, doc, 'actor' AS role, actors AS parts FROM event
    UNION ALL SELECT id, doc, 'target' AS role, targets AS parts FROM event
    UNION ALL SELECT id, doc, 'place' AS role, places AS parts FROM event
    UNION ALL SELECT id, doc, 'weapon' AS role, weapons AS parts FROM event
) AS events, json_each(events.parts) AS part;

-- Events without their lists, days as dates
CREATE VIEW flat_event AS
SELECT id, doc, type, json_extract(trigger, '$.text') AS trigger, date(substr("start", 1, 10)) AS first_day,
    date(substr("end", 1, 10)) AS last_day,
    date(substr("start", 1, 10), 'weekday 0', '-6 days') AS first_week,
    date(substr("end", 1, 10), 'weekday 0', '-6 days') AS last_week,
    precision, json_extract(attribution, '$.source.name') AS source,
    json_extract(attribution, '$.source.country') AS source_country, assertion,
    json_extract(acled, '$.event_type') AS acled_event_type,
    json_extract(acled, '$.sub_event_type') AS acled_sub_event_type, json_extract(plover, '$.event') AS plover_event,
    json_extract(plover, '$.mode') AS plover_mode, confidence
FROM event;

-- Casualty claims without their structs, days as dates
CREATE VIEW flat_casualty AS
SELECT id, doc, event, text, status, who, "min", value, "max", subset_of, json_extract(place, '$.id') AS place_id,
    json_extract(place, '$.name') AS place_name, date(substr("start", 1, 10)) AS begun,
    date(substr("end", 1, 10)) AS ended, json_extract(attribution, '$.source.name') AS source,
    json_extract(attribution, '$.source.country') AS source_country, json_extract(attribution, '$.cue') AS cue,
    assertion, confidence
FROM casualty;

-- Loss claims without their structs
CREATE VIEW flat_loss AS
SELECT id, doc, event, text, item, class, status, side, "min", value, "max",
    json_extract(attribution, '$.source.name') AS source,
    json_extract(attribution, '$.source.country') AS source_country, json_extract(attribution, '$.cue') AS cue,
    assertion, confidence
FROM loss;

-- Statements, speaker by speaker
CREATE VIEW statements AS
SELECT id, doc, json_extract(speaker, '$.name') AS speaker, json_extract(speaker, '$.id') AS speaker_id,
    json_extract(speaker, '$.country') AS speaker_country, cue, direct,
    channel, date(substr(date, 1, 10)) AS day, quote, confidence
FROM statement
ORDER BY 3 NULLS LAST, 9 NULLS LAST, id;
