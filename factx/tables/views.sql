-- What is asked of the flattened records, in the SQL that DuckDB and SQLite share. The first line of a view's comment
-- is what `factx query --list` says of it. `happened` is what is asserted or claimed: not what is denied, negated,
-- planned, possible or conditional.

-- Documents, what each has to tell, and how many others only repeat it
CREATE VIEW documents AS
SELECT d.id, d.path, d.title, d.published, d.language, d.words, d.duplicate_of, d.similarity,
    coalesce(c.copies, 0) AS copies, coalesce(e.events, 0) AS events,
    coalesce(k.casualties, 0) AS casualties, coalesce(l.losses, 0) AS losses,
    coalesce(s.statements, 0) AS statements
FROM document AS d
LEFT JOIN (SELECT duplicate_of AS id, count(*) AS copies FROM document GROUP BY duplicate_of) AS c ON c.id = d.id
LEFT JOIN (SELECT doc, count(*) AS events FROM event GROUP BY doc) AS e ON e.doc = d.id
LEFT JOIN (SELECT doc, count(*) AS casualties FROM casualty GROUP BY doc) AS k ON k.doc = d.id
LEFT JOIN (SELECT doc, count(*) AS losses FROM loss GROUP BY doc) AS l ON l.doc = d.id
LEFT JOIN (SELECT doc, count(*) AS statements FROM statement GROUP BY doc) AS s ON s.doc = d.id
ORDER BY d.published NULLS LAST, d.id;

-- Places over all documents, the most mentioned first
CREATE VIEW places AS
SELECT p.name, p.type, p.country, p.admin1, p.geonames, p.lat, p.lon, count(DISTINCT p.doc) AS documents,
    sum(m.mentions) AS mentions
FROM place AS p
JOIN (SELECT id, count(*) AS mentions FROM mentions WHERE kind = 'place' GROUP BY id) AS m ON m.id = p.id
GROUP BY p.name, p.type, p.country, p.admin1, p.geonames, p.lat, p.lon
ORDER BY mentions DESC, p.name, p.country NULLS LAST, p.geonames NULLS LAST, p.admin1 NULLS LAST, p.type;

-- Events with their day, first actor and target, and first place that is on the map
-- `week` is the Monday of an event whose days lie in one week, null for a vaguer one: none is made up.
CREATE VIEW events AS
SELECT e.id, e.doc, e.type, e.trigger, a.name AS actor, a.country AS actor_country, t.name AS target,
    t.country AS target_country, coalesce(p.name, w.name) AS place, p.lat, p.lon, p.admin1,
    coalesce(p.country, w.country) AS country, e.first_day, e.last_day,
    CASE WHEN e.first_week = e.last_week THEN e.first_week END AS week, e.precision, e.source,
    e.source_country, e.assertion, e.assertion IN ('asserted', 'claimed') AS happened, e.acled_event_type,
    e.acled_sub_event_type, e.plover_event, e.plover_mode, e.confidence
FROM flat_event AS e
LEFT JOIN participants AS a ON a.event = e.id AND a.role = 'actor' AND a.number = 1
LEFT JOIN participants AS t ON t.event = e.id AND t.role = 'target' AND t.number = 1
LEFT JOIN (
    SELECT x.event, x.name, x.country, x.record,
        row_number() OVER (PARTITION BY x.event ORDER BY y.lat IS NULL, x.number) AS rank
    FROM participants AS x LEFT JOIN place AS y ON y.id = x.record WHERE x.role = 'place'
) AS w ON w.event = e.id AND w.rank = 1
LEFT JOIN place AS p ON p.id = w.record
ORDER BY e.first_day NULLS LAST, e.id;

-- Events that happened, by week and district (admin1)
-- `claimed` are those that only a source vouches for.
CREATE VIEW events_by_week AS
SELECT week, country, admin1, count(*) AS events, sum(CASE WHEN assertion = 'claimed' THEN 1 ELSE 0 END) AS claimed,
    count(DISTINCT doc) AS documents
FROM events WHERE happened AND week IS NOT NULL
GROUP BY week, country, admin1
ORDER BY week, country NULLS LAST, admin1 NULLS LAST;

-- Events that happened, by type and country, with their ACLED class
CREATE VIEW events_by_type AS
SELECT type, acled_event_type, acled_sub_event_type, country, count(*) AS events, min(first_day) AS first_day,
    max(last_day) AS last_day, count(DISTINCT doc) AS documents
