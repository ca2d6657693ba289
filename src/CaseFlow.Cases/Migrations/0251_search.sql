-- Fragments of case numbers are found by their trigrams. An extension of PostgreSQL itself that the owner of a database may add.
create extension if not exists pg_trgm;
create index case_file_number_trgm on case_file using gin (number gin_trgm_ops);

-- The value of a key without its kind: a waybill is found by its number alone.
create index case_key_value on case_key (split_part(key, ':', 2));

-- Names stand encrypted. What is indexed are keyed hashes of their neighbouring characters, cut to 24 bits: docs/decisions/0015.
alter table person add column name_grams int[];
create index person_name_grams on person using gin (name_grams) where name_grams is not null;
-- Those of earlier versions, until a server has made up for it.
create index person_without_grams on person (id) where name_grams is null;
