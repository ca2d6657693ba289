-- Why a decision table answered what it did: the rules that matched with their source and what they saw, the answers of the decisions it asked, and the reasons of nulls.
-- Null on rows that no table stands behind, so a row is no larger than before.
alter table decision add column why jsonb;
