create table half_made (id integer);
select 1 / 0;