FROM events WHERE happened
GROUP BY type, acled_event_type, acled_sub_event_type, country
ORDER BY events DESC, type, country NULLS LAST, acled_sub_event_type NULLS LAST;

-- Who did what to whom: a row for each actor and target of an event that happened
CREATE VIEW dyads AS
SELECT a.name AS actor, a.country AS actor_country, e.type, t.name AS target, t.country AS target_country,
    e.first_day, e.last_day, e.place, e.admin1, e.country, e.source, e.assertion, e.id AS event, e.doc
FROM events AS e
JOIN participants AS a ON a.event = e.id AND a.role = 'actor'
JOIN participants AS t ON t.event = e.id AND t.role = 'target'
WHERE e.happened
ORDER BY actor, target, e.first_day NULLS LAST, e.id, a.number, t.number;

-- Casualty claims side by side, by place and day, each with who says so
-- `source` is null where the report speaks for itself, `claims` is how many there are of the same place, days, status
-- and victims. A claim with `subset_of` is part of another one, and not to be added to it.
CREATE VIEW tolls AS
SELECT place, admin1, country, first_day, last_day, status, who, "min", value, "max", source, source_country, cue,
    assertion, happened, count(*) OVER (PARTITION BY place, country, first_day, last_day, status, who) AS claims,
    event, event_type, subset_of, text, published, doc, id
FROM (
    SELECT c.*, c.assertion IN ('asserted', 'claimed') AS happened, e.type AS event_type, d.published,
        coalesce(p.name, c.place_name, e.place) AS place,
        CASE WHEN c.place_name IS NULL THEN e.admin1 ELSE p.admin1 END AS admin1,
        CASE WHEN c.place_name IS NULL THEN e.country ELSE p.country END AS country,
        coalesce(c.begun, e.first_day) AS first_day,
        CASE WHEN c.begun IS NULL THEN e.last_day ELSE c.ended END AS last_day
    FROM flat_casualty AS c
    LEFT JOIN place AS p ON p.id = c.place_id
    LEFT JOIN events AS e ON e.id = c.event
    LEFT JOIN document AS d ON d.id = c.doc
) AS claims
ORDER BY country NULLS LAST, place NULLS LAST, first_day NULLS LAST, status, who, published NULLS LAST, id;

-- Casualty claims of one place and day that can be compared, and how far apart they lie
CREATE VIEW tolls_compared AS
SELECT place, admin1, country, first_day, last_day, status, who, count(*) AS claims,
    count(DISTINCT source) AS sources, min(coalesce("min", value)) AS lowest,
    max(coalesce("max", value, "min")) AS highest
FROM tolls
WHERE happened AND subset_of IS NULL AND place IS NOT NULL AND first_day IS NOT NULL
GROUP BY place, admin1, country, first_day, last_day, status, who
HAVING count(*) > 1
ORDER BY country NULLS LAST, place, first_day, status, who;

-- Losses of equipment with their day and place, each with who says so
CREATE VIEW losses AS
SELECT l.side, l.class, l.item, l.status, l."min", l.value, l."max", e.first_day, e.last_day, e.place, e.admin1,
    e.country, l.source, l.source_country, l.cue, l.assertion, l.assertion IN ('asserted', 'claimed') AS happened,
    l.text, l.event, l.doc, l.id
FROM flat_loss AS l LEFT JOIN events AS e ON e.id = l.event
ORDER BY l.side NULLS LAST, l.class, l.status, e.first_day NULLS LAST, l.id;

-- Losses of equipment by side and class: the claims, and the sum of their lower bounds
-- Two reports may tell of one loss: look at `losses` before adding up.
CREATE VIEW losses_by_side AS
SELECT side, class, status, count(*) AS claims, sum(coalesce("min", value)) AS least, count(DISTINCT doc) AS documents
FROM losses WHERE happened
GROUP BY side, class, status
ORDER BY side NULLS LAST, class, status;

-- Who speaks, the most quoted first
CREATE VIEW speakers AS
SELECT speaker, speaker_country, count(*) AS statements, sum(CASE WHEN direct THEN 1 ELSE 0 END) AS direct,
    min(day) AS first_day, max(day) AS last_day, count(DISTINCT doc) AS documents
FROM statements WHERE speaker IS NOT NULL
GROUP BY speaker, speaker_country
ORDER BY statements DESC, speaker, speaker_country NULLS LAST;
