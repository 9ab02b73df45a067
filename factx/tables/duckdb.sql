-- DuckDB: the records flattened. sqlite.sql has the same views in SQLite's words, views.sql what is asked of them.

-- Mentions: the words that every record rests on, and where they stand in the text
CREATE VIEW mentions AS
SELECT kind, id, doc, mention."start", mention."end", mention.text FROM (
    SELECT kind, id, doc,
    unnest([{'start': m."start", 'end': m."end", 'text': m.text} FOR m IN mentions]) AS mention FROM place
    UNION ALL SELECT kind, id, doc, unnest(mentions) AS mention FROM person
    UNION ALL SELECT kind, id, doc, unnest(mentions) AS mention FROM organisation
    UNION ALL SELECT kind, id, doc, unnest(mentions) AS mention FROM equipment
    UNION ALL SELECT kind, id, doc, unnest(mentions) AS mention FROM date
    UNION ALL SELECT kind, id, doc, unnest(mentions) AS mention FROM quantity
    UNION ALL SELECT kind, id, doc, unnest(mentions) AS mention FROM event
    UNION ALL SELECT kind, id, doc, unnest(mentions) AS mention FROM casualty
    UNION ALL SELECT kind, id, doc, unnest(mentions) AS mention FROM loss
    UNION ALL SELECT kind, id, doc, unnest(mentions) AS mention FROM statement
);

-- Actors, targets, places and weapons, a row each, by event and role
CREATE VIEW participants AS
SELECT id AS event, doc, role, number, part.name, part.country, part.id AS record, part.text FROM (
    SELECT id, doc, 'actor' AS role, unnest(actors) AS part, generate_subscripts(actors, 1) AS number FROM event
    UNION ALL SELECT id, doc, 'target' AS role, unnest(targets) AS part,
    generate_subscripts(targets, 1) AS number FROM event
    UNION ALL SELECT id, doc, 'place' AS role, unnest(places) AS part,
    generate_subscripts(places, 1) AS number FROM event
    UNION ALL SELECT id, doc, 'weapon' AS role, unnest(weapons) AS part,
    generate_subscripts(weapons, 1) AS number FROM event
);

-- Events without their lists, days as dates
CREATE VIEW flat_event AS
SELECT id, doc, type, trigger.text AS trigger, TRY_CAST(left("start", 10) AS DATE) AS first_day,
    TRY_CAST(left("end", 10) AS DATE) AS last_day,
    CAST(date_trunc('week', TRY_CAST(left("start", 10) AS DATE)) AS DATE) AS first_week,
    CAST(date_trunc('week', TRY_CAST(left("end", 10) AS DATE)) AS DATE) AS last_week,
    precision, attribution.source.name AS source,
    attribution.source.country AS source_country, assertion, acled.event_type AS acled_event_type,
    acled.sub_event_type AS acled_sub_event_type, plover.event AS plover_event, plover.mode AS plover_mode, confidence
FROM event;

-- Casualty claims without their structs, days as dates
CREATE VIEW flat_casualty AS
SELECT id, doc, event, text, status, who, "min", value, "max", subset_of, place.id AS place_id,
    place.name AS place_name, TRY_CAST(left("start", 10) AS DATE) AS begun,
    TRY_CAST(left("end", 10) AS DATE) AS ended, attribution.source.name AS source,
    attribution.source.country AS source_country, attribution.cue AS cue, assertion, confidence
FROM casualty;

-- Loss claims without their structs
CREATE VIEW flat_loss AS
SELECT id, doc, event, text, item, class, status, side, "min", value, "max", attribution.source.name AS source,
    attribution.source.country AS source_country, attribution.cue AS cue, assertion, confidence
FROM loss;

-- Statements, speaker by speaker
CREATE VIEW statements AS
SELECT id, doc, speaker.name AS speaker, speaker.id AS speaker_id, speaker.country AS speaker_country, cue, direct,
    channel, TRY_CAST(left(date, 10) AS DATE) AS day, quote, confidence
FROM statement
ORDER BY 3 NULLS LAST, 9 NULLS LAST, id;
